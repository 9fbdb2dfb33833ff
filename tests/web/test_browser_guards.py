"""What must never happen, in a real browser: words that turn into markup, and a page that some readers cannot use."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.reports import HOSTILE
from tests.web.test_browser import THREE
from tests.web.watching import Watched

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]


def test_hostile_questions_are_only_text(watched: Watched) -> None:
    page = watched.open("/zh/")
    for number, question in enumerate((*HOSTILE, "<b>粗体</b>" * 40), 1):
        watched.ask(question, number)
        assert page.inner_text(f".turn[data-number='{number}'] .question").strip() == question.strip()
    assert page.evaluate("window.pwned") is None
    assert page.query_selector(".turn script, .turn img, .turn form:not(.feedback form), .turn .question b") is None


def test_a_hostile_report_is_only_text(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask("云岭县林业局的部门职责是什么")
    assert HOSTILE[0] in page.inner_text("#a-1")
    page.hover("#a-1 .text a.cite >> nth=0")
    watched.source("#a-1 .text a.cite >> nth=0")
    assert all(text in page.inner_text("#report-text") for text in HOSTILE[:7])
    page.click("[data-view=reports]")
    page.wait_for_selector("#reports tbody tr")
    assert "<img src=x" in page.inner_text("#reports")
    page.click("#reports tr:has-text('林业局') button:has-text('数字')")
    page.wait_for_selector("#report-body .card")
    assert page.evaluate("window.pwned") is None
    assert page.query_selector("#juesuan img, #juesuan script, .juesuan a[href^='javascript']") is None
    assert page.query_selector(".answer form:not(.feedback form)") is None


def axe_faults(page: Any) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, in the whole document."""
    import axe_playwright_python  # type: ignore[import-untyped]

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    page.evaluate(f"{axe}; null")
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert len(found["passes"]) > 10
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("path", ["/zh/", "/en/"])
def test_axe_finds_nothing(watched: Watched, path: str) -> None:
    page = watched.open(path)
    watched.ask(THREE)
    assert axe_faults(page) == []
    watched.source("#a-1 .text a.cite >> nth=0")
    assert axe_faults(page) == []
    page.click("#theme")
    page.click("[data-view=reports]")
    page.click("#reports .row-actions button >> nth=0")
    page.wait_for_selector("#report-body .card")
    assert axe_faults(page) == []
