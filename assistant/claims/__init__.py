"""Claim check: every figure that a text states, held against the reports.

Comes in: a sentence or a pasted paragraph. Goes out: a Reply with one Claim a figure and one verdict over all: false when
any is false, else unverifiable when any is, else true. Never asks a model.
"""

from types import MappingProxyType

from assistant.answer import Claim, Diagnosis, Figure, Reason, Refusal, Reply, Status, Understood, Verdict
from assistant.claims.judgement import Judgement
from assistant.claims.judging import judge
from assistant.claims.statements import LONGEST, read_statements
from assistant.compose.chinese import as_said, label
from assistant.compose.footnotes import Footnotes, Text, amount, joined
from assistant.compose.reply import calculation_of
from assistant.compute.naming import MEASURE_NAMES, labels, short
from assistant.question.catalog import Catalog
from index.library import Library
from index.records import Against, Measure

__all__ = ["check"]

_WRONG = MappingProxyType(
    {
        Diagnosis.UNIT: "数字对、单位不对",
        Diagnosis.YEAR: "这是另一年的数",
        Diagnosis.ORG: "这是另一个单位的数",
        Diagnosis.BASIS: "预算数和决算数混了",
        Diagnosis.SCOPE: "这是另一个口径的数",
        Diagnosis.DIRECTION: "增减方向反了",
        Diagnosis.ROUNDING: "舍入不对",
        Diagnosis.ARITHMETIC: "按报告的数字算出来不是这样",
        Diagnosis.OTHER: "与报告不符",
    }
)


_BASES = MappingProxyType({Against.LAST_YEAR: "比上年", Against.BUDGET: "比年初预算", Against.ADJUSTED_BUDGET: "比调整预算"})


def check(text: str, library: Library) -> Reply:
    """Check every figure claimed in *text* against the reports of *library*."""
    if len(text) > LONGEST:
        return _refused(text, Reason.OUT_OF_SCOPE, f"一次最多核对{LONGEST}个字，请分段核对")
    statements = read_statements(text, Catalog.of(library))
    if not statements:
        return _refused(text, Reason.OUT_OF_SCOPE, "这段话里没有可以核对的数字")
    judgements = tuple(judged for judged in (judge(statement, library) for statement in statements) if not _claims_nothing(judged))
    if not judgements:
        return _refused(text, Reason.OUT_OF_SCOPE, "这段话里没有可以核对的数字")
    return _reply(text, judgements, library)


def _claims_nothing(judged: Judgement) -> bool:
    """Whether words that were read as “none of it” (没有发生重大变化) speak of no figure at all."""
    settled = judged.fact is not None or judged.outcome is not None
    return judged.statement.spoken and not settled and judged.statement.text.startswith(("没", "未", "并未"))


def _refused(text: str, reason: Reason, words: str) -> Reply:
    return Reply(
        question=text,
        status=Status.REFUSED,
        text=words + "。",
        verdict=Verdict.UNVERIFIABLE,
        refusal=Refusal(reason),
        understood=Understood(operation="check"),
    )


def _reply(text: str, judgements: tuple[Judgement, ...], library: Library) -> Reply:
    notes = Footnotes(library)
    words = "\n".join(notes.render(_words(judged)) for judged in judgements)
    claims = tuple(_claim(judged, notes) for judged in judgements)
    settled = [judged for judged in judgements if judged.fact or judged.outcome]
    steps = [step for judged in judgements if judged.outcome for step in judged.outcome.steps]
    figures = tuple(claim.reported for claim in claims if claim.reported)
    calculations = tuple(calculation_of(step, notes) for step in steps)
    return Reply(
        question=text,
        status=Status.ANSWERED if settled else Status.REFUSED,
        text=words,
        figure=figures[0] if figures else None,
        figures=figures[1:],
        calculation=calculations,
        citations=notes.citations(),
        verdict=_overall(judgements),
        refusal=None if settled else _refusal(judgements, library),
        understood=_understood(judgements),
        claims=claims,
    )


