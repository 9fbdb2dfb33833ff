"""What a follow-up is about: what was spoken of before, a part of it, or what goes with it.

Comes in: a question read by itself and the one before it. Goes out: its items, and the whole that they are part of.
Never changes whose figure is asked for, nor what is done with it.
"""

import re
from dataclasses import replace

from assistant.inquiry import Asked, Operation, Question
from assistant.question import tables
from assistant.question.counts import AMOUNTS, PEOPLE, by_name
from assistant.question.heads import completed
from assistant.question.leaning import named_by_end, other_end
from assistant.question.pairs import MOVES
from assistant.question.said import TOTALS
from assistant.question.vocabulary import words as known_words
from index.quantity import Dimension
from index.records import Against, Basis, Measure

_COUNT_WORD = re.compile(
    r"^(?:那|那么|又)?(?:一共|总共)?(?:接待|请|招待|来|去|有)?了?(?:人次|批次|人数|多少个?人|几个?人|多少批|几批|几次|次数)"
)


def matter(question: Question, last: Question, bare: bool) -> dict[str, object]:
    """Which items; 其中 makes the last item the whole."""
    if question.measure is Measure.SCORE and last.indicator:
        score = Asked(item=last.indicator, said=last.indicator, known=False, measure=Measure.SCORE)
        return {"items": (score,), "indicator": None}
    within = _WITHIN.match(question.text) and question.operation is Operation.RANKING and not question.items
    if within and question.group in ("类", "款", "项") and len(last.items) == 1:
        return {"items": last.items}
    found = _spent_on(question, last) or _in_family(question, last) or _people(question, last, bare) or _in_short(question, last)
    found = found or (_of_last(question, last) if bare else {})
    if found:
        return found
    inside = question.text.startswith("其中") and len(last.items) == 1 and not _siblings(question.items, last)
    if question.operation is Operation.SHARE and question.whole is None and inside:
        return {"whole": last.items[0]}
    return {}


_WITHIN = re.compile(r"(?:那|它|这)?(?:里面|里头|里|当中|其中|之中|下面)(?:的)?")
"""What ranks the parts of what was spoken of: 里面哪一项最多."""


def _spent_on(question: Question, last: Question) -> dict[str, object]:
    """花了多少, after one item: what was spent on it, not all that was spent; after what was planned what was spent in the end."""
    asked = last.items[0] if len(last.items) == 1 else None
    if asked is None or asked.item in TOTALS or question.orgs or not SPENT.fullmatch(question.text):
        return {}
    if not asked.known:
        return {"items": (asked,)}
    amount = AMOUNTS.get(asked.item, asked.item)
    known = by_name(amount)
    if known is None or known.unit != "万元":
        return {}
    return {"items": (replace(asked, item=amount, basis=None, sort=None),)}


SPENT = re.compile(
    r"(?:那么?|这个?|它|实际上?|到底|究竟|最后|最终|又|都|今年|当年)*(?:花|用)(?:了|掉|出去)?(?:了)?(?:多少|几)(?:钱|块钱?|万元?|元)?[呢啊呀]?"
)


def _in_family(question: Question, last: Question) -> dict[str, object]:
    """买东西买服务的呢 after 工资福利支出 is of the same classification: no procurement."""
    known = by_name(last.items[0].item) if len(last.items) == 1 else None
    if known is None or question.orgs or question.operation is not Operation.LOOKUP:
        return {}
    rows = (row for row in _FAMILIES if row["group"] == known.group and re.search("|".join(row["any"]), question.text))
    meant = next((row["value"] for row in rows), None)
    return {"items": (Asked(item=meant, said=meant),), "leftover": ()} if meant else {}


_FAMILIES = tables.data("slots.toml")["in_family"]


def _people(question: Question, last: Question, bare: bool) -> dict[str, object]:
    """The guests or visits of what was spoken of: 接待了多少批次."""
    count = _COUNT_WORD.search(question.text)
    people = PEOPLE.get(AMOUNTS.get(last.items[0].item, last.items[0].item)) if last.items else None
    if not count or people is None or not (bare or _people_only(question)):
        return {}
    batches = people.replace("人次", "批次").replace("人数", "次数").replace("因公出国（境）批次", "因公出国（境）团组数")
    return {"items": (Asked(item=people if "人" in count.group() else batches, said=count.group()),)}


def _in_short(question: Question, last: Question) -> dict[str, object]:
    """What short words stand for beside what was spoken of; 其中 makes that the whole."""
    heads = _heads(question, last)
    if not heads:
        return {}
    if len(heads) > 1:
        return {"items": heads, "leftover": ()}
    part = question.operation is Operation.SHARE and question.text.startswith("其中") and len(last.items) == 1
    whole = last.items[0] if part and question.whole is None and not _siblings(heads, last) else question.whole
    return {"items": heads, "whole": whole}


def _of_last(question: Question, last: Question) -> dict[str, object]:
    """What a question that names nothing is about: what was spoken of, or something that goes with it."""
    if last.winner and not last.items and question.operation in _OF_WINNER:
        return {"items": (last.winner,), "against": question.against or last.against}
    if not last.items:
        return {"indicator": last.indicator} if last.indicator else {}
    end, position = other_end(question, last), _POSITION.search(question.text)
    if end:
        return {"items": end, "leftover": ()}
    if position and len(last.items) > 1:
        return {"items": (last.items[0 if position.group("first") else -1],), "whole": None}
    if _FISCAL.search(question.text) and question.operation is Operation.LOOKUP:
        return {"items": (Asked(item="财政拨款收入", said="财政给的"),), "leftover": ()}
    planned = question.basis is Basis.BUDGET or question.operation is Operation.COMPLETION or question.against is Against.BUDGET
    if planned and last.items[0].item in AMOUNTS:  # 预算呢 after how many cars: of what they cost
        return {"items": (Asked(item=AMOUNTS[last.items[0].item], said=last.items[0].said),)}
    if part := _part_said(question, last):
        return {"items": (part,), "whole": question.whole or last.whole, "leftover": ()}
    if new := _beside(question, last.items[0]) or _new_words(question, last):
        return {"items": (new,), "leftover": ()}
    return {"items": _once(last.items, question.operation), "whole": question.whole or last.whole}


