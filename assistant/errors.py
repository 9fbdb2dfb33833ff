"""What stops an answer. Stages raise CannotAnswer; only ``ask`` turns it into a refusal."""

from assistant.answer import Reason
from index.errors import FinalAccountsError


class CannotAnswer(FinalAccountsError):
    """The reports do not settle the question; *reason* and *available* become the refusal, the message its text."""

    def __init__(self, reason: Reason, message: str, available: tuple[str, ...] = ()) -> None:
        self.reason, self.available = reason, available
        super().__init__(message)
