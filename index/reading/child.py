"""Reads one file in a process of its own with limits on memory, processor time, wall time and what it writes.

A file that kills, hangs or bloats its parser takes the child with it; the caller gets a reason, and nothing stays behind.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from index.reading import limits
from index.reading.content import Content, Report, Scanned, Unreadable
from index.reading.recognised import Ocr, folder_for
from index.records import Cell, Grid, Line

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, {root!r}); from index.reading.child import main; main(*sys.argv[1:])"
_BEAT = 0.1
_PREFIX = "juesuan-"
_PR_SET_PDEATHSIG = 1
_STALE_SECONDS = 600.0
_OCR = ("rapidocr", "onnxruntime", "cv2")


def read_apart(data: bytes, report: Report | None = None, home: Path | None = None) -> Content:
    """Return the content of a file with these bytes, read in a limited child process; scans in a second, with OCR."""
    try:
        large = len(data) > limits.LARGE_BYTES and b"%PDF-" in data[:1024]
        return _attempt(data, 0, limits.LARGE_WALL_SECONDS if large else limits.CHILD_WALL_SECONDS, report)
    except Scanned as scanned:
        return read_scan(data, scanned.pages, report, home)


def read_scan(data: bytes, pages: int, report: Report | None = None, home: Path | None = None) -> Content:
    """Return the content of a file with *pages* scanned pages; those that *home* keeps are not recognised again."""
    if not all(find_spec(name) for name in _OCR):
        raise Scanned(pages)
    if pages > limits.OCR_PAGES:
        raise Unreadable(f"扫描件有 {pages} 页，超过 {limits.OCR_PAGES} 页")
    kept = str(folder_for(home, data)) if home is not None else ""
    return _attempt(data, pages, limits.OCR_SECONDS + pages * limits.OCR_SECONDS_PER_PAGE, report, kept)


def _attempt(data: bytes, scanned: int, seconds: float, report: Report | None, kept: str = "") -> Content:
    _sweep()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "source").write_bytes(data)
        code = _run([sys.executable, "-c", _START.format(root=str(_ROOT)), name, str(scanned), kept], folder, seconds, report)
        result = folder / "result"
        if not result.exists():
            raise Unreadable(_death(code, seconds))
        answer = json.loads(result.read_bytes())
    if "scanned" in answer:
        raise Scanned(answer["scanned"])
    if "reason" in answer:
        raise Unreadable(answer["reason"])
    return _content(answer)


def _run(command: list[str], folder: Path, seconds: float, report: Report | None) -> int | None:
    """Run a command in a session of its own; return its exit code, None when its time ran out."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    ends, heard = time.monotonic() + seconds, ""
    try:
        while (code := _wait(process)) is None and time.monotonic() < ends:
            heard = _tell(folder / "progress", heard, report)
        _tell(folder / "progress", heard, report)
        return code
    finally:
        _end(process)


def _wait(process: "subprocess.Popen[bytes]") -> int | None:
    try:
        return process.wait(_BEAT)
    except subprocess.TimeoutExpired:
        return None


def _tell(progress: Path, heard: str, report: Report | None) -> str:
    """Pass on how far the child is, once for each step; return what it said."""
    said = progress.read_text() if report is not None and progress.exists() else ""
    if report is not None and said.endswith("\n") and said != heard:
        done, total = said.split()
        report(int(done), int(total))
        return said
    return heard


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End whatever is left of the child's session, LibreOffice included."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _death(code: int | None, seconds: float) -> str:
    if code is None:
        return f"读取超过 {seconds:.0f} 秒，已停止"
    if code == -signal.SIGXCPU or code == -signal.SIGKILL:
        return "读取占用的处理器时间或内存超过限制，已停止"
    return "读取时解析程序崩溃，文件可能已损坏"


def main(folder: str, pages: str, kept: str) -> None:
    """Read the file ``source`` in *folder* within the limits and write ``result``; what the child process runs."""
    home = Path(folder)
    scanned = int(pages)
    _limit(scanned)
    _end_with_parent()
    from index.reading.route import content_of

    def report(done: int, total: int) -> None:
        (home / "progress").write_text(f"{done} {total}\n")

    answer: dict[str, Any]
    try:
        answer = _plain(content_of((home / "source").read_bytes(), Ocr(report, Path(kept) if kept else None) if scanned else None))
    except Scanned as error:
        answer = {"scanned": error.pages}
    except Unreadable as error:
        answer = {"reason": error.reason}
    except (MemoryError, RecursionError):
        answer = {"reason": "读取占用的内存超过限制，已停止"}
    made = home / "making"
    made.write_text(json.dumps(answer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", errors="surrogatepass")
    made.rename(home / "result")


def _limit(scanned: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    memory = limits.OCR_MEMORY if scanned else limits.CHILD_MEMORY
    seconds = limits.CHILD_CPU_SECONDS + scanned * limits.OCR_CPU_SECONDS_PER_PAGE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.CHILD_FILE_BYTES, limits.CHILD_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    """Have the kernel end this process with the one that waits for it, which may be killed."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _sweep() -> None:
    """Delete the folders of processes that were killed while they waited for a child."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
        with suppress(OSError, ValueError):
            if folder.stat().st_mtime < time.time() - _STALE_SECONDS and not _is_alive(int(folder.name.split("-")[1])):
                shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _plain(content: Content) -> dict[str, Any]:
    """Return the content as JSON has it."""
    return {
        "text": content.text,
        "pages": content.pages,
        "lines": [(line.start, line.end, line.page, line.box, line.edges) for line in content.lines],
        "grids": [
            (
                grid.start,
                grid.end,
                grid.rows,
                grid.columns,
                [(cell.row, cell.column, cell.start, cell.end, cell.row_span, cell.column_span) for cell in grid.cells],
                grid.title,
                grid.unit,
                grid.page,
            )
            for grid in content.grids
        ],
        "removed": content.removed,
    }


def _content(answer: dict[str, Any]) -> Content:
    return Content(
        text=answer["text"],
        pages=answer["pages"],
        lines=tuple(Line(start, end, page, tuple(box), tuple(edges)) for start, end, page, box, edges in answer["lines"]),
        grids=tuple(
            Grid(start, end, rows, columns, tuple(Cell(*cell) for cell in cells), title, unit, page)
            for start, end, rows, columns, cells, title, unit, page in answer["grids"]
        ),
        removed=tuple((text, reason) for text, reason in answer["removed"]),
    )
