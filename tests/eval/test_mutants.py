"""Every way of being wrong is caught by the scorer meant for it.

A small report and good replies to a few questions; each mutant spoils one reply (or one case) in one way, and the scorer that is
named beside it, no less, must see it. The good replies themselves must please every scorer.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from eval.cases import Case, Turn, parse_case
from eval.lint import lint
from eval.scorers import SCORERS, faults, score
from eval.shelf import Read, Shelf
from eval.trials import Trial
from eval.verdicts import Outcome, Stage, judge
from index.quantity import Quantity
from index.records import Section

Reply = dict[str, Any]

HEAD = "三、支出决算情况\n"
TEXT = (
    HEAD
    + "本年支出合计5199.35万元，其中：基本支出1039.00万元，占19.98%；项目支出4160.35万元，占80.02%。\n"
    + "上年本年支出合计1277.73万元。公务接待费4.46万元，比上年减少10.56万元，接待900人次。支出增加的原因是就业资金增加。\n"
)
TWIN = TEXT.replace("5199.35", "8888.35").replace("4160.35", "7849.35")
FILE, TWIN_FILE = "甲局2020年度部门决算.txt", "乙局2020年度部门决算.txt"


def shelf() -> Shelf:
    section = (Section(("三、支出决算情况",), 1, 0, len(TEXT), len(HEAD) - 1),)
    wanted = (("项目支出", "4160.35"), ("本年支出合计", "5199.35"), ("公务接待费", "4.46"), ("上年", "1277.73"))
    reads = tuple(Read("a", TEXT.find(n), TEXT.find(n) + len(n) + 2, item, Quantity.of(n, "万元")) for item, n in wanted)
    change = Read("a", TEXT.find("10.56"), TEXT.find("10.56") + 7, "公务接待费", Quantity.of("-10.56", "万元"))
    return Shelf(
        texts={"a": TEXT, "b": TWIN},
        files={FILE: "a", TWIN_FILE: "b"},
        pages={"a": 3, "b": 3},
        sections={"a": section, "b": section},
        facts={"a": (*reads, change)},
    )


def case(**changes: Any) -> Turn:
    return one_case(**changes).turns[0]


def one_case(**changes: Any) -> Case:
    record: dict[str, Any] = {"id": "x", "split": "development", "slices": {"operation": "share", "phrasing": "plain"}, "answerable": "yes"}
    return parse_case({**record, "question": "甲局2020年项目支出占本年支出的比例？", **changes})


def citation(n: int, quote: str, report: str = "a") -> dict[str, Any]:
    text = TEXT if report == "a" else TWIN
    start = text.index(quote)
    return {
        "n": n, "report": report, "title": "甲局2020年度部门决算", "org": "甲局", "year": 2020, "section": ["三、支出决算情况"],
        "page": 1, "start": start, "end": start + len(quote), "quote": quote, "box": None,
    }  # fmt: skip


def reply(**parts: Any) -> Reply:
    understood = {"orgs": ["甲局"], "years": [2020], "items": [], "basis": None, "scope": None, "operation": "lookup"}
    base: Reply = {
        "question": "甲局2020年？", "status": "answered", "text": "", "figure": None, "figures": [], "calculation": [], "citations": [],
        "verdict": None, "warnings": [], "refusal": None, "understood": understood, "followups": [],
    }  # fmt: skip
    return {**base, **parts}


def figure(value: str, unit: str) -> dict[str, str]:
    return {"value": value, "unit": unit, "label": "x"}


PROJECT, WHOLE = "项目支出4160.35万元", "本年支出合计5199.35万元"
SHARE_GOLD: dict[str, Any] = {
    "kind": "figure", "value": "80.02", "unit": "%", "formula": "a/b",
    "operands": [{"name": "a", "value": "4160.35", "unit": "万元"}, {"name": "b", "value": "5199.35", "unit": "万元"}],
}  # fmt: skip
SHARE = case(
    gold=SHARE_GOLD | {"forbid": [{"value": "19.98", "unit": "%"}]},
    evidence=[{"file": FILE, "operand": "a", "quote": PROJECT}, {"file": FILE, "operand": "b", "quote": WHOLE}],
)  # fmt: skip
LOOKUP = case(gold={"kind": "figure", "value": "4160.35", "unit": "万元"}, evidence=[{"file": FILE, "quote": PROJECT}])
CHANGE = case(gold={"kind": "figure", "value": "-10.56", "unit": "万元"}, evidence=[{"file": FILE, "quote": "减少10.56万元"}])
SEVERAL = case(
    gold={"kind": "figures", "figures": [{"value": "1039.00", "unit": "万元"}, {"value": "4160.35", "unit": "万元"}]},
    evidence=[{"file": FILE, "quote": PROJECT}, {"file": FILE, "quote": "基本支出1039.00万元"}],
)
WHY = case(gold={"kind": "text", "points": [["就业资金"]]}, evidence=[{"file": FILE, "quote": "支出增加的原因是就业资金增加"}])
CLAIM = case(gold={"kind": "verdict", "verdict": "false"}, evidence=[{"file": FILE, "quote": PROJECT}])
ABSENT = case(answerable="no_year", gold={"kind": "none"})
OPEN = case(answerable="ambiguous", gold={"kind": "none"})
PREMISE = case(answerable="false_premise", gold={"kind": "none"})


def step() -> dict[str, Any]:
    operands = [
        {"label": "项目支出", "value": "4160.35", "unit": "万元", "citation": 1},
        {"label": "本年支出合计", "value": "5199.35", "unit": "万元", "citation": 2},
    ]
    return {
        "formula": "项目支出 ÷ 本年支出合计", "operands": operands, "result": {"value": "80.02", "unit": "%"},
        "reported": {"value": "80.02", "unit": "%", "citation": 1}, "agrees": True, "note": "",
    }  # fmt: skip


def good_share() -> Reply:
    text = "项目支出占80.02%（4160.35万元[1] ÷ 5199.35万元[2]）。"
    return reply(text=text, figure=figure("80.02", "%"), calculation=[step()], citations=[citation(1, PROJECT), citation(2, WHOLE)])


def good_lookup() -> Reply:
    return reply(text="项目支出4160.35万元[1]。", figure=figure("4160.35", "万元"), citations=[citation(1, PROJECT)])


def good_change() -> Reply:
    return reply(text="减少10.56万元[1]。", figure=figure("-10.56", "万元"), citations=[citation(1, "减少10.56万元")])


def good_several() -> Reply:
    figures = [figure("4160.35", "万元")]
    cited = [citation(1, "基本支出1039.00万元"), citation(2, PROJECT)]
    return reply(text="1039.00万元[1]；4160.35万元[2]。", figure=figure("1039.00", "万元"), figures=figures, citations=cited)


def good_why() -> Reply:
    return reply(text="原因：“支出增加的原因是就业资金增加”[1]", citations=[citation(1, "支出增加的原因是就业资金增加")])


def good_claim() -> Reply:
    return reply(text="不对，报告写的是4160.35万元[1]。", verdict="false", citations=[citation(1, PROJECT)])


def refusal(reason: str, status: str = "refused") -> Reply:
    return reply(status=status, text="没有这一年的报告。", refusal={"reason": reason, "available": []})


GOOD: dict[str, tuple[Turn, Callable[[], Reply]]] = {
    "share": (SHARE, good_share),
    "lookup": (LOOKUP, good_lookup),
    "change": (CHANGE, good_change),
    "several": (SEVERAL, good_several),
    "why": (WHY, good_why),
    "claim": (CLAIM, good_claim),
    "absent": (ABSENT, lambda: refusal("no_year")),
    "open": (OPEN, lambda: refusal("ambiguous", "clarify")),
    "premise": (PREMISE, lambda: reply(text="前提不对：其实是减少。", verdict="false")),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_reply_pleases_every_scorer(name: str) -> None:
    turn, make = GOOD[name]
    judged = judge(turn, make(), shelf())
    assert judged.headline, judged.faults
    assert judged.outcome in (Outcome.RIGHT, Outcome.REFUSED)
    assert judged.stage is None


def put(path: str, value: Any) -> Callable[[Reply], None]:
    """Set one part of a reply: ``figure.value``, ``calculation.0.result.value``."""

    def change(spoiled: Reply) -> None:
        *way, last = path.split(".")
        part: Any = spoiled
        for name in way:
            part = part[int(name)] if name.isdigit() else part[name]
        part[int(last) if last.isdigit() else last] = value

    return change


def many(*changes: Callable[[Reply], None]) -> Callable[[Reply], None]:
    def change(spoiled: Reply) -> None:
        for each in changes:
            each(spoiled)

    return change


def refuse(spoiled: Reply) -> None:
    spoiled.update(refusal("not_disclosed"))
    spoiled.update(figure=None, figures=[], calculation=[], citations=[], verdict=None)


def answer_anyway(spoiled: Reply) -> None:
    spoiled.update(good_lookup())


MUTANTS: tuple[tuple[str, str, Callable[[Reply], None], str], ...] = (
    # what is done, to which good reply, how, and which scorer must see it
    ("drop 万", "lookup", put("figure.unit", "元"), "scale_error"),
    ("drop 万, figure no longer right", "lookup", put("figure.unit", "元"), "figure_right"),
    ("万 for 亿", "lookup", put("figure.unit", "亿元"), "scale_error"),
    ("ratio for percent", "share", put("figure.value", "0.8002"), "scale_error"),
    ("percent read as 百分点", "share", put("figure.unit", "个百分点"), "figure_right"),
    ("percent read as 倍", "share", put("figure.unit", "倍"), "figure_right"),
    ("unit left out", "lookup", put("figure.unit", ""), "figure_right"),
    ("a float's tail", "share", put("figure.value", "80.03"), "figure_right"),
    ("truncate instead of round", "share", put("figure.value", "80.01"), "figure_right"),
    ("truncated trace", "share", many(put("calculation.0.result.value", "80.01"), put("calculation.0.agrees", False)), "trace_valid"),
    ("last year's figure", "lookup", put("figure.value", "1277.73"), "figure_right"),
    ("the other part's share", "share", put("figure.value", "19.98"), "forbidden"),
    ("no figure", "lookup", put("figure", None), "figure_right"),
    ("no decimal", "lookup", put("figure.value", "四千"), "figure_right"),
    ("direction lost", "change", put("figure.value", "10.56"), "sign_error"),
    ("direction lost, figure no longer right", "change", put("figure.value", "10.56"), "figure_right"),
    ("digits swapped", "lookup", put("figure.value", "4106.35"), "figure_right"),
    ("neighbour's row as operand", "share", put("calculation.0.operands.0.value", "1039.00"), "operands_right"),
    ("neighbour's row, recomputed", "share", put("calculation.0.operands.0.value", "1039.00"), "trace_valid"),
    ("operands swapped in the formula", "share", put("calculation.0.formula", "本年支出合计 ÷ 项目支出"), "trace_valid"),
    ("formula that is no arithmetic", "share", put("calculation.0.formula", "由系统计算"), "trace_valid"),
    ("formula with a foreign operand", "share", put("calculation.0.formula", "项目支出 ÷ 上年支出"), "trace_valid"),
    ("operand missing", "share", lambda r: r["calculation"][0]["operands"].pop(), "operands_right"),
    ("operand in another unit", "share", put("calculation.0.operands.1.unit", "元"), "trace_valid"),
    ("no calculation at all", "share", put("calculation", []), "operands_right"),
    ("disagreement called agreement", "share", put("calculation.0.reported.value", "95.00"), "trace_valid"),
    ("agreement denied", "share", put("calculation.0.agrees", False), "trace_valid"),
    ("number out of nowhere in the text", "lookup", put("text", "项目支出4160.35万元[1]，约占81.5%。"), "grounded"),
    ("year out of nowhere in the text", "lookup", put("text", "2013年项目支出4160.35万元[1]。"), "grounded"),
    ("no citation", "lookup", put("citations", []), "cited"),
    ("one operand uncited", "share", lambda r: r["citations"].pop(), "cited"),
    ("random citation", "lookup", put("citations", [citation(1, "支出增加的原因是")]), "cited"),
    ("random citation beside the right one", "lookup", lambda r: r["citations"].append(citation(2, "支出增加的原因是")), "supported"),
    ("always the top passage", "lookup", put("citations", [citation(1, HEAD.strip())]), "supported"),
    ("the twin's report", "lookup", put("citations", [citation(1, "项目支出7849.35万元", "b")]), "cited"),
    ("cite without the number", "lookup", put("citations", [citation(1, "项目支出")]), "number_in_quote"),
    ("cite the neighbour's number", "lookup", put("citations", [citation(1, "基本支出1039.00万元")]), "number_in_quote"),
    ("quote altered", "lookup", put("citations.0.quote", "项目支出4160.36万元"), "verbatim"),
    ("quote tidied", "lookup", put("citations.0.quote", "项目支出 4160.35 万元"), "verbatim"),
    ("offsets off by one", "lookup", put("citations.0.start", TEXT.index(PROJECT) + 1), "verbatim"),
    ("unknown report cited", "lookup", put("citations.0.report", "zz"), "verbatim"),
    ("page beyond the end", "lookup", put("citations.0.page", 9), "locator_right"),
    ("page lost", "lookup", put("citations.0.page", None), "locator_right"),
    ("wrong section", "lookup", put("citations.0.section", ["五、三公"]), "locator_right"),
    ("citations misnumbered", "share", put("citations.1.n", 5), "locator_right"),
    ("one of several figures left out", "several", put("figures", []), "figures_right"),
    ("a surplus figure", "lookup", put("figures", [figure("1039.00", "万元")]), "nothing_surplus"),
    ("key point left out", "why", put("text", "报告没有说。"), "points_covered"),
    ("verdict turned", "claim", put("verdict", "true"), "verdict_right"),
    ("verdict shirked", "claim", put("verdict", "unverifiable"), "verdict_right"),
    ("always refuse", "lookup", refuse, "answers_when_it_should"),
    ("always refuse a text", "why", refuse, "answers_when_it_should"),
    ("never refuse", "absent", answer_anyway, "refuses_when_it_should"),
    ("guess instead of asking back", "open", answer_anyway, "refuses_when_it_should"),
    ("wrong reason", "absent", put("refusal.reason", "no_item"), "reason_right"),
    ("reason left out", "absent", put("refusal", None), "reason_right"),
    ("false premise swallowed", "premise", put("verdict", None), "answers_when_it_should"),
)


@pytest.mark.parametrize(("name", "change", "scorer"), [mutant[1:] for mutant in MUTANTS], ids=[mutant[0] for mutant in MUTANTS])
def test_a_mutant_is_caught_by_the_scorer_meant_for_it(name: str, change: Callable[[Reply], None], scorer: str) -> None:
    turn, make = GOOD[name]
    spoiled = deepcopy(make())
    change(spoiled)
    assert scorer in faults(score(Trial(turn, spoiled, shelf())))
    assert not judge(turn, spoiled, shelf()).headline


def test_every_scorer_has_a_mutant() -> None:
    assert {name for name, _, _ in SCORERS} == {scorer for *_, scorer in MUTANTS}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"gold": {"kind": "none"}}, "answerable without a gold"),
        ({"gold": {"kind": "figure"}}, "has no value"),
        ({"answerable": "no_year"}, "unanswerable with a figure"),
        ({"gold": SHARE_GOLD | {"value": "80.01"}}, "the gold says 80.01%"),
        ({"gold": SHARE_GOLD | {"formula": "a/c"}}, "does not evaluate"),
        ({"gold": SHARE_GOLD | {"forbid": [{"value": "80.02", "unit": "%"}]}}, "among the forbidden"),
        ({"evidence": [{"file": FILE, "operand": "a", "quote": "项目支出9999.99万元"}]}, "evidence is not in"),
        ({"evidence": [{"file": "没有.txt", "operand": "a", "quote": PROJECT}]}, "evidence is not in"),
        ({"evidence": [{"file": FILE, "operand": "a", "start": 3, "end": 9, "quote_sha256": "0" * 64}]}, "evidence is not in"),
        ({"evidence": [{"file": FILE, "operand": "a", "quote": "基本支出1039.00万元"}]}, "does not show 4160.35"),
        ({"evidence": [{"file": FILE, "operand": "q", "quote": PROJECT}]}, "no operand"),
        ({"evidence": []}, "operand a has no evidence"),
    ],
)  # fmt: skip
def test_the_linter_catches_a_spoiled_case(changes: dict[str, Any], complaint: str) -> None:
    whole: dict[str, Any] = {
        "gold": SHARE_GOLD,
        "evidence": [{"file": FILE, "operand": "a", "quote": PROJECT}, {"file": FILE, "operand": "b", "quote": WHOLE}],
    }
    assert not list(lint(one_case(**whole), shelf()))
    assert any(complaint in problem for problem in lint(one_case(**{**whole, **changes}), shelf()))


def without(value: str) -> Shelf:
    """A shelf whose reader missed one figure."""
    full = shelf()
    kept = tuple(read for read in full.facts["a"] if str(read.quantity.number) != value)
    return Shelf(full.texts, full.files, full.pages, full.sections, {"a": kept})


def unread() -> Shelf:
    full = shelf()
    return Shelf({"b": TWIN}, {TWIN_FILE: "b"}, full.pages, full.sections, {})


@pytest.mark.parametrize(
    ("name", "change", "on", "stage"),
    [
        ("lookup", refuse, unread, Stage.READ),
        ("lookup", refuse, lambda: without("4160.35"), Stage.EXTRACT),
        ("lookup", many(refuse, put("refusal", {"reason": "no_item", "available": []})), shelf, Stage.UNDERSTAND),
        ("lookup", lambda r: r.update(good_share()), shelf, Stage.UNDERSTAND),
        ("lookup", many(put("figure.value", "1277.73"), put("citations", [citation(1, "1277.73万元")])), shelf, Stage.PLAN),
        ("share", many(put("figure.value", "80.01"), put("calculation.0.result.value", "80.01")), shelf, Stage.COMPUTE),
        ("share", put("figure.value", "80.01"), shelf, Stage.COMPUTE),
        ("lookup", lambda r: r["citations"].append(citation(2, "支出增加的原因是")), shelf, Stage.CITE),
        ("lookup", put("text", "81.5%"), shelf, Stage.COMPOSE),
        ("lookup", refuse, shelf, Stage.REFUSE),
        ("absent", answer_anyway, shelf, Stage.REFUSE),
        ("absent", put("refusal.reason", "undefined"), shelf, Stage.REFUSE),
    ],
)
def test_a_failure_is_laid_to_the_stage_that_caused_it(
    name: str, change: Callable[[Reply], None], on: Callable[[], Shelf], stage: Stage
) -> None:
    turn, make = GOOD[name]
    spoiled = deepcopy(make())
    change(spoiled)
    assert judge(turn, spoiled, on()).stage is stage
