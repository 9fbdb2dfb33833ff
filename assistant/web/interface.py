"""The functions that other programs call: through Gradio's HTTP interface and, the same ones, as tools of a model (MCP).

Their JSON is the project's public contract. The docstrings are what a caller reads.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import gradio as gr
from gradio.blocks import BlockFunction

from assistant.lines import fact_json, report_json
from assistant.web.values import MOST_CHARACTERS, MOST_CLAIMED, MOST_TURNS, sound
from assistant.web.workers import Workers
from index.errors import FinalAccountsError
from index.library import Library

MOST_PASSAGES = 50
_WORKERS = 2
_WAITING = 16


class Holder(Protocol):
    """Whatever holds the library that is open now."""

    @property
    def library(self) -> Library:
        """The open library."""


class Calls(gr.Blocks):  # type: ignore[misc]  # gradio comes without types
    """Blocks that carry functions only, and say in one line what a call lacks."""

    def validate_inputs(self, block_fn: BlockFunction, inputs: list[Any]) -> None:
        """Refuse a call with too few values; Gradio itself would say nothing but that it failed."""
        if len(inputs) < len(block_fn.inputs):
            raise gr.Error(f"data 要有 {len(block_fn.inputs)} 个值，只有 {len(inputs)} 个", print_exception=False)


def interface(shelf: Holder, workers: Workers) -> gr.Blocks:
    """Build the Blocks that carry the interface; it has nothing to look at."""
    with Calls(title="决算问答 · 接口", analytics_enabled=False) as blocks:
        for function in functions(shelf, workers):
            gr.api(function, api_name=function.__name__, concurrency_limit=_WORKERS, concurrency_id="interface")
    return blocks.queue(max_size=_WAITING, default_concurrency_limit=_WORKERS)


def functions(shelf: Holder, workers: Workers) -> tuple[Callable[..., Any], ...]:
    """Make the interface's functions over a library."""

    async def ask(question: str, earlier: list[str] | None = None) -> dict[str, Any]:
        """Answer a question about Chinese local departments' final accounts (部门决算) from the reports in the library.

        Every figure is quoted from a report or computed from quoted figures; the reply lists citations with offsets,
        the calculation, warnings about contradictions, or the reason why the reports do not answer.

        Args:
            question: The question in Chinese, for example 赫山区2020年项目支出占比. At most 500 characters.
            earlier: Earlier questions of the same conversation, oldest first, for follow-up questions.
        """
        turns = [*_texts(earlier or [], MOST_TURNS), _text(question)]
        with _guarded():
            replies: list[dict[str, Any]] = await workers.call("replies", shelf.library.folder, turns=turns)
        return replies[-1]

    async def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the passages of the reports that fit a few words best.

        Args:
            query: A few words in Chinese. At most 500 characters.
            k: How many passages, 1 to 50.
        """
        words, count = _text(query), _count(k)
        with _guarded():
            found: list[dict[str, Any]] = await workers.call("search", shelf.library.folder, query=words, k=count)
        return found

    def reports() -> list[dict[str, Any]]:
        """List the reports in the library: id, department, year, kind, file, and how many figures were read from each."""
        with _guarded():
            return [report_json(report) for report in shelf.library.reports()]

    def facts(report: str) -> list[dict[str, Any]]:
        """List every figure read from one report, each with its quote and offsets.

        Args:
            report: The report's id as `reports` lists it.
        """
        wanted = _text(report)
        with _guarded():
            return [fact_json(fact) for fact in shelf.library.facts(reports=[shelf.library.report(wanted).id])]

    async def check(text: str) -> dict[str, Any]:
        """Check every figure that a text claims against the reports: true, false (and what is wrong with it), or unverifiable.

        Args:
            text: A sentence or a pasted paragraph in Chinese. At most 20000 characters.
        """
        claimed = _text(text, MOST_CLAIMED)
        with _guarded():
            found: dict[str, Any] = await workers.call("check", shelf.library.folder, text=claimed, language="zh")
        reply: dict[str, Any] = found["reply"]
        return reply

    async def audit(report: str) -> dict[str, Any]:
        """Check one report's figures against one another: findings with their places, and the outcome of every check.

        Args:
            report: The report's id as `reports` lists it.
        """
        wanted = _text(report)
        with _guarded():
            found: dict[str, Any] = await workers.call("audit", shelf.library.folder, report=wanted, language="zh")
        result: dict[str, Any] = found["audit"]
        return result

    return (ask, search, reports, facts, check, audit)


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except FinalAccountsError as error:
        raise gr.Error(str(error), print_exception=False) from None


def _text(value: object, most: int = MOST_CHARACTERS) -> str:
    """A caller's words, whatever was really sent: Gradio checks no types here."""
    if not isinstance(value, str) or not value.strip() or len(value) > most:
        raise gr.Error(f"要有 1 到 {most} 个字的文本", print_exception=False)
    if not sound(value):
        raise gr.Error("文本里有不能用的字符（空字符，或半个代理对）", print_exception=False)
    return value.strip()


def _texts(values: object, most: int) -> list[str]:
    if not isinstance(values, list) or len(values) > most:
        raise gr.Error(f"earlier 是一列问题，最多 {most} 个", print_exception=False)
    return [_text(value) for value in values]


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PASSAGES:
        raise gr.Error(f"k 是 1 到 {MOST_PASSAGES} 的整数", print_exception=False)
    return value
