"""The sample reports that ship with the project: two retold around published figures, two invented."""

from pathlib import Path

__all__ = ["paths"]

_SUFFIXES = (".md", ".txt", ".html")


def paths() -> tuple[Path, ...]:
    """Return the sample reports' files, in the order of their names."""
    folder = Path(__file__).parent
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES))
