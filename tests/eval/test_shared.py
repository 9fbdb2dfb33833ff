"""The suite over real reports holds none of their words, and says so when they are not there."""

from eval.cases import load_cases
from eval.suites import Options
from eval.suites.questions import CASES, shared

PATH = CASES / "shared.jsonl"


def test_no_sentence_of_a_report_is_kept() -> None:
    places = [place for case in load_cases(PATH) for turn in case.turns for place in turn.evidence]
    assert places
    assert all(not place.quote and not place.within and place.quote_sha256 for place in places)


def test_without_the_reports_the_suite_says_that_it_is_not_available() -> None:
    run = shared(Options(shared=None))
    assert run.results == ()
    assert "没有这些报告" in run.missing


def test_the_suite_is_as_broad_as_it_says() -> None:
    cases = load_cases(PATH)
    turns = [turn for case in cases for turn in case.turns]
    spoken = [case for case in cases if case.slice("phrasing") != "plain"]
    unanswerable = [turn for turn in turns if turn.answerable not in ("yes", "false_premise")]
    assert len(cases) >= 400
    assert len(spoken) >= 0.33 * len(cases)
    assert len({turn.answerable for turn in unanswerable}) == 7
    assert len(unanswerable) >= 80
    assert sum(len(case.turns) > 1 for case in cases) >= 40