def _part_said(question: Question, last: Question) -> Asked | None:
    """项目占几成, after 基本支出: another part of the family, never the same once more."""
    said = _PART_SAID.match(question.text) if question.operation is Operation.SHARE else None
    part = Asked(item=said.group("part"), said=said.group("part"), known=False) if said else None
    return (completed(part, last.items) or part) if part else None


_PART_SAID = re.compile(
    r"(?:那么?|其中|那)?(?P<part>(?![它这那其]|一共|总共|合计|加|两|三|俩)[\u4e00-\u9fff]{2,8}?)的?(?:支出|费)?(?:又|各|都|要)?占"
)
_OF_WINNER = frozenset((*MOVES, Operation.REASON, Operation.SHARE, Operation.COMPLETION))
"""What may be asked of what a ranking put first: 超了多少, 为啥."""
_ANDS = re.compile(r"[和与及、]|以及")


def _heads(question: Question, last: Question) -> tuple[Asked, ...]:
    """The items that short words stand for beside what was spoken of: 服务呢, 工程和服务分别是多少, 保有量几辆."""
    if len(question.items) != 1:
        return ()
    asked = question.items[0]
    whole = completed(asked, last.items) or (named_by_end(asked) if question.sort else None)
    if whole or asked.known:
        return (whole,) if whole else ()
    pieces = [completed(Asked(item=piece, said=piece, known=False), last.items) for piece in _ANDS.split(asked.said) if piece]
    return tuple(piece for piece in pieces if piece) if len(pieces) > 1 and all(pieces) else ()


def _beside(question: Question, last: Asked) -> Asked | None:
    """What was spent on what is counted, and what was bought of what is kept: 涉及多少资金, 打算再买几辆."""
    sort = question.sort
    if sort is None or question.operation is not Operation.LOOKUP:
        return None
    if sort.dimension is Dimension.MONEY and last.item in AMOUNTS:
        return Asked(item=AMOUNTS[last.item], said=sort.said)
    bought = sort.label.startswith("购") and AMOUNTS.get(last.item, last.item).startswith("公务用车")
    return Asked(item="公务用车购置数", said="买") if bought else None


_POSITION = re.compile(
    r"(?P<first>前面?(?:那|这)?(?:一)?个|前者|第一个|头一个)|后面?(?:那|这)?(?:一)?个|后者|第二个|最后(?:那|这)?(?:一)?个"
)
_AROUND = re.compile(r"^(?:那|那么|好的?|嗯|再看|再查|换成|还有|其中|,)+|(?:呢|啊|呀|吗|的|是|有|花了?|用了?|多少钱?|几何|[?,])+$")


_FISCAL = re.compile(r"财政[^,]{0,4}(?:拨(?!款)|给|领)")


def _new_words(question: Question, last: Question) -> Asked | None:
    """Words that name something new, if only in short: 初中呢 after 小学教育."""
    words = _AROUND.sub("", question.text)
    if question.operation is not Operation.LOOKUP or not 1 < len(words) <= _NEW_WORDS or _slots_said(question):
        return None
    new = Asked(item=words, said=words, known=False)
    if words in known_words():  # 项目的呢 after 基本支出
        return completed(new, last.items)
    return completed(new, last.items) or (named_by_end(new) if question.sort else None) or (new if question.leftover else None)


def _slots_said(question: Question) -> bool:
    """Whether the question fills a slot of its own: a year, a basis, a unit."""
    slots = (question.years, question.orgs, question.org_choices, question.basis, question.scope, question.unit, question.kind)
    return any(slots) or bool(question.level or question.against or question.measure or question.claimed)


def used(question: Question, last: Question) -> dict[str, object]:
    """主要买了什么 is asked of what was spent before."""
    asked = question.operation is Operation.PASSAGE and not question.items and _USED.search(question.text)
    return {"items": last.items} if asked else {}


_USED = re.compile(r"^(?:主要|都|具体)*(?:买|用|花)(?:了|的|在|于|到|来)*(?:些|点)?(?:什么|啥|哪)|用途")
"""主要买了什么, 都用在哪了: what was spoken of before was."""


def _once(items: tuple[Asked, ...], operation: Operation) -> tuple[Asked, ...]:
    """One item that was asked for in two bases (预算和决算各多少) is one item for what is computed next."""
    alike = len({item.item for item in items}) == 1 and len(items) > 1 and all(item.basis and not item.org for item in items)
    return (replace(items[0], basis=None),) if alike and operation not in (Operation.LOOKUP, Operation.DIFFERENCE) else items


_NEW_WORDS = 8


def _people_only(question: Question) -> bool:
    """Whether 多少人 or 人次 is all that is named: after a 接待费 it means the guests, not the staff."""
    return len(question.items) == 1 and question.items[0].item in ("年末实有人数", "人次", "批次") and not question.orgs


def _siblings(items: tuple[Asked, ...], last: Question) -> bool:
    """Whether the two items are parts of one whole: 其中服务 after 工程 is no part of it."""
    wholes = {found.whole for item in (*items, *last.items) if (found := by_name(item.item))}
    return len(items) == 1 and len(wholes) == 1
