"""The report's own sentences: whole, few, each once.

Comes in: a report and what is asked of it in words. Goes out: Excerpts, verbatim spans of the stored text.
Never rewords, never joins two places into one, never quotes the table of contents.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.glossary import compact, find
from index.library import Library
from index.normalize import view
from index.records import Fact, Measure, Section

CONTENTS = "目录"
_TERMS = re.compile(r"名词解释|名词(?:说明|术语)?$")
_HEAD = re.compile(r"^[^：:。；]{1,40}[：:]|^[^：:。；，]{1,24}?(?=是指|指的是|指|反映)")
_TERMS_LINE = re.compile(r"(?m)^[#\s]*.{0,8}名词解释[：:\s]*$")
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"^[-*·•\s]+|[:：]$")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?[”’）)]*")
_BECAUSE = re.compile(r"(?:主要)?(?:原因|是因为|因为|是由于|由于)(?:是|为|在于|:|：)?")
_MOVED_BECAUSE = re.compile(rf"{_BECAUSE.pattern}|主要是(?!用于|包括|指)|主要系|源于|得益于")
"""Behind a change 主要是 gives its reason; behind an amount it says what the money was for."""
_MOVES = (Measure.CHANGE, Measure.CHANGE_RATE, Measure.COMPLETION_RATE)
_CLAUSE_END = re.compile(r"[。；\n]")
_CLAUSE = re.compile(r"[^；;]+[；;]?")
_IS = re.compile(r"[，,](?:是|系|因)")
"""What brings the reason where 原因 stands once before several: 原因：A超预算，是…；B没用完，是…."""
TITLE = 16
"""Up to how many characters a paragraph's first sentence may be a title."""
_FIGURE = re.compile(r"\d\s*(?:万|亿|千)?\s*(?:元|人|辆|个|批|次|%|％|项|件|台|户|家)")
_LONGEST = 240
"""How long a sentence may be that is quoted beside a refusal."""
_NEAR = 400
"""How many characters behind a figure its reason may stand."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim span of a report's text and the section that it stands in."""

    report: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str

    @property
    def flowing(self) -> str:
        """The text without the line breaks and blanks that printing put into it."""
        return re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "", self.text)).strip()


def definition(library: Library, report: str, item: str, said: str) -> Excerpt | None:
    """The entry of 名词解释 for a term, or the formula that the report gives for an indicator."""
    names = {compact(item.rpartition("/")[2]), compact(said)}
    known = find(item)
    entries = _terms(library, report)
    for entry in entries:
        head = _HEAD.match(_BULLET.sub("", entry.flowing))
        if head and (compact(head.group()) in names or (known is not None and find(head.group()) == known)):
            return entry
    return _inner_definition(entries, names) or _formula(library, report, names)


def _terms(library: Library, report: str) -> list[Excerpt]:
    """The lines of the 名词解释: its own section, or what stands behind such a line of another one."""
    entries = [entry for section in _sections(library, report, _TERMS) for entry in _paragraphs(library, report, section, titles=True)]
    if entries:
        return entries
    inside = (Excerpt(report, one.section, one.start, one.end, one.text) for one in library.passages(report) if CONTENTS not in one.section)
    return [line for whole in inside if (head := _TERMS_LINE.search(whole.text)) for line in _pieces(_from(whole, head.end()), _LINE)]


def _from(excerpt: Excerpt, at: int) -> Excerpt:
    return replace(excerpt, start=excerpt.start + at, text=excerpt.text[at:])


def entry_named_in(library: Library, report: str, text: str) -> Excerpt | None:
    """The entry of 名词解释 with the longest head that *text* holds."""
    said, found = compact(text), list[tuple[int, Excerpt]]()
    for entry in _terms(library, report):
        head = _HEAD.match(entry.flowing)
        name = compact(_BULLET.sub("", head.group())) if head else ""
        if len(name) > 1 and name in said:
            found.append((len(name), entry))
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _inner_definition(entries: Iterable[Excerpt], names: set[str]) -> Excerpt | None:
    """A term explained inside another's entry: 其中，因公出国（境）费反映…；"""
    for entry in entries:
        for piece in _pieces(entry, re.compile(r"[^。；]*[。；]?")):
            body = re.sub(r"^.*?其中[，,：:]?", "", piece.flowing)
            head = _HEAD.match(body)
            if head and compact(head.group()) in names:
                return piece
    return None


