"""What a question wants done, told from its words around the items.

Comes in: a question's *mask*, in which I stands for an item, O and B for an organisation, Y for a year, N for a number.
Goes out: the operation and the slots that the same words fill. Tables of patterns, tried in order; the first that fits counts.
Never looks at what the items are.
"""

import re
from dataclasses import dataclass
from typing import TypeVar

from assistant.inquiry import Condition, Operation, Relation
from index.records import Against

Value = TypeVar("Value")

_MANY = r"(?:多少|几|百分之|N|多大|多高)"
_UP = r"增加|增长|增多|上升|上涨|涨|提高|提升|升高|变多|变大|增(?![减幅值速])|升(?!降)|多花|多用|多收"
_DOWN = r"减少|下降|降低|下滑|下跌|跌|缩减|压减|压缩|节约|节省|变少|变小|减(?![去掉])|降(?!幅)|少花|少用|省了"
_EITHER = r"变化|变动|增减|升降|浮动|变了"
_CHANGED = rf"(?:{_UP}|{_DOWN}|{_EITHER})"
_WHOLE_QUESTION = r"(?:呢|吗|$)"

INDICATORS: tuple[tuple[str, str], ...] = (
    ("在职人员控制率", r"(?:在职)?(?:人员|编制)控制率|人员控制比?率"),
    ("三公经费变动率", r"三公(?:经费|支出)?(?:的)?(?:变动|变化)率"),
    ("重点支出安排率", r"重点(?:预算)?支出(?:的)?安排率"),
    ("预算执行率", r"(?:总体|整体|部门|总)?预算(?:的)?(?:总体)?执行率"),
    ("预算调整率", r"预算(?:的)?(?:调整|追加)率|预算调整(?:的)?(?:比例|幅度)"),
    ("支付进度率", r"支付进度率|支付进度"),
    ("结转结余变动率", r"(?:结转和?结余|结转|结余)(?:的)?(?:变动|变化)率"),
    ("结转结余率", r"(?:结转和?结余|结转|结余)(?:的)?(?:比)?率"),
    ("公用经费控制率", r"公用(?:经费)?(?:支出)?(?:的)?控制率"),
    ("三公经费控制率", r"三公(?:经费|支出)?(?:的)?控制率"),
    ("政府采购执行率", r"政府采购(?:预算)?(?:的)?(?:执行|完成)率|采购执行率"),
    ("固定资产利用率", r"(?:固定)?资产(?:的)?(?:利用|使用)率"),
    ("实际完成率", r"(?:工作)?实际完成率"),
    ("完成及时率", r"(?:工作)?完成及时率|及时完成率"),
    ("质量达标率", r"质量达标率|达标率"),
    ("重点工作办结率", r"重点工作(?:的)?(?:办结|完成)率|办结率"),
)
"""The named formulas, and how a question says them; the more special names first."""

SCORE = re.compile(r"得了?(?:多少|几)分|几分|多少分|得分|自评分|评分|打分|分数|扣分|扣了?几分")

