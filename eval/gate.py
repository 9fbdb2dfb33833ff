"""The gate: a run against a committed baseline. Lower bounds hold, and nothing that was right is lost without being named.

A baseline is ``baseline/SUITE.json``: ``bounds`` (metric → the least rate, or the most where less is better), ``given_up`` (id → why
it may be lost) and what was right: of hand-made cases the ids (``right``), of the many thousand synthetic ones how many there were
(``items``) and the ids of the others (``failed``).
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
    given_up: Mapping[str, str]
    right: tuple[str, ...] = ()
    items: int | None = None
    failed: tuple[str, ...] = ()


def load_baseline(suite: str, folder: Path = BASELINES) -> Baseline:
    """Read a suite's baseline."""
    record = json.loads((folder / f"{suite}.json").read_text(encoding="utf-8"))
    return Baseline(
        bounds=record["bounds"], given_up=record["given_up"],
        right=tuple(record.get("right", ())), items=record.get("items"), failed=tuple(record.get("failed", ())),
    )  # fmt: skip


def breaches(run: SuiteRun, baseline: Baseline) -> tuple[str, ...]:
    """Return a line for every bound missed and every item lost; none when the gate is open."""
    return (*_missing(run), *_missed_bounds(run, baseline), *_lost(run, baseline))


def renew(run: SuiteRun, baseline: Baseline | None, folder: Path = BASELINES) -> Path:
    """Write the run as the new baseline. Bounds are kept where there are any; they are set by people, not by runs."""
    path = folder / f"{run.name}.json"
    right = sorted(result["id"] for result in run.results if result["headline"])
    record: dict[str, object] = {
        "bounds": dict(baseline.bounds) if baseline else {},
        "given_up": {id_: why for id_, why in (baseline.given_up if baseline else {}).items() if id_ not in right},
    }
    if run.synthetic:
        record |= {"items": len(run.results), "failed": sorted(result["id"] for result in run.failed)}
    else:
        record |= {"right": right}
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
    known = {result["id"]: result for result in run.results}
    lost = [id_ for id_ in baseline.right if id_ not in known or not known[id_]["headline"]]
    if baseline.items is not None:
        lost += [result["id"] for result in run.failed if result["id"] not in baseline.failed]
    lines = [f"{run.name}：原来答对的 {id_} 现在{_fate(known.get(id_))}" for id_ in lost if id_ not in baseline.given_up]
    if baseline.items is not None and len(run.results) < baseline.items:
        lines.append(f"{run.name}：原来有 {baseline.items} 项，现在只有 {len(run.results)} 项")
    return lines


def _fate(result: Mapping[str, object] | None) -> str:
    return "不在测试集里" if result is None else f"不对（{result.get('stage') or '—'}）"
