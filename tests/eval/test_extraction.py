"""Scoring extraction: each slot that is wrong is named, what is read beside the gold counts against precision."""

from hashlib import sha256
from typing import Any

import pytest

from eval.extraction import GoldFact, canonical, match, spurious
from eval.figures import numbers
from eval.suites import Options
from eval.suites.facts import GOLD, load_gold, report_files, run
from index.quantity import Quantity
from index.reading import read
from index.records import Basis, Fact, Measure, Place, Scope

GOLDEN = GoldFact(
    file="x",
    start=10,
    end=19,
    quantity=Quantity.of("4160.35", "万元"),
    year=2020,
    items=("项目支出",),
    basis="final",
    scopes=("all",),
    measure="amount",
)


def fact(**changes: Any) -> Fact:
    base: dict[str, Any] = {
        "report": "r", "org": "甲", "year": 2020, "item": "项目支出", "item_as_printed": "项目支出", "known": True, "basis": Basis.FINAL,
        "scope": Scope.ALL, "measure": Measure.AMOUNT, "quantity": Quantity.of("4160.35", "万元"), "value_as_printed": "4160.35万元",
        "quote": "项目支出4160.35万元", "start": 6, "end": 19, "value_start": 10, "value_end": 19, "section": (),
    }  # fmt: skip
    return Fact(**{**base, **changes})


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, ()),
        ({"quantity": Quantity.of("41603500", "元")}, ()),  # the same amount in another unit
        ({"quantity": Quantity.of("4160.35", "元")}, ("value",)),
        ({"quantity": Quantity.of("4160.35", "人")}, ("value", "unit")),
        ({"year": 2019}, ("year",)),
        ({"item": "基本支出"}, ("item",)),
        ({"basis": Basis.BUDGET}, ("basis",)),
        ({"scope": Scope.GENERAL_PUBLIC_BUDGET}, ("scope",)),
        ({"measure": Measure.CHANGE}, ("measure",)),
    ],
)
def test_each_wrong_slot_is_named(changes: dict[str, Any], wrong: tuple[str, ...]) -> None:
    (found,) = match([GOLDEN], [fact(**changes)])
    assert found.wrong == wrong


def test_what_was_not_read_is_missing() -> None:
    (found,) = match([GOLDEN], [fact(value_start=30, value_end=39)])
    assert found.wrong == ("missing",)


def test_the_nearest_of_several_readings_counts() -> None:
    (found,) = match([GOLDEN], [fact(year=2019), fact()])
    assert found.wrong == ()


def test_a_second_place_of_a_fact_counts() -> None:
    (found,) = match([GOLDEN], [fact(value_start=90, value_end=99, also=(Place(5, 19),))])
    assert found.wrong == ()


def test_scale_and_sign_are_told_apart() -> None:
    (slipped,) = match([GOLDEN], [fact(quantity=Quantity.of("4160.35", "元"))])
    assert (slipped.scale, slipped.sign) == (True, False)
    (turned,) = match([GOLDEN], [fact(quantity=Quantity.of("-4160.35", "万元"))])
    assert (turned.scale, turned.sign) == (False, True)


def test_only_what_is_read_inside_the_complete_part_is_spurious() -> None:
    inside, outside = fact(item="别的", value_start=40, value_end=45), fact(item="别的", value_start=140, value_end=145)
    wrong, seen = spurious([GOLDEN], [fact(), inside, outside], [(0, 100)])
    assert ([item.fact for item in wrong], seen) == ([inside], 2)


def test_a_zero_said_in_words_is_let_be() -> None:
    wrong, seen = spurious([GOLDEN], [fact(quantity=Quantity.of("0", "万元"), value_start=40, value_end=45)], [(0, 100)])
    assert (wrong, seen) == ((), 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("因公出国(境)费用", "因公出国（境）费"),
        ("“三公”经费", "三公经费"),
        ("一般公共预算财政拨款基本支出", "基本支出"),
        ("教育支出/普通教育", "教育/普通教育支出"),
    ],
)
def test_names_that_differ_in_print_only_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_different_items_stay_apart() -> None:
    assert canonical("财政拨款收入") != canonical("财政拨款支出")


def test_the_gold_set_is_large_and_has_negatives() -> None:
    gold = load_gold(GOLD / "facts.jsonl")
    assert sum(len(one.facts) for one in gold.values()) >= 500
    assert sum(len(one.facts) for file, one in gold.items() if file.endswith(".pdf")) >= 100
    assert sum(len(one.negatives) for one in gold.values()) >= 120
    assert sum(bool(one.complete) for one in gold.values()) >= 4  # where every figure is listed, a surplus one can be told


def test_a_gold_set_without_its_reports_says_so() -> None:
    ran = run(Options(shared=None, quiet=True))
    absent = [note for note in ran.notes if "没有这份报告" in note]
    assert len(absent) == len(load_gold(GOLD / "facts.jsonl"))  # the sample reports' gold is there, with the bytes that were annotated
    assert len(ran.results) > 100


def test_the_invented_reports_show_their_gold_where_it_says() -> None:
    gold = load_gold(GOLD / "styles.jsonl")
    assert sum(len(one.facts) for one in gold.values()) >= 600
    paths = report_files(None, gold)
    for file, one in gold.items():
        path = paths[file]
        assert sha256(path.read_bytes()).hexdigest() == one.sha256
        text = read(path).text
        wrong = [fact for fact in one.facts if abs(fact.quantity.number) not in numbers(text[fact.start : fact.end])]
        assert not wrong, file
