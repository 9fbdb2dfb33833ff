"""What part of a whole an item is: both of one 口径 and of one side, income or spending."""

from dataclasses import replace

from assistant import calculator
from assistant.answer import Reason
from assistant.compute.desk import Desk, Readings, align
from assistant.compute.levels import entries
from assistant.compute.naming import short
from assistant.compute.outcome import Outcome
from assistant.compute.steps import beside, printed_of, stated, warned, worked
from assistant.compute.turning import SIDES
from assistant.compute.wholes import whole_of
from assistant.errors import CannotAnswer
from assistant.evidence import Pick, Want
from assistant.inquiry import Asked, Operation
from assistant.plan import Notice
from assistant.shelf import Subject
from index.glossary import FUNCTIONAL, find
from index.records import Basis, Measure, Scope

_SPENDING = ("本年支出合计", "支出总计", "财政拨款支出总计", *(spent for _, spent in SIDES))
_PURSES = frozenset(name for pair in SIDES for name in pair)
_GRANTED = frozenset(["授予中小企业合同金额", "授予小微企业合同金额"])
_BOUGHT = frozenset(["政府采购货物支出", "政府采购工程支出", "政府采购服务支出"])
"""What small firms were granted is of all that was bought."""
_INCOME, _YEARS_INCOME = "收入", "本年收入合计"


def share(desk: Desk, asked: Asked, subject: Subject, whole: Asked | None = None) -> Outcome:
    """The part in percent of the whole, both of one 口径."""
    if whole is not None and _crosses(asked, whole):
        return _of_spending(desk, asked, subject, whole)
    _refuse_apart(asked, whole)
    printed = printed_of(desk, asked, subject, Measure.SHARE)
    basis = desk.basis(asked)
    parts = desk.readings(asked, subject)
    default = _disclosed(desk, subject, _default_whole(asked, printed, parts), basis)
    whole = _meant(asked, whole) or (whole_of(desk, asked, subject) if default is None else None)
    name = whole.item if whole else default
    if name is None:
        desk.required(asked, subject)
        raise CannotAnswer(Reason.AMBIGUOUS, f"请问“{short(asked.item)}”要算占哪一项的比重？")
    wholes = desk.whole(name, subject, basis) if whole is None else desk.readings(whole, subject)
    below = () if parts else entries(desk, asked, subject, basis)
    if below and wholes:
        return _of_sum(asked, below, wholes)
    if not (parts and wholes):
        told = [pick for pick in printed if whole is None or pick.fact.whole in (None, name)]
        if told:
            return stated(Operation.SHARE, told[0], (short(asked.item), short(told[0].fact.whole or name)))
        raise desk.missing(asked if not parts else Asked(item=name, said=name), subject, basis)
    (part, base), mixed = align((parts, wholes))
    if part.fact is base.fact and asked.item in _PURSES:
        base = next((pick for pick in wholes if pick.fact.scope in (Scope.ALL, None) and pick.fact is not part.fact), base)
        mixed = False  # 财政拨款收入 of all income, not of itself under its other name
    if part.fact is base.fact:
        raise CannotAnswer(Reason.AMBIGUOUS, f"请问“{short(asked.item)}”要算占哪一项的比重？")
    outcome = worked(Operation.SHARE, "{0} ÷ {1}", (part, base), calculator.share)
    if not mixed:
        return beside(outcome, printed, part.fact, wholes=(base.fact.item,))
    twin = _same_amount(desk, part, base, name, subject, basis)
    if twin is not None:  # there is no other appropriation: the whole in the part's own 口径 is the same money
        return beside(outcome, printed, part.fact, wholes=(base.fact.item, twin.fact.item))
    return beside(warned(outcome, part, base), _of_this(outcome, printed), part.fact, wholes=(base.fact.item,))


def _of_this(outcome: Outcome, printed: Readings) -> Readings:
    """The printed shares that may be of a whole in another 口径: those that say of what they are, or come to the same."""
    return tuple(pick for pick in printed if pick.fact.whole or outcome.steps[-1].result.agrees_with(pick.fact.quantity))


