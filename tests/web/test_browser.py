"""What a reader does with the page, in a real browser."""

import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import ask, converse
from assistant.web.feedback import stored_feedback
from assistant.web.shelf import Shelf
from tests.web.reports import report_text
from tests.web.watching import Watched

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]

SHARE = "云岭县水务局2021年项目支出占比"
THREE = "云岭县水务局2021年“三公”经费是多少？"


def marked(page: Any) -> str:
    """The text that is marked as the open source."""
    text: str = page.evaluate("[...document.querySelectorAll('#report-text mark.active')].map((mark) => mark.textContent).join('')")
    return text


def overflow(page: Any) -> int:
    """How many pixels the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def test_a_chip_opens_the_report_at_the_quote(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    answer = watched.ask(SHARE)
    citations = ask(SHARE, shelf.library).citations
    assert "62.50" in page.inner_text("#a-1 .headline")
    for citation in citations:
        page.click(f"#a-1 .text a.cite[href='#c-1-{citation.n}']")
        page.wait_for_function("(n) => document.querySelector('#viewer-count').textContent.startsWith(n)", arg=str(citation.n))
        assert marked(page) == citation.quote
        inside = "(() => { const m = document.querySelector('mark.active').getBoundingClientRect(), b = document.querySelector('#report-text').getBoundingClientRect(); return m.top >= b.top && m.bottom <= b.bottom; })()"  # noqa: E501
        assert page.evaluate(inside)
        assert citation.section[-1] in page.inner_text("#viewer-path")
    assert answer is not None


def test_previous_next_copy_and_escape(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    citations = ask(SHARE, shelf.library).citations
    watched.source("#a-1 .text a.cite >> nth=0")
    page.click("#viewer-next")
    page.wait_for_function("document.querySelector('#viewer-count').textContent.startsWith('2')")
    assert marked(page) == citations[1].quote
    page.click("#viewer-copy")
    page.wait_for_function("document.querySelector('#toast').classList.contains('shown')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert citations[1].quote in copied
    assert "report=" in copied
    page.click("#viewer-previous")
    page.keyboard.press("Escape")
    assert page.is_hidden("#viewer")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#c-1-1"


def test_hover_shows_the_quote(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.hover("#a-1 .text a.cite >> nth=0")
    page.wait_for_selector("#preview:not([hidden])")
    preview = page.inner_text("#preview")
    assert ask(SHARE, shelf.library).citations[0].quote in preview
    assert "2021" in preview


def test_search_and_contents_inside_the_report(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    watched.source("#a-1 .text a.cite >> nth=0")
    page.fill("#find", "公务接待费")
    page.wait_for_function("/^1\\/\\d/.test(document.querySelector('#find-count').textContent)")
    assert marked(page) == "公务接待费"
    page.fill("#find", "没有这个词")
    page.wait_for_function("document.querySelector('#find-count').textContent.includes('没有找到')")
    page.click("#viewer-contents")
    page.click("#contents button:has-text('机关运行经费')")
    assert page.is_hidden("#contents")


def test_a_follow_up_leans_on_the_question_before(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    watched.ask("那2020年呢？", 2)
    expected = converse([SHARE, "那2020年呢？"], shelf.library)[1]
    assert expected.figure is not None
    assert str(expected.figure.quantity.number) in page.inner_text("#a-2 .headline")


def test_a_changed_slot_is_asked_again(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.select_option("#a-1 select[data-slot=year]", "2020")
    page.wait_for_selector("#a-2 .headline")
    assert "50.00" in page.inner_text("#a-2 .headline")


def test_a_refusal_says_what_there_is(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask("云岭县教育局2021年“三公”经费")
    assert page.query_selector("#a-1 .headline") is None
    assert page.inner_text("#a-1 .refusal-title") == "报告里没有这个答案"
    assert "云岭县水务局" in page.inner_text("#a-1")


def test_a_conflict_is_shown_with_both_places(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(THREE)
    warning = page.wait_for_selector("#a-1 .warning.serious")
    assert "5.75" in warning.inner_text()
    warning.query_selector_all("a.cite")[-1].click()
    page.wait_for_selector("mark.active")
    assert "5.75万元" in marked(page)


def test_deep_links(watched: Watched, shelf: Shelf) -> None:
    page = watched.open(f"/zh/?q={urllib.parse.quote(SHARE)}")
    page.wait_for_selector("#a-1 .headline")
    citation = ask(SHARE, shelf.library).citations[0]
    page = watched.open(f"/zh/?report={citation.report}&at={citation.start}-{citation.end}")
    page.wait_for_selector("mark.active")
    assert marked(page) == citation.quote
    watched.expected = ("404",)
    page = watched.open("/zh/?report=abcdef123456&at=5-9")
    page.wait_for_selector("#report-text .failed")


def test_the_root_leads_to_the_language(watched: Watched) -> None:
    page = watched.open("/")
    assert page.url.endswith("/zh/")


def test_reload_keeps_the_conversation_and_history_lists_it(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    watched.ask(THREE, 2)
    page.reload()
    page.wait_for_selector("#a-2 .headline")
    assert page.inner_text("#a-1 .headline .value") == "62.50"
    page.click("#new")
    assert page.is_visible("#welcome")
    page.reload()
    page.wait_for_selector("#examples button")
    assert page.query_selector(".answer") is None
    page.click("#history-open")
    page.click("#conversations li button >> nth=0")
    page.wait_for_selector("#a-2 .headline")


def test_language_and_theme(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.click("#language")
    page.wait_for_selector("#a-1 .sources h3:has-text('Sources')")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "62.50" in page.inner_text("#a-1 .headline")


@pytest.mark.parametrize("path", ["/zh/", "/en/"])
def test_a_phone_needs_no_sideways_scrolling(phone: Watched, path: str) -> None:
    page = phone.open(path)
    assert overflow(page) <= 0
    for number, question in enumerate((SHARE, THREE, "云岭县教育局2021年“三公”经费"), 1):
        phone.ask(question, number)
        assert overflow(page) <= 0
    phone.source("#a-1 .text a.cite >> nth=0")
    assert overflow(page) <= 0
    page.click("#viewer-close")
    page.click("[data-view=reports]")
    assert overflow(page) <= 0
    page.click("#reports .row-actions button >> nth=0")
    page.wait_for_selector("#report-body .card")
    assert overflow(page) <= 0


def test_questions_asked_while_another_is_answered_are_shown_at_once_and_answered_in_turn(watched: Watched) -> None:
    page = watched.open("/zh/")
    held: list[Any] = []
    page.route("**/page/ask", lambda route: held.append(route), times=1)
    for question in (SHARE, THREE, "那2020年呢？"):
        page.fill("#question", question)
        page.keyboard.press("Enter")
    assert page.locator(".turn .question").all_inner_texts() == [SHARE, THREE, "那2020年呢？"]
    assert page.input_value("#question") == ""
    page.wait_for_function("document.querySelectorAll('.turn .steps').length === 3")
    held[0].continue_()
    page.wait_for_selector("#a-3 .actions")
    assert page.inner_text("#a-1 .headline .value") == "62.50"
    assert "2.80" in page.inner_text("#a-3 .headline")


def test_a_conversation_is_kept_before_it_is_answered(watched: Watched) -> None:
    page = watched.open("/zh/")
    page.route("**/page/ask", lambda _: None, times=1)
    page.fill("#question", SHARE)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn")
    page.reload()
    page.wait_for_selector("#a-1 .headline")


def test_a_chip_of_an_earlier_answer_starts_a_branch(watched: Watched) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    watched.ask(THREE, 2)
    page.select_option("#a-1 select[data-slot=year]", "2020")
    page.wait_for_selector("#a-2 .headline:has-text('50.00')")
    assert page.locator(".turn").count() == 2
    page.click("#history-open")
    assert page.locator("#conversations li").count() == 2


def test_stop_and_retry(watched: Watched) -> None:
    page = watched.open("/zh/")
    page.route("**/page/ask", lambda _: None)
    page.fill("#question", SHARE)
    page.keyboard.press("Enter")
    page.click("#stop")
    page.wait_for_selector(".failed")
    page.unroute("**/page/ask")
    page.click(".failed button")
    page.wait_for_selector("#a-1 .headline")


def test_exports_open_and_hold_the_figures(watched: Watched, tmp_path: Path, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    got: dict[str, str] = {}
    for place, kind in enumerate(("markdown", "csv", "evidence"), 1):
        page.click("#a-1 .menu:not(.feedback) summary")
        with page.expect_download() as download:
            page.click(f"#a-1 .menu li:nth-child({place}) button")
        download.value.save_as(tmp_path / kind)
        got[kind] = (tmp_path / kind).read_text("utf-8-sig")
        page.click("#a-1 .menu:not(.feedback) summary")
    quotes = [citation.quote for citation in ask(SHARE, shelf.library).citations]
    assert all("500.00" in text and "800.00" in text and "62.50" in text for text in got.values())
    assert all(quote in got["csv"] and quote in got["evidence"] for quote in quotes)
    pack = tmp_path / "pack.html"
    pack.write_text(got["evidence"], "utf-8")
    page.goto(pack.as_uri())
    watched.faults = [fault for fault in watched.faults if not fault.startswith("outside: file:")]
    assert page.inner_text("mark.active >> nth=0") == quotes[0]
    assert re.search(r"[0-9a-f]{64}", page.inner_text("body"))


def test_feedback_is_stored(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    watched.ask(SHARE)
    page.click("#a-1 .feedback summary")
    page.check("#a-1 .feedback input[value=wrong_citation]")
    page.fill("#a-1 .feedback textarea", "第二处 <b>应为</b> 附件")
    page.click("#a-1 .feedback button")
    page.wait_for_selector("#a-1 .feedback summary:has-text('已记录')")
    last = stored_feedback(shelf.library)[-1]
    assert last["reason"] == "wrong_citation"
    assert last["note"] == "第二处 <b>应为</b> 附件"
    assert "62.50" in last["answer"]


def test_upload_of_a_good_and_of_a_broken_file_and_removal(watched: Watched, tmp_path: Path) -> None:
    good = tmp_path / "农业局<b>2021</b>.txt".replace("/", "∕")
    good.write_text(report_text(2021).replace("水务局", "农业局"), "utf-8")
    broken = tmp_path / "坏文件.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing here")
    page = watched.open("/zh/?view=reports")
    page.wait_for_selector("#reports tbody tr")
    before = len(page.query_selector_all("#reports tbody tr"))
    page.set_input_files("#files", [str(good), str(broken)])
    page.wait_for_selector("#uploads .added")
    failed = page.wait_for_selector("#uploads .failed").inner_text()
    assert "没有添加：" in failed
    assert len(failed.split("没有添加：")[1]) > 4
    page.wait_for_function("(n) => document.querySelectorAll('#reports tbody tr').length === n", arg=before + 1)
    page.click("[data-view=ask]")
    watched.ask("云岭县农业局2021年项目支出占比")
    assert "62.50" in page.inner_text("#a-1 .headline")
    page.click("[data-view=reports]")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("#reports tr:has-text('农业局') button:has-text('移除')")
    page.wait_for_function("(n) => document.querySelectorAll('#reports tbody tr').length === n", arg=before)


def test_key_figures_and_comparison_are_cited(watched: Watched) -> None:
    page = watched.open("/zh/?view=reports")
    page.fill("#filter", "水务局")
    page.wait_for_function("document.querySelectorAll('#reports tbody tr').length === 2")
    page.click("#reports tr:has-text('2021') button:has-text('数字')")
    page.wait_for_selector("#report-body .card")
    assert "800.00" in page.inner_text("#report-body .figures")
    assert page.query_selector("#report-body .chart svg rect") is not None
    watched.source("#report-body .card a.cite >> nth=0")
    assert "900.00" in marked(page)
    page.click("#back")
    for box in page.query_selector_all("#reports tbody input"):
        box.check()
    page.click("#compare")
    page.wait_for_selector("#report-body .comparison")
    line = page.inner_text("#report-body .comparison tr:has-text('项目支出')")
    assert "320.00" in line
    assert "500.00" in line


def test_keyboard_alone_reaches_the_quote(watched: Watched) -> None:
    page = watched.open("/zh/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'question'")
    page.keyboard.type(SHARE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#a-1 .headline")
    page.focus("#a-1 .text a.cite")
    page.wait_for_selector("#preview:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.active")
    assert page.evaluate("document.activeElement.id") == "viewer"
