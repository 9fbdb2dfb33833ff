"""The same statement in many printings gives the same figures."""
# ruff: noqa: E501 (sentences stay whole)

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.facts import read_facts
from index.records import Identity, ReportKind, ReportLevel, Section, Source

IDENTITY = Identity(
    org="临河市东岭区水务局", region="临河市东岭区", year=2021, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=""
)

SENTENCES = {
    "totals": (
        "",
        "2021年度收入总计5321.40万元，与2020年相比，增加321.40万元，增长6.43%，主要原因是新增河道整治项目资金。",
    ),
    "income": (
        "二、收入决算情况说明",
        "本年收入合计4821.40万元，其中：财政拨款收入4321.40万元，占89.63%；事业收入300.00万元，占6.22%；其他收入200.00万元，占4.15%。",
    ),
    "function": (
        "五、一般公共预算财政拨款支出决算情况说明",
        "农林水支出（类）水利（款）行政运行（项）。年初预算为1280.50万元，支出决算为1310.75万元，完成年初预算的102.36%。",
    ),
    "three": (
        "七、一般公共预算财政拨款“三公”经费支出决算情况说明",
        "公务接待费支出预算为12.00万元，支出决算为8.25万元，完成预算的68.75%，与上年相比减少1.75万元，下降17.50%。",
    ),
    "running": (
        "十、机关运行经费",
        "本部门2021年度机关运行经费支出218.66万元，比2020年减少11.34万元，降低4.93%。",
    ),
    "purchase": (
        "十一、政府采购支出情况",
        "2021年度政府采购支出总额945.30万元，其中：政府采购货物支出120.30万元、政府采购工程支出700.00万元、政府采购服务支出125.00万元。",
    ),
    "cars": (
        "十二、国有资产占用情况",
        "截至2021年12月31日，本部门共有车辆14辆，其中，应急保障用车6辆、执法执勤用车8辆；单位价值50万元以上通用设备3台（套）。",
    ),
    "open": ("", "全年完成河道清淤126公里，办理取水许可证38件，追缴水资源费2150000元，群众满意度96.5%。"),
}  # fmt: skip

Slots = list[tuple[object, ...]]


def slots(text: str, heading: str) -> Slots:
    source = Source(file="", sha256="", format="txt", text=text)
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    facts, _ = read_facts(source, sections, IDENTITY, "r")
    return [
        (f.item, f.year, f.basis, f.scope, f.measure, f.against, f.whole, f.quantity.in_base.normalize(), f.quantity.unit.base)
        for f in facts
    ]


def every(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, replacement, text)


def scaled(power: int, unit: str) -> Callable[[str], str]:
    """Print money in another unit, exactly."""

    def change(found: re.Match[str]) -> str:
        return f"{Decimal(found[1]).scaleb(power).normalize():f}{unit}"

    return every(r"([\d.]+)万元(?!以上)", change)


def wrapped(width: int) -> Callable[[str], str]:
    """Break lines at *width*, inside words and numbers too, but never before a decimal point."""
    return every(rf"(.{{{width - 1}}}(?:.(?![.])|..))(?=.)", r"\1\n")


def thousands(found: re.Match[str]) -> str:
    return f"{int(found[1]):,}.{found[2]}"


FULL_WIDTH = str.maketrans("0123456789.%()", "０１２３４５６７８９．％（）")

