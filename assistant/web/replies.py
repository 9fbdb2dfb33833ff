"""A Reply as the page shows it. Comes in: a Reply. Goes out: escaped HTML whose citation chips open the report."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from assistant.answer import Calculation, Citation, Figure, Reply
from assistant.inquiry import Operation
from assistant.web.charts import Chart, Row, chart
from assistant.web.templates import cited, grouped, render
from assistant.web.words import BASES, SCOPES, Language, words

_SPOKEN = {"scopes": SCOPES["zh"], "bases": BASES["zh"]}
"""What a changed chip asks with, in either language: the reports' own words."""
_LEAD = re.compile(r"\w+[：:] ?$")
_SERIOUS = ("conflict", "disagree", "mismatch", "contradiction")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the chips of an answer can be changed to."""

    orgs: tuple[str, ...]
    years: tuple[int, ...]


def reply_html(reply: Reply, number: int, language: Language, choices: Choices) -> Markup:
    """Render the *number*-th answer of a conversation."""
    chips = {citation.n: chip(citation, number, language) for citation in reply.citations}
    values = {
        "reply": reply,
        "number": number,
        "chips": chips,
        "text": cited(_without_offers(reply), chips),
        "warnings": [(_serious(warning.code), cited(warning.text, chips), _extra_chips(warning.text, warning.citations, chips))
                     for warning in reply.warnings],
        "charts": _charts(reply, chips, language),
        "links": {citation.n: passage_link(citation, language) for citation in reply.citations},
        "choices": choices,
        "figures": figures_of(reply),
        "headed": _headed(reply),
        "scopes": SCOPES[language],
        "bases": BASES[language],
        "spoken": _SPOKEN,
        "worked": [worked(step) for step in reply.calculation],
    }  # fmt: skip
    return render("reply.html", language, values)


def _without_offers(reply: Reply) -> str:
    """The reply's text without the sentence that lists what there is, for the page lists it below."""
    text = reply.text.strip()
    listed = "；".join(reply.refusal.available) if reply.refusal else ""
    before, found, after = text.partition(f"{listed}。")
    return f"{_LEAD.sub('', before)}{after}".strip() if listed and found else text


def chip(citation: Citation, number: int | str, language: Language) -> Markup:
    """The small numbered link that stands behind a figure and opens the report at its source; *number* tells whose list it is."""
    place = " ".join((citation.org, str(citation.year), *citation.section[-1:]))
    label = words(language)["source_n"].format(n=citation.n)
    return Markup(
        '<a class="cite" href="#c-{number}-{n}" data-report="{report}" data-start="{start}" data-end="{end}" '
        'aria-label="{label}：{place}">{n}</a>'
    ).format(
        number=number, n=citation.n, report=citation.report, start=citation.start, end=citation.end, label=label, place=place
    )  # fmt: skip


def passage_link(citation: Citation, language: Language) -> str:
    """The address that opens the page at one passage."""
    return f"/{language}/?{urlencode({'report': citation.report, 'at': f'{citation.start}-{citation.end}'})}"


def figures_of(reply: Reply) -> tuple[Figure, ...]:
    """Every figure that a reply gives, the first one included."""
    return reply.figures if reply.figure is None or reply.figure in reply.figures else (reply.figure, *reply.figures)


def _headed(reply: Reply) -> bool:
    """Whether one figure is the answer: the only one, a calculated one, the highest. Of several told alike none stands above."""
    alone = len(figures_of(reply)) == 1 or bool(reply.calculation) or reply.understood.operation == Operation.RANKING.value
    return reply.figure is not None and alone


def worked(step: Calculation) -> str:
    """The formula with its operands' numbers in place of their names; the formula itself where a name is not in it once.

    >>> from assistant.answer import Figure, Quantity
    >>> parts = (Figure("项目支出", Quantity.of("1", "万元")), Figure("本年支出合计", Quantity.of("4", "万元")))
    >>> worked(Calculation(formula="项目支出 ÷ 本年支出合计", operands=parts, result=Quantity.of("25.00", "%")))
    '1 ÷ 4'
    """
    text = step.formula
    for place, operand in sorted(enumerate(step.operands), key=lambda pair: -len(pair[1].label)):
        if text.count(operand.label) != 1:
            return step.formula
        text = text.replace(operand.label, f"\x00{place}\x00")
    for place, operand in enumerate(step.operands):
        text = text.replace(f"\x00{place}\x00", grouped(operand.quantity.number))
    return text


def _serious(code: str) -> bool:
    return any(word in code for word in _SERIOUS)


def _extra_chips(text: str, numbers: tuple[int, ...], chips: Mapping[int, Markup]) -> Markup:
    """The chips of a warning's sources that its words do not name themselves."""
    return Markup("").join(chips[n] for n in numbers if n in chips and f"[{n}]" not in text)


def _charts(reply: Reply, chips: Mapping[int, Markup], language: Language) -> tuple[Chart, ...]:
    """Draw what an answer compares: its several figures, or the operands of its calculation."""
    title = words(language)["chart"]
    told = reply.figures if reply.calculation else figures_of(reply)
    figures = [Row(figure.label, figure.quantity, _source(figure.citation, chips)) for figure in told]
    drawn = [chart(title, figures)] if len(figures) > 1 else [_operands(title, step, chips) for step in reply.calculation[:1]]
    return tuple(made for made in drawn if made is not None)


def _operands(title: str, step: Calculation, chips: Mapping[int, Markup]) -> Chart | None:
    return chart(title, [Row(operand.label, operand.quantity, _source(operand.citation, chips)) for operand in step.operands])


def _source(number: int | None, chips: Mapping[int, Markup]) -> Markup:
    return chips.get(number, Markup("")) if number is not None else Markup("")
