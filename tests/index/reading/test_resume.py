"""A scan of several pages, killed half way: the next try goes on with the page that was not done, and nothing stays behind."""

import io
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from index.build import build
from index.library import Library
from index.reading import read
from index.reading.recognised import folder_for, forget_stale

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
ROOT = Path(__file__).parents[3]
PAGES = 3
ADD = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from index.build import build
from index.library import Library
with Library.open(Path(sys.argv[2]), writable=True, embedding="off") as library:
    build(Path(sys.argv[1]), library, tell=lambda done, total: print(done, total, flush=True))
"""

pytestmark = pytest.mark.skipif(
    not FONT.is_file() or not all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2")),
    reason="OCR or a Chinese font is not installed",
)


def scan(path: Path) -> Path:
    """Write a report of three scanned pages."""
    font = ImageFont.truetype(str(FONT), 34, index=2)  # its simplified Chinese
    pages = []
    for number in range(PAGES):
        page = Image.new("RGB", (1000, 600), (250, 250, 248))
        lines = ["清河县水务局2022年度部门决算"] if number == 0 else []
        lines += [f"第{number + 1}项工作经费支出{number + 1}2.50万元。", "本年支出合计1234.50万元。"]
        for row, line in enumerate(lines):
            ImageDraw.Draw(page).text((120, 120 + 90 * row), line, font=font, fill=(20, 20, 20))
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150.0)
    path.write_bytes(out.getvalue())
    return path


def test_a_killed_scan_goes_on_with_the_page_that_was_not_done(tmp_path: Path) -> None:
    path, home = scan(tmp_path / "scan.pdf"), tmp_path / "library"
    kept = folder_for(home, path.read_bytes())
    command = [sys.executable, "-c", ADD.format(root=str(ROOT)), str(path), str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as adding:
        assert adding.stdout is not None
        for line in adding.stdout:
            if line.startswith("1 "):
                break
        os.kill(adding.pid, signal.SIGKILL)
    time.sleep(1)
    done = sorted(kept.glob("*.json"))
    assert 1 <= len(done) < PAGES
    time.sleep(3)
    assert sorted(kept.glob("*.json")) == done, "the child outlived the process that waited for it"

    heard: list[tuple[int, int]] = []
    with Library.open(home, writable=True, embedding="off") as library:
        assert library.reports() == ()
        _, report = build(path, library, tell=lambda done, total: heard.append((done, total)))
        text = library.text(report.id)
    assert heard[-1] == (PAGES, PAGES)
    assert not kept.exists()
    assert [line for line in text.splitlines() if "工作" in line] == [f"第{n}项工作经费支出{n}2.50万元。" for n in range(1, PAGES + 1)]


def test_kept_pages_are_not_made_again_and_damaged_ones_are(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf")
    first = read(path, home=tmp_path)
    files = sorted(folder_for(tmp_path, path.read_bytes()).glob("*.json"))
    assert len(files) == PAGES
    made = {file: file.stat().st_mtime_ns for file in files}
    files[1].write_text(files[1].read_text()[:50])
    again = read(path, home=tmp_path)
    assert [file for file in files if file.stat().st_mtime_ns != made[file]] == [files[1]]
    assert (again.text, again.lines, again.grids) == (first.text, first.lines, first.grids)


def test_pages_that_nobody_went_on_with_are_forgotten(tmp_path: Path) -> None:
    folder = folder_for(tmp_path, b"x")
    folder.mkdir(parents=True)
    forget_stale(tmp_path)
    assert folder.exists()
    os.utime(folder, (0, 0))
    forget_stale(tmp_path)
    assert not folder.exists()
