"""A finding in English: the same figures, sources and formulas; items keep their Chinese names beside a translation."""

from collections.abc import Callable
from types import MappingProxyType

from assistant.answer import Reason, Verdict
from assistant.compose.chinese import worked
from assistant.compose.footnotes import Text, joined
from assistant.compute.finding import Finding
from assistant.compute.naming import SCOPE_NAMES, scope_word
from assistant.compute.outcome import Outcome
from assistant.errors import CannotAnswer
from assistant.inquiry import Operation
from assistant.plan import Notice, Plan
from index.quantity import Hedge, Quantity
from index.records import Scope

ITEMS = MappingProxyType(
    {
        "收入总计": "grand total of revenue",
        "支出总计": "grand total of expenditure",
        "本年收入合计": "total revenue of the year",
        "本年支出合计": "total expenditure of the year",
        "财政拨款收入": "fiscal appropriation revenue",
        "财政拨款支出": "fiscal appropriation expenditure",
        "一般公共预算财政拨款支出": "general public budget expenditure",
        "其他收入": "other revenue",
        "基本支出": "basic expenditure",
        "项目支出": "project expenditure",
        "人员经费": "personnel expenses",
        "公用经费": "public operating expenses",
        "“三公”经费": "three public expenses",
        "因公出国（境）费": "official travel abroad",
        "公务用车购置及运行维护费": "official vehicles",
        "公务接待费": "official hospitality",
        "机关运行经费": "agency operating expenses",
        "政府采购支出总额": "government procurement",
        "会议费": "conference expenses",
        "培训费": "training expenses",
        "年初结转和结余": "carry-over at the start of the year",
        "年末结转和结余": "carry-over at the end of the year",
    }
)
_SCOPES = MappingProxyType(
    {
        Scope.ALL: "all funds",
        Scope.FISCAL_APPROPRIATION: "fiscal appropriation",
        Scope.GENERAL_PUBLIC_BUDGET: "general public budget",
        Scope.GOVERNMENT_FUND: "government funds",
        Scope.STATE_CAPITAL: "state capital",
    }
)
_HEDGED = {
    Hedge.EXACT: "{}", Hedge.ABOUT: "about {}", Hedge.NEARLY: "nearly {}", Hedge.JUST_OVER: "a little over {}",
    Hedge.AT_LEAST: "at least {}", Hedge.AT_MOST: "at most {}",
}  # fmt: skip
_VERDICTS = MappingProxyType({Verdict.TRUE: "Yes: ", Verdict.FALSE: "No: ", Verdict.UNVERIFIABLE: "That depends on how far one rounds: "})
_REASONS = MappingProxyType(
    {
        Reason.NO_REPORT: "The library has no report of this organisation.",
        Reason.NO_YEAR: "The library has no report of this organisation for that year.",
        Reason.NO_ITEM: "The report has no such item.",
        Reason.NOT_DISCLOSED: "The report does not disclose this.",
        Reason.UNDEFINED: "The rate is undefined: its base is zero.",
        Reason.OUT_OF_SCOPE: "Final accounts do not answer this.",
        Reason.AMBIGUOUS: "Please say which is meant.",
    }
)
_NOTICES = MappingProxyType(
    {
        "corrected": "read “{0}” as “{1}”",
        "open_label": "read “{0}” as the report's “{1}”",
        "only_org": "no organisation was named; the library leaves only {0}",
        "only_year": "no year was named; the library leaves only {0}",
        "newest": "no year was named; the newest report is of {0}",
        "only_budget": "there is only a budget for that year: these are budget figures",
        "conflict": "the report gives different figures for this item",
        "restated": "another report gives a different figure",
        "mixed_scope": "the operands cover different funds",
        "disagrees": "the report prints another result than its own figures give",
        "rounding": "the report's printed result differs within rounding",
        "approximate": "the report gives an approximate figure",
        "turned_back": "no report prints this figure; it follows from the year after",
        "from_change": "no report prints this figure; it follows from the final figure and its difference from the budget",
        "from_rate": "no report prints this figure; it follows from a rounded rate, so it is approximate",
        "of_parts": "the report does not print this figure; it is the sum of its parts",
        "as_of": "the report tells it of {0}",
        "opening": "no report prints this figure; it is what the year after started with",
        "other_side": "{0} is no part of spending; {1} is taken instead",
        "unit_suspect": "the unit looks mistyped in the report",
        "summed_up": "the report does not sum up this level; it is added up from the level below",
        "reason_of": "the report gives the reason of {1}, not of {0}",
        "premise": "the premise of the question does not hold",
        "partial": "some figures are not disclosed: {0}",
    }
)


def amount(quantity: Quantity, *, unsigned: bool = False) -> str:
    """A figure with its Chinese unit and its hedge in English."""
    number = abs(quantity.number) if unsigned else quantity.number
    unit = {"个百分点": " percentage points", "倍": " times"}.get(quantity.unit.symbol, quantity.unit.symbol)
    return _HEDGED[quantity.hedge].format(f"{number:f}{unit}")


