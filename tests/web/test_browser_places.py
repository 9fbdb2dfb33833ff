"""Places and ways in a real browser: the page's picture with its box, every chip that can be changed, the clipboard, one language."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.ask import ask
from assistant.web.shelf import Shelf
from tests.web.conftest import Served, serving_pages, watching
from tests.web.reports import printed_library
from tests.web.test_browser import SHARE, THREE
from tests.web.watching import Watched

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]

COLOURED = """(image) => {
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
    const drawing = canvas.getContext('2d');
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    let left = Infinity, right = -1, top = Infinity, bottom = -1;
    for (let at = 0; at < data.length; at += 4) if (Math.max(data[at], data[at + 1], data[at + 2]) - Math.min(data[at], data[at + 1], data[at + 2]) > 60) {
        const x = (at / 4) % canvas.width, y = Math.floor(at / 4 / canvas.width);
        left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    return [left / canvas.width, top / canvas.height, right / canvas.width, bottom / canvas.height];
}"""  # noqa: E501


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the printed report."""
    with serving_pages(printed_library(tmp_path_factory.mktemp("printed"))) as made:
        yield made


@pytest.fixture
def paper(browser: Any, printed: Served) -> Iterator[Watched]:
    """A page over the printed report."""
    yield from watching(browser, printed)


def test_the_pages_picture_has_a_box_where_the_citation_says(paper: Watched) -> None:
    page = paper.open("/zh/")
    paper.ask(SHARE)
    paper.source("#a-1 .text a.cite >> nth=0")
    page.click("#mode-picture")
    page.wait_for_function("document.querySelector('#report-picture img')?.naturalWidth > 0")
    events = page.evaluate(
        "async (turn) => (await fetch('/page/ask', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({turns: [turn]})})).text().then((text) => JSON.parse(text.trim().split('\\n').at(-1)).reply.citations[0])",
        SHARE,
    )
    assert f"第 {events['page']} 页" in page.inner_text("#viewer-path")
    drawn = page.evaluate(COLOURED, page.query_selector("#report-picture img"))
    left, top, right, bottom = events["box"]
    expected = (left / 595, top / 842, right / 595, bottom / 842)
    assert drawn == pytest.approx(expected, abs=0.02)


def test_budget_and_final_accounts_can_be_changed(watched: Watched) -> None:
    page = watched.open("/en/")
    watched.ask(THREE)
    page.select_option("#a-1 select[data-slot=basis]", label="initial budget")
    page.wait_for_selector("#a-2 .actions")
    assert "3.00" in page.inner_text("#a-2 .headline")
    page.select_option("#a-2 select[data-slot=basis]", label="final accounts")
    page.wait_for_selector("#a-3 .actions")
    assert "2.50" in page.inner_text("#a-3 .headline")
    assert page.eval_on_selector("#a-2 select[data-slot=basis]", "(select) => select.selectedOptions[0].textContent") == "final accounts"


def test_what_can_be_found_instead_is_asked_by_a_click(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask("云岭县教育局2021年“三公”经费")
    page.click("#a-1 .available button:has-text('水务局')")
    page.wait_for_selector("#a-2 .headline:has-text('2.50')")


def test_department_and_scope_can_be_changed(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.select_option("#a-1 select[data-slot=org]", "云岭县林业局")
    page.wait_for_selector("#a-2 .actions")
    assert "云岭县林业局" in page.inner_text("#a-2 .slots")
    page.select_option("#a-2 select[data-slot=scope]", "财政拨款")
    page.wait_for_selector("#a-3 .actions")
    assert "财政拨款" in page.inner_text(".turn[data-number='3'] .question")


def test_an_answer_is_copied_with_its_quotes(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(THREE)
    page.click("#a-1 .actions button >> nth=0")
    page.wait_for_function("document.querySelector('#toast').classList.contains('shown')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert all(citation.quote in copied for citation in ask(THREE, shelf.library).citations)


def test_examples_and_follow_ups_are_asked(watched: Watched) -> None:
    page = watched.open("/zh/")
    page.click("#examples button >> nth=0")
    page.wait_for_selector("#a-1 .headline")
    page.click("#a-1 .followups button >> nth=0")
    page.wait_for_selector("#a-2 .actions")


def test_comparisons_and_key_figures_have_addresses(watched: Watched, shelf: Shelf) -> None:
    both = [report.id for report in shelf.library.reports() if report.org == "云岭县水务局"]
    page = watched.open(f"/zh/?view=reports&compare={','.join(both)}")
    page.wait_for_selector("#report-body .comparison")
    with page.expect_download() as download:
        page.click("#report-body a[download]")
    assert "500.00" in download.value.path().read_text("utf-8-sig")
    page = watched.open(f"/zh/?view=reports&figures={both[0]}")
    page.wait_for_selector("#report-body .card")
    page.click("#back")
    page.wait_for_selector("#reports tbody tr")


@pytest.mark.parametrize(("path", "words"), [("/zh/", ("Reports", "Ask", "Check")), ("/en/", ("报告", "核查", "提问"))])
def test_the_pages_own_words_are_of_one_language(watched: Watched, path: str, words: tuple[str, ...]) -> None:
    page = watched.open(path)
    shown = page.inner_text(".tabs") + page.inner_text("#ask-form") + page.inner_text("#welcome h2")
    assert not any(word in shown for word in words)


def test_an_answer_that_took_too_long_says_so_and_can_be_tried_again(watched: Watched) -> None:
    page = watched.open("/zh/")
    said = '{"error": "这个问题用了超过20秒，已停止；请问得具体一些"}\n'
    page.route("**/page/ask", lambda route: route.fulfill(body=said, content_type="application/x-ndjson"), times=1)
    page.fill("#question", SHARE)
    page.keyboard.press("Enter")
    assert "超过20秒" in page.wait_for_selector(".failed").inner_text()
    page.click(".failed button")
    page.wait_for_selector("#a-1 .headline")


def test_a_busy_server_is_asked_again(watched: Watched) -> None:
    watched.expected = ("503",)
    page = watched.open("/zh/")
    busy = {"status": 503, "headers": {"Retry-After": "1"}, "body": '{"error": "现在提问的人较多，请稍候"}'}
    page.route("**/page/ask", lambda route: route.fulfill(**busy), times=2)
    watched.ask(SHARE)
    assert "62.50" in page.inner_text("#a-1 .headline")


def test_a_browser_that_keeps_nothing_is_served_all_the_same(watched: Watched) -> None:
    refuse = (
        "for (const kind of ['localStorage', 'sessionStorage']) Object.defineProperty(window, kind, { get() { throw new Error('no'); } });"
    )
    watched.page.add_init_script(refuse)
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.click("#theme")
    page.click("[data-view=check]")
    page.fill("#claimed", "x")
    page.click("#history-open")
    assert page.is_visible("#history-empty")


def test_feedback_without_a_reason_asks_for_one(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.click("#a-1 .feedback summary")
    page.click("#a-1 .feedback button")
    assert page.query_selector("#a-1 .feedback input:invalid") is not None
    assert page.is_visible("#a-1 .feedback form")


def test_a_list_that_did_not_come_is_asked_for_again(watched: Watched) -> None:
    watched.expected = ("500",)
    page = watched.open("/zh/")
    page.route("**/page/reports?*", lambda route: route.fulfill(status=500, body='{"error": "不行"}'), times=1)
    page.click("[data-view=reports]")
    page.wait_for_selector("#toast.shown:has-text('不行')")
    page.click("[data-view=ask]")
    page.click("[data-view=reports]")
    page.wait_for_selector("#reports tbody tr")
