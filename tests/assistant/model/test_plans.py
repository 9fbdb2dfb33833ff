"""Of all plans and completed questions that a model could give, code carries out only those that say what was asked."""

import json
from collections.abc import Iterator, Sequence
from itertools import permutations, product

import pytest
from asked import DIALOGUE, ODD
from behaviours import ITEMS, OPERATIONS, ORGS, TAILS, YEARS

from assistant.answer import Status
from assistant.ask import answer, ask
from assistant.inquiry import Question
from assistant.model.naming import grounded
from assistant.model.planner import labels_of, propose, validated
from assistant.model.rewriter import completed
from assistant.question import Catalog, understand
from index.library import Library

RIGHT = {question: (json.loads(plan), figure) for question, plan, figure in ODD}
UNKNOWN = (
    "赫山区2020年衙门里的盒饭", "赫山区人社局2020年接待外星人花了多少", "赫山区人社局2020年接待外宾花了多少",
    "赫山区人社局2020年信访接待多少人", "赫山区2020年劳动争议案件立案处理多少起", "赫山区人社局2020年夜间项目支出和基本支出凑多少",
    "赫山区人社局2020年项目支出和基本支出的月球部分凑多少", "赫山区人社局2020年外宾的公务接待费变动几何",
    "今天天气怎么样", "赫山区2020年招聘多少人", "赫山区人社局2020年培训农民的基本支出变动几何", "青岚区教育局2022年食堂采购凑了多少",
)  # fmt: skip


class Says:
    """In place of a talk: the one answer of a model."""

    def __init__(self, words: object) -> None:
        self.words = json.dumps(words, ensure_ascii=False)

    def complete(self, *_: object) -> str:
        return self.words


def plans(question: Question, offered: Sequence[str], always: Sequence[str]) -> Iterator[dict[str, object]]:
    """Every plan over the items that share a word with the question."""
    near = [name for name in offered if grounded(name, question.text) and name not in always]
    items = [*always, *near][:4]
    chosen = [(one,) for one in items] + [*permutations(items, 2)]
    made = [(operation, part, None) for operation, part in product(OPERATIONS, chosen) if operation != "share"]
    made += [("share", (part,), whole) for part, whole in permutations(items, 2)]
    for operation, part, whole in made:
        yield {"operation": operation, "orgs": [], "years": [], "items": list(part), "whole": whole, "basis": None}


def carried_out(text: str, library: Library, always: Sequence[str] = ()) -> list[Question]:
    """The plans for a question that code takes for sure, as questions."""
    question, *others = understand(text, Catalog.of(library))
    if others:
        return []
    offered = labels_of(question, library)
    valid = [plan for plan in plans(question, offered, always) if validated(plan, question, offered)]
    made = [propose(question, library, Says(plan)) for plan in valid]  # type: ignore[arg-type]
    return [proposal.question for proposal in made if proposal and proposal.sure]


@pytest.mark.parametrize("question", [*RIGHT][::2])
def test_only_the_right_plan_is_carried_out(samples: Library, question: str) -> None:
    if ask(question, samples).status is Status.ANSWERED:
        return
    plan, figure = RIGHT[question]
    taken = carried_out(question, samples, [*plan["items"], *([plan["whole"]] if plan["whole"] else [])])
    replies = [answer(one, samples)[0] for one in taken]
    assert replies
    assert {str(reply.figure and reply.figure.quantity) for reply in replies if reply.status is Status.ANSWERED} == {figure}


@pytest.mark.parametrize("question", UNKNOWN)
def test_no_plan_answers_what_the_reports_do_not_say(samples: Library, question: str) -> None:
    if ask(question, samples).status is not Status.ANSWERED:
        assert carried_out(question, samples) == []


@pytest.mark.parametrize(
    ("turns", "right"),
    [
        (DIALOGUE, {"赫山区人社局2020年项目支出占本年支出合计的百分之几"}),
        (("赫山区人社局2020年公务接待费是多少", "谢谢你啦"), set()),
        (("赫山区人社局2020年公务接待费是多少", "他们局长姓什么"), set()),
        (("赫山区人社局2020年公务接待费是多少", "那食堂采购的花销呢"), set()),
        (("赫山区人社局2020年公务接待费是多少", "那边2035年的呢"), set()),
    ],
)
def test_only_what_the_dialogue_says_is_completed(samples: Library, turns: tuple[str, str], right: set[str]) -> None:
    earlier = understand(turns[0], Catalog.of(samples))
    taken = set()
    for parts in product(ORGS, YEARS, ITEMS, TAILS):
        words = "".join(parts)
        if completed(turns[1], earlier, samples, Says({"question": words})):  # type: ignore[arg-type]
            taken.add(words)
    assert taken == right
