"""The gate: a run against a committed baseline. Lower bounds hold, and nothing that was right is lost without being named.

A baseline is ``baseline/SUITE.json``: ``bounds`` (metric → the least rate, or the most where less is better), ``right`` (ids that were
right), ``given_up`` (id → why it may be lost).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.suites import SuiteRun

BASELINES = Path(__file__).with_name("baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a suite must keep."""

    bounds: Mapping[str, float]
    right: tuple[str, ...]
    given_up: Mapping[str, str]


def load_baseline(suite: str, folder: Path = BASELINES) -> Baseline:
    """Read a suite's baseline."""
    record = json.loads((folder / f"{suite}.json").read_text(encoding="utf-8"))
    return Baseline(bounds=record["bounds"], right=tuple(record["right"]), given_up=record["given_up"])


def breaches(run: SuiteRun, baseline: Baseline) -> tuple[str, ...]:
    """Return a line for every bound missed and every item lost; none when the gate is open."""
    return (*_missing(run), *_missed_bounds(run, baseline), *_lost(run, baseline))


def renew(run: SuiteRun, baseline: Baseline | None, folder: Path = BASELINES) -> Path:
    """Write the run as the new baseline. Bounds are kept where there are any; they are set by people, not by runs."""
    path = folder / f"{run.name}.json"
    right = sorted(result["id"] for result in run.results if result["headline"])
    record = {
        "bounds": dict(baseline.bounds) if baseline else {},
        "given_up": {id_: why for id_, why in (baseline.given_up if baseline else {}).items() if id_ not in right},
        "right": right,
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return path


def _missing(run: SuiteRun) -> tuple[str, ...]:
    return (f"{run.name}：未能运行（{run.missing}）",) if run.missing else ()


def _missed_bounds(run: SuiteRun, baseline: Baseline) -> Sequence[str]:
    metrics = {metric.name: metric for metric in run.metrics}
    lines = []
    for name, bound in baseline.bounds.items():
        metric = metrics.get(name)
        if metric is None or metric.rate is None:
            lines.append(f"{run.name}：指标 {name} 没有测到")
        elif metric.rate < bound if metric.more_is_better else metric.rate > bound:
            lines.append(f"{run.name}：{metric.label} {metric.rate:.4f}，界限 {bound}")
    return lines


def _lost(run: SuiteRun, baseline: Baseline) -> Sequence[str]:
    right = {result["id"] for result in run.results if result["headline"]}
    known = {result["id"]: result for result in run.results}
    lost = [id_ for id_ in baseline.right if id_ not in right and id_ not in baseline.given_up]
    return [f"{run.name}：原来答对的 {id_} 现在{_fate(known.get(id_))}" for id_ in lost]


def _fate(result: Mapping[str, object] | None) -> str:
    return "不在测试集里" if result is None else f"不对（{result.get('stage') or '—'}）"
