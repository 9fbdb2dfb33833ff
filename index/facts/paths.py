"""Subjects of the functional classification as reports print them: 201…（类）10…（款）99…（项）, dashes, codes.

Comes in: view text. Goes out: where each path stands and the item it names. Never reads a figure.
"""

import re
from dataclasses import dataclass

from index.glossary import Item, by_code, compact, find, functional, namesakes

_LEVELS = "类款项"
_LEVEL = re.compile(r"[（(](?P<code>\d{2,3})?(?P<level>[类款项])[）)]")
_STOP = re.compile(r"[，,。；;：:、“”「」『』\"\n]|[（(]\d{1,3}[)）]|(?<![\d])\d{1,2}[.．](?=\d{3})")
_LEAD = re.compile(
    r"^(?:其中|具体|主要|分别|包括|主要用于|用于|(?:19|20)\d\d年(?:度|初)?|本年度?|一般公共预算财政拨款|一般公共预算|财政拨款|用于以下方面|[-—–/\s.．]|支出)+"
)
_CODE = re.compile(r"^(?:\d{1,2}[.．、])?(\d{2,3})(?=\D)")
_DASHED = re.compile(r"[一-龥]{2,30}(?:[-—–/]{1,2}[一-龥（）]{2,36}){1,2}")
_CODED = re.compile(r"(?<![\d.])(2[0-3]\d(?:\d{2}){0,2})(?=[“「]?([一-龥][一-龥（）、]{1,40}))")
_BRACKET_CODE = re.compile(r"([一-龥][一-龥、]{1,40})[”」』\"]?[（(](2[0-3]\d(?:\d{2}){0,2})[)）]")
_NAME_BEHIND = re.compile(r"[一-龥][一-龥、（）]{1,40}?(?=[：:，,。；]|年初|支出决算|决算|预算|\d)")
_LIST_FRONT = re.compile(r"(?:\d{1,2}[.．、]\s?)?")
_MARKS = ' “”「」『』"—–-/'
_CLOSING = {"”": "“", "」": "「", "』": "『", '"': '"'}
_REACH = 48


@dataclass(frozen=True, slots=True)
class Path:
    """A functional subject in the text. ``names`` are its steps as printed, ``codes`` theirs, "" where none is printed."""

    start: int
    end: int
    names: tuple[str, ...]
    item: str
    known: bool
    code: str | None

    def covers(self, label: str) -> bool:
        """Whether *label* only repeats a step of the path: …（项）卫生健康支出年初预算为…"""
        bare = compact(label).removesuffix("支出")
        return not bare or any(bare == compact(name).removesuffix("支出") for name in (*self.names, *self.item.split("/")))


def find_paths(text: str, before: Path | None = None) -> tuple[Path, ...]:
    """Return the paths in *text*, in order; one that starts below 类 goes on from the path *before* it."""
    found: list[Path] = []
    floor = 0
    for group in _level_groups(text):
        path = _levelled(text, group, found[-1] if found else before, floor=floor)
        floor = group[-1].end()
        if path is not None:
            found.append(path)
    if not found:
        found = [*_coded(text), *_dashed(text)]
    return tuple(sorted(found, key=lambda path: path.start))


def _level_groups(text: str) -> list[list[re.Match[str]]]:
    groups: list[list[re.Match[str]]] = []
    for mark in _LEVEL.finditer(text):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and _LEVELS.index(mark["level"]) > _LEVELS.index(last["level"])
            and mark.start() - last.end() <= _REACH
            and not re.search(r"[，。；]", text[last.end() : mark.start()])
        ):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _levelled(text: str, marks: list[re.Match[str]], before: Path | None, floor: int) -> Path | None:
    start = _start(text, marks[0].start(), floor)
    at, names, codes = start, [], []
    for mark in marks:
        name = text[at : mark.start()]
        name = name[_lead(name) :]
        name = name[_LIST_FRONT.match(name).end() :] if mark is marks[0] else name  # type: ignore[union-attr]
        code = _CODE.match(name)
        codes.append(mark["code"] or (code[1] if code else ""))
        names.append((name[code.end() :] if code else name).strip(_MARKS))
        at = mark.end()
    first = _LEVELS.index(marks[0]["level"])
    if not any(names) and not any(codes):
        return None
    if all(name.isdecimal() or not name for name in names):
        return _codes_only(text, start, marks, [name or code for name, code in zip(names, codes, strict=True)])
    if not names[0]:
        return None
    upper = before.item.split("/")[:first] if before is not None else []
    if first and functional([*upper, *names]) is None:
        upper = _only_upper(names[0], first) or upper
    if len(upper) < first:
        return None
    start += _lead(text[start : marks[0].start()])
    end = marks[-1].end()
    if first:
        names = [*upper, *names]
        codes = [""] * first + codes
    return _path(start, end, tuple(names), codes)


