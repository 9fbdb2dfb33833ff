"""Bytes → what kind of file they are, by content alone: offices serve HTML as .xls and text as .doc.

Comes in: a file's bytes. Goes out: a Format, or Unreadable with the reason. Never trusts a name.
"""

import io
import re
import zipfile
from enum import Enum

from index.reading.content import Unreadable


class Format(Enum):
    """The formats that have a reader; the value is what the library shows."""

    TEXT = "txt"
    HTML = "html"
    MHTML = "mhtml"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    XLS = "xls"
    RTF = "rtf"
    IMAGE = "image"


_HEAD = 4096
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|tr|div|p|span|h[1-6])\b", re.IGNORECASE)
_UTF16_TAG = re.compile(rb"<\0?[!/a-zA-Z]")
_OTHER = (
    (b"Rar!", "RAR 压缩包，请解压后再加入"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后再加入"),
    (b"\x1f\x8b", "gzip 压缩包，请解压后再加入"),
    (b"\x7fELF", "程序文件，不是报告"),
    (b"MZ", "程序文件，不是报告"),
    (b"GIF8", "GIF 图片，不支持"),
    (b"SQLite format 3", "数据库文件，不是报告"),
)


def sniff(data: bytes) -> Format:
    """Return the format of a file with these bytes."""
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的")
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith(_IMAGES):
        return Format.IMAGE
    for magic, reason in _OTHER:
        if head.startswith(magic) and b"\0" in head:
            raise Unreadable(reason)
    return _textual(head)


def _textual(head: bytes) -> Format:
    lower = head.lower()
    if lower.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    if b"mime-version:" in lower and b"multipart/related" in lower:
        return Format.MHTML
    if b'progid="excel.sheet"' in lower or b'progid="word.document"' in lower:
        raise Unreadable("Office 2003 XML 格式不支持，请另存为 xlsx 或 docx")
    if _TAG.search(head) or (head.startswith(_BOMS[1:]) and _UTF16_TAG.search(head[2:200])):
        return Format.HTML
    if b"\0" in head and not head.startswith(_BOMS):
        raise Unreadable("二进制文件，认不出格式")
    return Format.TEXT


def _zipped(data: bytes) -> Format:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("文件已损坏（压缩结构不完整）") from None
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    raise Unreadable("压缩包里不是 Word 或 Excel 文件，请解压后再加入")


def _ole(data: bytes) -> Format:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {name for name in _STREAMS if ole.exists(name)}
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        raise Unreadable("文件已损坏（OLE2 结构不完整）") from None
    if "EncryptedPackage" in streams:
        raise Unreadable("文件有密码，请去掉密码后再加入")
    if "WordDocument" in streams:
        return Format.DOC
    if streams & {"Workbook", "Book"}:
        return Format.XLS
    raise Unreadable("OLE2 文件里既没有 Word 也没有 Excel 内容")


_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book")
