"""The journalist's desk in a real browser: a text checked, a report audited, many reports, a language model beside the rules."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.claims import check
from assistant.settings import settings
from assistant.web.shelf import Shelf
from index.build import build_all
from index.library import Library
from tests.assistant.model.scripted import Script, serving
from tests.web.conftest import Served, serving_pages, watching
from tests.web.reports import HOSTILE, report_text
from tests.web.test_browser import SHARE, marked, overflow
from tests.web.test_browser_guards import axe_faults
from tests.web.watching import Watched

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(600)]

TEXT = "云岭县水务局2021年项目支出500.00万元，占本年支出合计的60%，花了88块9。"
MANY = 60


def check_text(page: Any, text: str) -> None:
    page.click("[data-view=check]")
    page.fill("#claimed", text)
    page.click("#check-send")
    page.wait_for_selector("#check-result .actions")


def test_a_pasted_text_is_checked_figure_by_figure(watched: Watched, shelf: Shelf) -> None:
    page = watched.open("/zh/")
    check_text(page, TEXT)
    claims = check(TEXT, shelf.library).claims
    assert len(page.query_selector_all("#check-result .judged > li")) == len(claims)
    assert page.inner_text("#check-result .stated.true").startswith("500.00万元")
    assert page.inner_text("#check-result .stated.false").startswith("60%")
    watched.source("#check-result .judged .false a.cite >> nth=0")
    assert "62.50%" in marked(page)
    page.keyboard.press("Escape")
    page.click("#check-result a.claim-n >> nth=1")
    assert page.evaluate("document.activeElement.id") == "claim-2"


def test_a_number_that_was_not_checked_is_never_shown_as_fine(watched: Watched) -> None:
    page = watched.open("/zh/?view=check")
    check_text(page, "云岭县水务局2021年项目支出500.00万元，收到感谢信，编号为A、77/88。")
    assert page.query_selector("#check-result .stated.unchecked") is not None
    assert "不等于没有问题" in page.inner_text("#check-result .warning")
    assert page.query_selector("#check-result .tally .unchecked") is not None


def test_a_check_is_taken_away_and_survives_a_reload(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("/zh/")
    check_text(page, TEXT)
    for kind in range(3):
        page.click("#check-result .menu summary")
        with page.expect_download() as download:
            page.click(f"#check-result .menu li:nth-child({kind + 1}) button")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert "62.50" in file.read_text("utf-8-sig")
        page.click("#check-result .menu summary")
    page.reload()
    page.wait_for_selector(".juesuan.ready")
    assert page.input_value("#claimed") == TEXT


def test_the_example_is_true(watched: Watched) -> None:
    page = watched.open("/zh/?view=check")
    page.click("#check-try")
    page.click("#check-send")
    page.wait_for_selector("#check-result .tally .true")
    assert page.query_selector("#check-result .judged .false, #check-result .judged .unverifiable") is None


def test_a_report_is_audited_and_every_finding_opens_at_its_place(watched: Watched) -> None:
    page = watched.open("/zh/?view=reports")
    page.click("#reports tr:has-text('水务局'):has-text('2021') button:has-text('审核')")
    page.wait_for_selector("#check-result .audit .actions")
    assert "5.75万元" in page.inner_text("#check-result .judged")
    assert "不适用" in page.inner_text("#check-result .checks")
    watched.source("#check-result .judged a.cite >> nth=1")
    quotes = [entry.inner_text() for entry in page.query_selector_all("#check-result .sources q")]
    assert marked(page) in [quote.strip("“”") for quote in quotes]
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.click("#check-result .menu summary")
        page.click("#check-result .menu li:nth-child(2) button")
    assert "W30" in Path(download.value.path()).read_text("utf-8-sig")
    page.reload()
    page.wait_for_selector("#check-result .audit .actions")


def test_a_report_to_audit_is_found_by_its_words(watched: Watched) -> None:
    page = watched.open("/en/?view=check")
    page.fill("#audit-find", "水务局 2020")
    page.wait_for_function("document.querySelectorAll('#audit-reports button').length === 1")
    page.click("#audit-reports button")
    page.wait_for_selector("#check-result .audit .actions")
    assert "What was checked" in page.inner_text("#check-result")


def test_a_hostile_text_to_check_is_only_text(watched: Watched) -> None:
    page = watched.open("/zh/")
    check_text(page, f"{'，'.join(HOSTILE)}。{TEXT}")
    shown = page.inner_text("#check-result .checked-text")
    assert HOSTILE[0] in shown
    assert HOSTILE[3] in shown
    assert page.evaluate("window.pwned") is None
    assert page.query_selector("#check-result script, #check-result img, #check-result form") is None


def test_a_hundred_kilobytes_are_refused_in_words(watched: Watched) -> None:
    watched.expected = ("413", "422")
    page = watched.open("/zh/")
    said = page.evaluate(
        "async () => (await (await fetch('/page/check', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({text: '一'.repeat(40000)})})).json()).error"
    )
    assert said
    assert not said.isascii()


def test_the_desk_on_a_phone(phone: Watched) -> None:
    page = phone.open("/zh/")
    check_text(page, TEXT)
    assert overflow(page) <= 0
    assert page.evaluate(
        "document.querySelector('#check-result .answer').scrollWidth <= document.querySelector('#check-result').clientWidth"
    )
    page.fill("#audit-find", "水务局 2021")
    page.wait_for_function("document.querySelectorAll('#audit-reports button').length === 1")
    page.click("#audit-reports button")
    page.wait_for_selector("#check-result .audit .actions")
    assert overflow(page) <= 0
    phone.source("#check-result .judged a.cite >> nth=0")
    assert overflow(page) <= 0


def test_axe_finds_nothing_at_the_desk(watched: Watched) -> None:
    page = watched.open("/zh/")
    check_text(page, TEXT)
    assert axe_faults(page) == []
    page.click("#theme")
    assert axe_faults(page) == []
    page.click("#audit-reports button:has-text('2021')")
    page.wait_for_selector("#check-result .audit .actions")
    assert axe_faults(page) == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over more reports than a page of the table holds."""
    files, folder = tmp_path_factory.mktemp("many"), tmp_path_factory.mktemp("crowded")
    for number in range(MANY):
        county = "青岩县" if number >= MANY - 2 else "云岭县"
        name = f"{county}{'东西南北中上'[number // 10]}{'山河湖坪岭溪田桥林坝'[number % 10]}乡人民政府"
        text = report_text(2020 + number % 2).replace("云岭县水务局", name)
        (files / f"{number:02d}.txt").write_text(text, "utf-8")
    with Library.open(folder, writable=True) as library:
        failed = [status.reason for status in build_all(sorted(files.iterdir()), library) if status.status != "added"]
    assert failed == []
    with serving_pages(folder) as made:
        yield made


