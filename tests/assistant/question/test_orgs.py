"""How people name a body of government: by full name, in short, by place and body, mistyped, or one that the library lacks."""

from datetime import date

import pytest

from assistant.question import Catalog, understand

ORGS = (
    "青屿县公安局",
    "塔格县苏木镇人民政府",
    "望溪县教育和科技局",
    "辽港经济技术开发区管理委员会",
    "沔川县水利和湖泊局",
    "临汶市第三中学",
    "长泾区青云路街道办事处",
    "饶溪县政协办公室",
    "赫山区人力资源和社会保障局",
    "云台区卫生健康委员会",
)
CATALOG = Catalog.listing(*((org, 2022) for org in ORGS))


def asked(words: str) -> tuple[tuple[str, ...], tuple[str, ...], list[bool]]:
    """The organisations understood, the names that fit none, and whether each correction is sure."""
    (question,) = understand(f"{words}2022年三公经费是多少", CATALOG, today=date(2023, 5, 1))
    return question.orgs, tuple(choice.said for choice in question.org_choices), [one.certain for one in question.corrections]


@pytest.mark.parametrize(
    ("words", "org"),
    [
        ("青屿县公安局", 0), ("青屿公安局", 0), ("青屿县公安", 0), ("公安局", 0),
        ("塔格县苏木镇", 1), ("苏木镇", 1), ("苏木镇政府", 1), ("苏木镇人民政府", 1), ("塔格县苏木镇政府", 1),
        ("望溪县教科局", 2), ("望溪教育科技局", 2), ("望溪教科局", 2),
        ("辽港开发区管委会", 3), ("辽港经开区管委会", 3), ("辽港经开区", 3), ("辽港管委会", 3),
        ("临汶三中", 5), ("临汶市三中", 5), ("临汶第三中学", 5),
        ("青云路街道", 6), ("长泾青云路街道办", 6), ("青云路", 6),
        ("饶溪政协", 7), ("饶溪县政协办", 7), ("赫山人社", 8), ("云台卫健委", 9), ("云台卫健局", 9),
    ],
)  # fmt: skip
def test_a_body_is_known_by_its_short_names(words: str, org: int) -> None:
    assert asked(words) == ((ORGS[org],), (), [])


@pytest.mark.parametrize(("words", "org"), [("沔川县水利局", 4), ("沔川湖泊局", 4), ("望溪县教育局", 2), ("赫山区社会保障局", 8)])
def test_a_part_of_a_name_is_taken_for_the_whole_aloud(words: str, org: int) -> None:
    assert asked(words) == ((ORGS[org],), (), [True])


def test_a_name_that_may_be_another_bodys_is_asked_about() -> None:
    assert asked("赫山区社保局") == ((ORGS[8],), (), [False])


@pytest.mark.parametrize(
    "words", ["青屿县财政局", "望溪县公安局", "苏田镇", "临汶一中", "辽港经开区财政局", "沔川县林业局", "XX区", "BJ局"]
)
def test_another_body_is_never_taken_for_one_of_the_library(words: str) -> None:
    orgs, unknown, _ = asked(words)
    assert orgs == ()
    assert unknown


@pytest.mark.parametrize(
    "text", ["三公经费是多少？青屿县公安局2022", "三公经费花了多少？青屿公安局", "三公经费多少，谢谢！青屿县公安局2022年"]
)
def test_a_body_may_be_named_behind_the_question(text: str) -> None:
    (question,) = understand(text, CATALOG, today=date(2023, 5, 1))
    assert question.orgs == ("青屿县公安局",)


OF_NO_PLACE = (
    "南汐湾红树林自然保护区管理中心",
    "梅屿职业技术学院",
    "屏陵县残疾人联合会",
    "楚阳市机关幼儿园",
    "涪岭区中医院",
    "共青团郾水市委员会",
)
OTHERS = Catalog.listing(*((org, 2022) for org in OF_NO_PLACE), labels=("红树林",))


def named(words: str, catalog: Catalog = OTHERS) -> tuple[tuple[str, ...], tuple[str, ...], list[bool]]:
    """As ``asked``, of bodies whose names begin with no known place."""
    question = understand(words, catalog, today=date(2023, 5, 1))[0]
    return question.orgs, tuple(choice.said for choice in question.org_choices), [one.certain for one in question.corrections]


@pytest.mark.parametrize(
    ("words", "org"),
    [
        ("南汐湾保护区2022年三公经费", 0), ("南汐湾红树林保护区管理中心2022年三公经费", 0), ("南汐湾红树林自然保护区", 0),
        ("南汐湾管理中心2022年三公经费", 0), ("南汐湾保护区管理中心呢", 0), ("南汐湾2022年三公经费", 0), ("南汐湾红树林有多少公顷", 0),
        ("南汐湾那个保护区的三公经费", 0), ("那个保护区2022年三公经费", 0), ("2022年南汐湾保护区三公经费", 0),
        ("梅屿职院三公经费", 1), ("梅屿技术学院三公", 1), ("梅屿学院三公经费", 1), ("梅屿那个学校的三公经费", 1), ("那个学校三公多少", 1),
        ("学校那边呢", 1), ("学校2022年三公经费", 1), ("残联的", 2), ("残联呢", 2), ("残联2022年三公经费", 2),
        ("郾水团委2022年三公经费", 5), ("团委的三公经费", 5), ("郾水团市委三公经费", 5),
    ],
)  # fmt: skip
def test_a_name_that_leaves_words_out_or_tells_the_kind_is_the_one_body_it_fits(words: str, org: int) -> None:
    assert named(words) == ((OF_NO_PLACE[org],), (), [])


