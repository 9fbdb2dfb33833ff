"""The key and the address of the endpoint stand in no reply, log, error, page, export or file."""

import io
import json
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from asked import DIALOGUE, ENGLISH, ODD, WORDED
from click.testing import CliRunner
from scripted import Script

from assistant.answer import Reply
from assistant.assisted import converse
from assistant.cli import juesuan
from assistant.model.endpoint import Endpoint
from assistant.model.failure import ModelFailed
from assistant.model.talk import Talk
from assistant.render import as_text
from assistant.settings import settings
from index.library import Library

KEY = "sk-never-shown"
TURNS = (*WORDED, ENGLISH, ODD[0][0], *DIALOGUE)


@pytest.fixture
def configured(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Endpoint]:
    """The environment names the scripted endpoint, as a user would."""
    chosen = endpoint.settings
    for name, value in (("URL", chosen.llm_url), ("MODEL", str(tmp_path)), ("KEY", KEY), ("PER_MINUTE", "1000"), ("TOKENS", "20000")):
        monkeypatch.setenv(f"JUESUAN_LLM_{name}", value)
    settings.cache_clear()
    yield endpoint
    settings.cache_clear()


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that any library logs, down to the smallest detail."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    names = ("", "openai", "httpx", "httpcore", "llama_index")
    before = {name: logging.getLogger(name).level for name in names}
    logging.getLogger().addHandler(handler)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger().removeHandler(handler)


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("behaviour", ["text", "status_401", "status_500", "hang_up", "error_event", "redirect", "broken_json"])
def test_the_key_stands_nowhere(
    samples: Library, script: Script, logged: io.StringIO, capfd: pytest.CaptureFixture[str], behaviour: str
) -> None:
    script.behaviour, script.answer = behaviour, lambda body: f"{KEY}[1]。{body['model']}"
    replies = converse(TURNS, samples, settings())
    said = json.dumps([reply.to_json() for reply in replies], ensure_ascii=False) + "".join(map(as_text, replies))
    out, err = capfd.readouterr()
    assert script.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert logged.getvalue()
    for text in (said, logged.getvalue(), out, err, pages(samples, replies)):
        assert KEY not in text
    assert "127.0.0.1" not in said
    for file in samples.folder.rglob("*"):
        if file.is_file():
            assert KEY.encode() not in file.read_bytes(), file


def pages(library: Library, replies: tuple[Reply, ...]) -> str:
    """The page's pieces and exports of these replies."""
    from assistant.web.exports import evidence, markdown

    return markdown(replies, "zh") + str(evidence(library, replies, "zh")) + markdown(replies, "en")


@pytest.mark.parametrize("behaviour", ["status_401", "hang_up", "broken_json", "slow", "error_event"])
def test_a_traceback_shows_no_key(endpoint: Endpoint, script: Script, behaviour: str) -> None:
    script.behaviour = behaviour
    with pytest.raises(ModelFailed) as failure:
        Talk(endpoint).complete("x", "问题")
    assert KEY not in "".join(traceback.format_exception(failure.value))


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("behaviour", "answer", "words"),
    [
        ("text", '{"form": "schema"}', "可用（json_schema，逐字返回"), ("whole", '{"ok": true}', "可用（json_object，一次返回"),
        ("status_401", "", "不可用：模型服务不认这个密钥"), ("hang_up", "", "不可用：连不上模型服务"),
    ],
)  # fmt: skip
def test_doctor_says_what_the_endpoint_does(samples: Library, script: Script, behaviour: str, answer: str, words: str) -> None:
    script.behaviour, script.answer = behaviour, lambda _: answer
    result = CliRunner().invoke(juesuan, ["doctor", "--library", str(samples.folder)])
    assert words in result.output
    assert KEY not in result.output


@pytest.mark.usefixtures("configured")
def test_ask_and_forget(samples: Library, script: Script) -> None:
    script.answer = lambda _: "组织面向城乡劳动者的职业技能培训[4]。"
    library = ["--library", str(samples.folder)]
    CliRunner().invoke(juesuan, ["forget", *library])
    said = CliRunner().invoke(juesuan, ["ask", WORDED[0], "--json", *library])
    assert json.loads(said.stdout)["model"][0]["part"] == "narrate"
    assert CliRunner().invoke(juesuan, ["forget", *library]).stdout == "已清除 1 条\n"
    assert CliRunner().invoke(juesuan, ["forget", *library]).stdout == "已清除 0 条\n"


@pytest.mark.usefixtures("configured")
def test_a_batch_of_turns_has_the_model_too(samples: Library, script: Script, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps({"id": 1, "turns": list(DIALOGUE)}, ensure_ascii=False), encoding="utf-8")
    script.answer = lambda _: '{"question": "赫山区人社局2020年项目支出占本年支出合计的百分之几"}'
    said = CliRunner().invoke(juesuan, ["ask", "--batch", str(file), "--library", str(samples.folder)])
    replies = json.loads(said.stdout)["replies"]
    assert replies[1]["figure"] == {"value": "80.02", "unit": "%", "label": "项目支出占本年支出合计"}
    assert [use["part"] for use in replies[1]["model"]] == ["rewrite"]
