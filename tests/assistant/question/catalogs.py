"""A hand-made catalog of organisations in several provinces, and questions printed in one line."""

from assistant.inquiry import Asked, Operation, OrgChoice, Question
from assistant.question import Catalog

NAMES = {
    "赫山人社": "赫山区人力资源和社会保障局",
    "芦淞人社": "芦淞区人力资源和社会保障局",
    "普陀规资": "上海市普陀区规划和自然资源局",
    "万里街道": "上海市普陀区人民政府万里街道办事处",
    "重庆交委": "重庆市交通委员会",
    "余杭卫健": "杭州市余杭区卫生健康局",
    "武侯教育": "成都市武侯区教育局",
    "天河应急": "广州市天河区应急管理局",
    "赛罕退役": "内蒙古自治区呼和浩特市赛罕区退役军人事务局",
    "靖州财政": "靖州苗族侗族自治县财政局",
}
YEARS = {
    "赫山人社": (2020, 2021),
    "芦淞人社": (2019, 2020),
    "普陀规资": (2024,),
    "万里街道": (2024,),
    "重庆交委": (2018,),
    "余杭卫健": (2022,),
    "武侯教育": (2021,),
    "天河应急": (2023,),
    "赛罕退役": (2022,),
    "靖州财政": (2020,),
}
LABELS = ("城镇新增就业", "受理劳动争议案件", "结案率", "企业职工养老保险参保人数", "安全生产检查企业", "中小学在校学生", "追回农民工工资")
SHORT = {name: short for short, name in NAMES.items()}
SLOTS = ("kind", "level", "basis", "scope", "measure", "against", "group", "condition", "top", "nth", "unit", "of", "relation", "indicator")


def catalog() -> Catalog:
    """The catalog that the tests ask."""
    return Catalog.listing(*((NAMES[short], year) for short, years in YEARS.items() for year in years), labels=LABELS)


def line(question: Question) -> str:
    """The slots of a question in one line: operation, then every slot that is filled."""
    words = [question.operation.value]
    if question.operation is Operation.NONE:
        return "none"
    words += [f"org={SHORT[org]}" for org in question.orgs]
    words += [_choice(choice) for choice in question.org_choices]
    words += [f"year={year}" for year in question.years]
    words += [f"item={_asked(item)}" for item in question.items]
    words += [f"whole={_asked(question.whole)}"] if question.whole else []
    for slot in SLOTS:
        value = getattr(question, slot)
        shown = getattr(value, "value", value)
        if (shown is not None and shown != "any") or (slot == "relation" and shown == "any"):
            words.append(f"{slot}={shown}")
    if question.claimed:
        words.append(f"claimed={question.claimed}")
    if question.claimed_direction:
        words.append("up" if question.claimed_direction > 0 else "down")
    if not question.descending:
        words.append("ascending")
    if question.last_years:
        words.append(f"last={question.last_years}")
    words += [f"{found.said}→{found.meant}{'' if found.certain else '?'}" for found in question.corrections]
    return " ".join(words)


def _asked(item: Asked) -> str:
    name = item.item if item.known else f"?{item.item}"
    slots = (item.basis, item.scope, item.measure)
    details = [slot.value for slot in slots if slot] + ([str(item.year)] if item.year else [])
    details += [SHORT[item.org]] if item.org else []
    details += [f"{len(item.paths)}项"] if item.paths else []
    return name + (f"({','.join(details)})" if details else "")


def _choice(choice: OrgChoice) -> str:
    choices = "|".join(SHORT[org] for org in choice.choices) or "无"
    return f"org?{choice.said}={choices}"
