"""What went wrong with a model, in one line for the reader."""

from index.errors import FinalAccountsError


class ModelFailed(FinalAccountsError):
    """The model gave nothing usable; the message is one Chinese line without addresses or keys."""
