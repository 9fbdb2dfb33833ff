"""Is it true that …: what people ask in their own words, and what the reports say to it."""

import pytest

from assistant.answer import Status
from assistant.ask import ask
from index.library import Library
from tests.assistant.soundness import assert_sound

# 青河县水务局2021: “三公” 6.00 of 9.00 planned, 8.00 the year before; 支出 700, 收入 800, 项目支出 400; 2022: 支出 840, “三公” 5.00.
ASKED = (
    # a bound on a fall is one on its size, and no bound is kept by the opposite move
    ("2021年三公经费比上年下降超过三成吗", "false"),
    ("2021年三公经费比上年下降两成以上吗", "true"),
    ("2021年三公经费比上年下降不到三成，对吗", "true"),
    ("2021年三公经费比上年减少不足1万元，对吗", "false"),
    ("2021年三公经费比上年增长不到一成，对吗", "false"),
    # 超没超 and 有没有超 ask, 没超 says
    ("2021年三公经费有没有超预算", "false"),
    ("2021年三公经费超没超预算", "false"),
    ("2021年三公经费没有超预算吧", "true"),
    ("2021年三公经费突破预算了吗", "false"),
    ("2021年三公经费控制在预算以内了吗", "true"),
    ("2021年三公经费有没有增加", "false"),
    ("2021年三公经费是不是没降", "false"),
    ("2021年三公经费花完预算了吗", "false"),
    # one figure beside another, never beside the year before
    ("2021年支出大于收入吗", "false"),
    ("2021年收入是不是超过了支出", "true"),
    ("2021年项目支出超过总支出的一半，是吗", "true"),
    ("2021年基本支出超过总支出的一半，是吗", "false"),
    ("2021年项目支出占大头吗", "true"),
    ("2021年三公经费不到预算的七成吗", "true"),
    # how near is near enough
    ("2021年三公经费近6.6万元，对吗", "unverifiable"),
    ("2021年基本支出占比将近四成五，对吗", "true"),
    ("2021年项目支出占比近八成，对吗", "false"),
    ("2021年项目支出大概占七分之四，对吗", "true"),
    ("2021年三公经费6万元都不到，对吗", "false"),
    ("2021年接待了一百六十人次，对吗", "true"),
    ("2021年国内公务接待超过二百人次吗", "false"),
    ("2021年公务接待上百人次，对吗", "true"),
    ("2021年支出突破千万元了吗", "false"),
    ("2021年支出过百万了吗", "true"),
    ("2021年收入是不是过亿了", "false"),
    # multiples
    ("2021年三公经费是预算的两倍，对吗", "false"),
    ("2022年支出翻了一番，对吗", "false"),
    ("2022年支出增长不到一倍，对吗", "true"),
    ("2021年三公经费是不是把预算花光了", "false"),
    ("2021年三公经费比上年降了两成半，对吗", "true"),
    ("2021年基本支出占三成半，对吗", "false"),
    ("2021年有两辆公务用车，对吗", "true"),
    # whether there is any
    ("2021年有没有人出国", "false"),
    ("2021年搞没搞因公出国", "false"),
    ("2021年没有人出国吧", "true"),
    ("2021年有公务用车吗", "true"),
    # between two bounds, each said in full or not
    ("2021年三公经费在5万到7万之间吗", "true"),
    ("2021年三公经费在7万到8万之间吗", "false"),
    ("2021年三公经费介于5到7万元之间，对吗", "true"),
    ("2021年项目支出占比在50%到55%之间吗", "false"),
    # parts and their sum
    ("2021年基本支出加项目支出等于本年支出吗", "true"),
    ("2021年本年支出等于基本支出和项目支出之和，对吗", "true"),
    ("2021年基本支出加项目支出等于本年收入吗", "false"),
    # the most of a group, and year after year
    ("2022年三公经费是两年里最低的吗", "true"),
    ("2021年项目支出是支出里最大的吗", "true"),
    ("2021年基本支出是本年支出里最多的，对吗", "false"),
    ("2022年三公经费连续两年下降了，对吗", "true"),
    ("2022年支出连续两年下降了，对吗", "false"),
    ("三公经费年年下降吗", "true"),
    ("三公经费一年比一年多吗", "false"),
    # one bound for several figures
    ("2021年和2022年三公经费都低于5.5万元吗", "false"),
    ("2021年和2022年三公经费都超过4万元吗", "true"),
    ("2021年基本支出和项目支出都超过350万元吗", "false"),
    ("2021年基本支出和项目支出都不到500万元，对吗", "true"),
    # less than a part of it
    ("2021年三公经费预算花了一半都没有，是真的吗", "false"),
    ("2021年三公经费预算七成都没花完，对吗", "true"),
)


