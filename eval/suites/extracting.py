"""Suites of figures: what was read from reports, against gold made by readers or by the generator."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from eval.extraction import SLOTS, GoldFact, Match, Spurious, match, spurious, to_json
from eval.summary import Metric, Result, metric
from index.records import Fact

Read = tuple[str, Sequence[GoldFact], Sequence[Fact], Sequence[tuple[int, int]]]
"""A report's file, its gold, what was read, and where the gold is complete."""


def measure(reports: Iterable[Read]) -> tuple[tuple[Result, ...], tuple[Metric, ...], tuple[str, ...]]:
    """Return a result for each gold fact and each spurious one, the rates, and which slots go wrong most."""
    matches: list[Match] = []
    extra: list[tuple[str, Spurious]] = []
    seen: dict[str, int] = defaultdict(int)
    for file, gold, facts, complete in reports:
        matches += match(gold, facts)
        wrong, count = spurious(gold, facts, complete)
        extra += [(file, item) for item in wrong]
        seen[file] += count
    results = (*(_result(found) for found in matches), *(_surplus(file, item) for file, item in extra))
    return results, _metrics(matches, extra, seen), _notes(matches)


def _metrics(matches: Sequence[Match], extra: Sequence[tuple[str, Spurious]], seen: dict[str, int]) -> tuple[Metric, ...]:
    wrong = Counter(file for file, _ in extra)
    precision = [(number >= wrong[file], file) for file, count in sorted(seen.items()) for number in range(count)]
    read = [found for found in matches if found.fact is not None]
    return (
        metric("recall", "各项全对（召回）", ((not found.wrong, found.gold.file) for found in matches)),
        metric("precision", "读出的各项全对（精确）", precision),
        *(metric(f"slot_{name}", f"读到的里面 {name} 正确", ((name not in f.wrong, f.gold.file) for f in read)) for name in SLOTS),
        metric("slot_against", "对比基准正确", ((_against(f), f.gold.file) for f in read if f.gold.against)),
        metric("scale_error", "量级错误", ((found.scale, found.gold.file) for found in matches), more_is_better=False),
        metric("sign_error", "方向错误", ((found.sign, found.gold.file) for found in matches), more_is_better=False),
    )


def _against(found: Match) -> bool:
    return found.fact is not None and found.fact.against is not None and found.fact.against.value == found.gold.against


def _notes(matches: Sequence[Match]) -> tuple[str, ...]:
    found = Counter(name for item in matches for name in item.wrong)
    return tuple(f"{name}：{count}" for name, count in found.most_common())


def _result(found: Match) -> Result:
    gold = found.gold
    described: dict[str, Any] = {
        "figure": str(gold.quantity), "items": list(gold.items), "year": str(gold.year), "basis": gold.basis,
        "scopes": [str(scope) for scope in gold.scopes], "measure": gold.measure, "against": gold.against,
    }  # fmt: skip
    return {
        "id": f"{gold.file}:{gold.start}", "case": f"{gold.file}:{gold.start}", "files": [gold.file], "headline": not found.wrong,
        "slices": {"measure": gold.measure, "basis": gold.basis, "item": gold.items[0].split("/")[0], **dict(gold.slices)},
        "stage": None if not found.wrong else "extract", "faults": list(found.wrong), "gold": described, "read": to_json(found.fact),
        "question": f"{gold.items[0]} {gold.year} {gold.quantity}", "note": "", "reply": None,
    }  # fmt: skip


def _surplus(file: str, item: Spurious) -> Result:
    fact = item.fact
    return {
        "id": f"{file}:{item.start}:surplus:{fact.item}:{fact.measure.value}", "case": f"{file}:{item.start}", "files": [file],
        "headline": False, "slices": {"measure": fact.measure.value, "basis": fact.basis.value}, "stage": "extract", "faults": ["surplus"],
        "gold": None, "read": to_json(fact), "question": f"多读：{fact.item} {fact.quantity}", "note": fact.quote, "reply": None,
    }  # fmt: skip
