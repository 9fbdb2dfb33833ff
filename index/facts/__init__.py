"""Narrative text → figures: every stated number with its slots, or an honest Unrecognised.

Comes in: a Source, its outline and whose report it is. Goes out: facts in reading order. Tables are read elsewhere
(``index.tables``); sentences inside their cells are read here.

The steps: ``figures`` tells figures from other numbers, ``paths`` and ``bases`` find functional subjects and comparisons,
``clauses`` lays a paragraph out, and the reader walks it (``desk`` → ``naming`` → ``comparing`` → ``stating`` → ``reader``),
with ``frame`` for what a clause inherits. Conventions:

- 无…支出, 没有使用…安排的收支 are an amount of 0; 持平, 一致, 无增减变化 a change of 0, 基本持平 one of about 0.
- A rate of its own (结案率95%) is an amount in %; 调整预算增加 and 追加 are a change of the adjusted budget against the initial one.
- A change against a year that is neither last year nor the plan has no ``against``.
- 完成预算 is measured against the adjusted budget where the sentence states one, else against the initial one.
- What no words name is Unrecognised: damaged, missing_number, template_residue, no_label, no_unit, list_mismatch, range,
  ratio, ratio_to_last_year, several_years. Nothing behind it passes for a figure of the subject before it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.facts.clauses import Layout, lay_out
from index.facts.desk import LIST_MARK
from index.facts.elliptic import project_named
from index.facts.emit import Ledger
from index.facts.frame import Frame
from index.facts.labels import Subject, known_subject, total
from index.facts.merge import merge
from index.facts.reader import Reader
from index.facts.setting import Setting, scope_of, setting
from index.normalize import View, view
from index.records import Fact, Identity, Scope, Section, Source, Unrecognised

__all__ = ["merge", "read_facts"]

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE_LIKE = re.compile(r"[。；]|，.{4,}")
_HEADING_TAIL = re.compile(r"(?:支出|收入|收支|使用|占[用有]|管理|执行)?(?:决算|预算)?(?:总体|结构|具体)?(?:情况)?(?:的)?(?:说明)?$")
_NO_ITEM = re.compile(r"(?:(?:19|20)\d\d年度?)?(?:部门|单位|本年度?)?")
"""What stands before the 支出决算 of a heading that speaks of the whole of it."""

_TELLING = re.compile(r"\d|无|没有|未|不[存涉]|持平|一致|不变|[类款项][)）]|[十百千万亿元%]|[XＸ×]{2}|[大小高低]于|增加|减少|增长|下降")
"""What a paragraph has at least one of if it states a figure, a zero, a path or a template's residue."""

_FIGURE = re.compile(r"\d[万亿元%％]")
_GOES_ON = frozenset("；;，,、")
_LONGEST_JOINED = 4000
_LONGEST_ENTRY = 30
_CONTENTS = "目录"


def read_facts(
    source: Source, sections: Sequence[Section], identity: Identity, report_id: str
) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    """Read every figure that the sentences of *source* state."""
    seen = view(source.text)
    ledger = Ledger(report_id, identity.org, seen)
    frame = Frame(identity.year, identity.year)
    reader = Reader(ledger, frame)
    starts = [section.start for section in sections]
    waiting: Subject | None = None
    opened = False
    whose: Scope | None = None
    before_section: tuple[str, ...] = ()
    topics: dict[tuple[str, ...], Subject | None] = {}
    for start, end in _joined(_paragraphs(source, seen), seen, frozenset(starts)):
        text = seen.text[start:end]
        offset = seen.span(start, start + 1)[0]
        place = bisect_right(starts, offset) - 1
        section = sections[place].path if place >= 0 else ()
        if section and section[-1] == _CONTENTS:
            continue
        if _is_silent(text):
            frame.carry(opens=False, entry=False)
            waiting = None
            continue
        here = setting(identity, section)
        if section != before_section:
            whose = None
        if section not in topics:
            topics[section] = _topic(here)
        if section != before_section:
            frame.begin_section(next((named for title in reversed(section) if (named := project_named(title))), ""))
            before_section = section
        if text.rstrip().endswith(("：", ":")) and (said := scope_of(text)) is not None and not _FIGURE.search(text):
            whose = said
        elif whose is not None and here.scope in (None, Scope.ALL, Scope.FISCAL_APPROPRIATION):
            here = replace(here, scope=whose)
        layout = lay_out(text, identity.year, frame.path)
        before = len(ledger.facts)
        carried = frame.carried if LIST_MARK.match(text) or opened else None
        reader.read(layout, here, start, waiting or topics[section], carried)
        path_only = bool(layout.paths) and len(ledger.facts) == before and not layout.figures
        waiting = frame.main if path_only else _entry_named(text, layout, here)
        opened = text.rstrip().endswith(("：", ":"))
    ledger.facts.sort(key=lambda fact: (fact.value_start, fact.start))
    return tuple(ledger.facts), tuple(ledger.lost)


