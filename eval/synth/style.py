"""A provincial way of writing: read from ``styles/*.toml``. Held-out styles are for measuring only; no rule may be made after them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("styles")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Wordings of one paragraph. ``key``: an account that must not be zero, else ``zero`` is said. ``each``: said once a 类 or 项."""

    texts: tuple[str, ...]
    key: str = ""
    zero: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it."""

    title: str
    say: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one province writes: numbers, words of direction, phrases of change and completion, chapters in order."""

    name: str
    split: str
    title: str
    heading: str
    unit: str
    space: str
    thousands: bool
    percent_places: int
    plain_zero: bool  # 0万元, not 0.00万元
    trim_percent: bool  # 100%, not 100.00%
    grow: tuple[str, str]
    rise: tuple[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    chapters: tuple[Chapter, ...]


PHRASES = ("totals", "changes", "same", "fresh", "completion", "unbudgeted", "asplanned")


@cache
def styles(split: str = "all") -> tuple[Style, ...]:
    """The styles of a split (``development``, ``held_out``) or all of them, by name of their file."""
    read = tuple(_style(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.toml")))
    return tuple(style for style in read if split in ("all", style.split))


def _style(data: dict[str, Any]) -> Style:
    return Style(
        name=data["name"],
        split=data["split"],
        title=data["title"],
        heading=data["heading"],
        unit=data["unit"],
        space=data.get("space", ""),
        thousands=data.get("thousands", False),
        percent_places=data.get("percent_places", 2),
        plain_zero=data.get("plain_zero", False),
        trim_percent=data.get("trim_percent", False),
        grow=tuple(data["grow"]),
        rise=tuple(data["rise"]),
        phrases={name: tuple(data.get(name, ())) for name in PHRASES},
        chapters=tuple(Chapter(part["title"], tuple(_paragraph(say) for say in part["say"])) for part in data["section"]),
    )


def _paragraph(say: dict[str, Any]) -> Paragraph:
    return Paragraph(tuple(say["texts"]), say.get("key", ""), tuple(say.get("zero", ())), say.get("each", ""))
