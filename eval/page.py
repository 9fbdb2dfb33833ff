"""The HTML report of a run: one file, no outside host, everything escaped by the template engine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.suites import SuiteRun

TEMPLATE = Path(__file__).with_name("report.html")
SHOWN = 400


def render(runs: Sequence[SuiteRun], summary: dict[str, Any], manifest: dict[str, Any]) -> str:
    """Return the report: headline, slices, risk and coverage, failures; at most SHOWN failures a suite are drawn, all are counted."""
    from jinja2 import Environment, StrictUndefined, select_autoescape

    environment = Environment(autoescape=select_autoescape(default=True, default_for_string=True), undefined=StrictUndefined)
    environment.filters["percent"] = percent
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    suites = [
        {"name": run.name, "failed": run.failed[:SHOWN], "hidden": max(0, len(run.failed) - SHOWN), **summary[run.name]} for run in runs
    ]
    return template.render(suites=suites, manifest=manifest)


def percent(rate: float | None) -> str:
    """A rate as readers see it: 98.25%, — where nothing was measured."""
    return "—" if rate is None else f"{rate * 100:.2f}%"
