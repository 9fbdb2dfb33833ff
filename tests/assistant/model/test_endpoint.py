"""Whatever an endpoint does ends in its text or in one clear line, once, without a key in it."""

from dataclasses import replace

import pytest
from scripted import Script, serving

from assistant.model.breaker import OPEN_AFTER, OPEN_FOR
from assistant.model.endpoint import Endpoint, Support
from assistant.model.failure import ModelFailed
from assistant.model.probe import probe
from assistant.model.talk import Talk

SCHEMA = {"type": "object"}


def test_a_model_answers(endpoint: Endpoint, script: Script) -> None:
    script.answer = lambda _: "好的，这是一个回答。"
    talk = Talk(endpoint)
    assert talk.complete("x", "问题") == "好的，这是一个回答。"
    assert [(use.part, use.tokens, use.cached) for use in talk.uses] == [("x", 12, False)]
    assert script.requests[0]["max_tokens"] == 19_998
    assert script.requests[0]["stream"] is True


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("slow", "限定时间"), ("drip", "限定时间"), ("hang_up", "连不上"), ("cut_stream", "中途断"),
        ("cut_by_limit", "中途断"), ("broken_json", "不合规范"), ("not_sse", "没有回答"), ("no_choices", "不合规范"),
        ("empty", "没有回答"), ("tool_call", "没有回答"), ("endless", "没完没了"), ("status_401", "密钥"),
        ("status_403", "拒绝"), ("status_404", "没有这个"), ("status_429", "太多"), ("status_500", "500"),
        ("status_503", "503"), ("endless_thoughts", "限定时间"), ("kept_alive", "限定时间"), ("filtered", "中途断"),
        ("bad_bytes", "不合规范"), ("huge_event", "没完没了|限定时间"), ("null_delta", "没有回答"), ("error_event", "不合规范"),
        ("half_header", "连不上"), ("redirect", "307"),
    ],
)  # fmt: skip
def test_a_failure_is_one_line_and_no_second_request(endpoint: Endpoint, script: Script, behaviour: str, words: str) -> None:
    script.behaviour, script.answer = behaviour, lambda _: "回答回答回答回答"
    with pytest.raises(ModelFailed, match=words) as failure:
        Talk(endpoint).complete("x", "问题")
    assert len(script.requests) == 1
    assert "sk-never-shown" not in str(failure.value)
    assert "127.0.0.1" not in str(failure.value)


@pytest.mark.parametrize(
    ("behaviour", "support", "requests"),
    [("schema_refused", Support.JSON_OBJECT, 2), ("forms_refused", Support.NEITHER, 3)],
)
def test_the_form_falls_back_and_is_remembered(endpoint: Endpoint, script: Script, behaviour: str, support: Support, requests: int) -> None:
    script.behaviour, script.answer = behaviour, lambda _: "{}"
    assert Talk(endpoint).complete("x", "问题", SCHEMA) == "{}"
    assert len(script.requests) == requests
    assert endpoint.support is support
    Talk(endpoint).complete("x", "问题", SCHEMA)
    assert len(script.requests) == requests + 1


def test_failures_in_a_row_open_the_circuit(endpoint: Endpoint, script: Script) -> None:
    now = [0.0]
    endpoint.clock = lambda: now[0]
    script.behaviour = "status_500"
    for _ in range(OPEN_AFTER):
        with pytest.raises(ModelFailed, match="500"):
            Talk(endpoint).complete("x", "问题")
    with pytest.raises(ModelFailed, match="暂停"):
        Talk(endpoint).complete("x", "问题")
    assert len(script.requests) == OPEN_AFTER
    script.behaviour, script.answer = "text", lambda _: "又好了"
    now[0] = OPEN_FOR + 1
    assert Talk(endpoint).complete("x", "问题") == "又好了"


def test_the_budget_of_a_minute_holds(endpoint: Endpoint, script: Script) -> None:
    limited = Endpoint(replace(endpoint.settings, llm_per_minute=1, llm_tokens=100))
    script.answer = lambda _: "好"
    Talk(limited).complete("x", "问题")
    with pytest.raises(ModelFailed, match="每分钟"):
        Talk(limited).complete("x", "问题")
    with pytest.raises(ModelFailed, match="太长"):
        Talk(Endpoint(limited.settings)).complete("x", "问" * 51)
    assert len(script.requests) == 1


