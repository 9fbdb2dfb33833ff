"""The layer around everything: headers on every answer, closed doors, counts by address."""

import pytest
from starlette.testclient import TestClient

from assistant.web.safety import HEADERS, Meter, open_path


@pytest.mark.parametrize("path", ["/zh/", "/en/", "/page/start", "/page/static/page.js", "/gradio_api/info", "/nothing", "/page/report/zz"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS:
        assert answer.headers[name] == value


def test_the_policy_lets_nothing_in_from_outside() -> None:
    policy = dict(HEADERS)["Content-Security-Policy"]
    assert "http:" not in policy
    assert "https:" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path", ["/", "/zh", "/zh/", "/en/config", "/page/ask", "/gradio_api/call/ask", "/gradio_api/mcp/", "/assets/x.js", "/gradio_api/info"]
)
def test_open_paths(path: str) -> None:
    assert open_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/upload_progress", "/zh/gradio_api/upload", "/gradio_api/file=/etc/passwd",
        "/gradio_api/stream/x", "/gradio_api/component_server", "/zh/gradio_api/component_server", "/gradio_api/run/ask",
        "/gradio_api/api/ask", "/monitoring", "/login", "/zh/gradio_api/queue/join", "/zh/gradio_api/call/ask", "/page/../etc",
        "/gradio_api/vibe-edit", "/docs", "/gradio_api/process_recording", "/custom_component/x", "/gradio_api/deep_link",
        "/gradio_api/app_id", "/gradio_api/token",
    ],
)  # fmt: skip
def test_closed_paths(path: str) -> None:
    assert not open_path(path)


def test_the_meter_refills_with_time_and_parts_addresses_and_kinds() -> None:
    meter = Meter()
    assert [meter.wait("a", "ask", 2, now=0.0) for _ in range(2)] == [0.0, 0.0]
    assert meter.wait("a", "ask", 2, now=0.0) == pytest.approx(30)
    assert meter.wait("b", "ask", 2, now=0.0) == 0.0
    assert meter.wait("a", "read", 2, now=0.0) == 0.0
    assert meter.wait("a", "ask", 2, now=31.0) == 0.0


def test_the_meter_forgets_the_oldest_address() -> None:
    meter = Meter(addresses=2)
    for address in "abc":
        meter.wait(address, "ask", 1, now=0.0)
    assert meter.wait("a", "ask", 1, now=0.0) == 0.0
    assert meter.wait("c", "ask", 1, now=0.0) > 0
