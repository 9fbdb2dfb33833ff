"""The answering road: a question in, a reply out. Read it top to bottom; branches live inside the stages.

A conversation is a list of earlier questions; they fill what a follow-up leaves out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Reason, Reply, Status
from assistant.claims import check
from assistant.compose.joining import join
from assistant.compose.reply import compose, refuse, understood
from assistant.compute import computed
from assistant.compute.desk import Desk
from assistant.compute.finding import Finding
from assistant.compute.naming import title
from assistant.compute.operands import settled
from assistant.compute.words import is_duty
from assistant.errors import CannotAnswer
from assistant.evidence import IN_WORDS, Evidence
from assistant.excerpts import Excerpt, naming_with_figure
from assistant.followups import suggest
from assistant.inquiry import Asked, Correction, Operation, Question, Relation
from assistant.plan import SHOWN, Plan, make_plan
from assistant.question import Catalog, understand
from assistant.question.numbers import find_numbers
from assistant.shelf import Shelf
from index.library import Library

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{12,})[”\"」』]")
_ASKED = re.compile(r"[，,。]?\s*(?:这)?(?:对吗|对不对|是吗|是不是|属实吗|真的吗|对么|准确吗|正确吗|有没有错)[？?！!。]*$")
_SEVERAL = 2
_ASKED_OF_WINNER = frozenset(
    {
        Operation.SHARE,
        Operation.CHANGE,
        Operation.CHANGE_RATE,
        Operation.COMPLETION,
        Operation.DIFFERENCE,
        Operation.REASON,
        Operation.LOOKUP,
    }
)
"""What may be asked of a ranking's winner without naming it; a mere look-up only in another basis: 它的年初预算."""


class Conversation:
    """Turns that belong together: each question may lean on those before it."""

    def __init__(self, library: Library, earlier: Sequence[Question] = ()) -> None:
        self._library = library
        self._earlier = list(earlier)

    @property
    def earlier(self) -> tuple[Question, ...]:
        """What was asked so far."""
        return tuple(self._earlier)

    def ask(self, text: str) -> Reply:
        """Answer one turn and remember what it asked."""
        return self.settle(text, self.read(text))

    def read(self, text: str) -> tuple[Question, ...]:
        """Return what one turn asks, in the light of the turns before it."""
        return understand(text, Catalog.of(self._library), self.earlier)

    def settle(self, text: str, questions: Sequence[Question]) -> Reply:
        """Answer a turn that was read and remember what it asked."""
        replies: list[Reply] = []
        checked = _checked(text, questions, self._library)
        if checked is not None:
            self._earlier.extend(questions)
            return checked
        for question in questions:
            reply, filled = answer(_of_winner(question, self._earlier), self._library)
            replies.append(reply)
            self._earlier.append(filled)
        return join(text, tuple(replies))


def ask(text: str, library: Library, *, earlier: Sequence[Question] = ()) -> Reply:
    """Answer *text* from *library*, or say why the reports do not settle it."""
    return Conversation(library, earlier).ask(text)


def converse(turns: Sequence[str], library: Library) -> tuple[Reply, ...]:
    """Answer the turns of one conversation in order."""
    conversation = Conversation(library)
    return tuple(conversation.ask(turn) for turn in turns)


def answer(question: Question, library: Library) -> tuple[Reply, Question]:
    """Answer one question whose slots are read; also return it with the slots that the library filled."""
    evidence = Evidence(library)
    question = _of_the_one_that_tells(_of_its_only_holder(question, library), evidence, library)
    try:
        plan = make_plan(question, library.reports())
    except CannotAnswer as refusal:
        hopeless = evidence.hopeless(question) if refusal.reason is Reason.AMBIGUOUS else None
        return refuse(question, hopeless or refusal, library), question
    try:
        desk = settled(Desk(plan, evidence))
        plan, finding = desk.plan, computed(desk)
        reply = compose(plan, finding, library)
        return replace(reply, followups=suggest(plan, evidence)), replace(plan.question, winner=_winner(plan, finding))
    except CannotAnswer as refusal:
        return refuse(plan.question, refusal, library, _told(plan, refusal, library)), plan.question


def _of_the_one_that_tells(question: Question, evidence: Evidence, library: Library) -> Question:
    """江浦区来了多少游客, 用地面积有多大: of several bodies of one place or several years, the one whose report has such a label,
    or whose duty it is.
    """
    if not question.items or any(asked.known for asked in question.items):
        return question
    telling: list[tuple[Question, tuple[object, ...]]] = []
    for alone in _readings(question, library):
        try:
            desk = settled(Desk(make_plan(alone, library.reports()), evidence))
        except CannotAnswer:
            continue
        plan = desk.plan
        if alone.operation is Operation.DUTIES:
            telling.extend([(alone, alone.orgs)] if is_duty(desk) else [])
            continue
        found = [evidence.facts(plan.subjects[0], asked.item) for asked in plan.question.items]
        if all(found):
            telling.append((alone, tuple(facts[0].quantity for facts in found)))
    return telling[-1][0] if len({figures for _, figures in telling}) == 1 else question


