"""Names in a list: A、B和C分别, and the names that a second list in the sentence leaves out.

Comes in: the words before 分别 or 均. Goes out: one stretch of words a name. Never pairs names with values.
"""

import re

_SPLIT = re.compile(r"、|以及|(?<!总)和(?!谐|平|睦|国)|与|及(?!其)")
_HEADS = re.compile(r"(?:参保|支出|收入|人数|金额|费用|经费|预算|决算|数量|人员|保险)")
Names = tuple[tuple[str, int], ...]


def listed_names(words: str, at: int, before: Names) -> tuple[list[tuple[str, int]], Names] | None:
    """Return the label of each list member with its offset, and the bare names for a list that follows.

    *before* are the names of a list earlier in the sentence: 社会保险费收入分别达 goes on with them.

    >>> [name for name, _ in listed_names("企业养老保险、工伤、失业保险参保人数", 0, ())[0]]
    ['企业养老保险参保人数', '工伤保险参保人数', '失业保险参保人数']
    """
    clause_start = max(words.rfind(mark) for mark in "，,；;：:") + 1
    text = words[clause_start:]
    pieces = _pieces(text, at + clause_start)
    if len(pieces) < 2:
        if before and text.strip():
            return [(f"{name}{text.strip()}", at + clause_start) for name, _ in before], before
        return [(text, at + clause_start)], ()
    shared = _shared_ending(pieces)
    names = _bare_names(pieces, shared)
    return [(f"{name}{shared}", offset) for name, offset in names], tuple(names)


def _pieces(text: str, at: int) -> list[tuple[str, int]]:
    pieces, start = [], 0
    for found in _SPLIT.finditer(text):
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
