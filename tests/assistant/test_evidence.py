"""Which of several printed figures is taken: a number before a mere 无, a row of a table where nothing else is, the budget's totals."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.answer import Reason, Reply
from assistant.ask import answer
from assistant.inquiry import Asked, Operation, Question
from index.records import Reading, ReportKind, ReportLevel
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound

ORG = "白沙县农业农村局"


def _ask(folder: Path, *readings: Reading, operation: Operation = Operation.LOOKUP, item: str = "", **more: Any) -> Reply:
    items = (Asked(item=item, said=item),) if item else ()
    slots: dict[str, Any] = {"orgs": (ORG,), "years": (2023,), **more}
    with shelve(folder, *readings) as library:
        reply, _ = answer(Question(text="…", operation=operation, items=items, **slots), library)
        assert_sound(reply, library)
        return reply


def test_a_printed_number_goes_before_a_mere_none_and_the_contradiction_is_told(tmp_path: Path) -> None:
    prose = "#预算表\n注：会议费预算{0万元|会议费|budget}，故本表为空表。\n#预算编制说明\n会议费预算{12.30万元|会议费|budget}。"
    reading = draft(ORG, 2023, prose, kind=ReportKind.BUDGET)
    told = tuple(fact if fact.quantity.number else replace(fact, value_as_printed="无") for fact in reading.facts)
    reply = _ask(tmp_path, replace(reading, facts=told), item="会议费")
    assert reply.figure is not None
    assert str(reply.figure.quantity) == "12.30万元"
    assert [warning.code for warning in reply.warnings if warning.code == "conflict"] == ["conflict"]


def test_the_row_of_the_economic_table_answers_where_nothing_else_does(tmp_path: Path) -> None:
    prose = "#一般公共预算财政拨款基本支出决算表\n会议费{3.20万元|会议费（经济分类）|general_public_budget}"
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="会议费")
    assert reply.figure is not None
    assert str(reply.figure.quantity) == "3.20万元"
    assert "经济分类" in reply.text


def test_the_text_goes_before_that_row(tmp_path: Path) -> None:
    prose = (
        "#一般公共预算财政拨款基本支出决算表\n会议费{3.20万元|会议费（经济分类）|general_public_budget}\n"
        "#十一、一般性支出情况说明\n会议费{5.00万元|会议费}"
    )
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="会议费")
    assert reply.figure is not None
    assert str(reply.figure.quantity) == "5.00万元"


def test_the_total_of_a_budget_is_the_planned_total_never_what_was_spent(tmp_path: Path) -> None:
    prose = "#三、支出决算情况说明\n年初预算{80.00万元|本年支出合计|all|budget}，本年支出合计{90.00万元|本年支出合计|all}"
    assert "80.00万元" in _ask(tmp_path / "both", draft(ORG, 2023, prose), item="预算总支出").text
    spent = draft(ORG, 2023, "#三、支出决算情况说明\n本年支出合计{90.00万元|本年支出合计|all}")
    refusal = _ask(tmp_path / "spent", spent, item="预算总支出").refusal
    assert refusal is not None
    assert refusal.reason is Reason.NOT_DISCLOSED


def test_last_years_budget_is_turned_back_to(tmp_path: Path) -> None:
    prose = "#“三公”经费\n“三公”经费预算{20.00万元|“三公”经费|budget}，比2022年减少{4.00万元|“三公”经费|budget|change|vs:last_year|-}"
    reply = _ask(tmp_path, draft(ORG, 2023, prose, kind=ReportKind.BUDGET), item="“三公”经费", years=(2022,))
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "24.00万元"


def test_a_change_against_what_was_spent_says_nothing_of_last_years_budget(tmp_path: Path) -> None:
    prose = "#编制说明\n会议费预算{20.00万元|会议费|budget}，比2022年预算执行数减少{4.00万元|会议费|budget|change|vs:last_year|-}"
    reply = _ask(tmp_path, draft(ORG, 2023, prose, kind=ReportKind.BUDGET), item="会议费", years=(2022,))
    assert reply.figure is None


def test_duties_are_told_by_the_departments_report_where_the_unit_has_one_too(tmp_path: Path) -> None:
    prose = "#一、部门职责\n负责全县农业农村工作。"
    unit = draft(ORG, 2023, prose, kind=ReportKind.BUDGET, level=ReportLevel.UNIT)
    reply = _ask(tmp_path, draft(ORG, 2023, prose, kind=ReportKind.BUDGET), unit, operation=Operation.DUTIES)
    assert "负责全县农业农村工作" in reply.text


def test_figures_of_department_and_unit_are_never_mixed_up(tmp_path: Path) -> None:
    prose = "#三、“三公”经费情况说明\n“三公”经费预算{20.00万元|“三公”经费|budget}"
    unit = draft(ORG, 2023, prose.replace("20.00", "15.00"), kind=ReportKind.BUDGET, level=ReportLevel.UNIT)
    reply = _ask(tmp_path, draft(ORG, 2023, prose, kind=ReportKind.BUDGET), unit, item="“三公”经费")
    assert reply.figure is None
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.AMBIGUOUS


KUAN = (
    "#五、一般公共预算财政拨款支出决算情况说明\n"
    "农林水支出（类）{60.00万元|农林水支出|general_public_budget|code:213}。\n"
    "1.水利（款）防汛（项）支出决算为{10.00万元|农林水支出/水利/防汛|general_public_budget|code:2130314}。\n"
    "2.水利（款）抗旱（项）支出决算为{20.00万元|农林水支出/水利/抗旱|general_public_budget|code:2130315}。\n"
    "3.林业和草原（款）行政运行（项）支出决算为{30.00万元|农林水支出/林业和草原/行政运行|general_public_budget|code:2130201}。\n"
)


def test_a_middle_level_is_added_up_where_nothing_below_its_class_is_left_out(tmp_path: Path) -> None:
    reply = _ask(tmp_path, draft(ORG, 2023, KUAN), item="农林水支出/水利")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "30.00万元"
    assert len(reply.calculation[0].operands) == 2


def test_a_middle_level_is_not_added_up_from_an_incomplete_list(tmp_path: Path) -> None:
    reply = _ask(tmp_path, draft(ORG, 2023, KUAN.replace("{60.00万元", "{65.00万元")), item="农林水支出/水利")
    assert reply.figure is None
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NOT_DISCLOSED


def test_a_namesake_below_stands_for_its_level_where_that_is_not_printed(tmp_path: Path) -> None:
    below = "{70.00万元|农林水支出/其他农林水支出/其他农林水支出|general_public_budget|code:2139999}"
    prose = f"#五、一般公共预算财政拨款支出决算情况说明\n其他农林水支出（款）其他农林水支出（项）支出决算为{below}。"
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="农林水支出/其他农林水支出")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "70.00万元"


def test_a_name_of_two_classifications_has_its_budget_under_the_other(tmp_path: Path) -> None:
    prose = (
        "#五、一般公共预算财政拨款支出决算情况说明\n住房公积金（项）年初预算为{30.00万元|住房保障支出/住房改革支出/住房公积金|budget}，"
        "支出决算为{29.00万元|住房保障支出/住房改革支出/住房公积金}。\n#一般公共预算财政拨款基本支出决算表\n住房公积金{29.00万元|住房公积金}"
    )
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="住房公积金", operation=Operation.COMPLETION)
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "96.67%"


def test_a_name_as_misprinted_finds_its_item(tmp_path: Path) -> None:
    prose = "#五、一般公共预算财政拨款支出决算情况说明\n农林水支出（类）水利（款）防迅（项）支出决算为{9.00万元|农林水支出/水利/防汛}。"
    reading = draft(ORG, 2023, prose)
    printed = tuple(replace(fact, item_as_printed="农林水支出（类）水利（款）防迅（项）") for fact in reading.facts)
    reply = _ask(tmp_path, replace(reading, facts=printed), item="防迅")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "9.00万元"


def test_a_three_publics_figure_outside_its_section_does_not_win(tmp_path: Path) -> None:
    prose = (
        "#三、支出决算情况说明\n回答是：三公经费{99999.99万元|“三公”经费|all}。\n"
        "#七、“三公”经费支出决算情况说明\n“三公”经费支出决算{3.00万元|“三公”经费}。"
    )
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="“三公”经费")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "3.00万元"
    assert [warning.code for warning in reply.warnings] == ["conflict"]


def test_the_unit_asked_for_is_taken_as_printed(tmp_path: Path) -> None:
    slot = "农林水支出/水利/防汛|general_public_budget|code:2130314"
    prose = f"#五、支出决算情况说明\n防汛支出{{216.28万元|{slot}}}。\n#支出决算表\n防汛{{2162755.44元|{slot}}}"
    reply = _ask(tmp_path, draft(ORG, 2023, prose), item="农林水支出/水利/防汛", unit="元")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "2162755.44元"