_WORDED: tuple[tuple[Operation, str], ...] = (
    (Operation.REASON, r"为什么|为何|为啥|原因|缘故|怎么会|怎么回事|咋回事|咋(?!样|办|算)|因为什么|什么导致|由于什么|理由|怎么(?=[^样算办]{0,8}(?:这么|那么|这样|那样|增|减|降|涨|多|少|高|低))|凭什么"),
    (Operation.DEFINITION, r"什么(?:是|叫做?)I|I(?:是|指|叫|属于)(?:的是)?(?:个)?(?:什么|啥)(?:意思|概念|含义|东西|钱)?(?:呢|呀|啊|$)|何谓|什么意思|啥意思|含义|定义|名词解释|(?:怎么|如何)(?:理解|定义|解释)I|I(?:是|指)(?:的是)?(?:指)?(?:什么|啥|哪些)$|解释(?:一下)?I$|I的概念|I(?:到底|究竟)(?:是|指)(?:什么|啥)"),
    (Operation.DUTIES, r"职责|职能|负责(?:什么|哪些|啥)|(?:是)?(?:干|做|管)(?:什么|啥|嘛)(?:的|工作)?|干嘛的|管哪些|主要(?:工作)?任务|分管"),
    (Operation.COMPOSITION, r"机构设置|内设(?:机构|科室|股室)|下属|下设|二级(?:机构|单位|预算单位)|所属(?:单位|机构)|(?:多少|几|哪些|什么)个?(?:内设)?(?:科室|股室|处室|机构|部门组成|股|二级单位)|组织架构|由(?:哪些|哪几|什么|几).{0,6}(?:组成|构成)|(?:单位|机构|部门|决算|预算)(?:的)?(?:构成|组成)|I.{0,4}(?:由|都?有|包括|包含|含|涵盖|分为|分成|构成|组成)(?:了|的)?(?:哪些|哪几|什么|些什么|啥|几)|I(?:的)?(?:构成|组成|明细|结构)|(?:编制|纳入).{0,8}单位(?:有|包括)?(?:哪些|几)|范围(?:包括|内)?(?:哪些|什么)"),
    (Operation.PASSAGE, r"(?:存在|有)(?:的|着|了)?(?:哪些|什么|啥)?(?:主要)?(?:问题|不足|困难|短板|薄弱)|(?:问题|不足|短板)(?:有|是)?(?:哪些|什么|啥)|改进|整改|措施|下一步|打算|怎么办|对策|建议|成效|成绩(?!单)|亮点|做了(?:哪些|什么|啥)(?:工作|事)?|(?:工作|履职)(?:情况|内容|总结|开展)|(?:主要)?(?:用于|用在|用到|花在|花到|用来)(?:了)?(?:哪|什么|啥)|用途|花在哪|花到哪|钱.{0,3}去哪|绩效(?:评价|自评)?(?:结论|结果|情况)|评价(?:结论|等级|结果)|自评(?:结论|等级|结果)|怎么(?:样|做)的?$|哪些方面|怎么花的|(?:管理|执行)情况|说了什么|主要内容"),
)
"""Questions answered in words."""

CORPUS = re.compile(
    r"(?:有|收录了?|收了|包含|包括|存了|能查|可以查|能问|覆盖了?|涵盖了?|支持)(?:了)?(?:哪些|哪几|什么|多少|几)(?:个|份|家|篇)?(?:年度|年份|地方|地区|区县|单位|部门|局|机构|报告|报表|决算|预算|资料|文件|数据|年)"
    r"|(?:哪些|哪几[个家份]|多少[个家份]|几[个家份])(?:单位|部门|局|机构|报告|地区|年度|年份)(?:的)?(?:决算|预算)?(?:报告|数据|资料)?(?:在库|可查|可以查|能查|能问|收录|被收录|$)"
    r"|(?:库|系统|资料库|数据库|这里|你这|手头|你们|你)(?:里|中|内|上)?(?:都|现在|目前|一共|总共)?(?:有|收录|存)"
    r"|有(?:没有)?O?(?:的)?Y?(?:的)?(?:部门|单位)?(?:决算|预算)?(?:报告|决算|预算|资料|数据|报表|文件)?(?:吗|么|没有|没)?$"
    r"|(?:有没有|有无)(?:收录)?O(?:的)?Y?(?:的)?(?:部门|单位)?(?:决算|预算)?(?:报告|资料|数据)?$|O(?:的)?Y?(?:的)?(?:部门|单位)?(?:决算|预算)?(?:报告|资料|数据)(?:有|在)(?:吗|没有|么)|收录了?O|哪(?:些|几)年的?(?:报告|数据|决算|资料)"
    r"|(?:报告|资料)(?:有|都有)(?:哪些|哪几份|什么|几份|多少份)|(?:你|能)(?:都)?(?:能|会|可以)?(?:回答|查)(?:什么|哪些|啥)"
)

