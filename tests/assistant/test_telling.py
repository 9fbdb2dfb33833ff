"""Questions that no figure answers: the report's own sentences, or nothing."""

import pytest

from assistant.ask import ask
from index.library import Library


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("芦淞区人社局2019年决算在哪里公开", "门户网站"),
        ("赫山区人社局2020年自评存在什么问题", "预算"),
        ("赫山区人社局2020年绩效评价发现的问题怎么改进", "培训财务人员"),
        ("青岚区教育局2021年绩效自评发现哪些毛病", "固定资产登记不及时"),
        ("青岚区教育局2022年打算怎么解决采购项目启动晚的问题", "采购计划一季度前全部下达"),
        ("青岚区教育局2022年决算包括哪几家单位", "区特殊教育学校"),
    ],
)
def test_words_answer_a_question_that_wants_no_figure(samples: Library, question: str, told: str) -> None:
    reply = ask(question, samples)
    assert reply.status.value == "answered"
    assert reply.figure is None
    assert told in reply.text
    assert all(cited.quote == samples.text(cited.report, cited.start, cited.end) for cited in reply.citations)


@pytest.mark.parametrize(
    "question", ["赫山区人社局2020年食堂是谁承包的", "芦淞区人社局2019年无人机由谁保管", "青岚区教育局2022年校服由谁供货"]
)
def test_what_the_report_does_not_tell_is_not_quoted(samples: Library, question: str) -> None:
    reply = ask(question, samples)
    assert reply.status.value == "refused"
    assert not reply.citations


def test_measures_for_a_matter_that_no_measure_names_are_not_those_for_another(samples: Library) -> None:
    reply = ask("赫山区人社局2020年采取哪些措施防汛", samples)
    assert "预算编" not in reply.text


def test_problems_are_told_without_the_measures_and_measures_without_the_problems(samples: Library) -> None:
    problems = ask("青岚区教育局2022年存在什么问题", samples).text
    measures = ask("青岚区教育局2022年有什么改进措施", samples).text
    assert "启动晚" in problems
    assert "按月通报" not in problems
    assert "按月通报" in measures
    assert "启动晚" not in measures
