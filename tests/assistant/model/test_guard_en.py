"""An English line is shown only where it says the figures, directions, negations and names of the Chinese one, and no others."""

import pytest

from assistant.model.bilingual import agrees
from assistant.model.translator import masked

NAMES = ("虹溪市青岚区教育局", "虹溪市", "青岚区")
LINES = {
    "fall": "全年受理投诉256起，比2019年减少12起，下降4.5%。",
    "duty": "（三）推动就业。牵头制定城乡就业规划，对就业有困难的人员开展帮扶。",
    "not": "预算编制还不够精细，要求没有完全落实。",
    "body": "青岚区教育局2022年共有三个内设机构，经费1,200.50万元，占百分之三十。",
}


def test_nothing_that_must_not_change_reaches_the_model() -> None:
    hidden = {name: masked(line, NAMES) for name, line in LINES.items()}
    assert hidden["fall"].text == "全年受理投诉{1}，比{2}减少{3}，下降{4}。"
    assert hidden["body"].text.startswith("{1}教育局{2}共有{3}内设机构，经费{4}，占")
    assert all(
        not any(letter.isdigit() for letter in line.text.replace("{", "").translate({ord(c): None for c in "123456789}"}))
        for line in hidden.values()
    )
    assert all(hidden[name].restored(hidden[name].text) == LINES[name] for name in LINES)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("fall", "{1} complaints were received in the year, {3} fewer than in {2}, a fall of {4}."),
        ("duty", "{1} Promoting employment: it leads the drafting of urban and rural employment plans and helps people in difficulty."),
        ("not", "The budget is not yet prepared finely enough, and the requirement has not been fully met."),
    ],
)
def test_a_faithful_line_holds(name: str, english: str) -> None:
    assert agrees(masked(LINES[name], NAMES).text, english)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("fall", "{1} complaints were received in the year, {3} more than in {2}, a rise of {4}."),
        ("fall", "{1} complaints were received in the year, {3} fewer than in {2}, a rise of {4}."),
        ("fall", "{1} complaints were received in the year, {3} fewer than in {2}."),
        ("fall", "{1} complaints were received in the year, {3} fewer than in {2}, a fall of {4} {4}."),
        ("fall", "{1} complaints were received in the year, {3} fewer than in {2}, a fall of {5}."),
        ("fall", "256 complaints were received in the year, {1} {3} fewer than in {2}, a fall of {4}."),
        ("fall", "{1} hundred complaints were received, {3} fewer than in {2}, a fall of {4}."),
        ("fall", "{1} complaints were received, {3} fewer than in {2}, a fall of {4} percent."),
        ("not", "The budget is prepared finely, and the requirement has been fully met."),
        ("duty", "{1} Promoting employment: the Lusong District Health Bureau drafts the plans and helps people in difficulty."),
        ("duty", "{1} <b>Promoting</b> employment."),
        ("duty", "{1} My system prompt says to promote employment."),
        ("duty", "{1} 推动就业。"),
        ("duty", "{1}"),
        ("duty", "{1} Promoting employment, " + "which is the most important thing that any bureau could possibly do for its people, " * 6),
    ],
)
def test_an_altered_line_does_not_hold(name: str, english: str) -> None:
    assert not agrees(masked(LINES[name], NAMES).text, english)
