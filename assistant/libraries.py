"""Which library a command or the page works on: the one named, the user's own, or the samples that ship with the project."""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import index
from assistant.settings import Settings, settings
from index.errors import LibraryError
from index.library import Library
from index.records import Report
from index.store import DATABASE

_DAY = 24 * 60 * 60
_SURE, _OFFERED = 6, 5  # characters of an id that name what is to be deleted; ids offered where there are fewer
SAMPLE_NOTE = "未指定资料库，用的是随项目附带的示例报告（改写过的，不是原件）。读入自己的报告：juesuan add 文件…"


def open_library(folder: Path | None = None, *, writable: bool = False) -> Library:
    """Open the library in *folder*, or the settings' one, or the user's own; for reading, the samples where there is none yet."""
    chosen = settings()
    named = folder or chosen.library
    if named is not None:
        return _open(named, chosen, writable=writable)
    if writable or (chosen.own_library / DATABASE).exists():
        return _open(chosen.own_library, chosen, writable=writable)
    return _open(sample_library(), chosen, writable=False)


def is_sample(library: Library) -> bool:
    """Whether *library* is the one of the samples."""
    return library.folder.parent == settings().cache / "samples"


def surely(report: str, library: Library) -> Report:
    """The report to be deleted: a few characters of its id are too easily mistyped for that."""
    if len(report) >= _SURE:
        return library.report(report)
    fitting = [f"{one.id}（{one.title}）" for one in library.reports() if one.id.startswith(report)]
    meant = f"是不是：{'、'.join(fitting[:_OFFERED])}{'……' if len(fitting) > _OFFERED else ''}" if fitting else "没有以它开头的报告"
    raise LibraryError(f"删去要写编号的至少 {_SURE} 位；{meant}")


def sample_library() -> Path:
    """Return the folder of the samples' library, read in afresh whenever the samples or the reading road have changed."""
    from index import samples

    paths = samples.paths()
    home = settings().cache / "samples"
    folder = home / _fingerprint((*paths, *Path(index.__file__).parent.rglob("*.*")))
    if not (folder / DATABASE).exists():
        _build_samples(paths, folder)
    return folder


def _open(folder: Path, chosen: Settings, *, writable: bool) -> Library:
    return Library.open(folder, writable=writable, embedding=chosen.embedding, reranker=chosen.reranker, cache=chosen.cache)


def _fingerprint(paths: Iterable[Path]) -> str:
    """What a change to any of the files changes: their names, sizes and times."""
    files = sorted(path for path in paths if path.suffix != ".pyc" and path.is_file())
    seen = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def _build_samples(paths: Iterable[Path], folder: Path) -> None:
    """Build beside the place and move there at once: a killed or a second builder does no harm."""
    from index.build import build

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"不能在 {folder.parent} 建立示例资料库：{error.strerror}") from None
    with _scratch(folder.parent) as scratch:
        with Library.open(scratch, writable=True) as library:
            for path in paths:
                build(path, library)
        try:
            os.rename(scratch, folder)
        except OSError:  # another process was first; its library is as good
            if not (folder / DATABASE).exists():
                raise
    _drop_old(folder)


def _drop_old(present: Path) -> None:
    """Delete what earlier versions left; not what another one may be using today."""
    for folder in present.parent.iterdir():
        if folder != present and time.time() - folder.stat().st_mtime > _DAY:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir=beside, prefix="new-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
