"""Suites of questions: cases asked of a library, judged, summed up."""

from collections.abc import Sequence
from pathlib import Path

from eval.cases import Case, load_cases
from eval.libraries import fingerprint, library_of
from eval.running import Asked, ask_all
from eval.suites import Options, SuiteRun
from eval.summary import answer_metrics

CASES = Path(__file__).parents[1] / "cases"


def sample(options: Options) -> SuiteRun:
    """Questions with gold made by hand over the sample reports that ship with the project."""
    return _over_samples("sample", options)


def paraphrase(options: Options) -> SuiteRun:
    """The same question in six and more wordings, over the sample reports."""
    return _over_samples("paraphrase", options)


def from_file(path: Path, options: Options) -> SuiteRun:
    """A suite of the user's own, asked of the library that the user names (or of the sample reports)."""
    return run_cases(path.stem, load_cases(path), sample_reports(), options, digest=_digest(path))


def run_cases(
    name: str, cases: Sequence[Case], reports: Sequence[Path], options: Options, *, digest: str, synthetic: bool = False
) -> SuiteRun:
    """Ask *cases* of a library of *reports* (or of the one in the options)."""
    with library_of(reports, options.library) as folder:
        asked = ask_all(cases, folder, workers=options.workers, quiet=options.quiet)
        library = fingerprint(folder)
    results = tuple(result for case in asked for result in case.results)
    return SuiteRun(
        name=name,
        results=results,
        metrics=answer_metrics(results),
        dataset=digest,
        library=library,
        timings=_timings(asked),
        synthetic=synthetic,
    )


def sample_reports() -> tuple[Path, ...]:
    """The sample reports' files."""
    from index.samples import paths

    return tuple(paths())


def _over_samples(name: str, options: Options) -> SuiteRun:
    path = CASES / f"{name}.jsonl"
    return run_cases(name, load_cases(path), sample_reports(), options, digest=_digest(path))


def _digest(path: Path) -> str:
    from eval.cases import digest

    return digest([path])


def _timings(asked: Sequence[Asked]) -> tuple[dict[str, object], ...]:
    return tuple(
        {"id": result["id"], "seconds": round(second, 6), "peak_kib": case.peak_kib}
        for case in asked
        for result, second in zip(case.results, case.seconds, strict=True)
    )
