"""Suites of questions: cases asked of a library, judged, summed up."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from eval.cases import Case, digest, load_cases
from eval.libraries import fingerprint, library_of
from eval.running import Asked, ask_all
from eval.suites import Options, SuiteRun
from eval.summary import answer_metrics

CASES = Path(__file__).parents[1] / "cases"


def sample(options: Options) -> SuiteRun:
    """Questions with gold made by hand over the sample reports that ship with the project."""
    return _over_samples("sample", options)


def paraphrase(options: Options) -> SuiteRun:
    """The sample suite's questions in six and more wordings each: ``paraphrase.jsonl`` names the case and lists the wordings."""
    paths = (CASES / "sample.jsonl", CASES / "paraphrase.jsonl")
    return run_cases("paraphrase", tuple(reworded(*paths)), sample_reports(), options, dataset=digest(paths))


def shared(options: Options) -> SuiteRun:
    """Questions with gold made by reading real reports, which are not in this repository: only values, slots and offsets are."""
    return _over_real("shared", options)


def blind(number: int) -> Callable[[Options], SuiteRun]:
    """A round of questions over real and sample reports, written whole before the product was first asked any of them."""
    return partial(_over_real, f"blind{number}")


def styles(options: Options) -> SuiteRun:
    """What citizens ask about the reports of ``facts.styles``."""
    return replace(_over_real("styles", options), name="styles_questions")


def from_file(path: Path, options: Options) -> SuiteRun:
    """A suite of the user's own, asked of the library that the user names (or of the sample reports)."""
    return run_cases(path.stem, load_cases(path), sample_reports(), options, dataset=digest([path]))


def run_cases(
    name: str, cases: Sequence[Case], reports: Sequence[Path], options: Options, *, dataset: str, synthetic: bool = False
) -> SuiteRun:
    """Ask *cases* of a library of *reports* (or of the one in the options)."""
    with library_of(reports, options.library) as folder:
        asked = ask_all(cases, folder, workers=options.workers, quiet=options.quiet, with_model=options.with_model)
        library = fingerprint(folder)
    results = tuple(result for case in asked for result in case.results)
    return SuiteRun(
        name=name,
        results=results,
        metrics=answer_metrics(results),
        dataset=dataset,
        library=library,
        timings=_timings(asked),
        synthetic=synthetic,
    )


def reworded(cases: Path, wordings: Path) -> Iterator[Case]:
    """Yield each wording as a case of its own with the gold of the case that it is like."""
    known = {case.id: case for case in load_cases(cases)}
    for line in wordings.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        like = known[record["like"]]
        for number, wording in enumerate(record["wordings"], 1):
            yield replace(like, id=f"{like.id}:{number}", turns=(replace(like.turns[0], question=wording),))


def sample_reports() -> tuple[Path, ...]:
    """The sample reports' files."""
    from index.samples import paths

    return tuple(paths())


def _over_real(name: str, options: Options) -> SuiteRun:
    path = CASES / f"{name}.jsonl"
    cases = load_cases(path)
    real = sorted((options.shared / "reports").iterdir()) if options.shared else []
    there = {file.name: file for file in (*sample_reports(), *(CASES / "reports").iterdir(), *real)}
    wanted = sorted({file for case in cases for file in case.files})
    absent = [file for file in wanted if file not in there]
    if absent:
        return SuiteRun(name=name, missing=f"没有这些报告：{'、'.join(absent)}")
    return run_cases(name, cases, [there[file] for file in wanted], options, dataset=digest([path]))


def _over_samples(name: str, options: Options) -> SuiteRun:
    path = CASES / f"{name}.jsonl"
    return run_cases(name, load_cases(path), sample_reports(), options, dataset=digest([path]))


def _timings(asked: Sequence[Asked]) -> tuple[dict[str, object], ...]:
    return tuple(
        {"id": result["id"], "seconds": round(second, 6), "peak_kib": case.peak_kib}
        for case in asked
        for result, second in zip(case.results, case.seconds, strict=True)
    )
