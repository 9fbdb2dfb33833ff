"""Questions about synthetic reports with gold from their truth: every operation, every kind of refusal.

A case rests only on what the report prints: an operand that is not printed is never asked for, except where that is the question.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from eval.arithmetic import evaluate, exact, rounded
from eval.synth.names import organisations
from eval.synth.printed import Shelf
from eval.synth.slots import WHOLES
from index.quantity import Quantity

if TYPE_CHECKING:
    from eval.synth import Synthetic

Case = dict[str, Any]
EACH = 10
OTHER_SCOPE = {"基本": "公基本", "项目": "公项目"}
"""Asked without 口径, both are answered, the whole first."""
PAIRS = (("基本", "项目"), ("公人员", "公公用"), ("接待", "公车"), ("项目", "基本"), ("公支出", "机关运行"), ("货物", "服务"))


Maker = Callable[[Shelf, Random], Iterator[Case]]


def cases_of(reports: Sequence["Synthetic"], seed: int, formats: Sequence[str] = ("txt",)) -> Iterator[Case]:
    """Make up to EACH cases a report, in the order of the reports, all kinds in turn."""
    chance = Random(f"questions {seed}")
    shelves = [Shelf.of(report, formats[number % len(formats)]) for number, report in enumerate(reports)]
    pairs = {(shelf.report.org.name, shelf.report.year): shelf for shelf in shelves}
    shelves = [replace(shelf, before=pairs.get((shelf.report.org.name, shelf.report.year - 1))) for shelf in shelves]
    strangers = _strangers(reports, seed)
    for number, shelf in enumerate(shelves):
        makers = chance.sample(MAKERS, len(MAKERS))
        made = [case for maker in makers for case in _one(maker, shelf, chance)][:EACH]
        made += list(_years(shelf, chance)) + list(_refusals(shelf, pairs, strangers, chance))
        for place, case in enumerate(made):
            yield {"id": f"synth-{seed}-{number:05d}-{place:02d}", **case}


def _one(maker: Maker, shelf: Shelf, chance: Random) -> list[Case]:
    found = list(maker(shelf, chance))
    return [chance.choice(found)] if found else []


def _lookup(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account in _wordings()["items"]:
        if shelf.find(account):
            other = OTHER_SCOPE.get(account, "")
            gold = _gold(shelf.quantity(account)) | ({"accept": [_json(shelf.quantity(other))]} if shelf.find(other) else {})
            yield _case(shelf, "lookup", chance, account, gold=gold, evidence=shelf.evidence(account) + shelf.evidence(other, "context"))


def _counts(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account, (plain, spoken) in _wordings()["counts"].items():
        if shelf.find(account):
            said = chance.choice(("plain", "spoken"))
            question = f"{shelf.report.org.name}{shelf.report.year}年{plain if said == 'plain' else spoken}"
            gold = _gold(shelf.quantity(account))
            yield _make(shelf, "lookup", said, question, gold, shelf.evidence(account))


def _budget(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account in ("三公", "接待", "公支出", "运维"):
        if shelf.find(f"{account}.预算"):
            wrong = (
                [shelf.quantity(account)] if shelf.find(account) and shelf.quantity(account) != shelf.quantity(f"{account}.预算") else []
            )
            evidence = shelf.evidence(f"{account}.预算")
            yield _case(shelf, "budget", chance, account, value=shelf.quantity(f"{account}.预算"), evidence=evidence, forbid=wrong)


def _share(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for part, whole in WHOLES.items():
        if part in _wordings()["items"] and whole in _wordings()["items"]:
            yield from _computed(shelf, "share", chance, (part, whole), "a/b", "%", reported=f"{part}.占")


def _change(shelf: Shelf, chance: Random) -> Iterator[Case]:
    yield from _against_last_year(shelf, chance, "change", "a-b", "增减", "")


def _change_rate(shelf: Shelf, chance: Random) -> Iterator[Case]:
    yield from _against_last_year(shelf, chance, "change_rate", "(a-b)/b", "增减率", "%")


def _against_last_year(shelf: Shelf, chance: Random, kind: str, formula: str, said: str, unit: str) -> Iterator[Case]:
    """A change that is printed: looked up, or computed where last year's figure is printed too (here or in last year's report)."""
    for account in _wordings()["items"]:
        printed = shelf.find(f"{account}.{said}")
        before, places = shelf.last_year(account)
        if printed and before is not None and before.number and shelf.find(account):
            gold = _computed_gold(formula, [shelf.quantity(account), before], unit, accept=shelf.quantity(f"{account}.{said}"))
            evidence = shelf.evidence(account, "a") + places + shelf.evidence(f"{account}.{said}", "reported")
            yield _case(shelf, kind, chance, account, gold=gold, evidence=evidence)
        elif printed:
            evidence = (
                shelf.evidence(f"{account}.{said}") + shelf.evidence(account, "context") + shelf.evidence(f"{account}.增减", "context")
            )
            yield _case(shelf, kind, chance, account, value=shelf.quantity(f"{account}.{said}"), evidence=evidence)


def _completion(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account in ("三公", "接待", "公支出", "运维"):
        yield from _computed(
            shelf, "completion", chance, (account, f"{account}.预算"), "a/b", "%", reported=f"{account}.完成率", asked=(account,)
        )


def _difference(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for one, other in PAIRS:
        if shelf.find(one) and shelf.find(other) and shelf.quantity(one).in_base > shelf.quantity(other).in_base:
            yield from _computed(shelf, "difference", chance, (one, other), "a-b", "")


def _sum(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for pair in (("接待", "公车"), ("货物", "服务"), ("会议", "培训")):
        yield from _computed(shelf, "sum", chance, pair, "a+b", "")


def _multiple(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for one, other in PAIRS:
        if shelf.find(one) and shelf.find(other) and shelf.quantity(one).in_base > shelf.quantity(other).in_base:
            yield from _computed(shelf, "multiple", chance, (one, other), "a/b", "倍")


def _reverse(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account in _wordings()["items"]:
        printed = shelf.find(f"{account}.增减") and shelf.find(account)
        if printed and shelf.last_year(account)[0] is None and shelf.quantity(account).number != shelf.quantity(f"{account}.增减").number:
            yield from _computed(shelf, "reverse", chance, (account, f"{account}.增减"), "a-b", "", asked=(account,))


def _per_unit(shelf: Shelf, chance: Random) -> Iterator[Case]:
    if shelf.find("接待") and shelf.find("人次") and shelf.quantity("人次").number:
        yield from _computed(shelf, "per_unit", chance, ("接待", "人次"), "a/b", "元/人次", asked=("接待",))


def _true(shelf: Shelf, chance: Random) -> Iterator[Case]:
    for account in _wordings()["items"]:
        if shelf.find(account) and shelf.quantity(account).number:
            right = chance.random() < 0.5
            told = shelf.quantity(account)
            said = told if right else Quantity(told.number * 2, told.unit)
            gold = {"kind": "verdict", "verdict": "true" if right else "false"}
            evidence = shelf.evidence(account) + shelf.evidence(OTHER_SCOPE.get(account, ""), "context")
            yield _case(shelf, "true", chance, account, gold=gold, evidence=evidence, figure=str(said), operation="verify")


MAKERS: tuple[Maker, ...] = (
    _lookup, _lookup, _counts, _budget, _share, _change, _change_rate, _completion, _difference, _sum, _multiple, _reverse,
    _per_unit, _true,
)  # fmt: skip


def _years(shelf: Shelf, chance: Random) -> Iterator[Case]:
    """This year against last year, from two reports."""
    accounts = [a for a in _wordings()["items"] if shelf.before is not None and shelf.find(a) and shelf.before.find(a)]
    if not accounts:
        return
    account = chance.choice(accounts)
    before, places = shelf.last_year(account)
    assert before is not None
    gold = _computed_gold("a-b", [shelf.quantity(account), before], "")
    evidence = shelf.evidence(account, "a") + places + shelf.evidence(f"{account}.增减", "reported")
    yield _case(shelf, "years", chance, account, gold=gold, evidence=evidence, operation="difference")


def _refusals(shelf: Shelf, pairs: dict[tuple[str, int], Shelf], strangers: Sequence[str], chance: Random) -> Iterator[Case]:
    """Two questions that this report does not settle."""
    org, year = shelf.report.org, shelf.report.year
    silent = [
        a
        for a in ("会议", "培训", "采购", "机关运行")
        if not any(key.split(".")[0] == a for key in shelf.stated) and not _worded_zero(shelf, a)
    ]
    later = max(y for name, y in pairs if name == org.name) + 2
    kinds: list[tuple[str, str, dict[str, Any]]]
    kinds = [("no_report", "支出", {"who": chance.choice(strangers)}), ("no_year", "支出", {"year": later}), ("out_of_scope", "支出", {})]
    kinds += [("not_disclosed", chance.choice(silent), {})] if silent else []
    kinds += [("undefined", a, {}) for a in ("三公", "接待") if _zero_budget(shelf, a)]
    for kind, account, changes in chance.sample(kinds, 2):
        yield _case(
            shelf,
            kind,
            chance,
            account,
            gold={"kind": "none", "reasons": list(ALSO.get(kind, ()))},
            evidence=[],
            answerable=kind,
            **changes,
        )
    namesakes = {name for name, y in pairs if name.endswith(org.name[-4:]) and y == year}
    if len(namesakes) > 1 and chance.random() < 0.3:
        office = org.name[org.name.find(org.region) + len(org.region) :]
        if sum(name.endswith(office) for name in namesakes) > 1:
            yield _case(shelf, "ambiguous", chance, "支出", gold={"kind": "none"}, evidence=[], answerable="ambiguous", office=office)


ALSO = {
    "no_report": ("ambiguous",),  # a name one letter from another may be asked back
    "not_disclosed": ("no_item",),
    "out_of_scope": ("no_item", "not_disclosed"),
}


def _worded_zero(shelf: Shelf, account: str) -> bool:
    words = {"采购": "采购", "机关运行": "机关运行", "会议": "会议费", "培训": "培训"}
    return words[account] in shelf.report.text


def _zero_budget(shelf: Shelf, account: str) -> bool:
    stated = shelf.find(f"{account}.预算") and shelf.find(account)
    return bool(stated) and not shelf.quantity(f"{account}.预算").number and bool(shelf.quantity(account).number)


def _computed(
    shelf: Shelf,
    kind: str,
    chance: Random,
    keys: tuple[str, str],
    formula: str,
    unit: str,
    *,
    reported: str = "",
    asked: tuple[str, ...] = (),
) -> Iterator[Case]:
    """A case whose gold is computed from two printed figures; none where one is not printed or the base is zero."""
    one, other = keys
    if not shelf.find(one) or not shelf.find(other) or ("/" in formula and not shelf.quantity(other).number):
        return
    evidence = shelf.evidence(one, "a") + shelf.evidence(other, "b") + (shelf.evidence(reported, "reported") if reported else [])
    accept = shelf.quantity(reported) if reported and shelf.find(reported) else None
    gold = _computed_gold(formula, [shelf.quantity(one), shelf.quantity(other)], unit, accept=accept)
    yield _case(shelf, kind, chance, *(asked or keys), gold=gold, evidence=evidence)


def _computed_gold(formula: str, given: Sequence[Quantity], unit: str, *, accept: Quantity | None = None) -> dict[str, Any]:
    values = {name: exact(quantity) for name, quantity in zip("ab", given, strict=True)}
    operands = [{"name": name, **_json(quantity)} for name, quantity in zip("ab", given, strict=True)]
    gold = {**_gold(rounded(evaluate(formula, values), unit or given[0].unit.symbol, 2)), "formula": formula, "operands": operands}
    return {**gold, "accept": [_json(accept)]} if accept is not None else gold


def _json(quantity: Quantity) -> dict[str, str]:
    return {"value": f"{quantity.number:f}", "unit": quantity.unit.symbol}


def _gold(value: Quantity) -> dict[str, Any]:
    return {"kind": "figure", **_json(value)}


def _case(  # noqa: PLR0913
    shelf: Shelf,
    kind: str,
    chance: Random,
    *accounts: str,
    evidence: list[dict[str, Any]],
    value: Quantity | None = None,
    gold: dict[str, Any] | None = None,
    forbid: Sequence[Quantity] = (),
    operation: str = "",
    answerable: str = "yes",
    **words: Any,
) -> Case:
    said = chance.choice(("plain", "spoken"))
    table = _wordings()
    names = [table["items"][account][said == "spoken"] for account in accounts]
    year = words.get("year", shelf.report.year)
    question = chance.choice(table[kind][said])
    parts = {
        "谁": words.get("who", shelf.report.org.name),
        "年": str(year),
        "上年": str(year - 1),
        "数": words.get("figure", ""),
        "局": words.get("office", ""),
    }
    parts |= dict(zip(("甲", "乙"), names, strict=False))
    for name, word in parts.items():
        question = question.replace(f"<{name}>", word)
    gold = dict(gold) if gold is not None else _gold(value) if value is not None else {"kind": "none"}
    if any(not Decimal(part["value"]) for part in [gold, *gold.get("operands", [])] if "value" in part):
        evidence = []  # a zero is also said in words, at places that the truth does not list
    if forbid:
        gold["forbid"] = [_json(quantity) for quantity in forbid]
    return _make(shelf, operation or kind, said, question, gold, evidence, answerable)


def _make(
    shelf: Shelf, operation: str, said: str, question: str, gold: dict[str, Any], evidence: list[dict[str, Any]], answerable: str = "yes"
) -> Case:
    report = shelf.report
    split = report.style.split
    slices = {"operation": operation, "phrasing": said, "style": report.style.name, "year": report.year}
    return {"split": split, "slices": slices, "question": question, "answerable": answerable, "gold": gold, "evidence": evidence}


@cache
def _wordings() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))


def _strangers(reports: Sequence["Synthetic"], seed: int) -> list[str]:
    known = {report.org.name for report in reports}
    return [org.name for org in organisations(40 + len(known), Random(f"strangers {seed}")) if org.name not in known][:40]
