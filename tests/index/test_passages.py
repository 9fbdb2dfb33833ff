"""Passages: whole sentences of one section, of a size that is searched well, each with its header."""

from index.outline import outline
from index.passages import cut
from index.reading.flattened import flattened_tables
from index.records import Identity, Passage, ReportKind, ReportLevel, Source

WHO = Identity(org="某某局", region="某某区", year=2021, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title="")
SENTENCES = "".join(f"第{n}项支出为{n}.{n}0万元，比上年增加{n}.00万元，主要原因是工作任务增加。" for n in range(11, 41))


def passages(text: str) -> tuple[Passage, ...]:
    source = Source(file="a.txt", sha256="", format="txt", text=text, grids=flattened_tables(text))
    return cut(source, outline(source), WHO, "r")


def test_a_passage_is_the_reports_own_text_and_ends_with_a_sentence() -> None:
    text = f"第三部分 情况说明\n一、支出决算情况说明\n{SENTENCES}\n"
    found = passages(text)
    assert all(passage.text == text[passage.start : passage.end] for passage in found)
    assert all(passage.text.endswith("。") and len(passage.text) <= 320 for passage in found)
    assert "".join(passage.text for passage in found) == SENTENCES
    assert [passage.number for passage in found] == list(range(len(found)))


def test_the_header_says_whose_and_where() -> None:
    (found,) = passages("第三部分 情况说明\n一、支出决算情况说明\n支出合计12.00万元。\n")
    assert found.header == "某某局·2021年度·部门决算·第三部分 情况说明·一、支出决算情况说明"


def test_no_passage_crosses_a_heading_and_the_contents_give_none() -> None:
    text = "目录\n一、甲情况\n二、乙情况\n第一部分 概况\n一、甲情况\n甲做甲事。\n二、乙情况\n乙做乙事。\n"
    assert [passage.text for passage in passages(text)] == ["甲做甲事。", "乙做乙事。"]


def test_a_sentence_over_a_soft_break_stays_whole() -> None:
    text = f"一、支出情况\n{'支出主要用于保障机构正常运转和完成日常工作任务' * 2}，决算为180.15\n\n万元。\n{SENTENCES}"
    assert passages(text)[0].text.splitlines()[0].endswith("180.15")
    assert "180.15\n\n万元。" in passages(text)[0].text


def test_a_table_is_cut_between_rows() -> None:
    text = "一、收支情况\n" + "".join(f"某某支出项目第{n}号\t{n}.00\t{n}.50\n" for n in range(100, 140))
    rows = [line for passage in passages(text) for line in passage.text.split("\n")]
    assert rows == [f"某某支出项目第{n}号\t{n}.00\t{n}.50" for n in range(100, 140)]
