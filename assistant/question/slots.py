"""The smaller slots of a question: basis, group, unit, rank, and which item plays which part.

Comes in: a question's text or mask. Goes out: one slot each. Never looks at the catalog.
"""

import re
from dataclasses import replace

from assistant.inquiry import Asked, Condition, Operation, Question
from assistant.question import tables
from assistant.question.ranks import ORGS
from assistant.question.scopes import BASES
from index.glossary import by_code
from index.records import Against, Basis, ReportKind, ReportLevel

_CODE = re.compile(
    r"(?<![\d.])(?:([23]\d{6}|[23]\d{4})(?![\d.年万元%])(?:类|款|项)?(?:科目)?|(2\d\d|3[01]\d)(?:(?:类|款)?科目|类|(?=支出)))(?:的)?(?:支出)?"
)
_KINDS = tuple((ReportKind(value), pattern) for value, pattern in tables.rows("slots.toml", "kinds"))
_LEVELS = tuple((ReportLevel(value), pattern) for value, pattern in tables.rows("slots.toml", "levels"))
_TOPICS = tuple((re.compile("|".join(row["any"])), tuple(row["titles"])) for row in tables.data("slots.toml")["topics"])
"""Words of a question and those that the titles of the sections that answer it hold."""
_UNIT = re.compile(
    r"(?:多少|几|按|用|以|换算成|折合成?|换成|单位[是为:]?|精确到|等于多少|是多少)个?(万元|亿元|千元|元|万|亿|千)(?!人|次|分)"
)
_NO_BASIS = re.compile(
    r"一般公共预算|政府性?基金预算|国有资本经营预算|公共财政预算|社会保险基金预算|(?:部门|单位|本级)[预决]算|预算[外内]|没有?预算|[预决]算(?:报告|公开|说明|单位|里|中)"
    r"|预算(?:总支出|执行|完成|调整率|编制|管理|法|绩效|单位|科目|会计)|预算(?=财政|拨款)"
)
_IMPLIED = tables.rows("slots.toml", "implied")
_ON_PROJECTS = re.compile(r"(?:花在|用在|用于|投到|投在|用到|花到)(?:了)?项目(?:上|里|方面)?")
_WHOLE_BUDGET = re.compile(
    r"(?:^|[OYBN的,那个这是和总体与跟年初超完成了比过有没当])(?:年初|全年|当年|调整后?|当初|原来|原|实际)?(?:的)?(?:支出)?(?:[预决]算|计划|打算|安排)|超支|超了|没花完"
)
_IMPLYING = {
    Operation.SHARE,
    Operation.LOOKUP,
    Operation.CHANGE,
    Operation.CHANGE_RATE,
    Operation.DIFFERENCE,
    Operation.COMPLETION,
    Operation.PER_UNIT,
    Operation.COMPARE,
    Operation.REVERSE,
    Operation.VERIFY,
    Operation.REASON,
    Operation.MULTIPLE,
    Operation.TIMES_MORE,
    Operation.SUM,
    Operation.RANKING,
}


def kind_of(text: str) -> ReportKind | None:
    """Final accounts or budget, where the question says which report."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def level_of(text: str) -> ReportLevel | None:
    """部门, 单位 or 本级, where the question says it."""
    return next((level for level, pattern in _LEVELS if pattern.search(text)), None)


def unit_of(text: str) -> str | None:
    """The unit that the answer is wanted in."""
    found = _UNIT.search(text)
    return f"{found.group(1).removesuffix('元')}元" if found else None


def bases_of(text: str, against: Against | None) -> tuple[Basis, ...]:
    """预算 and 决算, where they are the figure's own and not what it is compared with."""
    if against in (Against.BUDGET, Against.ADJUSTED_BUDGET):
        return ()
    rest = _NO_BASIS.sub("", text)
    found = [basis for basis, pattern in BASES if pattern.search(rest)]
    if "预算" in rest and not {Basis.BUDGET, Basis.ADJUSTED_BUDGET} & set(found):
        found.append(Basis.BUDGET)
    if Basis.ADJUSTED_BUDGET in found and not re.search(r"年初预算|预算[和与、,]", rest):
        found = [basis for basis in found if basis is not Basis.BUDGET]
    return tuple(found)


def each_basis(items: tuple[Asked, ...], bases: tuple[Basis, ...]) -> tuple[Asked, ...]:
    """预算和决算分别是多少 asks for two figures of each item."""
    return tuple(replace(item, basis=basis) for item in items for basis in bases)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where codes of functional and economic items stand, with 类, 科目 or 支出 behind them."""
    return [match.span() for match in _CODE.finditer(text)]


def code_items(text: str) -> tuple[Asked, ...]:
    """The functional or economic items whose codes the question gives: 2080101, 208类."""
    codes = [match.group(1) or match.group(2) for match in _CODE.finditer(text)]
    found = [(code, by_code(code)) for code in codes]
    return tuple(Asked(item=item.name if item else code, said=code, known=item is not None, code=code) for code, item in found)


_SIZE = re.compile(r"总额|总量|总盘子|盘子|规模")
"""部门预算哪个总额高: how large a whole budget is."""


def implied(mask: str, question: Question) -> tuple[Asked, ...]:
    """The item that a verb or a mere 预算 stands for where none is named: 比上年多花了多少."""
    operation = question.operation
    if operation not in _IMPLYING or question.condition is not Condition.ANY or question.indicator:
        return ()
    if operation is Operation.RANKING and not ORGS.search(mask) and "Y" not in mask and "哪年" not in mask:
        return ()
    if operation in (Operation.SHARE, Operation.LOOKUP) and _ON_PROJECTS.search(mask):
        return (Asked(item="项目支出", said="项目"),)
    for name, pattern in _IMPLIED:
        found = pattern.search(mask)
        if found:
            return (Asked(item=name, said=found.group()),)
    if question.kind is not None and _SIZE.search(mask):
        return (Asked(item="本年支出合计", said="总额"),)
    budget = question.basis is not None or question.against in (Against.BUDGET, Against.ADJUSTED_BUDGET)
    return (Asked(item="本年支出合计", said="预算"),) if budget and _WHOLE_BUDGET.search(mask) else ()


def topic_of(text: str) -> tuple[str, ...]:
    """The words that the title of the answering section may hold."""
    return tuple(dict.fromkeys(word for pattern, words in _TOPICS if pattern.search(text) for word in words))


_OFFICES = tables.rows("slots.toml", "offices")


_HOW_MANY = re.compile(
    r"(?:多少|几)个?(?:内设|下属|二级|所属|独立)?(?:机构|科室|股室|处室|单位|部门)|(?:机构|科室|单位)(?:数|个数|数量|有多少|有几个)"
)


def offices(question: Question, text: str) -> Question:
    """内设机构 asks for the offices themselves, 多少个内设机构 for how many there are."""
    counted = {item.item for item in question.items} & {name for name, _ in _OFFICES}
    if question.operation is Operation.LOOKUP and counted and not _HOW_MANY.search(text) and not re.search(r"多少|几(?!家)", text):
        return replace(question, operation=Operation.COMPOSITION, topic=topic_of(text))
    if question.operation is Operation.COMPOSITION and not question.items and _HOW_MANY.search(text) and "哪" not in text:
        name = next(name for name, pattern in _OFFICES if pattern.search(text))
        return replace(question, operation=Operation.LOOKUP, items=(Asked(item=name, said=name),), topic=())
    return question
