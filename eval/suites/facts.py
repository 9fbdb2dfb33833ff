"""The gold set of figures: made by reading reports (see ``gold/GUIDE.md``), never by running the extractor.

``gold/facts.jsonl`` holds values, slots and offsets of real reports, whose text is not in this repository: without them that part
is not available, and says so. ``gold/samples.jsonl`` is about the sample reports and ``gold/styles.jsonl`` about invented reports in
the wording of other provinces and kinds (``cases/reports``, and ``gold/reports`` for those that no question is put to): both
always run.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.cases import digest
from eval.extraction import GoldFact, value_places
from eval.rules import alone, grouped, recording
from eval.suites import Options, SuiteRun
from eval.suites.extracting import Read, measure
from eval.suites.questions import CASES, sample_reports
from eval.summary import Metric, metric
from index.quantity import Quantity
from index.records import Fact

GOLD = Path(__file__).parents[1] / "gold"


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report's gold: its figures, the numbers that are none, and the stretches where every figure is listed."""

    facts: tuple[GoldFact, ...]
    negatives: tuple[tuple[int, int, str], ...]
    complete: tuple[tuple[int, int], ...]
    sha256: str


def run(options: Options) -> SuiteRun:
    """The sample reports and the real ones."""
    return _measured("facts", (GOLD / "samples.jsonl", GOLD / "facts.jsonl"), options)


def styles(options: Options) -> SuiteRun:
    """Invented reports whose every figure was annotated by their author before the product read them."""
    return _measured("styles", (GOLD / "styles.jsonl",), options)


def _measured(name: str, paths: Sequence[Path], options: Options) -> SuiteRun:
    """Read every annotated report that is there and compare."""
    gold = {file: annotated for path in paths for file, annotated in load_gold(path).items()}
    there = report_files(options.shared, gold)
    absent = sorted(gold.keys() - there.keys())
    untouched: list[tuple[bool, str]] = []
    fired: dict[str, Set[str]] = {}
    results, metrics, notes = measure(_reads(gold, there, untouched, fired))
    only = tuple(f"只有{file}用到的规则 {len(rules)} 条：{grouped(rules)}" for file, rules in alone(fired).items() if rules)
    told = tuple(f"没有这份报告，未测：{file}" for file in absent)
    extra = metric("negatives", "不是数字的没有读成数字", untouched)
    found = (*metrics, extra, *_by_report(results))
    return SuiteRun(name=name, results=results, metrics=found, dataset=digest(paths), notes=(*told, *notes, *only))


def load_gold(path: Path) -> dict[str, Annotated]:
    """Read a gold file, by report file."""
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            records[record["file"]].append(record)
    return {file: _annotated(lines) for file, lines in records.items()}


def read_report(path: Path) -> tuple[Fact, ...]:
    """Every figure of one file, from its text and its tables, as the reading road finds them."""
    from index import facts, identity, outline, reading, tables

    source = reading.read(path)
    named = identity.identify(source)
    sections = outline.outline(source)
    told, _ = facts.read_facts(source, sections, named, "gold")
    tabled, _ = tables.read_tables(source, sections, named, "gold")
    return tuple(facts.merge((*told, *tabled)))


def _reads(
    gold: dict[str, Annotated], there: dict[str, Path], untouched: list[tuple[bool, str]], fired: dict[str, Set[str]]
) -> Iterator[Read]:
    for file in sorted(gold.keys() & there.keys()):
        annotated = gold[file]
        with recording() as fired[file]:
            facts = read_report(there[file])
        places = [place for fact in facts for place in _values(fact)]
        untouched += [(not any(s < end and start < e for s, e in places), file) for start, end, _ in annotated.negatives]
        yield file, annotated.facts, facts, annotated.complete


def _values(fact: Fact) -> Sequence[tuple[int, int]]:
    return [next(value_places(fact))]


def report_files(shared: Path | None, gold: Mapping[str, Annotated]) -> dict[str, Path]:
    """Reports by name: sample, invented and real ones, each only with the bytes that were annotated."""
    real = sorted((shared / "reports").iterdir()) if shared else []
    invented = [path for folder in (CASES, GOLD) for path in sorted((folder / "reports").iterdir())]
    places = [*sample_reports(), *invented, *real]
    known = [path for path in places if path.name in gold]
    return {path.name: path for path in known if sha256(path.read_bytes()).hexdigest() == gold[path.name].sha256}


def _by_report(results: Sequence[dict[str, Any]]) -> Iterator[Metric]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for result in results:
        if result["gold"] is not None:
            groups[result["files"][0]].append(result["headline"])
    for file, right in sorted(groups.items()):
        yield metric(f"recall:{file}", f"召回：{file}", [(good, file) for good in right])


def _annotated(records: Sequence[dict[str, Any]]) -> Annotated:
    return Annotated(
        facts=tuple(_fact(record) for record in records if "value" in record),
        negatives=tuple((record["start"], record["end"], record["negative"]) for record in records if "negative" in record),
        complete=tuple((record["start"], record["end"]) for record in records if record.get("complete")),
        sha256=records[0]["report_sha256"],
    )


def _fact(record: dict[str, Any]) -> GoldFact:
    return GoldFact(
        file=record["file"], start=record["start"], end=record["end"], quantity=Quantity.of(record["value"], record["unit"]),
        year=record["year"], items=tuple(record["items"]), basis=record["basis"], scopes=tuple(record["scopes"]), measure=record["measure"],
        against=record.get("against"), open=record.get("open", False), slices=(("report", record["file"]),),
    )  # fmt: skip
