"""A finding or a refusal becomes a Reply: text with numbered sources, figures, calculations, citations, warnings."""

import re

from assistant.answer import Calculation, Caveat, Figure, Reason, Refusal, Reply, Status, Understood
from assistant.compose import chinese, english, notices
from assistant.compose.footnotes import Footnotes, Text, amount
from assistant.compute.finding import Finding
from assistant.compute.outcome import Outcome, Step
from assistant.errors import CannotAnswer
from assistant.excerpts import Excerpt
from assistant.inquiry import Question
from assistant.plan import Notice, Plan
from index.library import Library

_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_ASKS_BACK = (Reason.AMBIGUOUS,)


def compose(plan: Plan, finding: Finding, library: Library) -> Reply:
    """Word a finding."""
    notes = Footnotes(library)
    beside = tuple(dict.fromkeys((*plan.notices, *finding.notices, *(one for outcome in finding.outcomes for one in outcome.notices))))
    foreign = plan.question.language == "en"
    body, spoken = (english.body, english.spoken) if foreign else (chinese.body, notices.spoken)
    text = notes.render((*spoken(beside, before=True), *body(plan, finding), *spoken(beside, before=False)))
    figures = tuple(_figure(outcome, notes) for outcome in finding.outcomes)
    calculations = tuple(calculation_of(step, notes) for outcome in finding.outcomes for step in outcome.steps)
    return Reply(
        question=plan.question.text,
        status=Status.ANSWERED,
        text=text,
        figure=figures[0] if figures else None,
        figures=figures[1:],
        calculation=calculations,
        verdict=finding.judged.verdict if finding.judged else None,
        warnings=_warnings(beside, notes, foreign=foreign),
        citations=notes.citations(),
        understood=understood(plan.question),
    )


def refuse(question: Question, refusal: CannotAnswer, library: Library, told: Excerpt | None = None) -> Reply:
    """Word a refusal: what was asked for, why there is no answer, what there is instead.

    ``told`` is where the report names what was asked for beside a figure: then nothing may be said not to be disclosed.
    """
    notes = Footnotes(library)
    foreign = question.language == "en"
    message = english.refusal(refusal) if foreign else str(refusal)
    message = message.replace("没有公布", "没有读到") if told else message
    text = notes.render(_with_facts(message, refusal)) + ("" if foreign or message.endswith(("。", "？")) else "。")
    if refusal.available:
        lead = ("Choices: " if foreign else "可选：") if refusal.reason in _ASKS_BACK else ("Available: " if foreign else "现有：")
        text += lead + "；".join(refusal.available) + "。"
    if told is not None:
        text += notes.render((" The report says: " if foreign else "报告提到它的原文：", f"“{told.flowing}”", told))
    return Reply(
        question=question.text,
        status=Status.CLARIFY if refusal.reason in _ASKS_BACK else Status.REFUSED,
        text=text,
        citations=notes.citations(),
        refusal=Refusal(refusal.reason, refusal.available),
        understood=understood(question),
    )


def understood(question: Question) -> Understood:
    """The question's slots as the contract shows them."""
    return Understood(
        orgs=question.orgs, years=question.years, items=_items(question),
        basis=question.basis, scope=question.scope, operation=question.operation.value,
    )  # fmt: skip


def _items(question: Question) -> tuple[str, ...]:
    named = tuple(asked.item for asked in question.items)
    return (question.indicator, *named) if question.indicator and question.indicator not in named else named


def _with_facts(message: str, refusal: CannotAnswer) -> Text:
    out: list[object] = []
    for number, piece in enumerate(_PLACEHOLDER.split(message)):
        if number % 2 == 0:
            out.append(piece)
        else:
            fact = refusal.facts[int(piece)]
            out.extend((amount(fact.quantity), fact))
    return tuple(out)  # type: ignore[arg-type]


def _figure(outcome: Outcome, notes: Footnotes) -> Figure:
    return notes.figure(chinese.label(outcome), outcome.quantity, outcome.fact)


def calculation_of(step: Step, notes: Footnotes) -> Calculation:
    """A step as the contract shows it, its operands numbered as sources."""
    return Calculation(
        formula=step.formula,
        operands=tuple(notes.figure(operand.label, operand.quantity, operand.fact) for operand in step.operands),
        result=step.result.quantity,
        reported=notes.figure("报告自己写的", step.reported.quantity, step.reported) if step.reported else None,
        agrees=step.agrees,
        note=step.note,
    )


def _warnings(beside: tuple[Notice, ...], notes: Footnotes, *, foreign: bool) -> tuple[Caveat, ...]:
    found = []
    for notice in beside:
        if notice.code in notices.WARNINGS:
            cited = tuple(dict.fromkeys(notes.number(fact) for fact in notice.facts))
            words = english.warning(notice) if foreign else notices.WARNINGS[notice.code](notice)
            found.append(Caveat(notice.code, notes.render(words), cited))
    return tuple(found)