@pytest.mark.parametrize(("asked", "verdict"), ASKED)
def test_a_question_that_asks_whether_something_is_so_gets_a_verdict(asked: str, verdict: str, library: Library) -> None:
    reply = ask("青河县水务局" + asked, library)
    assert_sound(reply, library)
    assert reply.verdict is not None, reply.text
    assert reply.verdict.value == verdict, reply.text


def test_what_a_figure_is_compared_with_is_asked_for_where_it_was_not_read(library: Library) -> None:
    reply = ask("青河县水务局2021年三公经费高于那个吗", library)
    assert reply.status is Status.CLARIFY


def test_a_share_taken_for_granted_is_denied_where_it_is_another(library: Library) -> None:
    reply = ask("青河县水务局2021年怎么项目支出占了八成", library)
    assert "premise" in [warning.code for warning in reply.warnings], reply.text
    held = ask("青河县水务局2021年怎么项目支出占了近六成", library)
    assert "premise" not in [warning.code for warning in held.warnings], held.text


def test_a_claim_that_was_not_read_is_asked_back_and_never_answered_with_a_bare_figure(library: Library) -> None:
    reply = ask("青河县水务局2021年三公经费很吓人吗", library)
    assert reply.status in (Status.CLARIFY, Status.REFUSED), reply.text
    assert reply.figure is None


@pytest.mark.parametrize("asked", ["2022年三公经费是近五年最低的吗", "2015年三公经费是三年里最低的吗"])
def test_years_that_are_not_there_settle_nothing(asked: str, library: Library) -> None:
    reply = ask("青河县水务局" + asked, library)
    assert reply.verdict is None
    assert reply.status is Status.REFUSED


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("Did the 三公经费 of 青河县水务局 exceed its budget in 2021?", "false"),
        ("Was the 三公经费 of 青河县水务局 in 2021 within budget?", "true"),
        ("Did total expenditure of 青河县水务局 rise in 2022?", "true"),
    ],
)
def test_a_claim_in_english_gets_a_verdict(asked: str, verdict: str, library: Library) -> None:
    reply = ask(asked, library)
    assert_sound(reply, library)
    assert reply.verdict is not None, reply.text
    assert reply.verdict.value == verdict


@pytest.mark.parametrize(
    "asked",
    ["How much did 青河县水务局 spend on chocolate in 2021?", "How many snow leopards did 青河县水务局 count in 2021?"],
)
def test_an_english_word_that_nothing_explains_is_asked_back(asked: str, library: Library) -> None:
    reply = ask(asked, library)
    assert reply.status is Status.CLARIFY, reply.text
    assert reply.figure is None


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("赫山区人社局2020年企业职工养老保险基金征缴任务完成了吗", None),
        ("芦淞区人社局2019年养老保险基金征缴任务没有完成，是吧", "true"),
        ("芦淞区人社局2019年养老保险基金征缴任务完成了吗", "false"),
    ],
)
def test_a_task_is_held_against_what_was_done(asked: str, verdict: str | None, samples: Library) -> None:
    reply = ask(asked, samples)
    assert (reply.verdict.value if reply.verdict else None) == verdict, reply.text
