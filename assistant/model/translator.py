"""Translates the report's words in an answer for English readers, line by line, each line checked before it is shown.

Comes in: an English Reply that quotes a report in Chinese. Goes out: the same Reply with a translation behind it, or None where
no line holds. Figures, dates, names and sources never reach the model: it sees tokens, and code puts the originals back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Reply, Status
from assistant.model.bilingual import agrees
from assistant.model.narrator import Sentence
from assistant.model.talk import Talk
from assistant.prompting import fenced, fill

LEAD = "In English, translated by your language model (figures, names and sources are the report's own):"
_TOKEN = re.compile(r"\{(\d+)\}")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)、:：]\s*(.+)")
_LISTED = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）).、．]|第?[一二三四五六七八九十]+是?[、，,]?(?=是|、|，))")
_FIGURE = re.compile(
    r"[0-9０-９][0-9０-９,，.．%％‰]*(?:[零〇一二三四五六七八九十百千万亿]*(?:元|个百分点|人次|批次|[年月日人个批次辆家户件起名项份处台套倍]))?"
    r"|[零〇一二两三四五六七八九十百千万亿半]+(?:元|个百分点|人次|批次|[年月日人个批次辆家户件起名项份处台套倍成]|分之[零〇一二三四五六七八九十百]+)"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:省|市|区|县|镇|乡|街道)")
_QUOTED = re.compile(r"“[^”]{1,20}”")


@dataclass(frozen=True, slots=True)
class Masked:
    """A line in which tokens stand for what must not change; ``kept`` are the originals by token."""

    text: str
    kept: tuple[str, ...]

    def restored(self, line: str) -> str:
        """*line* with the originals in place of the tokens."""
        return _TOKEN.sub(lambda token: self.kept[int(token.group(1)) - 1], line)


def can_translate(reply: Reply) -> bool:
    """Whether *reply* holds a report's words that an English reader cannot read."""
    return reply.status is Status.ANSWERED and reply.figure is None and not reply.calculation and len(reply.citations) > 0


def translate(reply: Reply, talk: Talk) -> Iterator[Sentence]:
    """Yield the lines of a translation of the report's words in *reply* as they are found to hold; raises ModelFailed."""
    names = _names(reply.understood.orgs)
    lines = {citation.n: masked(re.sub(r"\s+", "", citation.quote), names) for citation in reply.citations if "{" not in citation.quote}
    numbered = "\n".join(f"{number}. {line.text}" for number, line in lines.items())
    given: set[int] = set()
    for said in _lines(talk.stream("translate", fill("translate", lines=fenced(numbered)))):
        found = _NUMBERED.fullmatch(said)
        number = int(found.group(1)) if found else 0
        if found and number in lines and number not in given and agrees(lines[number].text, found.group(2)):
            given.add(number)
            yield Sentence(f"{lines[number].restored(found.group(2)).strip()}[{number}]")


def translated(reply: Reply, lines: Sequence[Sentence]) -> Reply | None:
    """Return *reply* with the translation behind its own words; None where there is none."""
    return replace(reply, text="\n".join((reply.text, LEAD, *(line.text for line in lines)))) if lines else None


def masked(line: str, names: tuple[str, ...] = ()) -> Masked:
    """Put tokens for figures, dates, names and quoted phrases.

    >>> masked("全年受理投诉256起，比2019年减少12起。").text
    '全年受理投诉{1}，比{2}减少{3}。'
    """
    kept: list[str] = []

    def token(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"{{{len(kept)}}}"

    named = "|".join(re.escape(name) for name in names)
    every = "|".join(part for part in (named, _LISTED.pattern, _QUOTED.pattern, _FIGURE.pattern) if part)
    return Masked(re.sub(every, token, line), tuple(kept))


def _names(orgs: tuple[str, ...]) -> tuple[str, ...]:
    """The organisations and the places in their names, the longest first."""
    return tuple(sorted({*orgs, *(place for org in orgs for place in _PLACE.findall(org))}, key=len, reverse=True))


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    held = ""
    for piece in pieces:
        *whole, held = (held + piece).split("\n")
        yield from whole
    if held.strip():
        yield held