TRANSFORMATIONS: dict[str, Callable[[str], str]] = {
    "blank before the unit": every(r"(?<=\d)(?=[万元%辆台公件])", " "),
    "blank line before the unit": every(r"(?<=\d)(?=万元)", "\n\n"),
    "break inside 万元": every("万元", "万\n元"),
    "blanks around numbers": every(r"(?<=[一-龥])(?=\d)", "  "),
    "no-break blanks": every(r"(?<=\d)(?=[万元%])", "\u00a0"),
    "ideographic blanks after commas": every("，", "，\u3000"),
    "break after commas": every("，", "，\n"),
    "break after semicolons": every("；", "；\n"),
    "full-width digits": lambda text: text.translate(FULL_WIDTH),
    "full-width percent": every("%", "％"),
    "thousands separators": every(r"(?<![\d.])(\d{4,})\.(\d+)(?=万元)", thousands),
    "ASCII commas": every("，", ","),
    "ASCII brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "ASCII colons and semicolons": lambda text: text.replace("：", ":").replace("；", ";"),
    "zero-width characters": every(r"(?<=万)(?=元)", "\u200b"),
    "bold numbers": every(r"(\d[\d.]*)(?=万元)", r"**\1**"),
    "units in 元": scaled(4, "元"),
    "units in 亿元": scaled(-4, "亿元"),
    "较 for 与…相比": every(r"与(2020年|上年)相比，?", r"较\1"),
    "比 for 与…相比": every(r"与(2020年|上年)相比，?", r"比\1"),
    "同 for 与": every(r"与(2020年|上年)相比，?", r"同\1相比，"),
    "上年 for 2020年": every("2020年", "上年"),
    "上年度 for 上年": every(r"上年(?!度)", "上年度"),
    "上升 for 增长": lambda text: text.replace("增长", "上升").replace("增加", "提高"),
    "了 after the verb": every(r"(增加|减少|增长|下降|降低)(?=\d)", r"\1了"),
    "同比": every(r"，(增长|下降|降低)(?=\d)", r"，同比\1"),
    "增幅 and 降幅": lambda text: text.replace("，增长", "，增幅为").replace("，下降", "，降幅为").replace("，降低", "，降幅为"),
    "decimals dropped where zero": every(r"(\d+)\.00(?=万元)", r"\1"),
    "支出决算数为": lambda text: text.replace("支出决算为", "支出决算数为"),
    "决算数为": lambda text: text.replace("支出决算为", "决算数为"),
    "实际支出": lambda text: text.replace("支出决算为", "实际支出"),
    "决算支出": lambda text: text.replace("支出决算为", "决算支出"),
    "年初预算数": lambda text: text.replace("年初预算为", "年初预算数为").replace("支出预算为", "支出预算数为"),
    "年初预算 without 为": lambda text: text.replace("年初预算为", "年初预算"),
    "完成 without 的": lambda text: text.replace("年初预算的", "年初预算").replace("完成预算的", "完成预算"),
    "完成率": lambda text: text.replace("完成年初预算的", "预算完成率为").replace("完成预算的", "预算完成率"),
    "占比": every(r"占(?=\d)", "占比"),
    "占比为": every(r"占(?=\d)", "占比为"),
    "为 before the value": every(r"(收入合计|政府采购支出总额|机关运行经费支出)(?=\d)", r"\1为"),
    "共计 before the value": every(r"(收入合计|政府采购支出总额|机关运行经费支出)(?=\d)", r"\1共计"),
    "a list number before it": lambda text: f"1.{text}" if not text[0].isdigit() else f"1、{text}",
    "a bracketed number before it": lambda text: f"（一）{text}",
    "the organisation before it": lambda text: text if text.startswith(("截至", "农林水")) else f"临河市东岭区水务局{text.removeprefix('本部门')}",
    "its own office before it": lambda text: text if text.startswith(("截至", "农林水", "本部门", "全年")) else f"本单位{text}",
    "quotes around the path": every(r"^农林水支出（类）水利（款）行政运行（项）", "“农林水支出（类）水利（款）行政运行（项）”"),
    "codes in the path": every(r"^农林水支出（类）水利（款）行政运行（项）", "213农林水支出（类）03水利（款）01行政运行（项）"),
    "a list number glued to the code": every(r"^农林水支出（类）水利（款）行政运行（项）", "3.213农林水支出（类）03水利（款）01行政运行（项）"),
    "codes in the brackets": every(r"^农林水支出（类）水利（款）行政运行（项）", "农林水支出（213类）水利（03款）行政运行（01项）"),
    "dashes in the path": every(r"^农林水支出（类）水利（款）行政运行（项）", "农林水支出—水利—行政运行"),
    "the code alone": every(r"^农林水支出（类）水利（款）行政运行（项）", "2130301行政运行"),
    "a break behind the path": every(r"（项）。", "（项）。\n\n"),
    "final before budget": every(r"(年初预算为[\d.]+万元)，(支出决算为[\d.]+万元)", r"\2，\1"),
    "另起 for the reason": lambda text: text.replace("，主要原因是", "。主要原因是"),
    "其中 with a comma": lambda text: text.replace("其中：", "其中，"),
    "其中 after a full stop": lambda text: text.replace("万元，其中：", "万元。其中："),
    "semicolons for 、": lambda text: text.replace("万元、", "万元；").replace("辆、", "辆；"),
    "commas for semicolons": lambda text: text.replace("%；", "%，"),
    "年 for 年度": lambda text: text.replace("年度", "年"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("transformation", TRANSFORMATIONS)
def test_a_printing_changes_no_figure(sentence: str, transformation: str) -> None:
    heading, text = SENTENCES[sentence]
    plain = slots(text, heading)
    assert plain
    assert sorted(map(str, slots(TRANSFORMATIONS[transformation](text), heading))) == sorted(map(str, plain))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("totals", [("收入总计", "5321.4"), ("收入总计", "321.4"), ("收入总计", "6.43")]),
        ("running", [("机关运行经费", "218.66"), ("机关运行经费", "-11.34"), ("机关运行经费", "-4.93")]),
        ("open", [("河道清淤", "126"), ("办理取水许可证", "38"), ("追缴水资源费", "2150000"), ("群众满意度", "96.5")]),
    ],
)
def test_the_plain_printing_is_read_right(sentence: str, expected: list[tuple[str, str]]) -> None:
    heading, text = SENTENCES[sentence]
    source = Source(file="", sha256="", format="txt", text=text)
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    facts, _ = read_facts(source, sections, IDENTITY, "r")
    found = [(f.item.removeprefix("完成"), f"{f.quantity.number.normalize():f}") for f in facts]
    assert found == expected


