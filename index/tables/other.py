"""Tables that are none of the public ones: figures whose row, column and unit are plain, everything else left unread."""

from index.glossary import compact, find
from index.records import Basis, Fact, ReportKind, Scope, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import Meaning, read_heads
from index.tables.kinds import scope_of
from index.tables.layout import Column, Square, Table
from index.tables.maker import Maker, Slots, is_amount
from index.tables.public import RATES


def read_other(table: Table, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the figures that have a name in their row, a heading over them and a unit; a table without headings has none."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    basis = Basis.BUDGET if maker.identity.kind is ReportKind.BUDGET else Basis.FINAL
    meanings = {column.index: read_heads(table.heads(column), None, basis, maker.identity.year) for column in table.values()}
    for _, row in table.body:
        for column in table.values():
            square = row[column.index]
            if square is None or not is_amount(square.text) or square.cell.column != column.index:
                continue
            made = _cell(square, table.label(row, column), column, meanings[column.index], caption, maker)
            (facts if isinstance(made, Fact) else left).append(made)  # type: ignore[arg-type]
    return facts, left


def _cell(square: Square, label: Square | None, column: Column, meaning: Meaning, caption: Caption, maker: Maker) -> Fact | Unrecognised:
    if label is None or not column.heads:
        return maker.unread(square, "no_label")
    row_item = find(label.text)
    symbol = "%" if meaning.measure in RATES else meaning.unit or caption.unit
    if not symbol:
        return maker.unread(square, "no_unit")
    row_name = row_item.name if row_item else compact(label.text)
    head = meaning.item.name if meaning.item else meaning.label
    name = f"{row_name}·{head}" if head else row_name
    slots = Slots(name, row_item is not None and not head, meaning.basis, meaning.measure, _scope(caption), meaning.year)
    return maker.fact(slots, square, symbol, label, caption.title or "表格")


def _scope(caption: Caption) -> Scope | None:
    return scope_of(caption.title)
