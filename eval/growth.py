"""How the time of reading figures grows: with the length of a report, and on lines that are made to be hard.

Only ratios of one run mean anything. Comes in: nothing but the sample reports. Goes out: seconds a task takes at best.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from index import facts, outline
from index.identity import identify
from index.reading import read
from index.records import Identity, ReportKind, ReportLevel, Source

LENGTHENED = 10
"""How many times a report's text is repeated to see whether reading it takes as many times as long."""

PLAIN = (
    "2020年度“三公”经费财政拨款支出预算为2.00万元，支出决算为4.46万元，完成预算的223.00%，其中：公务接待费支出决算为4.46万元，"
    "与上年相比减少10.56万元，减少70.31%，减少的主要原因是压减接待；"
)
"""An ordinary line of figures: what an odd one is measured against."""

ODD = (
    "1", "1,", "1.", "-", "—", "支出", "比", "与上年", "（", "（类）", "，", "“", "X", "1万元", "增加1万元，", "分别为1万元、", "甲、",
    "2020年", "其中", "占", "完成预算", "2080501行", "一般公共-", "九", "百分之", "与上年持平", "无", "的", "年初预算数", "1 ",
    "1月", "基本支出1万元，", "本年支出合计1万元；", "（1", "1）", "1、", "10个、", "增加（减少）", "比上年增加", "1万元\t", "支出（",
    "零", "为零，",
)  # fmt: skip
"""What a line can consist of that tempts a pattern to look at all of it again and again."""

_NOBODY = Identity(org="某市水务局", region="某市", year=2020, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title="")


def line(unit: str, size: int) -> str:
    """A line of about *size* characters that says *unit* again and again."""
    return unit * (size // len(unit))


def read_figures(text: str) -> int:
    """Read the figures of a text and return how many there are."""
    source = Source(file="", sha256="", format="txt", text=text)
    told, _ = facts.read_facts(source, outline.outline(source), _NOBODY, "growth")
    return len(facts.merge(told))


def figures_of(path: Path, times: int = 1) -> Callable[[], object]:
    """Reading the figures of a report whose text is repeated *times* times, its outline already made."""
    source = read(path)
    source = replace(source, text="\n".join([source.text] * times), lines=(), grids=())
    identity, sections = identify(source), outline.outline(source)
    return lambda: facts.merge(facts.read_facts(source, sections, identity, "growth")[0])


def least(task: Callable[[], object], rounds: int) -> float:
    """The processor's seconds that *task* takes at best."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        task()
        best = min(best, time.process_time() - start)
    return best


def hardest(size: int, rounds: int) -> tuple[str, float]:
    """The odd line that takes the longest for a character, and its seconds for *size* characters."""
    lines = {unit: line(unit, size) for unit in ODD}
    seconds = {unit: least(partial(read_figures, text), rounds) * size / len(text) for unit, text in lines.items()}
    worst = max(seconds, key=lambda unit: seconds[unit])
    return worst, seconds[worst]
