"""Which list a ranking runs over: the parts of the item asked for, never another item's."""

from pathlib import Path

from assistant.answer import Reply
from assistant.ask import answer
from assistant.inquiry import Asked, Operation, Question
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
    assert _ranked(tmp_path, "政府采购支出总额").figure is None


def test_of_two_labels_the_one_counted_as_asked_is_meant(tmp_path: Path) -> None:
    prose = "#绩效\n农机培训开展{18期|开展农机培训|count|open}，{545人|参加农机培训|count|open}参加。"
    asked = Asked(item="农机培训", said="农机培训", known=False)
    with shelve(tmp_path, draft(ORG, 2023, prose)) as library:
        for text, expected in (("农机培训有多少期", "18期"), ("农机培训有多少人", "545人")):
            question = Question(text=text, operation=Operation.LOOKUP, items=(asked,), orgs=(ORG,), years=(2023,))
            reply, _ = answer(question, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == expected
