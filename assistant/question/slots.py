"""The smaller slots of a question: basis, group, unit, rank, and which item plays which part.

Comes in: a question's text or mask. Goes out: one slot each. Never looks at the catalog.
"""

import re
from dataclasses import replace

from assistant.inquiry import Asked, Condition, Operation, Question
from assistant.question.items import BASES, PEOPLE, Reading
from assistant.question.operations import Wanted, taken_off
from assistant.question.years import Years
from index.glossary import FUNCTIONAL, Item, by_code, item
from index.records import Against, Basis, ReportKind, ReportLevel

_CODE = re.compile(
    r"(?<![\d.])(?:([23]\d{6}|[23]\d{4})(?![\d.年万元%])(?:类|款|项)?(?:科目)?|(2\d\d|3[01]\d)(?:(?:类|款)?科目|类|(?=支出)))(?:的)?(?:支出)?"
)
_KINDS = (
    (ReportKind.BUDGET, re.compile(r"(?:部门|单位|本级)预算|预算(?:报告|公开|说明)")),
    (ReportKind.FINAL, re.compile(r"(?:部门|单位|本级)决算|决算(?:报告|公开|说明)")),
)
_LEVELS = (
    (ReportLevel.OFFICE, re.compile(r"(?<!除)(?<!除了)(?<!不含)(?<!不包括)(?<!扣除)(?<!剔除)(?<!去掉)本级(?!财政|以?外|之外)")),
    (ReportLevel.UNIT, re.compile(r"单位(?:决算|预算)|^(?:那么?|换成)?单位(?:的|呢|的呢|那份|的那份)?[?？]*$")),
    (
        ReportLevel.DEPARTMENT,
        re.compile(
            r"(?<=[局委办厅院])部门(?=\d|年|的|那)|^(?:那么?)?部门(?:那份|的那份)|部门(?:决算|预算)|^(?:那么?)?(?:整个|全)?部门(?:的|呢|的呢)?[?？]*$|(?:整个|全)部门(?!都)"
        ),
    ),
)
_TOPICS = (
    (re.compile(r"改进|整改|措施|下一步|打算|对策|怎么办|建议|怎么解决|如何解决"), ("改进", "措施", "建议")),
    (re.compile(r"问题|不足|困难|短板|薄弱|缺点"), ("问题",)),
    (re.compile(r"成效|成绩|亮点|效果|做了|干了|完成了|工作|履职"), ("履职", "职责履行", "成效", "工作")),
    (re.compile(r"绩效|评价|自评|结论|等级"), ("绩效", "评价", "结论")),
    (re.compile(r"职责|职能|负责|干什么|做什么|管什么|干嘛"), ("职责", "职能")),
    (re.compile(r"内设|科室|股室|处室|机构设置|设了"), ("内设机构", "机构设置")),
    (re.compile(r"下属|二级|所属|下面|旗下|单位构成|哪些单位|几家单位|纳入|汇总|包括哪"), ("单位构成", "决算单位", "机构设置")),
    (re.compile(r"采购"), ("政府采购",)),
    (re.compile(r"资产"), ("资产",)),
    (re.compile(r"内控|内部控制|制度|管理"), ("管理", "制度")),
    (re.compile(r"用于|用在|用到|花在|花哪|花到|用途|去向"), ("用于",)),
)
"""Words of a question and those that the titles of the sections that answer it hold."""
_NO_GROUP = {Operation.CORPUS, Operation.COMPOSITION, Operation.DUTIES, Operation.PASSAGE, Operation.DEFINITION}
_UNIT = re.compile(
    r"(?:多少|几|按|用|以|换算成|折合成?|换成|单位[是为:]?|精确到|等于多少|是多少)个?(万元|亿元|千元|元|万|亿|千)(?!人|次|分)"
)
_TOP = re.compile(r"(?:前|top)([两二三四五六七八九十]|\d{1,2})(?!年|期|面)")
_SOME = re.compile(r"(?:哪|最[多少大小高低](?:的)?)([两二三四五六七八九十])(?:个|大|项|类|款|笔|家|种)")
_NTH = re.compile(r"第([一二三四五六七八九十])[^,]{0,3}(?:大|多|高|少|小|低|名|位)|(?:排|列)(?:在)?第([一二三四五六七八九十])")
_ONE = re.compile(r"最|大头|(?:哪(?!些|几)|谁)[^,]*(?:多|少|高|低|大|小|贵|省)")
_ASCENDING = re.compile(r"最(?:少|小|低|省)|[从由](?:低[到至]高|小[到至]大|少[到至]多)|升序|倒数|(?:哪|谁)[^,]{0,10}(?:少|低|小|省)")
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NO_BASIS = re.compile(
    r"一般公共预算|政府性?基金预算|国有资本经营预算|公共财政预算|社会保险基金预算|(?:部门|单位|本级)[预决]算|预算[外内]|没有?预算|[预决]算(?:报告|公开|说明|单位|里|中)"
    r"|预算(?:总支出|执行|完成|调整率|编制|管理|法|绩效|单位|科目|会计)|预算(?=财政|拨款)"
)
_ORGS = re.compile(r"(?:哪|各|所有|每|全部|这几|几|两|这两|三)(?:个|家|些|几个|几家)?(?:单位|部门|局|机构|区|县|B)|谁|哪家|各家")
_FUNCTIONS = re.compile(
    r"(?:哪|每|各|所有|几|多少|[两二三四五六七八九十]|\d)(?:一|几|个|大)*(?P<level>类|款|项)(?!目)|(?P<named>[类款项])级|最[多大高小少低](?:的)?(?:一)?(?P<most>[类款项])(?!目)"
)
_CLASSIFIED = re.compile(r"(?:功能|支出)(?:科目|分类)")
_ITEMS = re.compile(r"项目|科目|支出|款项|哪一?[项笔块种]|什么|几项|多少项|花得|方面|钱|I")
_IMPLIED = (
    ("财政拨款收入", re.compile(r"财政[^,]{0,8}(?:拨|给|领|拿到)|拨了|拨款|拨付")),
    ("年末结转和结余", re.compile(r"剩")),
    ("本年支出合计", re.compile(r"花|支出|开支|开销|用钱|用了|用掉|超支")),
    ("本年收入合计", re.compile(r"收入|收了|进账|收到")),
    ("年末结转和结余", re.compile(r"结余|结转")),
)
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
_PER = (
    ("国内公务接待批次", re.compile(r"批|单次|每次接待")),
    ("因公出国（境）团组数", re.compile(r"团")),
    ("公务用车保有量", re.compile(r"[辆台]")),
    ("国内公务接待人次", re.compile(r"人次|次接待|来宾|客人")),
)

