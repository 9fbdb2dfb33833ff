"""A view of a text for patterns, with the way back to the exact original characters. The stored text is never edited.

The view folds width (％ → %, １ → 1), mends radicals and look-alikes that PDF and OCR leave, drops layout blanks, markup
and zero-width characters, and closes line breaks that fall inside a sentence, a word or a number. Chinese punctuation
and thousands separators stay. Time is linear in the text.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from index.wrapping import find_wrap

_RADICALS = dict(
    zip(
        "⺁⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺬⺭⺮⺰⺳⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乚乙亻冂刀刂卜小小兀尣尢巳幺彑彐忄心扌攵旡日月母民氵氺灬爫爫丬牛犭王示礻竹纟罒羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_LOOKALIKES = dict(zip("カニロエトタハーミチメ", "力二口工卜夕八一三千乂", strict=True))
_FOLDED = {"−": "-", "‐": "-", "‑": "-", "﹣": "-", "﹪": "%", "﹒": ".", "•": "•"}
_HAN = r"㐀-䶿一-鿿\uf900-\ufaff⺀-⿕"

_SPECIAL = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<nothing>[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]+|\*\*|&nbsp;"
    r"|PAGEREF _Toc\d{1,12}(?: \\h)?|HYPERLINK \\l \"?_Toc\d{1,12}\"?|TOC \\o \"[\d-]{1,5}\"(?: \\[a-z]){0,4})"
    r"|(?P<folded>[\uff01-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e−‐‑﹣﹪﹒⺀-\u2fd5\uf900-\ufaff])"
    rf"|(?P<lookalike>(?<=[{_HAN}\s])[カニロエトタハーミチメ](?=[{_HAN}]))"
)
_MARK = re.compile(
    r"(?:#{1,6}[ ])?(?:第[一二三四五六七八九十\d]{1,3}[部章节]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[、．]|[.](?!\d{1,2}(?!\d)))|[-•●◆■▪○➢*·]\s|[\t|#>①-⑳\uf000-\uf0ff]|附件|附表|目\s*录|注[:：]|表\d)"
)
_UNIT_AHEAD = re.compile(
    r"(?:万余?元|亿元|千元|万人|亿|万|元(?!旦)|[%％‰]|个百分点|人次|人(?![员力才民事大均身口社物])|户(?!籍)|家(?![庭具用属])"
    r"|个(?!人)|条(?!件|例)|[台辆](?!账)|件(?!数)|[批名项期场份起笔套次年月日])"
)
_CONTINUES = re.compile(r"[，。；：、）)》”’％%！？,;]|[.．]\d")
_PAGE_NUMBER = re.compile(r"\n\s*(?:[-—–]\s?\d{1,3}\s?[-—–]|第\s?\d{1,3}\s?页(?:[，,\s/]{0,3}共\s?\d{1,3}\s?页)?|\d{1,3})\s*\n\s*")
_ROW = re.compile(r"\S(?:\t| {4,}|　{3,})\S")
"""A line of a table, its cells parted by a tab or by wide blanks: it goes on in no other line, nor does one in it."""

_NEXT_ROW = re.compile(r"[^\t\n]{1,60}(?:\t| {4,}(?=\S)|　{3,}(?=\S))")
_TERMINAL = frozenset("。！？；：…;:")
_OPEN = frozenset("，、,（(《“‘/")
_TITLE_END = re.compile(r"(?:情况|说明|概况|职责|设置|构成|解释|表|报告)$")
_YEAR = re.compile(r"20\d\d年")
_LAST_DIGITS = re.compile(r"\d[万亿]?$")
_COMPLETE = re.compile(r"(?:元|[%％‰]|点|人|个|辆|台|次|户|家|件|表|页)$")
_LONG = 25
_SHORT = 12
_LONGEST_HEADING = 45
_TAIL = 24


@dataclass(frozen=True, slots=True)
class View:
    """The text that patterns run on, with where each of its runs came from."""

    original: str
    text: str
    _at: tuple[int, ...] = field(repr=False)
    _from: tuple[int, ...] = field(repr=False)
    _to: tuple[int, ...] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of view characters ``start`` to ``end``."""
        if not self.text:
            return (0, 0)
        first = self._place(start)[0]
        return (first, self._place(end - 1)[1] if end > start else first)

    def position(self, offset: int) -> int:
        """Return the first view position whose original characters end after *offset*."""
        run = max(bisect_right(self._from, offset) - 1, 0)
        if not self._at or offset >= self._to[run]:
            return self._at[run + 1] if run + 1 < len(self._at) else len(self.text)
        return self._at[run] + (offset - self._from[run] if self._plain(run) else 0)

    def _place(self, position: int) -> tuple[int, int]:
        if position >= len(self.text):
            return (self._to[-1], self._to[-1])
        run = bisect_right(self._at, position) - 1
        if self._plain(run):
            start = self._from[run] + position - self._at[run]
            return (start, start + 1)
        return (self._from[run], self._to[run])

    def _plain(self, run: int) -> bool:
        following = self._at[run + 1] if run + 1 < len(self._at) else len(self.text)
        return following - self._at[run] == self._to[run] - self._from[run]


def view(text: str) -> View:
    """Return the view of *text*.

    >>> v = view("支出 180.15\\n\\n万元，占２１.53％。")
    >>> v.text
    '支出180.15万元，占21.53%。'
    >>> v.original[slice(*v.span(2, 10))]
    '180.15\\n\\n万元'
    """
    return _Builder(text).build()


