"""The page's own routes: what they answer, and that nothing forged, oversized or malformed breaks them."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.ask import ask
from assistant.web.inventory import Inventory
from assistant.web.safety import Limits, known_hosts
from assistant.web.shelf import Shelf
from index import samples
from index.build import build
from index.library import Library
from tests.web.conftest import built
from tests.web.reports import report_text

SHARE = "云岭县水务局2021年项目支出占比"
LOCAL = ("127.0.0.1", 5000)
AWAY = ("203.0.113.9", 5000)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_answer_arrives_in_steps(client: TestClient, shelf: Shelf) -> None:
    events = lines(client.post("/page/ask", json={"turns": [SHARE], "language": "zh"}).text)
    assert [event.get("step") for event in events] == ["understood", "looking", None]
    assert events[0]["text"] == "云岭县水务局 · 2021年 · 项目支出"
    assert events[1]["text"] == "云岭县水务局2021年度部门决算"
    assert events[2]["reply"] == ask(SHARE, shelf.library).to_json()
    assert 'class="cite"' in events[2]["html"]


def test_only_the_turns_asked_for_are_answered(client: TestClient) -> None:
    events = lines(client.post("/page/ask", json={"turns": [SHARE, "那2020年呢？"], "first": 1}).text)
    assert {event["turn"] for event in events} == {1}
    assert events[-1]["reply"]["figure"]["value"] == "50.00"


def test_the_report_text_is_the_stored_text(client: TestClient, shelf: Shelf) -> None:
    for report in shelf.library.reports():
        got = client.get(f"/page/report/{report.id}").json()
        assert got["text"] == shelf.library.text(report.id)
        assert all(section["title"] for section in got["sections"])


def test_examples_are_answered(client: TestClient, shelf: Shelf) -> None:
    examples = client.get("/page/start").json()["examples"]
    assert len(examples) >= 3
    assert all(ask(example, shelf.library).figure is not None for example in examples)


def test_the_inventory_counts_conflicts(client: TestClient) -> None:
    rows = {(row["org"], row["year"]): row for row in client.get("/page/reports").json()["rows"]}
    assert rows["云岭县水务局", 2021]["facts"] > 10
    assert rows["云岭县水务局", 2020]["conflicts"] == 0


def test_the_inventory_counts_tables(tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True) as library:
        for path in samples.paths():
            build(path, library)
        _, rows = Inventory().page(library, "", 0, 25)
        tables = {row["id"]: {fact.table for fact in library.facts(reports=[row["id"]]) if fact.table} for row in rows}
    assert {row["id"]: row["tables"] for row in rows} == {report: len(found) for report, found in tables.items()}
    assert any(tables.values())


def test_reports_come_by_the_page_filtered_and_ordered(client: TestClient, shelf: Shelf) -> None:
    def rows(**query: object) -> tuple[int, list[tuple[str, int]]]:
        found = client.get("/page/reports", params={name: str(value) for name, value in query.items()}).json()
        return found["total"], [(row["org"], row["year"]) for row in found["rows"]]

    every = [(report.org, report.year) for report in shelf.library.reports()]
    assert rows() == (len(every), every)
    assert rows(limit=1, offset=1) == (len(every), every[1:2])
    assert rows(find="水务局 2021") == (1, [("云岭县水务局", 2021)])
    assert rows(find="没有的单位") == (0, [])
    total, newest = rows(order="year", descending=True)
    assert [year for _, year in newest] == sorted((year for _, year in every), reverse=True)
    assert total == len(every)
    assert rows(offset=10**6)[1] == []


def test_a_text_is_checked_and_taken_away(client: TestClient) -> None:
    text = "云岭县水务局2021年项目支出500.00万元，占60%。"
    found = client.post("/page/check", json={"text": text}).json()
    assert found["reply"]["verdict"] == "false"
    assert "stated false" in found["html"]
    for kind, media in (("markdown", "text/markdown"), ("csv", "text/csv"), ("evidence", "text/html")):
        file = client.post("/page/check/file", json={"text": text, "kind": kind})
        assert file.headers["content-type"].startswith(media)
        assert "500.00" in file.text


def test_a_report_is_audited_and_taken_away(client: TestClient, shelf: Shelf) -> None:
    report = shelf.library.reports()[-1].id
    found = client.get(f"/page/audit/{report}").json()
    assert found["audit"]["report"] == report
    assert all(check["check"] in found["html"] for check in found["audit"]["checked"])
    for kind in ("markdown", "csv", "evidence"):
        assert found["audit"]["title"][:6] in client.get(f"/page/audit/{report}/{kind}").text or kind == "csv"


def test_a_conversation_is_taken_away(client: TestClient, shelf: Shelf) -> None:
    turns = [SHARE, "那2020年呢？"]
    quotes = [citation.quote for citation in ask(SHARE, shelf.library).citations]
    for kind, media in (("markdown", "text/markdown"), ("csv", "text/csv"), ("evidence", "text/html")):
        file = client.post("/page/export", json={"turns": turns, "kind": kind})
        assert file.headers["content-type"].startswith(media)
        assert "50.00" in file.text
        assert kind == "evidence" or all(quote in file.text.replace("\\", "") for quote in quotes)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/page/check", {"text": ""}), ("POST", "/page/check", {"text": "x" * 20_001}), ("POST", "/page/check", {"text": ["x"]}),
        ("POST", "/page/check", {"text": "x\x00"}), ("POST", "/page/check/file", {"text": "x", "kind": "exe"}),
        ("POST", "/page/check/file", {"text": "x"}), ("POST", "/page/export", {"turns": ["x"], "kind": "exe"}),
        ("GET", "/page/audit/zz", None), ("GET", "/page/audit/abcdef123456", None), ("GET", "/page/audit/abcdef123456/exe", None),
        ("GET", "/page/reports?limit=0", None), ("GET", "/page/reports?limit=101", None), ("GET", "/page/reports?offset=-1", None),
        ("GET", "/page/reports?order=sha256", None), ("GET", f"/page/reports?find={'x' * 101}", None), ("DELETE", "/page/nothing", None),
    ],
)  # fmt: skip
def test_forged_checks_audits_and_pages_are_refused_in_chinese(client: TestClient, method: str, path: str, body: object) -> None:
    answer = client.request(method, path, json=body)
    assert 400 <= answer.status_code < 500
    assert not answer.json()["error"].isascii()


BAD_BODIES: list[object] = [
    None, "x", 1, [], {}, {"turns": None}, {"turns": []}, {"turns": [""]}, {"turns": [1]}, {"turns": ["x" * 501]}, {"turns": ["x"] * 21},
    {"turns": ["x\x00y"]}, {"turns": [["x"]]}, {"turns": ["x"], "first": -1}, {"turns": ["x"], "first": 99},
    {"turns": ["x"], "first": "y", "note": 5},
]  # fmt: skip


@pytest.mark.parametrize("path", ["/page/ask", "/page/feedback"])
@pytest.mark.parametrize("body", BAD_BODIES)
def test_malformed_bodies_are_refused(client: TestClient, path: str, body: object) -> None:
    answer = client.post(path, json=body)
    assert 400 <= answer.status_code < 500
    assert "请求不合规则" in answer.json()["error"]


def test_half_a_surrogate_and_broken_json_are_refused(client: TestClient) -> None:
    for raw in (b'{"turns": ["\\ud800"]}', b'{"turns": ["x"', b"\xff\xfe", b"{" * 5000):
        answer = client.post("/page/ask", content=raw, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500
        assert not answer.json()["error"].isascii()


@pytest.mark.parametrize(
    "path",
    [
        "/page/report/zz", "/page/report/abcdef123456", "/page/report/..%2f..%2fetc", "/page/report/%00",
        "/page/export", "/page/compare?report=abcdef", "/page/start?language=fr",
        "/page/report/abcdef123456/picture?page=0", "/page/report/abcdef123456/figures", "/page/report/abcdef123456/place?start=-1&end=2",
        "/page/compare?report=abcdef12&report=abcdef12", "/page/nothing", "/page/static/nothing.js",
    ],
)  # fmt: skip
def test_wrong_addresses_are_refused(client: TestClient, path: str) -> None:
    assert 400 <= client.get(path).status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/page/static/../words.py", "/page/static/%2e%2e/words.py", "/page/static/..%5cwords.py", "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd", "/static/../../app.py", "/assets/%2e%2e/%2e%2e/routes.py", "/zh/gradio_api/file=pyproject.toml",
        "/gradio_api/proxy=http://example.com", "/custom_component/x/y/z/w.py", "/svelte/../../x", "/zh/assets/..%2f..%2froutes.py",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_only_the_machine_itself_may_change_the_library_without_a_key(library_folder: Path) -> None:
    app = built(Shelf(library_folder, vectors=False))
    file = {"file": ("x.txt", b"x")}
    away = TestClient(app, base_url="http://localhost", client=AWAY)
    assert away.post("/page/upload", files=file).status_code == 403
    assert away.delete("/page/report/abcdef123456").status_code == 403
    assert away.get("/page/start").json()["uploads"] == "closed"
    rebound = TestClient(app, base_url="http://rebound.example", client=LOCAL)
    assert rebound.post("/page/upload", files=file).status_code == 403
    here = TestClient(app, base_url="http://localhost", client=LOCAL)
    assert here.post("/page/upload", files=file, headers={"origin": "http://evil.example"}).status_code == 403
    assert here.post("/page/upload", files=file).json()["status"] == "failed"


def test_a_key_opens_uploads_from_anywhere_and_nothing_else_does(tmp_path: Path) -> None:
    folder, seed = tmp_path / "library", tmp_path / "seed.txt"
    seed.write_text(report_text(2020), "utf-8")
    with Library.open(folder, writable=True) as library:
        build(seed, library)
    away = TestClient(built(Shelf(folder, "钥匙 key", vectors=False)), base_url="http://service.example", client=AWAY)
    file = {"file": ("../../etc/水务局2021.txt", report_text(2021).encode())}
    assert away.get("/page/start").json()["uploads"] == "key"
    assert away.post("/page/upload", files=file).status_code == 403
    assert away.post("/page/upload", files=file, headers={"X-Juesuan-Key": "wrong"}).status_code == 403
    key = {"X-Juesuan-Key": "%E9%92%A5%E5%8C%99%20key"}
    added = away.post("/page/upload", files=file, headers=key).json()
    assert added["status"] == "added", added
    assert {row["file"] for row in away.get("/page/reports").json()["rows"]} == {"seed.txt", "水务局2021.txt"}
    assert away.delete(f"/page/report/{added['report']}", headers=key).json() == {"report": added["report"]}
    assert away.get("/page/start").json()["reports"] == 1
    assert not (tmp_path / "etc").exists()


def test_a_server_for_this_machine_answers_to_its_own_names_only(library_folder: Path) -> None:
    app = built(Shelf(library_folder, vectors=False), hosts=known_hosts("127.0.0.1", ()))
    for name, status in (("localhost:7860", 200), ("127.0.0.1", 200), ("[::1]:7860", 200), ("rebound.example", 421), ("", 421), ("[", 421)):
        answer = TestClient(app, base_url="http://localhost", client=LOCAL).get("/page/start", headers={"host": name})
        assert answer.status_code == status, name
    proxied = TestClient(built(Shelf(library_folder, vectors=False), hosts=known_hosts("127.0.0.1", ("Juesuan.example",))), client=LOCAL)
    assert proxied.get("/page/start", headers={"host": "juesuan.example"}).status_code == 200
    assert proxied.get("/page/start", headers={"host": "other.example"}).status_code == 421
    assert known_hosts("0.0.0.0", ()) == frozenset()


def test_too_much_is_refused(library_folder: Path) -> None:
    app = built(Shelf(library_folder), Limits(ask=3, file=1000, body=500))
    client = TestClient(app, base_url="http://localhost", client=LOCAL)
    assert client.post("/page/upload", files={"file": ("x.txt", b"x" * 2000)}).status_code == 413
    assert client.post("/page/ask", content=b"x" * 501).status_code == 413
    chunked = client.post("/page/ask", content=iter([b"x" * 300] * 3), headers={"content-type": "application/json"})
    assert chunked.status_code == 413
    codes = [client.post("/page/ask", json={"turns": ["云岭县水务局2021年项目支出占比"]}).status_code for _ in range(5)]
    assert 429 in codes
    assert int(client.post("/page/ask", json={"turns": ["x"]}).headers["retry-after"]) >= 1


@pytest.mark.parametrize("body", [{"turns": ["x"], "language": "fr"}, {"turns": ["x"], "first": 2.5}])
def test_malformed_questions_are_refused(client: TestClient, body: object) -> None:
    assert client.post("/page/ask", json=body).status_code == 422


@pytest.mark.parametrize("said", [{}, {"reason": "none"}, {"reason": "good", "note": "n" * 1001}])
def test_malformed_feedback_is_refused(client: TestClient, said: dict[str, str]) -> None:
    assert client.post("/page/feedback", json={"turns": ["x"], **said}).status_code == 422
