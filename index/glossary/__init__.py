"""The field's terms: items, what people call them, how they add up. Data in ``items.toml`` and the code tables, read once."""

from dataclasses import dataclass

from index.records import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that reports give figures of.

    ``aliases`` are other printed forms (used on reports and on questions); ``spoken`` are what people say (questions
    only). ``parts`` sum up to the item. ``whole`` is what its share is taken of unless the question names a whole.
    """

    name: str
    group: str
    aliases: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    code: str | None = None
    unit: str = "万元"
    whole: str | None = None
    parts: tuple[str, ...] = ()
    scope: Scope | None = None
    note: str = ""
