"""The suites with the model off, with one that understands, with one that lies: it may only help."""

import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.settings import settings
from eval.cases import Case, Gold, Turn, load_cases
from eval.libraries import build_library
from eval.running import ask_case
from eval.suites.questions import sample_reports
from eval.summary import Metric, answer_metrics
from index.quantity import Quantity

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "assistant" / "model"))
from asked import ODD  # noqa: E402 – helpers of the model's tests, beside them
from behaviours import BEHAVIOURS  # noqa: E402
from scripted import Script, serving  # noqa: E402

ALLOWED = 0.002
PLANS = {question: plan for question, plan, _ in ODD}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    """The sample suite, and questions that the rules refuse, with their gold."""
    sample = load_cases(ROOT.parent / "eval" / "cases" / "sample.jsonl")
    golds = [(question, Gold(kind="figure", figure=Quantity.parse(figure))) for question, _, figure in ODD]
    odd = [Turn(question=question, answerable="yes", gold=gold) for question, gold in golds]
    made = tuple(replace(sample[0], id=f"odd-{number}", turns=(turn,)) for number, turn in enumerate(odd))
    return (*sample, *made)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("with-model")
    build_library(sample_reports(), found)
    return found


@pytest.fixture(scope="module")
def off(cases: tuple[Case, ...], folder: Path) -> list[dict[str, object]]:
    return run(cases, folder)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    with serving() as (url, script):
        script.behaviour = "whole"
        for name, value in (("URL", url), ("MODEL", url), ("PER_MINUTE", "100000"), ("TOKENS", "20000")):
            monkeypatch.setenv(f"JUESUAN_LLM_{name}", value)
        settings.cache_clear()
        yield script
    settings.cache_clear()


def run(cases: tuple[Case, ...], folder: Path, *, with_model: bool = False) -> list[dict[str, object]]:
    return [result for case in cases for result in ask_case(case, folder, with_model=with_model).results]


def rates(results: list[dict[str, object]]) -> dict[str, float | None]:
    def rate(metric: Metric) -> float | None:
        return metric.rate if metric.total else None

    return {metric.label: rate(metric) for metric in answer_metrics(results)}  # type: ignore[arg-type]


def same(said: str, plan: str) -> bool:
    """Whether a lie drawn by chance happens to be the truth."""
    try:
        drawn, right = json.loads(said), json.loads(plan)
    except json.JSONDecodeError:
        return False
    return isinstance(drawn, dict) and all(drawn.get(name) == right[name] for name in ("operation", "items", "whole"))


@pytest.mark.parametrize("seed", range(2))
def test_a_hostile_model_moves_no_metric(
    cases: tuple[Case, ...], folder: Path, off: list[dict[str, object]], script: Script, seed: int
) -> None:
    rng, names = random.Random(seed), sorted(BEHAVIOURS)

    def lies(body: dict[str, object]) -> str:
        prompt = script.prompt(body)
        said = BEHAVIOURS[rng.choice(names)](prompt, rng)
        return "{{{" if any(question in prompt and same(said, plan) for question, plan in PLANS.items()) else said

    script.answer = lies
    hostile = run(cases, folder, with_model=True)
    assert len(script.requests) >= 20
    before, after = rates(off), rates(hostile)
    moved = {name: (before[name], after[name]) for name in before if abs((before[name] or 0) - (after[name] or 0)) > ALLOWED}
    assert moved == {}
    assert [one["outcome"] for one in hostile] == [one["outcome"] for one in off]


def test_a_model_that_understands_only_helps(cases: tuple[Case, ...], folder: Path, off: list[dict[str, object]], script: Script) -> None:
    def understands(body: dict[str, object]) -> str:
        prompt = script.prompt(body)
        planned = next((plan for question, plan in PLANS.items() if question in prompt), None)
        assert planned is None or not re.search(r"\d", planned)
        return planned or json.dumps({"operation": "none", "orgs": [], "years": [], "items": [], "whole": None, "basis": None})

    script.answer = understands
    perfect = run(cases, folder, with_model=True)
    before, after = ([bool(one["headline"]) for one in results] for results in (off, perfect))
    won = [one["question"] for one, had, has in zip(off, before, after, strict=True) if has and not had]
    assert all(has or not had for had, has in zip(before, after, strict=True))
    assert len(won) >= 10
    assert set(won) <= set(PLANS)
