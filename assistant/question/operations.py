"""What a question wants done, told from its words around the items.

Comes in: a question's *mask*, in which I stands for an item, O and B for an organisation, Y for a year, N for a figure.
Goes out: the operation and the slots that the same words fill. The patterns are data: ``operations.toml``.
Never looks at what the items are.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.inquiry import Condition, Operation, Relation
from assistant.question import tables
from index.records import Against


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question wants done. ``told`` is false where no word said so; ``against`` None where no base was named."""

    operation: Operation
    of: Operation | None = None
    told: bool = True
    against: Against | None = None
    direction: int | None = None
    relation: Relation | None = None
    condition: Condition = Condition.ANY
    points: bool = False
    score: bool = False
    side_by_side: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled tables of ``operations.toml``: rows of (value, pattern), single patterns by name, and cues."""

    rows: dict[str, tuple[tuple[str, re.Pattern[str]], ...]]
    single: dict[str, re.Pattern[str]]
    cues: tuple[tuple[frozenset[Operation], str, re.Pattern[str]], ...]

    def first(self, table: str, text: str) -> str | None:
        """The value of the first row of *table* that fits."""
        return next((value for value, pattern in self.rows[table] if pattern.search(text)), None)

    def fits(self, name: str, text: str) -> re.Match[str] | None:
        """Where the single pattern *name* fits first."""
        return self.single[name].search(text)


@cache
def patterns() -> Patterns:
    """The tables, read and compiled at first use."""
    data = tables.data("operations.toml")
    words = {name: f"(?:{'|'.join(forms)})" for name, forms in data["words"].items()}
    words["CHANGED"] = f"(?:{words['UP']}|{words['DOWN']}|{words['EITHER']})"

    def compiled(forms: list[str]) -> re.Pattern[str]:
        text = "|".join(forms)
        for name, form in words.items():
            text = text.replace(f"{{{name}}}", form)
        return re.compile(text)

    rows = {
        table: tuple((row.get("operation") or row["value"], compiled(row["any"])) for row in data[table])
        for table in ("worded", "numeric", "against", "condition", "relation", "indicator")
    }
    cues = tuple((frozenset(map(Operation, row["kept"])), row["meant"], compiled(row["any"])) for row in data["cue"])
    single = {name: compiled(forms) for name, forms in data["single"].items()}
    single |= {name.lower(): re.compile(words[name]) for name in ("UP", "DOWN", "EITHER")}
    return Patterns(rows, single, cues)


def wanted(mask: str, items: int, spelt: str = "") -> Wanted:
    """Read what the words of *mask* want done with its *items*; *spelt* is the mask with 花了多少 left in words.

    >>> wanted("OYI占本年支出的比重是多少", 1).operation.value, wanted("OI比上年减少了多少", 1).against.value
    ('share', 'last_year')
    """
    table = patterns()
    mask = mask.replace("多少", "几")  # 多少 says neither more nor less
    condition = _condition(mask)
    numeric = _numeric(mask, items, condition, spelt.replace("多少", "几") or mask)
    operation, of = _operation(mask, items, numeric)
    relation = table.first("relation", mask)
    moves = mask.replace("增长率", "率")  # the name of a rate, whichever way it goes
    direction = _direction(_MOST.sub("", _WIDTHS.sub(r"\1", moves)) if operation is Operation.RANKING and of else moves)
    if operation is Operation.VERIFY and relation is None:
        if "N" in mask:
            relation = Relation.EQUAL.value
        elif direction is None and table.fits("none", mask):
            relation = Relation.NONE.value
        elif direction is None and table.fits("exists", mask):
            relation = Relation.ANY.value
    against = table.first("against", mask)
    if against == Against.LAST_YEAR.value and not _COMPARING.search(mask):
        against = None
    return Wanted(
        operation=operation,
        of=of,
        told=numeric is not None or operation is not Operation.LOOKUP,
        against=Against(against) if against else None,
        direction=direction,
        relation=Relation(relation) if relation else None,
        condition=condition,
        points=bool(table.fits("points", mask)),
        score=bool(table.fits("score", mask)),
        side_by_side=bool(table.fits("side_by_side", mask)),
    )


_COMPARING = re.compile(r"比|较|同|增|减|变|涨|降|差|多|少|相|超|升|跌|高|低")


def named_indicator(text: str) -> str | None:
    """The named formula that *text* names, if any."""
    return patterns().first("indicator", text)


def indicator_span(text: str) -> tuple[int, int] | None:
    """Where the named formula stands in *text*."""
    found = next((match for _, pattern in patterns().rows["indicator"] if (match := pattern.search(text))), None)
    return found.span() if found else None


def unused(mask: str, operation: Operation | None) -> tuple[str, str] | None:
    """Words that the operation has no use for although they ask for something, and what they may mean: 人分 for 人均.

    With no operation given only such words as none has a use for.

    >>> unused("OYI预算分之几", Operation.LOOKUP)
    ('分之', '百分之几')
    """
    for kept, meant, pattern in patterns().cues:
        found = pattern.search(mask)
        if found and (operation not in kept if operation else not kept):
            return re.sub(r"[A-Z]", "…", found.group()), meant
    return None


def sums_first(mask: str) -> bool:
    """Whether the first few of a ranking are to be added up: 前两项合计."""
    return bool(_FIRST_FEW.search(mask))


_FIRST_FEW = re.compile(r"前(?:[两二三四五六七八九十]|\d+)[^,]*(?:合计|加起来|加在一起|之和|总和|一共|总共|相加)")


def taken_off(mask: str) -> tuple[int, int] | None:
    """Where the items that are to be taken off stand: 扣掉I和I之后."""
    found = patterns().fits("remainder", mask.replace("多少", "几"))
    return found.span("off") if found else None


def asks(text: str) -> bool:
    """Whether *text* leaves something open: 多少, 哪, 什么."""
    return bool(patterns().fits("open_words", text.replace("几乎", "").replace("多少", "几")))


_IN_POINTS = (Operation.SHARE, Operation.CHANGE, Operation.CHANGE_RATE, Operation.COMPLETION)
_TWO = re.compile(r"[OB][^,]{0,10}比[^,]{0,3}[OB]|I[^,I]{0,4}比I[^,]{0,6}(?:多|少|高|低|大|小)")
"""One organisation against another, one item against another: no change over time."""
_SHARE = re.compile(r"占比|比重|占[^,]{0,10}比例")
_RANKED_BY = (
    (
        Operation.COMPLETION,
        re.compile(r"(?:完成|执行)(?:率|度|比例|进度)|(?:完成|执行)(?:了)?(?:年初|全年)?预算的?(?:比例|百分比|程度|情况)?[^,]{0,4}最"),
    ),
    (
        Operation.CHANGE_RATE,
        re.compile(r"[增涨降跌][幅速]|(?:增长|变动|变化|增减|下降)[率幅]|(?:增长|上升|下降|涨|降|跌)得?[最更比]?较?[快慢]"),
    ),
    (
        Operation.CHANGE,
        re.compile(
            r"超(?:出|过)?(?:年初|全年)?预算[得的]?最|超支[得的]?最|(?:比|较)(?:年初|全年|调整)?预算(?:数)?[^,]{0,3}(?:少|多|低|高|超|省|差)(?:得|了|出)?最|(?:相差|差距|偏离)[^,]{0,4}最|(?:增加|增长|上升|减少|下降|涨|降|跌)[得了的]?[最更](?:多|少|大|小)"
        ),
    ),
)
"""What is put in order where it is no plain amount."""
_MOST = re.compile(r"(?<=[得了])最(?:多|大|高)")
"""比预算少得最多: the most says no rise."""
_WIDTHS = re.compile(r"([增涨降跌])[幅速]")
_SEVERAL_ORGS = re.compile(r"[OB][和与跟及、]*[OB]|(?:[两三四几](?:个|家)|全部|所有|各个?)[OB]")


def _operation(mask: str, items: int, numeric: Operation | None) -> tuple[Operation, Operation | None]:
    """The operation, and what it is done to the result of."""
    table = patterns()
    worded = table.first("worded", mask)
    inside = worded == Operation.COMPOSITION.value and re.search(r"[OB]|决算|预算", mask) and "库" not in mask
    if not items and table.fits("corpus", mask) and numeric is None and not inside:
        return Operation.CORPUS, None
    if worded and not _rather_numeric(Operation(worded), mask, numeric):
        return Operation(worded), numeric
    summed = numeric is Operation.SUM and _SUMMED_BY_SIZE.search(mask) and not is_yes_no(mask)
    if _is_claim(mask) and not summed:
        return Operation.VERIFY, numeric
    if numeric is None and table.fits("side_by_side", mask) and not re.search(r"I[和与跟、]I", mask):
        return Operation.COMPARE, None
    if numeric is Operation.DIFFERENCE and (table.fits("points", mask) or _SHARE.search(mask)):
        return numeric, _in_points(mask)
    if numeric is Operation.RANKING:
        shares = Operation.SHARE if _SHARE.search(mask) and re.search(r"N|单位|部门|局|谁|哪家|[OB][^,]*[OB]", mask) else None
        return numeric, next((of for of, pattern in _RANKED_BY if pattern.search(mask)), shares)
    return numeric or Operation.LOOKUP, None


def _in_points(mask: str) -> Operation:
    """What percentage points are the difference of: two shares, unless rates are named."""
    if re.search(r"增[长幅速]率?|[降涨]幅|变[动化]率", mask):
        return Operation.CHANGE_RATE
    return Operation.COMPLETION if re.search(r"完成|执行", mask) else Operation.SHARE


_HOW_MUCH = re.compile(r"几(?:钱|元|万|亿)|(?:花|用|支出|收入)了?几")
"""下属的某某中心支出了多少钱 asks for money, not for the list of units."""


def _rather_numeric(worded: Operation, mask: str, numeric: Operation | None) -> bool:
    """哪一项花得最多 asks for a figure although 哪 … sounds like a list."""
    if worded is Operation.REASON:
        return False
    if worded is Operation.COMPOSITION and _HOW_MUCH.search(mask):
        return True
    if worded is Operation.DEFINITION:
        return numeric is Operation.RANKING or (numeric in (Operation.DIFFERENCE, Operation.SUM) and "几" in mask)
    if numeric in (Operation.RANKING, Operation.COUNT_OF):
        return True
    return numeric in (Operation.SHARE, Operation.COMPLETION) and "I" in mask


def _condition(mask: str) -> Condition:
    table = patterns()
    found = table.first("condition", mask)
    return Condition(found) if found and table.fits("group", mask) else Condition.ANY


_COUNTED_BY_SIZE = re.compile(
    r"(?:(?:超过?|大于|高于|多于|低于|少于|不到|不足|小于|达到)了?N|N(?:以上|以下|以内))的[^,]{0,8}(?<!哪)几(?:个|家|项|类|款|笔)"
)
_ANY_OF_SIZE = re.compile(
    r"(?:有没有|有无|是否有|有)[^,IN]{0,4}(?:(?:超过?|大于|高于|多于|低于|少于|不到|不足|小于|达到)了?N|N(?:以上|以下|以内))的|有(?:哪|任何)?一?[笔项类款个]I?(?:是|的)?(?:超过?|大于|高于|多于|低于|少于|不到|小于)了?N"
)
"""有没有超过N的支出, 有哪一笔超过N吗."""
_SUMMED_BY_SIZE = re.compile(
    r"(?:(?:超过?|大于|高于|多于|低于|少于|不到|不足|小于|达到)了?N|N(?:以上|以下|以内))的?[^,]{0,10}(?:合计|一共|总共|共计|加起来|总额|之和|总和|加总)|N(?:以上|以下|以内|之上)的I$"
)
"""支出超过N的科目合计: of what is so large, all together."""
_TWO_SHARES = re.compile(r"I(?:的)?(?:占比|比重|比例)[^,]{0,4}I(?:的)?(?:占比|比重|比例)[^,]*(?:差|[高低多少大小](?!少))|I占比减去?I占比")


def _numeric(mask: str, items: int, condition: Condition, spelt: str) -> Operation | None:
    table = patterns()
    if _TWO_SHARES.search(mask):
        return Operation.DIFFERENCE
    if table.fits("remainder", mask):
        return Operation.REMAINDER
    if condition is not Condition.ANY:
        return _of_group(spelt)
    if table.fits("reverse", mask) and not table.fits("no_reverse", mask):
        return Operation.REVERSE
    if re.search(r"I减(?:去|掉)?I", mask):
        return Operation.DIFFERENCE
    if table.fits("rest", mask):  # 受理的案件里没有立案的
        return Operation.REMAINDER
    if re.search(r"(?:涉及|分成|分为|分|包括|包含|涵盖)了?(?:多少|几)个?大?[类款项](?!目)", mask):
        return Operation.COUNT_OF
    if re.search(r"(?<!哪)几(?:个|项|类|款|笔)[^,]{0,10}(?:超过?|大于|高于|多于|低于|少于|不到|小于)(?:了)?N", mask):
        return Operation.COUNT_OF
    if _COUNTED_BY_SIZE.search(mask) or _ANY_OF_SIZE.search(mask):
        return Operation.COUNT_OF
    found = Operation.SUM if _SUMMED_BY_SIZE.search(mask) else table.first("numeric", mask)
    return _refined(Operation(found) if found else None, mask, items)


def _refined(operation: Operation | None, mask: str, items: int) -> Operation | None:
    """The operation that the first pattern told, in the light of the others."""
    if operation is Operation.RANKING and sums_first(mask):
        return Operation.SUM
    if operation is Operation.COMPLETION and re.search(r"I[^,]{0,4}占[^,I]{0,4}I", mask):
        return Operation.SHARE
    if operation in (Operation.CHANGE, Operation.CHANGE_RATE) and "百分点" in mask and "I" in mask and not _IN_PERCENT.search(mask):
        return Operation.CHANGE_RATE
    if operation is Operation.SHARE and not _SET_AGAINST.search(mask):
        return operation  # 占收入几个百分点 is said of one share
    if patterns().fits("points", mask) and operation in _IN_POINTS:
        return Operation.DIFFERENCE
    if operation in (Operation.CHANGE, Operation.CHANGE_RATE) and _SHARE.search(mask):
        return Operation.DIFFERENCE
    if operation in (Operation.CHANGE, Operation.CHANGE_RATE) and _TWO.search(mask):
        return Operation.DIFFERENCE
    summed = re.search(
        r"加(?![油班强快工大密急装固])|[两二三四五](?:个|项|者|样|家|年|类)(?!项级|[类款]级|科目)[^,]{0,4}(?:合计|共计|一共|总共)|之和|总和|[两三四五几]笔|[OYB][和与跟、][OYB]",
        mask,
    ) or _SEVERAL_ORGS.search(mask)
    if operation is Operation.SUM and items < 2 and not summed and not _SUMMED_BY_SIZE.search(mask):
        return None
    return operation


_SET_AGAINST = re.compile(r"差|比(?![重例率])|[高低多少](?!几)|增|减|升|降|涨|跌|变")
_IN_PERCENT = re.compile(r"占|比重|比例|率|幅|增速")
"""What percentage points may be the difference of."""


def _of_group(mask: str) -> Operation:
    """What is asked of the items that meet a condition: how many, how much together, or which."""
    table = patterns()
    adding = table.fits("adding_up", mask)
    if table.fits("counting", mask) and not adding:
        return Operation.COUNT_OF
    if re.search(r"最", mask):
        return Operation.RANKING
    return Operation.SUM if adding else Operation.RANKING


def _is_claim(mask: str) -> bool:
    table = patterns()
    if re.search(r"N[^,]{0,2}还是[^,]{0,3}N", mask):
        return False
    if asks(mask) and not table.fits("surely_claim", mask):
        return False
    return bool(table.fits("yes_no", mask)) or ("N" in mask and not table.fits("not_claim", mask))


def is_yes_no(mask: str) -> bool:
    """Whether a question asks to be told yes or no."""
    return bool(patterns().fits("yes_no", mask))


def _direction(mask: str) -> int | None:
    """+1 where the question takes a rise for granted, −1 for a fall, None where it says neither or both."""
    table = patterns()
    if table.fits("either", mask):
        return None
    up, down = table.fits("up", mask), table.fits("down", mask)
    if not up and not down:
        up, down = table.fits("more", mask), table.fits("less", mask)
    if bool(up) == bool(down):
        return None
    return 1 if up else -1