_OWN_COUNTS = {
    "因公出国（境）费": {"国内公务接待人次": "因公出国（境）人次", "国内公务接待批次": "因公出国（境）团组数"},
    "培训费": {"国内公务接待人次": "培训人数", "国内公务接待批次": "培训次数"},
    "会议费": {"国内公务接待人次": "会议人数", "国内公务接待批次": "会议次数"},
}
"""Whose 人次 and 批次 are meant beside an item that has its own."""
_WHO = re.compile(r"人|职工|员工|干部|编制|每一?次|平均一?次|平均每次")
_GUESTS_EACH = re.compile(r"(?:每一?个?批次?|一批)[^,]{0,12}(?:多少|几)个?人")
_EACH = re.compile(
    r"每一?(?:个|名|位|所|张|户|家)((?!职工|员工|干部|人|编制|来宾|客人)[\u4e00-\u9fff]{2,4}?)(?=多少|几|平均|花|要|的|能|合|分|支|,|$)"
)
"""What an amount is spread over where it is no guest and no staff: 每个学生."""
AMOUNTS = {
    "国内公务接待批次": "公务接待费",
    "国内公务接待人次": "公务接待费",
    "因公出国（境）团组数": "因公出国（境）费",
    "因公出国（境）人次": "因公出国（境）费",
    "会议次数": "会议费",
    "会议人数": "会议费",
    "培训次数": "培训费",
    "培训人数": "培训费",
    "公务用车保有量": "公务用车运行维护费",
    "公务用车购置数": "公务用车购置费",
}
"""What was spent on what is counted."""
_COUNTS = (
    (
        frozenset(["公务用车购置及运行维护费", "公务用车购置费"]),
        re.compile(r"(?:买|购|购置|新增|添置?|添了)了?(?:多少|几)(?:辆|台)"),
        "公务用车购置数",
    ),
    (frozenset(["公务接待费", "国内公务接待支出"]), re.compile(r"(?:多少|几)个?(?:人次|来宾|客人)"), "国内公务接待人次"),
    (
        frozenset(["公务接待费", "国内公务接待支出"]),
        re.compile(r"(?:多少|几)个?(?:批次?|团组)|批次数?(?:是|有)?(?:多少|几)|(?:多少|几)次"),
        "国内公务接待批次",
    ),
    (frozenset(["因公出国（境）费"]), re.compile(r"(?:多少|几)个?(?:人次?)"), "因公出国（境）人次"),
    (frozenset(["因公出国（境）费"]), re.compile(r"(?:多少|几)个?(?:团组?|批次?|次)"), "因公出国（境）团组数"),
    (frozenset(["公务用车购置费"]), re.compile(r"(?:多少|几)(?:辆|台)"), "公务用车购置数"),
    (frozenset(["公务用车购置及运行维护费", "公务用车运行维护费"]), re.compile(r"(?:多少|几)(?:辆|台)|数量"), "公务用车保有量"),
    (frozenset(["会议费"]), re.compile(r"(?:多少|几)(?:次|场|个)"), "会议次数"),
    (frozenset(["培训费"]), re.compile(r"(?:多少|几)(?:次|场|期|班)"), "培训次数"),
)
"""Items whose count is asked for by the word that counts: 公务用车有几辆."""
_MEETINGS = {"会议费": "会议次数", "培训费": "培训次数", "公务接待费": "国内公务接待批次", "因公出国（境）费": "因公出国（境）团组数"}


