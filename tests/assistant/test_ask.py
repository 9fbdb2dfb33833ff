"""Words in, replies out: conversations, several questions in one, questions that may follow, rendering."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Reason, Reply, Status, Verdict
from assistant.ask import Conversation, answer, ask, converse
from assistant.inquiry import Asked, Operation, Question
from assistant.render import as_text
from index.library import Library
from index.records import Basis, ReportKind, ReportLevel, Scope
from tests.assistant.conftest import FOREST_2021, STREAM, STREAM_2021, STREAM_2022
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound


def slots(item: str, year: int, **more: Any) -> Question:
    asked_for = Asked(item=item, said=item, **more)
    return Question(text="…", operation=Operation.LOOKUP, orgs=(STREAM,), years=(year,), items=(asked_for,))


def asked(text: str, library: Library) -> Reply:
    reply = ask(text, library)
    assert_sound(reply, library)
    return reply


def test_a_question_in_words(library: Library) -> None:
    reply = asked("青河县水务局2021年项目支出是多少", library)
    assert str(reply.figure and reply.figure.quantity) == "400.00万元"
    assert reply.understood.orgs == (STREAM,)
    assert reply.understood.years == (2021,)


def test_a_conversation_remembers(library: Library) -> None:
    replies = converse(["青河县水务局2021年项目支出是多少", "2022年呢"], library)
    assert [str(reply.figure and reply.figure.quantity) for reply in replies] == ["400.00万元", "520.00万元"]
    for reply in replies:
        assert_sound(reply, library)


def test_a_conversation_remembers_what_the_library_filled_in(library: Library) -> None:
    conversation = Conversation(library)
    conversation.ask("2022年项目支出是多少")
    reply = conversation.ask("基本支出呢")
    assert reply.understood.orgs == (STREAM,)


def test_a_sentence_of_several_figures_is_confirmed_figure_by_figure(library: Library) -> None:
    right = asked("“2021年项目支出400.00万元，占本年支出合计的57.14%。”青河县水务局的这句话属实吗", library)
    assert right.verdict is Verdict.TRUE
    assert [claim.verdict for claim in right.claims] == [Verdict.TRUE, Verdict.TRUE]
    wrong = asked("青河县水务局2021年项目支出400.00万元，占本年支出合计的47.14%，对吗", library)
    assert wrong.verdict is Verdict.FALSE
    assert [claim.verdict for claim in wrong.claims] == [Verdict.TRUE, Verdict.FALSE]


def test_what_is_asked_behind_a_ranking_is_asked_of_its_winner(library: Library) -> None:
    both = asked("青河县水务局2021年“三公”经费里哪一项最多，占三公经费多少", library)
    assert [str(figure.quantity) for figure in (both.figure, *both.figures) if figure] == ["4.00万元", "66.67%"]
    replies = converse(["青河县水务局2021年哪一类支出最多", "占一般公共预算财政拨款支出多少"], library)
    assert str(replies[1].figure and replies[1].figure.quantity) == "75.00%"  # 450 of 600
    for reply in replies:
        assert_sound(reply, library)


def test_two_questions_are_numbered_through(library: Library) -> None:
    reply = asked("青河县水务局2021年项目支出是多少？青河县水务局2021年机关运行经费是多少？", library)
    assert [str(figure.quantity) for figure in (reply.figure, *reply.figures) if figure] == ["400.00万元", "70.00万元"]
    assert [citation.n for citation in reply.citations] == [1, 2]
    assert "[2]" in reply.text


def test_what_may_follow_is_answered(library: Library) -> None:
    reply = asked("青河县水务局2021年“三公”经费是多少", library)
    assert 2 <= len(reply.followups) <= 4
    for question in reply.followups:
        follow = asked(question, library)
        assert follow.status is Status.ANSWERED, question


def test_an_empty_library_refuses(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True) as library:
        reply = ask("青河县水务局2021年项目支出是多少", library)
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NO_REPORT


def test_what_is_kept_of_a_library_is_forgotten_when_it_changes(tmp_path: Path) -> None:
    question = slots("项目支出", 2021)
    with shelve(tmp_path, draft(STREAM, 2021, STREAM_2021)) as library:
        before, _ = answer(question, library)
        library.add(draft(STREAM, 2021, STREAM_2021.replace("400.00", "401.00")))
        after, _ = answer(question, library)
    assert str(before.figure and before.figure.quantity) == "400.00万元"
    assert str(after.figure and after.figure.quantity) == "401.00万元"


BUDGET = "#一、支出预算\n本年支出预算合计{50.00万元|本年支出合计|all|budget}。"


def test_a_budget_report_answers_as_a_budget_and_says_so(tmp_path: Path) -> None:
    question = slots("本年支出合计", 2023)
    with shelve(tmp_path, draft(STREAM, 2023, BUDGET, kind=ReportKind.BUDGET)) as library:
        reply, filled = answer(question, library)
        assert_sound(reply, library)
    assert filled.basis is Basis.BUDGET
    assert [warning.code for warning in reply.warnings] == ["only_budget"]
    assert "年初预算数" in reply.text


def test_department_and_unit_of_one_name_are_asked_apart(tmp_path: Path) -> None:
    question = slots("项目支出", 2021)
    unit = draft(STREAM, 2021, FOREST_2021, level=ReportLevel.UNIT)
    with shelve(tmp_path, draft(STREAM, 2021, STREAM_2021), unit) as library:
        reply, _ = answer(question, library)
        assert reply.refusal is not None
        assert reply.refusal.reason is Reason.AMBIGUOUS
        assert len(reply.refusal.available) == 2


FUNDED = """
#第三部分 决算情况说明
基本支出{30.00万元|基本支出|general_public_budget}，政府性基金支出{9.00万元|政府性基金预算财政拨款支出|government_fund}。
"""


def test_appropriation_and_general_budget_differ_where_there_is_a_fund(tmp_path: Path) -> None:
    question = slots("基本支出", 2021, scope=Scope.FISCAL_APPROPRIATION)
    with shelve(tmp_path, draft(STREAM, 2021, FUNDED)) as library:
        reply, _ = answer(question, library)
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NOT_DISCLOSED


@pytest.mark.parametrize("words", ["青河县水务局2021年基本支出占比", "青河县水务局2021年“三公”经费是多少"])
def test_rendering_leaves_nothing_out(library: Library, words: str) -> None:
    reply = asked(words, library)
    shown = as_text(reply)
    assert reply.text in shown
    for citation in reply.citations:
        assert citation.title in shown
    for warning in reply.warnings:
        assert warning.text in shown
    for step in reply.calculation:
        assert step.formula in shown


def test_one_place_asked_for_twice_is_cited_once(library: Library) -> None:
    reply = asked("青河县水务局2021年项目支出是多少？青河县水务局2021年项目支出占比是多少？", library)
    places = [(citation.report, citation.start, citation.end) for citation in reply.citations]
    assert len(places) == len(set(places))
    assert [citation.quote for citation in reply.citations].count("项目支出400.00万元") == 1


def test_one_refused_half_does_not_refuse_the_other(library: Library) -> None:
    reply = asked("青河县水务局2021年培训费是多少？青河县水务局2021年项目支出是多少？", library)
    assert reply.status is Status.ANSWERED
    assert str(reply.figure and reply.figure.quantity) == "400.00万元"
    assert "没有公布培训费" in reply.text


def test_a_budget_figure_may_come_from_the_years_budget_report(tmp_path: Path) -> None:
    with shelve(tmp_path, draft(STREAM, 2021, STREAM_2021), draft(STREAM, 2021, BUDGET, kind=ReportKind.BUDGET)) as library:
        final, _ = answer(slots("本年支出合计", 2021), library)
        planned, _ = answer(slots("本年支出合计", 2021, basis=Basis.BUDGET), library)
        assert_sound(planned, library)
    assert str(final.figure and final.figure.quantity) == "700.00万元"
    assert str(planned.figure and planned.figure.quantity) == "50.00万元"
    assert planned.citations[0].title.endswith("预算")


def test_next_years_report_of_another_level_says_nothing_of_this_one(tmp_path: Path) -> None:
    unit = draft(STREAM, 2022, STREAM_2022, level=ReportLevel.UNIT)
    with shelve(tmp_path, draft(STREAM, 2021, STREAM_2021), unit) as library:
        reply, _ = answer(slots("本年支出合计", 2021), library)
    assert reply.warnings == ()


def test_no_figure_without_a_scope_stands_for_a_fund(tmp_path: Path) -> None:
    with shelve(tmp_path, draft(STREAM, 2021, STREAM_2021)) as library:
        reply, _ = answer(slots("机关运行经费", 2021, scope=Scope.GOVERNMENT_FUND), library)
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NOT_DISCLOSED


TWICE = """
#第三部分 决算情况说明
##五、一般公共预算支出具体情况
1.人才引进（项）支出决算为{25.96万元|一般公共服务支出/人力资源事务/引进人才费用|general_public_budget}。
2.人才引进（项）支出决算为{7.85万元|一般公共服务支出/人力资源事务/引进人才费用|general_public_budget}。
##十、政府采购
政府采购支出总额{214.12万元|政府采购支出总额}，授予中小企业合同金额{214.12元|授予中小企业合同金额}。
"""


def test_an_item_listed_twice_is_told_and_added_twice(tmp_path: Path) -> None:
    with shelve(tmp_path, draft(STREAM, 2021, TWICE)) as library:
        single = slots("引进人才费用", 2021)
        told, _ = answer(single, library)
        added, _ = answer(replace(single, operation=Operation.SUM), library)
        for reply in (told, added):
            assert_sound(reply, library)
    assert [str(figure.quantity) for figure in (told.figure, *told.figures) if figure] == ["25.96万元", "7.85万元"]
    assert [warning.code for warning in told.warnings] == ["conflict"]
    assert str(added.figure and added.figure.quantity) == "33.81万元"


def test_a_unit_that_looks_mistyped_is_warned_of(tmp_path: Path) -> None:
    with shelve(tmp_path, draft(STREAM, 2021, TWICE)) as library:
        reply, _ = answer(slots("授予中小企业合同金额", 2021), library)
        assert_sound(reply, library)
    assert str(reply.figure and reply.figure.quantity) == "214.12元"
    assert [warning.code for warning in reply.warnings] == ["unit_suspect"]


def test_a_part_far_above_its_whole_in_another_unit_is_warned_of(tmp_path: Path) -> None:
    prose = "#采购\n政府采购支出总额{800.00元|政府采购支出总额}，其中工程{200.00万元|政府采购工程支出}、货物{600.00万元|政府采购货物支出}。"
    with shelve(tmp_path, draft(STREAM, 2021, prose)) as library:
        reply = ask(f"{STREAM}2021年政府采购工程支出占政府采购支出总额的比重", library)
        assert_sound(reply, library)
    assert [warning.code for warning in reply.warnings] == ["unit_suspect"], reply.text
