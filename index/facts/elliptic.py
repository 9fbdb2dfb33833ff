"""Labels that their list's head or their heading completes: 货物 under 政府采购, 机要通信 under 车辆, 实际 behind 行政编制.

Comes in: a label and what stands around it. Goes out: the label in full, "" where nothing completes it.
"""

import re
from collections.abc import Sequence

from index.facts.labels import Subject
from index.quantity import Unit

_KIND = re.compile(
    r"(?:政府)?(?:拟|计划|实际|安排|完成)?(?:采购|购买)?(?P<kind>货物|工程|服务)类?(?:采购)?(?:项目)?(?:支出|预算|金额|费用|合同|总额)*"
)
_ALL = re.compile(r"政府采购项目(?:纳入)?|(?:实际|全年|共|完成|实施|安排|组织|政府|计划|拟)*采购(?:支出|总?金额|总额|预算|规模|合同|资金)*")
_SMALL = re.compile(
    r"(?:面向|授予|给予|由|向)(?P<who>中小|小微|小型(?:和|、)微型)企业(?:的|实施)?(?:采购|合同|支出|成交|中标)*(?:金额|总额|额)?"
)
_COVERING = re.compile(r"(?:共)?涉及(?:项目|财政)?(?:支出)?(?:预算)?(?:资金|金额)(?:总额)?")
_COVERED = re.compile(r"(?:共|被)?纳入.{2,24}范围(?:内)?的?(?:独立核算|二级|基层|所属|下属|预算|核算)*单位")
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
    near = {subject.group for subject in (head, before) if subject is not None}
    if "政府采购" in near or any("采购" in title for title in section[-1:]):
        for pattern, name in ((_KIND, "政府采购{}支出"), (_SMALL, "授予{}企业合同金额"), (_ALL, "政府采购支出总额")):
            found = pattern.fullmatch(label)
            if found is not None:
                return name.format("小微" if "微" in found.groupdict().get("who", "") else found[1][:2] if found.groups() else "")
    if before is not None and before.item == "绩效目标管理项目数" and _COVERING.fullmatch(label):
        return "绩效目标管理资金"
    if _COVERED.fullmatch(label):
        return "决算单位数"
    if unit.base == "辆" and "国有资产" in near and not label.endswith("车"):
        return f"{label}用车"
    return ""


def present(words: str, before: Subject | None) -> str:
    """行政编制62人，实际58人: return the name of those who fill the posts of *before*, "" where it is none or *words* do not say so."""
    if before is None or not before.item.endswith(("编制", "编制数")) or not _PRESENT.search(words):
        return ""
    kind = before.item.removesuffix("数").removesuffix("编制")
    return f"{kind}实有人数" if kind else "年末实有人数"


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
