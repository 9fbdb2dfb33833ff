"""Text → sections: the headings 第一部分, 一、, （一）, 1., （1） as a tree, the table of contents told apart.

Sections follow one another without a gap or an overlap: one ends where the next heading starts, of whatever level, so
that every character after the first heading belongs to exactly one. ``path`` holds the titles above it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.records import Grid, Section, Source

CONTENTS = "目录"
"""The title of the section that holds the table of contents, if there is one."""

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_PART = re.compile(rf"第\s?(?:{_NUMERAL}|\d{{1,2}})\s?(?:部分|章)\s*[:：、.．]?\s*")
_LADDER = (
    (10, _PART),
    (20, re.compile(rf"{_NUMERAL}\s?[、.．]\s*|[第]{_NUMERAL}节\s*")),
    (30, re.compile(rf"[（(]\s?{_NUMERAL}\s?[）)][、.]?\s*")),
    (40, re.compile(r"[\d１-９]{1,2}\s?(?:[、．]|[.](?!\d{1,2}(?!\d)))\s*")),
    (50, re.compile(r"[（(]\s?\d{1,2}\s?[）)]\s*")),
)
_FREE_TITLE = re.compile(
    r"(?!.*(?:详见|附后|见附))[^，。；：、\t]{0,36}(?:评价报告|自评报告|绩效报告|情况说明|编制说明|计分表|自评表|评分表|评价表|目标表|名词解释"
    r"|决算公开|公开表|部门概况|单位概况|主要职能|主要职责|机构设置)(?:情况)?"
)
_TABLES_TITLE = re.compile(r"[^，。；：、\t]{0,30}20\d\d年度?(?:部门|单位|本级)?(?:决算|预算)(?:公开)?报?表")
_FREE_RANK = 15
_GRID_RANK = 25
_NOISE = re.compile(r"^[\s>]*(?:#{1,6}\s+|[-•●◆■▪○➢*·\uf000-\uf0ff]\s*(?!\d))?(?:\*\*)?\s*")
_LEADER = re.compile(r"(?:[.…·．\s_]{2,}|\t)\s*\d{0,3}\s*$|\s*PAGEREF.*$|\s*\d{1,3}\s*$")
_CONTENTS = re.compile(r"目\s*录|CONTENTS?|contents?")
_NOUN_END = re.compile(
    r"(?:情况|说明|结果|概况|职责|职能|设置|构成|组成|目的|过程|依据|附件|解释|表|报告|分析|问题|建议|措施|机构|编制|预算|决算|绩效|占用|使用|采购|经费)$"
)
_RUN_IN_END = re.compile(r"(?:情况|说明|设置|构成|组成|职责|职能|概况|结果|分工)$")
_SUBJECT = re.compile(r"[（(](?:类|款|项)[）)]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万元|元|%|％|人$)")
_LONGEST_PAUSED = 28
_LONGEST_LINE = 300
_LONGEST_TITLE = 45
_LONGEST_RUN_IN = 24
_FEWEST_CONTENTS = 5


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that looks like a heading; ``end`` is where the title ends, ``bare`` means a marker with no title."""

    start: int
    end: int
    rank: int
    title: str
    bare: bool = False
    whole: bool = True

    @property
    def key(self) -> str:
        return re.sub(r"[\s:：、.．（）()“”\"]", "", self.title)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def outline(source: Source) -> tuple[Section, ...]:
    """Return the sections of a report in order."""
    lines = _lines(source.text, source.grids)
    headings = _merge_bare(_headings(lines), lines)
    contents, headings = _contents(headings, lines)
    headings = sorted([*headings, *_grid_titles(source, headings, contents)], key=lambda heading: heading.start)
    return tuple(_sections(headings, contents, len(source.text)))


def _lines(text: str, grids: Sequence[Grid]) -> list[_Line]:
    """Return the lines that are not blank and in no table."""
    spans = iter([*((grid.start, grid.end) for grid in grids), (len(text) + 1, len(text) + 1)])
    low, high = next(spans)
    lines, at = list[_Line](), 0
    for raw in text.split("\n"):
        end = at + len(raw)
        while at >= high and low <= len(text):
            low, high = next(spans)
        if raw.strip() and not low <= at < high:
            lines.append(_Line(at, end, raw))
        at = end + 1
    return lines


def _headings(lines: Sequence[_Line]) -> list[_Heading]:
    found, open_ = list[_Heading](), False
    for line in lines:
        heading = _heading(line)
        if heading is not None and not (open_ and heading.rank == _FREE_RANK):
            found.append(heading)
        open_ = line.text.rstrip()[-1] in "，、（(“《"
    return found


