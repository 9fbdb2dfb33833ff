"""Key figures and comparisons: the figure that the item's name means, contradictions beside it, only what all disclose."""

from pathlib import Path

from assistant.web.comparison import compare, comparison_html, comparison_rows
from assistant.web.figures import Picked, figures_html
from assistant.web.shelf import Shelf
from index.build import build
from index.library import Library
from index.records import Report
from tests.web.reports import report_text

THREE = "“三公”经费"


def reports(shelf: Shelf) -> list[Report]:
    return [report for report in shelf.library.reports() if report.org == "云岭县水务局"]


def test_the_three_public_expenses_are_the_budgeted_ones_and_the_other_figure_is_shown(shelf: Shelf) -> None:
    newest = reports(shelf)[-1]
    picked = Picked.of(shelf.library, newest)
    first = picked.one(THREE)
    assert first is not None
    assert str(first.quantity) == "2.50万元"
    assert [str(fact.quantity) for fact in picked.besides(first)] == ["5.75万元"]
    html = str(figures_html(shelf.library, newest, "zh"))
    assert "报告另有 5.75万元" in html
    assert html.count('id="c-0-') == html.count('class="source"')


def test_a_printed_figure_comes_before_a_mere_none(tmp_path: Path) -> None:
    path = tmp_path / "水务局2020.txt"
    none = "第三部分 附表说明\n云岭县水务局2020年度无机关运行经费支出。\n"
    path.write_text(report_text(2020).replace("第二部分", f"{none}第二部分", 1), "utf-8")
    with Library.open(tmp_path / "library", writable=True) as library:
        _, report = build(path, library)
        found = [str(fact.quantity) for fact in Picked.of(library, report).all("机关运行经费")]
    assert found == ["66.00万元", "0万元"]


def test_a_comparison_is_fair_and_marks_contradictions(shelf: Shelf) -> None:
    both = reports(shelf)
    lines = {line.item: line for line in compare(shelf.library, both)}
    assert all(len(line.facts) == len(both) for line in lines.values())
    assert all({fact.scope for fact in line.facts} == {line.scope} for line in lines.values())
    assert [str(fact.quantity) for fact in lines[THREE].facts] == ["2.80万元", "2.50万元"]
    assert [[str(fact.quantity) for fact in others] for others in lines[THREE].others] == [[], ["5.75万元"]]
    assert "报告另有 5.75 万元" in str(comparison_html(shelf.library, both, "zh", "x.csv"))
    row = next(row for row in comparison_rows(shelf.library, both) if row[0] == THREE)
    assert "5.75万元" in row[-1]
