"""A library for a suite: built from its reports in a folder of its own, or the one that the user names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from index.library import Library


@contextmanager
def library_of(reports: Sequence[Path], named: Path | None = None) -> Iterator[Path]:
    """Yield the folder of a library with *reports* in it: the *named* one as it is, or a new one that is gone afterwards."""
    if named is not None:
        yield named
        return
    with TemporaryDirectory(prefix="juesuan-eval-") as folder:
        build_library(reports, Path(folder))
        yield Path(folder)


def build_library(reports: Sequence[Path], folder: Path) -> None:
    """Read *reports* into a library in *folder*; a report that cannot be read raises."""
    from index.build import build

    with Library.open(folder, writable=True) as library:
        for report in reports:
            build(report, library)


def fingerprint(folder: Path) -> str:
    """One hash over what a library holds: its reports' files and how much was read from each."""
    joined = sha256()
    for report in Library.open(folder).reports():
        joined.update(f"{report.id} {report.sha256} {report.passages} {report.facts} {report.unrecognised}\n".encode())
    return joined.hexdigest()
