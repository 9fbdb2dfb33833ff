"""The document before any script runs: its language, its title, and no address but the page's own."""

import re

import pytest
from starlette.testclient import TestClient

from assistant.web.words import Language


@pytest.mark.parametrize(("language", "tag", "title"), [("zh", "zh-CN", "决算问答"), ("en", "en", "Final Accounts Q&amp;A")])
def test_each_language_has_its_own_document(client: TestClient, language: Language, tag: str, title: str) -> None:
    html = client.get(f"/{language}/").text
    head = html.split("<body")[0]
    assert re.search(r'<html\s[^>]*lang="([^"]*)"', html).group(1) == tag  # type: ignore[union-attr]
    assert re.findall(r"<title>([^<]*)</title>", head)[0].startswith(title)
    assert len(re.findall("<title>", head)) == 1
    assert "og:image" not in html
    assert "twitter:" not in html
    assert "Gradio" not in re.sub(r"<script\b.*?</script>", "", head, flags=re.DOTALL)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_document_names_no_other_address(client: TestClient, language: Language) -> None:
    html = client.get(f"/{language}/").text
    hosts = set(re.findall(r"""(?:src|href|content|url)\s*[=:(]\s*["']?(?:https?:)?//([^/"'\s)]+)""", html))
    assert hosts <= {"localhost"}
    assert "raw.githubusercontent" not in html
    assert "fonts.googleapis" not in html


def test_length_and_head_requests_fit_the_document(client: TestClient) -> None:
    answer = client.get("/zh/", headers={"accept-encoding": "identity"})
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert client.head("/zh/").status_code == 200


def test_a_query_survives_the_way_to_the_language(client: TestClient) -> None:
    answer = client.get("/?q=甲&q=乙 丙", headers={"accept": "text/html", "accept-language": "en-GB"}, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == "/en/?q=%E7%94%B2&q=%E4%B9%99+%E4%B8%99"
