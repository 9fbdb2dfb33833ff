"""Calculations put around names that no glossary has: every name finds the one label that is meant, or the question is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Reply, Status
from assistant.ask import ask
from index.library import Library
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound

ORG = "白沙县人力资源和社会保障局"
PROSE = (
    "#二、履职情况\n"
    "全县持证残疾人{11386人|全县持证残疾人|count|open}，当年新办证{742人|新办证|count|open}，注销{318人|注销|count|open}。"
    "引进各类人才{200人|引进各类人才|count|open}，其中全日制本科学历{120人|全日制本科学历|count|open}，"
    "研究生以上学历{30人|研究生以上学历|count|open}。"
    "企业职工养老保险参保人数{2.8万人|企业职工养老保险参保人数|count|open}，"
    "城乡居民养老保险参保人数{43.1万人|城乡居民养老保险参保人数|count|open}，"
    "失业保险参保人数{2.5万人|失业保险参保人数|count|open}，下岗失业人员实现再就业{3401人|下岗失业人员实现再就业|count|open}。"
    "全年巡护{1500次|巡护|count|open}，总里程{3.00万公里|总里程|count|open}。"
    "查办案件{200件|查办案件|count|open}，罚没款{160.00万元|罚没款|open}。"
    "举办助残活动{20场|举办助残活动|count|open}，志愿者参与{1500人次|志愿者参与|count|open}。"
    "城乡居民参保目标任务{2000人|城乡居民参保目标任务|count|open}，"
    "城乡居民参保总人数{3400人|城乡居民参保总人数|count|open}，城乡居民新增参保人数{79人|城乡居民新增参保人数|count|open}。"
    "教育通过职称评审人员{175人|教育通过职称评审人员|count|open}，企业通过职称评审人员{27人|企业通过职称评审人员|count|open}。"
    "失地农民工作经费{9.94万元|失地农民工作经费|open}，完成失地农民工作{372人|完成失地农民工作|count|open}；"
    "人脸建模、代办工作经费{13.59万元|人脸建模、代办工作经费|open}；生存认证专项经费{0.91万元|生存认证专项经费|open}。\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("frames")
    with shelve(folder, draft(ORG, 2023, PROSE)) as shelved:
        yield shelved


def _asked(text: str, library: Library) -> Reply:
    reply = ask(f"{ORG}2023年{text}", library)
    assert_sound(reply, library)
    return reply


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("新办残疾人证的比注销的多多少人", "424人"),
        ("研究生以上的比本科学历少多少人", "-90人"),
        ("企业职工养老保险比失业保险多多少万人参保", "0.3万人"),
        ("城乡居民实际参保人数比目标多多少人", "1400人"),
        ("引进人才中本科学历占比多少", "60.00%"),
        ("引进的人才有百分之几是研究生以上", "15.00%"),
        ("注销的占新办的百分之几", "42.86%"),
        ("平均每件案子罚没多少钱", "8000.00元/件"),
        ("查办案件平均每件罚没多少钱", "8000.00元/件"),
        ("城乡居民参保任务完成率", "170.00%"),
        ("残疾人证注销率", "2.79%"),
        ("平均每次巡护走多少公里", "20.00公里/次"),
        ("平均每场助残活动有多少志愿者参与", "75.00人次/场"),
        ("教育和企业通过职称评审的人数一共多少", "202人"),
        ("企业职工、城乡居民、失业三类保险参保人数合计多少万人", "48.4万人"),
        ("三个专项（失地农民、人脸建模代办、生存认证）一共花了多少", "24.44万元"),
    ],
)
def test_every_name_of_a_calculation_finds_its_label(text: str, figure: str, library: Library) -> None:
    reply = _asked(text, library)
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == figure


@pytest.mark.parametrize(
    "text",
    [
        "男生占引进人才的多少",
        "新办证比复核的多多少人",
        "引进人才里博士占几成",
        "平均每起投诉罚没多少钱",
        "平均每次巡护花多少钱",
        "志愿者比参保的多多少人",
        "平均每场助残活动多少公里",
        "注销的比总里程多多少人",
        "查办案件结案率",
        "引进人才平均每人多少人",
        "立案率是多少",
        "四个专项（失地农民、人脸建模代办、生存认证）一共花了多少",
        "两个专项（失地农民、扩面征缴）一共花了多少",
        "工伤、失业两类保险参保人数合计多少万人",
        "新办证比去年多多少人",
        "城乡居民比目标多多少辆",
    ],
)
def test_a_name_that_nothing_fits_gives_no_figure(text: str, library: Library) -> None:
    reply = _asked(text, library)
    assert reply.status is not Status.ANSWERED, reply.text
    assert reply.figure is None


def test_a_name_of_the_glossary_is_the_very_one(tmp_path: Path) -> None:
    prose = (
        "#五、支出决算具体情况\n"
        "教育支出（类）{900.00万元|教育支出}，普通教育（款）学前教育（项）{100.00万元|教育支出/普通教育/学前教育|code:2050201}。\n"
    )
    with shelve(tmp_path, draft(ORG, 2023, prose)) as library:
        reply = ask(f"{ORG}2023年学前教育小和学教育一共花了多少", library)
        assert reply.status is not Status.ANSWERED, reply.text