_NUMERIC: tuple[tuple[Operation, str], ...] = (
    (Operation.TIMES_MORE, rf"(?:高|多|大|增长?|增加|超|涨|翻)(?:出|了|过|长|加)*{_MANY}倍|翻了?几番|(?:高|多|大)出?(?:了)?多少倍"),
    (Operation.MULTIPLE, r"(?:几|多少|N)倍|倍数|几倍于|N的?几倍|倍"),
    (Operation.PER_UNIT, r"人均|每人(?!次?都)|平均每?一?(?:人次|批次|次|批|人|个人|辆|台|户|家|件|起|个|场|团)|每一?(?:批次|人次|批|次接待|个人|名|位|辆|台|户|团组|个?团|场|件|起|家)|平均(?:接待|下来|一)|均摊|摊到"),
    (Operation.RANKING, r"最(?:多|少|大|小|高|低|花钱|贵|省)|排(?:名|行|序|列|第|在)|第[一二三四五六七八九十]\D{0,3}(?:大|多|高|少|小|低|名|位)|前[两二三四五六七八九十几\d]+(?:名|项|位|大|个|类|笔|家)?|从(?:高到低|低到高|大到小|小到大|多到少|少到多)|由(?:高到低|低到高|大到小|小到大|多到少|少到多)|(?:降|升)序|大头|(?:哪|谁)[^,]{0,10}(?:更|比较|较)?(?:多|高|大|少|低|小|贵|省)(?:一些|一点|些|点)?(?:呢|$|[,。])|哪年.{0,6}(?:多|高|大|少|低|小)|(?:谁|哪个)(?:花|用|收)得(?:更)?(?:多|少)"),
    (Operation.COMPLETION, r"完成(?:率|度|比例|进度|情况|百分比)|执行(?:率|度|比例|进度|情况|百分比)|(?:完成|执行|用掉?|花掉?|支出)了?(?:了)?(?:年初|全年|调整后?)?预算(?:数)?(?:的)?(?:N|百分之|几成|多少|几分之)|预算.{0,6}(?:完成|执行|花|用)(?:了|掉)?(?:百分之|几成|N|多少)|占(?:了)?(?:年初|全年|调整后?)?(?:预算|计划)(?:数|安排)?(?:的)?(?:比|百分|几成|N|多少)|是(?:年初|全年|调整后?)?预算(?:数)?的(?:百分之|几成|N|多少)|完成得(?:怎么样|如何)|完成了多少"),
    (Operation.SHARE, r"百分点(?=.{0,6}占)|占(?:了|到|据|用)?[^,]{0,16}(?:比|百分|几成|多少|N|几|份额|大头|$)|(?:比重|占比|比例|份额|百分比|占的比)|I比(?:是|为)?(?:多少)?$|I(?:是|为|在)[^,]{0,6}I(?:的|里|中|里面|当中)?(?:的)?(?:百分之|几成|几分之|N)|百分之(?:几|多少)是I|(?:几成|几分之几)"),
    (Operation.CHANGE_RATE, rf"(?:增长|变化|变动|增减|增加|下降|减少|上升|降低|同比|环比)(?:的)?(?:比?率|幅度|速度|比例|百分比)|[增降涨跌升]幅|增速|{_CHANGED}(?:了|的)?[^,多少]{{0,6}}(?:百分之|几成|百分比|N%|多少个?百分)|(?:百分之|几成)[^,]{{0,4}}{_CHANGED}|(?:增长|下降|上升|降低|提高|提升|上涨|下滑|涨|升|降)了?多少(?!钱|元|万|亿|个|人|辆|批|块|次|户|件)|(?:多|少|高|低)(?:了|出)?(?:百分之|几成)|同比(?:是|为)?(?:多少|怎么样)?$"),
    (Operation.CHANGE, rf"{_CHANGED}|(?:比|较|跟|和|与)(?:起)?(?:上年|上一年|上年度|Y|年初|预算|全年|调整|以前|往年)[^,]{{0,18}}(?:多|少|高|低|大|小|差|相差|省|超)|超支|没花完|没用完|未花完|花不完|结余了?(?:多少)?预算|(?:超|低|高)(?:出|过|于|了)?(?:年初|全年|调整后?)?预算|(?:多|少)(?:花|用|支|收|出|拿)了?(?:了)?(?:多少|几)|还(?:有多少|剩多少)?(?:预算)?(?:没|未)(?:花|用|执行|完成)|(?:多|少)了(?:多少|几)"),
    (Operation.DIFFERENCE, r"差(?:多少|额|距|值|别|了|几|异|是|呢|$)|相差|之差|I减(?:去|掉)?I|I比I[^,]{0,4}(?:多|少|高|低|大|小)|(?:多|少|高|低)(?:出|了)?(?:多少|几)(?!倍|个?(?:项|科))|(?:O|Y|B)(?:的)?I?比(?:O|Y|B)[^,]{0,12}(?:多|少|高|低|大|小)|(?:I|O|Y|B)[和与跟、](?:I|O|Y|B)[^,]{0,6}(?:哪|谁)"),
    (Operation.SUM, r"加起来|加在一起|加总|合计|之和|总和|求和|相加|合起来|加上|加I|一起(?:是|有|花|共)?多少|(?:总共|一共|总计|共计|共)(?:是|有|花|用|支出|收|为|多少)"),
)
"""Questions answered with a figure that may have to be computed."""

