"""Cases: what is read from JSONL, and what is refused."""

import json
from pathlib import Path

import pytest

from eval.cases import CaseError, load_cases
from eval.lint import lint_files
from eval.suites.questions import CASES

GOOD = {
    "id": "a-1",
    "split": "development",
    "slices": {"operation": "lookup", "phrasing": "plain"},
    "question": "？",
    "answerable": "no_year",
}


def suite(folder: Path, *records: object) -> Path:
    path = folder / "suite.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_question_is_a_dialogue_of_one_turn(tmp_path: Path) -> None:
    (case,) = load_cases(suite(tmp_path, GOOD))
    assert [turn.question for turn in case.turns] == ["？"]
    assert case.slice("operation") == "lookup"
    assert case.slice("nothing") == ""


def test_turns_keep_their_order_and_their_own_gold(tmp_path: Path) -> None:
    turns = [
        {"question": "一", "answerable": "yes", "gold": {"kind": "text", "points": [["甲"]]}},
        {"question": "二", "answerable": "no_item"},
    ]
    record = {key: value for key, value in GOOD.items() if key not in ("question", "answerable")} | {"turns": turns}
    (case,) = load_cases(suite(tmp_path, record))
    assert [(turn.question, turn.gold.points) for turn in case.turns] == [("一", (("甲",),)), ("二", ())]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"answerable": "maybe"}, "maybe"),
        ({"split": "train"}, "train"),
        ({"gold": {"kind": "figure", "value": 12.5, "unit": "%"}}, "12.5"),  # a float is no figure
        ({"gold": {"kind": "figure", "value": "1e3", "unit": "元"}}, "1e3"),
        ({"evidence": [{"file": "甲.txt"}]}, "not valid"),
        ({"surprise": 1}, "surprise"),
        ({"slices": {"operation": "lookup"}}, "phrasing"),
        ({"id": "有空格"}, "does not match"),
    ],
)
def test_a_line_that_breaks_the_schema_names_itself(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    with pytest.raises(CaseError, match=r"suite\.jsonl:2") as error:
        load_cases(suite(tmp_path, GOOD, GOOD | {"id": "a-2"} | change))
    assert complaint in str(error.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="twice"):
        load_cases(suite(tmp_path, GOOD, GOOD))


def test_a_line_that_is_no_json_names_itself(tmp_path: Path) -> None:
    path = suite(tmp_path, GOOD)
    path.write_text(path.read_text(encoding="utf-8") + "{", encoding="utf-8")
    with pytest.raises(CaseError, match=r"suite\.jsonl:2"):
        load_cases(path)


def test_the_sample_suite_is_large_and_mixed() -> None:
    cases = load_cases(CASES / "sample.jsonl")
    turns = [turn for case in cases for turn in case.turns]
    rough = [case for case in cases if case.slice("phrasing") != "plain"]
    assert len(cases) >= 100
    assert len(rough) / len(cases) >= 0.25
    assert {turn.answerable for turn in turns} >= {
        "yes", "no_report", "no_year", "no_item", "not_disclosed", "undefined", "out_of_scope", "ambiguous", "false_premise",
    }  # fmt: skip
    assert {case.slice("operation") for case in cases} >= {
        "lookup", "share", "change", "change_rate", "completion", "difference", "sum", "multiple", "per_unit", "remainder", "reverse",
        "ranking", "verify", "reason", "definition", "duties", "composition", "passage", "corpus", "indicator", "dialogue",
    }  # fmt: skip


def test_the_sample_suite_holds_against_the_sample_reports() -> None:
    assert lint_files([CASES / "sample.jsonl"]) == []
