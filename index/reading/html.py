"""HTML pages → the article's text and its tables; menus, scripts and share buttons stay out.

Comes in: bytes of a page, also one saved as .xls or .doc. Goes out: Content; a block a line, a table row a line.
"""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import lxml.html
from lxml import etree

from index.reading import limits
from index.reading.captions import caption_from_text, with_captions
from index.reading.content import Content, Slot, Unreadable, Writer
from index.reading.plain import decode, looks_like_text

_DROPPED = frozenset(
    ("script", "style", "noscript", "head", "template", "iframe", "object", "svg", "select", "button", "input", "textarea")
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "tr",
        "td",
        "th",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
        "br",
        "center",
        "fieldset",
    )
)
_ARTICLES = (
    "zoom",
    "TRS_Editor",
    "TRS_UEDITOR",
    "trs_editor_view",
    "UCAP-CONTENT",
    "article-content",
    "articleContent",
    "article_content",
    "news_content",
    "newsContent",
    "con_text",
    "conTxt",
    "view",
    "pages_content",
    "content",
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CUT = re.compile(r"<[a-zA-Z/!]")
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}")
_MOST_ATTRIBUTES = 1000
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_LEAST_ARTICLE = 200
_LONGEST_CELL = 2000
_NAMED = etree.XPath("//*[@id=$name or contains(concat(' ', normalize-space(@class), ' '), concat(' ', $name, ' '))]")
_PROSE = etree.XPath(".//text()[not(ancestor::a) and not(ancestor::script) and not(ancestor::style)]")
_TEXTS = etree.XPath(".//text()[not(ancestor::script) and not(ancestor::style)]")

_Element = etree._Element


def read_html(data: bytes) -> Content:
    """Return the text and the tables of a page."""
    if len(data) > limits.HTML_BYTES:
        raise Unreadable(f"网页超过 {limits.HTML_BYTES // limits.MB} MB")
    return read_markup(decode(data, declared=True))


def read_mhtml(data: bytes) -> Content:
    """Return the text and the tables of a page saved with its parts in one file."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    except RecursionError:
        raise Unreadable("MHTML 文件的层次过深") from None
    page = next((page for page in pages if isinstance(page, bytes)), None)
    if page is None:
        raise Unreadable("MHTML 文件里没有网页")
    return read_html(page)


def read_markup(markup: str) -> Content:
    """Return the text and the tables of a page that is already decoded."""
    if _CUT.search(markup, markup.rfind(">") + 1):
        raise Unreadable("网页不完整：在标签中间断了")
    if any(tag.group().count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise Unreadable("网页里有不合理的长标签，疑似恶意构造")
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = lxml.html.document_fromstring(_DECLARATION.sub("", markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("网页里没有内容") from None
    writer = Writer()
    _Walk(writer).block(_article(root))
    content = writer.content()
    if not content.text.strip():
        raise Unreadable("网页里没有文字（可能嵌套过深或只有图片）")
    if not looks_like_text(content.text):
        raise Unreadable("网页内容不是文字，编码可能已损坏")
    return with_captions(content, caption_from_text)


def _article(root: _Element) -> _Element:
    """Return the element that holds the article: by the names that government sites use, else the densest."""
    body = root.find("body")
    whole = body if body is not None else root
    total = _weight(whole)
    for name in _ARTICLES:
        for found in cast(list[_Element], _NAMED(root, name=name)):
            if _weight(found) >= max(_LEAST_ARTICLE, total / 3):
                return found
    return _densest(whole, total)


def _densest(element: _Element, total: int) -> _Element:
    """Walk down while one child holds nearly all the text that is no link."""
    while True:
        heavy = [child for child in element if isinstance(child.tag, str) and _weight(child) >= 0.85 * total]
        if len(heavy) != 1 or heavy[0].tag in ("p", "span") or (heavy[0].tag == "table" and _is_data(heavy[0])):
            return element
        element = heavy[0]


def _weight(element: _Element) -> int:
    """How many characters an element holds outside links, scripts and styles."""
    return sum(len(text.strip()) for text in cast(list[str], _PROSE(element)))


class _Walk:
    """Writes an element's blocks; text of inline elements is joined without a gap, as editors split numbers over spans."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.pending: list[str] = []
        self.cells = 0

    def block(self, root: _Element) -> None:
        """Write everything under *root*."""
        stack: list[tuple[str, _Element]] = [("enter", root)]
        while stack:
            step, element = stack.pop()
            if step == "leave":
                self._leave(element, root)
                continue
            stack.append(("leave", element))
            if not isinstance(element.tag, str) or element.tag in _DROPPED:
                continue
            if element.tag == "table" and _is_data(element):
                self._flush()
                self._table(element)
                continue
            if element.tag in _BLOCKS:
                self._flush()
            self.pending.append(element.text or "")
            stack.extend(("enter", child) for child in reversed(element))
        self._flush()

    def _leave(self, element: _Element, root: _Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
        if element is not root:
            self.pending.append(element.tail or "")

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.pending)).strip()
        self.pending.clear()
        if text:
            self.writer.paragraph(text)

    def _table(self, table: _Element) -> None:
        slots = tuple(_slots(table))
        self.cells += len(slots)
        if self.cells > limits.TABLE_CELLS:
            raise Unreadable(f"表格超过 {limits.TABLE_CELLS} 格")
        for title in table.iterchildren("caption"):
            self.writer.paragraph(_cell_text(title))
        if slots:
            self.writer.table(slots)


def _is_data(table: _Element) -> bool:
    """Whether a table holds data: not a page's layout, not a frame around one cell or a whole article."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    if not any(len(_row_cells(row)) > 1 for row in table.iterdescendants("tr")):
        return False
    return all(len("".join(cast(list[str], _TEXTS(cell))).strip()) < _LONGEST_CELL for cell in table.iterdescendants("td", "th"))


def _row_cells(row: _Element) -> Sequence[_Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _slots(table: _Element) -> Iterator[Slot]:
    """Yield the cells with the row and column that their spans leave them."""
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(table.iterdescendants("tr")):
        column = 0
        for cell in _row_cells(tr):
            while (row, column) in taken:
                column += 1
            high = _span(cell, "rowspan", limits.TABLE_ROW_SPAN)
            wide = _span(cell, "colspan", limits.TABLE_COLUMN_SPAN)
            taken.update((row + r, column + c) for r in range(high) for c in range(wide))
            if len(taken) > limits.TABLE_CELLS:
                raise Unreadable(f"表格超过 {limits.TABLE_CELLS} 格")
            yield Slot(row, column, _cell_text(cell), high, wide)
            column += wide


def _span(cell: _Element, name: str, most: int) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 9 else 1


def _cell_text(cell: _Element) -> str:
    return join_cell(_SPACE.sub(" ", text) for text in cast(list[str], _TEXTS(cell)))


def join_cell(pieces: Iterable[str]) -> str:
    """Join a cell's lines into one: without a gap beside Chinese, with one between two words."""
    joined = ""
    for piece in (raw.strip() for raw in pieces):
        if joined and piece and joined[-1].isascii() and joined[-1].isalpha() and piece[0].isascii() and piece[0].isalpha():
            joined += " "
        joined += piece
    return joined
