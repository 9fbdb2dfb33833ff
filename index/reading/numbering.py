"""The numbers that Word prints before paragraphs but keeps out of their text: 一、, （一）, 1.; without them a report has no outline."""

import re
from dataclasses import dataclass, field

from docx.document import Document
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting", "taiwaneseCountingThousand")
)
_PLAIN = frozenset(("decimal", "decimalFullWidth", "decimalZero", "decimalHalfWidth"))

_Element = etree._Element


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts a document's numbered paragraphs as Word does, in order."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> "Numbering":
        """Read a document's lists and the styles that are numbered."""
        numbering = cls()
        part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        if part is not None:
            numbering._read_lists(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True)))
            numbering._read_styles(document.styles.element)
        return numbering

    def _read_lists(self, root: _Element) -> None:
        for abstract in root.iter(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId", "")
            for level in abstract.iter(f"{_W}lvl"):
                start = _value(level, "start")
                self.levels[name, int(level.get(f"{_W}ilvl", "0"))] = _Level(
                    _value(level, "numFmt"), _value(level, "lvlText"), int(start) if start.isdecimal() else 1
                )
        for number in root.iter(f"{_W}num"):
            self.lists[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId")

    def _read_styles(self, root: _Element) -> None:
        for style in root.iter(f"{_W}style"):
            found = _reference(style)
            if found is not None:
                self.styles[style.get(f"{_W}styleId", "")] = found

    def label(self, paragraph: _Element) -> str:
        """Count a paragraph and return the number printed before it, "" where there is none."""
        if not self.lists:
            return ""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found = _reference(paragraph) or self.styles.get(style.get(f"{_W}val", "") if style is not None else "")
        name = self.lists.get(found[0]) if found else None
        if found is None or name is None:
            return ""
        depth = found[1]
        level = self.levels.get((name, depth))
        if level is None:
            return ""
        self.counts[name, depth] = self.counts.get((name, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((name, deeper), None)
        return self._printed(name, level)

    def _printed(self, name: str, level: _Level) -> str:
        if level.format not in _CHINESE | _PLAIN:
            return ""
        return re.sub(r"%(\d)", lambda found: self._count(name, int(found.group(1)) - 1), level.text)

    def _count(self, name: str, depth: int) -> str:
        level = self.levels.get((name, depth))
        count = self.counts.get((name, depth), level.start if level else 1)
        return chinese(count) if level is not None and level.format in _CHINESE else str(count)


def chinese(number: int) -> str:
    """Write a number from 1 to 99 as list markers do.

    >>> chinese(3), chinese(10), chinese(12), chinese(25)
    ('三', '十', '十二', '二十五')
    """
    tens, ones = divmod(number, 10)
    if number >= 100 or number < 1:
        return str(number)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _reference(element: _Element) -> tuple[str, int] | None:
    """Return list and level that a paragraph or a style names."""
    found = element.find(f"{_W}pPr/{_W}numPr")
    number = _value(found, "numId") if found is not None else ""
    if found is None or not number:
        return None
    depth = _value(found, "ilvl")
    return number, int(depth) if depth.isdecimal() else 0
