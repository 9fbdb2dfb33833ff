"""The report's own sentences: whole, few, each once.

Comes in: a subject and what is asked of it in words. Goes out: Excerpts, verbatim spans of the stored text.
Never rewords, never joins two places into one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim span of a report's text and the section that it stands in."""

    report: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