def _entry_named(text: str, layout: Layout, here: Setting) -> Subject | None:
    """1.公务用车购置费 on a line of its own is what the next line tells of."""
    if layout.figures or len(text) > _LONGEST_ENTRY or not LIST_MARK.match(text):
        return None
    subject = known_subject(text, -1, here)
    return subject if subject is not None and subject.twin is None else None


def _topic(here: Setting) -> Subject | None:
    """What the heading names, for sentences that leave it out."""
    if not here.section:
        return None
    title = LIST_MARK.sub("", here.section[-1])
    title = re.sub(r"^关于", "", title)
    bare = _HEADING_TAIL.sub("", title)
    tail = title[len(bare) :]
    side = next((word for word in ("支出", "收入") if word in tail and not ("收入" in tail and "支出" in tail) and "收支" not in tail), "")
    for words in (title, f"{bare}{side}", bare):
        subject = known_subject(words, -1, here) if words else None
        if subject is not None and subject.twin is None:
            return subject
    if side and _NO_ITEM.fullmatch(bare) and len([above for above in here.section if not above.startswith("第")]) == 1:
        return total(side == "收入", False, None, tail, -1)
    return None


def _paragraphs(source: Source, seen: View) -> Iterator[tuple[int, int]]:
    """The view's lines outside grids, and the sentences inside grids' cells."""
    spans = sorted((grid.start, grid.end) for grid in source.grids)
    starts = [start for start, _ in spans]
    cells = sorted((cell.start, cell.end) for grid in source.grids for cell in grid.cells if _is_prose(source.text[cell.start : cell.end]))
    for found in _PARAGRAPH.finditer(seen.text):
        start, end = found.span()
        first, last = seen.span(start, end)
        place = bisect_right(starts, last) - 1
        if place < 0 or spans[place][1] <= first:
            yield start, end
            continue
        for cell_start, cell_end in cells[bisect_left(cells, (first, 0)) : bisect_right(cells, (last + 1, 0))]:
            if cell_end <= last + 1:
                yield max(start, seen.position(cell_start)), min(end, seen.position(cell_end))


def _joined(paragraphs: Iterator[tuple[int, int]], seen: View, headings: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Lines that end with a semicolon or a comma go on in the next one, unless a heading stands there."""
    waiting: tuple[int, int] | None = None
    for start, end in paragraphs:
        goes_on = (
            waiting is not None
            and seen.text[waiting[1] - 1] in _GOES_ON
            and start - waiting[1] <= 2
            and end - waiting[0] <= _LONGEST_JOINED
            and seen.span(start, start + 1)[0] not in headings
        )
        if waiting is not None and not goes_on:
            yield waiting
        waiting = (waiting[0], end) if waiting is not None and goes_on else (start, end)
    if waiting is not None:
        yield waiting


def _is_silent(text: str) -> bool:
    """Whether a paragraph can state no figure and open no list: most of a report's prose."""
    return len(text) > 30 and text[-1] not in "：:" and not _TELLING.search(text)


def _is_prose(text: str) -> bool:
    return len(text) >= 30 and bool(_SENTENCE_LIKE.search(text)) and "×" not in text
