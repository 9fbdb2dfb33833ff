"""The public tables' cells: row × column, with the 口径, basis and year that table and headings give."""

from index.glossary import item as glossary_item
from index.quantity import Unit
from index.records import Basis, Fact, Measure, ReportKind, Scope, Unrecognised
from index.tables.caption import Caption
from index.tables.headings import Meaning, read_heads
from index.tables.kinds import FISCAL, THREE, Kind, Side, scope_of
from index.tables.layout import Column, Square, Table
from index.tables.maker import Maker, Slots, is_amount, is_blank
from index.tables.subjects import Subject, Subjects

_FISCAL_TOTALS = {
    ("财政拨款收入", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款收入",
    ("财政拨款收入", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款收入",
    ("财政拨款收入", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款收入",
    ("财政拨款支出", Scope.GENERAL_PUBLIC_BUDGET): "一般公共预算财政拨款支出",
    ("财政拨款支出", Scope.GOVERNMENT_FUND): "政府性基金预算财政拨款支出",
    ("财政拨款支出", Scope.STATE_CAPITAL): "国有资本经营预算财政拨款支出",
}
_OWN_TABLE_TOTALS = {Scope.GOVERNMENT_FUND: "政府性基金预算财政拨款收入", Scope.STATE_CAPITAL: "国有资本经营预算财政拨款收入"}
_NO_SCOPE = frozenset(("机关运行", "一般性支出", "政府采购", "国有资产", "人员"))
RATES = frozenset((Measure.CHANGE_RATE, Measure.SHARE, Measure.COMPLETION_RATE))


def read_public(table: Table, kind: Kind, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the facts of one public table; without a printed unit its amounts stay unread."""
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    scope = scope_of(caption.title) if kind is THREE else kind.scope
    basis = Basis.BUDGET if maker.identity.kind is ReportKind.BUDGET else Basis.FINAL
    meanings = {column.index: read_heads(table.heads(column), kind, basis, maker.identity.year) for column in table.values()}
    readers = _readers(table, kind)
    for _, row in table.body:
        subjects: dict[int, Subject | None] = {}
        for column in table.values():
            label = table.label(row, column)
            if column.block not in subjects:
                subjects[column.block] = readers[column.block].read(label.text if label else "", table.code(row, column))
            square = row[column.index]
            if square is None or is_blank(square.text) or square.cell.column != column.index:
                continue
            made = _cell(square, label, subjects[column.block], meanings[column.index], kind, scope, caption, maker)
            (facts if isinstance(made, Fact) else left).append(made)  # type: ignore[arg-type]
    return facts, left


def _readers(table: Table, kind: Kind) -> dict[int, Subjects]:
    """One reader of rows a block; the blocks of a two-sided table are income and spending."""
    readers: dict[int, Subjects] = {}
    for column in table.columns:
        if column.block not in readers:
            nature = any("经济分类" in head for head in column.heads) and kind.two_sided
            readers[column.block] = Subjects(kind, _side(column, table) if kind.two_sided else None, nature)
    return readers


def _side(column: Column, table: Table) -> Side:
    top = "".join(column.heads[:1])
    if ("收入" in top) != ("支出" in top):
        return Side.INCOME if "收入" in top else Side.SPENDING
    return Side.INCOME if column.block == min(each.block for each in table.columns) else Side.SPENDING


def _cell(
    square: Square,
    label: Square | None,
    subject: Subject | None,
    meaning: Meaning,
    kind: Kind,
    scope: Scope | None,
    caption: Caption,
    maker: Maker,
) -> Fact | Unrecognised:
    if not is_amount(square.text):
        return maker.unread(square, "damaged")
    if subject is None and kind is THREE:
        subject = Subject(kind.total, True, total=True)
    if subject is None:
        return maker.unread(square, "no_label")
    symbol = "%" if meaning.measure in RATES else meaning.unit or caption.unit
    if not symbol:
        return maker.unread(square, "no_unit")
    return maker.fact(_slots(subject, meaning, kind, scope), square, symbol, label, caption.title or kind.name)


def _slots(subject: Subject, meaning: Meaning, kind: Kind, scope: Scope | None) -> Slots:
    name, known, code = subject.name, subject.known, subject.code
    own_scope = meaning.scope or subject.scope or scope
    if subject.total and (meaning.item is not None or meaning.label):
        name, known = meaning.item.name if meaning.item else meaning.label, meaning.item is not None
        code = meaning.item.code if meaning.item else None
        own_scope = _column_scope(meaning, scope)
        if name == "本年收入合计" and scope in _OWN_TABLE_TOTALS:
            name = _OWN_TABLE_TOTALS[scope]
    elif meaning.item is not None or meaning.label:
        name, known, code = f"{name}·{meaning.item.name if meaning.item else meaning.label}", False, code
    if kind is FISCAL:
        name = _FISCAL_TOTALS.get((name, own_scope), name) if own_scope else name
    return Slots(name, known, meaning.basis, meaning.measure, own_scope, meaning.year, code)


def _column_scope(meaning: Meaning, scope: Scope | None) -> Scope | None:
    """A 合计 row's figure has the 口径 of its column's item; counts and the like have none."""
    if meaning.item is None:
        return scope
    if meaning.item.group in _NO_SCOPE or (meaning.unit and Unit.of(meaning.unit).base != "元"):
        return None
    return scope if scope is not Scope.ALL else glossary_item(meaning.item.name).scope or scope
