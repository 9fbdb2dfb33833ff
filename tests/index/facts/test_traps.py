"""What misleads in real reports: the traps of ``traps.toml``, figures that are lost, and whose money a figure is."""
# ruff: noqa: E501 (sentences stay whole)

import tomllib
from pathlib import Path

import pytest

from index.facts import read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Section, Source, Unrecognised

GENERAL = "五、一般公共预算财政拨款支出决算情况说明"
THREE = "七、一般公共预算财政拨款“三公”经费支出决算情况说明"


def read(
    text: str, heading: str = "", year: int = 2021, kind: ReportKind = ReportKind.FINAL, org: str = "临河市东岭区水务局"
) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    identity = Identity(org=org, region="临河市东岭区", year=year, kind=kind, level=ReportLevel.DEPARTMENT, title="")
    source = Source(file="", sha256="", format="txt", text=text)
    sections = (Section((heading,), 1, 0, len(text), 0),) if heading else ()
    return read_facts(source, sections, identity, "r")


def written(fact: Fact) -> str:
    behind = fact.against.value if fact.against else f"of {fact.whole}" if fact.whole else ""
    parts = [fact.item, str(fact.year), str(fact.quantity), fact.basis.value, fact.measure.value, behind]
    return "|".join(part for part in parts if part)


HEADINGS = {"general": GENERAL, "three": THREE}
CASES = tomllib.loads(Path(__file__).with_name("traps.toml").read_text("utf-8"))


@pytest.mark.parametrize("trap", CASES)
def test_trap(trap: str) -> None:
    case = CASES[trap]
    heading = case.get("heading", "")
    facts, _ = read(case["text"], HEADINGS.get(heading, heading))
    assert [written(fact) for fact in facts] == case["figures"]


LOST = {
    "a digit lost": ("本年收入合计,867.48万元。", [(",867.48万元", "damaged")]),
    "a stray dot": ("本年收入合计529.42.万元。", [("529.42.万元", "damaged")]),
    "a template left in": ("基本支出XX万元，占本年支出合计的XX%。", [("XX万元", "template_residue"), ("XX%", "template_residue")]),
    "a template's choice": ("决算数大于（小于）年初预算数。", [("大于（小于）", "template_residue")]),
    "a choice before a rate": ("公务接待费支出下降（增长）27.78%。", [("下降（增长）27.78%", "template_residue")]),
    "no number": ("会议费支出为万元，增长%。", [("会议费支出为万元", "missing_number"), ("增长%", "missing_number")]),
    "no count": ("今年新增参保单位家，", [("新增参保单位家", "missing_number")]),
    "dashes for a rate": ("完成预算的--%。", [("完成预算的--%", "missing_number")]),
    "a rate without its sign": ("财政拨款支出增长13.95。", [("13.95", "no_unit")]),
    "names and values do not pair": ("三项收入分别达7.2亿元、2.1亿元。", [("7.2亿元", "list_mismatch"), ("2.1亿元", "list_mismatch")]),
    "a value before its label": ("4.46万元为公务接待费支出决算。", [("4.46万元", "no_label")]),
    "a range": ("每户补助5-8万元。", [("5-8万元", "range")]),
    "several years": ("2019-2021年累计投入300万元。", [("300万元", "several_years")]),
    "a label torn away": ("因公出国（境）费60万元，严控290.5万元，比上年减少26.7万元。", [("290.5万元", "no_label"), ("26.7万元", "no_label")]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("org", "text", "item"),
    [
        ("川泽市科学技术协会", "市科协2021年“三公”经费财政拨款预算数14.50万元", "“三公”经费"),
        ("陇原工程学院", "学校总收入8216.40万元", "收入总计"),
        ("黔岭县桐梓坪乡人民政府", "乡政府机关运行经费18.20万元", "机关运行经费"),
        ("陇原市卫生健康委员会", "医院事业收入8216.40万元", "医院事业收入"),
    ],
)
def test_a_report_calls_its_own_organisation_by_a_short_name(org: str, text: str, item: str) -> None:
    facts, _ = read(text, org=org)
    assert [fact.item for fact in facts] == [item]


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("（一）局本级", ["局本级本年支出合计", "局本级基本支出", "局本级基本支出"]),
        ("（二）东岭区水利工程管理站", ["东岭区水利工程管理站本年支出合计", *["东岭区水利工程管理站基本支出"] * 2]),
        ("二、东岭区水务局", ["本年支出合计", "基本支出", "基本支出"]),
        ("三、支出决算情况说明", ["本年支出合计", "基本支出", "基本支出"]),
    ],
)
def test_a_part_s_figures_are_not_the_department_s(heading: str, items: list[str]) -> None:
    facts, _ = read("本年支出30.00万元，其中：基本支出20.00万元，占66.67%。", heading)
    assert [fact.item for fact in facts] == items
    assert facts[2].whole == items[0]


def test_all_of_the_town_is_its_office_before_money_only() -> None:
    facts, _ = read("全镇“三公”经费2.10万元，全镇退休人员1200人，全镇总收入5.2亿元。", org="云溪县南浦镇人民政府")
    assert [fact.item for fact in facts] == ["“三公”经费", "全镇退休人员", "全镇总收入"]


