"""Scans: text and ruled tables of a page's picture, read by the extra that brings OCR."""

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.errors import ReadingError
from index.reading import child, read

FONTS = [path for path in (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),) if path.is_file()]
INSTALLED = all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))
ROWS = (("项目", "金额"), ("一、一般公共服务支出", "4,599.28"), ("本年支出合计", "5,199.35"))


def scan(path: Path) -> Path:
    """Draw a page of prose and a ruled table as a scanner would give it."""
    font = ImageFont.truetype(str(FONTS[0]), 34, index=2)  # its simplified Chinese
    page = Image.new("RGB", (1654, 1200), (250, 250, 248))
    pen = ImageDraw.Draw(page)
    pen.text((240, 140), "2020年度支出决算5199.35万元，比上年增长306.92%。", font=font, fill=(20, 20, 20))
    pen.text((640, 260), "支出决算表", font=font, fill=(20, 20, 20))
    for number in range(len(ROWS) + 1):
        pen.line((240, 340 + number * 80, 1240, 340 + number * 80), fill=(30, 30, 30), width=3)
    for x in (240, 800, 1240):
        pen.line((x, 340, x, 340 + len(ROWS) * 80), fill=(30, 30, 30), width=3)
    for number, (label, amount) in enumerate(ROWS):
        pen.text((252, 356 + number * 80), label, font=font, fill=(20, 20, 20))
        pen.text((1228 - pen.textlength(amount, font), 356 + number * 80), amount, font=font, fill=(20, 20, 20))
    out = io.BytesIO()
    page.save(out, "PDF" if path.suffix == ".pdf" else "PNG", resolution=200.0)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.skipif(not INSTALLED or not FONTS, reason="OCR or a Chinese font is not installed")
@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_a_scanned_page_gives_its_text_and_its_table(name: str, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    source = read(scan(tmp_path / name), lambda done, total: heard.append((done, total)))
    assert source.text.startswith("2020年度支出决算5199.35万元")
    assert "306.92%" in source.text
    (grid,) = source.grids
    assert [[source.text[c.start : c.end] for c in grid.cells if c.row == row] for row in range(grid.rows)] == [list(row) for row in ROWS]
    assert grid.title == "支出决算表"
    assert source.place(grid.cells[3].start, grid.cells[3].end).page == 1
    assert heard[-1] == (1, 1)


@pytest.mark.skipif(not INSTALLED or not FONTS, reason="OCR or a Chinese font is not installed")
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_a_page_scanned_sideways_is_read_and_cited_where_it_is(turn: Image.Transpose, tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.png")
    with Image.open(path) as page:
        sideways = page.transpose(turn)
    sideways.save(path)
    source = read(path)
    (grid,) = source.grids
    assert [source.text[cell.start : cell.end] for cell in grid.cells] == [text for row in ROWS for text in row]
    start = source.text.index("5,199.35")
    left, top, right, bottom = source.place(start, start + 8).box or (0.0, 0.0, 0.0, 0.0)
    assert bottom - top > right - left
    ink = sideways.convert("L").crop((int(left), int(top), int(right), int(bottom))).point(lambda value: 255 if value < 100 else 0)
    assert ink.getbbox() is not None


@pytest.mark.skipif(not FONTS, reason="a Chinese font is not installed")
@pytest.mark.parametrize("name", ["scan.pdf", "scan.png"])
def test_without_the_extra_a_scan_says_what_to_install(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_OCR", ("a_module_that_is_not_there",))
    with pytest.raises(ReadingError, match=r"pip install 'juesuan\[ocr\]'"):
        read(scan(tmp_path / name))
