"""Score tables (自评指标计分表): the score of each third-level indicator, and the total."""

import re

from index.glossary import compact
from index.records import Basis, Fact, Measure, Unrecognised
from index.tables.caption import Caption
from index.tables.layout import Row, Table
from index.tables.maker import Maker, Slots, is_amount, is_blank

_INDICATOR = re.compile(r"(?:三级|四级|末级)指标|^指标(?:名称)?$")
_SCORE = re.compile(r"自评(?:得?分|分数)?$|得分|评分$|实际得分")
_FULL = re.compile(r"[(（]\d+(?:\.\d+)?分[)）]")
_TOTAL = frozenset(("总分", "合计", "总计", "总得分", "合计得分"))
_TOTAL_ITEM = "绩效自评得分"


def is_score_table(table: Table) -> bool:
    """Whether the headings name indicators and scores."""
    return _column(table, _INDICATOR) is not None and _column(table, _SCORE) is not None


def read_scores(table: Table, caption: Caption, maker: Maker) -> tuple[list[Fact], list[Unrecognised]]:
    """Return the scores; an indicator that stands twice is told apart by the level above it."""
    indicator, score = _column(table, _INDICATOR), _column(table, _SCORE)
    if indicator is None or score is None:
        return [], []
    facts: list[Fact] = []
    left: list[Unrecognised] = []
    names = _names(table, indicator)
    for place, (_, row) in enumerate(table.body):
        square = row[score]
        if square is None or is_blank(square.text) or square.cell.column != score:
            continue
        if not is_amount(square.text) or not names[place]:
            left.append(maker.unread(square, "no_label" if is_amount(square.text) else "damaged"))
            continue
        slots = Slots(names[place], names[place] == _TOTAL_ITEM, Basis.FINAL, Measure.SCORE, None, maker.identity.year)
        facts.append(maker.fact(slots, square, "分", row[indicator] if _text(row, indicator) else None, caption.title or "评分表"))
    return facts, left


def _names(table: Table, indicator: int) -> list[str]:
    """The indicator of each row; the level above goes in front where one table has an indicator twice."""
    plain = [_name(row, indicator) for _, row in table.body]
    above, names = "", []
    for (_, row), name in zip(table.body, plain, strict=True):
        above = (_name(row, indicator - 1) if indicator else "") or above
        names.append(f"{above}·{name}" if plain.count(name) > 1 and above and name != _TOTAL_ITEM else name)
    return names


def _name(row: Row, column: int) -> str:
    name = compact(_FULL.sub("", _text(row, column)))
    first = next((square.text for square in row if square and square.text), "")
    return _TOTAL_ITEM if name in _TOTAL or (not name and compact(first) in _TOTAL) else name


def _column(table: Table, pattern: re.Pattern[str]) -> int | None:
    found = [column.index for column in table.columns if column.heads and pattern.search(column.heads[-1])]
    return found[-1] if found else None


def _text(row: Row, column: int) -> str:
    square = row[column]
    return square.text if square else ""
