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


LETTERS = "的一是不了有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
FIGURES = {
    Operation.LOOKUP,
    Operation.SHARE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.COMPLETION,
    Operation.DIFFERENCE,
    Operation.SUM,
    Operation.MULTIPLE,
    Operation.TIMES_MORE,
    Operation.PER_UNIT,
    Operation.REMAINDER,
    Operation.RANKING,
    Operation.COMPARE,
    Operation.VERIFY,
}


def mistyped(text: str, chance: random.Random) -> str:
    """*text* with one Chinese character wrong, missing or swapped with the next."""
    places = [at for at, letter in enumerate(text) if "\u4e00" <= letter <= "\u9fff"]
    at = chance.choice(places)
    kind = chance.choice(("wrong", "missing", "swapped"))
    if kind == "swapped" and at + 1 in places:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + (chance.choice(LETTERS) if kind == "wrong" else "") + text[at + 1 :]


def silently_other(before: Question, after: Question) -> bool:
    """Whether *after* names a known organisation, year or item that *before* does not, and says nothing of a mistake."""
    if after.corrections or after.leftover or after.operation not in FIGURES or not all(item.known for item in after.items):
        return False
    known = {item.item for item in (*before.items, before.whole) if item is not None}
    items = {item.item for item in (*after.items, after.whole) if item is not None and item.known}
    return not (items <= known and set(after.orgs) <= set(before.orgs) and set(after.years) <= set(before.years))


def test_a_mistyped_question_hardly_ever_names_something_else_silently() -> None:
    """A slip can make another good question (收了多少 → 用了多少, 收入总额 → 收入额); beyond those nothing may."""
    chance = random.Random(20261122)
    wordings = [
        asked for asked, slots in rows() if slots != "none" and not any(mark in f"{asked} {slots}" for mark in ("|", ";", "→", "org?"))
    ]
    wrong, tried = [], 0
    for _ in range(1500):
        asked = chance.choice(wordings)
        before = understand(asked, whole_catalog(), today=TODAY)[0]
        if before.operation not in FIGURES or asked.isascii():
            continue
        spoilt = mistyped(asked, chance)
        tried += 1
        wrong += [(asked, spoilt) for after in understand(spoilt, whole_catalog(), today=TODAY)[:1] if silently_other(before, after)]
    assert tried > 1000
    assert len(wrong) < tried * 0.008, wrong
