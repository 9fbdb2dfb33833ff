"""The glossary's data hold together, and labels find their items in every printed shape."""

import subprocess
import sys

import pytest

from index.glossary import ITEMS, by_code, find, functional, item, longest_match, namesakes
from index.glossary.labels import compact
from index.glossary.store import glossary


def test_names_and_codes_are_unique() -> None:
    assert len({each.name for each in ITEMS}) == len(ITEMS)
    codes = [each.code for each in ITEMS if each.code]
    assert len(set(codes)) == len(codes)


def test_parts_and_wholes_are_items() -> None:
    names = {each.name for each in ITEMS}
    assert {part for each in ITEMS for part in each.parts} <= names
    assert {each.whole for each in ITEMS if each.whole} <= names


def test_there_are_enough_items_of_every_kind() -> None:
    groups = [each.group for each in ITEMS]
    assert sum(group not in ("功能分类", "经济分类") for group in groups) >= 100
    assert groups.count("经济分类") >= 80
    assert groups.count("功能分类") >= 1000


def test_no_printed_label_of_a_term_names_two_terms() -> None:
    for label, items in glossary().labels.items():
        terms = [each.name for each in items if each.group not in ("功能分类", "经济分类")]
        assert len(terms) <= 1, (label, terms)


def test_every_item_is_found_by_its_own_name() -> None:
    for each in ITEMS:
        assert each in namesakes(each.name), each.name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("“三公”经费", "“三公”经费"),
        ('"三公"经费支出', "“三公”经费"),
        ("三公经费", "“三公”经费"),
        ("「三公」经费", "“三公”经费"),
        ("‘三公’经费", "“三公”经费"),
        ("因公出国(境)费", "因公出国（境）费"),
        ("因公出国（境）费用", "因公出国（境）费"),
        ("因公出国 （境） 费 支出", "因公出国（境）费"),
        ("1.因公出国（境）费", "因公出国（境）费"),
        ("公务用车购置费及运行维护费", "公务用车购置及运行维护费"),
        ("公务用车购置及运行费", "公务用车购置及运行维护费"),
        ("公务用车购置和运行维护费", "公务用车购置及运行维护费"),
        ("（三）公务接待费：", "公务接待费"),
        ("其中：公务接待费支出", "公务接待费"),
        ("用事业基金弥补收支差额", "使用非财政拨款结余"),
        ("使用非财政拨款结余（含专用结余）", "使用非财政拨款结余"),
        ("上年结转", "年初结转和结余"),
        ("年初结转和结余", "年初结转和结余"),
        ("收入总计", "收入总计"),
        ("收、支总计", "收入总计"),
        ("一般公共预算拨款收入", "一般公共预算财政拨款收入"),
        ("一、一般公共预算财政拨款收入", "一般公共预算财政拨款收入"),
        ("一般公共预算支出", "一般公共预算财政拨款支出"),
        ("八、社会保障和就业支出", "社会保障和就业支出"),
        ("社会保障和就业（类）", "社会保障和就业支出"),
        ("教育", "教育支出"),
        ("医疗卫生与计划生育支出", "卫生健康支出"),
        ("国土海洋气象等支出", "自然资源海洋气象等支出"),
        ("对个人和家庭补助支出", "对个人和家庭的补助"),
        ("维修(护)费", "维修（护）费"),
        ("日常公用经费", "公用经费"),
        ("政府采购支出总额", "政府采购支出总额"),
        ("单位价值100万元（含）以上设备（不含车辆）", "单价100万元以上设备（不含车辆）"),
    ],
)
def test_printed_variants(label: str, name: str) -> None:
    found = find(label)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("label", ["行政运行", "一般行政管理事务", "", "城镇新增就业", "附件", "其他", "退休人员支出"])
def test_labels_that_name_no_one_item(label: str) -> None:
    assert find(label) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("吃喝", "公务接待费"),
        ("招待", "公务接待费"),
        ("公车", "公务用车购置及运行维护费"),
        ("花了多少钱", "本年支出合计"),
        ("收了多少", "本年收入合计"),
        ("剩下多少", "年末结转和结余"),
        ("出国", "因公出国（境）费"),
        ("发工资", "工资福利支出"),
        ("办公经费", "公用经费"),
        ("几辆公车", "公务用车保有量"),
        ("买车", "公务用车购置费"),
    ],
)
def test_what_people_say(said: str, name: str) -> None:
    assert [each.name for each in namesakes(said, spoken=True)][:1] == [name]
    assert find(said) is None or said == "公务用车"


def test_functional_paths_forgive_misprints_but_not_other_subjects() -> None:
    def code(*names: str) -> str | None:
        found = functional(names)
        return found.code if found else None

    upper = ("社会保障和就业支出", "人力资源和社会保障管理实务")
    assert code(*upper, "行政运行") == "2080101"
    assert code("社会保障和就业支出", "就业补助", "高进人才培养补助") == "2080712"
    assert code("农林水支出", "扶贫", "其他扶贫支出") == "2130599"
    assert code("一般公共服务", "人力资源事务", "行政运行") == "2011001"
    assert code("社会保障和就业支出", "最低生活保障", "城乡最低生活保障金支出") is None
    assert code("社会保障和就业支出", "新设事务", "行政运行") is None


def test_functional_paths_with_codes() -> None:
    found = functional(["一般公共服务支出", "人力资源事务", "其他人力资源事务支出"], ["201", "10", "99"])
    assert found is by_code("2011099")
    assert found is not None
    assert found.name == "一般公共服务支出/人力资源事务/其他人力资源事务支出"
    assert found.short == "其他人力资源事务支出"


def test_longest_match_takes_the_longest_label_and_its_exact_end() -> None:
    text = "其中“三公”经费支出预算为2万元，公务用车购置及运行维护费0万元，行政运行3万元"
    matched = longest_match(text, 2)
    assert matched is not None
    assert (matched[0].name, text[2 : matched[1]]) == ("“三公”经费", "“三公”经费支出")
    at = text.index("公务用车")
    matched = longest_match(text, at)
    assert matched is not None
    assert text[at : matched[1]] == "公务用车购置及运行维护费"
    assert longest_match(text, text.index("行政运行")) is None
    assert longest_match("公安局支出", 0) is None


def test_basis_words_and_bare_scopes_are_no_items_inside_a_sentence() -> None:
    for text in ("支出决算为141.00万元", "财政拨款安排的支出", "一般公共预算财政拨款安排", "支出5万元"):
        assert longest_match(text, 0) is None, text


def test_spoken_names_are_for_questions_only() -> None:
    assert longest_match("吃喝花了多少", 0) is None
    matched = longest_match("吃喝花了多少", 0, spoken=True)
    assert matched is not None
    assert matched[0] is item("公务接待费")


def test_functional_subjects_nest_by_code() -> None:
    for each in ITEMS:
        if each.group == "功能分类" and each.code and len(each.code) > 3:
            parent = by_code(each.code[:-2])
            assert parent is not None
            assert each.name.startswith(parent.name + "/")


def test_compact_is_idempotent() -> None:
    for each in ITEMS:
        assert compact(compact(each.name)) == compact(each.name)


def test_importing_the_glossary_reads_nothing() -> None:
    code = (
        "import index.glossary, index.glossary.store as store, sys; "
        "assert not store.glossary.cache_info().currsize; assert 'rapidfuzz' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
