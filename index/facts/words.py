"""Figures stated in words: 无…支出 and 没有使用…安排的收支 are zero, 与上年持平 is a change of zero.

Comes in: a clause without digits. Goes out: what it states, with the place of the words that say so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.facts.bases import Base
from index.facts.fillers import only_filler
from index.facts.labels import Subject, known_subject
from index.facts.setting import Setting
from index.glossary import item
from index.quantity import Hedge
from index.records import Basis

_FLAT = re.compile(r"(?P<about>基本|大致)?(?:持平|一致|相同|相等|保持不变|(?:无|没有|未发生|未有)(?:增减)?(?:变化|变动|增减|差异)|不变)")
_NONE = re.compile(r"(?P<none>无|没有|未(?:发生|安排|产生|使用|编制|涉及|购置|组织|举办|开展)|不存在|不涉及)(?P<what>[^，。；：]{2,60})$")
_NONE_OF_IT = re.compile(
    r"(?P<none>无|没有|未(?:发生|安排|产生|使用|涉及|开展)|不存在|不涉及)(?:相关|任何)?(?:此|该|上述|这|相关)(?:一)?(?:项|类|方面|部分)?(?:的)?"
    r"(?:支出|收支|收入|经费|资金|业务|开支|费用|情况|预算|决算|安排|财政拨款|和|、)*$"
)
_TITLE_END = re.compile(r"(?:决算|预算)?(?:总体|具体)?(?:情况)?(?:的)?(?:说明)?$")
_NOT = re.compile(r"(?:的|部门|单位|变化|变动|增减|要求|问题|情况发生|数据|能力|条件)$")
_WHAT_FRONT = re.compile(r"^(?:使用|安排|发生|购置|有|本年度?|相关的?|任何|新增)+")
_WHAT_BACK = re.compile(
    r"(?:安排的?|的|发生|情况|收支|收入(?:和|与|及|、)?支出|支出|收入|开支|费用|预算(?:与|和|、)决算|预算|决算|资金|项目)+$"
)
_WHO_END = re.compile(r"(?:[局委办厅院处所站队会校馆社镇乡县区市心府团台司]|部门|单位|机关|本级|年度?|年末|年初|末|底|^)$")
_FUND = re.compile(r"(?:政府性?基金|国有资本(?:经营)?)(?:预算)?(?:财政)?(?:拨款)?")
_SPLIT = re.compile(r"、|和|与|及")


@dataclass(frozen=True, slots=True)
class Zero:
    """What a clause says there is none of. ``start``/``end`` hold 无 or 没有 in the clause."""

    statements: tuple[tuple[Subject, Basis | None], ...]
    start: int
    end: int

    @staticmethod
    def unit(subject: Subject) -> str:
        """The unit that the item is counted in."""
        return item(subject.item).unit


def flat_statement(text: str, end: int, bases: Sequence[Base]) -> tuple[Base, int, int, Hedge] | None:
    """Return the one of *bases* that is said to be level before *end*, with the words that say so.

    Stated as zero: 持平, 一致 and 无增减变化 exactly, 基本持平 approximately.
    """
    for base in bases:
        own = _FLAT.search(text, base.start, base.end)
        found = own or _FLAT.match(text, base.end + len(text[base.end : end]) - len(text[base.end : end].lstrip("，, 相比总体均")))
        if found is not None and found.end() <= end:
            before = text[max(found.start() - 2, 0) : found.start()]
            about = bool(found["about"]) or before in ("基本", "大致")
            return base, found.start(), found.end(), Hedge.ABOUT if about else Hedge.EXACT
    return None


def zero_statement(text: str, setting: Setting) -> Zero | None:
    """Return what *text* says there is none of: only items of the glossary, said of the whole department.

    >>> from index.records import ReportKind
    >>> frame = Setting("某区水务局", 2020, ReportKind.FINAL, (), None)
    >>> [subject.item for subject, _ in zero_statement("2020年本部门无会议费开支", frame).statements]
    ['会议费']
    """
    found = _NONE.search(text)
    if found is None or _NOT.search(found["what"]):
        return None
    who = text[: found.start()]
    if not (only_filler(who, setting) or _WHO_END.search(who)):
        return None
    statements = _objects(found["what"], found.start("what"), setting)
    return Zero(tuple(statements), found.start("none"), found.end("none")) if statements else None


def zero_of_it(text: str, title: str, setting: Setting) -> Zero | None:
    """Return what 本年度无此项支出 says there is none of: the item of the heading above it.

    >>> from index.records import ReportKind
    >>> frame = Setting("某区水务局", 2020, ReportKind.FINAL, (), None)
    >>> [subject.item for subject, _ in zero_of_it("本年度无此项支出", "政府性基金预算财政拨款支出决算情况说明", frame).statements]
    ['政府性基金预算财政拨款支出']
    """
    found = _NONE_OF_IT.search(text)
    if found is None or not title:
        return None
    statements = _objects(_TITLE_END.sub("", title), 0, setting)
    placed = [(replace(subject, start=found.start(), end=found.end()), basis) for subject, basis in statements]
    return Zero(tuple(placed), found.start("none"), found.end("none")) if placed else None


def _objects(what: str, at: int, setting: Setting) -> list[tuple[Subject, Basis | None]]:
    front = _WHAT_FRONT.match(what)
    if front:
        what, at = what[front.end() :], at + front.end()
    back = _WHAT_BACK.search(what)
    tail = back.group() if back else ""
    core = what[: back.start()] if back else what
    bases: tuple[Basis | None, ...] = (None,)
    if "预算" in tail and "决算" in tail:
        bases = (Basis.BUDGET, Basis.FINAL)
    both = (
        "收支" in tail or ("收入" in tail and "支出" in tail) or ("收入" not in tail and "支出" not in tail and bool(_FUND.fullmatch(core)))
    )
    names = [f"{core}收入", f"{core}支出"] if both else [what, what.removesuffix("情况"), f"{core}{_kept(tail)}", core]
    subjects = _listed(core, _kept(tail), at, setting) if "、" in core else []
    subjects = subjects or _first_known(names, at, setting, every=both)
    if not subjects:
        subjects = [found for piece in _SPLIT.split(core) if (found := known_subject(piece, at + core.find(piece), setting))]
        if len(subjects) != len([piece for piece in _SPLIT.split(core) if piece]):
            return []
    return [(subject, basis) for subject in subjects for basis in bases]


def _listed(core: str, ending: str, at: int, setting: Setting) -> list[Subject]:
    """Every member of a list of items, none where one of them is no item."""
    pieces = [piece for piece in core.split("、") if piece]
    found = [_first_known([f"{piece}{ending}", piece], at + core.find(piece), setting, every=False) for piece in pieces]
    return [subject for subjects in found for subject in subjects] if all(found) else []


def _kept(tail: str) -> str:
    return "支出" if "支出" in tail else "收入" if "收入" in tail else ""


def _first_known(names: list[str], at: int, setting: Setting, *, every: bool) -> list[Subject]:
    found = [subject for name in names if (subject := known_subject(name, at, setting)) is not None]
    return found if every else found[:1]
