"""The layouts of other provinces and years, one a file: every format of each gives exactly the figures that stand under it.

A layout that is not known must give names of its own or nothing, never another table's figure.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from index.identity import identify
from index.outline import outline
from index.reading import read
from index.records import Basis, Fact, Measure, Scope
from index.tables import read_tables
from tests.index.tables import printing

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
FORMATS: dict[str, Callable[[str, list[printing.Layout]], bytes]] = {
    "html": printing.as_html,
    "xlsx": printing.as_xlsx,
    "docx": printing.as_docx,
    "pdf": printing.as_pdf,
}
TITLES = {"预算": "云溪县教育局2021年部门预算", "决算": "云溪县教育局2021年度部门决算"}
SCOPES = {
    None: "-", Scope.ALL: "全口径", Scope.FISCAL_APPROPRIATION: "财政拨款", Scope.GENERAL_PUBLIC_BUDGET: "一般公共预算",
    Scope.GOVERNMENT_FUND: "政府性基金", Scope.STATE_CAPITAL: "国有资本经营",
}  # fmt: skip
BASES = {Basis.FINAL: "决算", Basis.BUDGET: "年初预算", Basis.ADJUSTED_BUDGET: "调整预算"}
MEASURES = {
    Measure.AMOUNT: "",
    Measure.CHANGE: " 增减额",
    Measure.CHANGE_RATE: " 增减率",
    Measure.COMPLETION_RATE: " 完成率",
    Measure.SCORE: " 得分",
}


def test_there_are_layouts() -> None:
    assert len(LAYOUTS) >= 25


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_a_layout_is_read_in_every_format(path: Path, suffix: str, tmp_path: Path) -> None:
    written, _, expected = path.read_text("utf-8").partition("====")
    kind = "预算" if written.startswith("预算\n") else "决算"
    report = tmp_path / f"report.{suffix}"
    report.write_bytes(FORMATS[suffix](TITLES[kind], [printing.layout(written.removeprefix("预算\n"))]))
    source = read(report)
    facts, left = read_tables(source, outline(source), identify(source), "r1")
    for fact in facts:
        assert fact.quote == source.text[fact.start : fact.end]
        assert (fact.page is not None) == (suffix == "pdf")
    assert sorted(map(said, facts)) == sorted(line for line in expected.split("\n") if line and line[0] != "!")
    assert sorted(each.reason for each in left) == sorted(line.split()[-1] for line in expected.split("\n") if line.startswith("!"))


UNRULED = ("01", "02", "04", "08", "10", "11", "16", "18", "19", "20", "22", "28")
"""What stays plain without rules; where a heading hangs on one above it, only rules tell over which columns that one stands."""


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_without_rules_a_layout_gives_its_figures_or_none(path: Path, tmp_path: Path) -> None:
    written, _, expected = path.read_text("utf-8").partition("====")
    kind = "预算" if written.startswith("预算\n") else "决算"
    report = tmp_path / "report.pdf"
    report.write_bytes(printing.as_pdf(TITLES[kind], [printing.layout(written.removeprefix("预算\n"))], ruled=False))
    source = read(report)
    facts, _ = read_tables(source, outline(source), identify(source), "r1")
    wanted = {line for line in expected.split("\n") if line and line[0] != "!"}
    assert set(map(said, facts)) == (wanted if path.stem[:2] in UNRULED else set())


def said(fact: Fact) -> str:
    """A figure as the layouts' files write it; * marks an item that the glossary does not have."""
    number = f"{Decimal(fact.quantity.number).normalize():f}{fact.quantity.unit.symbol}"
    name = f"{fact.item}{'' if fact.known else '*'}"
    return f"{name} {SCOPES[fact.scope]} {BASES[fact.basis]} {fact.year}{MEASURES[fact.measure]} {number}"
