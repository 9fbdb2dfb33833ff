"""Figures under labels of the report's own, asked for in other words: found where one label is surely meant, never another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.ask import ask
from index.library import Library
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound

ORG = "白沙县农业农村局"
PROSE = (
    "#二、履职情况\n"
    "全年受理投诉案件{233件|受理投诉案件|count|open}，办结{218件|办结|count|open}，处罚违规企业{8家|处罚违规企业|count|open}。"
    "抽检农产品{640批次|抽检农产品|count|open}，合格{627批次|合格|count|open}。"
    "改造农村厕所{362户|改造农村厕所|count|open}，完成{5座|完成小型水库除险加固|count|open}小型水库除险加固。"
    "举办“乡味到家”直播专场，吸引企业{47家|吸引企业|count|open}。"
    "发放培训补贴{31.20万元|发放培训补贴|open}，享受培训补贴{545人|享受培训补贴|count|open}。"
    "开展电商培训{6期|开展电商培训|count|open}，{80人|享受电商培训补贴|count|open}享受电商培训补贴，{300人|享受社保补贴|count|open}享受社保补贴。"
    "农技学校全日制在校生{500人|全日制在校生|count|open}，馆藏纸质图书{4万册|馆藏纸质图书|count|open}。"
    "退休人员认证{209人|退休人员认证|count|open}。"
    "引进人才{90人|引进人才|count|open}，其中全日制本科{41人|全日制本科|count|open}。预计新开荒地{70亩|预计新开荒地|count|open}。"
    "汛期三次启动响应，提前转移群众{1246人|提前转移群众|count|open}。全县{17个|镇（街道）|count|open}镇（街道）建立了调解组织。"
    "追回农民工工资{85万元|追回农民工工资|open}，减免水费{6万元|减免水费|open}，收取水费{19万元|收取水费|open}。"
    "办手术{18例|办手术|count|open}，巡护船{5艘|巡护船|count|open}，越野车{4辆|越野车|count|open}。"
    "农机培训{4期|农机培训|count|open}、{268人|农机培训|count|open}。行政编制{20名|行政编制|count}、事业编制{30名|事业编制|count}，年末在职{45人|在职人数|count}。"
    "另有劳务派遣人员{12人|另有劳务派遣人员|count|open}，其他事业单位{3家|其他事业单位|count|open}。\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("open")
    with shelve(folder, draft(ORG, 2023, PROSE)) as shelved:
        yield shelved


def _asked(text: str, library: Library) -> Reply:
    reply = ask(f"{ORG}2023年{text}", library)
    assert_sound(reply, library)
    return reply


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("改了多少户厕所", "362户"),
        ("除险加固了几座小型水库", "5座"),
        ("乡味到家直播专场来了多少家企业", "47家"),
        ("享受培训补贴多少人", "545人"),
        ("培训补贴发了多少钱", "31.20万元"),
        ("劳务派遣有多少人", "12人"),
        ("抽检农产品有几批不合格", "13批次"),
        ("投诉案件里没有办结的有多少件", "15件"),
        ("在校生有多少人", "500人"),
        ("平均每个在校生有多少册馆藏纸质图书", "80.00册/人"),
        ("引进的人才里本科有多少人", "41人"),
        ("汛期转移了多少群众", "1246人"),
        ("多少个镇街建了调解组织", "17个"),
        ("替农民工讨回多少工资", "85万元"),
        ("做了几例手术", "18例"),
        ("有几艘巡护船", "5艘"),
        ("越野车有几台", "4辆"),
        ("农机培训了多少人", "268人"),
        ("农机培训办了几期", "4期"),
        ("水费收了多少", "19万元"),
        ("在职人员控制率", "90.00%"),
    ],
)
def test_other_words_lead_to_the_label_that_is_meant(text: str, figure: str, library: Library) -> None:
    reply = _asked(text, library)
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == figure


@pytest.mark.parametrize(
    "text",
    [
        "受理企业有多少家",  # cases are 受理, enterprises are punished
        "改造学校厕所多少户",
        "事业单位有多少家",  # only the others are told of
        "不合格的企业有多少家",
        "劳务派遣扣了多少分",
        "培训补贴有多少户",
        "更新了几座小型水库",
        "单位有多少人",  # the staff is not told, others are
        "有多少人员",
        "退休人员有多少名",
        "引进的博士有多少人",
        "汛期死了多少群众",
        "多少个村建了调解组织",
        "农民工工资发了多少",
        "做了几例白内障手术",
        "没有转移的群众有多少",
        "第二季度转移了多少群众",
        "计划引进多少人才",
        "新开了多少亩荒地",
        "退还水费多少",
        "拖拉机培训了多少人",
    ],
)
def test_no_label_is_put_in_the_place_of_another(text: str, library: Library) -> None:
    reply = _asked(text, library)
    assert reply.figure is None, reply.text


def test_what_is_asked_behind_another_question_is_of_the_same_matter(library: Library) -> None:
    reply = _asked("办了几期电商培训，多少人拿到补贴", library)
    assert "6期" in reply.text
    assert "80人" in reply.text
    assert "300人" not in reply.text
