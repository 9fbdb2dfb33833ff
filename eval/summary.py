"""From judged turns to rates: metrics with intervals, and tables by slice. Pure: the same results give the same bytes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.intervals import clustered, wilson

Result = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A rate: how many of how many, with the 95 % Wilson interval and, over reports, the clustered bootstrap's."""

    name: str
    label: str
    right: int
    total: int
    low: float
    high: float
    cluster_low: float | None = None
    cluster_high: float | None = None
    more_is_better: bool = True

    @property
    def rate(self) -> float | None:
        """Right of total; None of nothing."""
        return self.right / self.total if self.total else None

    def to_json(self) -> dict[str, Any]:
        """The metric with its bounds rounded to six places."""
        bounds = {"low": self.low, "high": self.high, "cluster_low": self.cluster_low, "cluster_high": self.cluster_high, "rate": self.rate}
        return {
            "name": self.name, "label": self.label, "right": self.right, "total": self.total, "more_is_better": self.more_is_better,
            **{name: None if value is None else round(value, 6) for name, value in bounds.items()},
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceRow:
    """One value of one slice: how its turns fared."""

    slice: str
    value: str
    total: int
    right: int
    wrong: int
    refused: int
    low: float
    high: float

    def to_json(self) -> dict[str, Any]:
        """The row as the report and the files show it."""
        return {
            "slice": self.slice, "value": self.value, "total": self.total, "right": self.right, "wrong": self.wrong,
            "refused": self.refused, "low": round(self.low, 6), "high": round(self.high, 6),
        }  # fmt: skip


def metric(name: str, label: str, pairs: Iterable[tuple[bool, str]], *, more_is_better: bool = True) -> Metric:
    """Build a metric from (right, cluster) pairs."""
    clusters: dict[str, list[bool]] = defaultdict(list)
    for good, cluster in pairs:
        clusters[cluster].append(good)
    right, total = sum(sum(items) for items in clusters.values()), sum(len(items) for items in clusters.values())
    low, high = wilson(right, total)
    near, far = clustered(clusters) if len(clusters) > 1 else (None, None)
    return Metric(
        name=name,
        label=label,
        right=right,
        total=total,
        low=low,
        high=high,
        cluster_low=near,
        cluster_high=far,
        more_is_better=more_is_better,
    )


def answer_metrics(results: Sequence[Result]) -> tuple[Metric, ...]:
    """The rates of a question suite, the headline first."""

    def over(name: str, label: str, chosen: Callable[[Result], bool], good: Callable[[Result], bool], *, more: bool = True) -> Metric:
        return metric(name, label, ((good(r), cluster(r)) for r in results if chosen(r)), more_is_better=more)

    def scored(name: str, label: str, *, more: bool = True) -> Metric:
        return over(name, label, lambda r: r["scores"][name] is not None, lambda r: r["scores"][name] is True, more=more)

    counts = [result["counts"] for result in results]
    return (
        over("headline", "答对、出处齐全、无多余", lambda _: True, lambda r: r["headline"]),
        over(
            "figure_right_and_cited",
            "数字正确且有出处",
            _has_figure,
            lambda r: r["scores"]["figure_right"] is True and r["scores"]["cited"] is not False,
        ),
        scored("figure_right", "数字正确"),
        over("refused_right", "不能答的：拒答且理由正确", _unanswerable, lambda r: r["outcome"] == "refused"),
        over("refused", "不能答的：没有作答", _unanswerable, lambda r: r["outcome"] in ("refused", "misreasoned")),
        over("refusal_precision", "拒答中确应拒答的", _refusing, lambda r: r["outcome"] != "false_refusal"),
        over("false_refusal", "能答却拒答", lambda r: r["answerable"] == "yes", lambda r: r["outcome"] == "false_refusal", more=False),
        over(
            "wrong_when_answering",
            "作答中答错的",
            lambda r: r["outcome"] in ("right", "wrong"),
            lambda r: r["outcome"] == "wrong",
            more=False,
        ),
        scored("scale_error", "量级错误", more=False),
        scored("sign_error", "方向错误", more=False),
        scored("forbidden", "误取他年、他单位、他口径", more=False),
        scored("operands_right", "计算取数正确"),
        scored("trace_valid", "算式可复算"),
        scored("grounded", "正文数字均有来历"),
        scored("points_covered", "文字要点齐全"),
        scored("verdict_right", "判断正确"),
        scored("verbatim", "引文逐字一致"),
        scored("locator_right", "出处位置正确"),
        scored("number_in_quote", "引文含所引数字"),
        _micro("citation_recall", "应引已引", [(c["proved"], c["needed"]) for c in counts]),
        _micro("citation_precision", "引文确有支持", [(c["supporting"], c["citations"]) for c in counts]),
        over("clarified", "有歧义时反问或拒答", lambda r: r["answerable"] == "ambiguous", lambda r: r["outcome"] == "refused"),
        metric("dialogues", "整段对话全对", _dialogues(results)),
    )


def truthfulness(results: Sequence[Result]) -> float:
    """(right − wrong) ÷ all: one wrong figure outweighs one right one, a refusal counts nothing unless it was due."""
    right = sum(result["outcome"] in ("right", "refused") for result in results)
    wrong = sum(result["outcome"] == "wrong" for result in results)
    return round((right - wrong) / len(results), 6) if results else 0.0


def slice_table(results: Sequence[Result]) -> tuple[SliceRow, ...]:
    """Every slice's values in order, with how their turns fared; ``answerable`` and ``split`` are slices too."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        for name, value in [*result["slices"].items(), ("answerable", result.get("answerable", "")), ("split", result.get("split", ""))]:
            if value:
                groups[name, str(value)].append(result)
    return tuple(_slice_row(name, value, group) for (name, value), group in sorted(groups.items()))


def risk_coverage(results: Sequence[Result]) -> tuple[dict[str, Any], ...]:
    """Operations from the least risky on: how much is answered and how much of it is wrong, as each is let in."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.get("answerable") == "yes":
            groups[result["slices"].get("operation", "")].append(result)
    total, answered, wrong, rows = sum(map(len, groups.values())), 0, 0, []
    for name, group in sorted(groups.items(), key=lambda pair: (_risk(pair[1]), pair[0])):
        answered += sum(r["outcome"] in ("right", "wrong") for r in group)
        wrong += sum(r["outcome"] == "wrong" for r in group)
        rows.append({"operation": name, "coverage": round(answered / total, 6), "risk": round(wrong / answered, 6) if answered else 0.0})
    return tuple(rows)


def stages(results: Sequence[Result]) -> dict[str, int]:
    """How many failures each stage of the road caused."""
    found: dict[str, int] = defaultdict(int)
    for result in results:
        if result.get("stage"):
            found[result["stage"]] += 1
    return dict(sorted(found.items()))


def cluster(result: Result) -> str:
    """The reports that a turn rests on: what a bootstrap draws."""
    return "|".join(result.get("files", ())) or "none"


def _has_figure(result: Result) -> bool:
    return result["scores"]["figure_right"] is not None


def _unanswerable(result: Result) -> bool:
    return result["answerable"] not in ("yes", "false_premise")


def _refusing(result: Result) -> bool:
    return result["outcome"] in ("refused", "misreasoned", "false_refusal")


def _micro(name: str, label: str, counts: Sequence[tuple[int, int]]) -> Metric:
    right, total = sum(found for found, _ in counts), sum(all_ for _, all_ in counts)
    low, high = wilson(right, total)
    return Metric(name=name, label=label, right=right, total=total, low=low, high=high)


def _dialogues(results: Sequence[Result]) -> list[tuple[bool, str]]:
    cases: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        cases[result["case"]].append(result)
    return [(all(r["headline"] for r in turns), cluster(turns[0])) for turns in cases.values() if len(turns) > 1]


def _slice_row(name: str, value: str, group: Sequence[Result]) -> SliceRow:
    right = sum(result["headline"] for result in group)
    low, high = wilson(right, len(group))
    wrong = sum(result.get("outcome") == "wrong" for result in group)
    refused = sum(result.get("outcome") == "false_refusal" for result in group)
    return SliceRow(slice=name, value=value, total=len(group), right=right, wrong=wrong, refused=refused, low=low, high=high)


def _risk(group: Sequence[Result]) -> float:
    answered = [r for r in group if r["outcome"] in ("right", "wrong")]
    return sum(r["outcome"] == "wrong" for r in answered) / len(answered) if answered else 1.0
