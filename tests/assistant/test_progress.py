"""Bars where somebody looks on, silence where nobody does."""

import io

import pytest

from assistant.progress import Bar


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
