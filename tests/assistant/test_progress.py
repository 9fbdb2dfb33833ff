"""Bars where somebody looks on, silence where nobody does."""

import io
from pathlib import Path

import pytest
from filelock import FileLock

import index.library
from assistant.cli import juesuan
from assistant.progress import Bar, when_free
from index import samples
from index.errors import LibraryBusy
from index.library import Library


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    bar = Bar(2, "读入", "份")
    for _ in bar.each(["a", "b"]):
        bar.part(3, 20)
    assert "读入" in terminal.getvalue()
    assert "识别第 3/20 页" in terminal.getvalue()


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    bar = Bar(2, "读入", "份")
    assert list(bar.each(["a", "b"])) == ["a", "b"]
    bar.part(1, 2)
    bar.reach(1, 2)
    bar.clear()
    assert pipe.getvalue() == ""


def test_work_waits_for_another_writer_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(index.library, "_PATIENCE", 0.05)
    other = FileLock(tmp_path / "writer.lock", thread_local=False)
    waited: list[int] = []

    def tidy() -> str:
        waited.append(len(waited))
        if len(waited) == 3:
            other.release()
        with Library.open(tmp_path, writable=True, embedding="off") as library:
            library.tidy()
        return "done"

    Library.open(tmp_path, writable=True, embedding="off").close()
    with other:
        assert when_free(tidy) == "done"
        assert len(waited) == 3
        assert capsys.readouterr().err.strip().splitlines() == ["另一个程序正在写入这个资料库，等它写完……"]
        other.acquire()
        with pytest.raises(LibraryBusy):
            when_free(Library.open(tmp_path, writable=True, embedding="off").tidy)


def test_a_stored_report_is_said_to_be_stored_though_its_vectors_must_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(_: Library) -> None:
        raise LibraryBusy("x")

    monkeypatch.setattr("assistant.progress.embed", busy)
    with pytest.raises(SystemExit) as ended:
        juesuan.main(["add", str(samples.paths()[0]), "--library", str(tmp_path)], standalone_mode=False)
    said = capsys.readouterr()
    assert ended.value.code == 0
    assert said.out.startswith("读入 ")
    assert "报告已存好，向量没有建完" in said.err
