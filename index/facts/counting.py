"""What a number of things or people counts: told by the words around it, or by what the sentence counted before.

Comes in: words, their place and a unit. Goes out: a Subject, None where nothing tells one. Never writes a fact.
"""

import re
from dataclasses import replace

from index.facts.counts import counted_subject
from index.facts.desk import Desk
from index.facts.elliptic import present
from index.facts.figures import Mark
from index.facts.fillers import only_filler, without_filler
from index.facts.labels import Subject, known_subject
from index.facts.open_labels import open_label
from index.quantity import Dimension, Unit

JOINT = re.compile(r"^(?:[、，,\s]|和(?![谐平睦])|及(?!其|时)|与(?!会))+")
_TARGET = re.compile(r"(?:年度|全年)?(?:目标(?:任务)?|任务|计划)(?:数|额|量)?$")
_PAID = re.compile(r"^(?:使用|由|用)?(?:一般公共预算|政府性基金预算|当年|本年)?(?:财政)?拨款(?:支出)?(?:安排|涉及|开支)?的?")
_ALL_POSTS = Subject("编制数", "", True, 0, 0)
_TOUR = re.compile(r"[组参]团$")
_VISITS = re.compile(r"批次|团组")
"""接待86个|批次."""

SCORE_WORDS = re.compile(r"(?:绩效)?(?:目标)?(?:自评|评价)?(?:综合|总体|平均)?(?:得分|评分|总分|分值|总得分|得)$|^自评$")
_EVALUATED = re.compile(
    r"(?:重点|财政|预算|一级|二级|一般公共预算|政府性基金预算?)?项目(?:支出)?(?:全部|均|进行|开展|实施|组织|完成|实行)+了?(?:预算|支出)?(?:绩效)?自评"
)
"""对“免费开放”等4个|项目进行了绩效自评."""

_CARS_AHEAD = re.compile(r"(?:公务用车|公车|公务车)")
"""用于2辆|公务用车的燃油."""


class Counting(Desk):
    """Finds what is counted."""

    def _counted_twice(self, mark: Mark) -> Subject | None:
        """培训4期|268人: a count right behind a count is of the same thing."""
        subject, frame = self.frame.subject, self.frame
        counted = bool(frame.subjects) and frame.subjects[-1][1] not in ("元", "分", "")
        adjoining = self.layout.free_figures.around(mark.start - 1) is not None
        return subject if counted and adjoining and subject is not None and not subject.known else None

    def _reached(self, rest: str, mark: Mark) -> Subject | None:
        """参保目标任务数2400人，实际完成2489人: what was reached is not the target."""
        subject = self.frame.subject
        people = mark.quantity is not None and mark.quantity.unit.base in ("人", "名")
        name = present(self.layout.text[max(mark.start - 8, 0) : mark.start], subject) if people else ""
        if name:
            posts = {each.item for each, _ in self.frame.own if each.item.endswith("编制")}
            apart = any(each.item.endswith("实有人数") for each, _ in self.frame.own)
            said = self.layout.text[max(mark.start - 8, 0) : mark.start]
            name = present(said, _ALL_POSTS) if len(posts) > 1 and not apart else name
            place = self.base_at + mark.start
            return known_subject(name, place, self.setting) or Subject(name, name, False, place, place)
        found = _TARGET.search(subject.item) if subject is not None and not subject.known else None
        if subject is None or found is None or found.start() < 2 or not only_filler(rest, self.setting):
            return None
        words = re.search(r"实际完成|已完成|实际|完成", self.layout.text[max(mark.start - 8, 0) : mark.start])
        if words is None:
            return None
        label = f"{subject.item[: found.start()]}{words.group()}"
        return replace(subject, item=label, printed=label)

    def _counted(self, rest: str, at: int, unit: Unit, trail: str) -> Subject | None:
        bare = _PAID.sub("", without_filler(JOINT.sub("", rest), self.setting))
        start = self.base_at + at + len(rest) - len(bare)
        subject = self.frame.subject
        if subject is not None and not subject.known and _TOUR.search(subject.item):
            subject = next((known for known, _ in reversed(self.frame.subjects) if known.known), subject)
        if unit.base == "个" and (visits := _VISITS.match(trail)):
            bare += visits.group()
        if unit.base in ("个", "项") and _EVALUATED.match(trail):
            return known_subject("绩效自评项目数", start, self.setting)
        bare = trail[: _CARS_AHEAD.match(trail).end()] if len(bare) <= 2 and _CARS_AHEAD.match(trail) else bare  # type: ignore[union-attr]
        return counted_subject(bare, unit.base, subject or self.frame.main, start)

    def _scored(self, rest: str) -> Subject | None:
        """发展资金全年预算数5万元，自评得分97分: the score of what the money was of."""
        subject = self.frame.subject
        label = open_label(rest)
        if subject is None or self.frame.amount is None or not SCORE_WORDS.fullmatch(label):
            return None
        if subject.known and (subject.group != "功能分类" or not self.frame.project):
            return None
        if self.frame.amount.unit.dimension is not Dimension.MONEY:
            return None
        name = self.frame.project if subject.known else subject.item
        return replace(subject, item=name + label, printed=label, known=False)

    @staticmethod
    def _evaluated(scored: Subject) -> Subject | None:
        """部门整体支出绩效自评得分96分。全年预算数5100万元: the money is of what was scored."""
        found = SCORE_WORDS.search(scored.printed)
        name = scored.printed[: found.start()] if found is not None else ""
        return replace(scored, item=name, printed=name, known=False) if len(name) > 1 else None
