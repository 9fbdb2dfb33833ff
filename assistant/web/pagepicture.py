"""The picture of one page of a report with the cited place boxed, where the file is a PDF and a copy of it was kept."""

from index.library import Library


def picture(library: Library, report: str, page: int, start: int, end: int) -> bytes | None:
    """Return the page as PNG with a box around the span, None where the report has no picture of it."""
    from index.reading import pictures

    original = library.original(report)
    if original is None or not has_pictures(library, report):
        return None
    place = library.place(report, start, end)
    box = place.box if place.page == page else None
    return pictures.page_picture(original, page, box)


def has_pictures(library: Library, report: str) -> bool:
    """Whether pages of this report can be shown."""
    return library.report(report).format == "pdf" and library.original(report) is not None