@pytest.fixture
def crowded(browser: Any, many: Served) -> Iterator[Watched]:
    """A page over many reports."""
    yield from watching(browser, many)


def rows(page: Any) -> int:
    return len(page.query_selector_all("#reports tbody tr"))


def test_many_reports_come_by_the_page_and_are_filtered_over_all(crowded: Watched) -> None:
    page = crowded.open("/zh/?view=reports")
    page.wait_for_selector("#reports tbody tr")
    assert rows(page) == 25
    assert page.inner_text("#pager-range") == f"第 1–25 份，共 {MANY} 份"
    first = page.inner_text("#reports tbody tr >> nth=0")
    page.check("#reports tbody input >> nth=0")
    page.click("#pager-next")
    page.wait_for_function("document.querySelector('#pager-range').textContent.includes('26–50')")
    page.check("#reports tbody input >> nth=0")
    page.click("#pager-next")
    page.wait_for_function(f"document.querySelector('#pager-range').textContent.includes('51–{MANY}')")
    assert page.is_disabled("#pager-next")
    assert page.is_enabled("#compare")
    page.fill("#filter", "青岩县")
    page.wait_for_function("document.querySelectorAll('#reports tbody tr').length === 2")
    assert page.is_hidden("#pager-next")
    page.fill("#filter", "")
    page.wait_for_function("document.querySelectorAll('#reports tbody tr').length === 25")
    assert page.inner_text("#reports tbody tr >> nth=0") == first
    assert page.is_checked("#reports tbody input >> nth=0")
    page.click("#compare")
    page.wait_for_selector("#report-body .comparison")


