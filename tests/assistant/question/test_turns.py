"""Follow-ups that put together what earlier turns asked for, or ask why."""

from assistant.inquiry import Operation, Question
from assistant.question import understand
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
