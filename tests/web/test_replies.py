"""Replies as HTML: every string escaped, chips behind their figures, nothing lost."""

import dataclasses
import re

import pytest
from markupsafe import Markup

from assistant.answer import Calculation, Caveat, Citation, Figure, Reason, Refusal, Reply, Status, Understood
from assistant.ask import ask
from assistant.web.exports import figures_csv, markdown
from assistant.web.replies import Choices, reply_html
from assistant.web.shelf import Shelf
from assistant.web.templates import cited
from assistant.web.words import LANGUAGES, Language, words
from index.quantity import Quantity
from tests.web.reports import HOSTILE

NOWHERE = Choices((), ())


def citation(n: int, words_: str) -> Citation:
    return Citation(n=n, report="abcdef", title=words_, org=words_, year=2021, section=(words_,), start=0, end=len(words_), quote=words_)


def reply(words_: str) -> Reply:
    """A reply whose every string is the same words."""
    money = Quantity.of("1.50", "万元")
    figure = Figure(words_, money, 1)
    return Reply(
        question=words_, status=Status.ANSWERED, text=f"{words_}为1.50万元[1]。", figure=figure, citations=(citation(1, words_),),
        calculation=(Calculation(formula=words_, operands=(figure, figure), result=money, reported=figure, agrees=False, note=words_),),
        warnings=(Caveat("conflict", words_, (1,)),), refusal=Refusal(Reason.NO_ITEM, (words_,)), followups=(words_,),
        understood=Understood(orgs=(words_,), years=(2021,), items=(words_,)),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hostile", [*HOSTILE, '"><script>alert(1)</script>', "' onmouseover='x"])
def test_no_string_becomes_markup(hostile: str, language: Language) -> None:
    html = str(reply_html(reply(hostile), 1, language, Choices((hostile, "x"), (2021, 2020))))
    plain = str(reply_html(reply("安全"), 1, language, Choices(("安全", "x"), (2021, 2020))))
    assert html.count("<") == plain.count("<")
    assert html.count(">") == plain.count(">")
    assert html.count('"') == plain.count('"')


def test_chips_stand_behind_their_figures_and_keep_their_neighbours() -> None:
    chips = {1: Markup("<a>1</a>"), 2: Markup("<a>2</a>")}
    assert str(cited("支出5万元[1][2]。", chips)) == '支出5万<span class="keep">元<a>1</a><a>2</a>。</span>'
    assert str(cited("见[9]", chips)) == "见[9]"
    assert str(cited("[1]", chips)) == '<span class="keep"><a>1</a></span>'


def test_the_real_answer_has_a_chip_for_every_source(shelf: Shelf) -> None:
    answer = ask("云岭县水务局2021年项目支出占比", shelf.library)
    html = str(reply_html(answer, 3, "zh", NOWHERE))
    for source in answer.citations:
        assert f'href="#c-3-{source.n}"' in html
        assert f'id="c-3-{source.n}"' in html
        assert f'data-start="{source.start}" data-end="{source.end}"' in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("没有甲局的报告。现有：乙局；丙局。", "没有甲局的报告。"),
        ("请问是哪个？可选：乙局；丙局。原文：“甲”。", "请问是哪个？原文：“甲”。"),
        ("Not here. （没有）Available: 乙局；丙局。", "Not here. （没有）"), ("没有甲局的报告，只有乙局。", "没有甲局的报告，只有乙局。"),
    ],
)  # fmt: skip
def test_what_there_is_instead_is_listed_once(text: str, shown: str) -> None:
    refused = dataclasses.replace(reply("字"), text=text, refusal=Refusal(Reason.NO_REPORT, ("乙局", "丙局")), status=Status.REFUSED)
    html = str(reply_html(refused, 1, "zh", Choices(("乙局",), ())))
    assert f'<div class="text">{shown}</div>' in html
    assert html.count('<button type="button">') == 2


def test_a_file_has_nothing_to_press() -> None:
    html = str(reply_html(dataclasses.replace(reply("字"), refusal=Refusal(Reason.NO_REPORT, ("乙局",))), 1, "zh", NOWHERE))
    assert "<button" not in html
    assert "<select" not in html


def test_markdown_lets_no_markup_through() -> None:
    for hostile in HOSTILE:
        text = markdown((reply(hostile),), "zh").replace("\\<", "").replace("\\$", "").replace("\\]", "")
        assert "<script" not in text
        assert "<img" not in text
        assert "](javascript" not in text
        assert "${" not in text


def test_a_spreadsheet_runs_nothing() -> None:
    for start in ("=cmd()", "+1", "-1", "@x", "\tx"):
        for row in figures_csv((reply(start),)).splitlines()[1:]:
            assert all(not cell.strip('"').startswith(("=", "+", "-", "@", "\t")) for cell in row.split(","))


def blanks(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_every_word() -> None:
    chinese, english = words("zh"), words("en")
    assert all(chinese.values())
    assert all(english.values())
    for name, text in chinese.items():
        assert sorted(part.split("}")[0] for part in text.split("{")[1:]) == sorted(
            part.split("}")[0] for part in english[name].split("{")[1:]
        )


def test_of_several_figures_told_alike_none_is_the_headline_and_all_are_drawn() -> None:
    first, *others = (Figure(f"第{n}项", Quantity.of(n, "万元"), 1) for n in range(1, 7))
    told = dataclasses.replace(reply("字"), figure=first, figures=tuple(others), calculation=())
    html = str(reply_html(told, 1, "zh", NOWHERE))
    assert "headline" not in html
    assert all(f'<th scope="row">第{n}项</th>' in html for n in range(1, 7))
    highest = dataclasses.replace(told, understood=Understood(operation="ranking"))
    assert 'class="headline"' in str(reply_html(highest, 1, "zh", NOWHERE))
    mixed = dataclasses.replace(told, figures=(Figure("人数", Quantity.of(3, "人"), 1),))
    assert str(reply_html(mixed, 1, "zh", NOWHERE)).count("headline card") == 2


def test_a_reply_of_every_kind_is_rendered() -> None:
    full = reply("字")
    several = tuple(Figure(f"第{n}项", Quantity.of(n, "万元"), 1) for n in range(1, 7))
    for changed in (
        dataclasses.replace(full, figures=several), dataclasses.replace(full, figure=None), dataclasses.replace(full, refusal=None),
        dataclasses.replace(full, status=Status.CLARIFY), dataclasses.replace(full, calculation=(), figures=several[:2]),
    ):  # fmt: skip
        for language in LANGUAGES:
            assert "字" in reply_html(changed, 1, language, NOWHERE)
