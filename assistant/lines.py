"""What the commands print, one line or one JSON object a thing. Never computes, never asks the library."""

from typing import Any

from assistant.answer import plain
from index.build import FileStatus
from index.library import Hit
from index.records import Fact, Place, Report, Unrecognised

_DONE = {"added": "读入", "unchanged": "未变", "replaced": "更新"}


def fact_json(fact: Fact) -> dict[str, Any]:
    """A figure as the contract prints it, and what else is known of it."""
    return {
        "report": fact.report, "org": fact.org, "year": fact.year, "item": fact.item, "item_as_printed": fact.item_as_printed,
        "basis": fact.basis.value, "scope": fact.scope.value if fact.scope else None, "measure": fact.measure.value,
        "value": plain(fact.quantity.number), "unit": fact.quantity.unit.symbol, "hedge": fact.quantity.hedge.value,
        "value_as_printed": fact.value_as_printed, "quote": fact.quote, "page": fact.page, "start": fact.start, "end": fact.end,
        "section": list(fact.section), "table": fact.table, "box": list(fact.box) if fact.box else None, "code": fact.code,
        "known": fact.known, "against": fact.against.value if fact.against else None, "whole": fact.whole,
        "also": [{"start": place.start, "end": place.end, "page": place.page} for place in fact.also],
    }  # fmt: skip


def fact_line(fact: Fact) -> str:
    """A figure on one line, its parts with tabs between."""
    scope = fact.scope.value if fact.scope else "-"
    number = f"{fact.quantity.hedge.value}{plain(fact.quantity.number)}{fact.quantity.unit.symbol}"
    page = f"第{fact.page}页" if fact.page else ""
    words = (str(fact.year), fact.item, fact.basis.value, scope, fact.measure.value, number, page, f"{fact.start}–{fact.end}")
    return "\t".join((*words, " ".join(fact.quote.split())))


def unrecognised_json(number: Unrecognised) -> dict[str, Any]:
    """A number that became no figure."""
    return {"text": number.text, "reason": number.reason, "start": number.start, "end": number.end}


def unrecognised_line(number: Unrecognised) -> str:
    """A number that became no figure, on one line."""
    return f"{number.reason}\t{number.text}\t{number.start}–{number.end}"


def report_json(report: Report) -> dict[str, Any]:
    """A report as the contract prints it."""
    return {
        "report": report.id, "title": report.title, "org": report.org, "year": report.year, "kind": report.kind_name,
        "file": report.file, "pages": report.pages, "passages": report.passages, "facts": report.facts,
        "unrecognised": report.unrecognised, "added": report.added, "format": report.format, "part": report.part,
    }  # fmt: skip


def report_line(report: Report) -> str:
    """A report on one line."""
    part = f"（{report.part}）" if report.part else ""
    pages = f"{report.pages}页 " if report.pages else ""
    return f"{report.id}  {report.org}  {report.year}年{report.kind_name}{part}  {pages}{report.facts}个数字  {report.file}"


def status_json(status: FileStatus) -> dict[str, Any]:
    """What became of a file, as the contract prints it."""
    report = status.report.id if status.report else None
    return {"file": str(status.file), "status": status.status, "report": report, "reason": status.reason or None}


def status_line(status: FileStatus) -> str:
    """What became of a file, on one line."""
    if status.report is None:
        return f"失败 {status.file}：{status.reason}"
    aside = f"（{status.reason}）" if status.reason else ""
    return f"{_DONE[status.status]} {status.file} → {report_line(status.report)}{aside}"


def hit_json(n: int, hit: Hit, report: Report, place: Place) -> dict[str, Any]:
    """A passage found."""
    passage = hit.passage
    return {
        "n": n, "report": report.id, "title": report.title, "org": report.org, "year": report.year,
        "section": list(passage.section), "page": place.page, "start": passage.start, "end": passage.end,
        "text": passage.text, "score": round(hit.score, 6),
    }  # fmt: skip


def hit_lines(n: int, hit: Hit, report: Report) -> str:
    """A passage found, its place above it."""
    return f"{n}. {report.title} · {' / '.join(hit.passage.section)}\n{hit.passage.text.strip()}\n"
