"""Reading takes time in proportion to the text, and no line is hard for its length.

Calls are counted, for their number is the same on every machine; seconds only tell what no count shows, with wide bounds.
"""

import sys
from functools import cache, partial
from types import FrameType

import pytest

from eval.growth import LENGTHENED, ODD, PLAIN, figures_of, least, line, read_figures
from index import samples

REPORT = next(path for path in samples.paths() if path.suffix in (".md", ".txt"))


SHORT = 1_500


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


def test_odd_lines_end_soon() -> None:
    plain = least(partial(read_figures, line(PLAIN, 4 * SHORT)), 2)
    for unit in ODD:
        assert least(partial(read_figures, line(unit, 4 * SHORT)), 2) <= 30 * plain, unit
