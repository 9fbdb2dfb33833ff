"""The picture of the page that a citation stands on, the cited place marked, where a copy of the report's file was kept."""

from threading import Lock

from index.errors import ReadingError
from index.library import Library

PRINTED, CONVERTED, NONE = "printed", "converted", ""
_KINDS = {"pdf": PRINTED, "image": PRINTED, "docx": CONVERTED, "doc": CONVERTED, "rtf": CONVERTED, "xlsx": CONVERTED, "xls": CONVERTED}
_ONE_AT_A_TIME = Lock()  # PDFium must not be entered by two threads


def picture_kind(library: Library, report: str) -> str:
    """Whether a report's pages can be shown as printed, as an office program lays them out, or not at all."""
    return _KINDS.get(library.report(report).format, NONE) if library.original(report) is not None else NONE


def picture(library: Library, report: str, page: int | None, start: int, end: int) -> bytes | None:
    """Return the page as PNG with the span marked, None where there is no picture of it."""
    from index.reading import pictures

    original, kind = library.original(report), picture_kind(library, report)
    if original is None or kind == NONE:
        return None
    try:
        with _ONE_AT_A_TIME:
            if kind == CONVERTED:
                return pictures.quote_png(original, library.text(report), start, end).png
            place = library.place(report, start, end)
            shown = page or place.page or 1
            boxes = (place.box,) if place.box is not None and place.page == shown and end > start else ()
            return pictures.page_png(original, shown, boxes).png
    except ReadingError:
        return None
