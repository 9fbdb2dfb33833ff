"""A table that goes on over a page break: with nothing between, or under its title or unit printed once more."""

import re
from collections.abc import Sequence

from index.reading.captions import caption, furniture, is_sheet_line
from index.reading.ruled import RuledTable, continuation, stitch

_AGAIN = re.compile(r"[（(]?(?:续表?|接上[页表])[一二三四五六七八九\d]{0,2}[)）]?")


def joined(upper: RuledTable, title: str, between: Sequence[str], lower: RuledTable) -> RuledTable | None:
    """Return *upper* with its rest *lower*, None where they are two tables.

    *title* is what is printed above *upper*, *between* the lines above *lower* on its page.
    """
    rest = continuation(upper, lower)
    if rest is None or _has_title_of_its_own(rest, upper, title):
        return None
    if between and not _is_head_again(between, title, upper, rest):
        return None
    return stitch(upper, rest)


def _has_title_of_its_own(lower: RuledTable, upper: RuledTable, title: str) -> bool:
    """Whether *lower* prints another title than *upper* inside its first rows."""
    own = _inner_title(lower)
    return bool(own) and own not in (title, _inner_title(upper))


def _inner_title(table: RuledTable) -> str:
    rows = [table.row(number) for number in range(table.rows)]
    head = [text for row in rows[: furniture(rows)] for text in row if text]
    return next((found for text in head if (found := caption([text])[0])), "")


def _is_head_again(between: Sequence[str], title: str, upper: RuledTable, lower: RuledTable) -> bool:
    """Whether the lines between repeat the table's head: 续表, its title, its unit with the same first row under it."""
    titles = [text for text in between if not is_sheet_line(text)]
    if titles:
        return all(_AGAIN.sub("", text.replace(" ", "")) in ("", title) for text in titles)
    return any(lower.row(0)) and lower.row(0) == upper.row(0)
