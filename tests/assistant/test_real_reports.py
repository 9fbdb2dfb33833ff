"""The two first real reports, where they are at hand: read, asked, answered to the printed digit."""

import os
from pathlib import Path

import pytest

from assistant.answer import Reason, Status
from assistant.ask import ask, converse
from index.build import build
from index.library import Library
from tests.assistant.soundness import assert_sound

SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[3] / "shared"))  # noqa: TID251
REPORTS = ("赫山区人力资源和社会保障局2020年度部门决算.txt", "芦淞区人力资源和社会保障局2019年度部门决算.txt")

pytestmark = pytest.mark.skipif(not (SHARED / "reports" / REPORTS[0]).is_file(), reason="the shared real reports are not here")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("real"), writable=True)
    for name in REPORTS:
        build(SHARED / "reports" / name, library)
    return library


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("赫山区2020年项目支出占比", "80.02%"),
        ("芦淞区2019年项目支出占比", "23.80%"),
        ("赫山区人社局2020年其他收入占收入总计的比重", "14.88%"),
        ("赫山区2020年三公经费", "4.46万元"),
        ("赫山区人社局2020年总支出比上年增长多少", "306.92%"),
        ("赫山区人社局2020年三公经费完成预算的多少", "223.00%"),
        ("赫山区2020年其他就业补助支出是多少", "2583.94万元"),
        ("芦淞区2019年机关运行经费", "160.02万元"),
        ("赫山区2020年结转结余变动率", "-28.88%"),
        ("赫山区2020年人员经费和公用经费加起来多少", "805.02万元"),
        ("赫山区2020年总支出扣除项目支出后还剩多少", "1039.00万元"),
        ("赫山区2020年公务接待费平均每人次多少元", "49.56元/人次"),
    ],
)
def test_figures(real: Library, question: str, value: str) -> None:
    reply = ask(question, real)
    assert_sound(reply, real)
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == value


@pytest.mark.parametrize(
    ("question", "reason"),
    [("赫山区卫生健康局2020年三公经费", Reason.NO_REPORT), ("芦淞区人社局2022年总支出", Reason.NO_YEAR)],
)
def test_refusals(real: Library, question: str, reason: Reason) -> None:
    reply = ask(question, real)
    assert_sound(reply, real)
    assert reply.refusal is not None
    assert reply.refusal.reason is reason


def test_the_reports_own_contradiction_is_warned_of_and_both_are_cited(real: Library) -> None:
    reply = ask("赫山区2020年三公经费", real)
    warning = next(warning for warning in reply.warnings if warning.code == "conflict")
    assert "11.01万元" in warning.text
    assert len({reply.citations[n - 1].quote for n in warning.citations}) == 2


def test_the_printed_share_agrees(real: Library) -> None:
    step = ask("赫山区2020年项目支出占比", real).calculation[0]
    assert step.agrees is True
    assert step.reported is not None
    assert str(step.reported.quantity) == "80.02%"


def test_a_conversation(real: Library) -> None:
    first, second = converse(["赫山区2020年公务接待费多少", "培训费呢"], real)
    assert str(first.figure and first.figure.quantity) == "4.46万元"
    assert second.status is Status.ANSWERED, second.text
    assert second.understood.years == (2020,)
