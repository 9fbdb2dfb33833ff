"""Tables become figures: every amount cell of the public tables, score tables and clear counts, each with its exact place.

Comes in: a Source with its grids. Goes out: facts, and what became none with the reason. An empty cell is no figure and no zero.
"""

from collections.abc import Sequence

from index.records import Fact, Grid, Identity, Section, Source, Unrecognised
from index.tables.caption import Caption, measured, read_caption, titled
from index.tables.kinds import kind_of
from index.tables.layout import Table, take_apart
from index.tables.maker import Maker
from index.tables.other import read_other
from index.tables.public import read_public
from index.tables.scores import is_score_table, read_scores

__all__ = ["read_tables"]


def read_tables(
    source: Source, sections: Sequence[Section], identity: Identity, report_id: str
) -> tuple[tuple[Fact, ...], tuple[Unrecognised, ...]]:
    """Return the facts of all tables in the order of their places, and the numbers in them that became none."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    for grid in sorted(source.grids, key=lambda grid: grid.start):
        table = take_apart(grid, source)
        section = _section(grid, sections)
        caption = measured(titled(read_caption(grid, table.caption, source), table, section), table)
        maker = Maker(source, identity, report_id, section)
        found, unread = _read(table, caption, maker)
        facts += found
        left += unread
    return tuple(facts), tuple(left)


def _read(table: Table, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    headings = "".join(head for column in table.columns for head in column.heads)
    if is_score_table(table):
        return read_scores(table, caption, maker)
    kind = kind_of(caption.title, headings)
    if kind is None:
        return read_other(table, caption, maker)
    return read_public(table, kind, caption, maker)


def _section(grid: Grid, sections: Sequence[Section]) -> tuple[str, ...]:
    before = [section for section in sections if section.start <= grid.start]
    return before[-1].path if before else ()
