"""Pages printed sideways: a landscape table on a portrait page. They are read upright, and cited where they are printed."""

from enum import Enum

from index.records import Box


class Turn(Enum):
    """Which way the text of a page runs: as usual, or up or down the page."""

    NONE = "none"
    UP = "up"
    DOWN = "down"


def upright(box: Box, turn: Turn, width: float, height: float) -> Box:
    """Return where a box of a page of this size stands once the page is turned to be read."""
    x0, top, x1, bottom = box
    match turn:
        case Turn.UP:
            return (height - bottom, x0, height - top, x1)
        case Turn.DOWN:
            return (top, width - x1, bottom, width - x0)
        case _:
            return box


def printed(box: Box, turn: Turn, width: float, height: float) -> Box:
    """Return where a box of the turned page stands on the page as printed, whose size this is; the way back of ``upright``.

    >>> box = (10.0, 20.0, 30.0, 25.0)
    >>> [printed(upright(box, turn, 100, 200), turn, 100, 200) == box for turn in Turn]
    [True, True, True]
    """
    x0, top, x1, bottom = box
    match turn:
        case Turn.UP:
            return (top, height - x1, bottom, height - x0)
        case Turn.DOWN:
            return (width - bottom, x0, width - top, x1)
        case _:
            return box
