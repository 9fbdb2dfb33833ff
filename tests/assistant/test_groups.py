"""Which list a ranking runs over: the parts of the item asked for, never another item's."""

from pathlib import Path

import pytest

from assistant.answer import Reply
from assistant.ask import answer, ask
from assistant.inquiry import Asked, Content, Operation, Question
from assistant.question.sorts import sort_of
from tests.assistant.drafts import draft, shelve
from tests.assistant.soundness import assert_sound

ORG = "白沙县农业农村局"
PROSE = (
    "#五、一般公共预算财政拨款支出决算情况说明\n"
    "1.农林水支出（类）水利（款）防汛（项）支出决算为{90.00万元|农林水支出/水利/防汛|code:2130314}。\n"
    "2.农林水支出（类）农业农村（款）病虫害控制（项）支出决算为{70.00万元|农林水支出/农业农村/病虫害控制|code:2130108}。\n"
    "3.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）支出决算为{20.00万元|卫生健康支出/行政事业单位医疗/行政单位医疗|code:2101101}。\n"
    "4.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）支出决算为{30.00万元|卫生健康支出/行政事业单位医疗/事业单位医疗|code:2101102}。\n"
    "#一般公共预算财政拨款基本支出决算表\n"
    "商品和服务支出{12.00万元|商品和服务支出}，办公费{5.00万元|办公费}，水费{1.00万元|水费}，差旅费{6.00万元|差旅费}。\n"
)


def _ranked(folder: Path, item: str) -> Reply:
    question = Question(
        text="…", operation=Operation.RANKING, items=(Asked(item=item, said=item),), group="项", orgs=(ORG,), years=(2023,), top=1
    )
    with shelve(folder, draft(ORG, 2023, PROSE)) as library:
        reply, _ = answer(question, library)
        assert_sound(reply, library)
        return reply


def test_the_largest_of_an_economic_class_is_one_of_its_rows(tmp_path: Path) -> None:
    reply = _ranked(tmp_path, "商品和服务支出")
    assert reply.figure is not None, reply.text
    assert (reply.figure.label, str(reply.figure.quantity)) == ("差旅费", "6.00万元")


def test_the_largest_of_a_functional_class_lies_below_it(tmp_path: Path) -> None:
    reply = _ranked(tmp_path, "卫生健康支出")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "30.00万元"


def test_the_largest_of_all_spending_is_taken_from_everything(tmp_path: Path) -> None:
    reply = _ranked(tmp_path, "本年支出合计")
    assert reply.figure is not None, reply.text
    assert str(reply.figure.quantity) == "90.00万元"


def test_parts_that_are_not_printed_are_never_replaced_by_others(tmp_path: Path) -> None:
    assert _ranked(tmp_path / "known", "政府采购支出总额").figure is None
    assert _ranked(tmp_path / "unknown", "跑一次的事项").figure is None


