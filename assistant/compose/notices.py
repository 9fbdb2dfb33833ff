"""What is said beside an answer, and which of it is a warning."""

from collections.abc import Callable
from types import MappingProxyType

from assistant.compose.footnotes import Source, Text, amount, joined
from assistant.compute.naming import SCOPE_NAMES, labels, scope_word, short
from assistant.plan import Notice
from index.records import Fact


def _figures(facts: tuple[Fact, ...]) -> Text:
    return joined([(amount(fact.quantity), fact) for fact in facts], "、")


def _conflict(notice: Notice) -> Text:
    first, *others = notice.facts
    shown: list[Text] = [(f"{amount(fact.quantity)}", fact, _where(fact)) for fact in others]
    return (
        f"同一报告对{first.year}年{short(first.item)}的写法不一：本回答采用{amount(first.quantity)}", first, _where(first),
        "，另一处写作", *joined(shown, "、"),
    )  # fmt: skip


def _where(fact: Fact) -> str:
    scope = scope_word(fact)
    return f"（{scope}）" if scope else ""


def _restated(notice: Notice) -> Text:
    first, *others = notice.facts
    return (
        f"{first.year}年{short(first.item)}在当年报告中为{amount(first.quantity)}", first, "，另一份报告写作",
        *_figures(tuple(others)),
    )  # fmt: skip


def _mixed_scope(notice: Notice) -> Text:
    shown: list[Text] = [
        (f"{name}{amount(fact.quantity)}", fact, f"是{SCOPE_NAMES[fact.scope].removesuffix('口径')}口径")
        for name, fact in zip(labels(notice.facts), notice.facts, strict=True)
        if fact.scope is not None
    ]
    return ("参与计算的数字口径不同：", *joined(shown, "，"))


def _disagrees(notice: Notice) -> Text:
    return ("报告自己写的结果是", *_figures(notice.facts), "，与用报告数字重新计算的结果不一致")


def _rounding(notice: Notice) -> Text:
    return ("报告自己写的结果是", *_figures(notice.facts), "，与重新计算的结果略有出入，在公布精度造成的尾差范围之内")


def _approximate(notice: Notice) -> Text:
    return ("报告写的是约数或范围：", *_figures(notice.facts))


def _unit_suspect(notice: Notice) -> Text:
    fact, other = notice.facts
    return (
        f"报告写{short(fact.item)}{amount(fact.quantity)}", fact, f"，同处的{short(other.item)}写{amount(other.quantity)}", other,
        "，疑为单位误写",
    )  # fmt: skip


def _premise(notice: Notice) -> Text:
    return (notice.words[0], *_figures(notice.facts)) if notice.facts else (notice.words[0],)


WARNINGS: MappingProxyType[str, Callable[[Notice], Text]] = MappingProxyType(
    {
        "corrected": lambda notice: (f"“{notice.words[0]}”按“{notice.words[1]}”理解",),
        "only_budget": lambda _: ("这一年只有预算报告，以下是预算数，不是决算数",),
        "open_label": lambda notice: (f"“{notice.words[0]}”按报告里的“{notice.words[1]}”理解",),
        "conflict": _conflict,
        "restated": _restated,
        "mixed_scope": _mixed_scope,
        "disagrees": _disagrees,
        "rounding": _rounding,
        "approximate": _approximate,
        "premise": _premise,
        "reason_of": lambda notice: (f"报告没有单独说明{notice.words[0]}的原因，引用的是{notice.words[1]}的",),
        "summed_up": lambda _: ("报告没有直接公布这一级科目的合计，由下一级科目相加得到",),
        "unit_suspect": _unit_suspect,
        "turned_back": lambda notice: (f"没有报告直接写出这个数，由{notice.words[0]}年的数和它比上年的增减倒推",),
        "from_change": lambda _: ("没有报告直接写出这个数，由决算数和它比预算的增减倒推",),
        "from_rate": lambda _: ("没有报告直接写出这个数，由报告公布的比率倒推；比率经过四舍五入，结果是约数",),
        "of_parts": lambda _: ("报告没有直接写出这个数，由它的各组成部分相加得到",),
        "as_of": lambda notice: (f"报告写的是{notice.words[0]}年的数",),
        "opening": lambda notice: (f"没有报告直接写出{notice.words[0]}年的{notice.words[1]}，这是{notice.words[2]}年年初的数",),
        "other_side": lambda notice: (f"{notice.words[0]}不是支出的一部分，按{notice.words[1]}计算",),
        "partial": lambda notice: (notice.words[0],),
    }
)
"""Notices that warn. Those not listed are said in the text alone."""

SAID: MappingProxyType[str, Callable[[Notice], Text]] = MappingProxyType(
    {
        "corrected": lambda notice: (f"“{notice.words[0]}”按“{notice.words[1]}”理解。",),
        "open_label": lambda notice: (f"“{notice.words[0]}”按报告里的“{notice.words[1]}”理解。",),
        "only_org": lambda notice: (f"（问题没有说是哪个单位，按库中符合的{notice.words[0]}回答。）",),
        "only_year": lambda notice: (f"（问题没有说是哪一年，按库中仅有的{notice.words[0]}年报告回答。）",),
        "newest": lambda notice: (f"（问题没有说是哪一年，按最近的{notice.words[0]}年报告回答。）",),
        "only_budget": lambda _: ("这一年只有预算报告，以下是预算数。",),
        "other_side": lambda notice: (f"（{notice.words[0]}不是支出的一部分，按{notice.words[1]}计算。）",),
        "as_of": lambda notice: (f"（报告写的是{notice.words[0]}年的数。）",),
        "opening": lambda notice: (f"（没有报告直接写出{notice.words[0]}年的{notice.words[1]}，这是{notice.words[2]}年年初的数。）",),
        "reason_of": lambda notice: (f"报告没有单独说明{notice.words[0]}的原因，下面是{notice.words[1]}的：",),
        "premise": lambda notice: (*_premise(notice), "。"),
    }
)


def spoken(notices: tuple[Notice, ...], *, before: bool) -> Text:
    """The notices that belong into the text: corrections and failed premises before the answer, defaults after it."""
    first = ("corrected", "open_label", "only_budget", "premise", "reason_of")
    chosen = [notice for notice in notices if notice.code in SAID and (notice.code in first) is before]
    out: list[str | Source] = []
    for notice in dict.fromkeys(chosen):
        out.extend(SAID[notice.code](notice))
    return tuple(out)
