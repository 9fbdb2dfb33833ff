"""XLS and XLSX → a table a sheet, furniture and notes as lines; numbers print as a sheet shows money and counts.

A sheet's cell holds a number, not its printed form: amounts print with two places (more where there are more), row
numbers, codes and counts without.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import python_calamine as calamine

from index.reading import limits
from index.reading.archive import check_archive
from index.reading.captions import bare_title, caption, furniture, is_title
from index.reading.content import Content, Slot, Unreadable, Writer
from index.reading.html import join_cell
from index.reading.sniff import Format

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_Merges = Sequence[tuple[tuple[int, int], tuple[int, int]]]
_NO_MONEY = re.compile(r"行次|编码|序号|代码|^[类款项]$|人数|数量|个数|次数|批次|人次|辆|比|率|%")
_HEADER_ROWS = 5
_FEWEST_ROWS = 2
_NOTE = ("注：", "注:", "备注", "说明：", "说明:")


def read_sheets(data: bytes, kind: Format) -> Content:
    """Return the sheets of a workbook, one after the other."""
    if kind is Format.XLSX:
        check_archive(data, kind)
    writer, removed = Writer(), list[tuple[str, str]]()
    try:
        workbook = calamine.load_workbook(io.BytesIO(data))
        for name in _visible(workbook, removed):
            sheet = workbook.get_sheet_by_name(name)
            _check_size(sheet)
            _write_sheet(name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or (), writer)
    except calamine.PasswordError:
        raise Unreadable("文件有密码，请去掉密码后再加入") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable("文件已损坏，内容读不全") from None
    content = writer.content()
    if not content.text.strip():
        raise Unreadable("工作表都是空的")
    return replace(content, removed=tuple(removed))


def _visible(workbook: calamine.CalamineWorkbook, removed: list[tuple[str, str]]) -> list[str]:
    """Return the sheets that a reader sees, and note the hidden ones: drafts and lists that nobody published."""
    shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible is calamine.SheetVisibleEnum.Visible]
    removed += [(name, "隐藏的工作表") for name in workbook.sheet_names if name not in shown]
    return shown


def _check_size(sheet: calamine.CalamineSheet) -> None:
    if sheet.height * sheet.width > limits.SHEET_CELLS or sheet.width > limits.SHEET_COLUMNS or sheet.height > limits.SHEET_ROWS:
        raise Unreadable(f"工作表“{sheet.name}”超过 {limits.SHEET_ROWS} 行或 {limits.SHEET_COLUMNS} 列")


def _write_sheet(name: str, values: Sequence[Sequence[_Value]], merges: _Merges, writer: Writer) -> None:
    """Write a sheet's tables, one after the other."""
    starts = [0, *_titles(values), len(values)]
    for top, end in pairwise(starts):
        inside = [((first[0] - top, first[1]), (min(last[0], end - 1) - top, last[1])) for first, last in merges if top <= first[0] < end]
        _write(name, values[top:end], inside, writer)


def _titles(values: Sequence[Sequence[_Value]]) -> Iterator[int]:
    """Yield the rows under a table at which another table's title stands by itself."""
    filled = [[text for value in row if (text := str(value).strip())] for row in values]
    rows = 0
    for number, texts in enumerate(filled):
        alone = len(texts) == 1 and is_title(bare_title(texts[0])) and bare_title(texts[0]).endswith("表")
        if alone and rows >= _FEWEST_ROWS and any(len(below) > 1 for below in filled[number + 1 : number + 1 + _HEADER_ROWS]):
            yield number
            rows = 0
        rows += len(texts) > 1


def _write(name: str, values: Sequence[Sequence[_Value]], merges: _Merges, writer: Writer) -> None:
    """Write a sheet: what is printed above the table, the table, the notes under it."""
    texts = [[value if isinstance(value, str) else str(value) for value in row] for row in values]
    above = furniture(texts)
    lines = [line for row in texts[:above] if (line := "　".join(filter(None, row)))]
    title, unit = caption([*reversed(lines), name])
    places = _places(values[above:], in_wan=unit in ("万元", "亿元"))
    rows = texts[:above] + [[_printed(value, places.get(column)) for column, value in enumerate(row)] for row in values[above:]]
    if not any(text for row in rows for text in row):
        return
    below = _notes(rows, above) if any(sum(map(bool, row)) > 1 for row in rows[above:]) else above
    for line in lines:
        writer.paragraph(line)
    slots = list(_slots(rows, merges, above, below))
    if len(slots) > 1:
        writer.table(slots, title=title, unit=unit)
    for row in rows[below:]:
        if any(row):
            writer.paragraph("　".join(filter(None, row)))


def _notes(rows: Sequence[Sequence[str]], above: int) -> int:
    """Return the row from which on only notes and blanks follow."""
    last = end = max((number + 1 for number, row in enumerate(rows) if any(row)), default=above)
    while last > above and _is_note([text for text in rows[last - 1] if text]):
        last -= 1
        end = last if any(rows[last]) else end
    return end


def _is_note(filled: Sequence[str]) -> bool:
    return not filled or (len(filled) == 1 and (filled[0].startswith(_NOTE) or not bare_title(filled[0])))


def _slots(rows: Sequence[Sequence[str]], merges: _Merges, above: int, below: int) -> Iterator[Slot]:
    """Yield the cells between *above* and *below*, merged ones once, without the empty columns at the right."""
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merges}
    width = max((column + 1 for row in rows[above:below] for column, text in enumerate(row) if text), default=0)
    covered = {
        (row, column)
        for (top, left), (high, wide) in spans.items()
        for row in range(top, min(top + high, below))
        for column in range(left, min(left + wide, width))
    } - set(spans)
    for number in range(above, below):
        for column, text in enumerate(rows[number][:width]):
            if (number, column) not in covered:
                high, wide = spans.get((number, column), (1, 1))
                yield Slot(number - above, column, text, min(high, below - number), min(wide, width - column))


def _places(values: Sequence[Sequence[_Value]], *, in_wan: bool) -> dict[int, int]:
    """Return how many places the numbers of each column print with; none for whole numbers that are no money."""
    places: dict[int, int] = {}
    numbers = range(max(map(len, values), default=0))
    if in_wan:
        places = {column: 2 for column in numbers if not _counts(values, column)}
    for row in values:
        for column, value in enumerate(row):
            if isinstance(value, float) and not value.is_integer():
                places[column] = max(places.get(column, 2), _decimals(value))
    return places


def _counts(values: Sequence[Sequence[_Value]], column: int) -> bool:
    """Whether a column's head says that it counts or numbers something."""
    head = [row[column] for row in values[:_HEADER_ROWS] if column < len(row)]
    return any(isinstance(text, str) and _NO_MONEY.search(text) for text in head)


def _decimals(value: float) -> int:
    """Count a number's decimals as typed; what binary arithmetic leaves behind the eighth place is noise."""
    exponent = Decimal(repr(round(value, 8))).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _printed(value: _Value, places: int | None) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return join_cell(str(value).splitlines())
    number = Decimal(repr(round(value, 8)))
    if number == number.to_integral() and places is None:
        return f"{int(number)}"
    return f"{number:,.{places or _decimals(float(value))}f}"
