"""The reading road: what is taken from a folder, what is an annex, what never stops the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index import build as road
from index import samples
from index.build import build, build_all, build_one, expand_all, read_report, tables_only
from index.errors import LibraryError, ReadingError
from index.library import Library, Outcome
from index.records import Grid, Source

REPORT = samples.paths()[0]


def source(text: str, *grids: Grid) -> Source:
    return Source(file="x", sha256="0", format="txt", text=text, grids=grids)


def test_folders_give_their_files_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.txt", "sub/c.DOCX", ".git/d.txt", ".e.txt", "~$a.docx", "__MACOSX/a.txt", "f.py", "g"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [(path.relative_to(tmp_path).as_posix(), bool(reason)) for path, reason in expand_all([tmp_path])]
    assert found == [("a.txt", False), ("b.pdf", False), ("f.py", True), ("g", True), ("sub/c.DOCX", False)]


def test_a_named_file_is_tried_whatever_its_name(tmp_path: Path) -> None:
    assert expand_all([tmp_path / "no-such"]) == ((tmp_path / "no-such", ""),)


def test_a_report_is_added_once(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        assert build(REPORT, library)[0] is Outcome.ADDED
        first, second = (build_one(REPORT, library) for _ in range(2))
        assert first.status == second.status == "unchanged"
        assert len(library.reports()) == 1
        assert library.original(library.reports()[0].id) is not None


def test_a_copy_under_another_name_is_unchanged(tmp_path: Path) -> None:
    copy = tmp_path / f"复件{REPORT.suffix}"
    copy.write_bytes(REPORT.read_bytes())
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        assert [status.status for status in build_all([REPORT, copy], library)] == ["added", "unchanged"]


WHOLE = (
    """清河县水务局2022年度部门决算
一、支出决算情况
本年支出合计1,200.00万元。其中：基本支出800.00万元，项目支出400.00万元。
二、“三公”经费
公务接待费支出决算为0.46万元。
三、其他事项
"""
    + "各项工作按计划完成。\n" * 10
)
TABLE = "四、支出决算表\n单位：万元\n科目名称\t本年支出合计\n合计\t1,200.00\n农林水支出\t1,150.00\n"


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_poorer_copy_leaves_the_report_and_says_so(tmp_path: Path) -> None:
    full, poor = saved(tmp_path, "全文.txt", WHOLE + TABLE), saved(tmp_path, "正文.md", WHOLE)
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        assert build_one(poor, library).status == "added"
        richer = build_one(full, library)
        assert (richer.status, richer.reason) == ("replaced", "替换了《正文.md》")
        again = build_one(poor, library)
        assert again.status == "unchanged"
        assert "《全文.txt》含这份文件的全部数字" in again.reason
        assert [report.file for report in library.reports()] == ["全文.txt"]
        assert "农林水支出" in {fact.item for fact in library.facts()}


def test_a_corrected_figure_replaces_the_version_before(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        build_one(saved(tmp_path, "全文.txt", WHOLE + TABLE), library)
        corrected = build_one(saved(tmp_path, "更正.txt", WHOLE.replace("0.46", "0.64")), library)
        assert corrected.status == "replaced"
        assert {str(fact.quantity) for fact in library.facts(items=["公务接待费"])} == {"0.64万元"}


def test_an_annex_of_tables_stands_beside_the_text(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        build_one(saved(tmp_path, "正文.txt", WHOLE), library)
        annex = build_one(saved(tmp_path, "附表.txt", "清河县水务局2022年度部门决算公开表\n" + TABLE), library)
        assert annex.status == "added"
        assert sorted(report.part for report in library.reports()) == ["", "表"]


def test_facts_and_passages_stand_in_the_stored_text(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, report = build(REPORT, library)
        text = library.text(report.id)
        facts = library.facts(reports=[report.id])
        assert len(facts) > 50
        assert all(fact.quote == text[fact.start : fact.end] for fact in facts)
        assert all(passage.text == text[passage.start : passage.end] for passage in library.passages(report.id))


def test_what_a_stage_did_not_expect_fails_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(path: Path, **named: object) -> object:
        if path.name == "odd":
            raise ValueError("an odd text")
        return genuine(path, **named)

    genuine: Callable[..., object] = road.read_report
    (tmp_path / "odd").write_text("x")
    monkeypatch.setattr(road, "read_report", stumble)
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        statuses = list(build_all([tmp_path / "odd", REPORT], library))
    assert [status.status for status in statuses] == ["failed", "added"]
    assert "an odd text" in statuses[0].reason


def test_a_library_that_cannot_be_written_ends_everything(tmp_path: Path) -> None:
    Library.open(tmp_path, writable=True, embedding="off").close()
    with Library.open(tmp_path, embedding="off") as reader, pytest.raises(LibraryError, match="只读"):
        list(build_all([REPORT], reader))


def test_named_organisation_and_year_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、收入支出决算总体情况\n本年收入合计120.50万元，本年支出合计118.20万元。\n", encoding="utf-8")
    with pytest.raises(ReadingError):
        read_report(path)
    reading = read_report(path, org="清河县教育局", year=2023)
    assert (reading.identity.org, reading.identity.year) == ("清河县教育局", 2023)


def test_tables_without_sentences_are_an_annex() -> None:
    grid = Grid(0, 40, 2, 2, ())
    assert tables_only(source("表" * 40 + "\n单位：万元。\n注：本表反映情况。本表为空。", grid))
    assert not tables_only(source("表" * 40 + "\n支出增加。" * 20, grid))
    assert not tables_only(source("没有表格"))


def test_a_listing_without_figures_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "index.md"
    path.write_text(
        "# 清河县教育局2023年度部门决算\n\n| 文件 | 说明 |\n|---|---|\n| 甲.pdf | 决算 |\n| 乙.pdf | 附件 |\n", encoding="utf-8"
    )
    with pytest.raises(ReadingError, match="没有一个数字"):
        read_report(path)
