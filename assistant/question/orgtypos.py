"""Organisations that are not spelt as the library has them: what may be meant, said aloud or asked.

Comes in: what stands in the question and the library's index. Goes out: the organisation nearly named, with the correction.
Never corrects the name of a real place or of a body that nearly every place has.
"""

from dataclasses import dataclass

from assistant.inquiry import Correction
from assistant.question.bodies import abbreviates, common_ways, key, kinds, names_part, ways
from assistant.question.orgindex import Org, OrgIndex
from assistant.question.orgs import Mention
from assistant.question.places import gazetteer
from assistant.question.said import sure
from assistant.question.sound import HOMOPHONE, MISSING, alike, distance

LONGEST_PLACE = 8
SHORT = 3
"""A name of fewer characters may have one of them wrong, and none missing."""
_ENDINGS = ("局", "委", "办", "厅")


@dataclass(frozen=True, slots=True)
class Guess:
    """Organisations that a mistyped mention may mean, nearest only, and what was taken for what."""

    orgs: tuple[Org, ...]
    start: int
    end: int
    correction: Correction


def lengthen_body(mention: Mention, index: OrgIndex) -> Guess | None:
    """A known place with a body that is short for the only one of its kind there: 水利局 for 水利和湖泊局."""
    if mention.body is None or not mention.places:
        return None
    there = index.fitting(mention.places, None, mention.level)
    orgs = tuple(org for org in there if abbreviates(mention.body, org.body)) or index.of_kind(mention.body, there)
    if len(orgs) != 1:
        return None
    said = mention.said[mention.body_at - mention.start :]
    return Guess(orgs, mention.start, mention.end, Correction(said, orgs[0].body, certain=_surely(mention.body, orgs[0].body)))


_ONE_OF_MANY = frozenset(["医院", "中学", "小学", "局", "中心", "镇", "街道"])
"""Kinds of which a place has several: 涪岭区医院 may be another than 涪岭区中医院."""


def _surely(said: str, body: str) -> bool:
    """Whether a short name can mean no other body of the place: it holds a part of the name, or there is hardly another of its kind."""
    return names_part(said, body) or (said in kinds() and said not in _ONE_OF_MANY)


def mend_body(mention: Mention, index: OrgIndex) -> Guess | None:
    """A known place with a body that it lacks: 赫山区人设局."""
    if mention.body is None or mention.body in common_ways():
        return None
    said = mention.body
    limit = MISSING if len(said) <= 3 else max(1.0, len(said) / 4)
    costs = {
        org: min((distance(said, way, limit), way) for way in ways(org.body) | {key(org.body)})
        for org in index.fitting(mention.places, None, mention.level)
    }
    return _nearest(costs, said, limit, mention.start, mention.end)


def mend_ending(text: str, mention: Mention, orgs: tuple[Org, ...]) -> Guess | None:
    """A body without its ending, and behind it what sounds like that ending: 赫山人社居."""
    said = text[mention.end : mention.end + 1]
    if mention.body is None or not said:
        return None
    for ending in _ENDINGS:
        whole = mention.body + ending
        if said != ending and alike(said, ending) and whole not in (mention.body,) and any(whole in ways(org.body) for org in orgs):
            end = mention.end + 1
            return Guess(orgs, mention.start, end, Correction(text[mention.body_at : end], whole, certain=True))
    return None


def mend_long_body(text: str, mention: Mention, index: OrgIndex) -> Guess | None:
    """A known place with nearly the long name of its body: 赫山区人力资源和社会保彰局."""
    if not mention.places:
        return None
    best: dict[Org, tuple[float, str, int]] = {}
    for org in index.fitting(mention.places, None):
        for way in ways(org.body) | {org.body}:
            for stop in range(mention.body_at + len(way) - 2, mention.body_at + len(way) + 3):
                known = mention.body and mention.known_body and stop <= mention.end
                if known or stop > len(text) or (len(way) < SHORT and stop - mention.body_at != len(way)):
                    continue
                said = text[mention.body_at : stop]
                limit = max(MISSING, len(way) / 4) if len(way) > 3 else HOMOPHONE
                cost = distance(said, way, limit)
                if 0 < cost <= limit and alike(said[-1], way[-1]) and _keeps_one(said, way) and (org not in best or cost < best[org][0]):
                    best[org] = (cost, way, stop)
    if not best:
        return None
    lowest = min(cost for cost, _, _ in best.values())
    orgs = tuple(org for org, (cost, _, _) in best.items() if cost == lowest)
    _, meant, stop = best[orgs[0]]
    said = text[mention.body_at : stop]
    return Guess(orgs, mention.start, stop, Correction(said, meant, certain=len(orgs) == 1 and sure(said, meant)))


