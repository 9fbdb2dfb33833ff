"""From scores to an outcome, and from a failure to the stage of the road that caused it."""

from dataclasses import dataclass
from enum import Enum

from eval.cases import OPTIONAL, Evidence, Turn
from eval.figures import Reply, reason
from eval.scorers import NAMES, Score, faults, score
from eval.shelf import Shelf, overlap
from eval.trials import Trial


class Outcome(Enum):
    """How a turn ended, exactly one of six."""

    RIGHT = "right"  # answered rightly
    WRONG = "wrong"  # answered, and not rightly, or answered what the reports do not settle
    FALSE_REFUSAL = "false_refusal"  # refused or asked back what the reports settle
    REFUSED = "refused"  # rightly refused, with the right reason
    MISREASONED = "misreasoned"  # rightly refused, with a wrong reason
    BROKE = "broke"  # the road raised instead of replying


class Stage(Enum):
    """Where a failure began."""

    READ = "read"  # the evidence's words are not in the library
    EXTRACT = "extract"  # the words are there, the figure was not read from them
    UNDERSTAND = "understand"  # another organisation, year or operation was understood
    PLAN = "plan"  # understood, but other operands were taken
    COMPUTE = "compute"  # right operands, wrong result or unrepeatable calculation
    CITE = "cite"  # right figure, wrong or missing or surplus source
    COMPOSE = "compose"  # right figure and source, wrong words
    CRASH = "crash"  # an error that the road does not mean to raise
    REFUSE = "refuse"  # refused what it could answer, or answered what it should refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Everything said of one reply."""

    scores: dict[str, Score]
    outcome: Outcome
    headline: bool
    stage: Stage | None
    faults: tuple[str, ...]


CONTENT = ("figure_right", "figures_right", "points_covered", "verdict_right")
CITING = ("verbatim", "locator_right", "cited", "supported", "number_in_quote")


def judge(turn: Turn, reply: Reply, shelf: Shelf) -> Judgement:
    """Score a reply, and name outcome and stage. The headline is: right, fully cited, recomputable, and nothing surplus."""
    if reply["status"] == "broke":
        return Judgement(scores=dict.fromkeys(NAMES), outcome=Outcome.BROKE, headline=False, stage=Stage.CRASH, faults=("broke",))
    scores = score(Trial(turn, reply, shelf))
    outcome = outcome_of(turn, reply, scores)
    wrong = faults(scores)
    headline = outcome in (Outcome.RIGHT, Outcome.REFUSED) and not wrong
    stage = None if headline else stage_of(turn, reply, scores, outcome, shelf)
    return Judgement(scores=scores, outcome=outcome, headline=headline, stage=stage, faults=wrong)


def outcome_of(turn: Turn, reply: Reply, scores: dict[str, Score]) -> Outcome:
    """Sort a reply into the five outcomes."""
    answered = reply.get("status") == "answered"
    content = all(scores[name] is not False for name in CONTENT) and scores["forbidden"] is not True
    if turn.answerable in ("yes", "false_premise"):
        if turn.answerable == "false_premise" and not answered:
            return Outcome.REFUSED
        if not answered:
            return Outcome.FALSE_REFUSAL
        return Outcome.RIGHT if content and scores["answers_when_it_should"] else Outcome.WRONG
    if answered:
        return Outcome.WRONG
    return Outcome.REFUSED if scores["reason_right"] else Outcome.MISREASONED


def stage_of(turn: Turn, reply: Reply, scores: dict[str, Score], outcome: Outcome, shelf: Shelf) -> Stage:
    """Name the first stage that went wrong, from the evidence forward."""
    unread = _unread(turn, shelf)
    if unread is not None:
        return unread
    if outcome in (Outcome.FALSE_REFUSAL, Outcome.MISREASONED) or turn.answerable not in ("yes", "false_premise"):
        return Stage.REFUSE if reason(reply) not in ("no_report", "no_year", "no_item", "out_of_scope") else Stage.UNDERSTAND
    if outcome is Outcome.WRONG:
        return _wrong(turn, reply, scores, shelf)
    if any(scores[name] is False for name in ("trace_valid", "operands_right")):
        return Stage.COMPUTE
    return Stage.CITE if any(scores[name] is False for name in CITING) else Stage.COMPOSE


def _unread(turn: Turn, shelf: Shelf) -> Stage | None:
    """READ or EXTRACT when some operand with a figure has no place that was read rightly."""
    for name in sorted({evidence.operand for evidence in turn.evidence} - OPTIONAL):
        places = [(evidence, shelf.find(evidence)) for evidence in turn.evidence if evidence.operand == name]
        if all(place is None for _, place in places):
            return Stage.READ
        if turn.gold.kind in ("figure", "figures") and not any(_read(turn, evidence, shelf) for evidence, _ in places):
            return Stage.EXTRACT
    return None


def _read(turn: Turn, evidence: Evidence, shelf: Shelf) -> bool:
    """Whether some figure read at the evidence has the operand's value."""
    place = shelf.find(evidence)
    wanted = [operand.quantity for operand in turn.gold.operands if operand.name == evidence.operand]
    wanted += [turn.gold.figure] if evidence.operand == "" and turn.gold.figure is not None else []
    if place is None or not wanted:
        return place is not None
    here = [read.quantity for read in shelf.facts.get(place[0], ()) if overlap((read.report, read.start, read.end), place)]
    return any(quantity.comparable(gold) and abs(quantity.in_base) == abs(gold.in_base) for quantity in here for gold in wanted)


def _wrong(turn: Turn, reply: Reply, scores: dict[str, Score], shelf: Shelf) -> Stage:
    if turn.answerable == "false_premise" or (scores["points_covered"] is False and scores["figure_right"] is not False):
        return Stage.COMPOSE
    places = [place for spans in shelf.places(turn).values() for place in spans]
    reports = {c["report"] for c in reply["citations"]}
    if places and not reports & {report for report, _, _ in places}:
        return Stage.UNDERSTAND
    if scores["operands_right"]:
        return Stage.COMPUTE
    return Stage.PLAN if _same_operation(turn, reply) else Stage.UNDERSTAND


def _same_operation(turn: Turn, reply: Reply) -> bool:
    """Whether the reply calculates where the gold does, and only there."""
    return bool(turn.gold.formula) == bool(reply["calculation"])
