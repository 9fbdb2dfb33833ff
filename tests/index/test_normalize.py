"""The view: what patterns see, and the way back to the characters that stand in the report."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize import view


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("支出 180.15\n\n万元，占 21.53%。", "支出180.15万元，占21.53%。"),  # a figure parted from its unit
        ("支出决算为 1 万\n\n元，完成年初预算的 100%", "支出决算为1万元，完成年初预算的100%"),
        ("占２１．５３％，１．成立小组", "占21.53%，1.成立小组"),  # full width
        ("4,599.28万元", "4,599.28万元"),  # thousands separators stay
        ("**2019** 年度", "2019年度"),  # markdown
        ("支\u200b出\ufeff合计", "支出合计"),  # zero width
        ("减少\u2002−3.5\u00a0万元", "减少-3.5万元"),
        ("区人カ资源社会保障局", "区人力资源社会保障局"),  # a katakana that looks like 力
        ("⻔诊和⻋辆，⻅习", "门诊和车辆，见习"),  # radicals of a PDF's text layer
        ("开展 GIS map 工作", "开展GIS map工作"),
        ("一、概况\t3", "一、概况\t3"),
        ("①项目②项目", "①项目②项目"),
        ("其他收入\n基本支出", "其他收入\n基本支出"),  # two short lines are two
        ("（项）。\n年初预算为0万元", "（项）。\n年初预算为0万元"),
        ("主要是\n，其中", "主要是，其中"),  # no line starts with a comma
        ("第一部分 概况 PAGEREF _Toc12345 \\h 3", "第一部分概况3"),
        ("合计58\n人员经费合计", "合计58\n人员经费合计"),  # 58 is a row's number, not 58人
        ("支出决算为8\n.25万元", "支出决算为8.25万元"),
    ],
)
def test_what_patterns_see(text: str, seen: str) -> None:
    assert view(text).text == seen


SENTENCE = (
    "本年收入合计4711.41万元，其中：一般公共预算财政拨款收入3759.26万元，占79.79%；其他收入952.15万元，占20.21%，"
    "比上年增加2826.15万元，增长149.91%。"
)


@pytest.mark.parametrize("width", [17, 20, 26, 33, 41])
@pytest.mark.parametrize("page", ["", "\n- 3 -", "\n12", "\n第 3 页"])
def test_a_wrapped_text_reads_like_the_unwrapped(width: int, page: str) -> None:
    paragraphs = [f"{number}、{SENTENCE}" for number in ("一", "二", "三", "四", "五")]
    lines = [paragraph[at : at + width] for paragraph in paragraphs for at in range(0, len(paragraph), width)]
    text = "\n".join(lines[:2]) + page + "\n" + "\n".join(lines[2:])
    assert [line for line in view(text).text.split("\n") if line] == paragraphs


def test_a_list_of_short_lines_is_not_taken_for_a_wrapped_text() -> None:
    text = "\n".join(f"某某区第{number}事业服务管理中心" for number in "一二三四五六七八九十")
    assert view(text).text == text


@given(st.text(alphabet="支出 12.3万元\n\t，。%*\u3000\u200bカ２ＡBc-（）", max_size=60))
def test_every_character_seen_has_its_place_in_the_text(text: str) -> None:
    seen = view(text)
    edge = 0
    for position in range(len(seen.text)):
        start, end = seen.span(position, position + 1)
        assert edge <= start < end <= len(text)
        edge = start
        assert seen.position(start) <= position
        if seen.text[position].isalnum() and text[start:end].isascii():
            assert text[start:end] == seen.text[position]


def test_spans_lead_back_to_the_printed_characters() -> None:
    text = "支出 180.15\n\n万元，占２１％"
    seen = view(text)
    assert text[slice(*seen.span(seen.text.index("180"), seen.text.index("，")))] == "180.15\n\n万元"
    assert text[slice(*seen.span(seen.text.index("21"), len(seen.text)))] == "２１％"
    assert seen.text[seen.position(text.index("２")) :] == "21%"


@pytest.mark.parametrize("unit", ["支\n", "1 \n万", "\n-", "- 1 -\n", "支\u200b", "カ", "&nbsp", "PAGEREF _Toc"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        view(unit * (length // len(unit)))
        return time.process_time() - began

    seconds(1_000)
    assert seconds(400_000) < 12 * max(seconds(100_000), 0.02)


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费\t16.52\t32.00\t9.90\t-69.06\n国内公务接待98批次、861人次。\n",
        "其他支出              1,350,000.00\n本年收入合计        86,475,113.50\n",
        "政府采购支出情况如下，其中货物支出占全部支出的比重与上年相比略有\n项目\t金额\n",
    ],
)
def test_a_row_of_a_table_goes_on_in_no_other_line(text: str) -> None:
    assert view(text).text.count("\n") == text.count("\n")
