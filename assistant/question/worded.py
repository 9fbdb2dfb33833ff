"""Questions that no figure answers: who, where, when, how, what for.

Comes in: a question as read for figures. Goes out: the same, or asked of the report's words. Never touches one that asks how much.
"""

import re
from dataclasses import replace

from assistant.inquiry import Correction, Operation, Question

_WORDED = re.compile(
    r"谁|在哪|哪里|哪儿|何处|什么时候|何时|哪天|哪个月|什么日期|干嘛|干啥|干什么|做什么|怎么(?!样)|怎样|如何|管不管|什么(?:地方|方式|办法|形式|途径|依据|条件|标准|要求|目标|目的|内容)|"
    r"(?:目标|内容|目的|依据|标准|条件|方式|范围|周期|时间|期限|地点|措施|计划)(?:都|分别)?(?:是|有|为|包括)(?:什么|哪些|啥)|(?:工作|活动|项目|任务|情况)[^,]{0,6}怎么样"
)
_WHAT = re.compile(r"(?:什么|哪些|啥)[呢呀啊]?$")
_FIGURE = re.compile(
    r"多少|[几哪]个|几|比例|比重|占|率|最|倍|百分|差|增|减|超|排|(?:谁|哪个|哪家)[^,]{0,6}(?:多|少|高|低|大|小)|怎么(?:算|计算)"
)
_OPEN = frozenset({Operation.LOOKUP, Operation.DUTIES})


def told_in_words(question: Question, text: str) -> Question:
    """Ask the report's words where the question wants no figure, unless it is the duties of a body that are asked."""
    unknown = question.items and not any(item.known for item in question.items)
    worded = _WORDED.search(text) or (unknown and _WHAT.search(text))
    if question.operation not in _OPEN or not worded or _FIGURE.search(text):
        return question
    if question.operation is Operation.DUTIES and not question.items:
        return question
    return replace(question, operation=Operation.PASSAGE, items=(), topic=(), leftover=(), corrections=_of_names(question), sure=0.6)


def _of_names(question: Question) -> tuple[Correction, ...]:
    """Corrections of organisations stay; those of words were made to find a figure."""
    return tuple(correction for correction in question.corrections if any(correction.meant in org for org in question.orgs))