def _of_its_only_holder(question: Question, library: Library) -> Question:
    """养老服务支出多少, with no body named: of the only one that has figures of such a subject, said aloud."""
    named = question.orgs or question.org_choices or question.group or any(asked.org for asked in question.items)
    subjects = question.items and all(asked.known and "/" in asked.item for asked in question.items)
    if named or not subjects or question.operation in IN_WORDS:
        return question
    facts = library.facts(items=[asked.item for asked in question.items])
    holders = {fact.org for fact in facts if not question.years or fact.year in question.years}
    if len(holders) != 1:
        return question
    (org,) = holders
    return replace(question, orgs=(org,), corrections=(*question.corrections, Correction("没有写明的单位", org)))


def _readings(question: Question, library: Library) -> Iterator[Question]:
    """The question with each of the few bodies that it may mean, or with each of the years that its one body has reports of."""
    choices = question.org_choices[0].choices if len(question.org_choices) == 1 and not question.orgs else ()
    if 1 < len(choices) <= SHOWN:
        said = question.org_choices[0].said
        for org in choices:
            yield replace(question, orgs=(org,), org_choices=(), corrections=(*question.corrections, Correction(said, org)))
    elif len(question.orgs) == 1 and not (question.org_choices or question.years or question.last_years or question.group):
        years = Shelf(library.reports(), question.kind, question.level).years(question.orgs)
        yield from (replace(question, years=(year,)) for year in years if len(years) <= SHOWN)


def _told(plan: Plan, refusal: CannotAnswer, library: Library) -> Excerpt | None:
    """Where the report itself names an undisclosed item beside a figure that was not read as its own."""
    asked = plan.question.items[0] if len(plan.question.items) == 1 else None
    nothing_else = refusal.reason is Reason.NOT_DISCLOSED and not refusal.available and plan.question.operation not in IN_WORDS
    if asked is None or not nothing_else or not plan.subjects or plan.subjects[0].own is None:
        return None
    return naming_with_figure(library, [plan.subjects[0].own.id], asked.item)


def _checked(text: str, questions: Sequence[Question], library: Library) -> Reply | None:
    """A sentence that states several figures, pasted to be confirmed: each is checked; None where it is no such sentence."""
    if not questions or any(question.operation is not Operation.VERIFY for question in questions):
        return None
    quoted = _QUOTED.search(text)
    said = quoted.group(1) if quoted else _ASKED.sub("", text)
    asked = said if quoted else " ".join(question.text for question in questions)
    if len(find_numbers(asked)) < _SEVERAL or any(question.relation is Relation.BETWEEN for question in questions):
        return None
    first = questions[0]
    who = f"{first.orgs[0]}{max(first.years)}年：" if quoted and first.orgs and first.years else ""
    reply = check(who + said, library)
    if len(reply.claims) < _SEVERAL or reply.status is not Status.ANSWERED:
        return None
    return replace(reply, question=text, understood=understood(first))


def _winner(plan: Plan, finding: Finding) -> Asked | None:
    """What a ranking put first."""
    if plan.question.operation is not Operation.RANKING or not (finding.outcomes and finding.outcomes[0].facts):
        return None
    first = finding.outcomes[0].facts[0]
    return Asked(item=first.item, said=title(first), known=first.known, code=first.code, org=first.org, year=first.year)


def _of_winner(question: Question, earlier: Sequence[Question]) -> Question:
    """What is asked behind a ranking without a name of its own is asked of the winner, not of what was ranked."""
    before = earlier[-1] if earlier else None
    if before is None or before.winner is None or question.operation not in _ASKED_OF_WINNER or len(question.items) != 1:
        return question
    if len(question.orgs) > 1 and question.operation is Operation.DIFFERENCE:  # 谁多,多多少: of the two, not of the winner alone
        return question
    if question.operation is Operation.LOOKUP and question.basis is None:
        return question
    ranked = {asked.item for asked in (*before.items, before.winner)}
    if "items" not in question.inherited or question.items[0].item not in ranked:
        return question
    operation = Operation.CHANGE if question.operation is Operation.DIFFERENCE else question.operation
    return replace(question, operation=operation, items=(before.winner,), against=question.against or before.against, content=None)
