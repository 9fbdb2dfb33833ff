"""Several reports side by side: only what every one discloses, of the same scope and kind of figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.answer import Citation
from assistant.web.charts import Chart, Row, chart
from assistant.web.figures import Picked
from assistant.web.replies import chip, passage_link
from assistant.web.templates import render
from assistant.web.words import SCOPES, Language
from index.library import Library
from index.records import Fact, Report, Scope

ITEMS = (
    "收入总计", "本年收入合计", "财政拨款收入", "其他收入", "本年支出合计", "基本支出", "项目支出", "年末结转和结余",
    "财政拨款支出", "一般公共预算财政拨款支出", "“三公”经费", "公务接待费", "公务用车购置及运行维护费", "因公出国（境）费",
    "机关运行经费", "政府采购支出总额",
)  # fmt: skip
_DRAWN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its figure in every report, in the order of the reports, and what else each report prints for it."""

    item: str
    scope: Scope | None
    facts: tuple[Fact, ...]
    others: tuple[tuple[Fact, ...], ...]


def compare(library: Library, reports: Sequence[Report]) -> tuple[Line, ...]:
    """Return the items that all *reports* disclose with the same scope."""
    picked = [Picked.of(library, report) for report in reports]
    return tuple(line for item in ITEMS if (line := _line(item, picked)) is not None)


def comparison_html(library: Library, reports: Sequence[Report], language: Language, csv: str) -> Markup:
    """Render the comparison as a table with sources and charts of its first lines."""
    lines = compare(library, reports)
    citations = _citations(lines, reports)
    chips = {fact: chip(citation, 0, language) for fact, citation in citations.items()}
    charts = [made for line in lines[:_DRAWN] if (made := _chart(line, reports, chips)) is not None]
    sources = [(citation, passage_link(citation, language)) for citation in citations.values()]
    drawn = {"chips": chips, "charts": charts, "sources": sources}
    return render("comparison.html", language, {"reports": reports, "lines": lines, "scopes": SCOPES[language], "csv": csv, **drawn})


def comparison_rows(library: Library, reports: Sequence[Report]) -> list[list[str]]:
    """The comparison as rows of a CSV file, a head first."""
    head = ["指标", "口径", *(f"{report.org}{report.year}年（数值，单位）" for report in reports), "需核实"]
    return [head, *(_row(line) for line in compare(library, reports))]


def _row(line: Line) -> list[str]:
    """A line of the file; what contradicts one of its figures stands in the last cell."""
    differing = [f"{fact.org}{fact.year}年另有{fact.quantity}" for others in line.others for fact in others]
    scope = SCOPES["zh"][line.scope.value] if line.scope else ""
    return [line.item, scope, *(str(fact.quantity) for fact in line.facts), "；".join(differing)]


def _line(item: str, picked: Sequence[Picked]) -> Line | None:
    for candidate in picked[0].all(item):
        facts = [one.one(item, scope=candidate.scope) for one in picked]
        present = tuple(fact for fact in facts if fact is not None and fact.quantity.comparable(candidate.quantity))
        if len(present) == len(picked) and len({one.basis for one in picked}) == 1:
            others = tuple(tuple(one.besides(fact)) for one, fact in zip(picked, present, strict=True))
            return Line(item, candidate.scope, present, others)
    return None


def _citations(lines: Sequence[Line], reports: Sequence[Report]) -> dict[Fact, Citation]:
    by_id = {report.id: report for report in reports}
    facts = dict.fromkeys(
        fact for line in lines for first, others in zip(line.facts, line.others, strict=True) for fact in (first, *others)
    )
    return {fact: Citation.of(n, by_id[fact.report], fact.quote, fact, fact.section) for n, fact in enumerate(facts, 1)}


def _chart(line: Line, reports: Sequence[Report], chips: dict[Fact, Markup]) -> Chart | None:
    rows = [Row(_name(report, reports), fact.quantity, chips[fact]) for report, fact in zip(reports, line.facts, strict=True)]
    return chart(line.item, rows)


def _name(report: Report, reports: Sequence[Report]) -> str:
    """The year alone where one department's years stand side by side."""
    return f"{report.year}年" if len({one.org for one in reports}) == 1 else f"{report.org} {report.year}年"
