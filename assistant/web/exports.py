"""A conversation as files: Markdown, CSV of its figures and calculations, and one HTML page of evidence.

Comes in: replies, worked out anew. Goes out: text. Every value is escaped for its format.
"""

import base64
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from assistant.answer import Citation, Figure, Reply, plain
from assistant.web.edition import edition
from assistant.web.pagepicture import NONE, picture, picture_kind
from assistant.web.replies import Choices, figures_of, reply_html
from assistant.web.templates import FOLDER, render
from assistant.web.words import Language, words
from index.library import Library
from index.quantity import Quantity

_AROUND = 160
_PICTURES = 24  # a page's picture is some 100 kB; the file must still open
_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|<>$~&])")
_CITED = re.compile(r"\\\[(\d+)\\\]")


@dataclass(frozen=True, slots=True)
class Context:
    """A quote between the words that stand before and after it, and its page's picture as a data address, if there is one.

    ``left_out`` says that there may be a picture, which the file leaves out for its size.
    """

    citation: Citation
    before: str
    after: str
    picture: str
    left_out: bool = False


def conversation(kind: str, library: Library, replies: Sequence[Reply], language: Language) -> str:
    """A conversation as the text of a file of that kind."""
    if kind == "markdown":
        return markdown(replies, language)
    return figures_csv(replies) if kind == "csv" else str(evidence(library, replies, language))


def markdown(replies: Sequence[Reply], language: Language) -> str:
    """The conversation as Markdown; what the reports and the reader wrote shows as plain text."""
    w = words(language)
    return "\n".join(line for reply in replies for line in _markdown_reply(reply, w)) + f"\n---\n{w['standing']}\n"


def figures_csv(replies: Sequence[Reply]) -> str:
    """One row a figure: answers, operands and results, with their sources. Opens in a spreadsheet, runs nothing there."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("问题", "种类", "名称", "数值", "单位", "报告", "单位名称", "年度", "章节", "页", "起", "止", "引文"))
    for reply in replies:
        for kind, label, quantity, citation in _figures(reply):
            where = _where(citation)
            writer.writerow([*map(_cell, (reply.question, kind, label)), plain(quantity.number), quantity.unit.symbol, *map(_cell, where)])
    return "\ufeff" + out.getvalue()


def table_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows of text as a CSV file that a spreadsheet opens in the right encoding."""
    out = io.StringIO()
    csv.writer(out).writerows([*map(_cell, row)] for row in rows)
    return "\ufeff" + out.getvalue()


def evidence(library: Library, replies: Sequence[Reply], language: Language) -> Markup:
    """The last answer with everything that proves it, in one file that opens anywhere without a network."""
    reply = replies[-1]
    earlier = [one.question for one in replies[:-1]]
    body = reply_html(reply, 1, language, Choices((), ()))
    return pack(library, reply.question, earlier, body, contexts(library, reply.citations), language)


def pack(library: Library, heading: str, earlier: Sequence[str], body: Markup, quotes: Sequence[Context], language: Language) -> Markup:
    """One self-contained HTML page: the findings, every quote in its context, the files with their hashes, the version."""
    cited = dict.fromkeys(quote.citation.report for quote in quotes)
    values = {
        "heading": heading,
        "earlier": earlier,
        "body": body,
        "contexts": quotes,
        "pictured": _PICTURES if any(quote.left_out for quote in quotes) else 0,
        "reports": [library.report(report) for report in cited],
        "version": edition(),
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "style": Markup((FOLDER / "static" / "page.css").read_text("utf-8")),
    }
    return render("evidence.html", language, values)


def contexts(library: Library, citations: Sequence[Citation]) -> tuple[Context, ...]:
    """Every quote with what stands around it; the first ones with the picture of their page."""
    return tuple(_context(library, citation, pictured=n < _PICTURES) for n, citation in enumerate(citations))


