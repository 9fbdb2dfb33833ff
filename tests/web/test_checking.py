"""A checked text and an audit as the page shows them: every number accounted for, nothing unchecked shown as fine."""

import dataclasses

import pytest

from assistant.answer import Claim, Figure, Verdict
from assistant.audit import CHECKS, audit
from assistant.audit.records import Audit, Outcome
from assistant.claims import LONGEST, check
from assistant.web.auditing import audit_file, audit_html, numbered
from assistant.web.checking import UNCHECKED, check_html, pieces
from assistant.web.exports import figures_csv, markdown
from assistant.web.shelf import Shelf
from assistant.web.values import MOST_CLAIMED
from index.quantity import Quantity
from tests.web.reports import HOSTILE

TEXT = "云岭县水务局2021年项目支出500.00万元，占本年支出合计的60%。另据第3期简报，花了88块9。"


def claim(text: str, number: str, unit: str, verdict: Verdict = Verdict.TRUE) -> Claim:
    return Claim(text=text, verdict=verdict, stated=Figure("项目支出", Quantity.of(number, unit)))


def kinds(text: str, *claims: Claim) -> list[tuple[str, str, int]]:
    return [(piece.text, piece.kind, piece.n) for piece in pieces(text, claims) if piece.kind]


def test_every_number_is_a_claims_or_is_not_checked() -> None:
    text = "甲局2021年项目支出500.00万元，占62.5%，耗资99万元。"
    first, second = claim("项目支出500.00万元", "500.00", "万元"), claim("500.00万元，占62.5%", "62.5", "%", Verdict.FALSE)
    assert kinds(text, first, second) == [("500.00万元", "true", 1), ("62.5%", "false", 2), ("99万元", UNCHECKED, 0)]
    assert "".join(piece.text for piece in pieces(text, (first, second))) == text


@pytest.mark.parametrize("text", ["2021年度", "2021年12月31日", "第3期", "1、概况", "2020-2021年"])
def test_dates_and_list_numbers_are_no_figures(text: str) -> None:
    assert kinds(text) == []


def test_chinese_numerals_are_a_claims_or_not_checked() -> None:
    text = "项目支出三千万元，占百分之六十，接待一百二十人，两辆车，有五成；一个单位，第三次，三公经费，十三五，2020年二月。"
    first, second = claim("项目支出三千万元", "30000000", "元"), claim("接待一百二十人", "120", "人", Verdict.UNVERIFIABLE)
    assert kinds(text, first, second) == [
        ("三千万元", "true", 1), ("百分之六十", UNCHECKED, 0), ("一百二十人", "unverifiable", 2), ("两辆", UNCHECKED, 0),
        ("五成", UNCHECKED, 0),
    ]  # fmt: skip


def test_the_same_number_twice_is_checked_twice_or_shown_as_unchecked() -> None:
    text = "项目支出5万元，基本支出5万元。"
    assert kinds(text, claim("项目支出5万元", "5", "万元")) == [("5万元", "true", 1), ("5万元", UNCHECKED, 0)]


def test_grouped_and_negative_figures_are_found() -> None:
    assert kinds("支出1,234.50万元", claim("支出1,234.50万元", "1234.50", "万元")) == [("1,234.50万元", "true", 1)]
    assert kinds("下降5%", claim("下降5%", "-5", "%")) == [("5%", "true", 1)]


def test_a_real_check_cites_marks_and_warns(shelf: Shelf) -> None:
    html = str(check_html(check(TEXT, shelf.library), "zh"))
    assert '<span class="stated true">500.00万元' in html
    assert '<span class="stated false">60%' in html
    assert 'href="#c-check-1"' in html
    assert 'id="c-check-1"' in html
    assert "没有核对" in html
    assert "不等于没有问题" in html


def test_a_text_without_figures_is_never_fine(shelf: Shelf) -> None:
    html = str(check_html(check("今天天气很好。", shelf.library), "zh"))
    assert "没有核对任何数字" in html
    assert "与报告一致" not in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_text_is_only_text(hostile: str, shelf: Shelf) -> None:
    reply = check(TEXT, shelf.library)
    plain = str(check_html(dataclasses.replace(reply, question=f"安全{TEXT}"), "zh"))
    html = str(check_html(dataclasses.replace(reply, question=f"{hostile}{TEXT}"), "zh"))
    assert html.count("<") == plain.count("<")
    assert "<script" not in html
    assert "<img" not in html


def test_claims_are_in_the_files(shelf: Shelf) -> None:
    reply = check(TEXT, shelf.library)
    assert "与报告不符" in markdown((reply,), "zh")
    table = figures_csv((reply,))
    assert "所称（与报告不符）" in table
    assert ",项目支出,500.00,万元,云岭县水务局" in table


def report(shelf: Shelf, year: int) -> Audit:
    found = next(one for one in shelf.library.reports() if one.org == "云岭县水务局" and one.year == year)
    return audit(shelf.library, found.id)


def test_an_audit_shows_findings_and_every_check(shelf: Shelf) -> None:
    found = report(shelf, 2021)
    assert found.findings
    html = str(audit_html(found, "zh"))
    assert all(one.text in html for one in found.findings)
    assert all(one.code in html for one in CHECKS)
    assert html.count('class="outcome ') == len(CHECKS)
    untested = [one for one in found.checked if one.outcome in (Outcome.NOT_APPLICABLE, Outcome.NOT_ENOUGH_DATA)]
    assert html.count("outcome not_") == len(untested) > 0
    for citation in numbered(found).findings[0].citations:
        assert f'id="c-audit-{citation.n}"' in html
        assert f'data-start="{citation.start}" data-end="{citation.end}"' in html


def test_places_are_numbered_through() -> None:
    empty = Audit("abcdef", "甲", (), ())
    assert numbered(empty) == empty
    assert "没有发现矛盾" in str(audit_html(empty, "zh"))


@pytest.mark.parametrize("kind", ["markdown", "csv", "evidence"])
def test_an_audit_goes_into_files(kind: str, shelf: Shelf) -> None:
    found = report(shelf, 2021)
    text = audit_file(kind, shelf.library, found, "zh")
    assert found.findings[0].code in text
    assert "5.75" in text
    assert all(one.name in text.replace("\\", "") for one in CHECKS)
    assert "不适用" in text


def test_the_page_takes_as_much_as_the_check() -> None:
    assert MOST_CLAIMED == LONGEST
