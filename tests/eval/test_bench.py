"""The side-by-side measurement: what it compares is the same work, and its verdicts follow from its ratios.

Nothing here is timed: how fast a machine is today proves nothing.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import bench as measuring
from eval.bench import FEW_FACTS, Comparison, _reports, _take_turns, _trimmed, _twin
from index.build import read_report
from index.library import Library, Outcome


def test_a_comparison_holds_up_to_its_limit() -> None:
    assert Comparison("x", 1.0, 2.0, 0.5).held
    assert not Comparison("x", 1.01, 2.0, 0.5).held
    assert Comparison("x", 1.0, 4.0, 0.5).to_json()["ratio"] == 0.25


def test_tasks_take_turns_and_the_first_round_is_not_counted() -> None:
    seen: list[str] = []
    seconds = _take_turns({"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}, 2)
    assert seen == ["a", "b"] * 3
    assert seconds.keys() == {"a", "b"}


def test_the_command_fails_where_a_limit_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "compare_all", lambda rounds, crowd, many: (Comparison(f"{rounds}-{crowd}-{many}", 3.0, 1.0, 2.0),))
    done = CliRunner().invoke(measuring.bench, ["--rounds", "1", "--crowd", "2", "--many", "3", "--out", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output.startswith("✗ 1-2-3：3.00（上限 2）")
    assert json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))[0]["held"] is False


def test_twins_are_reports_of_their_own(tmp_path: Path) -> None:
    pattern = read_report(_reports()[0])
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        assert [library.add(_twin(pattern, number))[0] for number in range(45)] == [Outcome.ADDED] * 45
        assert len({report.org for report in library.reports()}) == 45
        assert len(library.facts(items=[pattern.facts[0].item])) >= 45


def test_trimmed_twins_hold_their_first_figures(tmp_path: Path) -> None:
    pattern = _trimmed(read_report(_reports()[0]))
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        library.add(_twin(pattern, 7))
        assert len(library.facts()) == FEW_FACTS
        assert library.text(library.reports()[0].id) == pattern.source.text
