"""Years that have no report of their own: told from a later report that looks back, or refused; nothing is taken for another year's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Reason, Reply
from assistant.ask import ask
from index.library import Library
from tests.assistant.drafts import draft, shelve
from tests.assistant.putting import value
from tests.assistant.soundness import assert_sound

ORG = "青河县林业局"
PROSE = (
    "#二、支出情况\n本年支出合计{2096.80万元|本年支出合计|all}，比上年增加{85.18万元|本年支出合计|all|change|vs:last_year}。"
    "公务接待费{1.06万元|公务接待费}，比上年减少{0.36万元|公务接待费|change|vs:last_year|-}。\n"
    "#三、近三年对比\n2022年本年支出{1880.44万元|本年支出合计|all|y:2022}，2023年本年支出{2011.62万元|本年支出合计|all|y:2023}。"
    "“三公”经费2022年{15.10万元|“三公”经费|y:2022}、2023年{13.42万元|“三公”经费|y:2023}、2024年{11.86万元|“三公”经费}。\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("earlier")
    with shelve(folder, draft(ORG, 2024, PROSE)) as shelved:
        yield shelved


def _asked(text: str, library: Library) -> Reply:
    reply = ask(f"{ORG}{text}", library)
    assert_sound(reply, library)
    return reply


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2022年本年支出是多少", "1880.44万元"),
        ("2022年三公经费花了多少", "15.10万元"),
        ("2024年三公经费比2022年少了多少", "-3.24万元"),
        ("2023年本年支出比2022年增长百分之几", "6.98%"),
        ("近三年三公经费一共多少", "40.38万元"),
        ("2022年、2023年和2024年三公经费合计多少", "40.38万元"),
        ("近三年哪年三公经费最高", "15.10万元"),
        ("近两年三公经费加起来", "25.28万元"),
    ],
)
def test_a_report_that_looks_back_tells_of_years_without_one(text: str, figure: str, library: Library) -> None:
    assert value(_asked(text, library)) == figure


@pytest.mark.parametrize(
    "text",
    [
        "2021年本年支出是多少",
        "2022年公务接待费多少",
        "近四年三公经费一共多少",
        "近四年哪年三公经费最高",
        "近三年公务接待费合计",
        "2022年主要职责",
    ],
)
def test_what_no_report_tells_of_a_year_is_refused(text: str, library: Library) -> None:
    reply = _asked(text, library)
    assert reply.refusal is not None
    assert reply.refusal.reason is Reason.NO_YEAR


@pytest.mark.parametrize("text", ["2024年公务接待费比2022年少了多少", "2024年本年支出比2021年增长百分之几"])
def test_a_change_against_the_year_before_is_none_against_an_earlier_one(text: str, library: Library) -> None:
    assert _asked(text, library).figure is None