def _refuse_apart(asked: Asked, whole: Asked | None) -> None:
    """What small firms were granted is told of all that was bought, not of goods, works or services."""
    both = {asked.item, whole.item} if whole else set[str]()
    if whole is not None and _GRANTED & both and _BOUGHT & both:
        names = f"“{short(asked.item)}”和“{short(whole.item)}”"
        why = "授予合同金额不分货物、工程和服务，请问要算占哪一项的比重？"
        raise CannotAnswer(Reason.AMBIGUOUS, f"{names}不是部分和整体：{why}", ("政府采购支出总额",))


def _of_sum(asked: Asked, below: tuple[Pick, ...], wholes: Readings) -> Outcome:
    """The share of an item that is not printed itself, from all that stands below it."""
    base = next((pick for pick in wholes if pick.fact.scope is below[0].fact.scope), wholes[0])
    slots = " + ".join(f"{{{n}}}" for n in range(len(below)))
    template = f"（{slots}） ÷ {{{len(below)}}}" if len(below) > 1 else "{0} ÷ {1}"
    outcome = worked(
        Operation.SHARE, template, (*below, base), lambda *terms: calculator.share(calculator.add(*terms[:-1]).quantity, terms[-1])
    )
    outcome = replace(outcome, names=(short(asked.item), outcome.names[-1]))
    return outcome if base.fact.scope is below[0].fact.scope else warned(outcome, below[0], base)


def _same_amount(desk: Desk, part: Pick, base: Pick, name: str, subject: Subject, basis: Basis) -> Pick | None:
    """The whole in the part's 口径, where it is as large as the whole that was named."""
    own: Readings = ()
    for counterpart in ("本年支出合计", "本年收入合计", name):
        own = own or desk.evidence.picks(subject, Want(item=counterpart, year=subject.year, basis=basis, scope=part.fact.scope))
        own = tuple(pick for pick in own if pick.fact.scope is part.fact.scope and pick.fact.quantity.agrees_with(base.fact.quantity))
    return own[0] if own else None


def _crosses(part: Asked, whole: Asked) -> bool:
    """Whether income is asked for as a part of spending."""
    known = find(part.item)
    return known is not None and known.group == _INCOME and whole.item in _SPENDING


def _of_spending(desk: Desk, asked: Asked, subject: Subject, whole: Asked) -> Outcome:
    """Income is no part of spending: what was spent of the same purse is, and that is said."""
    spent = dict(SIDES).get(asked.item)
    if spent is None or not desk.readings(replace(asked, item=spent, code=None), subject):
        raise CannotAnswer(
            Reason.AMBIGUOUS, f"{short(asked.item)}是收入，不是{short(whole.item)}的一部分，请问要算占哪一项收入的比重？", ("本年收入合计",)
        )
    outcome = share(desk, replace(asked, item=spent, code=None), subject, whole)
    return replace(outcome, notices=(*outcome.notices, Notice("other_side", (short(asked.item), spent))))


def _meant(asked: Asked, whole: Asked | None) -> Asked | None:
    """总收入 of which income is a part is the year's, not the total that holds what was carried over."""
    known = find(asked.item)
    loosely = whole is not None and whole.item == "收入总计" and "总计" not in whole.said
    yearly = (known is not None and known.whole == _YEARS_INCOME) or asked.item in dict(SIDES)
    return Asked(item=_YEARS_INCOME, said=whole.said) if whole and loosely and yearly else whole


def _default_whole(asked: Asked, printed: Readings, parts: Readings) -> str | None:
    """What an item is a share of where no whole is named: of what the report says for one purse's money, else of the year's."""
    told = next((pick.fact.whole for pick in printed if pick.fact.whole), None)
    if asked.item in _PURSES:
        return told or (_YEARS_INCOME if asked.item in dict(SIDES) else "本年支出合计")
    path = next((pick.fact.item for pick in parts if "/" in pick.fact.item), asked.item)  # 行政运行 is asked for by its last name
    known = find(path)
    return (known.whole if known is not None else path.rpartition("/")[0] or None) or told


def _disclosed(desk: Desk, subject: Subject, name: str | None, basis: Basis) -> str | None:
    """The whole of a functional item; where the report has no figure for the level above, the next that it has one for."""
    if name is None or find(name) is None or find(name).group != FUNCTIONAL:  # type: ignore[union-attr]
        return name
    steps = name.split("/")
    above = ("/".join(steps[:n]) for n in range(len(steps), 0, -1))
    return next((each for each in (*above, *_TOTALS) if desk.whole(each, subject, basis)), name)


_TOTALS = ("一般公共预算财政拨款支出", "本年支出合计")
