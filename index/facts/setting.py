"""What holds for a whole stretch of text: whose report, which year, which kind, and whose money its heading speaks of."""

import re
from dataclasses import dataclass

from index.parts import part_named
from index.records import Basis, Identity, ReportKind, Scope

SCOPE_WORDS: tuple[tuple[re.Pattern[str], Scope], ...] = (
    (re.compile(r"(?:一般)?公共(?:财政)?预算(?:当年)?(?:财政)?(?:拨款)?|(?:一般)?公共财政拨款"), Scope.GENERAL_PUBLIC_BUDGET),
    (re.compile(r"政府性?基金(?:预算)?(?:财政)?(?:拨款)?"), Scope.GOVERNMENT_FUND),
    (re.compile(r"国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?"), Scope.STATE_CAPITAL),
    (re.compile(r"(?<!非)(?<!非同级)(?<!非本级)财政拨款"), Scope.FISCAL_APPROPRIATION),
)
"""The printed words for each 口径, the narrower ones first."""

_ANNEX = re.compile(r"附件|附录|绩效|评价|自评|第[五六七]部分|社会保险基金")
_OVERALL = re.compile(
    r"收入支出(?:决算|预算)?总体|^(?:.{0,6}|.{0,20}(?:19|20)\d\d年度?)(?:收入|支出)(?:决算|预算)(?:总?表|情况|说明)|收支(?:决算|预算)?总体|部门收支"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """The frame of a paragraph. ``scope`` is what its headings say, None where they say nothing."""

    org: str
    year: int
    kind: ReportKind
    section: tuple[str, ...]
    scope: Scope | None
    part: str = ""
    """The part of the department that the text is about, "" where it is about the whole."""

    @property
    def loose(self) -> bool:
        """Whether the text tells of projects and results, where a bare 支出 is nobody's total."""
        return any(_ANNEX.search(title) for title in self.section)

    @property
    def basis(self) -> Basis:
        """What a figure without a word for its basis is."""
        return Basis.BUDGET if self.kind is ReportKind.BUDGET else Basis.FINAL


def setting(identity: Identity, section: tuple[str, ...]) -> Setting:
    """Return what holds for text under *section*."""
    org = identity.region + identity.org if identity.region not in identity.org else identity.org
    return Setting(org, identity.year, identity.kind, section, section_scope(section), part_named(section, identity))


def section_scope(section: tuple[str, ...]) -> Scope | None:
    """Return whose money the headings speak of; an annex's headings are too loose to tell.

    >>> section_scope(("五、一般公共预算财政拨款支出决算情况说明", "（一）财政拨款支出决算总体情况"))
    <Scope.GENERAL_PUBLIC_BUDGET: 'general_public_budget'>
    """
    if any(_ANNEX.search(title) for title in section):
        return None
    said = [scope for title in section if (scope := scope_of(title)) is not None]
    if said and said[0] is Scope.FISCAL_APPROPRIATION:
        return said[-1]
    if said:
        return said[0]
    return Scope.ALL if section and _OVERALL.search(section[-1]) else None


def scope_of(text: str) -> Scope | None:
    """Return the 口径 that *text* names, the narrowest first."""
    return next((scope for pattern, scope in SCOPE_WORDS if pattern.search(text)), None)