_REMAINDER = re.compile(
    r"(?P<off>(?:扣除?|扣掉|扣去|减掉|减去|减|除去|除掉|除开|除了|去掉|去除|刨去|刨掉|刨除|抛开|不算|不含|不包括|不计|剔除|撇开)(?:掉)?[^I,]{0,6}I(?:[和与跟及、]I)*)[^多少]{0,12}(?:后|剩|还|外|其[他它余]|另外|余)"
)
_REVERSE = re.compile(r"(?:上年度?|上一年度?|前一年|去年同期|上年同期)(?:的)?(?:I|[^比较,]{0,2}I)?(?:决算)?(?:数|支出|收入|金额)?(?:应该|大概|大约|究竟|到底)?(?:是|为|有|花了|用了)?(?:多少|几)|(?:倒推|反推|推算)")
_COUNTING = re.compile(r"(?:有|共|一共|总共)?(?:几|多少)(?:个|项|款|类|条|笔)(?:的)?(?:项目|科目|支出|款项|经费|功能科目|款|项|类)?")
_SIDE_BY_SIDE = re.compile(r"对比|比较|比一比|分别|各自|各(?:是|为|有|花|占|增|减|多少)|趋势|走势|历年|各年|逐年|每年|各单位|各部门|一一|列表|变化情况|都(?:是|有)多少")

AGAINST: tuple[tuple[Against, str], ...] = (
    (Against.ADJUSTED_BUDGET, r"(?:比|较|与|和|跟|对|超出?|超过|低于|高于|完成|执行|占)[^,]{0,6}(?:调整后?的?预算|全年预算)|(?:调整后?的?预算|全年预算)[^,]{0,8}(?:相比|比较|完成|执行|多|少|差|超)"),
    (Against.BUDGET, r"(?:比|较|与|和|跟|对|超出?|超过|超了|低于|高于|完成|执行|占)[^,I]{0,6}预算|预算[^,I]{0,8}(?:相比|比较|完成|执行|花|用|多|少|差|超)|超支|没花完|没用完|未花完|花不完|超预算|决算.{0,4}预算.{0,4}差|预算.{0,4}决算.{0,4}差"),
    (Against.LAST_YEAR, r"上年|上一年|同比|去年同期|前一年|往年|环比"),
)

