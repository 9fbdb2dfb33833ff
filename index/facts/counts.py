"""Counts whose item only the words around them tell: 团组0个、累计0人次 after 因公出国（境）费."""

import re
from dataclasses import replace

from index.facts.labels import Subject
from index.glossary import item

_ABROAD = ("因公出国（境）费", "因公出国（境）团组数", "因公出国（境）人次")
_GUESTS = (
    "公务接待费",
    "国内公务接待支出",
    "外事接待支出",
    "国内公务接待批次",
    "国内公务接待人次",
    "国（境）外公务接待批次",
    "国（境）外公务接待人次",
)
_CARS = ("公务用车购置及运行维护费", "公务用车购置费", "公务用车运行维护费", "公务用车购置数", "公务用车保有量")
_GROUPS = frozenset(("个", "批", "批次", "次", "团组"))
_PEOPLE = frozenset(("人次", "人"))
_FOREIGN = re.compile(r"外宾|外事|国（境）外|国\(境\)外|境外")
_BOUGHT = re.compile(r"购置|购买|购入|更新|新增|新购")
_HELD = re.compile(r"保有|拥有|现有|共有|实有")
_VISITS = re.compile(r"团|批|组")
_LEFT = re.compile(
    r"^(?:全年|本年度?|共|主要|用于|经批准|报废|涉及|支出|累计|接待|安排|组织|使用|参加|其他|单位|国内|公务|因公|出国|（境）|\(境\)|来访|来宾|外宾|外事|团组|批次|人次|人数|人员|总|数|量|个|各|类|（更新）|\(更新\)|按规定|按|规定|全部|处|合计|开支|财政拨款|的|年末|期末|当年|公务用车|购置|更新|新购|购入|保有|拥有|车辆|、|中|国（境）外|国\(境\)外|其中|：|为|共计|发生|辆|实有|现有|共有|列明|参与|因|各类|年底|执法执勤车|执法执勤用车|公车|执法车|执法用车|车)*$"
)


def counted_subject(label: str, unit: str, near: Subject | None, start: int) -> Subject | None:
    """Return the 三公 count that *label* with *unit* names close to *near*, None where it names none."""
    family = near.item if near is not None else ""
    if not _LEFT.match(label):
        return None
    name = _name(label, unit, family)
    if name is None:
        return None
    printed = label or (near.printed if near is not None else "")
    return Subject(name, printed, True, start, start + len(label), group=item(name).group)


_SPENT = {
    "国内公务接待批次": "国内公务接待支出", "国内公务接待人次": "国内公务接待支出",
    "国（境）外公务接待批次": "外事接待支出", "国（境）外公务接待人次": "外事接待支出",
    "因公出国（境）团组数": "因公出国（境）费", "因公出国（境）人次": "因公出国（境）费", "公务用车购置数": "公务用车购置费",
    "绩效目标管理项目数": "绩效目标管理资金", "绩效自评项目数": "绩效自评资金",
}  # fmt: skip


def spent_on(subject: Subject, words: str, *, stated: bool = True) -> Subject:
    """What money behind a count is of: 12批次，98人次，共计支出1.23万元 is 国内公务接待支出; 轿车0辆、金额0万元 is 轿车金额.

    *stated* tells whether 公务接待费 has its own figure: if not, what guests cost is that.
    """
    name = _SPENT.get(subject.item)
    if name == "国内公务接待支出" and "国内" not in subject.printed and not stated:
        name = "公务接待费"
    if name is not None:
        group = item(name).group
        return replace(subject, item=name, group=group, scoped=group == "三公")
    if "金额" in words or "价值" in words or "原值" in words:
        return replace(subject, item=f"{subject.item}{words.strip('、，, 共计')}", known=False)
    return subject


def _name(label: str, unit: str, family: str) -> str | None:
    abroad = "出国" in label or (family in _ABROAD and "接待" not in label)
    guests = "接待" in label or "宾" in label or "来访" in label or family in _GUESTS
    if unit in ("辆", "台") and (family in _CARS or "公务用车" in label or "公车" in label):
        if _BOUGHT.search(label) or (family == "公务用车购置费" and not _HELD.search(label)):
            return "公务用车购置数"
        return "公务用车保有量" if _HELD.search(label) or label.endswith(("公务用车", "公车", "车辆")) else None
    if abroad and unit in _GROUPS and _VISITS.search(label + unit):
        return "因公出国（境）团组数"
    if abroad and unit in _PEOPLE:
        return "因公出国（境）人次"
    if guests and not abroad:
        foreign = bool(_FOREIGN.search(label)) or ("外" in family and "国内" not in label)
        place = "国（境）外公务接待" if foreign else "国内公务接待"
        if unit in _GROUPS and (_VISITS.search(label + unit)):
            return f"{place}批次"
        if unit in _PEOPLE:
            return f"{place}人次"
    return None
