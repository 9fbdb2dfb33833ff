"""Which library is meant: the named one, the user's own, or the samples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import libraries
from assistant.libraries import is_sample, open_library, sample_library
from assistant.settings import settings
from index.errors import LibraryError
from index.library import Library
from index.samples import paths


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("LIBRARY", "EMBEDDING"):
        monkeypatch.delenv(f"JUESUAN_{name}", raising=False)
    monkeypatch.setenv("JUESUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("JUESUAN_CACHE", str(tmp_path / "cache"))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def test_the_samples_serve_until_there_is_an_own_library(home: Path) -> None:
    with open_library() as library:
        assert is_sample(library)
        assert len(library.reports()) == len(paths())
    assert not (home / "data").exists()
    open_library(writable=True).close()
    with open_library() as library:
        assert not is_sample(library)
        assert library.folder == home / "data" / "library"


def test_a_named_library_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library.open(home / "one", writable=True).close()
    Library.open(home / "two", writable=True).close()
    monkeypatch.setenv("JUESUAN_LIBRARY", str(home / "one"))
    settings.cache_clear()
    with open_library() as library:
        assert library.folder == home / "one"
    with open_library(home / "two") as library:
        assert library.folder == home / "two"


def test_the_samples_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = sample_library()
    monkeypatch.setattr(libraries, "_build_samples", lambda *_: pytest.fail("read again"))
    assert sample_library() == folder


def test_changed_samples_are_read_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample_library()
    changed = home / "one.md"
    changed.write_bytes(paths()[0].read_bytes())
    monkeypatch.setattr("index.samples.paths", lambda: (changed,))
    after = sample_library()
    assert after != before
    with Library.open(after) as library:
        assert [report.file for report in library.reports()] == ["one.md"]


def test_what_old_versions_left_goes_after_a_day(home: Path) -> None:
    old, young = (home / "cache" / "samples" / name for name in ("old", "young"))
    for folder in (old, young):
        folder.mkdir(parents=True)
    os.utime(old, (0, 0))
    present = sample_library()
    assert {folder.name for folder in present.parent.iterdir()} == {"young", present.name}


def test_a_killed_builder_leaves_nothing_that_is_taken_for_a_library(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.build.build", killed)
        with pytest.raises(KeyboardInterrupt):
            sample_library()
    assert list((home / "cache" / "samples").iterdir()) == []
    with open_library() as library:
        assert len(library.reports()) == len(paths())


def test_a_cache_that_cannot_be_made_is_said(home: Path) -> None:
    (home / "cache").write_text("a file")
    with pytest.raises(LibraryError, match="不能在"):
        open_library()
