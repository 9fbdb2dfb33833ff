"""Near-twins: the sample questions again, with 200 reports of one template beside the sample reports. No figure may change, no
citation may point to a twin.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.cases import load_cases
from eval.suites import Options, SuiteRun
from eval.suites.questions import CASES, run_cases, sample_reports
from eval.summary import Result, metric
from eval.synth import Recipe, write_reports

TWINS = 200
RECIPE = Recipe(count=TWINS, seed=20, styles="development", style="湖南", office="人力资源和社会保障局")


def run(options: Options) -> SuiteRun:
    """Ask the sample suite among twins."""
    cases = tuple(case for case in load_cases(CASES / "sample.jsonl") if not _about_the_library(case.slice("operation")))
    with TemporaryDirectory(prefix="juesuan-twins-") as folder:
        write_reports(RECIPE, Path(folder))
        twins = sorted((Path(folder) / "reports").iterdir())
        found = run_cases("twins", cases, [*sample_reports(), *twins], options, dataset=repr(RECIPE), synthetic=True)
    names = {path.stem.removesuffix("2019年度部门决算") for path in twins}
    cited = metric(
        "twin_cited", "引到了别家报告", ((_cites(result, names), result["case"]) for result in found.results), more_is_better=False
    )
    return replace(found, metrics=(*found.metrics, cited), notes=("样例报告之外另有 200 份同一文风、同类单位的合成报告",))


def _about_the_library(operation: str) -> bool:
    return operation == "corpus"


def _cites(result: Result, names: set[str]) -> bool:
    reply = result["reply"]
    return any(citation["org"] in names or citation["title"] in names for citation in reply["citations"])
