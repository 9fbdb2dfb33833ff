"""The outline: the ladder of headings, chapters over two lines, the contents told apart."""

import itertools

import pytest

from index.outline import outline
from index.reading.flattened import flattened_tables
from index.records import Grid, Source


def source(text: str, grids: tuple[Grid, ...] = ()) -> Source:
    return Source(file="a.txt", sha256="", format="txt", text=text, grids=grids)


def titles(text: str) -> list[str]:
    return ["/".join(section.path) for section in outline(source(text))]


BODY = "本年收入合计100.00万元，其中：财政拨款收入100.00万元，占100%，与上年持平，没有变化，也没有其他情况需要说明。"

REPORT = f"""某某局2021年度部门决算

第一部分：
单位概况
一、部门职责
（一）负责全区有关工作的组织实施和监督检查，按规定承担其他任务。
（二）完成交办的其他任务。
二、机构设置
（一）内设机构设置。本局设办公室、财务股。
第三部分
2021年度部门决算情况说明
一、收入决算情况说明
{BODY}
二、一般公共预算财政拨款支出决算情况说明
（一）总体情况
{BODY}
1.201一般公共服务支出（类）10人力资源事务（款）99其他支出（项）
年初预算为0万元。
（二）结构情况。
{BODY}
第四部分 名词解释
一、财政拨款收入：指单位从同级财政部门取得的资金。
"""


def test_the_ladder_becomes_a_tree() -> None:
    assert titles(REPORT) == [
        "第一部分 单位概况",
        "第一部分 单位概况/一、部门职责",
        "第一部分 单位概况/二、机构设置",
        "第一部分 单位概况/二、机构设置/（一）内设机构设置",
        "第三部分 2021年度部门决算情况说明",
        "第三部分 2021年度部门决算情况说明/一、收入决算情况说明",
        "第三部分 2021年度部门决算情况说明/二、一般公共预算财政拨款支出决算情况说明",
        "第三部分 2021年度部门决算情况说明/二、一般公共预算财政拨款支出决算情况说明/（一）总体情况",
        "第三部分 2021年度部门决算情况说明/二、一般公共预算财政拨款支出决算情况说明/（二）结构情况",
        "第四部分 名词解释",
    ]


def test_sections_follow_one_another_and_hold_their_titles() -> None:
    sections = outline(source(REPORT))
    assert all(before.end == after.start for before, after in itertools.pairwise(sections))
    assert sections[-1].end == len(REPORT)
    assert REPORT[sections[0].start : sections[0].title_end] == "第一部分：\n单位概况"
    assert REPORT[sections[5].title_end : sections[5].end].strip() == BODY


CONTENTS = """目 录
第一部分 单位概况…………1
一、部门职责…………1
二、机构设置…………2
第三部分 2021年度部门决算情况说明…………3
一、收入决算情况说明…………3
第四部分 名词解释…………4
"""


@pytest.mark.parametrize("contents", [CONTENTS, CONTENTS.replace("…………", "\t"), CONTENTS.replace("目 录\n", "")])
def test_the_contents_are_one_section_and_no_headings(contents: str) -> None:
    plain = titles(REPORT)
    assert titles(contents + REPORT.partition("\n")[2]) == ["目录", *plain]


def test_contents_that_the_text_does_not_repeat_end_where_text_starts() -> None:
    text = "目录\n一、主要职能\n二、机构设置\n三、名词解释\n某某局主要职能\n" + BODY + "\n某某局机构设置\n" + BODY
    assert titles(text) == ["目录", "某某局主要职能", "某某局机构设置"]


def test_markdown_and_bullets_do_not_hide_a_heading() -> None:
    assert titles(f"## **第一部分 概况**\n- 一、部门职责\n{BODY}") == ["第一部分 概况", "第一部分 概况/一、部门职责"]


def test_lines_of_a_table_are_no_headings() -> None:
    text = f"一、收入情况\n{BODY}\n项目\t金额\n二、事业收入\t3.00\n三、其他收入\t4.00\n"
    assert [section.path for section in outline(source(text, flattened_tables(text)))] == [("一、收入情况",)]


@pytest.mark.parametrize("line", ["2.5万元用于办公", "一、负责组织协调；", "（一）全年支出12.00万元", "3、某某中心"])
def test_a_sentence_or_an_item_is_no_heading(line: str) -> None:
    assert titles(f"第一部分 概况\n{line}\n{BODY}") == ["第一部分 概况"]