def _heading(line: _Line) -> _Heading | None:
    skipped = _NOISE.match(line.text)
    begin = skipped.end() if skipped else 0
    body = line.text[begin:].rstrip().removesuffix("**")
    start = line.start + begin
    for rank, marker in _LADDER:
        found = marker.match(body)
        if found:
            return _numbered(body, found.end(), start, rank)
    compact = re.sub(r"\s", "", body)
    if len(compact) <= _LONGEST_TITLE and _FREE_TITLE.fullmatch(compact):
        return _Heading(start, start + len(body), _FREE_RANK, _title(body))
    if len(compact) <= _LONGEST_TITLE and _TABLES_TITLE.fullmatch(compact):
        return _Heading(start, start + len(body), 10, _title(body))
    return None


def _numbered(body: str, mark: int, start: int, rank: int) -> _Heading | None:
    """Return the heading that *body* is, with its marker ending at *mark*, or None for a sentence or a list item."""
    rest = _LEADER.sub("", body[mark : mark + _LONGEST_LINE]).strip()
    if not rest:
        return _Heading(start, start + len(body), rank, _title(body), bare=True) if rank == 10 else None
    compact = re.sub(r"\s", "", rest)
    if len(body) <= _LONGEST_LINE and _is_title(compact, rank):
        return _Heading(start, start + len(body), rank, _title(body[:mark] + rest))
    return _run_in(body, mark, start, rank)


def _is_title(compact: str, rank: int) -> bool:
    bare = compact.rstrip("。：:.")
    if len(compact) > _LONGEST_TITLE or compact[-1] in "；;，," or _SUBJECT.search(bare) or _FIGURE.search(bare):
        return False
    if rank >= 40 and not _NOUN_END.search(bare):
        return False
    ended, noun = compact[-1] in "。.：", bool(_NOUN_END.search(bare))
    if re.search(r"[。；;：]", bare) or (re.search(r"[，,]", bare) and not _may_pause(bare, rank, ended=ended, noun=noun)):
        return False
    return not ended or noun or rank == 10


def _may_pause(bare: str, rank: int, *, ended: bool, noun: bool) -> bool:
    """Whether a title may hold a comma: a short one of the upper ranks that is no sentence."""
    return (rank <= 20 and noun) or (rank <= 30 and not ended and len(bare) <= _LONGEST_PAUSED)


def _run_in(body: str, mark: int, start: int, rank: int) -> _Heading | None:
    """A heading that its own paragraph follows on the line: （一）内设机构设置。本局内设…."""
    stop = body.find("。", mark)
    title = re.sub(r"\s", "", body[mark:stop]) if stop > 0 else ""
    if title and len(title) <= _LONGEST_RUN_IN and not re.search(r"[，；：,;]", title) and _RUN_IN_END.search(title):
        return _Heading(start, start + stop + 1, rank, _title(body[:stop]), whole=False)
    return None


def _title(printed: str) -> str:
    """Return a title as paths hold it: on one line, without a final stop, blanks only between marker and name."""
    text = re.sub(r"\s+", " ", printed.replace("**", "")).strip().rstrip("。：:").strip()
    part = _PART.match(text)
    if part and part.end() < len(text):
        return f"{re.sub(r'[ :：、.．]', '', part.group())} {text[part.end() :].replace(' ', '')}"
    return re.sub(r" ", "", text)


def _merge_bare(headings: Sequence[_Heading], lines: Sequence[_Line]) -> list[_Heading]:
    """Give a 第N部分 that stands alone the next line as its title, unless that is a heading itself."""
    merged = list[_Heading]()
    taken = -1
    for heading in headings:
        if heading.start < taken:
            continue
        if heading.bare:
            heading = _with_next_line(heading, lines)
            taken = heading.end
        merged.append(heading)
    return merged


def _with_next_line(heading: _Heading, lines: Sequence[_Line]) -> _Heading:
    at = bisect_left(lines, heading.end, key=lambda line: line.start)
    following = lines[at] if at < len(lines) else None
    if following is None or following.start - heading.end > 40:
        return heading
    text = following.text.strip()
    begin = following.start + len(following.text) - len(following.text.lstrip())
    numbered = any(marker.match(text) for _, marker in _LADDER)
    if numbered or len(text) > _LONGEST_TITLE or text[-1] in "。；，、":
        return heading
    return replace(heading, end=begin + len(text), title=_title(f"{heading.title} {text}"), bare=False)


