"""What an upload does to the library: a status in plain words, vectors that follow, nothing half done."""

from pathlib import Path

from assistant.web.shelf import Shelf
from tests.web.reports import report_text


def test_an_added_report_is_answered_from_and_its_vectors_follow(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    path = tmp_path / "水务局2021.txt"
    path.write_text(report_text(2021), "utf-8")
    status = shelf.add(path)
    assert status.status == "added"
    assert [report.id for report in shelf.library.reports()] == [status.report.id] if status.report else False
    assert shelf._following is not None
    shelf._following.join(120)
    assert shelf.library.without_vectors() == 0
    assert shelf.add(path).status == "unchanged"


def test_a_broken_file_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library", vectors=False)
    path = tmp_path / "空.txt"
    path.write_text("", "utf-8")
    status = shelf.add(path)
    assert status.status == "failed"
    assert status.reason
    assert shelf.library.reports() == ()


def test_the_key_is_compared_whole(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library", "钥匙", vectors=False)
    assert shelf.allowed("钥匙", local=False)
    assert not shelf.allowed("钥", local=True)
    assert not shelf.allowed("", local=True)
