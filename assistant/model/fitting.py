"""Whether a model's plan says what the question's own words say, and leaves nothing of them out.

Comes in: a planned question. Goes out: yes or no; code answers only a yes, anything else is offered to the reader to choose.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from assistant.inquiry import Operation, Question
from assistant.model.cues import is_whole, spoken_of
from assistant.model.naming import Mention, bare, grounded, mentions, names_of, telling, telling_words
from assistant.question import Catalog
from assistant.question.marking import mark
from assistant.question.vocabulary import words
from assistant.question.wording import clean

_STRANGE = 3
"""Letters that nobody can place: what is more than these may narrow what is asked (外星人)."""
_LINKING = re.compile(
    r"对照|比照|相较|相比|相当|较之|比起|抵得|顶得|摆在?|拿来?|放在?|归到|拢到|所处|所占|当中|之间|究竟|到底|悬殊|起伏|出入|份额|一堆|一块儿?|一起|一道|"
    r"[凑摞叠]作?|几分|大小|为的是|何故|缘故|缘由|何以"
)
_NARROWING = re.compile(r"[\u4e00-\u9fff]的?I|I的?[\u4e00-\u9fff]{2}")
"""Words that nobody can place right before an item's name, or behind it: they are part of what is asked for."""
_SIGN = re.compile(r"[A-Za-z0-9]|[^\u4e00-\u9fff]")
_FUNCTION = re.compile(r"[了在是和与同跟把将给让被到于从较之呢吗啊么呐几何多少这那个一有能算出又都为及相比上年去前]")
_MONEY = re.compile(r"多少钱|几多钱|花|[万亿]?元")
"""Words for money, which no count answers; a question for money that names one item the rules answer themselves."""


def fits(planned: Question, asked: str, labels: Sequence[str]) -> bool:
    """Whether the question's remaining words *asked* leave no other reading than the slots of *planned*."""
    named = mentions(asked, labels)
    chosen = [item.item for item in (*planned.items, *((planned.whole,) if planned.whole else ()))]
    if planned.operation is Operation.LOOKUP:
        return len(chosen) == 1 and _explained(asked, chosen[0], labels)
    if not all(_named(item, named) for item in chosen) or leaves_out(asked, chosen, labels):
        return False
    return spoken_of(asked, len(chosen)) == {planned.operation} and _in_order(planned, named)


def leaves_out(asked: str, kept: Collection[str], labels: Sequence[str]) -> bool:
    """Whether *asked* names an item that is not *kept*, or holds words that may narrow what is asked."""
    named = mentions(asked, labels)
    if {mention.item for mention in named} - set(kept):
        return True
    rest = _without(asked, [mention.said for mention in named], "I")
    return _known_words(rest, labels) or _strange(rest)


def remaining(text: str, catalog: Catalog) -> str:
    """The question without organisation, years and figures."""
    return _SIGN.sub("", mark(clean(text), catalog, date.today()).text)


def _named(item: str, named: Sequence[Mention]) -> bool:
    return any(mention.item == item for mention in named)


def _in_order(planned: Question, named: Sequence[Mention]) -> bool:
    """Whether the items stand in the question in the order of the plan, and a whole is spoken of as one."""
    places = [next(mention.start for mention in named if mention.item == item.item) for item in planned.items]
    if places != sorted(places):
        return False
    if planned.whole is None:
        return True
    whole = next(mention for mention in named if mention.item == planned.whole.item)
    return is_whole(whole.said, bare(planned.text))


def _explained(asked: str, item: str, labels: Sequence[str]) -> bool:
    """Whether one item's name explains every telling word of a question for one figure, and no other item's does."""
    content = telling(_FUNCTION.sub("，", asked.replace("的", "，")))
    if not content or not grounded(item, asked) or _MONEY.search(asked):
        return False
    explain = [label for label in labels if content <= frozenset().union(*map(_pairs, names_of(label)))]
    return explain == [item]


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))


def _without(text: str, said: Iterable[str], mark: str = "，") -> str:
    for word in sorted(said, key=len, reverse=True):
        if len(word) > 1:
            text = text.replace(word, mark)
    return text


def _known_words(rest: str, labels: Sequence[str]) -> bool:
    """Whether words are left that the library's own labels use: they name something that the plan leaves out."""
    return bool(telling(rest) & telling_words(tuple(labels)))


def _strange(rest: str) -> bool:
    """Whether words are left, beside an item's name or more than a few, that are no words of questions."""
    left = _FUNCTION.sub("，", _LINKING.sub("，", _without(rest, words()))).replace("，的", "，")
    return bool(_NARROWING.search(left)) or len(re.sub("[^\u4e00-\u9fff]|的", "", left)) >= _STRANGE
