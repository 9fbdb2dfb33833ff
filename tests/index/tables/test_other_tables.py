"""Tables of no public form: known by their headings, kept apart where a cell is no figure, or left unread."""

from pathlib import Path

from index.outline import outline
from index.reading import read
from index.records import Against, Basis, Measure, Scope
from index.tables import read_tables
from tests.index.tables.webpage import FINAL, GENERAL, SPENT, THREE_WIDE, TOTALS, Rows, figures, tables


def test_years_bases_and_rates_by_heading(tmp_path: Path) -> None:
    rows: Rows = [
        ["功能分类科目编码", "科目名称", "上年决算数", "年初预算数", "全年预算数", "决算数", "完成预算%", "比上年增减%"],
        ["205", "教育支出", "900.00", "1,000.00", "1,100.00", "1,045.00", "95.00", "16.11%"],
    ]
    facts, left = tables(tmp_path, ("支出决算表\n金额单位：万元", rows))
    found = {(fact.year, fact.basis, fact.measure): str(fact.quantity) for fact in facts}
    assert found == {
        (2020, Basis.FINAL, Measure.AMOUNT): "900.00万元",
        (2021, Basis.BUDGET, Measure.AMOUNT): "1000.00万元",
        (2021, Basis.ADJUSTED_BUDGET, Measure.AMOUNT): "1100.00万元",
        (2021, Basis.FINAL, Measure.AMOUNT): "1045.00万元",
        (2021, Basis.FINAL, Measure.COMPLETION_RATE): "95.00%",
        (2021, Basis.FINAL, Measure.CHANGE_RATE): "16.11%",
    }
    assert not left


def test_a_rate_set_against_the_budget_is_no_growth(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目", "上年决算数", "预算数", "决算数", "比预算增减%"],
        ["公务接待费", "16.00", "32.00", "9.60", "-70.00"],
    ]
    facts, _ = tables(tmp_path, ("“三公”经费支出情况表\n单位：万元", rows))
    (rate,) = (fact for fact in facts if fact.measure is Measure.CHANGE_RATE)
    assert rate.against is Against.BUDGET


def test_a_table_without_a_title_is_known_by_its_headings(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("金额单位：万元", THREE_WIDE))
    assert {fact.item for fact in facts} >= {"“三公”经费", "公务接待费"}


def test_headings_repeated_on_the_next_page_are_no_rows(tmp_path: Path) -> None:
    facts, left = tables(
        tmp_path, ("一般公共预算财政拨款支出决算表\n单位：万元", [*GENERAL, *GENERAL[:3], ["221", "住房保障支出", "9.00", "9.00", ""]])
    )
    assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET)["住房保障支出"] == "9.00万元"
    assert not left


def test_without_a_unit_nothing_is_read(tmp_path: Path) -> None:
    facts, left = tables(tmp_path, ("一般公共预算财政拨款支出决算表", GENERAL))
    assert facts == ()
    assert {each.reason for each in left} == {"no_unit"}


def test_a_unit_said_once_for_all_amounts_is_that_of_every_table(tmp_path: Path) -> None:
    rows: Rows = [
        ["科目", "年初预算数", "决算数"],
        ["农业农村—行政运行", "1,800,000.00", "2,164,500.00"],
        ["住房公积金", "250,000.00", "265,118.00"],
    ]
    said = ("（金额单位一律为元）\n" + "五、一般公共预算财政拨款支出情况\n" + "各项完成情况如下。" * 60, rows)
    facts, left = tables(tmp_path, said)
    assert {str(fact.quantity) for fact in facts} == {"1800000.00元", "2164500.00元", "250000.00元", "265118.00元"}
    assert not left


def test_a_unit_said_of_one_figure_is_no_table_s(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("补助标准以万元为单位计算。金额单位见各表。\n一般公共预算财政拨款支出决算表", GENERAL))
    assert facts == ()


def test_damaged_cells_are_left_unread(tmp_path: Path) -> None:
    rows: Rows = [*GENERAL[:4], ["205", "教育支出", "1,190.00 894.00", ",867.48", "296.00"]]
    facts, left = tables(tmp_path, ("一般公共预算财政拨款支出决算表\n单位：万元", rows))
    assert {fact.item for fact in facts if fact.code == "205"} == {"教育支出·项目支出"}
    assert [each.reason for each in left] == ["damaged", "damaged"]


def test_the_blank_template_gives_no_figure(tmp_path: Path) -> None:
    blank = [[text if not any(digit.isdigit() for digit in text.partition("|")[0]) else "" for text in row] for row in TOTALS]
    facts, left = tables(tmp_path, ("收入支出决算总表\n单位：万元", blank), ("支出决算表\n单位：万元", SPENT[:4]))
    assert (facts, left) == ((), ())


SCORES: Rows = [
    ["一级指标", "二级指标", "三级指标", "分值", "自评分", "指标说明"],
    ["投入（20分）", "目标设定", "绩效目标合理性（2分）", "2", "2", "评价要点：①是否符合"],
    ["过程", "预算管理", "管理制度健全性", "2", "2", "50万元以上"],
    ["", "资产管理", "管理制度健全性", "2", "1.5", "100分"],
    ["总分", "", "", "100", "98", ""],
]


