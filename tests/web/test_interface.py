"""The public functions: the contract's JSON through Gradio's HTTP interface and through MCP."""

import json
from typing import Any

import gradio as gr
import pytest
from starlette.testclient import TestClient

from assistant.ask import ask
from assistant.cli import juesuan
from assistant.web.shelf import Shelf
from tests.web.conftest import Served, alone

SHARE = "云岭县水务局2021年项目支出占比"


def call(client: TestClient, name: str, **parameters: Any) -> tuple[str, Any]:
    """Call a function as curl does; return the event's name and its data."""
    event = client.post(f"/gradio_api/call/v2/{name}", json=parameters).json()["event_id"]
    text = client.get(f"/gradio_api/call/{name}/{event}").text
    kind = text.split("event: ")[-1].split("\n")[0]
    return kind, json.loads(text.split("data: ")[-1].strip())


def test_ask_is_the_contract(client: TestClient, shelf: Shelf) -> None:
    kind, data = call(client, "ask", question=SHARE)
    assert kind == "complete"
    assert data[0] == ask(SHARE, shelf.library).to_json()


def test_ask_takes_earlier_questions(client: TestClient) -> None:
    _, data = call(client, "ask", question="那2020年呢？", earlier=[SHARE])
    assert data[0]["figure"]["value"] == "50.00"


def test_reports_facts_and_search(client: TestClient, shelf: Shelf) -> None:
    _, (reports,) = call(client, "reports")
    assert {report["report"] for report in reports} == {report.id for report in shelf.library.reports()}
    _, (facts,) = call(client, "facts", report=reports[0]["report"])
    text = shelf.library.text(reports[0]["report"])
    assert facts
    assert all(text[fact["start"] : fact["end"]] == fact["quote"] and isinstance(fact["value"], str) for fact in facts)
    _, (passages,) = call(client, "search", query="防汛", k=3)
    assert passages
    assert all(shelf.library.text(one["report"], one["start"], one["end"]) == one["text"] for one in passages)


def test_the_json_is_the_commands(client: TestClient, shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    def printed(*arguments: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        juesuan.main([*arguments, "--library", str(shelf.library.folder), "--json"], standalone_mode=False)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    first = shelf.library.reports()[0].id
    passages = printed("search", "防汛", "-k", "4")  # first: it makes the vectors that both then use
    assert call(client, "search", query="防汛", k=4)[1][0] == passages
    assert call(client, "reports")[1][0] == printed("list")
    assert call(client, "facts", report=first)[1][0] == printed("facts", first)
    assert call(client, "audit", report=first)[1][0] == printed("audit", first)[0]


def test_check_and_audit(client: TestClient, shelf: Shelf) -> None:
    _, (reply,) = call(client, "check", text="云岭县水务局2021年项目支出500.01万元")
    assert reply["verdict"] == "false"
    assert reply["claims"][0]["reported"]["value"] == "500.00"
    _, (found,) = call(client, "audit", report=shelf.library.reports()[-1].id)
    assert found["checked"]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("check", {"text": ""}), ("check", {"text": "x" * 20_001}), ("check", {"text": 5}), ("audit", {"report": "nothing"}),
        ("audit", {"report": ["x"]}), ("ask", {"question": ""}), ("ask", {"question": "x" * 501}),
        ("ask", {"question": 5}), ("ask", {"question": ["x"]}),
        ("ask", {"question": "x", "earlier": "y"}), ("ask", {"question": "x", "earlier": ["y"] * 21}), ("ask", {"question": "a\x00"}),
        ("ask", {"question": {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}}),
        ("search", {"query": "x", "k": 0}), ("search", {"query": "x", "k": 51}), ("search", {"query": "x", "k": "1"}),
        ("facts", {"report": "nothing"}), ("facts", {"report": ""}),
    ],
)  # fmt: skip
def test_forged_values_end_in_an_error_of_one_line(client: TestClient, name: str, parameters: dict[str, Any]) -> None:
    kind, data = call(client, name, **parameters)
    assert kind == "error"
    assert not data["error"].isascii()
    assert "Traceback" not in json.dumps(data)
    assert "root:" not in json.dumps(data)


FORGED: list[object] = [
    None, "x", 1, [], {}, {"data": None}, {"data": []}, {"data": "x"}, {"data": ["a", []], "fn_index": 99, "session_hash": "s"},
    {"data": ["a", []], "fn_index": -1, "session_hash": "s"}, {"data": ["a", []], "fn_index": "x", "session_hash": 5}, {"event_id": "x"},
]  # fmt: skip


@pytest.mark.parametrize("path", ["call/ask", "call/nothing", "call/v2/ask", "call/v2/nothing", "queue/join", "cancel", "reset", "mcp/"])
def test_forged_calls_are_never_a_server_error(client: TestClient, path: str) -> None:
    for body in FORGED:
        answer = client.post(f"/gradio_api/{path}", json=body)
        assert answer.status_code < 500
        if answer.status_code >= 400 and path != "mcp/":
            assert not answer.json()["error"].isascii()


@pytest.mark.parametrize("raw", [b"x", b"[]", b"\xff\xfe", b'{"data": ["\\ud800"]', b'{"\\ud800": 1}', b"[" * 5000])
@pytest.mark.parametrize("path", ["call/ask", "call/v2/ask", "queue/join", "cancel", "reset"])
def test_bodies_that_are_no_call_are_refused_in_one_line(client: TestClient, path: str, raw: bytes) -> None:
    answer = client.post(f"/gradio_api/{path}", content=raw, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500
    assert list(answer.json()) == ["error"]
    assert not answer.json()["error"].isascii()


@pytest.mark.parametrize(
    ("data", "said"), [([], "data 要有 2 个值，只有 0 个"), (["x"], "data 要有 2 个值，只有 1 个"), (["\x00", None], "不能用的字符")]
)
def test_a_call_of_the_first_kind_says_what_it_lacks(client: TestClient, data: list[object], said: str) -> None:
    event = client.post("/gradio_api/call/ask", json={"data": data}).json()["event_id"]
    text = client.get(f"/gradio_api/call/ask/{event}").text
    assert said in json.loads(text.split("data: ")[-1])["error"]


def test_half_a_surrogate_is_said_to_be_one(client: TestClient) -> None:
    answer = client.post("/gradio_api/call/v2/ask", content=b'{"question": "\\ud800"}', headers={"content-type": "application/json"})
    assert "代理对" in client.get(f"/gradio_api/call/ask/{answer.json()['event_id']}").text.encode().decode("unicode_escape")


def test_a_full_queue_asks_to_come_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gr.queueing.Queue, "__len__", lambda _: 99)
    answer = client.post("/gradio_api/call/v2/ask", json={"question": SHARE})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert answer.json() == {"error": "现在提问的人较多，请稍候"}


def test_the_same_functions_are_tools_with_descriptions(served: Served) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def use() -> tuple[dict[str, str], str]:
        async with streamable_http_client(f"{served.address}/gradio_api/mcp/") as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            tools = {tool.name: tool.description or "" for tool in (await session.list_tools()).tools}
            answer = await session.call_tool("ask", {"question": SHARE})
            return tools, "".join(getattr(part, "text", "") for part in answer.content)

    tools, answer = alone(use())
    assert set(tools) == {"ask", "search", "reports", "facts", "check", "audit"}
    assert "final accounts" in tools["ask"]
    assert "62.50" in answer
