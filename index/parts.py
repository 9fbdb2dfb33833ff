"""Parts of a department that a report gives a section of their own: 一、街道办事处本级, （二）社区服务中心.

Comes in: the headings over a text, and whose report it is. Goes out: the part that they name. What is said there is said of the
part and must never pass for the department's.
"""

import re
from collections.abc import Sequence

from index.records import Identity, ReportLevel

_MARK = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d))\s*")
_ABOUT = re.compile(r"(?:(?:20\d\d年度?)?(?:部门|单位)?(?:收支|收入支出)?(?:预算|决算)?(?:总体)?(?:情况)?(?:说明)?)$")
_OFFICE = re.compile(r"(?:本级|局机关|委机关|机关本部)$|^机关$")
_UNIT = re.compile(r"[局委办厅院处站队校园馆]$|(?<![场厕])所$|(?:委员|协|联合|工|商|残联)会$|中心$|公司$|机关$|政府$|医院$|监狱$|林场$")
_PROSE = re.compile(r"[，、。；：以为抓推强把是对将]|建设|完善|提升|开展|各|下属|所属|直属|内设|其他|有关|预算单位")
_SHORTEST, _LONGEST = 3, 30


def part_named(section: Sequence[str], identity: Identity) -> str:
    """Return the part that the innermost of the headings names, "" where none names one.

    >>> from index.records import ReportKind
    >>> level = ReportLevel.DEPARTMENT
    >>> whole = Identity(org="望江街道办事处", region="沧水区", year=2018, kind=ReportKind.FINAL, level=level, title="")
    >>> part_named(("四、分单位收支", "（二）望江街道社区服务中心"), whole), part_named(("一、街道办事处本级",), whole)
    ('望江街道社区服务中心', '街道办事处本级')
    >>> part_named(("沧水区望江街道办事处", "一、望江街道办事处"), whole)
    ''
    """
    for place in range(len(section) - 1, -1, -1):
        mark = _MARK.match(section[place])
        title = _ABOUT.sub("", section[place][mark.end() if mark else 0 :].strip())
        if (mark or place) and _is_part(title, identity):
            return title
    return ""


def _is_part(title: str, identity: Identity) -> bool:
    if _OFFICE.search(title):
        return identity.level is ReportLevel.DEPARTMENT and len(title) <= _LONGEST
    if not _SHORTEST <= len(title) <= _LONGEST or not _UNIT.search(title) or _PROSE.search(title):
        return False
    return not title.endswith(identity.org) and not _shortens(title, identity.region + identity.org)


def _shortens(title: str, name: str) -> bool:
    """Whether *title* is *name*, perhaps with characters left out."""
    letters = iter(name.replace("与", "和"))
    return all(letter in letters for letter in title.replace("与", "和"))
