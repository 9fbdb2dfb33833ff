"""Which operation a question's own words speak of: what a model proposes must fit them.

Comes in: a question's text and how many items it names. Goes out: operations. Knows nothing of organisations or figures.
"""

import re
from types import MappingProxyType

from assistant.inquiry import Operation

_ASKING = re.compile(r"多少|几多|多大|是不是|有没有|差不多")
_RATE = re.compile(r"百分|幅|比率|增速|几成|[%％]|(?<!功)率")
_MOVE = re.compile(r"[增升涨减降跌]|变化|变动|起伏|[多少高低](?:了|出|花|用|收)|[上去前头][一]?年")
_WHY = re.compile(r"为什么|为何|原因|怎么会|何以|咋会|因为什么|何故|凭什么|缘故|缘由|什么道理")
_DONE = re.compile(r"预算.*(?:完成|执行|花完|用完|进度|用掉|花掉)|(?:完成|执行|花完|用完|进度|用掉|花掉).*预算|执行率|完成率")
_TWO = MappingProxyType(
    {
        Operation.SHARE: re.compile(r"占|比重|比例|份额|几分之|百分之|几成"),
        Operation.MULTIPLE: re.compile(r"倍"),
        Operation.DIFFERENCE: re.compile(r"差|相距|悬殊|[多少高低大小]出|[多少高低](?=多少)|减去|出入"),
        Operation.SUM: re.compile(r"[加凑摞]|合起来|合计起来|之和|总和|相加|归到一起|拢共|拢在一块"),
    }
)
"""What two or more items are put together by."""


def spoken_of(text: str, items: int) -> frozenset[Operation]:
    """The operations that *text* speaks of, where it names *items* items.

    >>> sorted(one.value for one in spoken_of("甲占乙几分之几", 2)), sorted(one.value for one in spoken_of("甲比上年涨幅如何", 1))
    (['share'], ['change_rate'])
    """
    if _WHY.search(text):
        return frozenset({Operation.REASON})
    if items > 1:
        return frozenset(operation for operation, words in _TWO.items() if words.search(text))
    bare = _ASKING.sub("", text)
    if _DONE.search(bare):
        return frozenset({Operation.COMPLETION})
    if not _MOVE.search(bare):
        return frozenset()
    return frozenset({Operation.CHANGE_RATE if _RATE.search(bare) else Operation.CHANGE})


def is_whole(name: str, text: str) -> bool:
    """Whether *text* speaks of what *name* names as of a whole.

    >>> is_whole("基本支出", "人员经费占基本支出几成"), is_whole("人员经费", "人员经费占基本支出几成")
    (True, False)
    """
    said = re.escape(name)
    return bool(re.search(rf"(?:占|在|除以|相对于?|对于?){said}|{said}(?:里头?|里面|中|当中|之中|内)", text))
