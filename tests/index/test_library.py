"""The library keeps what it was given, exactly; replaces, removes, and says clearly what it cannot do."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LibraryError, LibraryTooNew
from index.library import Library, Outcome
from index.records import Basis, Measure, Place, Scope
from tests.index.readings import SUBJECTS, reading


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", writable=True, embedding="off") as opened:
        yield opened


def test_everything_of_a_reading_comes_back_as_it_was(library: Library) -> None:
    given = reading()
    outcome, report = library.add(given)
    assert outcome is Outcome.ADDED
    assert library.reports() == (report,)
    assert library.text(report.id) == given.source.text
    assert library.sections(report.id) == given.sections
    assert library.passages(report.id) == given.passages
    assert library.facts(reports=[report.id]) == given.facts
    assert library.unrecognised(report.id) == given.unrecognised
    assert (report.passages, report.facts, report.unrecognised, report.characters) == (8, 8, 1, len(given.source.text))


def test_figures_keep_the_places_they_were_printed_with(library: Library) -> None:
    _, report = library.add(reading(amount="1.20"))
    assert {str(fact.quantity) for fact in library.facts(reports=[report.id])} == {"1.20万元"}


def test_a_place_is_found_on_its_page(library: Library) -> None:
    given = reading()
    _, report = library.add(given)
    line = given.source.lines[2]
    assert library.place(report.id, line.start, line.end) == Place(line.start, line.end, 1, line.box)


def test_the_same_file_is_unchanged_and_another_version_replaces(library: Library) -> None:
    _, first = library.add(reading(amount="4.20"))
    assert library.add(reading(amount="4.20"))[0] is Outcome.UNCHANGED
    outcome, second = library.add(reading(amount="5.00", sentences=3))
    assert outcome is Outcome.REPLACED
    assert second.id == first.id
    assert {str(fact.quantity) for fact in library.facts()} == {"5.00万元"}
    assert len(library.passages(first.id)) == 3
    assert library.search("4.20万元", reports=[first.id]) != ()  # 万元 is still there
    assert not any("4.20" in hit.passage.text for hit in library.search("4.20万元"))


def test_an_annex_of_tables_stands_beside_the_narrative_report(library: Library) -> None:
    library.add(reading())
    assert library.add(reading(part="表"))[0] is Outcome.ADDED
    assert [report.part for report in library.reports()] in (["", "表"], ["表", ""])


def test_removing_leaves_nothing_in_the_files(tmp_path: Path) -> None:
    original = tmp_path / "原件.txt"
    original.write_text("琉璃河", encoding="utf-8")
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        _, kept = library.add(reading())
        _, gone = library.add(reading(org="琉璃河镇人民政府"), original=original)
        assert library.original(gone.id) is not None
        library.remove(gone.id)
        assert library.reports() == (kept,)
        assert library.search("琉璃河") == ()
        assert all("琉璃" not in item for item, _ in library.labels())
    files = [path for path in (tmp_path / "library").rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert "琉璃".encode() not in path.read_bytes(), path


def test_facts_are_found_by_every_slot(library: Library) -> None:
    _, old = library.add(reading(year=2022))
    _, new = library.add(reading(year=2023))
    assert {fact.year for fact in library.facts(years=[2022])} == {2022}
    assert [fact.item for fact in library.facts(reports=[new.id], items=["会议费"])] == ["会议费"]
    assert {fact.scope for fact in library.facts(scopes=[None])} == {None}
    assert {fact.scope for fact in library.facts(scopes=[Scope.GENERAL_PUBLIC_BUDGET])} == {Scope.GENERAL_PUBLIC_BUDGET}
    assert len(library.facts(scopes=[None, Scope.GENERAL_PUBLIC_BUDGET])) == 16
    assert library.facts(bases=[Basis.BUDGET]) == ()
    assert len(library.facts(measures=[Measure.AMOUNT], reports=[old.id])) == 8
    assert library.facts(reports=[]) == ()
    assert library.facts(items=[]) == ()


def test_facts_come_in_the_order_of_reports_and_places(library: Library) -> None:
    library.add(reading(org="清河县卫生局"))
    library.add(reading(year=2023))
    library.add(reading(year=2022))
    asked = [(fact.org, fact.year, fact.start) for fact in library.facts(measures=[Measure.AMOUNT])]
    whole = [(fact.org, fact.year, fact.start) for fact in library.facts(reports=[report.id for report in library.reports()])]
    assert asked == whole == sorted(asked)


def test_labels_are_counted_down_when_reports_go(library: Library) -> None:
    _, one = library.add(reading(sentences=2))
    _, two = library.add(reading(year=2022, sentences=1))
    assert dict(library.labels()) == {SUBJECTS[0]: True, SUBJECTS[1]: False}
    assert library.labels([two.id]) == ((SUBJECTS[0], True),)
    library.remove(one.id)
    assert library.labels() == ((SUBJECTS[0], True),)


def test_a_report_is_known_by_the_start_of_its_id(library: Library) -> None:
    _, report = library.add(reading())
    assert library.report(report.id[:5]) == report
    with pytest.raises(LibraryError, match="没有这份报告：zzz"):
        library.report("zzz")
    with pytest.raises(LibraryError, match="没有这份报告"):
        library.report("%")


def test_an_ambiguous_start_of_an_id_is_said(library: Library) -> None:
    added = [library.add(reading(year=year))[1].id for year in range(2000, 2018)]
    twice = next(start for start in "0123456789abcdef" if sum(name.startswith(start) for name in added) > 1)
    with pytest.raises(LibraryError, match="不止一份"):
        library.report(twice)


def test_a_writer_sees_what_another_wrote(library: Library) -> None:
    library.add(reading())
    with Library.open(library.folder, embedding="off") as reader:
        before = reader.changes()
        assert len(reader.reports()) == 1
        library.add(reading(year=2022))
        assert len(reader.reports()) == 2
        assert reader.changes() > before


def test_a_folder_without_a_library_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="没有资料库"):
        Library.open(tmp_path / "nowhere")


def test_a_file_that_is_no_library_is_said(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"this is not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(LibraryError, match="不是资料库"):
        Library.open(tmp_path)


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        library.add(reading())
    with sqlite3.connect(tmp_path / "library.sqlite3") as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    database.close()
    before = (tmp_path / "library.sqlite3").read_bytes()
    for writable in (False, True):
        with pytest.raises(LibraryTooNew, match="更新的版本"):
            Library.open(tmp_path, writable=writable)
    assert (tmp_path / "library.sqlite3").read_bytes() == before


def test_a_reader_cannot_write(library: Library) -> None:
    with Library.open(library.folder, embedding="off") as reader, pytest.raises(LibraryError, match="只读"):
        reader.add(reading())


def test_the_original_file_is_kept_and_goes_with_its_version(library: Library, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    _, report = library.add(reading(amount="1.00"), original=first)
    kept = library.original(report.id)
    assert kept is not None
    assert kept.read_bytes() == b"one"
    library.add(reading(amount="2.00"), original=second)
    assert not kept.exists()
    renewed = library.original(report.id)
    assert renewed is not None
    assert renewed.read_bytes() == b"two"


def test_a_report_that_changed_kind_of_text_keeps_other_reports_words(library: Library) -> None:
    library.add(reading())
    library.add(replace(reading(year=2022), passages=()))
    library.remove(next(report.id for report in library.reports() if report.year == 2022))
    assert library.search("公务接待费")[0].passage.text.startswith("清河县教育局2023年公务接待费")


def test_a_copy_that_a_killed_writer_left_is_cleared_up(library: Library, tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"one")
    _, report = library.add(reading(), original=original)
    (library.folder / "originals" / "half-copied").write_bytes(b"on")
    library.tidy()
    assert [path.name for path in (library.folder / "originals").iterdir()] == [f"{report.sha256}.pdf"]


def test_one_copy_serves_two_reports_until_both_are_gone(library: Library, tmp_path: Path) -> None:
    original = tmp_path / "a.pdf"
    original.write_bytes(b"one")
    first = reading(year=2022)
    second = replace(reading(year=2023), source=replace(reading(year=2023).source, sha256=first.source.sha256))
    _, one = library.add(first, original=original)
    _, two = library.add(second, original=original)
    library.remove(one.id)
    assert library.original(two.id) is not None
    library.remove(two.id)
    assert list((library.folder / "originals").iterdir()) == []
