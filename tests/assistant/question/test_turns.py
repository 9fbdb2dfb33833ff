"""Follow-ups that put together what earlier turns asked for, or ask why."""

from assistant.inquiry import Operation, Question
from assistant.question import understand
from assistant.question.said import sure
from index.records import Against
from tests.assistant.question.catalogs import catalog


def _last(*turns: str) -> Question:
    known, asked = catalog(), tuple[Question, ...]()
    for turn in turns:
        asked = (*asked, *understand(turn, known, asked))
    return asked[-1]


def test_two_organisations_keep_the_years_they_were_asked_for() -> None:
    question = _last("赫山人社局2020年公务接待费多少", "芦淞2019年的呢", "赫山的是芦淞的几倍")
    assert question.operation is Operation.MULTIPLE
    assert [(item.item, item.year) for item in question.items] == [("公务接待费", 2020), ("公务接待费", 2019)]


def test_a_reason_asked_after_a_comparison_with_the_budget_is_the_budgets() -> None:
    question = _last("赫山人社局2020年三公经费超预算了吗", "为什么")
    assert (question.operation, question.against) == (Operation.REASON, Against.BUDGET)


def test_the_latter_and_the_former_are_the_last_two_in_the_order_said() -> None:
    question = _last("赫山人社局2020年基本支出", "项目支出呢", "后者是前者的几倍")
    assert question.operation is Operation.MULTIPLE
    assert [item.item for item in question.items] == ["项目支出", "基本支出"]


def test_the_balance_of_income_and_spending_is_their_difference() -> None:
    question = _last("赫山人社局2020年收支差额是多少")
    assert question.operation is Operation.DIFFERENCE
    assert [item.item for item in question.items] == ["本年收入合计", "本年支出合计"]


def test_a_part_named_with_de_is_that_part_alone() -> None:
    assert [item.item for item in _last("赫山人社局2020年基本支出的人员经费").items] == ["人员经费"]


def test_a_label_is_known_without_what_stands_in_its_brackets() -> None:
    question = _last("赫山人社局2020年其他政府办公厅及相关机构事务支出")
    assert [item.item for item in question.items] == [
        "一般公共服务支出/政府办公厅（室）及相关机构事务/其他政府办公厅（室）及相关机构事务支出"
    ]


def test_no_character_is_dropped_that_may_be_all_that_is_left_of_another_name() -> None:
    assert not sure("财政拨款基支出", "财政拨款支出")
    assert sure("城镇新增的就业", "城镇新增就业")
    assert sure("机关运运行经费", "机关运行经费")
