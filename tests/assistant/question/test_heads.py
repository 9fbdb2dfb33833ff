"""A bare head after an item of its family is short for one item, or for none."""

import pytest

from assistant.inquiry import Asked
from assistant.question.heads import completed


def _item(name: str) -> Asked:
    return Asked(item=name, said=name)


@pytest.mark.parametrize(
    ("said", "before", "meant"),
    [
        ("货物的", "政府采购服务支出", "政府采购货物支出"),
        ("工程类", "政府采购支出总额", "政府采购工程支出"),
        ("项目的", "基本支出", "项目支出"),
        ("公用", "人员经费", "公用经费"),
        ("购置", "公务用车运行维护费", "公务用车购置费"),
    ],
)
def test_a_head_is_completed_by_the_family_spoken_of(said: str, before: str, meant: str) -> None:
    found = completed(Asked(item=said, said=said, known=False), [_item(before)])
    assert found is not None
    assert (found.item, found.known) == (meant, True)


@pytest.mark.parametrize(("said", "before"), [("宇宙", "政府采购货物支出"), ("的", "基本支出"), ("工程", "住房公积金")])
def test_a_stranger_is_left_alone(said: str, before: str) -> None:
    assert completed(Asked(item=said, said=said, known=False), [_item(before)]) is None


def test_a_known_item_stays_itself() -> None:
    assert completed(_item("培训费"), [_item("会议费")]) is None
