"""What a question holds that nothing was made of: then the reader is asked, not answered.

Comes in: a question whose slots are filled, and its mask. Goes out: the question, with what was not understood.
Never guesses what was meant.
"""

import re
from dataclasses import replace

from assistant.inquiry import Condition, Correction, Operation, Question
from assistant.question.operations import unused
from assistant.question.said import TOTALS
from index.records import Measure

_PLAIN = {Operation.LOOKUP, Operation.SHARE, Operation.CHANGE, Operation.REVERSE, Operation.SUM, Operation.COMPARE}


_OF_BUDGETS = (Condition.ANY, Condition.UNDER_BUDGET, Condition.OVER_BUDGET)
"""Groups of which can be told by how much they miss their budgets, all together."""
_TOGETHER = re.compile(r"(?:这?[两三四五六几](?:个|项|者|类|块))?(?:的?(?:加起来|加在一起|合计|合起来|之和|一共|总共|相加))")


def doubted(question: Question, mask: str) -> Question:
    """Ask back where the question holds words for an operation that was not understood."""
    if "operation" in question.inherited or question.measure is Measure.SCORE:
        return question
    if question.operation is Operation.SHARE and question.whole is not None and len(question.items) > 1:
        mask = _TOGETHER.sub("", mask)
    shared = question.operation in (Operation.SUM, Operation.REMAINDER) and question.whole is not None
    operation = Operation.SHARE if shared else question.operation  # the share of a sum is worked out as one
    found = unused(mask, operation) or _beside_place(mask, question) if question.operation in _PLAIN else None
    if found is None and question.operation is Operation.SUM and question.condition not in _OF_BUDGETS:
        found = next((("".join(words), "") for words in re.findall(r"[多少]花|超支?了?几|差了?几", mask)), None)
    found = found or unused(mask, None) or _unplaced(question, mask)
    if found is None:
        return question
    if _how_much(found[1], question, mask):
        return replace(question, corrections=(*question.corrections, Correction(found[0].strip("…"), found[1], certain=True)), leftover=())
    return replace(question, corrections=(*question.corrections, Correction(*found, certain=False)), sure=min(question.sure, 0.5))


def _how_much(meant: str, question: Question, mask: str) -> bool:
    """Whether only the 多少 at the end of a look-up is mistyped: 是来少, 是多. Nothing else can be asked of a known item."""
    known = bool(question.items) and all(item.known for item in question.items)
    return meant == "多少" and known and question.operation is Operation.LOOKUP and bool(_SPOILT_END.search(mask))


_SPOILT_END = re.compile(r"I(?:一共|总共|合计|花|用)?[是为有了]?[^IOBYN,变太很更越减增不最]?[多少]钱?$")


def _unplaced(question: Question, mask: str) -> tuple[str, str] | None:
    """Words that nothing explains, in the middle of what is to be computed or beside a mere total."""
    total = (len(question.items) == 1 and question.items[0].item in TOTALS and mask.count("I") == 0) or "花" in "".join(
        item.said for item in question.items
    )
    guessed = next((item for item in question.items if item.near and not item.known), None)
    if question.operation is Operation.RANKING and guessed:
        return guessed.said, guessed.near[0]
    broken = _BROKEN_NUMBER.search(mask)
    if broken:  # 一万三: nobody can tell of what
        return broken.group(1), ""
    if question.leftover and len(question.items) == 1 and _AND_MORE.search(mask):
        return question.leftover[0], ""
    if not question.leftover or question.operation not in _COMPUTED | ({Operation.LOOKUP} if total else set()):
        return None
    word = question.leftover[0]
    if question.operation is Operation.SHARE and word.startswith("比"):  # 比列, 比利: a share is asked for all the same
        return None
    if (mask.endswith(word) and len(word) == 1) or not question.items or _VERBAL.search(word):
        return None
    return word, ""


_BROKEN_NUMBER = re.compile(r"N([一二三四五六七八九])(?![一二三四五六七八九个项])")
_AND_MORE = re.compile(r"I[和与跟及、](?!I)|(?<![IOBYNQ])[和与跟及、]I")
"""Another item is joined on that was not read: 学前教育和小教育."""
_VERBAL = re.compile(r"[了着过得]$")
"""What is done, not what is asked for: 报了两笔."""


_COMPUTED = {
    Operation.SHARE,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.COMPLETION,
    Operation.DIFFERENCE,
    Operation.SUM,
    Operation.MULTIPLE,
    Operation.TIMES_MORE,
    Operation.PER_UNIT,
    Operation.REMAINDER,
    Operation.RANKING,
    Operation.COUNT_OF,
}


_BETWEEN = re.compile(r"O([\u4e00-\u9fff]{1,3})Y")


_LINKS = frozenset(
    ["的", "在", "于", "到", "从", "比", "和", "与", "跟", "是", "自", "本级", "关于", "较", "同", "部门", "单位", "的在", "这", "那"]
)


def _beside_place(mask: str, question: Question) -> tuple[str, str] | None:
    """Words between a place and the year may be the rest of a body's name: 赫山区大人2020年."""
    found = _BETWEEN.search(mask)
    if not found or not question.orgs or found.group(1) in _LINKS or any(org.endswith(found.group(1)) for org in question.orgs):
        return None
    return found.group(1), question.orgs[0]
