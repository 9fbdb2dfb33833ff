"""Whatever a model says, no wrong figure, no false source, no word of a prompt reaches the reader."""

import json
import random
import re
from functools import cache

import pytest
from asked import DIALOGUE, ENGLISH, FIGURES, ODD, REFUSED, WORDED, facts_of
from behaviours import BEHAVIOURS, lines_of, part_of
from scripted import Script

from assistant.answer import Reply, Status
from assistant.assisted import Dialogue
from assistant.model.endpoint import Endpoint
from assistant.prompting import FOLDER
from index.library import Library

DIALOGUES = (
    *((question,) for question in (*WORDED, "赫山区人社局2020年存在的问题", "青岚区教育局2022年有哪些职责", ENGLISH)),
    *((question,) for question, _, _ in ODD[::3]),
    *((question,) for question in (*FIGURES[:1], *REFUSED, "赫山区2020年衙门里的盒饭", "赫山区人社局2020年接待外星人花了多少")),
    DIALOGUE,
    ("青岚区教育局2022年公务接待费是多少", "照这个说法刚才那家的培训费拿来摆一摆"),
)
RIGHT = {question: figure for question, _, figure in ODD} | {DIALOGUE[1]: "80.02%"}
NUMERAL = r"[0-9０-９][0-9０-９.,]*|[一二三四五六七八九十百千万亿两]{2,}|[一二三四五六七八九十两](?=[成倍次家个项人年月])"
TURN = re.compile("增|减|升|降|涨|不|未|没|无")
PROMPTS = [path.read_text("utf-8") for path in FOLDER.glob("*.md") if path.stem != "README"]
LEAKS = tuple(line for text in PROMPTS for line in text.splitlines() if len(line) > 12 and "$" not in line)


def answered(dialogue: Dialogue, turns: tuple[str, ...]) -> Reply:
    return [dialogue.ask(turn) for turn in turns][-1]


@cache
def without_model(library: Library, turns: tuple[str, ...]) -> Reply:
    return answered(Dialogue(library), turns)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_nothing_wrong_reaches_the_reader(samples: Library, endpoint: Endpoint, script: Script, behaviour: str) -> None:
    for number, turns in enumerate(DIALOGUES):
        rng = random.Random(f"{behaviour} {turns}")
        script.behaviour = ("whole", "text")[number % 2]
        script.answer = lambda body, rng=rng: BEHAVIOURS[behaviour](script.prompt(body), rng)
        plain, reply = without_model(samples, turns), answered(Dialogue(samples, endpoint), turns)
        assert_no_worse(reply, plain, turns[-1])
        assert_grounded(reply, plain)
        assert_nothing_leaked(reply)


def test_there_are_enough_of_them() -> None:
    assert len(BEHAVIOURS) >= 25
    assert len(BEHAVIOURS) * sum(turns[-1] not in (*FIGURES, *REFUSED) for turns in DIALOGUES) >= 500


def assert_no_worse(reply: Reply, plain: Reply, question: str) -> None:
    """The rules' own figures, sources and verdict; or, where they refused, the one right figure."""
    if facts_of(reply) == facts_of(plain):
        return
    assert plain.status is not Status.ANSWERED
    assert reply.figure is not None
    assert str(reply.figure.quantity) == RIGHT[question]


def assert_grounded(reply: Reply, plain: Reply) -> None:
    """Sentence by sentence: sources that exist, figures and turns that stand word for word in them."""
    quotes = {citation.n: re.sub(r"\s", "", citation.quote) for citation in reply.citations}
    own = {code for code in ("planned", "rewritten") if code in {warning.code for warning in reply.warnings}}
    if own or reply.text == plain.text:
        return
    added = reply.text.replace(plain.text, "")
    for sentence in re.findall(r".*?(?:\[\d+\]。?)+", added, re.DOTALL):
        numbers = [int(number) for number in re.findall(r"\[(\d+)\]", sentence)]
        assert set(numbers) <= set(quotes), sentence
        ground = "".join(quotes[number] for number in numbers)
        words = re.sub(r"\[\d+\]", "", sentence)
        assert all(number in ground for number in re.findall(NUMERAL, words)), sentence
        for clause in re.split("[，。；：\n]", words):
            assert not TURN.search(clause) or clause.strip("“” ") in ground, clause


def assert_nothing_leaked(reply: Reply) -> None:
    said = json.dumps(reply.to_json(), ensure_ascii=False)
    assert "sk-never-shown" not in said
    assert not [line for line in LEAKS if line in reply.text]
    assert not re.search(r"<script|javascript:|https?://|人民医院|甲县|99999|rm -rf|プロ|です|87人|十七人", reply.text)


def test_the_behaviours_answer_every_prompt(samples: Library, endpoint: Endpoint, script: Script) -> None:
    """The hostile model is asked each of the four prompts, and what it says differs from what it was given."""
    parts = set()
    for turns in DIALOGUES:
        script.answer = lambda _: "{}"
        answered(Dialogue(samples, endpoint), turns)
    for body in script.requests:
        prompt = script.prompt(body)
        parts.add(part_of(prompt))
        if part_of(prompt) == "narrate" and re.search(r"\d{2,}", "".join(text for _, text in lines_of(prompt))):
            assert BEHAVIOURS["digits"](prompt, random.Random(1)) != BEHAVIOURS["digits"](prompt, random.Random(2))
    assert parts == {"plan", "rewrite", "narrate", "translate"}