def _formula(library: Library, report: str, names: set[str]) -> Excerpt | None:
    for passage in library.passages(report):
        whole = Excerpt(report, passage.section, passage.start, passage.end, passage.text)
        for line in _pieces(whole, re.compile(r"[^\n]+")):
            head, equals, _ = line.flowing.partition("=")
            if equals and compact(head) in names:
                return line
    return None


def section_paragraphs(library: Library, report: str, title: re.Pattern[str]) -> tuple[Excerpt, ...]:
    """The paragraphs under the first heading that fits, each once."""
    sections = _sections(library, report, title)
    found: list[Excerpt] = []
    for section in sections:
        if found and section.path[: len(sections[0].path) - 1] != sections[0].path[:-1] and not _under(section, sections[0]):
            break
        found.extend(_paragraphs(library, report, section, titles=_under(section, sections[0]) and section != sections[0]))
    return once(found)


def opening(excerpt: Excerpt) -> Excerpt:
    """The first sentence of a paragraph; where it is no more than a title, the next one with it."""
    parts = sentences(excerpt)
    if len(parts) < 2:
        return excerpt
    last = parts[0] if len(parts[0].flowing) > TITLE else parts[1]
    return replace(excerpt, end=last.end, text=excerpt.text[: last.end - excerpt.start])


def sentences(excerpt: Excerpt) -> tuple[Excerpt, ...]:
    """The sentences of a paragraph, breaks inside a sentence left in."""
    return tuple(_pieces(excerpt, _SENTENCE))


def reason(library: Library, fact: Fact) -> Excerpt | None:
    """The clause that gives the reason, behind a figure and before the next item's figure."""
    text = library.text(fact.report)
    around = view(text[fact.end : fact.end + _NEAR])
    cut = around.text.find("\n")
    window = around.text if cut < 0 else around.text[:cut]
    found = (_MOVED_BECAUSE if fact.measure in _MOVES else _BECAUSE).search(window)
    if found is None:
        return None
    stop = _CLAUSE_END.search(window, found.end())
    end = stop.start() + (window[stop.start()] == "。") if stop else len(window)
    if end <= found.end():
        return None
    start, finish = around.span(found.start(), end)
    return Excerpt(fact.report, fact.section, fact.end + start, fact.end + finish, text[fact.end + start : fact.end + finish])


def reasons_naming(library: Library, report: str, item: str) -> tuple[tuple[str, Excerpt], ...]:
    """The sentences that name an item and give a reason, each with the clause that gives it."""
    found = []
    name = compact(item.rpartition("/")[2])
    for passage in library.passages(report):
        if CONTENTS in passage.section or any(_TERMS.search(title) for title in passage.section):
            continue
        for sentence in sentences(Excerpt(report, passage.section, passage.start, passage.end, passage.text)):
            given = _reason_in(sentence, name)
            if given:
                found.append((sentence.flowing, given))
    return tuple(found)


def _reason_in(sentence: Excerpt, name: str) -> Excerpt | None:
    """What a sentence gives as the reason of one item: never what it gives before it comes to that item."""
    if not _BECAUSE.search(sentence.text):
        return None
    for clause in _pieces(sentence, _CLAUSE):
        if name in compact(clause.text):
            at = clause.start - sentence.start
            because = _BECAUSE.search(sentence.text, at)
            if because:
                return _part(sentence, because.start())
            return _part(sentence, at) if _IS.search(clause.text) else None
    return None


def naming_with_figure(library: Library, reports: Iterable[str], item: str) -> Excerpt | None:
    """The first sentence of prose that names an item and holds a figure; None where the reports only list or define it."""
    name = compact(item.rpartition("/")[2])
    told = (sentence for report in reports for sentence in _prose(library, report) if name in compact(sentence.text))
    fitting = (sentence for sentence in told if _FIGURE.search(sentence.text) and "=" not in sentence.text)
    return next((sentence for sentence in fitting if len(sentence.text) <= _LONGEST), None)