@pytest.mark.parametrize("trap", LOST)
def test_lost_figures_are_reported_and_never_guessed(trap: str) -> None:
    text, expected = LOST[trap]
    facts, lost = read(text)
    assert [(each.text, each.reason) for each in lost] == expected
    values = {fact.value_as_printed for fact in facts}
    assert not values & {words for words, _ in expected}


def test_a_hedge_stays_with_its_figure() -> None:
    facts, _ = read("挽回工资57.2万余元，服务群众近3万人，失业率控制在4.5%以内，接待费不超过30万元，比上年节约2万元。")
    assert [fact.quantity.hedge.value for fact in facts] == ["约", "约", "以内", "以内", ""]


def test_a_budget_states_budgets() -> None:
    facts, _ = read("2021年基本支出610.00万元，比2020年增加48.00万元，主要原因是人员增加。", kind=ReportKind.BUDGET)
    assert [written(fact) for fact in facts] == [
        "基本支出|2021|610.00万元|budget|amount",
        "基本支出|2021|48.00万元|budget|change|last_year",
    ]


def test_what_was_spent_last_year_inside_a_budget() -> None:
    text = "农林水支出（213类）水利（03款）行政运行（01项）16.00万元。2020年当年预算执行数为15.00万元，2021年预算安排16.00万元，比2020年预算执行数增加6.67%。"
    facts, _ = read(text, "三、财政拨款支出主要内容", kind=ReportKind.BUDGET)
    assert [written(fact) for fact in facts] == [
        "农林水支出/水利/行政运行|2021|16.00万元|budget|amount",
        "农林水支出/水利/行政运行|2020|15.00万元|final|amount",
        "农林水支出/水利/行政运行|2021|6.67%|budget|change_rate|last_year",
    ]
    assert facts[0].also


@pytest.mark.parametrize(
    ("heading", "text", "scopes"),
    [
        ("三、支出决算情况说明", "本年支出合计100万元，其中：基本支出60万元。", ["all", "all"]),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "财政拨款基本支出50万元，其中：人员经费40万元。", ["general_public_budget"] * 2),
        (
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款基本支出50万元，其中：人员经费40万元。",
            ["general_public_budget"] * 2,
        ),
        (THREE, "“三公”经费财政拨款支出决算为2万元。", ["general_public_budget"]),
        ("七、财政拨款“三公”经费支出决算情况说明", "公务接待费支出决算为2万元。", ["fiscal_appropriation"]),
        ("第五部分 附件", "“三公”经费3万元。", ["None"]),
        ("八、政府性基金预算财政拨款收入支出决算情况", "年初结转和结余1万元，本年收入2万元，本年支出3万元。", ["government_fund"] * 3),
        ("十、机关运行经费支出", "机关运行经费支出5万元。", ["None"]),
        (GENERAL, "农林水支出（类）水利（款）行政运行（项）支出决算为3万元。", ["general_public_budget"]),
        (
            "三、支出决算情况说明",
            "一般公共预算财政拨款支出850万元，主要是：（一）农林水支出（类）水利（款）行政运行（项）3万元。（二）住房保障支出（类）6万元。",
            ["general_public_budget"] * 3,
        ),
        (
            "二、财政拨款支出情况",
            "按功能科目分（一般公共预算）：\n农林水支出3万元；\n住房保障支出4万元。",
            ["general_public_budget"] * 2,
        ),
        (
            "六、财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款安排基本支出12万元，（1）工资福利支出包括基本工资等，9万元。",
            ["general_public_budget"] * 2,
        ),
        (
            "二、收入决算情况说明",
            "本年收入合计9万元，其中：政府性基金预算财政拨款收入0万元；事业收入9万元。",
            ["all", "government_fund", "all"],
        ),
    ],
)
def test_whose_money(heading: str, text: str, scopes: list[str]) -> None:
    facts, _ = read(text, heading)
    assert [fact.scope.value if fact.scope else "None" for fact in facts] == scopes


def test_a_quote_is_the_texts_own_characters() -> None:
    text = "本部门会议费支出 0.75\n\n万元，比上年增加０.２５万元。"
    facts, _ = read(text)
    for fact in facts:
        assert fact.quote == text[fact.start : fact.end]
        assert fact.value_as_printed == text[fact.value_start : fact.value_end]
        assert fact.start <= fact.value_start < fact.value_end <= fact.end
    assert facts[0].value_as_printed == "0.75\n\n万元"
    assert facts[1].value_as_printed == "０.２５万元"


def test_an_item_listed_twice_stays_two_statements() -> None:
    entry = "农林水支出（类）水利（款）行政运行（项）。年初预算为0万元，支出决算为{}万元。\n"
    facts, _ = read(entry.format("25.96") + entry.format("7.85"), GENERAL)
    spent = [fact for fact in facts if fact.basis.value == "final"]
    assert [str(fact.quantity) for fact in spent] == ["25.96万元", "7.85万元"]
    assert spent[0].slot == spent[1].slot
