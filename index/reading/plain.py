"""Plain text and Markdown: decoded, kept character for character; tables flattened to tabs or pipes become grids."""

import re
from collections.abc import Sequence

from index.reading.captions import caption_from_text, with_captions
from index.reading.content import Content, Unreadable
from index.reading.flattened import flattened_tables

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_READABLE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203bA-Za-z0-9\s!-/:-@\[-`{-~]")
_LOST = "\ufffd"
_LOST_FIGURE = re.compile(r"\d.{0,2}\ufffd|\ufffd.{0,2}\d")
_FEW, _SELDOM = 3, 5_000
_SAMPLE = 200_000


def read_text(data: bytes) -> Content:
    """Return the text of a .txt or .md file, unchanged, with the tables that it holds as tabs or pipes."""
    text = decode(data)
    if not text.strip():
        raise Unreadable("文件里没有文字")
    if not looks_like_text(text):
        raise Unreadable("不是文本：多半是改了扩展名的二进制文件，或编码已损坏")
    return with_captions(Content(text, grids=flattened_tables(text)), caption_from_text)


def decode(data: bytes, *, declared: bool = False) -> str:
    """Decode by byte order mark, then as UTF-8, then as *declared* in the page itself, then as GB18030.

    GB18030 stands for every gb label. A stray byte or two, as web pages have, becomes U+FFFD; more, or one beside a
    figure, is refused.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data, (encoding,))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _CHARSET.search(data[:4096]) if declared else None
    label = found.group(1).decode("ascii").lower() if found else "gb18030"
    if not label.startswith(("gb", "utf")):
        try:
            return data.decode(label)
        except (UnicodeDecodeError, LookupError):
            pass
    return _tolerant(data, ("gb18030", "utf-8"))


def _tolerant(data: bytes, encodings: Sequence[str]) -> str:
    """Decode with the encoding that leaves fewest bytes unread."""
    text = min((data.decode(encoding, "replace") for encoding in encodings), key=lambda read: read.count(_LOST))
    if text.count(_LOST) > max(_FEW, len(text) // _SELDOM):
        raise Unreadable("编码认不出来：既不是 UTF-8 也不是 GB18030")
    if _LOST_FIGURE.search(text):
        raise Unreadable("文件已损坏：有读不出的字节在数字旁边，数字不可信")
    return text


def looks_like_text(text: str) -> bool:
    """Whether *text* is writing: hardly any control character, most characters Chinese or ASCII."""
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(_FEW, len(sample) // 1000):
        return False
    return len(_READABLE.findall(sample)) >= 0.85 * len(sample)