def _overall(judgements: tuple[Judgement, ...]) -> Verdict:
    verdicts = {judged.verdict for judged in judgements}
    return next(verdict for verdict in (Verdict.FALSE, Verdict.UNVERIFIABLE, Verdict.TRUE) if verdict in verdicts)


def _refusal(judgements: tuple[Judgement, ...], library: Library) -> Refusal:
    reason = next((judged.reason for judged in judgements if judged.reason), Reason.NOT_DISCLOSED)
    return Refusal(reason, tuple(report.title for report in library.reports())[:8])


def _understood(judgements: tuple[Judgement, ...]) -> Understood:
    facts = [judged.statement.fact for judged in judgements]
    return Understood(
        orgs=tuple(dict.fromkeys(judged.statement.org for judged in judgements if judged.statement.org)),
        years=tuple(dict.fromkeys(fact.year for fact in facts if fact.year)),
        items=tuple(dict.fromkeys(judged.statement.fact.item for judged in judgements if not judged.statement.spoken)),
        operation="check",
    )


def _name(judged: Judgement) -> str:
    """What the claimed figure is called: an amount by its item, a share or a change by what it relates."""
    fact = judged.statement.fact
    if judged.outcome is not None:
        return label(judged.outcome)
    if judged.fact is not None and (judged.statement.spoken or not fact.known):
        return labels([judged.fact])[0]
    if fact.measure is Measure.SHARE:
        whole = fact.whole or (judged.fact.whole if judged.fact else None)
        return f"{short(fact.item)}占{short(whole)}" if whole else f"{short(fact.item)}占比"
    if fact.measure in (Measure.CHANGE, Measure.CHANGE_RATE):
        return f"{short(fact.item)}{_BASES[fact.against or Against.LAST_YEAR]}{MEASURE_NAMES[fact.measure]}"
    return f"{short(fact.item)}{MEASURE_NAMES.get(fact.measure, '')}"


def _words(judged: Judgement) -> Text:
    """One line a claim; the claimed figure itself is not repeated, only the report's."""
    name = f"「{_name(judged)}」"
    match judged.verdict:
        case Verdict.TRUE:
            return (f"✓ {name}属实：", *_found(judged), *_also(judged))
        case Verdict.FALSE:
            return (f"✗ {name}有误（{_WRONG[judged.diagnosis or Diagnosis.OTHER]}）：", *_found(judged), *_instead(judged))
        case _ if judged.fact is not None or judged.outcome is not None:
            return (f"– {name}算不算，要看取整到什么程度：", *_found(judged), "。")
        case _:
            return (f"– {name}无法核实：{judged.note}。",)


def _found(judged: Judgement) -> Text:
    if judged.fact is not None:
        return (f"报告写的是{as_said(judged.fact)}", judged.fact)
    if judged.outcome is not None:
        step = judged.outcome.steps[-1] if judged.outcome.steps else None
        used = [(amount(operand.quantity), operand.fact) for operand in (step.operands if step else ()) if operand.fact]
        return (f"按报告的数字计算是{amount(judged.outcome.quantity)}", *(("（用到", *joined(used, "、"), "）") if used else ()))
    return ()


def _also(judged: Judgement) -> Text:
    if not judged.others:
        return ("。",)
    return ("；但报告另一处写的是", *joined([(amount(fact.quantity), fact) for fact in judged.others], "、"), "，引用前请核实口径。")


def _instead(judged: Judgement) -> Text:
    if not judged.others:
        return (f"；{judged.note}。" if judged.note else "。",)
    other = judged.others[0]
    return (f"；所说的数字是{other.org}{other.year}年{short(other.item)}的", other, "。")


def _claim(judged: Judgement, notes: Footnotes) -> Claim:
    fact = judged.statement.fact
    reported = None
    if judged.fact is not None:
        reported = notes.figure(_name(judged), judged.fact.quantity, judged.fact)
    elif judged.outcome is not None:
        reported = Figure(_name(judged), judged.outcome.quantity)
    return Claim(
        text=judged.statement.text,
        verdict=judged.verdict,
        stated=Figure(_name(judged), fact.quantity),
        reported=reported,
        diagnosis=judged.diagnosis,
        note=judged.note,
    )