_NONE_OF = (
    r"(?:没有|无|未|不)(?:再|单独|另)?(?:安排|发生|产生|涉及|存在|使用|列支|单列|统计|开支|编列|核定)?(?:过|的)?(?:任何)?{0}(?:支出|收支|预算|决算)?(?=[,，。;；、]|$)",
    r"{0}(?:支出|预算|决算)?(?:情况)?[:：,，]?(?:本(?:部门|单位|级))?(?:没有|无|未|不)(?:安排|发生|产生|涉及|存在|列支|开支|适用|此项|该项|这项)",
)
"""How a report says that there is none of a thing."""
_MARKS = re.compile(r"[“”\"（）()\s]")


def denying(library: Library, report: str, item: str) -> Excerpt | None:
    """The sentence of prose that says there is none of an item: 事业单位不安排机关运行经费."""
    name = re.escape(compact(item.rpartition("/")[2]))
    fund, printed, side = name.partition("预算财政拨款")
    name = f"{fund}(?:预算)?(?:财政拨款)?(?:安排的)?(?:收支|收入支出|收入和支出|{side})?" if printed else name
    said = re.compile("|".join(form.format(name) for form in _NONE_OF))
    told = (clause for sentence in _prose(library, report) for clause in _pieces(sentence, _CLAUSE))
    return next((clause for clause in told if said.search(_MARKS.sub("", clause.text)) and not _FIGURE.search(clause.text)), None)


def _prose(library: Library, report: str) -> Iterator[Excerpt]:
    """The sentences of a report's own text: no contents, no definitions, no rows of a table."""
    for passage in library.passages(report):
        if CONTENTS in passage.section or any(_TERMS.search(title) for title in passage.section):
            continue
        whole = Excerpt(report, passage.section, passage.start, passage.end, passage.text)
        yield from (sentence for sentence in sentences(whole) if "\t" not in sentence.text)


def _part(sentence: Excerpt, at: int) -> Excerpt:
    stop = _CLAUSE_END.search(sentence.text, at)
    end = stop.start() + (sentence.text[stop.start()] == "。") if stop else len(sentence.text)
    return replace(sentence, start=sentence.start + at, end=sentence.start + end, text=sentence.text[at:end])


def once(excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Leave out what says the same as an earlier one."""
    seen: set[str] = set()
    kept = []
    for excerpt in excerpts:
        key = re.sub(r"\W+", "", excerpt.text)
        if key and key not in seen:
            seen.add(key)
            kept.append(excerpt)
    return tuple(kept)


def _sections(library: Library, report: str, title: re.Pattern[str]) -> tuple[Section, ...]:
    return tuple(
        section for section in library.sections(report) if CONTENTS not in section.path and any(title.search(name) for name in section.path)
    )


def _under(section: Section, first: Section) -> bool:
    return section.path[: len(first.path)] == first.path


def _paragraphs(library: Library, report: str, section: Section, *, titles: bool) -> Iterator[Excerpt]:
    """The paragraphs of a section as they were before lines were broken; with *titles* the heading's own line too."""
    start = section.start if titles else section.title_end
    seen = view(library.text(report, start, section.end))
    for line in re.finditer(r"[^\n]+", seen.text):
        if not re.search(r"\w", line.group()):
            continue
        first, last = seen.span(line.start(), line.end())
        text = library.text(report, start + first, start + last)
        trimmed = text.strip()
        lead = len(text) - len(text.lstrip())
        yield Excerpt(report, section.path, start + first + lead, start + first + lead + len(trimmed), trimmed)


def _pieces(excerpt: Excerpt, pattern: re.Pattern[str]) -> Iterator[Excerpt]:
    for found in pattern.finditer(excerpt.text):
        trimmed = found.group().strip()
        if re.search(r"\w", trimmed):
            start = excerpt.start + found.start() + len(found.group()) - len(found.group().lstrip())
            yield replace(excerpt, start=start, end=start + len(trimmed), text=trimmed)