def test_the_table_is_ordered_by_a_column(crowded: Watched) -> None:
    page = crowded.open("/zh/?view=reports")
    page.wait_for_selector("#reports tbody tr")
    page.click("#reports th[data-order=year] button")
    page.wait_for_selector("#reports th[data-order=year][aria-sort=ascending]")
    assert {row.inner_text() for row in page.query_selector_all("#reports tbody td:nth-child(3)")} == {"2020"}
    page.click("#reports th[data-order=year] button")
    page.wait_for_selector("#reports th[data-order=year][aria-sort=descending]")
    assert {row.inner_text() for row in page.query_selector_all("#reports tbody td:nth-child(3)")} == {"2021"}


@pytest.fixture
def helped(browser: Any, library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Watched, Script]]:
    """A page whose answering processes have a scripted language model."""
    with serving() as (address, script):
        for name, value in (("URL", address), ("MODEL", "scripted"), ("TIMEOUT", "60"), ("TOKENS", "20000")):
            monkeypatch.setenv(f"JUESUAN_LLM_{name}", value)
        settings.cache_clear()
        with serving_pages(library_folder) as served:
            for made in watching(browser, served):
                yield made, script
    settings.cache_clear()


DUTIES = "云岭县水务局的部门职责是什么"


def test_a_models_wording_is_shown_with_its_part(helped: tuple[Watched, Script]) -> None:
    watched, script = helped
    script.answer = lambda _: "云岭县水务局负责全县供水、排水和防汛工作[1]。"
    page = watched.open("/zh/")
    watched.ask(DUTIES)
    page.wait_for_selector("#a-1 .model")
    page.wait_for_selector(".helping", state="detached")
    assert "措辞" in page.inner_text("#a-1 .model")
    assert page.inner_text("#a-1 .text").startswith("云岭县水务局负责全县供水、排水和防汛工作")
    assert page.query_selector("#a-1 .text a.cite") is not None
    assert script.requests


def test_a_models_markup_is_only_text_and_its_figures_are_dropped(helped: tuple[Watched, Script]) -> None:
    watched, script = helped
    assert script.requests == []
    script.answer = lambda _: f"{HOSTILE[0]}{HOSTILE[1]}负责供水[1]。该局支出999.99万元[1]。"
    page = watched.open("/zh/")
    watched.ask("云岭县水务局2021年的部门职责是什么")
    page.wait_for_selector(".helping", state="detached")
    assert script.requests
    assert page.evaluate("window.pwned") is None
    assert page.query_selector("#a-1 script, #a-1 img") is None
    assert "999.99" not in page.inner_text("#a-1")


def test_a_failing_model_leaves_the_rules_answer_and_a_line(helped: tuple[Watched, Script]) -> None:
    watched, script = helped
    script.behaviour = "hang_up"
    page = watched.open("/zh/")
    watched.ask("云岭县水务局2020年的部门职责是什么")
    page.wait_for_selector("#a-1 .warning:has-text('以下是不用模型的回答')")
    page.wait_for_selector(".helping", state="detached")
    assert "防汛" in page.inner_text("#a-1 .text")


def test_a_figure_asks_no_model(helped: tuple[Watched, Script]) -> None:
    watched, script = helped
    watched.open("/zh/")
    watched.ask(SHARE)
    assert script.requests == []


def test_sentences_arrive_before_the_reply(helped: tuple[Watched, Script]) -> None:
    watched, script = helped
    script.answer = lambda _: "云岭县水务局负责全县供水、排水和防汛工作[1]。"
    page = watched.open("/zh/")
    text = page.evaluate(
        "async (turn) => (await fetch('/page/ask', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({turns: [turn]})})).text()", DUTIES,
    )  # fmt: skip
    events = [json.loads(line) for line in text.splitlines()]
    kinds = [event.get("step") or ("more" if event.get("more") else "reply") for event in events]
    assert kinds == ["understood", "looking", "more", "sentence", "reply"]
    assert events[-1]["reply"]["model"][0]["part"] == "narrate"
