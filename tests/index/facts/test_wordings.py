"""Usual official wordings, with whose money each figure is; subjects that a list prints beside their later names."""

import tomllib
from pathlib import Path

import pytest

from index.facts import merge, read_facts
from index.records import Fact, Identity, ReportKind, ReportLevel, Section, Source

WORDINGS = tomllib.loads(Path(__file__).with_name("wordings.toml").read_text("utf-8"))
SPECIFIC = "五、一般公共预算财政拨款支出决算情况说明"


def read(text: str, *headings: str) -> tuple[Fact, ...]:
    identity = Identity(
        org="临河市东岭区水务局", region="临河市东岭区", year=2022, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=""
    )
    source = Source(file="", sha256="", format="txt", text=text)
    facts, _ = read_facts(source, (Section(headings, 1, 0, len(text), 0),), identity, "r")
    return merge(facts)


def written(fact: Fact) -> str:
    behind = fact.against.value if fact.against else f"of {fact.whole}" if fact.whole else ""
    scope = fact.scope.value if fact.scope else ""
    return "|".join([fact.item, str(fact.year), str(fact.quantity), fact.basis.value, fact.measure.value, scope, behind]).rstrip("|")


@pytest.mark.parametrize("wording", WORDINGS)
def test_wording(wording: str) -> None:
    case = WORDINGS[wording]
    assert [written(fact) for fact in read(case["text"], *case["headings"])] == case["figures"]


def test_a_subject_beside_its_later_name_answers_under_its_own() -> None:
    facts = read(
        "1.农林水支出（类）农业农村（款）农田建设（项）：支出决算为64.00万元，完成预算80%。\n"
        "2.农林水支出（类）农业农村（款）耕地建设与利用（项）：支出决算为8.00万元，完成预算100%。",
        SPECIFIC,
    )
    assert [(fact.item, fact.known, fact.value_as_printed) for fact in facts] == [
        ("农林水支出/农业农村/农田建设", False, "64.00万元"),
        ("农林水支出/农业农村/农田建设", False, "80%"),
        ("农林水支出/农业农村/耕地建设与利用", True, "8.00万元"),
        ("农林水支出/农业农村/耕地建设与利用", True, "100%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.农林水支出（类）农业农村（款）农田建设（项）：支出决算为64.00万元。",
        "1.农林水支出（类）农业农村（款）农田建设（项）：支出决算为64.00万元。\n"
        "2.农林水支出（类）农业农村（款）耕地建设与利用（项）：支出决算为64.00万元。",
    ],
    ids=["alone", "one figure under both names"],
)
def test_an_older_name_alone_is_the_subject_of_today(text: str) -> None:
    assert {fact.item for fact in read(text, SPECIFIC)} == {"农林水支出/农业农村/耕地建设与利用"}
