"""A whole run over the real road: repeatable to the byte, whatever the number of processes; the report works in a browser from disk."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from eval.running import ask_all
from eval.storing import store
from eval.suites import Options, SuiteRun
from eval.suites.questions import CASES, run_cases, sample_reports
from eval.summary import answer_metrics, risk_coverage, slice_table


@pytest.fixture(scope="module")
def few() -> Any:
    cases = [
        case for case in load_cases(CASES / "sample.jsonl") if case.slice("operation") in ("share", "sum", "dialogue", "ranking", "none")
    ]
    assert len(cases) >= 12
    return cases


def run_few(few: Any, workers: int) -> SuiteRun:
    return run_cases("few", few, sample_reports(), Options(workers=workers, quiet=True), dataset="few")


def test_two_runs_give_the_same_bytes_whatever_the_processes(few: Any, tmp_path: Path) -> None:
    for workers in (1, 2):
        store([run_few(few, workers)], tmp_path / str(workers), model="")
    for file in ("results.jsonl", "summary.json", "results.csv"):
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes()
    lines = (tmp_path / "1" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["case"] for line in lines] == [case.id for case in few for _ in case.turns]
    assert len((tmp_path / "1" / "timings.jsonl").read_text(encoding="utf-8").splitlines()) == len(lines)


def test_a_road_that_raises_is_a_result(few: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr("assistant.ask.ask", broken)
    run = run_few([case for case in few if len(case.turns) == 1][:2], workers=1)
    assert [(result["outcome"], result["stage"]) for result in run.results] == [("broke", "crash"), ("broke", "crash")]
    store([run], tmp_path, model="")
    assert "gone" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_nothing_asked_gives_empty_tables(tmp_path: Path) -> None:
    assert ask_all((), tmp_path, quiet=True) == ()
    assert not slice_table(())
    assert not risk_coverage(())
    assert all(metric.total == 0 for metric in answer_metrics(()))


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium to open the report in")
def test_the_report_opens_from_disk_and_filters(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    results = tuple(_failure(f"q{number}", stage) for number, stage in enumerate(("plan", "plan", "cite")))
    store([SuiteRun(name="sample", results=results)], tmp_path, model="")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto((tmp_path / "report.html").as_uri())
        shown = page.locator("article:visible")
        assert shown.count() == 3
        page.locator("select").select_option("cite")
        assert shown.count() == 1
        page.locator("select").select_option("")
        page.locator("input[type=search]").fill("Q1？")
        assert [shown.count(), page.locator("output").text_content()] == [1, "1 / 3"]
        browser.close()
    assert all(request.startswith("file:") for request in requests)


def _failure(name: str, stage: str) -> dict[str, Any]:
    return {
        "id": name, "case": name, "files": [], "headline": False, "slices": {"operation": "lookup"}, "stage": stage, "faults": ["cited"],
        "question": f"{name}？", "gold": {"figure": "1万元"}, "reply": None, "note": "",
    }  # fmt: skip
