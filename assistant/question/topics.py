"""Questions about something that the glossary doesn't know, and questions about something else altogether.

Comes in: the words that were left over. Goes out: the item that they name, or that no report answers this.
Never guesses a known item.
"""

import re
from collections.abc import Sequence

from assistant.inquiry import Asked
from assistant.question import tables
from assistant.question.lexer import MASKS, NAMELESS, Token
from assistant.question.operations import asks
from assistant.question.vocabulary import words

_ELSEWHERE = re.compile(
    r"天气|气温|下雨|有雨|下雪|写(?:一)?(?:首|篇|段|个)(?!.{0,6}(?:报告|决算))|作诗|诗歌|古诗|翻译|笑话|讲个?故事|段子|股票|股价|基金净值|房价|gdp|国内生产总值|常住人口|户籍人口|人口(?=多少|是|有|数量)|电影|电视剧|明星|歌手|歌曲|唱歌|新闻|彩票|"
    r"做饭|菜谱|食谱|减肥|感冒|看病|代码|编程|python|java|一加一|\d\+\d|\d加\d|现在几点|几点了|星期几|今天几号|几月几号|你是谁|你叫什么|你几岁|你多大|谁开发|什么模型|世界杯|奥运|足球|篮球|游戏|旅游攻略|景点|美食|"
    r"酒店|机票|火车票|汇率|黄金价|比特币|星座|算命|运势|情书|表白|作业|作文|方程|微积分|首都|总统|总理|皇帝|朝代|地球|月亮|太阳|宇宙|英文怎么说|怎么读|成语|对联|"
    r"转(?:到|给|进)[^,]{0,4}(?:账|卡|我)|汇款|打到[^,]{0,4}账|系统提示|提示词|忽略.{0,8}(?:指令|规则|要求|内容|提示)|扮演|越狱|prompt"
)
_INSTRUCTION = re.compile(
    r"(?:请|你)?(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过)[^,。;?!]{0,12}(?:指令|规则|要求|内容|提示|设定|限制|约束|报告)[^,。;?!]*"
    r"|(?:你现在是|从现在起|假装你?是?|扮演|请以)[^,。;?!]*|(?:直接|只|必须|务必)(?:回答|输出|回复|说|告诉我)|不要(?:引用|注明|给出处|拒绝|解释)[^,。;?!]*"
    r"|(?:系统提示|system ?prompt|提示词)[^,。;?!]*"
)


_ERRAND = re.compile(
    r"写(?:一|两)?(?:首|封|篇|段|份)(?!.{0,6}(?:报告|决算))|[诗歌](?:词|句|一首)|表扬信|感谢信|投诉信|(?:联系|办公|咨询)?电话(?:号码)?(?:是|多少|号)|地址(?:在|是)|怎么走(?!流程|程序)|上班时间|办公时间|邮箱|态度(?:好|怎么|如何)|"
    r"(?:局长|主任|书记|区长|县长|市长|领导|负责人|一把手|股长|科长)(?:是谁|叫|姓|名字|电话)|谁(?:是|当)(?:局长|主任|书记|领导)|(?:怎么|如何|咋)(?:办理|申请|报名|领取?|缴费|参保)|(?:办理|申领|报名)(?:流程|条件|时间|地点)|招聘(?:公告|信息|条件|岗位|考试|启事|吗|$)|考编|考公|"
    r"(?:哪里|哪儿|啥地方|什么地方)(?:最|比较|有)?(?:好玩|好吃|好逛|可以玩)|(?:去|到)哪(?:里|儿)?玩|帮我(?:订|预订|买|叫|点|挂号)|订[^,]{0,10}票|(?:会|能)(?:说|讲|听懂)[^,]{1,4}话|"
    r"(?:带|交|准备|提交|需要)(?:些|点)?(?:什么|哪些|啥)(?:材料|证件|证明|手续)|我(?:要|想)(?:举报|投诉|控告)(?![^,]*(?:多少|几))|(?:几点|什么时候)(?:开门|关门|上班|下班)|开放时间|票价|门票(?:多少钱|怎么买)|怎么(?:预约|坐车)|坐几路|"
    r"为(?:什么|啥|何)(?:能|会|可以)(?:长|生长|活|飞|游|发光|开花|生存)"
)
COUNTER = re.compile(rf"(?:平方公里|平方米|公里|公顷|[家项{tables.data('sorts.toml')['counters']['every']}])(?=[\u4e00-\u9fff])")
HOW_MANY = re.compile(r"(?:多少|几)$")
_COURTESY = re.compile(
    r"(?:你好|您好|谢谢你?|多谢|感谢|再见|拜拜|好的?|嗯+|哦+|明白了?|知道了|收到|辛苦了?|ok|hi|hello|早上好|下午好|晚上好|在吗|哈+|了解)(?:[啊呀吧了啦,!。]|你|您)*"
)