PAGE = tuple(text for _, text in SENTENCES.values()) * 2


@pytest.mark.parametrize("width", range(24, 44, 3))
@pytest.mark.parametrize("indent", ["", "  ", "\u3000\u3000"])
def test_a_wrapped_page_reads_as_an_unwrapped_one(width: int, indent: str) -> None:
    page = "\n".join(wrapped(width)(indent + text) for text in PAGE)
    assert slots(page, "") == slots("\n".join(PAGE), "")


@pytest.mark.parametrize("number", ["\n- 7 -\n", "\n\n12\n\n", "\n第3页 共9页\n"])
def test_a_page_number_inside_a_sentence_changes_nothing(number: str) -> None:
    page = "\n".join(wrapped(30)(text) for text in PAGE)
    lines = page.split("\n")
    middle = next(place for place in range(8, len(lines)) if len(lines[place]) >= 30 and lines[place][-1] not in "0123456789.，。；、")
    numbered = "\n".join(lines[: middle + 1]) + number + "\n".join(lines[middle + 1 :])
    assert slots(numbered, "") == slots("\n".join(PAGE), "")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SENTENCES)), st.lists(st.sampled_from(sorted(TRANSFORMATIONS)), min_size=2, max_size=3, unique=True))
def test_printings_combine(sentence: str, names: list[str]) -> None:
    """Transformations of what is printed combine; those of wording are tried one at a time above."""
    printings = {"full-width percent", "ASCII commas", "ASCII brackets", "thousands separators", "bold numbers",
                 "blank before the unit", "break after commas", "zero-width characters", "no-break blanks", "full-width digits"}  # fmt: skip
    heading, text = SENTENCES[sentence]
    changed = text
    for name in names:
        changed = TRANSFORMATIONS[name](changed) if name in printings else changed
    assert sorted(map(str, slots(changed, heading))) == sorted(map(str, slots(text, heading)))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(SENTENCES)), st.data())
def test_a_blank_anywhere_beside_a_number_changes_nothing(sentence: str, data: st.DataObject) -> None:
    heading, text = SENTENCES[sentence]
    places = [found.start() for found in re.finditer(r"(?<=[一-龥])(?=\d)|(?<=\d)(?=[一-龥])", text)]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    spaced = "".join((" " if at in chosen else "") + character for at, character in enumerate(text))
    assert slots(spaced, heading) == slots(text, heading)
