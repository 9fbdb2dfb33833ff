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