class _Builder:
    """Writes the view run by run and knows the line it is in, so that a break needs no look back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.wrap = find_wrap(text)
        self.parts: list[str] = []
        self.at: list[int] = []
        self.source: list[int] = []
        self.target: list[int] = []
        self.length = 0
        self.line_length = 0
        self.line_head = ""
        self.tail = ""

    def build(self) -> View:
        done, text = 0, self.text
        for found in _SPECIAL.finditer(text):
            start, end = found.span()
            if start < done:
                continue
            if start > done:
                self._put(text[done:start], done, start)
            done = end
            match found.lastgroup:
                case "blank":
                    done = self._blank(start, end)
                case "folded":
                    self._put(_fold(found.group()), start, end)
                case "lookalike":
                    self._put(_LOOKALIKES[found.group()], start, end)
        if done < len(text):
            self._put(text[done:], done, len(text))
        return View(text, "".join(self.parts), tuple(self.at), tuple(self.source), tuple(self.target))

    def _put(self, out: str, start: int, end: int) -> None:
        self.parts.append(out)
        self.at.append(self.length)
        self.source.append(start)
        self.target.append(end)
        self.length += len(out)
        if out == "\n":
            self.line_length, self.line_head, self.tail = 0, "", ""
            return
        self.line_length += len(out)
        if len(self.line_head) < _TAIL:
            self.line_head += out[:_TAIL]
        self.tail = (self.tail + out)[-_TAIL:]

    def _blank(self, start: int, end: int) -> int:
        """Keep, shrink or drop the blanks at *start*; return where the text goes on."""
        text = self.text
        before = self.tail[-1:] or "\n"
        if "\n" not in text[start:end]:
            self._inline_blank(start, end, before)
            return end
        line = text[text.rfind("\n", 0, start) + 1 : start]
        page = _PAGE_NUMBER.match(text, text.index("\n", start, end))
        if page and page.end() < len(text) and self._joins(line, page.end(), before, page.group().strip()):
            return page.end()
        if not self._joins(line, end, before):
            tab = end > start and text[end - 1] == "\t"
            self._put("\n", start, end - 1 if tab else end)
            if tab:
                self._put("\t", end - 1, end)
        return end

    def _inline_blank(self, start: int, end: int, before: str) -> None:
        after = self.text[end : end + 1] or "\n"
        if "\t" in self.text[start:end]:
            self._put("\t", start, end)
        elif before.isascii() and after.isascii() and (before.isalnum() or before in ".%,") and after.isalnum():
            self._put(" ", start, end)

    def _joins(self, line: str, end: int, before: str, page: str = "") -> bool:
        """Whether the printed *line* goes on in the line that starts at *end*, with the number of a page between if *page*."""
        text = self.text
        if end >= len(text) or before in "\n\t" or text[end - 1] == "\t" or _ROW.search(line) or _NEXT_ROW.match(text, end):
            return False
        if before in _TERMINAL:
            return self.wrap.is_full(line) and not _MARK.match(text, end) and not self._is_indented(end)
        if _CONTINUES.match(text, end):
            return True
        full = self.wrap.fills(line, text[end : end + _TAIL])
        if _MARK.match(text, end) or self._is_heading(full=full):
            return False
        if not page and _LAST_DIGITS.search(self.tail) and _UNIT_AHEAD.match(text, end):
            return self.line_length > len(_trailing_number(self.tail)) or text[end] in "万亿元%％"
        if before in _OPEN:
            return not page or len(line) >= _SHORT
        full = full or (bool(page) and not page.isdecimal() and len(line) >= _SHORT and not _TITLE_END.search(self.tail))
        return (full and self._parts(end, before)) or self._breaks_off(line, end, before)

    def _parts(self, end: int, before: str) -> bool:
        """Whether a full line's end and the next line's start can stand in one sentence."""
        after = self.text[end]
        return (_is_han(before) or before.isalnum() or before in "）)%％”》.") and (_is_han(after) or after.isalnum() or after in "“（《(")

    def _breaks_off(self, line: str, end: int, before: str) -> bool:
        """Whether a long line, in a text that is not wrapped, stops inside a word or a number, as at the foot of a page."""
        after = self.text[end]
        if self.wrap.width or len(line) <= _LONG or _COMPLETE.search(self.tail) or self._is_indented(end):
            return False
        if _is_han(before):
            return _is_han(after) or after.isdecimal() or after in "“（《("
        return (before.isdecimal() or before == ".") and (_is_han(after) or (after.isdecimal() and not _YEAR.match(self.text, end)))

    def _is_indented(self, end: int) -> bool:
        """Whether the line that starts at *end* is set in, as paragraphs are."""
        return end >= 2 and self.text[end - 2 : end].isspace() and "\n" not in self.text[end - 2 : end]

    def _is_heading(self, *, full: bool) -> bool:
        """Whether the line so far is a heading: marked, short, without a pause; a full line only where it ends like one."""
        if not _MARK.match(self.line_head) or self.line_length >= _LONGEST_HEADING or any(mark in self.tail for mark in "，,；;。"):
            return False
        return not full or bool(_TITLE_END.search(self.tail))


def _trailing_number(tail: str) -> str:
    found = re.search(r"[\d.,]+[万亿]?$", tail)
    return found.group() if found else ""


def _fold(char: str) -> str:
    return _RADICALS.get(char) or _FOLDED.get(char) or unicodedata.normalize("NFKC", char)


def _is_han(char: str) -> bool:
    return "㐀" <= char <= "鿿"
