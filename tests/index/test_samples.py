"""The sample reports: marked for what they are, long enough, in our own words, read without a loss, and sound in their sums."""

import os
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from index.facts import merge, read_facts
from index.identity import identify
from index.outline import outline
from index.reading import read
from index.records import Basis, Fact, Measure, Scope
from index.samples import paths
from index.tables import read_tables

SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[3] / "shared")) / "reports"  # noqa: TID251
ALL, GENERAL, FISCAL = Scope.ALL, Scope.GENERAL_PUBLIC_BUDGET, Scope.FISCAL_APPROPRIATION


@cache
def facts_of(path: Path) -> tuple[Fact, ...]:
    source = read(path)
    identity, sections = identify(source), outline(source)
    told, _ = read_facts(source, sections, identity, "r1")
    tabled, _ = read_tables(source, sections, identity, "r1")
    return merge((*told, *tabled))


def value(path: Path, item: str, scope: Scope | None = ALL, basis: Basis = Basis.FINAL, measure: Measure = Measure.AMOUNT) -> Decimal:
    """The one value of a slot in the report's own year."""
    year = identify(read(path)).year
    found = {
        fact.quantity.number
        for fact in facts_of(path)
        if (fact.item, fact.scope, fact.basis, fact.measure, fact.year) == (item, scope, basis, measure, year) and fact.against is None
    }
    assert len(found) == 1, (path.name, item, scope, found)
    return found.pop()


def invented() -> tuple[Path, ...]:
    return tuple(path for path in paths() if "虚构示例" in path.name)


def test_four_reports_of_three_organisations() -> None:
    identities = [identify(read(path)) for path in paths()]
    assert len(identities) == 4
    assert {(identity.org, identity.year) for identity in identities} == {
        ("益阳市赫山区人力资源和社会保障局", 2020),
        ("株洲市芦淞区人力资源和社会保障局", 2019),
        ("虹溪市青岚区教育局", 2021),
        ("虹溪市青岚区教育局", 2022),
    }


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem[:12])
def test_each_is_marked_at_its_top_and_long_enough(path: Path) -> None:
    text = read(path).text
    assert re.search("改写示例|虚构示例", text[:200])
    assert len(re.sub(r"\s", "", text)) >= 2500


@pytest.mark.parametrize("path", invented(), ids=lambda path: path.stem[:12])
def test_invented_figures_add_up(path: Path) -> None:
    income, spent = value(path, "本年收入合计"), value(path, "本年支出合计")
    assert (
        value(path, "收入总计")
        == value(path, "支出总计")
        == income + value(path, "年初结转和结余")
        == spent + value(path, "年末结转和结余")
    )
    assert income == value(path, "财政拨款收入", FISCAL) + value(path, "事业收入") + value(path, "其他收入")
    assert spent == value(path, "基本支出") + value(path, "项目支出")
    classes = ("教育支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出")
    general = value(path, "一般公共预算财政拨款支出", GENERAL)
    assert general == sum(value(path, name, GENERAL) for name in classes)
    assert value(path, "基本支出", GENERAL) == value(path, "人员经费", GENERAL) + value(path, "公用经费", GENERAL)
    three = value(path, "“三公”经费", GENERAL)
    assert three == value(path, "公务接待费", GENERAL) + value(path, "公务用车购置及运行维护费", GENERAL)
    subjects = {fact.item: fact.quantity.number for fact in facts_of(path) if fact.scope is GENERAL and fact.item.count("/") == 2}
    assert len([name for name in subjects if "·" not in name]) == 14


def test_the_invented_years_join() -> None:
    first, second = invented()
    assert value(first, "年末结转和结余") == value(second, "年初结转和结余")
    changes = [fact for fact in facts_of(second) if fact.item == "本年收入合计" and fact.measure is Measure.CHANGE]
    assert [fact.quantity.number for fact in changes] == [value(second, "本年收入合计") - value(first, "本年收入合计")]


def test_the_retold_report_keeps_the_two_figures_of_the_original() -> None:
    path = next(path for path in paths() if path.name.startswith("赫山"))
    three = {(str(fact.quantity), fact.scope) for fact in facts_of(path) if fact.item == "“三公”经费" and fact.basis is Basis.FINAL}
    assert {("4.46万元", GENERAL), ("11.01万元", None)} <= three


def test_the_retold_report_keeps_the_slip_of_the_unit() -> None:
    path = next(path for path in paths() if path.name.startswith("芦淞"))
    contracts = {
        fact.item: str(fact.quantity) for fact in facts_of(path) if fact.item.startswith("授予") and fact.measure is Measure.AMOUNT
    }
    assert contracts == {"授予中小企业合同金额": "214.12元", "授予小微企业合同金额": "214.12万元"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development reports are not here")
@pytest.mark.parametrize("district", ["赫山", "芦淞"])
def test_no_sentence_of_an_original_is_copied(district: str) -> None:
    def squeeze(text: str) -> str:
        return re.sub(r"[\s*#]", "", text).replace("(", "（").replace(")", "）")

    sample = next(path for path in paths() if path.name.startswith(district)).read_text("utf-8")
    original = squeeze(next(SHARED.glob(f"{district}*.txt")).read_text("utf-8"))
    heading = re.compile(r"(?:情况|说明|报告|概况|决算表|保障局|总体)$")
    sentences = (squeeze(part) for line in sample.split("\n") for part in re.split("[。；]", line))
    copied = [sentence for sentence in sentences if len(sentence) >= 14 and sentence in original and not heading.search(sentence)]
    assert not copied
