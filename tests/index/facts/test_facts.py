"""Sentences as reports print them, and the figures that they state."""

from index.facts import merge, read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Section, Source, Unrecognised


def read(
    text: str, *, heading: str = "", year: int = 2020, kind: ReportKind = ReportKind.FINAL
) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    source = Source(file="x.txt", sha256="", format="txt", text=text)
    identity = Identity(org="某市某区水务局", region="某市某区", year=year, kind=kind, level=ReportLevel.DEPARTMENT, title="")
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    return read_facts(source, sections, identity, "r1")


def slots(text: str, **where: object) -> list[tuple[object, ...]]:
    facts, _ = read(text, **where)  # type: ignore[arg-type]
    return [(f.item, f.year, str(f.quantity), f.measure.value) for f in facts]


def test_a_figure_in_brackets_is_last_years() -> None:
    assert slots("2020年度收入4711.41万元，与2019年收入（1885.26万元）相比，收入增加2826.15万元，增长149.91%。") == [
        ("本年收入合计", 2020, "4711.41万元", "amount"),
        ("本年收入合计", 2019, "1885.26万元", "amount"),
        ("本年收入合计", 2020, "2826.15万元", "change"),
        ("本年收入合计", 2020, "149.91%", "change_rate"),
    ]


def test_the_same_figure_twice_is_one_fact_with_two_places() -> None:
    facts, _ = read("公务接待费支出决算4.46万元。\n公务接待费支出决算为4.46万元。")
    (fact,) = merge(facts)
    assert len(fact.also) == 1
    assert fact.also[0].start > fact.end
