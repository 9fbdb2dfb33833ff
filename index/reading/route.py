"""The one place that opens a report: bytes → format → its reader → Source.

Text is read on the spot; every format with a parser of its own is read in a limited child process.
"""

import hashlib
from pathlib import Path

from index.errors import ReadingError
from index.reading import limits
from index.reading.child import read_apart, read_scan
from index.reading.content import Content, Report, Unreadable
from index.reading.recognised import Ocr
from index.reading.sniff import Format, sniff
from index.records import Source


def read(path: Path, report: Report | None = None, home: Path | None = None) -> Source:
    """Read one file into a Source; every way in which a file can be no report ends in a ReadingError.

    OCR takes seconds a page: *report* hears how many scanned pages of how many are done, and *home* keeps those done for the
    next try after a kill, until they are forgotten.
    """
    try:
        data = _bytes(path)
        kind = sniff(data)
        content = _content(kind, data, report, home)
        if len(content.text) > limits.CHARACTERS:
            raise Unreadable(f"文字超过 {limits.CHARACTERS} 字")
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


def _content(kind: Format, data: bytes, report: Report | None, home: Path | None) -> Content:
    if _is_safe(kind, data):
        return content_of(data)
    return read_scan(data, 1, report, home) if kind is Format.IMAGE else read_apart(data, report, home)


def _is_safe(kind: Format, data: bytes) -> bool:
    """Whether a file is read in this process: text, and pages too small to do harm."""
    return (kind is Format.TEXT and len(data) <= 4 * limits.CHARACTERS) or (
        kind in (Format.HTML, Format.MHTML) and len(data) <= limits.INLINE_HTML_BYTES
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            raise Unreadable(f"文件超过 {limits.FILE_BYTES // limits.MB} MB")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开文件：{error.strerror}") from None


def content_of(data: bytes, ocr: Ocr | None = None) -> Content:
    """Return the content of a file with these bytes, read in this process; scanned pages only where *ocr* is given."""
    kind = sniff(data)
    match kind:
        case Format.TEXT:
            from index.reading.plain import read_text

            return read_text(data)
        case Format.HTML | Format.MHTML:
            from index.reading.html import read_html, read_mhtml

            return read_html(data) if kind is Format.HTML else read_mhtml(data)
        case Format.PDF:
            from index.reading.pdf import read_pdf

            return read_pdf(data, ocr)
        case Format.XLSX | Format.XLS:
            from index.reading.sheets import read_sheets

            return read_sheets(data, kind)
        case Format.IMAGE:
            from index.reading.scan import read_image

            return read_image(data, ocr)
        case _:
            return _written(kind, data)


def _written(kind: Format, data: bytes) -> Content:
    """Return the content of a word processor's file."""
    if kind is Format.DOCX:
        from index.reading.word import read_docx

        return read_docx(data)
    if kind is Format.DOC:
        from index.reading.oldword import read_doc

        return read_doc(data)
    from index.reading.rtf import read_rtf

    return read_rtf(data)
