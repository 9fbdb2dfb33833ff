"""The same question over one report in every format gives the same figure, cited in the file that was read."""

import io
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest

from assistant.ask import ask
from index.build import build
from index.library import Library
from index.reading.office import convert, office
from tests.index.tables import printing

REPORT = """
清河县水务局2022年度部门决算情况说明
一、收入支出决算总体情况
2022年度收入总计1,240.50万元，支出总计1,240.50万元。
与2021年相比，收入、支出总计各增加40.50万元。
二、支出决算情况
本年支出合计1,200.00万元。
其中：基本支出800.00万元，项目支出400.00万元。
三、“三公”经费支出决算情况
公务接待费支出决算为0.46万元。
公务接待费完成年初预算的23.00%。
全年共接待国内来访团组12个。
四、其他重要事项
机关运行经费支出88.60万元。
当年建成农村供水工程16处。
没有使用国有资本经营预算安排的支出。
五、支出决算表
金额单位：万元
|科目编码|科目名称|本年支出合计|基本支出|项目支出|
|合计<2x1>|1,200.00|800.00|400.00|
|213|农林水支出|1,150.00|760.00|390.00|
|21303|水利|1,150.00|760.00|390.00|
|221|住房保障支出|50.00|40.00|10.00|
"""
ASKED = (
    ("清河县水务局2022年项目支出占比", "33.33%"),
    ("清河县水务局2022年公务接待费", "0.46万元"),
    ("清河县水务局2022年机关运行经费", "88.60万元"),
    ("清河县水务局2022年农林水支出", "1150.00万元"),
    ("清河县水务局2022年农林水支出比住房保障支出多多少", "1100.00万元"),
)


def as_txt(title: str, layouts: list[printing.Layout]) -> bytes:
    """The table as it is copied from a sheet: a row a line, tabs between the cells."""
    lines = [title]
    for each in layouts:
        rows = [[""] * each.columns for _ in range(each.rows)]
        for place in each.places:
            rows[place.row][place.column] = place.text
        lines += [*each.above, *("\t".join(row) for row in rows)]
    return "\n".join(lines).encode("gb18030")


def as_doc(title: str, layouts: list[printing.Layout]) -> bytes:
    return convert(printing.as_docx(title, layouts), ".docx", "doc")


def as_scan(title: str, layouts: list[printing.Layout]) -> bytes:
    return scanned(printing.as_pdf(title, layouts), range(2))


def scanned(data: bytes, pages: range | list[int]) -> bytes:
    """Return pages of a PDF as a scanner gives them: pictures, 200 dots an inch."""
    with pypdfium2.PdfDocument(data) as document:
        pictures = [document[number].render(scale=200 / 72).to_pil().convert("L") for number in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200.0)
    return out.getvalue()


NO_OCR = pytest.mark.skipif(not all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2")), reason="OCR is not installed")
NO_OFFICE = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
FORMATS: dict[str, Callable[[str, list[printing.Layout]], bytes]] = {
    "txt": as_txt, "html": printing.as_html, "docx": printing.as_docx, "doc": as_doc, "pdf": printing.as_pdf, "scan": as_scan
}  # fmt: skip


def check(path: Path, folder: Path, asked: tuple[tuple[str, str], ...], *, paged: bool) -> None:
    """Ask about one file and look up every citation in the text that was read from it."""
    with Library.open(folder, writable=True, embedding="off") as library:
        _, report = build(path, library)
        for question, figure in asked:
            reply = ask(question, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == figure
            assert reply.citations
            for citation in reply.citations:
                assert citation.report == report.id
                assert library.text(report.id, citation.start, citation.end) == citation.quote
                assert (citation.page is not None and citation.box is not None) == paged


@pytest.mark.parametrize("suffix", ["txt", "html", "docx", pytest.param("doc", marks=NO_OFFICE), "pdf", pytest.param("scan", marks=NO_OCR)])
def test_every_format_gives_the_same_figures(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report.{'pdf' if suffix == 'scan' else suffix}"
    path.write_bytes(FORMATS[suffix]("清河县水务局2022年度部门决算", [printing.layout(REPORT)]))
    check(path, tmp_path / "library", ASKED, paged=suffix in ("pdf", "scan"))


SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[3] / "shared"))  # noqa: TID251 - where test input lies
FILES = ("hs_gbk.txt", "hs_gov.html", "hs_gov_gb.html", "hs.docx", "hs.doc", "hs_full.docx", "hs_full.pdf")
LONG_ASKED = (
    ("赫山区2020年项目支出占比", "80.02%"),
    ("赫山区2020年公务接待费", "4.46万元"),
    ("赫山区2020年城镇新增就业多少人", "6501人"),
    ("赫山区2020年机关运行经费比年初预算增加多少", "292.76万元"),
)
HERE = pytest.mark.skipif(not (SHARED / "files" / FILES[0]).is_file(), reason="the report in several formats is not here")


@HERE
@pytest.mark.parametrize("file", FILES)
def test_a_long_report_gives_the_same_figures(file: str, tmp_path: Path) -> None:
    check(SHARED / "files" / file, tmp_path, LONG_ASKED, paged=file.endswith(".pdf"))


@HERE
@NO_OCR
@pytest.mark.timeout(900)
def test_a_scan_of_the_long_report_gives_the_same_figures(tmp_path: Path) -> None:
    data = (SHARED / "files" / "hs_full.pdf").read_bytes()
    wanted = ("合计5199.35万元", "接待费支出决算为4.46万元", "新增就业6501人", "机关运行经费支出")
    with pypdfium2.PdfDocument(data) as document:
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    pages = sorted({0, *(next(number for number, text in enumerate(texts) if words in text) for words in wanted)})
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(data, pages))
    check(path, tmp_path / "library", LONG_ASKED, paged=True)