def _markdown_reply(reply: Reply, w: dict[str, str]) -> Iterable[str]:
    yield f"## {plain_text(reply.question)}\n"
    if reply.figure is not None:
        yield f"**{amount(reply.figure.quantity)}** {plain_text(reply.figure.label)}\n"
    yield f"{_linked(reply.text)}\n"
    for step in reply.calculation:
        yield f"### {w['calculation']}\n"
        yield from (f"1. {plain_text(one.label)}：{amount(one.quantity)}{_mark(one.citation)}" for one in step.operands)
        yield f"1. {plain_text(step.formula)} = {amount(step.result)}\n"
        if step.reported is not None:
            form = w["agrees"] if step.agrees else w["disagrees"]
            yield f"{form.format(value=amount(step.reported.quantity))}{_mark(step.reported.citation)}\n"
    for claim in reply.claims:
        found = f"{amount(claim.reported.quantity)}{_mark(claim.reported.citation)}" if claim.reported else "–"
        why = w[f"diagnosis_{claim.diagnosis.value}"] if claim.diagnosis else claim.note
        said = f"{plain_text(claim.stated.label)} {amount(claim.stated.quantity)}"
        yield f"- **{w[f'verdict_{claim.verdict.value}']}** {w['claim_stated']} {said}，{w['claim_reported']} {found} {plain_text(why)}"
    for warning in reply.warnings:
        yield f"> {w['warning']}：{_linked(warning.text)}\n"
    if reply.refusal is not None:
        yield from (f"- {plain_text(entry)}" for entry in reply.refusal.available)
    if reply.citations:
        yield f"### {w['sources']}\n"
    for citation in reply.citations:
        page = f" · {w['page_n'].format(n=citation.page)}" if citation.page else ""
        where = f"{plain_text(citation.title)} · {plain_text(' › '.join(citation.section))}{page}"
        yield f"[^{citation.n}]: {where}：“{plain_text(citation.quote)}”\n"


def plain_text(text: str) -> str:
    """*text* on one line of Markdown, nothing in it taken for markup."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def _linked(text: str) -> str:
    return _CITED.sub(r"[^\1]", "\n\n".join(plain_text(line) for line in text.splitlines() if line.strip()))


def _mark(citation: int | None) -> str:
    return f"[^{citation}]" if citation is not None else ""


def amount(quantity: Quantity) -> str:
    """A quantity for Markdown."""
    return f"{plain(quantity.number)}{plain_text(quantity.unit.symbol)}"


def _figures(reply: Reply) -> Iterable[tuple[str, str, Quantity, Citation | None]]:
    sources = {citation.n: citation for citation in reply.citations}

    def source(figure: Figure) -> Citation | None:
        return sources.get(figure.citation) if figure.citation is not None else None

    kind = "报告" if reply.claims else "答案"
    for figure in figures_of(reply):
        yield kind, figure.label, figure.quantity, source(figure)
    for claim in reply.claims:
        yield f"所称（{words('zh')[f'verdict_{claim.verdict.value}']}）", claim.text, claim.stated.quantity, None
    for step in reply.calculation:
        for operand in step.operands:
            yield "算式中的数", operand.label, operand.quantity, source(operand)
        yield "计算结果", step.formula, step.result, None
        if step.reported is not None:
            yield "报告披露的结果", step.formula, step.reported.quantity, source(step.reported)


def _where(citation: Citation | None) -> tuple[str, ...]:
    if citation is None:
        return ("",) * 8
    page = str(citation.page) if citation.page else ""
    section = " › ".join(citation.section)
    return (citation.title, citation.org, str(citation.year), section, page, str(citation.start), str(citation.end), citation.quote)


def _cell(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _context(library: Library, citation: Citation, *, pictured: bool) -> Context:
    before = library.text(citation.report, max(0, citation.start - _AROUND), citation.start)
    after = library.text(citation.report, citation.end, citation.end + _AROUND)
    if not pictured:
        return Context(citation, before, after, "", left_out=picture_kind(library, citation.report) != NONE)
    image = picture(library, citation.report, citation.page, citation.start, citation.end)
    address = f"data:image/png;base64,{base64.b64encode(image).decode()}" if image else ""
    return Context(citation, before, after, address)
