"""The sixteen named indicators as data: found by any of their names, built from items that the glossary knows."""

import pytest

from assistant.formulas import Indicator, Term, indicator, indicators
from index.glossary import find
from index.records import Basis, Scope

NEVER_PRINTED = {
    "实际支付进度", "既定支付进度", "实际完成工作数", "计划工作数", "及时完成实际工作数", "质量达标实际工作数",
    "重点工作实际完成数", "交办或下达数",
}  # fmt: skip
"""Counts of work that reports define but give no figure of: their indicators are refused by name."""


def test_there_are_sixteen_and_each_is_found_by_every_name() -> None:
    assert len(indicators()) == 16
    for one in indicators():
        for name in (one.name, *one.aliases):
            assert indicator(name) == one
    assert indicator("三公经费变动率") == indicator("“三公经费”变动率")
    assert indicator("幸福指数") is None


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.name)
def test_operands_are_items_of_the_glossary(one: Indicator) -> None:
    for case in one.cases:
        for term in case.operands:
            assert term.item in NEVER_PRINTED or find(term.item) is not None, term.item


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.name)
def test_templates_use_every_operand_and_no_other(one: Indicator) -> None:
    for case in one.cases:
        assert "{1}" in case.template
        assert case.template.format("甲", "乙") in ("甲 ÷ 乙", "（甲 − 乙） ÷ 乙")
        assert len(case.operands) == 2


def test_both_operands_of_a_case_are_of_one_scope() -> None:
    for one in indicators():
        for case in one.cases:
            assert len({term.scope for term in case.operands}) == 1


def test_a_term_says_what_it_is() -> None:
    found = indicator("“三公经费”变动率")
    assert found is not None
    assert found.cases[0].operands[1] == Term(item="“三公”经费", basis=Basis.BUDGET, last=True, say="上年度“三公”经费年初预算数")
    rate = indicator("预算执行率")
    assert rate is not None
    assert rate.cases[0].operands[0].scope is Scope.ALL
