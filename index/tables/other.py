"""Tables that are none of the public ones: figures whose row, column and unit are plain, everything else left unread."""

import re

from index.glossary import compact, find
from index.records import Fact, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import COUNT_UNIT, Meaning, read_heads
from index.tables.kinds import scope_of
from index.tables.layout import Square, Table
from index.tables.maker import Maker, Slots, is_amount, is_figure, unit_of

_FORM = re.compile(r"项目名称|主管部门|实施单位|绩效目标|指标值|分值|总体目标|预期|完成值")
"""Words of forms (项目支出绩效自评表): the figures there are one project's, under rows named like the department's."""

_KNOWN = re.compile(r"机构运行|资产|采购|人员情况|机关运行|一般性支出|会议费|培训费|基本情况|基本数字")
"""Titles of tables whose rows are the department's own terms."""


_SUMS = frozenset(("", "合计", "总计", "小计"))


def read_other(table: Table, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the figures that have a name in their row, a heading over them and a unit; a form has none."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    form = any(square and _FORM.search(square.text) for row in table.rows for square in row)
    meanings = {column.index: read_heads(table.heads(column), None, maker.basis, maker.identity.year) for column in table.values()}
    for _, row in table.body:
        for column in table.values():
            square = row[column.index]
            if square is None or square.cell.column != column.index or not is_amount(square.text.rstrip("%")):
                continue
            label = table.label(row, column)
            made: Fact | Unrecognised
            if form or not column.heads:
                made = maker.unread(square, "form" if form else "no_label")
            else:
                made = _cell(square, label, meanings[column.index], caption, maker)
            if isinstance(made, Fact):
                facts.append(made)
            else:
                left.append(made)
    return facts, left


def _cell(square: Square, label: Square | None, meaning: Meaning, caption: Caption, maker: Maker) -> Fact | Unrecognised:
    named = _name(label, meaning, bool(_KNOWN.search(caption.title)))
    unit = unit_of(meaning, label, caption)
    if named is None:
        return maker.unread(square, "no_label")
    if not unit or not is_figure(square.text, meaning.measure):
        return maker.unread(square, "no_unit")
    name, known = named
    slots = Slots(name, known, meaning.basis, meaning.measure, scope_of(caption.title), meaning.year)
    return maker.fact(slots, square, unit, label, caption.title or "表格")


def _name(label: Square | None, meaning: Meaning, own_terms: bool) -> tuple[str, bool] | None:
    """The figure's name and whether it is a glossary item: row · column, or the column alone in a 合计 row of a table of terms."""
    bare = compact(COUNT_UNIT.sub("", label.text)) if label is not None else ""
    if bare in _SUMS:
        return (meaning.item.name, True) if own_terms and meaning.item is not None else None
    row_item = find(bare) if own_terms else None
    row_name = row_item.name if row_item else bare
    return (f"{row_name}·{meaning.label}", False) if meaning.label else (row_name, row_item is not None)