def _contents(headings: list[_Heading], lines: Sequence[_Line]) -> tuple[tuple[int, int] | None, list[_Heading]]:
    """Find the table of contents; return its span and the headings without it."""
    marker = next((line for line in lines if _CONTENTS.fullmatch(re.sub(r"[\s#*]", "", line.text))), None)
    first = next((i for i, heading in enumerate(headings) if marker is None or heading.start > marker.start), None)
    if first is None:
        return None, headings
    last = _contents_end(headings, first, lines, named=marker is not None)
    if last - first < (2 if marker else _FEWEST_CONTENTS):
        return None, headings
    start = marker.start if marker else headings[first].start
    end = headings[last].start if last < len(headings) else headings[last - 1].end
    before = [heading for heading in headings[:first] if heading.end <= start and heading.rank == _FREE_RANK]
    listed = {heading.key for heading in headings[first:last]}
    before = [heading for heading in before if heading.key in listed]
    return (start, max(end, headings[last - 1].end)), [*before, *headings[last:]]


def _contents_end(headings: Sequence[_Heading], first: int, lines: Sequence[_Line], *, named: bool) -> int:
    """Return the index of the first heading after the contents: where the first entry comes again, or body text starts."""
    opening = headings[first]
    for i in range(first + 1, len(headings)):
        if headings[i].rank == opening.rank and _same(headings[i].key, opening.key):
            return i
        if _has_body(headings[i - 1].end, headings[i].start, lines, named=named) or not headings[i - 1].whole:
            return i if _goes_on(headings[first : i - 1], headings[i - 1]) else i - 1
    return len(headings)


def _goes_on(entries: Sequence[_Heading], last: _Heading) -> bool:
    """Whether *last* counts on from the entries before it, as the end of the contents does; a text starts at one."""
    return last.rank != _FREE_RANK and bool(entries) and not re.match(r"第?[（(]?[一1１](?![一二三四五六七八九十\d])", last.title)


def _same(left: str, right: str) -> bool:
    """Whether two headings are one, printed in the contents and again in the text, perhaps cut or bare there."""
    shorter, longer = sorted((left, right), key=len)
    return len(shorter) >= 4 and longer.startswith(shorter)


def _has_body(start: int, end: int, lines: Sequence[_Line], *, named: bool) -> bool:
    """Whether more than the rest of a wrapped entry stands between two headings."""
    first = bisect_left(lines, start, key=lambda line: line.start)
    between = [line.text.strip() for line in lines[first : bisect_left(lines, end, lo=first, key=lambda line: line.start)]]
    if not named:
        return bool(between)
    return any(len(text) > _LONGEST_TITLE or text[-1] in "。；：" for text in between) or len(between) > 2


def _grid_titles(source: Source, headings: Sequence[_Heading], contents: tuple[int, int] | None) -> Iterator[_Heading]:
    """Yield a heading for each table's printed title, unless the line is a heading already."""
    known = [(heading.start, heading.end) for heading in headings]
    floor = contents[1] if contents else 0
    for grid in source.grids:
        line = _title_line(source.text, grid, floor)
        floor = grid.end
        if line and not any(start <= line[0] <= end for start, end in known):
            yield _Heading(line[0], line[1], _GRID_RANK, grid.title)


def _title_line(text: str, grid: Grid, floor: int) -> tuple[int, int] | None:
    if not grid.title:
        return None
    end = grid.start
    while end > max(floor, grid.start - 300):
        start = text.rfind("\n", 0, end - 1) + 1
        if grid.title in re.sub(r"\s", "", text[start:end]) and start >= floor:
            return start, start + len(text[start:end].rstrip())
        end = start
    return None


def _sections(headings: Sequence[_Heading], contents: tuple[int, int] | None, length: int) -> Iterator[Section]:
    if contents:
        following = next((heading.start for heading in headings if heading.start >= contents[1]), contents[1])
        yield from _before(headings, contents)
        yield Section((CONTENTS,), 1, contents[0], max(contents[1], following), contents[0])
    open_: list[_Heading] = []
    for i, heading in enumerate(headings):
        if contents and heading.start < contents[1]:
            continue
        while open_ and open_[-1].rank >= heading.rank:
            open_.pop()
        open_.append(heading)
        end = headings[i + 1].start if i + 1 < len(headings) else length
        yield Section(tuple(h.title for h in open_), len(open_), heading.start, end, heading.end)


def _before(headings: Sequence[_Heading], contents: tuple[int, int]) -> Iterator[Section]:
    """Yield what stands before the contents, such as a cover's title."""
    early = [heading for heading in headings if heading.start < contents[0]]
    for i, heading in enumerate(early):
        end = early[i + 1].start if i + 1 < len(early) else contents[0]
        yield Section((heading.title,), 1, heading.start, end, heading.end)
