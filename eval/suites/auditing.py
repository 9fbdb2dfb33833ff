"""The audit on planted mistakes, with clean reports beside them: how many mistakes it finds, and how often it cries wolf."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.audit import Finding, Severity, audit
from eval.libraries import build_library
from eval.suites import Options, SuiteRun
from eval.summary import Result, metric
from eval.synth import Recipe, Synthetic, make_reports
from eval.synth.files import write_file
from eval.synth.mistakes import Planted
from index.library import Library

REPORTS = 90
EXPECTED = {
    "conflict": ("W301", "W302"), "unit": ("W303", "E203"), "total": ("E101", "E203"), "tail": ("E101",), "rate": ("E202", "E203", "E204"),
    "direction": ("E201", "E202", "W301"), "template": ("W304",), "missing": ("W304",), "duplicate": ("W301", "E101", "W305"),
}  # fmt: skip
"""Which checks may name a mistake of each kind."""

GRAVE = (Severity.ERROR, Severity.SUSPECT)


def run(_: Options) -> SuiteRun:
    """Audit spoilt and clean reports of the development styles."""
    results = [
        result for errors in (True, False) for result in _audited(Recipe(count=REPORTS, seed=11, styles="development", errors=errors))
    ]
    planted = [result for result in results if result["slices"]["planted"] != "none"]
    clean = [result for result in results if result["slices"]["planted"] == "none"]
    return SuiteRun(
        name="audit",
        results=tuple(results),
        metrics=(
            metric("found", "植入的错误被查出", ((result["headline"], result["id"]) for result in planted)),
            metric("alarms", "无错报告被误报", ((not result["headline"], result["id"]) for result in clean), more_is_better=False),
        ),
        dataset="planted",
        synthetic=True,
    )


def _audited(recipe: Recipe) -> Iterator[Result]:
    with TemporaryDirectory(prefix="juesuan-audit-") as folder:
        reports = tuple(make_reports(recipe))
        files = [write_file(report, Path(folder), "txt") for report in reports]
        build_library(files, Path(folder) / "library")
        with Library.open(Path(folder) / "library") as library:
            ids = {report.file: report.id for report in library.reports()}
            for report, file in zip(reports, files, strict=True):
                if recipe.errors and not report.planted:
                    continue  # nothing in it could carry this kind of mistake
                yield _result(report, file.name, audit(library, ids[file.name]).findings)


def _result(report: Synthetic, file: str, findings: tuple[Finding, ...]) -> Result:
    mistake = report.planted[0] if report.planted else None
    grave = [finding for finding in findings if finding.severity in GRAVE]
    right = any(_names(finding, mistake, report.text) for finding in findings) if mistake else not grave
    said = "；".join(f"{finding.code} {finding.text}" for finding in (findings if mistake else grave))
    where = report.text[max(0, mistake.start - 40) : mistake.end + 20] if mistake else ""
    return {
        "id": f"{file}:{mistake.kind if mistake else 'clean'}", "case": file, "files": [file], "headline": right,
        "slices": {"planted": mistake.kind if mistake else "none", "style": report.style.name}, "stage": None if right else "compute",
        "faults": [] if right else ["missed" if mistake else "alarm"], "gold": None, "reply": None, "question": where or file, "note": said,
    }  # fmt: skip


def _names(finding: Finding, mistake: Planted, text: str) -> bool:
    """Whether a finding is of the kind that was planted and points into its line."""
    line = text.rfind("\n", 0, mistake.start), text.find("\n", mistake.end)
    return finding.code in EXPECTED[mistake.kind] and any(c.start < line[1] and line[0] < c.end for c in finding.citations)
