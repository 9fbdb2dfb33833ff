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
