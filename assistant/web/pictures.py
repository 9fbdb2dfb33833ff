"""Pictures of the page's main states: ``python -m assistant.web.pictures OUT``. Needs Chromium and its driver, playwright.

The page is served over the sample reports in this process; every picture is a PNG under 300 kB.
"""

import argparse
import io
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.web.quiet import hush

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SHARE = "赫山区2020年项目支出占比"
IN_ENGLISH = "Share of project expenditure of 赫山区 in 2020"
CONFLICT = "赫山区2020年三公经费"
CLAIMED = "赫山区人社局2020年项目支出4160.35万元，占本年支出合计的80%，本年收入合计4711.41亿元。"
_COLOURS = 128
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 812}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


def welcome(page: Any) -> None:
    """Where a reader begins."""
    page.wait_for_selector("#examples button")


def ask(page: Any, question: str) -> None:
    """Ask, and wait for the answer."""
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.wait_for_selector("#a-1 .actions")


def source(page: Any, n: int) -> None:
    """Open the answer's n-th source."""
    page.click(f"#a-1 a.cite[href='#c-1-{n}'] >> nth=0")
    page.wait_for_selector("mark.active")


def answer(page: Any) -> None:
    """A share, computed and cited, its first source open beside it."""
    ask(page, SHARE)
    source(page, 1)


def english(page: Any) -> None:
    """The same asked in English."""
    ask(page, IN_ENGLISH)
    source(page, 1)


def dark(page: Any) -> None:
    """Two places that contradict each other, in the dark theme, the second one open."""
    page.click("#theme")
    ask(page, CONFLICT)
    source(page, 2)


def report(page: Any) -> None:
    """One report's key figures and charts."""
    page.click("[data-view=reports]")
    page.click("#reports .row-actions button >> nth=0")
    page.wait_for_selector("#report-body .card")


def desk(page: Any) -> None:
    """A paragraph checked figure by figure: one that holds, one that does not."""
    page.click("[data-view=check]")
    page.fill("#claimed", CLAIMED)
    page.click("#check-send")
    page.wait_for_selector("#check-result .actions")


def phone(page: Any) -> None:
    """An answer on a phone."""
    ask(page, SHARE)


def phone_source(page: Any) -> None:
    """Its source on a phone."""
    ask(page, SHARE)
    source(page, 1)


STATES: tuple[tuple[str, str, dict[str, Any], Callable[[Any], None]], ...] = (
    ("welcome", "/zh/", DESKTOP, welcome),
    ("answer", "/zh/", DESKTOP, answer),
    ("dark", "/zh/", DESKTOP, dark),
    ("report", "/zh/", DESKTOP, report),
    ("check", "/zh/", DESKTOP, desk),
    ("english", "/en/", DESKTOP, english),
    ("phone", "/zh/", PHONE, phone),
    ("phone-source", "/zh/", PHONE, phone_source),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one picture a state into the folder."""
    parser = argparse.ArgumentParser(prog="python -m assistant.web.pictures", description="给页面的主要状态拍照。")
    parser.add_argument("out", type=Path)
    parser.add_argument("--library", type=Path, help="资料库所在的文件夹；不写就用样例报告")
    asked = parser.parse_args(arguments)
    if not CHROMIUM.exists():
        print(f"没有找到 {CHROMIUM}", file=sys.stderr)  # noqa: T201
        return 1
    asked.out.mkdir(parents=True, exist_ok=True)
    with served(asked.library) as address:
        for name, png in shots(address):
            (asked.out / f"{name}.png").write_bytes(png)
            print(asked.out / f"{name}.png", len(png))  # noqa: T201
    return 0


@contextmanager
def served(library: Path | None) -> Iterator[str]:
    """Serve the page on a free port of this machine; without a library, over the samples, whatever the user's own holds."""
    hush()
    import uvicorn

    from assistant.libraries import sample_library
    from assistant.web.server import application
    from assistant.web.shelf import Shelf

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(application(Shelf(library or sample_library())), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


def shots(address: str) -> Iterator[tuple[str, bytes]]:
    """Take every state's picture in one browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for name, path, device, do in STATES:
            context = browser.new_context(locale="zh-CN", **device)
            page = context.new_page()
            page.goto(f"{address}{path}")
            page.wait_for_selector(".juesuan.ready", timeout=60_000)
            do(page)
            page.wait_for_timeout(700)
            yield name, small(page.screenshot())
            context.close()
        browser.close()


def small(png: bytes) -> bytes:
    """Bring a picture under the size that a repository should carry, by fewer colours."""
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return min(png, out.getvalue(), key=len)


if __name__ == "__main__":
    sys.exit(main())
