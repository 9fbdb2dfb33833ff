"""The suites: what each measures is in its module. To add one: a module with ``run``, a row of SUITES in ``eval.table``."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.summary import Metric, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to run: the library to ask (None builds the suite's own), the folder of real reports (None where absent).

    ``with_model`` lets the language model of the settings help; without it the rules answer alone.
    """

    library: Path | None = None
    shared: Path | None = None
    workers: int = 2
    quiet: bool = False
    seed: int = 7
    with_model: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteRun:
    """What one suite gave. ``missing`` says why it could not run; ``synthetic`` keeps it apart from real reports."""

    name: str
    results: tuple[Result, ...] = ()
    metrics: tuple[Metric, ...] = ()
    dataset: str = ""
    library: str = ""
    timings: tuple[dict[str, Any], ...] = ()
    missing: str = ""
    synthetic: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def failed(self) -> tuple[Result, ...]:
        """The results that are not right."""
        return tuple(result for result in self.results if not result["headline"])
