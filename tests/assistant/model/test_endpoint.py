"""Whatever an endpoint does ends in its text or in one clear line, once, without a key in it."""

import pytest
from scripted import Script

from assistant.model.endpoint import OPEN_AFTER, OPEN_FOR, Endpoint, ModelFailed, Support

SCHEMA = {"type": "object"}


def test_a_model_answers(endpoint: Endpoint, script: Script) -> None:
    script.answer = lambda _: "好的，这是一个回答。"
    said = endpoint.complete("x", "问题")
    assert said.text == "好的，这是一个回答。"
    assert said.use.tokens > 0
    assert script.requests[0]["max_tokens"] == 20_000


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("slow", "限定时间"), ("drip", "限定时间"), ("hang_up", "连不上"), ("cut_stream", "中途断"),
        ("cut_by_limit", "中途断"), ("broken_json", "不合规范"), ("not_sse", "没有回答"), ("no_choices", "不合规范"),
        ("empty", "没有回答"), ("tool_call", "没有回答"), ("endless", "没完没了"), ("status_401", "密钥"),
        ("status_403", "拒绝"), ("status_404", "没有这个"), ("status_429", "太多"), ("status_500", "500"),
        ("status_503", "503"),
    ],
)  # fmt: skip
def test_a_failure_is_one_line_and_no_second_request(endpoint: Endpoint, script: Script, behaviour: str, words: str) -> None:
    script.behaviour, script.answer = behaviour, lambda _: "回答回答回答回答"
    with pytest.raises(ModelFailed, match=words) as failure:
        endpoint.complete("x", "问题")
    assert len(script.requests) == 1
    assert "sk-never-shown" not in str(failure.value)
    assert "127.0.0.1" not in str(failure.value)


@pytest.mark.parametrize(
    ("behaviour", "support", "requests"),
    [("schema_refused", Support.JSON_OBJECT, 2), ("forms_refused", Support.NEITHER, 3)],
)
def test_the_form_falls_back_and_is_remembered(endpoint: Endpoint, script: Script, behaviour: str, support: Support, requests: int) -> None:
    script.behaviour, script.answer = behaviour, lambda _: "{}"
    assert endpoint.complete("x", "问题", SCHEMA).text == "{}"
    assert len(script.requests) == requests
    assert endpoint.support is support
    endpoint.complete("x", "问题", SCHEMA)
    assert len(script.requests) == requests + 1


def test_failures_in_a_row_open_the_circuit(endpoint: Endpoint, script: Script) -> None:
    now = [0.0]
    endpoint.clock = lambda: now[0]
    script.behaviour = "status_500"
    for _ in range(OPEN_AFTER):
        with pytest.raises(ModelFailed, match="500"):
            endpoint.complete("x", "问题")
    with pytest.raises(ModelFailed, match="暂停"):
        endpoint.complete("x", "问题")
    assert len(script.requests) == OPEN_AFTER
    script.behaviour, script.answer = "text", lambda _: "又好了"
    now[0] = OPEN_FOR + 1
    assert endpoint.complete("x", "问题").text == "又好了"


def test_the_budget_of_a_minute_holds(endpoint: Endpoint, script: Script) -> None:
    from dataclasses import replace

    limited = Endpoint(replace(endpoint.settings, llm_per_minute=1, llm_tokens=50))
    script.answer = lambda _: "好"
    limited.complete("x", "问题")
    with pytest.raises(ModelFailed, match="每分钟"):
        limited.complete("x", "问题")
    with pytest.raises(ModelFailed, match="太长"):
        Endpoint(limited.settings).complete("x", "问" * 51)
    assert len(script.requests) == 1


def test_nobody_there_is_one_line(endpoint: Endpoint) -> None:
    from dataclasses import replace

    gone = Endpoint(replace(endpoint.settings, llm_url="http://127.0.0.1:9/v1"))
    with pytest.raises(ModelFailed, match="连不上"):
        gone.complete("x", "问题")


def test_the_key_is_not_printed(endpoint: Endpoint) -> None:
    assert "sk-never-shown" not in repr(endpoint)
