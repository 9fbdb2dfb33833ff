"""Questions worth trying, made from what the reports in the library really disclose."""

from collections.abc import Sequence

from index.library import Library
from index.records import Basis, Fact, Measure, Report, ReportKind, Scope

_MOST = 6
_CLAIMED = ("本年支出合计", "项目支出")
_FORMS = (
    (("项目支出", "本年支出合计"), "{org}{year}年项目支出占比"),
    (("“三公”经费",), "{org}{year}年“三公”经费是多少？"),
    (("其他收入", "收入总计"), "{org}{year}年其他收入占收入总计的比重"),
    (("本年支出合计",), "{org}{year}年本年支出合计是多少？"),
    (("机关运行经费",), "{org}{year}年机关运行经费是多少？"),
    (("政府采购支出总额",), "{org}{year}年政府采购支出总额是多少？"),
)
"""What must be disclosed, and the question then asked."""


def examples(library: Library) -> tuple[str, ...]:
    """Return a few questions, turn by turn over the reports, newest first; each can be answered."""
    reports = _newest(library)
    disclosed = {report.id: _items(library, report) for report in reports}
    found: list[str] = []
    for form, (items, words) in enumerate(_FORMS):
        for report in _turned(reports, form):
            if set(items) <= disclosed[report.id]:
                found.append(words.format(org=report.org, year=report.year))
                break
    return tuple(dict.fromkeys(found))[:_MOST]


def claim(library: Library) -> str:
    """A sentence to try the check with, in the words of the newest report that prints its figures; "" where none does."""
    for report in _newest(library):
        figures = [figure for item in _CLAIMED if (figure := _printed(library, report, item))]
        if len(figures) == len(_CLAIMED):
            return f"{report.org}{report.year}年{'，'.join(figures)}。"
    return ""


def _printed(library: Library, report: Report, item: str) -> str:
    facts = library.facts(reports=[report.id], years=[report.year], items=[item], measures=[Measure.AMOUNT], bases=[Basis.FINAL])
    whole = [fact for fact in facts if fact.scope is Scope.ALL and fact.whole is None]
    return f"{item}{whole[0].quantity}" if whole else ""


def _newest(library: Library) -> list[Report]:
    return sorted(library.reports(), key=lambda report: (report.kind is not ReportKind.FINAL, -report.year, report.org))[:_MOST]


def _turned(reports: Sequence[Report], by: int) -> list[Report]:
    start = by % len(reports) if reports else 0
    return [*reports[start:], *reports[:start]]


def _items(library: Library, report: Report) -> set[str]:
    wanted = {item for items, _ in _FORMS for item in items}
    facts: Sequence[Fact] = library.facts(reports=[report.id], years=[report.year], items=wanted, measures=[Measure.AMOUNT])
    basis = Basis.FINAL if report.kind is ReportKind.FINAL else Basis.BUDGET
    return {fact.item for fact in facts if fact.basis is basis and fact.quantity.number}
