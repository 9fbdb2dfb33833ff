"""What was found of one claimed figure."""

from dataclasses import dataclass

from assistant.answer import Diagnosis, Reason, Verdict
from assistant.claims.statements import Statement
from assistant.compute.outcome import Outcome
from index.records import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one statement, the report's figure and, where it is wrong, what it mistook."""

    statement: Statement
    verdict: Verdict
    fact: Fact | None = None
    outcome: Outcome | None = None
    diagnosis: Diagnosis | None = None
    others: tuple[Fact, ...] = ()
    reason: Reason | None = None
    note: str = ""