def test_score_tables(tmp_path: Path) -> None:
    facts, _ = tables(tmp_path, ("2021年度部门整体支出绩效自评指标计分表", SCORES))
    assert {fact.item: str(fact.quantity) for fact in facts} == {
        "绩效目标合理性": "2分",
        "预算管理·管理制度健全性": "2分",
        "资产管理·管理制度健全性": "1.5分",
        "绩效自评得分": "98分",
    }
    assert {fact.measure for fact in facts} == {Measure.SCORE}


def test_forms_of_one_project_are_left_alone(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "校舍维修", "", "", ""],
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "分值"],
        ["年度资金总额", "100", "120", "110", "10"],
        ["当年财政拨款", "100", "120", "110", "—"],
    ]
    facts, left = tables(tmp_path, ("项目支出绩效自评表\n单位：万元", rows))
    assert facts == ()
    assert {each.reason for each in left} == {"form"}


def test_other_tables_keep_their_own_labels(tmp_path: Path) -> None:
    rows: Rows = [["学校", "在校学生（人）", "教师（人）"], ["第一小学", "1200", "66"], ["第二小学", "800", "45"]]
    facts, _ = tables(tmp_path, ("学校情况表", rows))
    assert {fact.item: (str(fact.quantity), fact.known) for fact in facts} == {
        "第一小学·在校学生": ("1200人", False),
        "第一小学·教师": ("66人", False),
        "第二小学·在校学生": ("800人", False),
        "第二小学·教师": ("45人", False),
    }


def test_running_numbers_of_a_list_are_no_figures(tmp_path: Path) -> None:
    rows: Rows = [["序号", "单位名称", "备注"], ["1", "局本级", ""], ["2", "第一小学", ""]]
    assert tables(tmp_path, ("决算单位构成", rows)) == ((), ())


def test_assets_in_one_row(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目", "资产总额", "流动资产", "固定资产", "车辆（辆）"],
        ["合计", "3,200.00", "1,100.00", "2,100.00", "12"],
    ]
    facts, _ = tables(tmp_path, ("国有资产占用情况表\n金额单位：万元", rows))
    assert {fact.item: (str(fact.quantity), fact.known) for fact in facts} == {
        "资产总额": ("3200.00万元", True),
        "流动资产": ("1100.00万元", True),
        "固定资产": ("2100.00万元", True),
        "车辆": ("12辆", True),
    }


def test_a_table_of_subjects_is_named_by_its_caption_or_by_the_heading_above_it(tmp_path: Path) -> None:
    rows = [
        ["科目", "年初预算（万元）", "决算（万元）"],
        ["教育支出", "90.00", "80.00"],
        ["住房保障支出", "9.00", "9.00"],
        ["合计", "99.00", "89.00"],
    ]
    headed, _ = tables(tmp_path, ("四、一般公共预算支出\n支出决算为89.00万元。", rows))
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    captioned = tmp_path / "captioned.html"
    captioned.write_text(
        f"<html><body><p>{FINAL.title}</p><table><caption>一般公共预算支出表</caption>{body}</table></body></html>", "utf-8"
    )
    source = read(captioned)
    for facts in (headed, read_tables(source, outline(source), FINAL, "r1")[0]):
        assert figures(facts, Scope.GENERAL_PUBLIC_BUDGET) == {
            "教育支出": "80.00万元",
            "住房保障支出": "9.00万元",
            "一般公共预算财政拨款支出": "89.00万元",
        }


def test_a_unit_over_some_columns_is_that_of_all(tmp_path: Path) -> None:
    rows = [
        ["科目编码", "科目名称", "2020年执行数（万元）", "2021年预算数（万元）", "增减额"],
        ["2050202", "小学教育", "420.00", "300.00", "-120.00"],
        ["2210201", "住房公积金", "190.00", "187.00", "-3.00"],
    ]
    facts, left = tables(tmp_path, ("三、一般公共预算拨款支出预算情况", rows))
    assert left == ()
    assert [str(fact.quantity) for fact in facts if fact.measure is Measure.CHANGE] == ["-120.00万元", "-3.00万元"]


def test_columns_of_years_are_of_those_years(tmp_path: Path) -> None:
    rows: Rows = [
        ["指标", "2019年", "2020年", "2021年"],
        ["本年支出", "880.44", "911.62", "896.80"],
        ["造林面积（亩）", "1200", "1300", "1350"],
    ]
    facts, left = tables(tmp_path, ("近三年对比。单位：万元", rows))
    found = {(fact.item, fact.year): str(fact.quantity) for fact in facts}
    assert found == {
        ("本年支出合计", 2019): "880.44万元",
        ("本年支出合计", 2020): "911.62万元",
        ("本年支出合计", 2021): "896.80万元",
        ("造林面积", 2019): "1200亩",
        ("造林面积", 2020): "1300亩",
        ("造林面积", 2021): "1350亩",
    }
    assert not left


def test_rows_of_years_are_of_those_years(tmp_path: Path) -> None:
    rows: Rows = [["年度", "本年收入", "“三公”经费"], ["2020年", "986.15", "13.42"], ["2021年", "978.92", "11.86"]]
    facts, _ = tables(tmp_path, ("收支变化情况\n单位：万元", rows))
    assert {(fact.item, fact.year): str(fact.quantity) for fact in facts} == {
        ("本年收入合计", 2020): "986.15万元",
        ("“三公”经费", 2020): "13.42万元",
        ("本年收入合计", 2021): "978.92万元",
        ("“三公”经费", 2021): "11.86万元",
    }
