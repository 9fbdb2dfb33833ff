"""The gate and the comparison: a bound missed or a right item lost is named and fails."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.compare import compare, compare_results
from eval.gate import Baseline, breaches, load_baseline, renew
from eval.storing import store
from eval.suites import SuiteRun
from eval.summary import metric


def result(name: str, right: bool, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "case": name, "files": [name], "headline": right, "slices": {"operation": "lookup"}, "faults": [],
        "question": f"{name}？",
        "stage": None if right else "plan", "gold": None, "reply": None, "note": "", **more,
    }  # fmt: skip


def run_of(*marks: tuple[str, bool], name: str = "sample") -> SuiteRun:
    results = tuple(result(item, right) for item, right in marks)
    rate = metric("headline", "答对", ((right, item) for item, right in marks))
    errors = metric("scale_error", "量级", ((False, item) for item, _ in marks), more_is_better=False)
    return SuiteRun(name=name, results=results, metrics=(rate, errors))


def baseline(right: tuple[str, ...], given_up: dict[str, str] | None = None, **bounds: float) -> Baseline:
    return Baseline(bounds=bounds, right=right, given_up=given_up or {})


def test_the_gate_is_open_when_all_holds() -> None:
    assert not breaches(run_of(("a", True), ("b", False)), baseline(("a",), headline=0.5, scale_error=0.0))


@pytest.mark.parametrize(
    ("base", "line"),
    [
        (baseline((), headline=0.6), "0.5000，界限 0.6"),
        (baseline(("b",)), "原来答对的 b 现在不对（plan）"),
        (baseline(("c",)), "c 现在不在测试集里"),
        (baseline((), unknown=0.5), "指标 unknown 没有测到"),
    ],
)
def test_the_gate_names_what_is_lost(base: Baseline, line: str) -> None:
    assert any(line in breach for breach in breaches(run_of(("a", True), ("b", False)), base))


def test_less_is_better_for_errors() -> None:
    errors = metric("scale_error", "量级", [(True, "a"), (False, "b")], more_is_better=False)
    run = SuiteRun(name="sample", results=(), metrics=(errors,))
    assert breaches(run, baseline((), scale_error=0.0))


def test_an_item_may_be_lost_when_it_is_named() -> None:
    assert not breaches(run_of(("b", False)), baseline(("b",), {"b": "题目改了"}))


def test_a_suite_that_could_not_run_fails() -> None:
    assert breaches(SuiteRun(name="sample", missing="没有报告"), baseline(()))


def test_renewing_keeps_the_bounds(tmp_path: Path) -> None:
    renew(run_of(("a", True), ("b", True)), baseline(("a",), {"b": "曾经不对"}, headline=0.9), tmp_path)
    renewed = load_baseline("sample", tmp_path)
    assert (renewed.bounds, renewed.right, renewed.given_up) == ({"headline": 0.9}, ("a", "b"), {})


def test_a_synthetic_baseline_names_what_failed(tmp_path: Path) -> None:
    first = replace(run_of(("a", True), ("b", False)), synthetic=True)
    renew(first, None, tmp_path)
    kept = load_baseline("sample", tmp_path)
    assert (kept.items, kept.failed, kept.right) == (2, ("b",), ())
    assert not breaches(first, kept)
    assert "a 现在不对" in breaches(run_of(("a", False), ("b", False)), kept)[0]
    assert "现在只有 1 项" in breaches(run_of(("a", True)), kept)[0]


def test_two_runs_are_compared_item_by_item(tmp_path: Path) -> None:
    store([run_of(("a", True), ("b", False), ("c", True))], tmp_path / "1", model="")
    store([run_of(("a", True), ("b", True), ("d", True))], tmp_path / "2", model="")
    found = compare(tmp_path / "1", tmp_path / "2")
    assert (found.won, found.lost, found.gone, found.new) == (("sample/b",), (), ("sample/c",), ("sample/d",))
    assert found.exit_code == 1  # c was right and is gone
    assert compare(tmp_path / "1", tmp_path / "1").exit_code == 0


def test_a_lost_item_regresses() -> None:
    found = compare_results({"s/a": result("a", True)}, {"s/a": result("a", False)})
    assert (found.lost, found.exit_code) == (("s/a",), 1)
    assert found.slices == (("operation=lookup", 1, 0, 1),)


def test_the_same_results_are_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("1", "2"):
        store([run_of(("a", True), ("b", False))], tmp_path / folder, model="")
    for file in ("results.jsonl", "summary.json", "results.csv"):
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes()
    assert json.loads((tmp_path / "1" / "manifest.json").read_text(encoding="utf-8"))["suites"]["sample"]["missing"] == ""


def test_a_spreadsheet_cannot_take_a_cell_for_a_formula(tmp_path: Path) -> None:
    run = SuiteRun(name="sample", results=(result("a", False, question='=HYPERLINK("x")'),))
    store([run], tmp_path, model="")
    assert "\"'=HYPERLINK" in (tmp_path / "results.csv").read_text(encoding="utf-8-sig")


def test_the_report_escapes_what_it_shows(tmp_path: Path) -> None:
    run = SuiteRun(name="sample", results=(result("a", False, question="<script>alert(1)</script>"),))
    store([run], tmp_path, model="")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "http" not in page.replace("http-equiv", "")
