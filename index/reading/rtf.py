"""RTF → text and tables, through LibreOffice; without it the file is refused with the reason."""

from index.reading.content import Content, Unreadable
from index.reading.office import convert, office
from index.reading.word import read_docx


def read_rtf(data: bytes) -> Content:
    """Return the text and the tables of an RTF document."""
    if office() is None:
        raise Unreadable("读 RTF 需要安装 LibreOffice，或请另存为 docx")
    return read_docx(convert(data, ".rtf", "docx"))
