"""Names in a list: A、B和C分别, and the names that a second list in the sentence leaves out.

Comes in: the words before 分别 or 均. Goes out: one stretch of words a name. Never pairs names with values.
"""

import re
from dataclasses import dataclass

_AMONG = re.compile(r"分别|(?P<all>均|都)(?=为|是|达|无|$)")
_BREAK = re.compile(r"[，,；;：:]")
_HOW_MANY = re.compile(r"^(?:等)?[两二三四五六七八九十]{1,2}[项类个种]")
_SPLIT_PLAIN = re.compile(r"、")
_SPLIT = re.compile(r"、|以及|(?<!总)和(?!谐|平|睦|国)|与|及(?!其)")
_PAIR = re.compile(r"(?P<whose>.*?)收入?[、和与及](?P<other>支出?)(?P<what>总计|合计|总额|总预算|总决算)$")
"""收入、支出总计: both totals, of one 口径."""

_HEADS = re.compile(r"(?:参保|支出|收入|人数|金额|费用|经费|预算|决算|数量|人员|保险)")

Names = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Several names before one verb. ``labels`` carry what the last name carries for all, ``names`` do not."""

    labels: Names
    names: Names
    shared: bool
    """均, 都: one value for all; else a value a name."""


def listing(lead: str, at: int, values: int, before: Names) -> Listing | None:
    """Return the names that 分别 or 均 in *lead* stands for, None where it is no list of *values* values.

    *before* are the names of a list earlier in the sentence: 社会保险费收入分别达 goes on with them.

    >>> [label for label, _ in listing("企业养老保险、工伤、失业保险参保人数分别为", 0, 3, ()).labels]
    ['企业养老保险参保人数为', '工伤保险参保人数为', '失业保险参保人数为']
    """
    found = _AMONG.search(lead)
    if found is None:
        return None
    clause_start = max((mark.end() for mark in _BREAK.finditer(lead, 0, found.start())), default=0)
    text, predicate = lead[clause_start : found.start()], lead[found.end() :]
    shared = found["all"] is not None
    pieces = _pieces(text, at + clause_start, None if shared else values)
    if len(pieces) >= 2:
        ending = _shared_ending(pieces)
        pieces[-1] = (pieces[-1][0].removesuffix(ending), pieces[-1][1]) if ending else pieces[-1]
        ending = _HOW_MANY.sub("", ending)
        names = tuple(_bare_names(pieces, ending))
        return Listing(tuple((f"{name}{ending}{predicate}", offset) for name, offset in names), names, shared)
    if before and not shared and len(before) == values:
        return Listing(tuple((f"{name}{text.strip()}{predicate}", at + clause_start) for name, _ in before), before, shared)
    return None


def _pieces(text: str, at: int, values: int | None) -> list[tuple[str, int]]:
    """The names in *text*: cut at 、 alone where that gives one a value, else at 和, 与, 及 too."""
    pair = _PAIR.match(text)
    if pair is not None and values in (None, 2):
        return [(f"{pair['whose']}收入{pair['what']}", at), (f"{pair['whose']}支出{pair['what']}", at + pair.start("other"))]
    plain = _cut(text, at, _SPLIT_PLAIN)
    if values is not None and len(plain) == values:
        return plain
    both = _cut(text, at, _SPLIT)
    if values is not None and len(both) > values > 1 and len(plain) > 1:
        return []
    return both


def _cut(text: str, at: int, pattern: re.Pattern[str]) -> list[tuple[str, int]]:
    pieces, start = [], 0
    for found in pattern.finditer(text):
        pieces.append((text[start : found.start()], at + start))
        start = found.end()
    pieces.append((text[start:], at + start))
    return [(piece, offset) for piece, offset in pieces if piece.strip()]


def _shared_ending(pieces: list[tuple[str, int]]) -> str:
    """What the last name carries for all: 参保人数 of 失业保险参保人数."""
    last = pieces[-1][0]
    others = [piece for piece, _ in pieces[:-1]]
    if any(_HEADS.search(other[-2:]) and other[-2:] == last[-2:] for other in others):
        return ""
    for length in range(min(4, len(others[0])), 1, -1):
        ending = others[0][-length:]
        place = last.find(ending)
        if place >= 0 and place + length < len(last):
            return last[place + length :]
    if len(set(map(len, others))) == 1 and len(last) > len(others[0]):
        return last[len(others[0]) :]
    return ""


def _bare_names(pieces: list[tuple[str, int]], shared: str) -> list[tuple[str, int]]:
    names = [(piece.removesuffix(shared) if shared else piece, offset) for piece, offset in pieces]
    last = names[-1][0]
    endings = [name[-2:] for name, _ in names]
    if shared and endings.count(last[-2:]) >= 2:
        return [(name if name.endswith(last[-2:]) else name + last[-2:], offset) for name, offset in names]
    return names
