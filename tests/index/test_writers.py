"""Killed, doubled, locked out, not permitted: whatever befalls a writer, the library is whole."""

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from index import library as library_module
from index.errors import LibraryBusy, LibraryError
from index.library import Library
from tests.index.readings import reading

ROOT = Path(__file__).parents[2]

ADD_FOR_EVER = """
import sys
from pathlib import Path
from index.library import Library
from tests.index.readings import reading
with Library.open(Path(sys.argv[1]), writable=True, embedding="off") as library:
    for n in range(10_000):
        library.add(reading(org=f"第{n % 7}局", year=2000 + n % 5, amount=f"{n}.50", sentences=200))
        print(n, flush=True)
"""
ADD_SOME = """
import sys
from pathlib import Path
from index.library import Library
from tests.index.readings import reading
with Library.open(Path(sys.argv[1]), writable=True, embedding="off") as library:
    for n in range(15):
        library.add(reading(org=f"{sys.argv[2]}{n}局", sentences=30))
"""
READ_AND_TRY_TO_WRITE = """
import os, sys
from pathlib import Path
from index.errors import LibraryError
from index.library import Library
from tests.index.readings import reading
with Library.open(Path(sys.argv[2]), writable=True, embedding="off") as library:
    library.add(reading())  # everything is imported now: nobody may not see this interpreter's files
if os.geteuid() == 0:  # root writes wherever it likes
    os.setgid(65534)
    os.setuid(65534)
folder = Path(sys.argv[1])
with Library.open(folder, embedding="off") as library:
    print(len(library.reports()), len(library.facts()), len(library.search("公务接待费")))
try:
    Library.open(folder, writable=True)
except LibraryError as error:
    print(error)
"""


def run(code: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def assert_whole(folder: Path) -> int:
    """Every report has all of its parts, the words point to passages, the file is sound; returns how many there are."""
    with Library.open(folder, embedding="off") as library:
        reports = library.reports()
        for report in reports:
            assert len(library.facts(reports=[report.id])) == report.facts
            assert len(library.passages(report.id)) == report.passages
            assert len(library.text(report.id)) == report.characters
        assert sum(1 for _ in library.search("工作", k=100_000)) > 0 or not reports
    database = sqlite3.connect(folder / "library.sqlite3")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("SELECT count(*) FROM fact").fetchone() == (sum(report.facts for report in reports),)
    assert database.execute("SELECT sum(facts) FROM label").fetchone()[0] == (sum(report.facts for report in reports) or None)
    database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    database.close()
    return len(reports)


def test_a_kill_at_any_moment_leaves_no_half_report(tmp_path: Path) -> None:
    moments = random.Random(20)
    for _ in range(6):
        process = run(ADD_FOR_EVER, str(tmp_path))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert assert_whole(tmp_path) >= 1
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        library.add(reading())


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    writers = [run(ADD_SOME, str(tmp_path), name) for name in "甲乙"]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert assert_whole(tmp_path) == 30


def test_threads_take_turns(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library, ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda n: library.add(reading(org=f"第{n}局", sentences=30))[1].id, range(12)))
        found = list(pool.map(lambda report: len(library.search("公务接待费", reports=[report])), added))
    assert assert_whole(tmp_path) == 12
    assert min(found) > 0


def test_a_writer_that_holds_on_too_long_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "_PATIENCE", 0.1)
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        library.add(reading())
        with FileLock(tmp_path / "writer.lock"), pytest.raises(LibraryBusy, match="正在写入"):
            library.add(reading(year=2022))
        assert len(library.reports()) == 1


def test_readers_go_on_while_somebody_writes(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        library.add(reading())
        writer = sqlite3.connect(tmp_path / "library.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE report SET title = 'half done'")
        with Library.open(tmp_path, embedding="off") as reader:
            assert reader.reports()[0].title == "清河县教育局2023年度部门决算"
        writer.execute("ROLLBACK")
        writer.close()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A library that nobody may write to, in a folder that everybody may look into (pytest's own are private)."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "library"
        with Library.open(folder, writable=True, embedding="off") as library:
            library.add(reading())
        Path(place).chmod(0o755)
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def test_a_read_only_library_is_read_and_refuses_to_be_written(read_only: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()}
    arguments = [sys.executable, "-c", READ_AND_TRY_TO_WRITE, str(read_only), str(tmp_path / "warm")]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[:1] == ["1 8 2"], done.stderr
    assert "只读" in done.stdout
    assert {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()} == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="不能建立资料库文件夹"):
        Library.open(tmp_path / "file" / "library", writable=True)
