"""Words: bigrams rank the passage that says it, on the fly and through the index alike."""

from pathlib import Path

import pytest

from index import searching
from index.lexical import Bag, rank, terms
from index.library import Library
from tests.index.readings import SUBJECTS, reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("接待", ["接待"]),
        ("费", ["费"]),
        ("2020年度", ["2020", "年度"]),
        ("4.46万元", ["4.46", "万元"]),
        ("GDP增长", ["gdp", "增长"]),
        ("“三公”经费", ["三公", "经费"]),
        ("，。 ", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_the_passage_with_the_rarest_words_comes_first() -> None:
    bags = [Bag.of(text) for text in ("收入支出总体情况", "公务接待费支出减少", "收入支出预算情况")]
    assert [at for at, _ in rank("公务接待费为什么减少", bags)] == [1]


def test_nothing_in_common_finds_nothing() -> None:
    assert rank("天气", [Bag.of("公务接待费")]) == []
    assert rank("", [Bag.of("公务接待费")]) == []
    assert rank("公务", []) == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_named_report_and_the_whole_library_agree_on_the_best(tmp_path: Path, subject: str) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, report = library.add(reading())
        named = library.search(f"{subject}是多少", reports=[report.id])[0].passage
        anywhere = library.search(f"{subject}是多少")[0].passage
    assert subject in named.text
    assert named == anywhere


def test_only_named_reports_are_searched(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, wanted = library.add(reading(org="清河县卫生局"))
        library.add(reading())
        hits = library.search("清河县教育局公务接待费", reports=[wanted.id], k=100)
        assert {hit.passage.report for hit in hits} == {wanted.id}
        assert library.search("公务接待费", reports=[]) == ()


def test_many_named_reports_are_searched_through_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        wanted = {library.add(reading(org=f"第{n}局"))[1].id for n in range(4)}
        library.add(reading(org="第四局之外"))
        one_by_one = library.search("第2局会议费", reports=wanted, k=100)
        monkeypatch.setattr(searching, "_SMALL", 0)
        through_index = library.search("第2局会议费", reports=wanted, k=100)
    assert one_by_one[0] == through_index[0]
    assert {hit.passage.report for hit in through_index} == wanted


@pytest.mark.parametrize("query", ['"', "AND OR NOT", "公务*", "公务接待费 NEAR(", "t:公务", "\x00", "a" * 5000, "公务接待费" * 500])
def test_no_query_breaks_the_index(tmp_path: Path, query: str) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, report = library.add(reading())
        library.search(query)
        library.search(query, reports=[report.id])