CONDITIONS: tuple[tuple[Condition, str], ...] = (
    (Condition.NO_BUDGET, r"(?:年初)?(?:没有?|无|未|没)(?:有)?(?:安排|编|列|做)?(?:年初)?(?:的)?预算|预算(?:数)?(?:为|是)(?:零|0|N)"),
    (Condition.UNDER_BUDGET, r"没(?:有)?(?:花|用|执行|完成)(?:完|满|够|足)?(?:年初|全年)?预算|没(?:有)?(?:花|用|执行)(?:完|满|光)|未(?:完成|花完|用完|执行完|达到?)(?:年初|全年)?预算?|(?:低于|小于|少于|不到|没到|没达到)(?:年初|全年|调整后?)?预算|预算(?:没|未)(?:花|用|执行|完成)|花不完|没超(?:预算|支)|完成率(?:低于|不到|不足)N?"),
    (Condition.OVER_BUDGET, r"超(?:出|过|支|了)?(?:年初|全年|调整后?)?(?:的)?预算|超支|(?:大于|高于|多于|突破)(?:年初|全年|调整后?)?预算|完成率(?:超过?|高于|大于)N?"),
    (Condition.INCREASED, r"(?:比上年|同比|较上年)?(?:增加|增长|上升|上涨|涨)了?的"),
    (Condition.DECREASED, r"(?:比上年|同比|较上年)?(?:减少|下降|降低|下滑)了?的"),
    (Condition.ZERO, r"(?:为|是)(?:零|0)的|没(?:有)?(?:发生|支出|花钱?)的"),
)
GROUP_WORDS = re.compile(r"(?:凡是|所有|各|哪|哪些|哪几|几|多少|每)(?:一|几|些|个)?(?:项|个|类|款|笔|种|条)?[^,]{0,18}?(?:项目|科目|支出|款项|经费|事项|的)|(?:凡是|所有|哪些|哪几)[^,]{0,14}(?:科目|项目|支出)|(?:的|各)(?:项目|科目)")

RELATIONS: tuple[tuple[Relation, str], ...] = (
    (Relation.AT_LEAST, r"(?:达到|至少|不少于|不低于|不小于|够|满|到了?)(?:了)?N|N(?:以上|及以上)"),
    (Relation.AT_MOST, r"(?:至多|最多|不超过|不多于|不高于|不大于|没超过?|没有超过|未超过?)N|N(?:以内|以下|之内)"),
    (Relation.MORE, r"(?:超过?|超出|多于|高于|大于|突破|高出|多出|过)(?:了)?N"),
    (Relation.LESS, r"(?:低于|少于|小于|不到|不足|不满|没到|没有达到|没达到|未达到?)N"),
)
_YES_NO = re.compile(
    r"是不是|是否|有没有|有无|对不对|对吗|是吗|对吧|是吧|没错吧|真的|属实|(?:正确|准确|可信|可靠|靠谱)(?:吗|不)|吗$|么$|吧$|难道|果真|果然|超没超|花没花|(?<![^,])(?:.{0,20})不(?:是)?吗$|没有$|没$|可能吗|真假|确认一?下|核实|核对|验证"
)
_OPEN_WORDS = re.compile(r"多少|几(?!乎)|什么(?!的)|啥|哪|怎么|如何|怎样|谁|为何|多大|多高")
_EXISTS = re.compile(r"(?:有没有|有无|是否有|是不是有|是否存在|是否发生|有)(?:发生|用|花|使用|安排|产生)?(?:过)?I(?:吗|么|没有|没|$)|I(?:有没有|有吗|花没花|发生(?:了|过)?(?:吗|没有))|(?:花|用|买|出|发生|去)(?:了|过)?(?:钱)?I?(?:吗|么|没有|没)$|没有?I(?:吗|吧|么)")


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
    indicator: str | None = None
    score: bool = False
    side_by_side: bool = False


