"""The tables of published reports, cell by cell, against figures keyed by hand from the printed pages."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.identity import identify
from index.outline import outline
from index.reading import read
from index.records import Basis, Fact, Scope, Unrecognised
from index.tables import read_tables

SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[4] / "shared"))  # noqa: TID251
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the development reports are not here")

ALL, GENERAL, FISCAL = Scope.ALL, Scope.GENERAL_PUBLIC_BUDGET, Scope.FISCAL_APPROPRIATION
PLANNING_2024 = """
all 本年收入合计 9746.50
all 本年支出合计 9759.38
all 收入总计 9859.38
all 支出总计 9859.38
all 年初结转和结余 112.88
all 年末结转和结余 100.00
all 基本支出 5377.64
all 项目支出 4381.74
all 2080501 54.53
all 2080502 28.11
all 2080505 446.11
all 2080506 225.12
all 2080599 0.88
all 20805 754.75
all 21011 236.64
all 2101101 40.35
all 2101102 196.29
all 21201 1105.68
all 2120101 1105.68
all 2120201 2739.56
all 22001 4461.67
all 2200150 4416.67
all 2200199 45.00
all 22102 461.08
all 2210201 289.59
all 2210203 171.49
fiscal 财政拨款收入总计 9746.50
fiscal 财政拨款支出总计 9746.50
fiscal 财政拨款支出 9746.50
fiscal 财政拨款收入 9746.50
fiscal 208 754.75
fiscal 210 236.63
fiscal 212 3832.36
fiscal 220 4461.67
fiscal 221 461.08
general 一般公共预算财政拨款支出 9746.50
general 基本支出 5364.75
general 项目支出 4381.74
general 一般公共预算财政拨款收入 9746.50
general 人员经费 4884.09
general 公用经费 480.66
general 301 4816.14
general 30101 537.64
general 30102 987.86
general 30103 0.00
general 30107 1594.02
general 30108 446.11
general 30109 225.12
general 30110 236.63
general 30112 17.94
general 30113 289.59
general 30199 481.23
general 302 440.90
general 30201 84.62
general 30204 0.08
general 30205 0.92
general 30206 18.86
general 30207 8.05
general 30209 82.20
general 30211 1.50
general 30213 29.65
general 30216 1.21
general 30217 0.39
general 30226 2.40
general 30227 19.16
general 30228 56.29
general 30229 73.19
general 30239 33.50
general 30299 28.86
general 303 67.96
general 30302 67.96
general 310 39.76
general 31002 39.76
general 2120101 1092.80
general 2200150 4416.67
fiscal “三公”经费 0.39
fiscal 公务接待费 0.39
fiscal 因公出国（境）费 0.00
"""


def tables_of(path: Path, org: str | None = None, year: int | None = None) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    source = read(path)
    return read_tables(source, outline(source), identify(source, org=org, year=year), "r1")


def keyed() -> Iterator[tuple[Scope, str, str]]:
    scopes = {"all": ALL, "general": GENERAL, "fiscal": FISCAL}
    for line in PLANNING_2024.split("\n"):
        if line:
            scope, name, value = line.split()
            yield scopes[scope], name, value


def test_planning_bureau_2024() -> None:
    facts, left = tables_of(SHARED / "reports" / "上海市普陀区规划和自然资源局2024年度部门决算.pdf")
    found: dict[tuple[Scope | None, str], set[str]] = {}
    for fact in facts:
        if fact.basis is Basis.FINAL and "·" not in fact.item:
            for name in (fact.item, fact.code or fact.item):
                found.setdefault((fact.scope, name), set()).add(f"{fact.quantity.number:f}")
    wrong = [(scope, name, value) for scope, name, value in keyed() if value not in found.get((scope, name), ())]
    assert not wrong
    assert not left
    assert len(list(keyed())) >= 60
    assert {fact.quantity.unit.symbol for fact in facts} == {"万元"}
    planned = {fact.item: str(fact.quantity) for fact in facts if fact.basis is Basis.BUDGET}
    assert planned["“三公”经费"] == planned["公务接待费"] == "2.85万元"


@pytest.mark.parametrize("name", ["nine.xls", "nine.xlsx", "nine.pdf"])
def test_every_amount_of_the_nine_tables_is_a_figure_and_nothing_else(name: str) -> None:
    facts, left = tables_of(SHARED / "files" / name, "益阳市赫山区人力资源和社会保障局", 2020)
    truth = json.loads((SHARED / "files" / "nine_truth.json").read_text("utf-8"))
    amounts = [text for table in truth for *_, text in table["cells"] if "." in text]
    assert sorted(fact.value_as_printed for fact in facts) == sorted(amounts)
    assert not left
    slots = [(fact.item, fact.scope, fact.basis, fact.quantity.number) for fact in facts]
    figures = {slot[:3] for slot in slots}
    assert len({(item, scope, basis) for item, scope, basis, _ in slots}) == len(figures)
    conflicts = {slot for slot in figures if len({each[3] for each in slots if each[:3] == slot}) > 1}
    assert conflicts == set(), "two values for one slot"


def test_the_blank_template_has_no_figure() -> None:
    facts, left = tables_of(SHARED / "reports" / "部门决算模板（空白）.pdf", "上海市某局", 2024)
    assert (facts, left) == ((), ())


def test_budgets_in_yuan_and_wan_yuan() -> None:
    facts, left = tables_of(SHARED / "reports" / "上海市普陀区人民政府万里街道办事处2024年部门预算.pdf")
    assert not left
    assert {fact.basis for fact in facts} == {Basis.BUDGET}
    found = {(fact.item, fact.scope): str(fact.quantity) for fact in facts}
    assert found["本年收入合计", ALL] == "156211123元"
    assert found["一般公共预算财政拨款支出", GENERAL] == "156211123元"
    assert found["基本支出", GENERAL] == "99706020元"
    assert found["公用经费", GENERAL] == "11168569元"
    assert found["绩效工资", GENERAL] == "11447100元"
    assert found["“三公”经费", None] == "47.91万元"
    assert found["公务用车购置费", None] == "25万元"
    assert found["机关运行经费", None] == "443.18万元"


def test_scores_of_a_flattened_table() -> None:
    facts, _ = tables_of(SHARED / "reports" / "赫山区人力资源和社会保障局2020年度部门决算.txt")
    scores = {fact.item: fact.quantity.number for fact in facts if fact.measure.value == "score"}
    assert scores["重点工作办结率"] == 9
    assert scores["在职人员控制率"] == 4
    total = scores.pop("绩效自评得分")
    doubled = {name for name in scores if name.endswith("管理制度健全性")}
    assert total == 98
    assert len(doubled) == 2
    assert sum(scores.values()) == 98
