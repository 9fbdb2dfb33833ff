"""What stops an answer. Stages raise CannotAnswer; only ``ask`` turns it into a refusal."""

from assistant.answer import Reason
from index.errors import FinalAccountsError
from index.records import Fact


class CannotAnswer(FinalAccountsError):
    """The reports do not settle the question; *reason* and *available* become the refusal, the message its text.

    ``{0}``, ``{1}`` in the message stand for the *facts* that the refusal rests on, to be written with their sources.
    """

    def __init__(self, reason: Reason, message: str, available: tuple[str, ...] = (), facts: tuple[Fact, ...] = ()) -> None:
        self.reason, self.available, self.facts = reason, available, facts
        super().__init__(message)
