"""``python app.py`` itself: it prints its address, serves, and loads nothing heavy before a report is added."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from assistant.web.shelf import Shelf

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "llama_index", "chromadb", "sentence_transformers", "transformers", "pypdfium2", "pdfplumber", "docx")
WHOLE = """
import sys
from assistant.web.quiet import hush
hush()
from pathlib import Path
from unicodedata import east_asian_width
from assistant.web.server import application
from assistant.web.shelf import Shelf
from starlette.testclient import TestClient
client = TestClient(application(Shelf(Path(sys.argv[1]))), base_url="http://localhost", client=("127.0.0.1", 1))
assert client.get("/zh/").status_code == 200
assert client.post("/page/ask", json={"turns": ["云岭县水务局2021年项目支出占比"]}).status_code == 200
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules))
"""


def test_it_serves_says_where_and_ends_quietly(library_folder: Path) -> None:
    command = [sys.executable, "app.py", "--library", str(library_folder), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address is not None, line
        body = _patiently(f"{address.group()}zh/")
        assert "决算问答" in body
        assert "云岭县" in _patiently(f"{address.group()}page/start")  # the answering process is warmed from now on
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert "Traceback" not in said


def _patiently(url: str) -> str:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nobody answers at {url}")


def test_a_folder_that_cannot_hold_a_library_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    command = [sys.executable, "app.py", "--library", str(tmp_path / "file" / "library")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "资料库" in done.stderr


def test_the_help_is_in_chinese_with_an_example() -> None:
    done = subprocess.run([sys.executable, "app.py", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("用法：app.py")
    assert "例：python app.py --library" in done.stdout
    before = [
        line[: line.index(text)]
        for line in done.stdout.splitlines()
        for text in ("资料库所在", "端口，", "监听的", "显示这段")
        if text in line
    ]
    assert len({sum(2 if east_asian_width(sign) == "W" else 1 for sign in part) for part in before}) == 1 < len(before)
    assert not any(word in done.stdout for word in ("usage", "Usage", "OPTIONS", "Options", "show this", "Show this"))


def test_a_port_in_use_is_said_in_one_line(library_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "app.py", "--library", str(library_folder), "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip() == f"端口 {port} 已被占用，请换一个，例如 --port {port + 1}"


def test_a_new_folder_becomes_an_empty_library(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "new").library.reports() == ()


def test_nothing_heavy_is_loaded_for_the_page_and_an_answer(library_folder: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", WHOLE, str(library_folder), ",".join(HEAVY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