def test_nobody_there_is_one_line(endpoint: Endpoint) -> None:
    gone = Endpoint(replace(endpoint.settings, llm_url="http://127.0.0.1:9/v1"))
    with pytest.raises(ModelFailed, match="连不上"):
        Talk(gone).complete("x", "问题")


@pytest.mark.parametrize("behaviour", ["text", "whole", "thoughtful", "by_the_byte", "with_usage"])
def test_every_way_to_stream_a_right_answer_is_read(endpoint: Endpoint, script: Script, behaviour: str) -> None:
    script.behaviour, script.answer = behaviour, lambda _: "负责就业工作[1]。"
    talk = Talk(endpoint)
    assert talk.complete("x", "问题") == "负责就业工作[1]。"
    assert talk.uses[0].tokens == (123 if behaviour == "with_usage" else talk.uses[0].tokens)


def test_pieces_come_before_the_end(endpoint: Endpoint, script: Script) -> None:
    script.behaviour = "drip"
    first = next(iter(Talk(endpoint).stream("x", "问题")))
    assert first == "慢"


def test_a_redirect_never_carries_the_key_away(endpoint: Endpoint, script: Script) -> None:
    with serving() as (elsewhere, other):
        script.behaviour, script.elsewhere = "redirect", f"{elsewhere}/chat/completions"
        with pytest.raises(ModelFailed):
            Talk(endpoint).complete("x", "问题")
        assert other.requests == []


def test_one_question_has_one_budget(endpoint: Endpoint, script: Script) -> None:
    script.answer = lambda _: "字" * 100
    talk = Talk(Endpoint(replace(endpoint.settings, llm_tokens=300, llm_per_minute=1)))
    talk.complete("x", "问" * 50)
    talk.complete("y", "答" * 20)
    assert [body["max_tokens"] for body in script.requests] == [250, 130]
    with pytest.raises(ModelFailed, match="太长"):
        talk.complete("z", "又" * 20)
    assert sum(use.tokens for use in talk.uses) == 270


def test_a_pause_ends_with_one_trial(endpoint: Endpoint, script: Script) -> None:
    now = [0.0]
    endpoint.clock = lambda: now[0]
    script.behaviour = "status_500"
    for _ in range(OPEN_AFTER):
        with pytest.raises(ModelFailed):
            Talk(endpoint).complete("x", "问题")
    now[0] = OPEN_FOR + 1
    for words in ("500", "暂停", "暂停"):
        with pytest.raises(ModelFailed, match=words):
            Talk(endpoint).complete("x", "问题")
    assert len(script.requests) == OPEN_AFTER + 1


@pytest.mark.parametrize(
    ("behaviour", "answer", "support", "streams"),
    [
        ("text", '{"form": "schema"}', Support.JSON_SCHEMA, True), ("text", '{"ok": true}', Support.JSON_OBJECT, True),
        ("text", "好的", Support.NEITHER, False), ("whole", '{"ok": true}', Support.JSON_OBJECT, False),
        ("schema_refused", '{"ok": true}', Support.JSON_OBJECT, True), ("forms_refused", '{"ok": true}', Support.NEITHER, True),
    ],
)  # fmt: skip
def test_a_probe_tells_what_an_endpoint_does(
    endpoint: Endpoint, script: Script, behaviour: str, answer: str, support: Support, streams: bool
) -> None:
    script.behaviour, script.answer = behaviour, lambda _: answer
    found = probe(endpoint.settings)
    assert (found.support, found.streams) == (support, streams)
    assert 0 < found.first <= found.total


def test_the_key_is_not_printed(endpoint: Endpoint, script: Script) -> None:
    script.answer = lambda _: "好"
    Talk(endpoint).complete("x", "问题")
    assert script.headers[0]["Authorization"] == "Bearer sk-never-shown"
    assert "sk-never-shown" not in repr(endpoint) + repr(Talk(endpoint)) + repr(endpoint.settings)
