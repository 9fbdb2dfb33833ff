"""What stands right before a figure and says what the figure is: 支出决算为, 增长, 占…的, 完成年初预算的.

Comes in: the words before a figure. Goes out: the words left of the verb and what the verb says.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from index.quantity import Dimension
from index.records import Against, Basis


class Verb(Enum):
    """What a figure does for its subject."""

    STATES = "states"
    CHANGES = "changes"
    SHARES = "shares"
    COMPLETES = "completes"
    RESIDUE = "residue"
    RATIO_TO_BASE = "ratio_to_base"


@dataclass(frozen=True, slots=True)
class Reading:
    """The verb before a figure. ``rest`` are the words left of it, ``whole`` what a share is taken of."""

    verb: Verb
    rest: str
    sign: int = 1
    basis: Basis | None = None
    against: Against | None = None
    whole: str = ""
    level: bool = False
    """Whether it is what something has grown or fallen to: 由2019年的80万元增至90万元."""


_ADVERB = "(?<![签缔预邀])约|大约|近|将近|接近|超过?|逾|突破|不超过|不低于|不少于|高达|仅|共|共计|总共|累计|(?<!平)均|各|分别"
_COPULA = rf"(?:{_ADVERB}|为|是|达到?|了|(?<![实保拥持])有|在|：|:)"
_LINK = rf"(?:{_ADVERB}|总计|合计|幅度?|率|额|数|金额|比例|为|是|达到?|了|(?<![实保拥持])有|计|在|：|:)"
_UP = (
    r"增加|增长|增幅|涨幅|提高|上升|上涨|(?<!新)增(?=为|了|$)|升(?=为|了|$)|"
    r"追加|增支|增收|超支|超出|高出|增多|扩大|多出|多支出|多(?=$)|高(?=$)|攀升"
)
_DOWN = (
    r"减少|下降|降低|降幅|减幅|压减|压缩|缩减|缩小|下调|减(?=为|了|$)|(?<![上下])降(?=为|了|$)|"
    r"核减|调减|减支|减收|少支出|少(?=$)|低(?=$)|节约|下滑|回落|跌幅|节支|节余"
)
_CHANGE = re.compile(
    rf"(?:同比|环比|同口径|相应|净|绝对|有所|实际|大幅度?|略有?|小幅|总体|整体|分别|各|均|共|又|再|也|的?变动)*"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_LINK}{{0,4}}$"
)
_WAYS = "增加|减少|增长|下降|降低|提高|上升|大于|小于|持平|高于|低于"
_RESIDUE = re.compile(rf"(?:{_WAYS})[（(/](?:或)?(?:{_WAYS})[)）]?(?:了|为)?$")
_LEVEL = re.compile(
    rf"(?:增加|增长|提高|上升|扩大|增至|减少|下降|降低|压减|缩减|降至|减至)(?:到|至)?(?<=[到至])"
    rf"(?:(?:19|20)\d\d年度?的?)?{_LINK}{{0,2}}$"
)
_SHARE = re.compile(
    r"(?:所占|占比|占|比重|比例)(?P<whole>[^占]{0,44}?)(?:的)?(?:比例|比重|百分比|总量|份额)?(?:约)?(?:为|是|达到?|在|比|了|到|约|近|仅)*$"
)
_PLAN = (
    r"(?:(?P<adjusted>调整后?的?预算|全年预算|预算调整|调整预算|全年预算安排)|"
    r"(?P<initial>(?:年初|当年|本年度?|(?<!\d)年度|财政|部门|批复)?的?(?:部门)?(?:年初)?预算|年初安排的?预算|年初计划|年初安排))"
    r"(?:安排|批复)?(?:数|总额|金额|额|指标)?"
)
_COMPLETE = re.compile(
    rf"(?:仅|共|实际)?(?:完成|达到?|执行|占|是|为)(?:了)?(?:(?:19|20)\d\d年(?:度)?)?(?:支出|收入|收支)?(?P<plan>{_PLAN})的?{_LINK}{{0,2}}$"
)
_ALSO = re.compile(rf"[、，,和及与]?\s*(?:占|为|是)?(?P<plan>{_PLAN})的{_LINK}{{0,2}}")
_COMPLETE_RATE = re.compile(rf"(?P<plan>{_PLAN})?的?(?:支出)?(?:完成率|执行率|完成比例|完成进度|执行进度|完成程度){_LINK}{{0,3}}$")
_DIFFERENCE = re.compile(
    rf"(?:(?:与|和)?(?P<plan>{_PLAN})?(?:数)?(?:预决算|预、决算|决算与预算|预算与决算|预算|决算)(?:数)?的?(?:差异|偏离|偏差)(?:率|度|程度|比例){_LINK}{{0,2}}$)"
)
"""How far the final figure is from the plan: 预决算差异率."""

_REACH = re.compile(
    rf"(?:仅|共|实际)?(?:完成|达到?|占|是|为)(?:了)?(?:全年|年度|当年)?的?(?:目标任务|任务目标|工作任务|目标|任务|计划)(?:总?数|总?量|总?额|指标)?的?{_LINK}{{0,2}}$"
)
"""How much of a target was reached: 占目标任务的."""

_REACHED = re.compile(rf"(?:已|共|实际|累计)?完成(?:了)?{_LINK}{{0,2}}$")
_TO_BASE = re.compile(r"(?:为|是|相当于|达到?)(?:上年度?|去年|(?:19|20)\d\d年度?|上年同期)[^，。；]{0,12}的$")
_PLANNED = re.compile(rf"(?<!基金)(?<!公共)(?<!经营)(?P<plan>{_PLAN})(?:支出|收入)?{_COPULA}{{0,4}}(?:安排)?{_COPULA}{{0,2}}$")
_DONE = re.compile(
    rf"(?:(?:当年)?预算执行|决算支出|支出决算|收入决算|决算|实际完成|实际支出|实际发生|实际执行|实际使用|实际收入|实际列支|全年执行|执行|实际)(?:数|金额|总额|额|情况|支出)?{_COPULA}{{0,4}}$"
)
_LINKS = re.compile(
    r"(?:(?<![签缔预邀])约|大约|近|将近|接近|超过?|逾|突破|不超过|不低于|不少于|控制在|高达|仅|共|共计|总共|累计|(?<!平)均|各|分别|为|是|(?<!下)达到?|了|(?<![实保拥持])有|计(?<!合计)(?<!总计)(?<!小计)|：|:)+$"
)


def goes_on_with(words: str) -> Against | None:
    """完成年初预算的106%、调整预算的99%: return the plan that a second rate is measured against."""
    found = _ALSO.fullmatch(words)
    if found is None:
        return None
    return Against.ADJUSTED_BUDGET if found["adjusted"] else Against.BUDGET


def read_verb(words: str, dimension: Dimension) -> Reading:
    """Return what the *words* before a figure say of it.

    >>> read_verb("公务接待费支出决算减少", Dimension.MONEY).rest, read_verb("占本年支出合计的", Dimension.RATIO).whole
    ('公务接待费支出决算', '本年支出合计')
    """
    tail = words[-80:]
    head = words[: len(words) - len(tail)]
    reading = _read(tail, dimension)
    return replace(reading, rest=head + reading.rest)


def _read(words: str, dimension: Dimension) -> Reading:
    if (found := _RESIDUE.search(words)) is not None:
        return Reading(Verb.RESIDUE, words[: found.start()])
    if dimension is Dimension.RATIO and (reading := _ratio(words)) is not None:
        return reading
    if (found := _LEVEL.search(words)) is not None:
        return Reading(Verb.STATES, words[: found.start()], level=True)
    if (found := _CHANGE.search(words)) is not None:
        return Reading(Verb.CHANGES, words[: found.start()], sign=1 if found["up"] else -1)
    if (found := _PLANNED.search(words)) is not None:
        adjusted = bool(found["adjusted"])
        basis = Basis.ADJUSTED_BUDGET if adjusted else Basis.BUDGET
        return Reading(Verb.STATES, words[: found.start()], basis=basis)
    if (found := _DONE.search(words)) is not None:
        return Reading(Verb.STATES, words[: found.start()], basis=Basis.FINAL)
    found = _LINKS.search(words)
    return Reading(Verb.STATES, words[: found.start()]) if found else Reading(Verb.STATES, words)


def _ratio(words: str) -> Reading | None:
    if _TO_BASE.search(words):
        return Reading(Verb.RATIO_TO_BASE, words)
    if (found := _DIFFERENCE.search(words)) is not None:
        return Reading(Verb.CHANGES, words[: found.start()], against=Against.BUDGET)
    for pattern in (_COMPLETE, _COMPLETE_RATE):
        if (found := pattern.search(words)) is not None:
            against = Against.ADJUSTED_BUDGET if found["adjusted"] else Against.BUDGET
            initial = found["initial"] or ""
            plain = initial.removeprefix("支出") in ("预算", "")
            return Reading(Verb.COMPLETES, words[: found.start()], against=against, whole="预算" if plain and not found["adjusted"] else "")
    for pattern in (_REACH, _REACHED):
        if (found := pattern.search(words)) is not None:
            return Reading(Verb.COMPLETES, words[: found.start()], whole="计划" if pattern is _REACHED else "")
    if (found := _SHARE.search(words)) is not None:
        return Reading(Verb.SHARES, words[: found.start()], whole=found["whole"])
    return None
