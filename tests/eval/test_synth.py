"""Synthetic reports: reproducible, true to their own truth, adding up; cases that hold; mistakes where they are said to be."""

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from eval.cases import load_cases
from eval.lint import lint
from eval.shelf import Shelf
from eval.synth import Recipe, Synthetic, make_reports, noise, write_reports
from eval.synth.mistakes import KINDS
from eval.synth.style import styles
from eval.synth.tables import sheets
from index.records import Measure


@pytest.fixture(scope="module")
def reports() -> tuple[Synthetic, ...]:
    return tuple(make_reports(Recipe(count=40, seed=5)))


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("1", "2"):
        write_reports(Recipe(count=6, seed=9, formats=("txt", "html", "pdf")), tmp_path / folder)
    files = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*") if path.is_file())
    assert len(files) == 6 + 3
    assert all((tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes() for file in files)


def test_another_seed_writes_other_reports() -> None:
    assert [r.text for r in make_reports(Recipe(count=3, seed=1))] != [r.text for r in make_reports(Recipe(count=3, seed=2))]


def test_every_stated_figure_stands_where_the_truth_says(reports: tuple[Synthetic, ...]) -> None:
    for report in reports:
        for stated in report.stated:
            printed = report.text[stated.start : stated.end].replace(",", "").replace(" ", "")
            assert printed == f"{abs(stated.value):f}{stated.unit}"


def test_the_accounts_add_up(reports: tuple[Synthetic, ...]) -> None:
    for report in reports:
        a = report.ledger.now.amounts
        assert a["收入"] + a["年初结转"] == a["支出"] + a["年末结转"] == a["总计"]
        assert a["基本"] + a["项目"] == a["支出"]
        assert a["财收入"] == a["公收入"] + a["基金收入"]
        assert a["财收入"] + a["财年初结转"] == a["财支出"] + a["财年末结转"]
        assert a["公人员"] + a["公公用"] == a["公基本"]
        assert a["三公"] == a["出国"] + a["购置"] + a["运维"] + a["接待"]
        assert sum(line.final for line in report.ledger.now.lines) == a["公支出"]


def test_a_history_carries_its_balance_over(reports: tuple[Synthetic, ...]) -> None:
    pairs = [(one, two) for one, two in pairwise(reports) if one.org == two.org]
    assert pairs
    assert all(two.ledger.now.amounts["年初结转"] == one.ledger.now.amounts["年末结转"] for one, two in pairs)


def test_there_are_enough_styles_and_phrasings() -> None:
    assert len(styles("development")) >= 6
    assert len(styles("held_out")) >= 3
    assert not {style.name for style in styles("development")} & {style.name for style in styles("held_out")}
    texts = [text for style in styles() for chapter in style.chapters for say in chapter.say for text in (*say.texts, *say.zero)]
    for key in ("{总计}", "{收入}", "{支出}", "{公支出}", "{公基本}", "{三公}", "{接待}", "{公车}", "{机关运行}", "{采购}", "{项}", "{类}"):
        assert len({text for text in texts if key in text}) >= 12, key


def test_a_falling_figure_is_negative(reports: tuple[Synthetic, ...]) -> None:
    changes = [(r, s) for r in reports for s in r.stated if s.slot.measure is Measure.CHANGE and s.value]
    assert changes
    for report, stated in changes:
        words = report.text[max(0, stated.start - 6) : stated.start]
        assert any(word in words for word in (("减少",) if stated.value < 0 else ("增加",)))


def test_cases_hold_against_their_reports(tmp_path: Path) -> None:
    write_reports(Recipe(count=8, seed=3), tmp_path)
    cases = load_cases(tmp_path / "cases.jsonl")
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "reports").iterdir()}
    shelf = Shelf(texts=texts, files={name: name for name in texts})
    assert len(cases) > 80
    assert not [problem for case in cases for problem in lint(case, shelf) if "has no evidence" not in problem]  # zeros have none


def test_the_truth_file_lists_every_figure(tmp_path: Path) -> None:
    written = write_reports(Recipe(count=3, seed=3), tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == written.facts
    text = (tmp_path / "reports" / lines[0]["file"]).read_text(encoding="utf-8")
    assert lines[0]["unit"] in text[lines[0]["start"] : lines[0]["end"]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_mistake_is_planted_where_it_is_said(kind: str) -> None:
    spoilt = [
        report for report in make_reports(Recipe(count=90, seed=11, errors=True)) for planted in report.planted if planted.kind == kind
    ]
    assert spoilt
    for report in spoilt:
        (planted,) = report.planted
        assert report.text[planted.start : planted.end] != planted.before or kind == "duplicate"
        assert report.text[planted.start : planted.end].strip()


@pytest.mark.parametrize("kind", noise.KINDS)
def test_noise_moves_the_truth_with_the_text(kind: str, reports: tuple[Synthetic, ...]) -> None:
    report = reports[0]
    text, stated = noise.roughen(report.text, report.stated, kind, Random(1))
    assert text != report.text
    assert len(stated) == len(report.stated)
    for one in stated:
        printed = "".join(text[one.start : one.end].translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%")).split())
        digits = "".join(letter for letter in printed.split("—")[0] if letter in "0123456789.")
        assert kind in ("pages", "wrap", "lines") or Decimal(digits or "0") == abs(one.value)
        assert not text[one.start].isspace()


def test_every_table_has_its_amounts(reports: tuple[Synthetic, ...]) -> None:
    made = sheets(reports[0].ledger)
    assert [sheet.number for sheet in made] == [f"公开{number:02d}表" for number in range(1, 10)]
    summary = {amount.slot.items[0]: amount.yuan for amount in made[0].amounts()}
    assert summary["收入总计"] == summary["支出总计"] == Decimal(reports[0].ledger.now.amounts["总计"]) * 100


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf", "xlsx"])
def test_a_report_is_written_in_every_format(suffix: str, tmp_path: Path) -> None:
    from index.reading import read

    write_reports(Recipe(count=1, seed=4, formats=(suffix,)), tmp_path)
    (path,) = (tmp_path / "reports").iterdir()
    assert len(read(path).grids) == 9