def body(_plan: Plan, finding: Finding) -> Text:
    """The sentences of an answer."""
    if finding.reports:
        return ("The library holds: " + "; ".join(report.title for report in finding.reports) + ".",)
    verdict: Text = (_VERDICTS[finding.judged.verdict],) if finding.judged else ()
    figures = joined([_sentence(outcome) for outcome in finding.outcomes], "; ")
    text: Text = (*verdict, *figures, *(("." + " " * bool(finding.excerpts),) if figures else ()))
    quotes: list[Text] = [(f"“{excerpt.flowing}”", excerpt) for excerpt in finding.excerpts]
    return (*text, *(("The report says: ", *joined(quotes, " ")) if quotes else ()))


def spoken(notices: tuple[Notice, ...], *, before: bool) -> Text:
    """Every notice in one bracket behind the answer."""
    said = [_note(notice) for notice in notices if notice.code in _NOTICES]
    return () if before or not said else (" (" + "; ".join(dict.fromkeys(said)) + ".)",)


def warning(notice: Notice) -> Text:
    """A notice as a warning, the figures that it names behind it."""
    figures: list[Text] = [(amount(fact.quantity), fact) for fact in notice.facts]
    return (_note(notice), *((": ", *joined(figures, ", ")) if figures else ()))


def refusal(gap: CannotAnswer) -> str:
    """Why there is no answer, with the Chinese sentence that names the details."""
    return f"{_REASONS[gap.reason]} （{gap}）"


def _note(notice: Notice) -> str:
    return _NOTICES[notice.code].format(*notice.words, "", "")


def _name(chinese: str) -> str:
    """A Chinese name with its translation in front where there is one."""
    for item, translation in ITEMS.items():
        if item in chinese:
            return f"{translation} ({chinese})"
    return chinese


def _sentence(outcome: Outcome) -> Text:
    words = _WORDING.get(outcome.operation, _is)(outcome)
    scope = scope_word(outcome.fact) if outcome.fact else ""
    named = next((english for known, english in _SCOPES.items() if SCOPE_NAMES[known] == scope), "")
    return (
        (f"{outcome.prefix} " if outcome.prefix else "") + words + (f" ({named})" if named else ""),
        *_source(outcome),
    )


def _source(outcome: Outcome) -> Text:
    if not outcome.steps:
        return (outcome.fact,) if outcome.fact else ()
    step = outcome.steps[-1]
    text: Text = (" (", *worked(step), ")")
    if step.reported is None:
        return text
    verb = ", as the report itself prints: " if step.agrees else "; the report itself prints "
    return (*text, verb + amount(step.reported.quantity), step.reported)


def _is(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])}: {amount(outcome.quantity)}"


def _share(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} is {amount(outcome.quantity)} of {_name(outcome.names[1])}"


def _moved(outcome: Outcome) -> str:
    number = outcome.quantity.number
    verb = "did not change" if number == 0 else "rose by" if number > 0 else "fell by"
    return f"{_name(outcome.names[0])} {verb} {amount(outcome.quantity, unsigned=True)} against {outcome.names[1]}"


def _completion(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} is {amount(outcome.quantity)} of {outcome.names[1]} (the budget)"


def _difference(outcome: Outcome) -> str:
    word = "more" if outcome.quantity.number >= 0 else "less"
    return f"{_name(outcome.names[0])} is {amount(outcome.quantity, unsigned=True)} {word} than {_name(outcome.names[1])}"


def _sum(outcome: Outcome) -> str:
    return f"the sum of {', '.join(map(_name, outcome.names))} is {amount(outcome.quantity)}"


def _multiple(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} is {amount(outcome.quantity)} {_name(outcome.names[1])}"


def _times_more(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} exceeds {_name(outcome.names[1])} by {amount(outcome.quantity)}"


def _per_unit(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} per {_name(outcome.names[1])} is {amount(outcome.quantity)}"


def _remainder(outcome: Outcome) -> str:
    return f"{_name(outcome.names[0])} without {', '.join(map(_name, outcome.names[1:]))} is {amount(outcome.quantity)}"


_WORDING: MappingProxyType[Operation, Callable[[Outcome], str]] = MappingProxyType(
    {
        Operation.SHARE: _share,
        Operation.CHANGE: _moved,
        Operation.CHANGE_RATE: _moved,
        Operation.COMPLETION: _completion,
        Operation.DIFFERENCE: _difference,
        Operation.SUM: _sum,
        Operation.MULTIPLE: _multiple,
        Operation.TIMES_MORE: _times_more,
        Operation.PER_UNIT: _per_unit,
        Operation.REMAINDER: _remainder,
    }
)
