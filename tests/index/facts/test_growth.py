"""Reading takes time in proportion to the text, and no line is hard for its length.

Calls are counted, for their number is the same on every machine; seconds only tell what no count shows, with wide bounds.
"""

import re
import sys
from collections.abc import Callable
from functools import cache, partial
from types import FrameType

import pytest

from eval.growth import LENGTHENED, ODD, PLAIN, figures_of, least, line, read_figures
from index import facts, samples

REPORT = next(path for path in samples.paths() if path.suffix in (".md", ".txt"))


SHORT, SOME = 1_500, 1_000
ROUNDS = 5


@cache
def ordinary() -> int:
    """The work of an ordinary line."""
    return calls(line(PLAIN, SHORT))


def calls(text: str) -> int:
    """How many Python functions reading *text* calls."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        read_figures(text)
    finally:
        sys.setprofile(None)
    return count


def test_ten_times_the_text_takes_ten_times_the_work() -> None:
    text = REPORT.read_text(encoding="utf-8")
    read_figures(text)
    assert calls("\n".join([text] * LENGTHENED)) <= 1.1 * LENGTHENED * calls(text)


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    once, often = least(figures_of(REPORT), 3), least(figures_of(REPORT, LENGTHENED), 2)
    assert often <= 2 * LENGTHENED * once


@pytest.mark.parametrize("unit", ODD)
def test_an_odd_line_takes_little_more_work_than_an_ordinary_one(unit: str) -> None:
    short, long = calls(line(unit, SHORT)), calls(line(unit, 4 * SHORT))
    assert short <= 4 * ordinary()
    assert long <= 4.4 * short + 200


def within(times: int, task: Callable[[], object], measure: Callable[[], object]) -> bool:
    """Whether *task* takes at most *times* as long as *measure*: timed in turn, at best of several rounds, for load slows both."""
    return any(least(task, 1) <= times * least(measure, 2) for _ in range(ROUNDS))


def reading(unit: str, size: int) -> Callable[[], object]:
    return partial(read_figures, line(unit, size))


@pytest.mark.parametrize("unit", ODD)
def test_odd_lines_end_soon(unit: str) -> None:
    assert within(8, reading(unit, 4 * SHORT), reading(PLAIN, 4 * SHORT))


@pytest.mark.parametrize("unit", ODD)
def test_the_time_of_an_odd_line_grows_with_its_length_only(unit: str) -> None:
    assert within(2 * LENGTHENED, reading(unit, LENGTHENED * SOME), reading(unit, SOME))


@pytest.mark.parametrize("rule", ["支+出", "支.*?出"])
def test_a_rule_that_looks_at_all_of_it_again_and_again_is_found(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    monkeypatch.setattr(facts, "_TELLING", re.compile(rule))
    assert not within(2 * LENGTHENED, reading("支", LENGTHENED * SOME), reading("支", SOME))
