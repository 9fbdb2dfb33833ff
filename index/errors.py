"""Every error of the reading side, in one tree.

FinalAccountsError
├── QuantityError          a text is not a figure
│   └── UnitMismatch       two units measure different things
├── ReadingError           a file cannot be read; ``reason`` is one line for the reader
└── LibraryError           the library cannot do what was asked; one line for the reader
    ├── LibraryBusy        another process is writing
    ├── LibraryTooNew      a newer version of the project made it
    └── VectorsBroken      the vectors' files are damaged; words still serve, and embedding again rebuilds them
"""

from pathlib import Path


class FinalAccountsError(Exception):
    """The base of all errors that the project raises on purpose."""


class QuantityError(FinalAccountsError, ValueError):
    """A text that should be a figure is none."""


class UnitMismatch(QuantityError):
    """Two quantities were combined that measure different things."""

    def __init__(self, verb: str, left: str, right: str) -> None:
        self.verb, self.left, self.right = verb, left, right
        super().__init__(f"cannot {verb} {left} and {right}: they measure different things")


class ReadingError(FinalAccountsError):
    """A file cannot become a report; *reason* is one Chinese line that says what and why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path.name}：{reason}")


class LibraryError(FinalAccountsError):
    """The library cannot do what was asked; the message is one Chinese line for the reader."""


class LibraryBusy(LibraryError):
    """Another process is writing to the library."""


class LibraryTooNew(LibraryError):
    """The library was made by a newer version of the project."""


class VectorsBroken(LibraryError):
    """The vectors' files are damaged. They are derived: words still serve, and embedding again rebuilds them."""
