"""Puts a proposal that is not sure into a question that the reader can choose, in the rules' own words."""

from types import MappingProxyType

from assistant.inquiry import Operation, Question
from index.records import Basis

_WORDS = MappingProxyType(
    {
        Operation.LOOKUP: "{0}{basis}是多少",
        Operation.SHARE: "{0}占{whole}的百分之几",
        Operation.CHANGE: "{0}比上年增减多少",
        Operation.CHANGE_RATE: "{0}比上年增减百分之几",
        Operation.COMPLETION: "{0}完成年初预算的百分之几",
        Operation.DIFFERENCE: "{0}与{1}相差多少",
        Operation.SUM: "{0}与{1}合计多少",
        Operation.MULTIPLE: "{0}是{1}的几倍",
        Operation.REASON: "{0}增减的原因是什么",
    }
)
_MOST = 2


def suggestion(planned: Question) -> str | None:
    """The question that *planned* stands for; None where it needs more words than these.

    >>> from assistant.inquiry import Asked
    >>> one = Asked(item="公务接待费", said="接待")
    >>> suggestion(Question(text="", operation=Operation.LOOKUP, orgs=("甲县教育局",), years=(2020,), items=(one,)))
    '甲县教育局2020年公务接待费是多少'
    """
    words = _WORDS.get(planned.operation)
    if words is None or len(planned.orgs) > 1 or len(planned.years) > 1 or len(planned.items) > _MOST:
        return None
    names = [item.item.rpartition("/")[2] for item in planned.items]
    if words.count("{1}") != len(names) - 1:
        return None
    basis = "年初预算" if planned.basis is Basis.BUDGET else ""
    lead = "".join(planned.orgs) + "".join(f"{year}年" for year in planned.years)
    return lead + words.format(*names, basis=basis, whole=planned.whole.item if planned.whole else "")