def _codes_only(text: str, start: int, marks: list[re.Match[str]], codes: list[str]) -> Path | None:
    """201（类）06（款）01（项）行政运行: the name stands behind the codes."""
    code = "".join(codes)
    end = marks[-1].end()
    behind = _NAME_BEHIND.match(text, end)
    start += _lead(text[start : marks[0].start()]) + len(_LIST_FRONT.match(text, start)[0])  # type: ignore[index]
    item = by_code(code)
    if item is not None:
        end += _same_start(item, behind[0]) if behind else 0
        return Path(start, end, tuple(item.name.split("/")), item.name, True, item.code)
    if behind is None or not code:
        return None
    parent = by_code(code[:5]) or by_code(code[:3])
    name = f"{parent.name}/{behind[0]}" if parent else behind[0]
    return Path(start, behind.end(), (behind[0],), name, False, code)


def _lead(name: str) -> int:
    found = _LEAD.match(name)
    return found.end() if found and found.end() < len(name) else 0


def _start(text: str, end: int, floor: int) -> int:
    """Where the first name of a path starts: after the last stop before it, or at its opening quote."""
    window = max(floor, end - _REACH)
    if text[end - 1 : end] in _CLOSING:
        opened = text.rfind(_CLOSING[text[end - 1]], window, end)
        return opened + 1 if opened >= 0 else end
    stops = list(_STOP.finditer(text, window, end))
    return stops[-1].end() if stops else window


def _path(start: int, end: int, names: tuple[str, ...], codes: list[str]) -> Path:
    item = functional(names, codes)
    if item is not None:
        return Path(start, end, names, item.name, True, item.code)
    only = _only_one_below(names)
    if only is not None:
        return Path(start, end, names, only.name, True, only.code)
    upper: Item | None = None
    depth = 0
    for step in range(1, len(names)):
        parent = functional(names[:step], codes[:step])
        if parent is not None:
            upper, depth = parent, step
    name = "/".join([*(upper.name.split("/") if upper else ()), *names[depth:]])
    code = "".join(codes) if all(codes) else None
    return Path(start, end, names, name, False, code)


def _only_upper(name: str, level: int) -> list[str]:
    """The steps above a 款 or a 项, where only one of the name is known: 卫生健康支出 above 公立医院."""
    found = [item for item in namesakes(name) if item.code and len(item.code) == 3 + 2 * level]
    return found[0].name.split("/")[:level] if len(found) == 1 else []


def _only_one_below(names: tuple[str, ...]) -> Item | None:
    """The 项 of this name under the 类, where there is just one: the 款 between them was misprinted."""
    top = functional(names[:1])
    if len(names) != 3 or top is None or top.code is None:
        return None
    found = [item for item in namesakes(names[2]) if item.code and len(item.code) == 7 and item.code.startswith(top.code)]
    return found[0] if len(found) == 1 else None


def _coded(text: str) -> list[Path]:
    paths = []
    for found in _CODED.finditer(text):
        item = by_code(found[1])
        if item is not None:
            length = _same_start(item, found[2])
            if length:
                paths.append(Path(found.start(), found.start(2) + length, tuple(item.name.split("/")), item.name, True, item.code))
    for found in _BRACKET_CODE.finditer(text):
        item = by_code(found[2])
        if item is not None and compact(found[1]).removesuffix("支出").endswith(compact(item.short).removesuffix("支出")):
            paths.append(Path(found.start(), found.end(), tuple(item.name.split("/")), item.name, True, item.code))
    return paths


def _same_start(item: Item, text: str) -> int:
    for name in (item.short, *item.aliases):
        for form in (name, name.removesuffix("支出")):
            if form and text.startswith(form):
                return len(form)
    return 0


def _dashed(text: str) -> list[Path]:
    paths = []
    for found in _DASHED.finditer(text):
        whole = found.group()
        names = [name for name in re.split(r"[-—–/]{1,2}", whole) if name]
        lead = _lead(names[0])
        names[0] = names[0][lead:]
        top = find(names[0])
        if top is None or top.code is None:
            continue
        item = functional(names)
        if item is not None:
            paths.append(Path(found.start() + lead, found.end(), tuple(names), item.name, True, item.code))
    return paths
