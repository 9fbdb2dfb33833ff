"""The public tables' cells: row × column, with the 口径, basis and year that table and headings give."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from index.glossary.store import glossary
from index.quantity import Dimension, Unit
from index.records import Fact, Scope, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import CARRIED, Meaning, read_heads, read_period
from index.tables.kinds import FISCAL, INCOME, THREE, Kind, Side, scope_of
from index.tables.layout import Column, Row, Square, Table
from index.tables.maker import Maker, Slots, is_blank, is_figure, unit_of
from index.tables.ranks import Ranks
from index.tables.subjects import Subject, Subjects, grand_sums, is_sum

_FUND_TOTALS = {
    ("本年支出合计", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款支出",
    ("本年支出合计", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款支出",
    ("本年支出合计", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款支出",
    ("本年支出合计", Scope.FISCAL_APPROPRIATION): "财政拨款支出",
    ("财政拨款收入", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款收入",
    ("财政拨款收入", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款收入",
    ("财政拨款收入", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款收入",
    ("财政拨款支出", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款支出",
    ("财政拨款支出", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款支出",
    ("财政拨款支出", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款支出",
}
_OWN_TABLE_TOTALS = {
    Scope.GENERAL_PUBLIC_BUDGET: "一般公共预算财政拨款收入",
    Scope.GOVERNMENT_FUND: "政府性基金预算财政拨款收入",
    Scope.STATE_CAPITAL: "国有资本经营预算财政拨款收入",
}
_NO_SCOPE = frozenset(("机关运行", "一般性支出", "政府采购", "国有资产", "人员"))


def read_public(table: Table, kind: Kind, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the facts of one public table; without a printed unit its amounts stay unread."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    meanings = {column.index: read_heads(table.heads(column), kind, maker.basis, maker.identity.year) for column in table.values()}
    reader = _Reader(kind, scope_of(caption.title) if kind is THREE else kind.scope, caption, maker, _total(kind, meanings))
    blocks = _blocks(table, kind, maker.identity.org)
    ranks: dict[int, Ranks] = {}
    for _, row in table.body:
        subjects: dict[int, Subject | None] = {}
        for column in table.values():
            label = table.label(row, column)
            if column.block not in subjects:
                subjects[column.block] = _subject(table, row, column, blocks[column.block])
                ranks.setdefault(column.block, Ranks()).enter(label.text if label else "")
            square = row[column.index]
            if square is None or is_blank(square.text) or square.cell.column != column.index:
                continue
            subject, meaning = subjects[column.block], meanings[column.index]
            period = read_period(label.text, meaning.basis, meaning.year) if label is not None and kind.total else None
            if period is not None:
                subject, meaning = Subject(kind.total, True, total=True), replace(meaning, basis=period[0], year=period[1])
            made = reader.cell(square, label, subject, meaning, ranks[column.block].counted)
            if isinstance(made, Fact):
                facts.append(made)
            else:
                left.append(made)
    return facts, left


def _subject(table: Table, row: Row, column: Column, block: Subjects) -> Subject | None:
    label = table.label(row, column)
    name = label.text if label else ""
    return block.own(name) if table.is_of_its_own(row, column) else block.read(name, block.code(table.code(row, column)))


def _total(kind: Kind, meanings: Mapping[int, Meaning]) -> str:
    """What the columns without an item of their own total: income with what was carried over is more than the year's."""
    carried = any(meaning.item is not None and meaning.item.name == CARRIED for meaning in meanings.values())
    return "收入总计" if kind is INCOME and carried else kind.total


def _blocks(table: Table, kind: Kind, org: str) -> dict[int, Subjects]:
    """One reader of rows a block; the blocks of a two-sided table are income and spending.

    Where no row is called 合计, the row with the organisation's own name is the total.
    """
    readers: dict[int, Subjects] = {}
    summed = any(square is not None and is_sum(square.text) for _, row in table.body for square in row)
    for column in table.columns:
        if column.block not in readers:
            by_nature = kind.two_sided and any("经济分类" in head for head in column.heads)
            readers[column.block] = Subjects(
                kind, _side(column, table) if kind.two_sided else None, by_nature, "" if summed else org, _grand(table, column)
            )
    return readers


def _grand(table: Table, column: Column) -> frozenset[str]:
    labels = [table.label(row, column) for _, row in table.body]
    return grand_sums([label.text for label in labels if label is not None])


def _side(column: Column, table: Table) -> Side:
    top = "".join(column.heads[:1])
    if ("收入" in top) != ("支出" in top):
        return Side.INCOME if "收入" in top else Side.SPENDING
    return Side.INCOME if column.block == min(each.block for each in table.columns) else Side.SPENDING


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the cells of one table whose kind, 口径 and caption are known."""

    kind: Kind
    scope: Scope | None
    caption: Caption
    maker: Maker
    total: str

    def cell(self, square: Square, label: Square | None, subject: Subject | None, meaning: Meaning, counted: str) -> Fact | Unrecognised:
        """Return the fact of one square, or why it is none."""
        if subject is None and self.kind is THREE:
            subject = Subject(self.kind.total, True, total=True)
        if subject is None:
            return self.maker.unread(square, "no_label")
        if not is_figure(square.text, meaning.measure):
            return self.maker.unread(square, "damaged")
        unit = unit_of(meaning, label, self.caption, counted)
        if not unit:
            return self.maker.unread(square, "no_unit")
        return self.maker.fact(self._slots(subject, meaning, unit), square, unit, label, self.caption.title or self.kind.name)

    def _slots(self, subject: Subject, meaning: Meaning, unit: str) -> Slots:
        name, known, code = subject.name, subject.known, subject.code
        scope = meaning.scope or subject.scope or self.scope
        if meaning.label and subject.total:
            name, known, code, scope = self._column_item(meaning)
        elif meaning.label:
            name, known = f"{name}·{meaning.item.name if meaning.item else meaning.label}", False
        elif subject.total and self.kind.total == name:
            name = self.total
        elif self.kind is INCOME and not subject.total:
            name, known = f"{name}·{self.total}", False
        elif self.kind.within and code is not None and code.startswith("2"):
            name, known = f"{name}·{self.kind.within}", False
        if (self.kind is FISCAL or subject.total) and scope is not None:
            name = _FUND_TOTALS.get((name, scope), name)
        scope = self._scope_for(name, scope, unit)
        return Slots(name, known, meaning.basis, meaning.measure, scope, meaning.year, code, meaning.against)

    def _column_item(self, meaning: Meaning) -> tuple[str, bool, str | None, Scope | None]:
        """What a 合计 row has in a column of its own item: 基本支出 under 支出决算表, 公务接待费 under 三公."""
        if meaning.item is None:
            return meaning.label, False, None, meaning.scope or self.scope
        scope = meaning.scope or (self.scope if self.scope is not Scope.ALL else meaning.item.scope or self.scope)
        if meaning.item.name == "本年收入合计" and self.scope in _OWN_TABLE_TOTALS:
            return _OWN_TABLE_TOTALS[self.scope], True, None, scope
        return meaning.item.name, True, meaning.item.code, scope

    def _scope_for(self, name: str, scope: Scope | None, unit: str) -> Scope | None:
        """Counts, 机关运行经费 and the like have no 口径."""
        item = glossary().by_name.get(name)
        no_scope = Unit.of(unit).dimension is Dimension.COUNT or (item is not None and item.group in _NO_SCOPE)
        return None if no_scope else scope