def by_name(name: str) -> Item | None:
    """The glossary's item of this name, if it has one."""
    try:
        return item(name)
    except KeyError:
        return None


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


def top_of(mask: str) -> int | None:
    """How many of a ranking are asked for; None for all."""
    found = _TOP.search(mask) or _SOME.search(mask)
    if found:
        word = found.group(1)
        return int(word) if word.isdigit() else _NUMERALS[word]
    return 1 if _ONE.search(mask) else None


def nth_of(mask: str) -> int | None:
    """Which place of a ranking is asked for, where only one is: 第二大."""
    found = _NTH.search(mask)
    return _NUMERALS[found.group(1) or found.group(2)] if found else None


def ascending(mask: str) -> bool:
    """Whether the smallest come first."""
    return bool(_ASCENDING.search(re.sub(r"减少|降低|缩小|下降", "", mask)))


def group_of(mask: str, items: tuple[Asked, ...], years: Years, operation: Operation, want: Wanted) -> str | None:
    """What a ranking, a sum of described items or a comparison runs over."""
    if years.every or years.last:
        return "years"
    if operation in _NO_GROUP:
        return None
    if _ORGS.search(mask):
        return "orgs"
    ranked = Operation.RANKING in (operation, want.of)
    if not ranked and operation is not Operation.COUNT_OF and want.condition is Condition.ANY:
        return None
    functions = _FUNCTIONS.search(mask)
    level = (
        functions.group("level") or functions.group("named") or functions.group("most")
        if functions
        else "项"
        if _CLASSIFIED.search(mask)
        else None
    )
    if level is None and ranked and (named := re.search(r"[类款](?!型|项)", mask)):
        level = named.group()
    if items_of_parts(mask, items) and level in (None, "项"):
        return items[0].item
    if level:
        return level
    if mask.count("I") >= 2 or re.search(r"[OB][^,]{0,4}[OB]|Y[^,]{0,4}Y", mask):
        return None
    return "项" if _ITEMS.search(mask) or want.condition is not Condition.ANY else None


