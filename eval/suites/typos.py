"""Typing mistakes: one wrong, missing or swapped character anywhere in a sample question, digits apart. A mistake may be refused or
asked back; it must never turn an answer into a wrong figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from eval.cases import Case, Turn, digest, load_cases
from eval.figures import all_figures, read_figure, same
from eval.suites import Options, SuiteRun
from eval.suites.questions import CASES, run_cases, sample_reports
from eval.summary import Result, metric
from index.quantity import Dimension

EACH = 32
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def run(options: Options) -> SuiteRun:
    """Ask every numeric sample question clean and with mistakes in it; only questions that are answered rightly when clean count."""
    path = CASES / "sample.jsonl"
    numeric = [case for case in load_cases(path) if len(case.turns) == 1 and case.turns[0].gold.figure is not None]
    cases = (*numeric, *spoil(numeric, Random(f"typos {options.seed}")))
    found = run_cases("typos", cases, sample_reports(), options, dataset=digest([path]))
    turns = {case.id: case.turns[0] for case in cases}
    clean = {result["id"] for result in found.results if result["id"] in {case.id for case in numeric} and result["headline"]}
    spoiled = [result for result in found.results if result["id"].rpartition(":")[0] in clean]
    wrong = metric("wrong_figure", "打错字后答成了错的数字", ((wrong_figure(turns, r), r["case"]) for r in spoiled), more_is_better=False)
    answered = metric("still_right", "打错字后仍答对", ((r["scores"]["figure_right"] is True, r["case"]) for r in spoiled))
    results = tuple({**result, "headline": not wrong_figure(turns, result)} for result in spoiled)
    return replace(found, results=results, metrics=(wrong, answered))


def wrong_figure(turns: Mapping[str, Turn], result: Result) -> bool:
    """Whether the reply states a figure that is not the gold's. Two answers are let be: the same ratio in another dress (400% for 4倍),
    and every operand side by side, uncombined.
    """
    gold, reply = turns[result["id"]].gold, result["reply"]
    figure = read_figure(reply["figure"])
    if figure is None or gold.figure is None or result["scores"]["figure_right"] is True:
        return False
    ratios = (Dimension.RATIO, Dimension.TIMES)
    if figure.unit.dimension in ratios and gold.figure.unit.dimension in ratios:
        return abs(figure.in_base - gold.figure.in_base) > max(gold.figure.slack, figure.slack)
    given = all_figures(reply)
    side_by_side = len(gold.operands) > 1 and all(any(same(one, operand.quantity) for one in given) for operand in gold.operands)
    return not side_by_side


def spoil(cases: Sequence[Case], chance: Random) -> Iterator[Case]:
    """Yield EACH spoiled forms of every question."""
    for case in cases:
        for number, (kind, question) in enumerate(islice(_forms(case.turns[0].question, chance), EACH)):
            slices = tuple(sorted({**dict(case.slices), "mistake": kind}.items()))
            yield replace(case, id=f"{case.id}:{number:02d}", slices=slices, turns=(replace(case.turns[0], question=question),))


def _forms(question: str, chance: Random) -> Iterator[tuple[str, str]]:
    places = [i for i, letter in enumerate(question) if "㐀" <= letter <= "鿿"]
    seen = {question}
    for _ in range(20 * EACH):
        at = chance.choice(places)
        kind = chance.choice(("wrong", "missing", "swapped", "sound"))
        form = _form(question, at, kind, chance)
        if form not in seen:
            seen.add(form)
            yield kind, form


def _form(question: str, at: int, kind: str, chance: Random) -> str:
    before, letter, after = question[:at], question[at], question[at + 1 :]
    if kind == "missing":
        return before + after
    if kind == "swapped":
        return question if not after or after[0].isdigit() else before + after[0] + letter + after[1:]
    wrong = chance.choice(_alike(letter)) if kind == "sound" else chance.choice(COMMON)
    return before + wrong + after


def _alike(letter: str) -> str:
    """Characters that sound alike, those of the field's words first."""
    return next((group for group in SOUNDS if letter in group), COMMON).replace(letter, "") or COMMON


SOUNDS = (
    "赫贺荷何河和合", "山三衫珊", "区曲趋驱", "人仁任认", "社设射涉", "局句具剧", "年念廿", "本苯奔", "支知之只枝", "出初处触",
    "收守手首", "入如",
    "项向象", "目木募", "基机积几", "公工功宫", "务物误勿", "接街阶结", "待代带贷", "费废肺非", "经京精惊", "运云孕", "行形型刑",
    "预予域玉",
    "算酸蒜", "决绝觉", "财才材", "政正证整", "拨波播", "款宽", "一衣医", "般班搬", "共供贡", "淞松凇宋", "芦卢炉鹿", "员原园", "采彩菜",
    "购够构", "比笔必", "例利力", "增曾赠", "长常场", "率律绿", "完玩碗", "成程城", "占站战", "总种", "多夺朵", "少绍稍", "是事市式",
)  # fmt: skip