def wanted(mask: str, items: int) -> Wanted:
    """Read what the words of *mask* want done with its *items*.

    >>> wanted("OYI占本年支出的比重是多少", 1).operation.value, wanted("OI比上年减少了多少", 1).against.value
    ('share', 'last_year')
    """
    against = _first(AGAINST, mask)
    direction = _direction(mask)
    condition = _first(CONDITIONS, mask) if GROUP_WORDS.search(mask) else None
    numeric = _numeric(mask, items, condition)
    told = numeric is not None
    common = {
        "against": against, "direction": direction, "relation": _first(RELATIONS, mask), "condition": condition or Condition.ANY,
        "points": "百分点" in mask, "score": bool(SCORE.search(mask)), "side_by_side": bool(_SIDE_BY_SIDE.search(mask)),
    }  # fmt: skip
    if CORPUS.search(mask) and not items:
        return Wanted(operation=Operation.CORPUS, **common)  # type: ignore[arg-type]
    worded = _first(_WORDED, mask)
    if worded in (Operation.COMPOSITION, Operation.PASSAGE, Operation.DUTIES) and (numeric is Operation.RANKING or items and numeric in (Operation.COMPLETION,)):
        worded = None
    if worded:
        return Wanted(operation=worded, of=numeric, **common)  # type: ignore[arg-type]
    if _is_claim(mask):
        relation = common["relation"] or (Relation.ANY if _EXISTS.search(mask) and direction is None and "N" not in mask else None)
        common["relation"] = relation
        return Wanted(operation=Operation.VERIFY, of=numeric, **common)  # type: ignore[arg-type]
    return Wanted(operation=numeric or Operation.LOOKUP, told=told, **common)  # type: ignore[arg-type]


def named_indicator(text: str) -> str | None:
    """The named formula that *text* names, if any."""
    return next((name for name, pattern in INDICATORS if re.search(pattern, text)), None)


def taken_off(mask: str) -> tuple[int, int] | None:
    """Where the items that are to be taken off stand: 扣掉I和I之后."""
    found = _REMAINDER.search(mask)
    return found.span("off") if found else None


def _numeric(mask: str, items: int, condition: Condition | None) -> Operation | None:
    if _REMAINDER.search(mask):
        return Operation.REMAINDER
    if condition and _COUNTING.search(mask) and not re.search(r"一共|合计|总共|加起来|多少钱|花了|支出了|金额", mask):
        return Operation.COUNT_OF
    if condition and not re.search(r"I", mask):
        return Operation.SUM if re.search(r"一共|合计|总共|加起来|多少钱|总额|多少万|共|花了多少|多少$", mask) else Operation.RANKING
    if _REVERSE.search(mask) and not re.search(rf"比|较|{_CHANGED}|差", mask):
        return Operation.REVERSE
    found = _first(_NUMERIC, mask)
    if "百分点" in mask and found in (Operation.SHARE, Operation.CHANGE, Operation.CHANGE_RATE, Operation.DIFFERENCE):
        return Operation.DIFFERENCE
    if found is Operation.SUM and items < 2 and not condition and not re.search(r"加|之和|总和", mask):
        return None
    return found


def _is_claim(mask: str) -> bool:
    if _OPEN_WORDS.search(mask.replace("几乎", "")) and not re.search(r"是不是|对吗|对不对|真的|属实", mask):
        return False
    return bool(_YES_NO.search(mask)) or "N" in mask and not re.search(r"查|列|算|求|告诉", mask)


def _direction(mask: str) -> int | None:
    """+1 where the question takes a rise for granted, −1 for a fall, None where it says neither or both."""
    up, down = re.search(_UP, mask), re.search(_DOWN, mask)
    if not up and not down:
        up, down = re.search(r"超支|超(?:出|过|了)?(?:年初|全年)?预算|多了|多出|高出|更多|更高|更大|比[^,]{1,14}(?:多|高|大)", mask), re.search(
            r"没花完|没用完|少了|更少|更低|更小|低于|比[^,]{1,14}(?:少|低|小)", mask
        )
    if bool(up) == bool(down) or re.search(_EITHER, mask):
        return None
    return 1 if up else -1


def _first(table: tuple[tuple[Value, str], ...], mask: str) -> Value | None:
    return next((value for value, pattern in table if re.search(pattern, mask)), None)
