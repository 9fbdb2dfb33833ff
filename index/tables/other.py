"""Tables that are none of the public ones: figures whose row, column and unit are plain, everything else left unread."""

import re
from dataclasses import replace

from index.glossary import compact, find
from index.records import Fact, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import COUNT_UNIT, Meaning, read_heads, read_period
from index.tables.kinds import scope_of
from index.tables.layout import Square, Table
from index.tables.maker import Maker, Slots, is_amount, is_figure, unit_of
from index.tables.ranks import Ranks

_FORM = re.compile(r"项目名称|主管部门|实施单位|绩效目标|指标值|分值|总体目标|预期|完成值")
"""Words of forms (项目支出绩效自评表): the figures there are one project's, under rows named like the department's."""

_FORM_HEAD = re.compile(r"绩效目标|指标值|分值|总体目标|预期|完成值")
"""Those of them that make a form even as the heading of a list of projects."""

_KNOWN = re.compile(r"机构运行|资产|采购|人员情况|机关运行|一般性支出|会议费|培训费|基本情况|基本数字")
"""Titles of tables whose rows are the department's own terms."""


_MONEY = "万元"
_SUMS = frozenset(("", "合计", "总计", "小计"))
_SUMS_BELOW = _SUMS | {"支出合计", "支出小计", "合计支出"}
"""Totals that are those of the numbered row over them: 一、“三公”经费支出 over （一）支出合计."""


def read_other(table: Table, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the figures that have a name in their row, a heading over them and a unit; a form has none."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    form = _is_form(table)
    known = bool(_KNOWN.search(caption.title)) or table.runs_over_years()
    meanings = {column.index: read_heads(table.heads(column), None, maker.basis, maker.identity.year) for column in table.values()}
    ranks: dict[int, Ranks] = {}
    for _, row in table.body:
        entered: set[int] = set()
        for column in table.values():
            square, label = row[column.index], table.label(row, column)
            if column.block not in entered:
                ranks.setdefault(column.block, Ranks()).enter(label.text if label else "")
                entered.add(column.block)
            if square is None or square.cell.column != column.index or not is_amount(square.text.rstrip("%")):
                continue
            made: Fact | Unrecognised
            if form or not column.heads:
                made = maker.unread(square, "form" if form else "no_label")
            else:
                made = _cell(square, label, meanings[column.index], caption, maker, ranks[column.block], known)
            if isinstance(made, Fact):
                facts.append(made)
            else:
                left.append(made)
    return facts, left


def _is_form(table: Table) -> bool:
    """Whether a table is one project's form; a list with a column of projects is none."""
    listed = any(table.is_list_of_its_own(column) for column in table.columns)
    heads = {head for column in table.columns for head in column.heads} if listed else set()
    texts = {square.text for row in table.rows for square in row if square}
    return any((_FORM_HEAD if text in heads else _FORM).search(text) for text in texts)


def _cell(
    square: Square, label: Square | None, meaning: Meaning, caption: Caption, maker: Maker, ranks: Ranks, known: bool
) -> Fact | Unrecognised:
    """One square as a fact; *known* tells that the rows are the department's own terms."""
    named: tuple[str, bool] | None
    period = read_period(label.text, meaning.basis, meaning.year) if label is not None and meaning.label else None
    if period is not None:
        meaning, label = replace(meaning, basis=period[0], year=period[1]), None
        named = (meaning.item.name, True) if meaning.item else (meaning.label, False)
    else:
        named = _bought(label, meaning, caption) or _name(label, meaning, ranks.heading if known else None)
    unit = unit_of(meaning, label, caption, ranks.counted)
    if named is None:
        return maker.unread(square, "no_label")
    if not unit or not is_figure(square.text, meaning.measure):
        return maker.unread(square, "no_unit")
    slots = Slots(*named, meaning.basis, meaning.measure, scope_of(caption.title), meaning.year, against=meaning.against)
    return maker.fact(slots, square, unit, label, caption.title or "表格")


def _bought(label: Square | None, meaning: Meaning, caption: Caption) -> tuple[str, bool] | None:
    """货物, 工程 and 服务 over the columns of a table of purchases that has one row for the whole."""
    bare = compact(label.text) if label is not None else ""
    item = find(f"政府采购{meaning.label}支出") if meaning.label and "采购" in caption.title else None
    whole = find(bare)
    return (item.name, True) if item is not None and (bare in _SUMS or (whole is not None and whole.name == "政府采购支出总额")) else None


def _name(label: Square | None, meaning: Meaning, heading: str | None) -> tuple[str, bool] | None:
    """The figure's name and whether it is a glossary item: row · column, or the column alone in a 合计 row of a table of terms.

    *heading* is the numbered row over this one in such a table, None in a table that has names of its own.
    """
    bare = compact(COUNT_UNIT.sub("", label.text)) if label is not None else ""
    own_terms = heading is not None
    if heading and bare in _SUMS_BELOW and (above := find(heading)) is not None:
        return above.name, True
    if bare in _SUMS:
        return (meaning.item.name, True) if own_terms and meaning.item is not None else None
    row_item = find(bare) if own_terms else None
    row_name = row_item.name if row_item else bare
    if meaning.money and row_item is not None and row_item.unit != _MONEY:
        return f"{row_name}·金额", False
    return (f"{row_name}·{meaning.label}", False) if meaning.label else (row_name, row_item is not None)