def _keeps_one(said: str, way: str) -> bool:
    """Whether a name of two characters has one of them right: 惨联 for 残联."""
    return len(way) >= SHORT or bool(set(said) & set(way))


def mend_start(text: str, mention: Mention, index: OrgIndex) -> Guess | None:
    """A body that nobody knows, in which nearly a place of the library stands before a body of that place: 乌兰苏目旗|市监局."""
    if mention.known_body:
        return None
    for stop in range(min(mention.end - 1, mention.start + LONGEST_PLACE), mention.start + 2, -1):
        said, rest = text[mention.start : stop], key(text[stop : mention.end])
        if said in gazetteer().full:
            continue
        for near in index.near_places.near(said):
            orgs = index.fitting((near.word,), rest)
            if orgs:
                return Guess(
                    orgs, mention.start, mention.end, Correction(said, near.word, certain=len(orgs) == 1 and sure(said, near.word))
                )
    return None


def mend_place(text: str, start: int, end: int, body: Mention | None, index: OrgIndex) -> Guess | None:
    """Unknown words at ``start``..``end``, before a body or alone, that are nearly a place of the library: 何山区."""
    windows = [
        (at, stop) for at in range(max(0, start - 2), end) for stop in range(max(at + 2, start + 1), end + 1) if stop - at <= LONGEST_PLACE
    ]
    if body is not None:
        windows = [(at, end) for at, _ in windows if end - at >= 2] + ([(start, end)] if end - start == 1 else [])
    best: dict[Org, tuple[float, str, tuple[int, int]]] = {}
    for at, stop in dict.fromkeys(windows):
        window = text[at:stop]
        if window in gazetteer().full or window in gazetteer().short:
            continue
        for near in index.near_places.near(window):
            for org in index.fitting((near.word,), body.body if body else None):
                if org not in best or (near.cost, at - stop) < (best[org][0], best[org][2][0] - best[org][2][1]):
                    best[org] = (near.cost, near.word, (at, stop))
    if not best:
        return None
    lowest = min(cost for cost, _, _ in best.values())
    orgs = tuple(org for org, (cost, _, _) in best.items() if cost == lowest)
    _, meant, (at, stop) = best[orgs[0]]
    places = {best[org][1] for org in orgs}
    said = text[at:stop]
    return Guess(orgs, at, body.end if body else stop, Correction(said, meant, certain=len(places) == 1 and sure(said, meant)))


def mend_loose_body(text: str, start: int, end: int, index: OrgIndex) -> Guess | None:
    """Unknown words that are nearly a body of the library, without a place: 人设局."""
    for stop in range(min(len(text), end + 10), end - 1, -1):
        if not any(alike(text[stop - 1], ending) for ending in _BODY_ENDINGS):
            continue
        for at in range(max(0, start - 10), start + 1):
            said = text[at:stop]
            window = key(said)
            if not 3 <= len(window) <= 20 or window in common_ways() or not said.isalpha():
                continue
            near = index.near_ways.near(window)
            if near:
                word = near[0].word
                return Guess(index.fitting((), word), at, stop, Correction(said, word, certain=sure(window, word)))
    return None


_BODY_ENDINGS = "局委办处道会院心"


def _nearest(costs: dict[Org, tuple[float, str]], said: str, limit: float, start: int, end: int) -> Guess | None:
    near = {org: cost for org, cost in costs.items() if cost[0] <= limit}
    if not near:
        return None
    lowest = min(cost for cost, _ in near.values())
    orgs = tuple(org for org, (cost, _) in near.items() if cost == lowest)
    meant = near[orgs[0]][1]
    return Guess(orgs, start, end, Correction(said, meant, certain=len(orgs) == 1 and sure(said, meant)))
