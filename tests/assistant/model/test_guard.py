"""What a model says is shown only where the cited passages say it."""

import pytest

from assistant.model.guard import holds
from assistant.model.narrator import Sentence, checked, sentences_of

PASSAGES = {
    1: "2020年全区城镇新增就业6501人，城镇登记失业率控制在3.8%以内，比上年下降0.2个百分点。",
    2: "（一）拟订人力资源和社会保障事业发展规划，并组织实施；指导区劳动监察局开展工作。",
    4: "全年受理投诉未完成年初任务的80%。",
    3: "三是预算编制还不够精细，“先预算、后支出”的要求没有完全落实。",
}
NAMES = ("益阳市赫山区人力资源和社会保障局",)


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年全区城镇新增就业6501人[1]。",
        "城镇登记失业率控制在3.8%以内，比上年下降0.2个百分点[1]。",
        "拟订人力资源和社会保障事业发展规划，并组织实施[2]。",
        "该局拟订社会保障事业发展规划[2]。",
        "“先预算、后支出”的要求没有完全落实[3]。",
    ],
)
def test_the_passages_own_words_hold(sentence: str) -> None:
    assert holds(sentence, PASSAGES, NAMES)


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年全区城镇新增就业6510人[1]。",
        "2021年全区城镇新增就业6501人[1]。",
        "全区城镇新增就业六千五百余人[1]。",
        "城镇登记失业率控制在3.8‰以内[1]。",
        "城镇登记失业率控制在3.8%以上[1]。",
        "比上年上升0.2个百分点[1]。",
        "2020年全区城镇新增就业6501人[2]。",
        "2020年全区城镇新增就业6501人[9]。",
        "2020年全区城镇新增就业6501人。",
        "指导芦淞区劳动监察局开展工作[2]。",
        "指导县人民医院开展工作[2]。",
        "“先支出、后预算”的要求没有完全落实[3]。",
        "“先预算、后支出”的要求已经完全落实[3]。",
        "预算编制非常精细[3]。",
        "<img src=x onerror=alert(1)>拟订人力资源和社会保障事业发展规划[2]。",
        "Social security planning is the main duty[2]。",
        "失业率创历史最低[1]。",
        "就业人数翻了一番[1]。",
        "城镇新增就业6501人，比上年下降0.2个百分点[1]。",
        "比上年下降0.2个百分点[1]。",
        "全区城镇新增就业6501人，城镇登记失业率控制在3.8%[1]。",
        "区劳动监察局指导开展工作规划社会保障[2]。",
        "受理投诉完成年初任务的80%[4]。",
        "[1]",
        "",
    ],
)
def test_what_they_do_not_say_does_not_hold(sentence: str) -> None:
    assert not holds(sentence, PASSAGES, NAMES)


def test_a_sentence_that_fails_gives_way_to_the_report() -> None:
    said = ["城镇新增就业6510人[1]。", "失业率升高[1]。", "指导区劳动监察局开展工作[2]。", "无出处。"]
    assert list(checked(said, PASSAGES, NAMES)) == [
        Sentence(f"“{PASSAGES[1]}”[1]", own=True),
        Sentence("指导区劳动监察局开展工作[2]。"),
    ]


def test_a_stream_is_cut_at_whole_sentences() -> None:
    text = "第一句[1]。第二句。[2]第三句"
    for size in range(1, 9):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert list(sentences_of(pieces)) == ["第一句[1]。", "第二句。[2]", "第三句"]