def test_a_kind_of_body_with_its_place_is_taken_aloud_where_a_place_has_hardly_another() -> None:
    assert named("楚阳幼儿园2022年三公经费") == ((OF_NO_PLACE[3],), (), [True])
    assert named("涪岭区医院2022年三公经费") == ((OF_NO_PLACE[4],), (), [False])


@pytest.mark.parametrize(
    "words",
    [
        "南汐湾管理局",
        "南汐湾旅游局",
        "梅屿职业中学",
        "梅屿医院",
        "梅屿县教育局",
        "楚阳市第一幼儿园",
        "楚阳妇联",
        "屏陵县教育局",
        "郾水妇联",
    ],
)
def test_another_body_that_begins_alike_is_not_in_the_library(words: str) -> None:
    orgs, unknown, _ = named(f"{words}2022年三公经费")
    assert (orgs, unknown) == ((), (words,))


@pytest.mark.parametrize("words", ["屏陵县残联2022年学校有几所", "屏陵县残联2022年,学校的公用经费多少"])
def test_a_kind_of_body_beside_one_that_is_named_is_what_a_report_speaks_of(words: str) -> None:
    assert named(words)[0] == (OF_NO_PLACE[2],)


def test_of_several_bodies_of_a_kind_the_reader_chooses() -> None:
    streets = Catalog.listing(("长泾区青云路街道办事处", 2022), ("云桥区香岭街道办事处", 2022))
    assert named("那个街道办2022年三公经费", streets)[:2] == ((), ("街道办",))


def test_a_mistyped_place_before_a_body_is_mended_aloud_and_a_real_one_is_not() -> None:
    catalog = Catalog.listing(("乌兰苏木旗市场监督管理局", 2022))
    assert named("乌兰苏目旗市监局2022年三公经费", catalog) == (("乌兰苏木旗市场监督管理局",), (), [True])
    assert named("乌兰县市监局2022年三公经费", catalog)[:2] == ((), ("乌兰县市监局",))
    assert named("乌兰苏目旗财政局2022年三公经费", catalog)[:2] == ((), ("乌兰苏目旗财政局",))


def test_words_before_a_whole_name_are_no_part_of_it() -> None:
    catalog = Catalog.listing(("重庆市交通委员会", 2022), ("赫山区人力资源和社会保障局", 2022), ("芦淞区人力资源和社会保障局", 2022))
    assert named("纳入重庆市交通委员会部门预算的二级单位有几个", catalog)[:2] == (("重庆市交通委员会",), ())
    assert named("我是赫山区的退休工人，你们区人社局2022年三公经费多少", catalog)[:2] == (("赫山区人力资源和社会保障局",), ())
    assert named("芦淞区城乡居民养老保险2022年参保多少人", catalog)[:2] == (("芦淞区人力资源和社会保障局",), ())


def test_a_short_name_with_a_character_that_looks_alike_is_mended_aloud() -> None:
    assert named("屏陵县惨联2022年三公经费") == ((OF_NO_PLACE[2],), (), [True])
    assert named("屏陵县妇联2022年三公经费")[0] == ()


def test_a_name_that_begins_with_a_common_word_is_not_meant_by_that_word() -> None:
    catalog = Catalog.listing(("第一人民医院", 2022), ("机关事务服务中心", 2022))
    assert named("2022年支出排第一的是哪个", catalog)[0] == ()
    assert named("2022年机关的三公经费多少", catalog)[0] == ()
    assert named("机关事务中心2022年三公经费多少", catalog)[0] == ("机关事务服务中心",)


BRANCH = "榆阳市生态环境局川口分局"


@pytest.mark.parametrize("words", ["川口分局", "川口环保局", "川口生态环境分局", "川口县环境局", "川口", BRANCH])
def test_a_branch_is_the_body_of_its_own_place(words: str) -> None:
    assert named(f"{words}2022年三公经费", Catalog.listing((BRANCH, 2022)))[0] == (BRANCH,)


@pytest.mark.parametrize("words", ["榆阳市生态环境局", "榆阳市环保局", "河口分局"])
def test_a_branch_does_not_answer_for_the_whole_nor_for_another(words: str) -> None:
    assert named(f"{words}2022年三公经费", Catalog.listing((BRANCH, 2022)))[0] == ()


def test_a_kind_behind_places_is_of_those_places_alone() -> None:
    catalog = Catalog.listing(*((f"{place}人力资源和社会保障局", 2020) for place in ("赫山区", "芦淞区", "云岚区", "东河县")))
    for words in ("赫山2020、芦淞2020两家人社局谁的三公经费多", "赫山2020年人社局和芦淞2020年人社局谁的三公经费多"):
        assert named(words, catalog)[0] == ("赫山区人力资源和社会保障局", "芦淞区人力资源和社会保障局")
    assert len(named("2020年哪个人社局三公经费最多", catalog)[0]) != 2