def items_of_parts(mask: str, items: tuple[Asked, ...]) -> bool:
    """Whether the parts of the one item are meant: 三公经费里花得最多的是哪一项."""
    whole = by_name(items[0].item) if len(items) == 1 and items[0].known else None
    return bool(whole and whole.parts) and bool(re.search(r"I[^I]{0,4}(?:里|中|内|当中|下面|各项|各部分|构成|包含|包括)", mask))


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where codes of functional and economic items stand, with 类, 科目 or 支出 behind them."""
    return [match.span() for match in _CODE.finditer(text)]


def code_items(text: str) -> tuple[Asked, ...]:
    """The functional or economic items whose codes the question gives: 2080101, 208类."""
    codes = [match.group(1) or match.group(2) for match in _CODE.finditer(text)]
    found = [(code, by_code(code)) for code in codes]
    return tuple(Asked(item=item.name if item else code, said=code, known=item is not None, code=code) for code, item in found)


def implied(mask: str, question: Question) -> tuple[Asked, ...]:
    """The item that a verb or a mere 预算 stands for where none is named: 比上年多花了多少."""
    operation = question.operation
    if operation not in _IMPLYING or question.condition is not Condition.ANY or question.indicator:
        return ()
    if operation is Operation.RANKING and not _ORGS.search(mask) and "Y" not in mask and "哪年" not in mask:
        return ()
    if operation in (Operation.SHARE, Operation.LOOKUP) and _ON_PROJECTS.search(mask):
        return (Asked(item="项目支出", said="项目"),)
    for name, pattern in _IMPLIED:
        found = pattern.search(mask)
        if found:
            return (Asked(item=name, said=found.group()),)
    budget = question.basis is not None or question.against in (Against.BUDGET, Against.ADJUSTED_BUDGET)
    return (Asked(item="本年支出合计", said="预算"),) if budget and _WHOLE_BUDGET.search(mask) else ()


def per_what(items: tuple[Asked, ...], mask: str) -> tuple[Asked, ...]:
    """Add the count that an amount is divided by: 批次, 人次, 辆, or the people that it was spent on."""
    if len(items) != 1 or ((found := by_name(items[0].item)) and found.unit != "万元" and items[0].item not in AMOUNTS):
        return items
    amount = AMOUNTS.get(items[0].item)
    if _GUESTS_EACH.search(mask):  # 平均每批接待多少人次
        return (Asked(item="国内公务接待人次", said="人次"), Asked(item="国内公务接待批次", said="每批"))
    if amount:
        return (Asked(item=amount, said=items[0].said), items[0])
    counted = next((name for name, pattern in _PER if pattern.search(mask)), None)
    if counted is not None and items[0].item in _OWN_COUNTS:
        counted = _OWN_COUNTS[items[0].item].get(counted, counted)
    each = _EACH.search(mask) if counted is None else None
    if each:
        return (*items, Asked(item=each.group(1), said=each.group(1), known=False))
    if counted is None and not _WHO.search(mask):
        return items
    if counted is None:
        table = _MEETINGS if re.search(r"每一?次|平均一次|平均每次", mask) else PEOPLE
        counted = table.get(items[0].item, "年末实有人数")
    said = re.search(r"人均|每一?个?\S{1,2}|平均每?一?\S{1,2}", mask)
    return (*items, Asked(item=counted, said=said.group() if said else "平均"))


def counted(items: tuple[Asked, ...], mask: str) -> tuple[Asked, ...]:
    """Replace what is spent by what is counted where the question counts."""
    if (
        len(items) > 1
        and items[0].item in (AMOUNTS.get(items[1].item), "国内公务接待支出")
        and re.search(r"I[了过]?(?:一?共|总共)?(?:有)?I", mask)
    ):
        return items[1:]
    return tuple(
        next((replace(asked, item=count, code=None) for names, word, count in _COUNTS if asked.item in names and word.search(mask)), asked)
        for asked in items
    )


def topic_of(text: str) -> tuple[str, ...]:
    """The words that the title of the answering section may hold."""
    return tuple(dict.fromkeys(word for pattern, words in _TOPICS if pattern.search(text) for word in words))


_WITHIN = re.compile(r"^[^I]*I(?:支出|决算|预算)?(?:里面|当中|之中|里|中|内)[^I]{0,4}I")
"""政府采购里货物和服务加起来: the first item only says where the others stand."""


def roles(reading: Reading, want: Wanted) -> tuple[tuple[Asked, ...], Asked | None]:
    """Which item is the part and which the whole, which is what others are taken from."""
    items, places = reading.items, reading.places
    done = (want.operation, want.of)
    if want.condition is not Condition.ANY and all(reading.phrases):
        return (), None
    if Operation.SHARE in done and len(items) == 1 and re.match(r"(?:那|各)?占(?:了|到)?I", reading.mask):
        return (), items[0]
    if Operation.SHARE in done and len(items) >= 2:
        return _part_and_whole(items, places, reading.mask)
    if Operation.SUM in done and len(items) > 2 and _WITHIN.search(reading.mask):
        return items[1:], None
    if Operation.REMAINDER in done:
        off = taken_off(reading.mask)
        if off:
            less = tuple(item for item, place in zip(items, places, strict=True) if off[0] <= place < off[1])
            base = tuple(item for item in items if item not in less)
            return (*(base[:1] or (Asked(item="本年支出合计", said="全部"),)), *less), None
    return items, None


def _part_and_whole(items: tuple[Asked, ...], places: tuple[int, ...], mask: str) -> tuple[tuple[Asked, ...], Asked | None]:
    at = mask.find("占")
    before = tuple(item for item, place in zip(items, places, strict=True) if place < at)
    behind = tuple(item for item, place in zip(items, places, strict=True) if place > at >= 0)
    if before and behind:
        return before, behind[0]
    if not behind and len(before) == 2 and re.search(r"I(?:在|占)I", mask):
        return before[:1], before[1]
    if not behind and len(before) >= 2:
        return (before[1:], before[0]) if re.search(r"I[^I]{0,4}[里中内,]", mask) else (before, None)
    if before or re.search(r"I(?:和|与|、|跟|及)I", mask):
        return items, None
    if re.search(r"I[^I]{0,3}(?:里|中|内|,|当中)[^I]{0,12}I", mask) and not re.search(r"I在I", mask):
        return items[1:], items[0]
    return items[:1], items[1]


_IN_WHOLE = re.compile(r"(.{2,}?)(?:里面|当中|之中|其中|里|中|内)(?:的)?(.{2,})")


def part_of_unknown(items: tuple[Asked, ...]) -> tuple[tuple[Asked, ...], Asked | None]:
    """引进人才里研究生 names a part and its whole, although neither is known."""
    found = _IN_WHOLE.fullmatch(items[0].said) if len(items) == 1 and not items[0].known else None
    if found is None:
        return items, None
    whole, part = (Asked(item=words, said=words, known=False) for words in found.groups())
    return (part,), whole


_WHOLE_BEFORE = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:里面|当中|之中|其中|里|中|内)[,]?(?:有|的)?I")


def named_whole(mask: str) -> Asked | None:
    """引进的人才里I的比例: the whole in words that name nothing known."""
    found = _WHOLE_BEFORE.search(mask)
    words = re.sub(r"的|了|所", "", found.group(1)) if found else ""
    return Asked(item=words, said=words, known=False) if len(words) > 1 else None


_OFFICES = (("决算单位数", re.compile(r"下属|二级|所属|单位")), ("内设机构数", re.compile(r"内设|科室|股室|处室|机构")))
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


_COLUMNS = frozenset(["基本支出", "项目支出", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "其他收入", "人员经费", "公用经费"])


def two_way(items: tuple[Asked, ...], mask: str, want: Wanted) -> tuple[Asked, ...]:
    """小学教育的项目支出 is one figure: of a row and a column of one table, named "row·column"."""
    if len(items) != 2 or items[1].item not in _COLUMNS or want.operation not in (Operation.LOOKUP, Operation.CHANGE, Operation.VERIFY):
        return items
    row = by_name(items[0].item)
    functional = bool(items[0].paths) or (row is not None and row.group == FUNCTIONAL)
    if not functional or not re.search(r"I(?:的|里|中|里的|中的|里面的|类|款|项)?I", mask):
        return items
    name = f"{items[0].item}·{items[1].item}"
    paths = tuple(f"{path}·{items[1].item}" for path in items[0].paths)
    return (Asked(item=name, said=f"{items[0].said}的{items[1].said}", known=False, paths=paths),)


def inner(items: tuple[Asked, ...], mask: str, want: Wanted) -> tuple[Asked, ...]:
    """基本支出里的人员经费 is looked up as 人员经费: the first item only says where it stands."""
    if want.operation not in (Operation.LOOKUP, Operation.VERIFY) or want.of or len(items) != 2 or not _INNER.search(mask):
        return items
    if _INSIDE_OF.search(mask):
        return items[1:]
    above = items[0].item in {"基本支出", "项目支出", "本年支出合计", "“三公”经费", "政府采购支出总额", "本年收入合计"}
    return items[1:] if above or _is_above(items[0].item, items[1].item) else items


_INNER = re.compile(r"I(?:决算|预算)?(?:(?:里面|当中|之中|里|中|内)的?[,]?(?:其中|留|预留|具体|给|授予|授|属于|用于|花在)*|的)I")


_INSIDE_OF = re.compile(r"I(?:决算|预算)?(?:里面|当中|之中|里|中|内)(?:的|,)?[^I,]{0,4}I")
"""What is asked for stands inside another: the part is meant, never the whole."""


def _is_above(upper: str, lower: str) -> bool:
    """Whether the glossary has the one among the parts of the other, at any depth."""
    whole, part = by_name(upper), by_name(lower)
    if whole is None or part is None:
        return False
    deeper = {name for name in whole.parts if name != upper}
    return part.name in deeper or part.whole == whole.name or any(_is_above(name, lower) for name in deeper)


def divided_by_count(items: tuple[Asked, ...]) -> bool:
    """Whether the second item is a count: an amount divided by it is so much for each."""
    second = by_name(items[1].item) if len(items) == 2 else None
    return second is not None and second.unit != "万元"
