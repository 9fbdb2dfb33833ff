"""The functions that other programs call: through Gradio's HTTP interface and, the same ones, as tools of a model (MCP).

Their JSON is the project's public contract. The docstrings are what a caller reads.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import gradio as gr

from assistant.web.questions import converse
from index.errors import FinalAccountsError
from index.library import Library
from index.records import Fact, Report

Result = TypeVar("Result")

MOST_CHARACTERS = 500
MOST_TURNS = 20
MOST_PASSAGES = 50
_WORKERS = 2
_WAITING = 16


class Holder(Protocol):
    """Whatever holds the library that is open now."""

    @property
    def library(self) -> Library:
        """The open library."""


def interface(shelf: Holder) -> gr.Blocks:
    """Build the Blocks that carry the interface; it has nothing to look at."""
    with gr.Blocks(title="决算问答 · 接口", analytics_enabled=False) as blocks:
        for function in functions(shelf):
            gr.api(function, api_name=function.__name__, concurrency_limit=_WORKERS, concurrency_id="interface")
    return blocks.queue(max_size=_WAITING, default_concurrency_limit=_WORKERS)


def functions(shelf: Holder) -> tuple[Callable[..., Any], ...]:
    """Make the interface's functions over a library."""

    def ask(question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question about Chinese local departments' final accounts (部门决算) from the reports in the library.

        Every figure is quoted from a report or computed from quoted figures; the reply lists citations with offsets,
        the calculation, warnings about contradictions, or the reason why the reports do not answer.

        Args:
            question: The question in Chinese, for example 赫山区2020年项目支出占比. At most 500 characters.
            earlier: Earlier questions of the same conversation, oldest first, for follow-up questions.
        """
        turns = [*_texts(earlier or [], MOST_TURNS), _text(question)]
        return _guarded(lambda: converse(turns, shelf.library)[-1].to_json())

    def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the passages of the reports that fit a few words best.

        Args:
            query: A few words in Chinese. At most 500 characters.
            k: How many passages, 1 to 50.
        """
        words, count = _text(query), _count(k)
        return _guarded(lambda: _found(shelf.library, words, count))

    def reports() -> list[dict[str, Any]]:
        """List the reports in the library: id, department, year, kind, file, and how many figures were read from each."""
        return _guarded(lambda: [report_json(report) for report in shelf.library.reports()])

    def facts(report: str) -> list[dict[str, Any]]:
        """List every figure read from one report, each with its quote and offsets.

        Args:
            report: The report's id as `reports` lists it.
        """
        wanted = _text(report)
        return _guarded(lambda: [fact_json(fact) for fact in shelf.library.facts(reports=[shelf.library.report(wanted).id])])

    return (ask, search, reports, facts)


def report_json(report: Report) -> dict[str, Any]:
    """A report as the contract prints it."""
    return {
        "report": report.id, "title": report.title, "org": report.org, "year": report.year, "kind": report.kind_name,
        "file": report.file, "pages": report.pages, "passages": report.passages, "facts": report.facts,
        "unrecognised": report.unrecognised, "added": report.added,
    }  # fmt: skip


def fact_json(fact: Fact) -> dict[str, Any]:
    """A figure as the contract prints it."""
    return {
        "org": fact.org, "year": fact.year, "item": fact.item, "item_as_printed": fact.item_as_printed, "basis": fact.basis.value,
        "scope": fact.scope.value if fact.scope else None, "measure": fact.measure.value, "value": f"{fact.quantity.number:f}",
        "unit": fact.quantity.unit.symbol, "value_as_printed": fact.value_as_printed, "quote": fact.quote, "page": fact.page,
        "start": fact.start, "end": fact.end, "section": list(fact.section), "table": fact.table,
    }  # fmt: skip


def _found(library: Library, query: str, count: int) -> list[dict[str, Any]]:
    reports = {report.id: report for report in library.reports()}
    return [
        {
            "report": hit.passage.report, "title": reports[hit.passage.report].title, "section": list(hit.passage.section),
            "start": hit.passage.start, "end": hit.passage.end, "score": hit.score,
            "text": library.text(hit.passage.report, hit.passage.start, hit.passage.end),
        }
        for hit in library.search(query, k=count)
        if hit.passage.report in reports
    ]  # fmt: skip


def _guarded(work: Callable[[], Result]) -> Result:
    try:
        return work()
    except FinalAccountsError as error:
        raise gr.Error(str(error), print_exception=False) from None


def _text(value: object) -> str:
    """A caller's words, whatever was really sent: Gradio checks no types here."""
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARACTERS or not sound(value):
        raise gr.Error(f"要有 1 到 {MOST_CHARACTERS} 个字的文本", print_exception=False)
    return value.strip()


def _texts(values: object, most: int) -> list[str]:
    if not isinstance(values, list) or len(values) > most:
        raise gr.Error(f"earlier 是一列问题，最多 {most} 个", print_exception=False)
    return [_text(value) for value in values]


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PASSAGES:
        raise gr.Error(f"k 是 1 到 {MOST_PASSAGES} 的整数", print_exception=False)
    return value


def sound(text: str) -> bool:
    """Whether a text can be written out: no half of a surrogate pair, no NUL."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
