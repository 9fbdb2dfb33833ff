"""Books become a report's text, and every figure in it a line of truth with its characters.

In a phrase ``{公支出.增减率}`` is a figure, ``<年>`` a word, ``[变:公支出]`` a phrase chosen by how the account stands
(grown, fallen, the same, new). Which of several wordings is taken, the seed decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from eval.synth.mistakes import Planter
from eval.synth.names import Org
from eval.synth.slots import Ledger, NoBase, Value
from eval.synth.style import Paragraph, Style
from eval.synth.truth import Stated

_TOKEN = re.compile(r"\{([^{}]+)\}|<([^<>]+)>|\[(变|完):([^\[\]]+)\]")


@dataclass(slots=True)
class Writer:
    """The text so far and what it states."""

    style: Style
    org: Org
    ledger: Ledger
    chance: Random
    text: str = ""
    stated: list[Stated] = field(default_factory=list)
    planter: Planter = field(default_factory=Planter)

    def report(self) -> None:
        """Write the whole report."""
        self.line(self._worded(self.style.title, 0))
        for front in ("目录", "第一部分 部门概况", f"{self.org.name}负责本地区相关行政管理工作，贯彻执行国家有关法律法规。"):
            self.line(front)
        self.line(self._worded(self.style.heading, 0))
        for chapter in self.style.chapters:
            self.line(self._worded(chapter.title, 0))
            for paragraph in chapter.say:
                self.paragraph(paragraph)
        if self.planter.waiting == "conflict" and self._sized("三公"):
            self._contradict()
        self.line("名词解释")
        self.line("基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。")
        self.line("项目支出：指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。")

    def line(self, text: str) -> None:
        """Add a paragraph without figures."""
        self.text += text + "\n"

    def paragraph(self, paragraph: Paragraph) -> None:
        """Write a paragraph in one of its wordings, once for each line where it runs over lines."""
        if not paragraph.each:
            silent = paragraph.key and not self._sized(paragraph.key)
            self._say(self.chance.choice(paragraph.zero if silent else paragraph.texts), 0)
            return
        phrase = self.chance.choice(paragraph.texts)
        for number, ledger in enumerate(self._runs(paragraph.each), 1):
            whole, self.ledger = self.ledger, ledger
            start = len(self.text)
            self._say(phrase, number)
            if paragraph.each == "项" and self.planter.waiting == "duplicate":
                again = len(self.text)
                self._say(phrase, number)
                self.planter.note(again, len(self.text) - 1, self.text[start : again - 1])
            self.ledger = whole

    def _contradict(self) -> None:
        """An annex that gives the three public expenses another figure than the report did."""
        self.line("附件：部门整体支出绩效评价报告")
        start = len(self.text)
        self.text += f"{self.ledger.now.year}年度“三公”经费"
        stated = next(stated for stated in self.stated if stated.slot == self.ledger.slot("三公", self.ledger.now.year))
        other = stated.value * 2
        begin = len(self.text)
        self.text += f"{self._printed(other, self.ledger.value('三公'))}{stated.unit}"
        self.stated.append(Stated(slot=stated.slot, value=other, unit=stated.unit, start=begin, end=len(self.text)))
        self.planter.note(start, len(self.text), str(stated.value))
        self.text += "。\n"

    def _sized(self, key: str) -> bool:
        return bool(self.ledger.amount(key))

    def _runs(self, each: str) -> Iterator[Ledger]:
        seen = set()
        for line in self.ledger.now.lines:
            ledger = Ledger(self.ledger.now, self.ledger.before, line, self.ledger.percent_places)
            if each == "类" and (line.function.class_ in seen or not ledger.amount("类")):
                continue
            seen.add(line.function.class_)
            yield ledger

    def _say(self, phrase: str, number: int) -> None:
        """Write one phrase; one that asks for a rate without a base is cut down to what can be said."""
        marks = len(self.text), len(self.stated)
        try:
            self._write(phrase, number)
        except NoBase as error:
            self.text = self.text[: marks[0]]
            del self.stated[marks[1] :]
            self.planter.forget(marks[0])
            self._say(_without(phrase, str(error)), number)
            return
        self.text += "\n"

    def _write(self, phrase: str, number: int) -> None:
        at = 0
        for token in _TOKEN.finditer(phrase):
            self.text += phrase[at : token.start()]
            at = token.end()
            figure, word, macro, key = token.groups()
            if figure:
                self._figure(figure)
            elif word:
                self.text += self._word(word, number)
            else:
                self._write(self._macro(macro, key), number)
        self.text += phrase[at:]

    def _figure(self, key: str) -> None:
        value = self.ledger.value(key)
        right_unit = self.style.unit if value.unit == "money" else value.unit
        right = self._number(value)
        number, unit = self.planter.number(key, right), self.planter.unit(key, right_unit)
        space = self.style.space if unit != "%" else ""
        self.text += space
        start = len(self.text)
        self.text += unit if number is None else f"{self._printed(number, value)}{space}{unit}"
        if number is not None:
            self.stated.append(Stated(slot=value.slot, value=number, unit=unit, start=start, end=len(self.text)))
        if (number, unit) != (right, right_unit):
            self.planter.note(start, len(self.text), f"{self._printed(right, value)}{right_unit}")

    def _printed(self, number: Decimal, value: Value) -> str:
        return f"{abs(number):,f}" if self.style.thousands and value.unit == "money" else f"{abs(number):f}"

    def _number(self, value: Value) -> Decimal:
        """The number as this style prints it."""
        number = value.number
        if value.unit == "money":
            number = (number.scaleb(-4) if self.style.unit == "万元" else number).quantize(Decimal("0.01"))
        whole = number == number.to_integral()
        if (self.style.plain_zero and not number) or (self.style.trim_percent and value.unit == "%" and whole):
            return number.quantize(Decimal(1))
        return number

    def _worded(self, phrase: str, number: int) -> str:
        return _TOKEN.sub(lambda token: self._word(token.group(2), number), phrase)

    def _word(self, word: str, number: int) -> str:
        name, _, key = word.partition(":")
        if name in ("增", "升", "增预", "升预", "升幅"):
            return self._direction(name, key)
        if name == "序":
            return str(number)
        year = self.ledger.now.year
        words = {"年": str(year), "上年": str(year - 1), "单位": self.org.name, "简称": self.org.short, "区": self.org.region}
        return words[name] if name in words else self._function(name)

    def _function(self, name: str) -> str:
        assert self.ledger.line is not None
        function = self.ledger.line.function
        codes = {"码3": function.code[:3], "码2": function.code[3:5], "码1": function.code[5:]}
        return {"类": function.class_, "款": function.section, "项": function.item, **codes}[name]

    def _direction(self, name: str, key: str) -> str:
        base = self.ledger.budget(key) if name.endswith("预") else self.ledger.amount(key, last=True)
        falls = self.ledger.amount(key) < base
        if name == "升幅":
            return "降幅" if falls else "增幅"
        words = self.style.grow if name.startswith("增") else self.style.rise
        word = self.planter.direction(key, words, falls)
        if word != words[falls] and not name.endswith("预"):
            self.planter.note(len(self.text), len(self.text) + len(word), words[falls])
        return word

    def _macro(self, macro: str, key: str) -> str:
        phrase = self.chance.choice(self.style.phrases[self._kind(macro, key)])
        named = re.sub(r"\{\.", f"{{{key}.", phrase)
        return re.sub(r"<(增预|升预|增|升幅|升)>", rf"<\1:{key}>", named)

    def _kind(self, macro: str, key: str) -> str:
        now = self.ledger.amount(key)
        if macro == "变":
            before = self.ledger.amount(key, last=True)
            grown = "totals" if key.endswith("总计") and self.style.phrases["totals"] else "changes"
            return "same" if now == before else grown if before else "fresh"
        budget = self.ledger.budget(key)
        return "asplanned" if now == budget and budget else "completion" if budget else "unbudgeted"


def _without(phrase: str, account: str) -> str:
    """The phrase without the clause that gives a rate of *account*, which has no base."""
    shorter = re.sub(
        rf"[，,、（]?[^，,；。、{{}}（）]*\{{{re.escape(account)}\.(?:占|完成率|增减率|差率)\}}[^，,；。、{{}}（）]*", "", phrase, count=1
    )
    if shorter == phrase:
        raise NoBase(account)
    return shorter
