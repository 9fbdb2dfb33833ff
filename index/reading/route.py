"""The one place that opens a report: bytes → format → its reader → Source."""

import hashlib
from pathlib import Path

from index.errors import ReadingError
from index.reading import limits
from index.reading.content import Content, Unreadable
from index.reading.sniff import Format, sniff
from index.records import Source


def read(path: Path) -> Source:
    """Read one file into a Source; every way in which a file can be no report ends in a ReadingError."""
    try:
        data = _bytes(path)
        kind = sniff(data)
        content = _content(kind, data)
    except Unreadable as error:
        raise ReadingError(path, error.reason) from None
    return Source(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind.value,
        text=content.text,
        pages=content.pages,
        lines=content.lines,
        grids=content.grids,
        removed=content.removed,
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            raise Unreadable(f"文件超过 {limits.FILE_BYTES // limits.MB} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开文件：{error.strerror}") from None


def _content(kind: Format, data: bytes) -> Content:
    match kind:
        case Format.TEXT:
            from index.reading.plain import read_text

            return read_text(data)
        case Format.HTML:
            from index.reading.html import read_html

            return read_html(data)
        case Format.PDF:
            from index.reading.pdf import read_pdf

            return read_pdf(data)
        case Format.DOCX:
            from index.reading.word import read_docx

            return read_docx(data)
        case Format.DOC:
            from index.reading.oldword import read_doc

            return read_doc(data)
        case Format.XLSX | Format.XLS:
            from index.reading.sheets import read_sheets

            return read_sheets(data, kind)
        case _:
            raise Unreadable(f"{kind.value} 格式不支持")