_JUDGED = re.compile(
    r"(?:合理|合适|划算|值得?|浪费|清廉|腐败|称职|应该|过分|离谱|正常|好|够用?|太[多少高低大])(?:不[\u4e00-\u9fff]{1,2})?(?:吗|么|嘛|不)?$"
    r"|(?:值不值|该不该|应不应该|合不合理|好不好|贵不贵|算不算[多少高低])|(?:花|用|安排)得(?:是否|是不是)?(?:合理|值|好|对|冤)|怎么看待|如何评价(?!结)"
)
_FORECAST = re.compile(
    r"预测|估计(?:一下)?(?:明年|后年|未来|下一?年)|未来[几两三一]?年|(?:明年|后年|以后|将来)[^,]{0,12}(?:会|能|将)"
    r"|会不会(?:涨|降|增|减|多|少)"
)
"""What a report never tells: whether it was right, and what will be."""


def elsewhere(text: str) -> bool:
    """Whether the question is an errand, asks for a judgement or a forecast: what reports never tell, whatever else it names."""
    return bool(_ERRAND.search(text) or _FORECAST.search(text) or (_JUDGED.search(text) and not re.search(r"\d|多少|几|比", text)))


def courtesy(text: str) -> bool:
    """Whether nothing is said but a greeting or thanks."""
    return bool(_COURTESY.fullmatch(text))


def out_of_scope(text: str) -> bool:
    """Whether the question is about something that no final accounts tell."""
    return bool(_ELSEWHERE.search(text))


def without_instructions(text: str) -> str:
    """The text without what tells the assistant how to behave; there is nothing that it would obey."""
    return re.sub(r"[,]{2,}", ",", _INSTRUCTION.sub("", text)).strip(",")


def _content(letter: str) -> bool:
    """Whether a letter beside a gap can belong to the name that the gap is part of."""
    return "\u4e00" <= letter <= "\u9fff" and letter not in NAMELESS


def in_context(gap: Token, text: str) -> str:
    """A left-over word; a single character behind what is asked with its neighbour, for it may spoil one: 人|次."""
    if gap.end - gap.start > 1 or (not any(letter in MASKS for letter in text[: gap.start]) and gap.start < 4):
        return gap.text
    after, before = text[gap.end : gap.end + 1], text[gap.start - 1 : gap.start]
    if "\u4e00" <= after <= "\u9fff":
        return gap.text + after
    return before + gap.text if "\u4e00" <= before <= "\u9fff" else gap.text


def open_item(leftover: Sequence[Token], text: str) -> tuple[Asked, int, int] | None:
    """The item that left-over words name, from the first to the last of them between letters and commas."""
    groups: list[list[Token]] = []
    for token in leftover:
        between = text[groups[-1][-1].end : token.start] if groups else ""
        if groups and len(between) < 4 and not any(letter in MASKS or letter in ",。、是有" for letter in between) and not asks(between):
            groups[-1].append(token)
        else:
            groups.append([token])
    if not groups:
        return None
    longest = max(groups, key=lambda group: sum(token.end - token.start for token in group))
    start, end = longest[0].start, longest[-1].end
    known = words()
    while end < len(text) and _content(text[end]) and text[end : end + 2] not in known:
        end += 1
    while start and _content(text[start - 1]) and text[max(0, start - 2) : start] not in known:
        start -= 1
    name = re.sub(r"(?:有|是|得了?|评了?)?(?:多少|几).{0,2}$", "", text[start:end])
    if COUNTER.match(name) and HOW_MANY.search(text, 0, start):  # 多少|册图书
        name, start = name[1:], start + 1
    if len(name) < 2:
        return None
    return Asked(item=name, said=name, known=False), start, end
