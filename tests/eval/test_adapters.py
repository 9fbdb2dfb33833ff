"""Public formats in, BEIR out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.adapters import UnknownFormat, adapt, gold_of
from eval.cases import load_cases, parse_case
from eval.commands import main
from eval.suites.questions import CASES

FORMATS = {
    "rgb-zh": '{"id": 7, "query": "收入多少？", "answer": [["1,201.5万元"]], "positive": [], "negative": []}\n',
    "rageval": '{"query": {"query_id": 7, "content": "收入多少？"}, "ground_truth": {"keypoints": ["1201.5万元"]}}\n',
    "finglm": '{"id": 7, "question": "收入多少？", "answer": ["1201.5万元"]}\n',
    "tat-qa": '[{"questions": [{"uid": "7", "question": "收入多少？", "answer": [12015], "scale": "thousand"}]}]',
    "jfinqa": '{"id": "7", "qa": {"question": "收入多少？", "answer": "1201.5万元"}}\n',
}


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_becomes_a_case(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "suite"
    path.write_text(FORMATS[kind], encoding="utf-8")
    (record,) = adapt(kind, path)
    turn = parse_case(record).turns[0]
    assert turn.question == "收入多少？"
    assert turn.gold.figure is not None
    assert turn.gold.figure.in_base == 12015000


@pytest.mark.parametrize(
    ("answers", "kind"),
    [(["80.02%"], "figure"), (["约八成"], "text"), ([], "text"), (["12人", "十二人"], "text"), (["-3.5万元"], "figure")],
)
def test_only_numbers_with_units_are_figures(answers: list[str], kind: str) -> None:
    assert gold_of(answers)["kind"] == kind


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="finglm"):
        list(adapt("squad", tmp_path))


def test_the_command_writes_a_suite_that_loads(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(FORMATS["finglm"], encoding="utf-8")
    done = CliRunner().invoke(main, ["adapt", "finglm", str(source), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert [case.id for case in load_cases(out)] == ["finglm-7"]
    assert CliRunner().invoke(main, ["adapt", "squad", str(source), "--out", str(out)]).exit_code == 2


def test_a_suite_and_its_library_become_a_beir_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["export", str(CASES / "sample.jsonl"), "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    corpus = {
        json.loads(line)["_id"]: json.loads(line)["text"] for line in (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    }
    rows = [line.split("\t") for line in (tmp_path / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    held = {passage for query, passage, _ in rows if query == "sample-h-jobs"}
    assert held
    assert all("6501人" in corpus[passage] for passage in held)
