"""Talk about a report's own figures: shares of what was spoken of, what is left, so much for each, what is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Reply, Status
from assistant.ask import converse
from index.library import Library
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound

ORG = "白沙县残疾人联合会"
PROSE = (
    "#一、收支情况\n"
    "事业收入{3482.76万元|事业收入|all}。年末结转和结余{377.35万元|年末结转和结余|all}，"
    "年初结转和结余{514.73万元|年初结转和结余|all}。事业收入包括学费{2914.30万元|学费|open}。\n"
    "#二、履职情况\n"
    "引进各类人才{200人|引进各类人才|count|open}，其中本科学历{120人|本科学历|count|open}，博士{3人|博士|count|open}；"
    "另有志愿者{60人|志愿者|count|open}。"
    "食品抽检{1240批次|食品抽检|count|open}，合格{1221批次|合格|count|open}。"
    "自然教育活动{64场|自然教育活动|count|open}，参加{9850人次|参加|count|open}。"
    "绩效自评项目{12个|绩效自评项目数|count}，评为优{9个|评为优|count|open}，评为良{3个|评为良|count|open}。"
    "查办案件{200件|查办案件|count|open}，罚没款{160.00万元|罚没款|open}。"
    "招聘人才{176人|招聘人才|count|open}，引进专家{73名|引进专家|count|open}。\n"
    "#三、三公经费\n“三公”经费{57.35万元|“三公”经费|general_public_budget}，公务用车购置费{23.80万元|公务用车购置费|general_public_budget}。\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("talk")
    with shelve(folder, draft(ORG, 2023, PROSE)) as shelved:
        yield shelved


def _last(library: Library, first: str, *turns: str) -> Reply:
    reply = converse([f"{ORG}2023年{first}", *turns], library)[-1]
    assert_sound(reply, library)
    return reply


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        (("事业收入多少", "其中学费呢", "占多少"), "83.68%"),
        (("引进各类人才多少人", "本科学历的呢", "占比"), "60.00%"),
        (("本科学历占比多少",), "60.00%"),
        (("绩效自评项目多少个", "评为优的呢", "占比", "评为良的呢"), "25.00%"),
        (("食品抽检多少批次", "合格的呢", "那不合格的就是多少"), "19批次"),
        (("食品抽检里不合格的有多少批次",), "19批次"),
        (("自然教育活动的人次",), "9850人次"),
        (("自然教育活动的人次", "办了几场"), "64场"),
        (("自然教育活动的人次", "办了几场", "那平均每场多少"), "153.91人次/场"),
        (("查办案件多少件", "罚没款呢", "平均每件多少"), "8000.00元/件"),
        (("招聘人才多少", "引进专家呢", "这俩加一起是多少"), "249人"),
        (("年末结转和结余有多少", "年初的呢"), "514.73万元"),
        (("年末结转和结余有多少", "年初的呢", "少了多少"), "-137.38万元"),
        (("公务用车购置费多少", "那不买车三公就是多少"), "33.55万元"),
        (("培训费...不对，是罚没款多少",), "160.00万元"),
        (("罚没款多少", "算了，直接说学费吧"), "2914.30万元"),
    ],
)
def test_talk_leans_on_what_was_spoken_of(turns: tuple[str, ...], figure: str, library: Library) -> None:
    reply = _last(library, *turns)
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == figure


@pytest.mark.parametrize(
    "turns",
    [
        ("志愿者占比多少",),
        ("自然教育活动多少场", "占多少"),
        ("查办案件多少件", "罚没款呢", "占多少"),
        ("合格的有多少", "食品抽检呢", "没抽检的呢"),
        ("引进各类人才多少人", "博士呢", "没引进的呢"),
        ("食品抽检多少批次", "办了几户"),
        ("自然教育活动多少场", "涉及多少资金"),
        ("自然教育活动多少场", "平均每件多少"),
        ("罚没款扣除学费后还剩多少",),
        ("学费多少", "年初的呢"),
    ],
)
def test_what_was_spoken_of_is_not_stretched(turns: tuple[str, ...], library: Library) -> None:
    reply = _last(library, *turns)
    assert reply.status is not Status.ANSWERED or "2914.30万元[1]" in reply.text, reply.text
    assert "%" not in reply.text