def test_of_two_labels_the_one_counted_as_asked_is_meant(tmp_path: Path) -> None:
    prose = "#绩效\n农机培训开展{18期|开展农机培训|count|open}，{545人|参加农机培训|count|open}参加。"
    asked = Asked(item="农机培训", said="农机培训", known=False)
    with shelve(tmp_path, draft(ORG, 2023, prose)) as library:
        for text, expected in (("农机培训有多少期", "18期"), ("农机培训有多少人", "545人")):
            content = Content(text, ((0, len(asked.said)),))
            question = Question(
                text=text, operation=Operation.LOOKUP, items=(asked,), orgs=(ORG,), years=(2023,), content=content, sort=sort_of(text)
            )
            reply, _ = answer(question, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == expected


BUDGETED = (
    "#五、一般公共预算财政拨款支出决算情况说明\n"
    "1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）年初预算为{100.00万元|卫生健康支出/行政事业单位医疗/行政单位医疗|budget|code:2101101}，"
    "支出决算为{90.00万元|卫生健康支出/行政事业单位医疗/行政单位医疗|code:2101101}。\n"
    "2.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）年初预算为{50.00万元|卫生健康支出/行政事业单位医疗/事业单位医疗|budget|code:2101102}，"
    "支出决算为{70.00万元|卫生健康支出/行政事业单位医疗/事业单位医疗|code:2101102}。\n"
)


def test_the_highest_completion_rate_is_no_largest_amount(tmp_path: Path) -> None:
    with shelve(tmp_path, draft(ORG, 2023, BUDGETED)) as library:
        for text in (f"{ORG}2023年行政单位医疗和事业单位医疗哪个完成率高", f"{ORG}2023年哪个项级科目完成率最高"):
            reply = ask(text, library)
            assert_sound(reply, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == "140.00%", reply.text


def test_the_largest_fall_is_of_what_fell_and_leaves_out_what_rose(tmp_path: Path) -> None:
    this = draft(ORG, 2023, "#三公\n公务接待费{6.00万元|公务接待费}，会议费{30.00万元|会议费}，培训费{18.00万元|培训费}。")
    last = draft(ORG, 2022, "#三公\n公务接待费{8.00万元|公务接待费}，会议费{20.00万元|会议费}，培训费{20.00万元|培训费}。")
    with shelve(tmp_path, this, last) as library:
        for text, expected in (("降幅最大", "-25.00%"), ("减少最多", "-2.00万元"), ("增幅最大", "50.00%")):
            reply = ask(f"{ORG}2023年公务接待费、会议费和培训费哪个{text}", library)
            assert_sound(reply, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == expected, reply.text


def test_two_organisations_together_are_summed_although_one_says_no_scope(tmp_path: Path) -> None:
    one = draft("白沙县林业局", 2023, "#三公\n“三公”经费财政拨款支出{7.00万元|“三公”经费|fiscal_appropriation}。")
    other = draft("青田县林业局", 2023, "#三公\n“三公”经费支出{4.50万元|“三公”经费}。")
    with shelve(tmp_path, one, other) as library:
        for text in ("白沙县林业局、青田县林业局2023年三公经费一共多少", "两个林业局2023年三公经费合计"):
            reply = ask(text, library)
            assert_sound(reply, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == "11.50万元", reply.text


def test_what_exceeds_its_budget_most_is_measured_by_the_excess(tmp_path: Path) -> None:
    more = (
        "3.教育支出（类）普通教育（款）小学教育（项）年初预算为{300.00万元|教育支出/普通教育/小学教育|budget}，"
        "支出决算为{305.00万元|教育支出/普通教育/小学教育}。\n"
    )
    with shelve(tmp_path, draft(ORG, 2023, BUDGETED + more)) as library:
        reply = ask(f"{ORG}2023年超预算最多的项目是哪个", library)
        assert_sound(reply, library)
        assert str(reply.figure and reply.figure.quantity) == "20.00万元", reply.text


def test_all_bodies_of_a_kind_are_summed_where_a_sum_is_asked(tmp_path: Path) -> None:
    readings = [
        draft(name, 2023, f"#三公\n“三公”经费支出{{{amount}万元|“三公”经费}}。")
        for name, amount in (("白沙县林业局", "7.00"), ("青田县林业局", "4.50"))
    ]
    with shelve(tmp_path, *readings) as library:
        reply = ask("2023年全部林业局三公经费合计", library)
        assert_sound(reply, library)
        assert str(reply.figure and reply.figure.quantity) == "11.50万元", reply.text


def test_a_ranking_says_who_is_missing(tmp_path: Path) -> None:
    told = [
        draft(name, 2023, f"#三公\n“三公”经费{{{amount}万元|“三公”经费}}。")
        for name, amount in (("白沙县林业局", "7.00"), ("青田县林业局", "4.50"))
    ]
    with shelve(tmp_path, *told, draft("石门县林业局", 2023, "#收入\n其他收入{3.00万元|其他收入}。")) as library:
        reply = ask("2023年哪个林业局三公经费最多", library)
        assert_sound(reply, library)
        assert str(reply.figure and reply.figure.quantity) == "7.00万元", reply.text
        assert [(warning.code, "石门县林业局" in warning.text) for warning in reply.warnings] == [("partial", True)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("按经济分类哪块最大", "12.00万元"),
        ("按经济科目哪项最多", "6.00万元"),
        ("钱主要花在哪一类上", "160.00万元"),
        ("支出超过60万元的科目合计", "160.00万元"),
        ("25万元以上的支出合计", "190.00万元"),
        ("支出不到25万元的科目一共多少", "20.00万元"),
    ],
)
def test_the_list_is_the_one_that_is_named(text: str, figure: str, tmp_path: Path) -> None:
    with shelve(tmp_path, draft(ORG, 2023, PROSE)) as library:
        reply = ask(f"{ORG}2023年{text}", library)
        assert_sound(reply, library)
        assert reply.figure is not None, reply.text
        assert str(reply.figure.quantity) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("没花完预算的科目一共少花了多少", "10.00万元"),
        ("超预算的科目一共超了多少", "5.00万元"),
        ("超预算的科目一共花了多少", "55.00万元"),
        ("哪个科目比预算少得最多", "-10.00万元"),
        ("哪个科目离预算最远", "-10.00万元"),
        ("哪个科目比预算多得最多", "5.00万元"),
    ],
)
def test_by_how_much_budgets_are_missed(text: str, figure: str, tmp_path: Path) -> None:
    with shelve(tmp_path, draft(ORG, 2023, MISSED)) as library:
        reply = ask(f"{ORG}2023年{text}", library)
        assert_sound(reply, library)
        assert reply.figure is not None, reply.text
        assert str(reply.figure.quantity) == figure


MISSED = (
    "#五、一般公共预算财政拨款支出决算情况说明\n"
    "1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）年初预算为"
    "{100.00万元|卫生健康支出/行政事业单位医疗/行政单位医疗|budget|code:2101101}，"
    "支出决算为{90.00万元|卫生健康支出/行政事业单位医疗/行政单位医疗|code:2101101}。\n"
    "2.卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）年初预算为"
    "{50.00万元|卫生健康支出/行政事业单位医疗/事业单位医疗|budget|code:2101102}，"
    "支出决算为{55.00万元|卫生健康支出/行政事业单位医疗/事业单位医疗|code:2101102}。\n"
)
