"""Labels that their list's head or their heading completes: 货物 under 政府采购, 机要通信 under 车辆, 实际 behind 行政编制.

Comes in: a label and what stands around it. Goes out: the label in full, "" where nothing completes it.
"""

import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

from index.facts.labels import Subject
from index.quantity import Unit

_RULES = tuple(
    (re.compile(row["near"]), re.compile(row["label"]), frozenset(row.get("units", ())), row["name"])
    for row in tomllib.loads(files(__package__).joinpath("elliptic.toml").read_text("utf-8"))["complete"]
)
_PRESENT = re.compile(r"[，,、；;（(：:](?:实际|实有|现有|实)(?:在职|在岗|在编)?(?:为|有|共)?$")
_ITS_OWN = re.compile(
    r"(?:该|本|此|上述)?项目(?:支出)?(?P<what>(?:绩效)?(?:目标)?(?:自评|评价)?(?:综合|总体)?(?:得分|评分|总分|评价得分)|资金|经费)?"
    r"(?:全年|年初|当年|调整后?|年度)?(?:预算|执行|资金)?(?:数|金额|总额|安排)?"
)
_PROJECT = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])?(?:(?:19|20)\d\d年度?)?(?:关于|其中)?"
    r"[“\"《]?(?P<name>[一-龥A-Za-z][一-龥A-Za-z（）()、·]{2,29}?)[”\"》]?(?:专项)?项目(?=(?:支出|资金|经费)?(?:绩效|自评|评价|得分|情况|概况|概述|说明|$))"
)
_INSURANCE = re.compile(
    r"(?:城乡居民|企业职工|城镇职工|城镇居民|机关事业单位|灵活就业人员|被征地农民|职工|居民)?(?:社会)?(?:基本)?(?:养老|医疗|失业|工伤|生育)保险"
)
_INSURED = re.compile(r"(?:实际|新增|累计)*(?:参保|基金征缴|征缴|缴费|续保|扩面)")
_NO_NAME = re.compile(r"绩效|部门|单位|预算|支出|财政|重点|其他|主要|全部|各|采购|本级|个$")


def completed(label: str, head: Subject | None, before: Subject | None, section: Sequence[str], unit: Unit) -> str:
    """Return the full name of *label*, a short one, among the parts of *head*, behind *before*, under the headings *section*."""
    around = [f"{subject.group} {subject.item}" for subject in (head, before) if subject is not None]
    around += [f"# {title}" for title in section[-1:]]
    for near, pattern, units, name in _RULES:
        found = pattern.fullmatch(label) if not units or unit.base in units else None
        if found is not None and any(near.search(place) for place in (*around, "")):
            return str(name.format(**found.groupdict()))
    return ""


def present(words: str, before: Subject | None) -> str:
    """行政编制62人，实际58人: return the name of those who fill the posts of *before*, "" where it is none or *words* do not say so."""
    if before is None or not before.item.endswith(("编制", "编制数")) or not _PRESENT.search(words):
        return ""
    kind = before.item.removesuffix("数").removesuffix("编制")
    whole = "在职人数" if re.search(r"在[职编岗]", words) else "年末实有人数"
    return f"{kind}实有人数" if kind else whole


def of_project(label: str, project: str) -> str:
    """项目自评得分 of the project that heading or sentence before named, "" where *label* has a name of its own."""
    found = _ITS_OWN.fullmatch(label) if project else None
    return project + (found["what"] or "") if found is not None else ""


def of_insurance(label: str, before: str) -> str:
    """实际参保总人数 of the insurance that the text *before* named last, "" where *label* is of none or names its own."""
    if not _INSURED.match(label) or "保险" in label:
        return ""
    named = [found.group() for found in _INSURANCE.finditer(before)]
    return named[-1] + label if named else ""


def project_named(text: str) -> str:
    """Return the project that a heading or a label names: 新馆运行维护项目 of 2024年新馆运行维护项目支出绩效自评报告, "" for none."""
    found = _PROJECT.match(text)
    if found is None or _NO_NAME.search(found["name"]):
        return ""
    return f"{found['name']}项目"
