"""What questions are understood to ask: a table of wordings, each with its slots in one line."""

import random
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from assistant.inquiry import Operation, Question
from assistant.question import Catalog, understand

from tests.assistant.question.catalogs import catalog, line

TODAY = date(2026, 11, 22)
TABLE = Path(__file__).with_name("questions.tsv")


@cache
def whole_catalog() -> Catalog:
    return catalog()


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [(asked, slots) for asked, slots in (row.split("\t") for row in lines if row and not row.startswith("#"))]


def converse(turns: str) -> tuple[Question, ...]:
    """The questions of the last of several turns."""
    earlier: tuple[Question, ...] = ()
    questions: tuple[Question, ...] = ()
    for turn in turns.split(" | "):
        questions = understand(turn, whole_catalog(), earlier, today=TODAY)
        earlier = (*earlier, *questions)
    return questions


@pytest.mark.parametrize(("asked", "slots"), rows())
def test_question_is_understood(asked: str, slots: str) -> None:
    assert " ; ".join(map(line, converse(asked))) == slots
