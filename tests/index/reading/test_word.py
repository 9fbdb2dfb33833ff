"""DOCX: printed numbers, merged cells, what Word hides."""

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Written
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from index.reading.content import Content
from index.reading.word import read_docx


def made(build: Callable[[Written], None]) -> Content:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return read_docx(out.getvalue())


def numbered(document: Written, level_text: str, style: str) -> None:
    """Give the template's first list one level that prints *level_text* in the numbers of *style*."""
    root = document.part.numbering_part.element
    abstract = root.findall(qn("w:abstractNum"))[0]
    level = abstract.find(qn("w:lvl"))
    level.find(qn("w:numFmt")).set(qn("w:val"), style)
    level.find(qn("w:lvlText")).set(qn("w:val"), level_text)
    name = abstract.get(qn("w:abstractNumId"))
    number = next(n.get(qn("w:numId")) for n in root.findall(qn("w:num")) if n.find(qn("w:abstractNumId")).get(qn("w:val")) == name)
    for text in ("部门职责", "机构设置"):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


@pytest.mark.parametrize(
    ("level_text", "style", "printed"),
    [
        ("%1、", "chineseCountingThousand", "一、部门职责\n二、机构设置\n"),
        ("（%1）", "chineseCounting", "（一）部门职责\n（二）机构设置\n"),
        ("%1.", "decimal", "1.部门职责\n2.机构设置\n"),
        ("•", "bullet", "部门职责\n机构设置\n"),
    ],
)
def test_numbers_that_word_prints_are_part_of_the_text(level_text: str, style: str, printed: str) -> None:
    assert made(lambda document: numbered(document, level_text, style)).text == printed


def test_merged_cells_have_spans_and_their_text_once() -> None:
    def build(document: Written) -> None:
        table = document.add_table(3, 3)
        for row, texts in zip(table.rows, [["项目", "", "金额"], ["编码", "名称", ""], ["201", "公共服务", "9.00"]], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(0, 2).merge(table.cell(1, 2))

    content = made(build)
    (grid,) = content.grids
    found = {content.text[c.start : c.end]: (c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.end > c.start}
    assert found["项目"] == (0, 0, 1, 2)
    assert found["金额"] == (0, 2, 2, 1)
    assert found["名称"] == (1, 1, 1, 1)
    assert content.text == "项目\t\t金额\n编码\t名称\t\n201\t公共服务\t9.00\n"


def test_deleted_text_and_field_codes_stay_out_and_inserted_text_in() -> None:
    def build(document: Written) -> None:
        paragraph = document.add_paragraph("支出")._p
        for xml in (
            '<w:del {0} w:id="1" w:author="a"><w:r><w:delText>12.00万元</w:delText></w:r></w:del>',
            '<w:ins {0} w:id="2" w:author="a"><w:r><w:t>13.00万元</w:t></w:r></w:ins>',
            "<w:r {0}><w:instrText>PAGEREF _Toc1</w:instrText></w:r>",
        ):
            paragraph.append(parse_xml(xml.format(nsdecls("w"))))

    assert made(build).text == "支出13.00万元\n"


def test_a_frame_of_one_cell_is_no_table() -> None:
    def build(document: Written) -> None:
        document.add_table(1, 1).cell(0, 0).text = "某某局2021年度部门决算"

    content = made(build)
    assert content.text == "某某局2021年度部门决算\n"
    assert content.grids == ()
