"""HTML: the article without the page around it, tables with spans, pages that lay out with tables."""

import pytest

from index.reading.content import Unreadable
from index.reading.html import read_html, read_markup, read_mhtml

PROSE = "".join(f"<p>第{n}段：本年支出合计{n}.00万元，比上年增加。</p>" for n in range(10, 40))


@pytest.mark.parametrize(
    "frame", ["<div class='TRS_Editor'>{}</div>", "<div><div><div>{}</div></div></div>", "<table><tr><td>{}</td></tr></table>"]
)
def test_the_article_is_read_and_the_menu_is_not(frame: str) -> None:
    menu = "<ul>" + "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(20)) + "</ul>"
    text = read_markup(f"<html><body><div>{menu}</div>{frame.format(PROSE)}</body></html>").text
    assert text.splitlines()[0].startswith("第10段")
    assert len(text.splitlines()) == 30
    assert "栏目" not in text


def test_a_number_that_an_editor_split_is_whole() -> None:
    assert read_markup("<p>支出<span>3759</span><b>.26</b><font>万元</font></p>").text == "支出3759.26万元\n"


def test_a_table_keeps_its_spans() -> None:
    content = read_markup("<table><tr><td colspan=2>收入</td><td rowspan='2'>合计</td></tr><tr><td>项目</td><td>金<br>额</td></tr></table>")
    (grid,) = content.grids
    assert [(c.row, c.column, c.row_span, c.column_span, content.text[c.start : c.end]) for c in grid.cells] == [
        (0, 0, 1, 2, "收入"),
        (0, 2, 2, 1, "合计"),
        (1, 0, 1, 1, "项目"),
        (1, 1, 1, 1, "金额"),
    ]


def test_a_table_that_lays_out_the_page_is_no_data() -> None:
    content = read_markup(f"<table><tr><td>导航</td><td>{PROSE * 4}</td></tr></table>")
    assert content.grids == ()
    assert "第10段：本年支出合计10.00万元，比上年增加。\n" in content.text


def test_a_page_saved_with_its_parts_is_read() -> None:
    page = "<html><body><p>支出12.00万元</p></body></html>".encode("gb18030")
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--x--\r\n"
    )
    assert read_mhtml(data).text == "支出12.00万元\n"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        read_html(b"<html><body><script>1</script></body></html>")
