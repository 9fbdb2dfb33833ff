"""The page's figures, against an empty Gradio app in the same run: ``python -m tests.web.measure [--rounds 7] [--seconds 60] …``.

Start (from ``python app.py`` to the page usable) and page weight, both apps by turns, the medians of several rounds; answers while
50 readers ask at once; memory over many questions. ``--rounds 0`` or ``--seconds 0`` leave a part out.
"""

import argparse
import asyncio
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import httpx

from index.build import build
from index.library import Library
from tests.web.reports import report_text

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
READERS = 50
QUESTIONS = (
    "云岭县水务局2021年项目支出占比", "云岭县水务局2021年“三公”经费是多少？", "云岭县水务局2020年其他收入占收入总计的比重",
    "云岭县水务局2020年和2021年基本支出", "云岭县教育局2021年“三公”经费", "云岭县水务局的部门职责是什么",
)  # fmt: skip
EMPTY = """
import sys
from assistant.web.quiet import hush
hush()
import gradio as gr
with gr.Blocks() as blocks:
    pass
blocks.launch(server_port=int(sys.argv[1]), quiet=True, footer_links=[])
"""
OURS = """
import sys
from pathlib import Path
from assistant.web.quiet import hush
hush()
import uvicorn
from assistant.web.safety import Limits
from assistant.web.server import application
from assistant.web.shelf import Shelf
limits = Limits(ask=10**9, read=10**9)
uvicorn.run(application(Shelf(Path(sys.argv[2]), vectors=False), limits), port=int(sys.argv[1]), log_level="error")
"""


@contextmanager
def running(command: Callable[[int], Sequence[str]]) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start the server of that command on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-W", "ignore", *command(port)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    while True:
        try:
            httpx.get(address, timeout=10)
            return
        except httpx.TransportError:
            time.sleep(0.02)


def usable(browser: Any, address: str, path: str, selector: str) -> tuple[float, int]:
    """Open the page as soon as the server lets it; return when it was usable and the bytes that came over."""
    context = browser.new_context()
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    wait_for(address)
    page.goto(f"{address}{path}")
    page.wait_for_selector(selector)
    took = time.perf_counter()
    page.wait_for_timeout(1500)
    context.close()
    return took, sum(sizes)


def once(browser: Any, command: Callable[[int], Sequence[str]], path: str, selector: str) -> tuple[float, int]:
    """Start a server and open its page; return the seconds until it was usable, and the page's bytes."""
    began = time.perf_counter()
    with running(command) as (address, _process):
        at, weight = usable(browser, address, path, selector)
    return at - began, weight


def start_and_weight(library: Path, rounds: int) -> None:
    """Print the seconds from the command to the page usable, and the page's weight, the apps by turns."""
    from playwright.sync_api import sync_playwright

    def empty(port: int) -> list[str]:
        return ["-c", EMPTY, str(port)]

    def ours(port: int) -> list[str]:
        return ["app.py", "--library", str(library), "--port", str(port)]

    apps = ((empty, "/", ".gradio-container"), (ours, "/zh/", ".juesuan.ready"))
    seconds: list[tuple[float, ...]] = []
    weights: list[tuple[int, ...]] = []

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for _ in range(rounds):
            took, weighed = zip(*(once(browser, *app) for app in apps), strict=True)
            seconds.append(took)
            weights.append(weighed)
            click.echo(f"start: empty app {took[0]:.2f} s, ours {took[1]:.2f} s: {took[1] / took[0]:.2f}x")
        browser.close()
    for what, unit, both in (("start", "s", seconds), ("weight", "KB", [tuple(one / 1024 for one in pair) for pair in weights])):
        first, second = (statistics.median(side) for side in zip(*both, strict=True))
        click.echo(f"{what}, medians of {rounds}: empty app {first:.2f} {unit}, ours {second:.2f} {unit}: {second / first:.2f}x")


async def load(address: str, process: int, seconds: float, questions: int) -> None:
    """Print how answers fare while many ask at once, and what memory does."""
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=2 * READERS), timeout=60) as client:

        async def once(number: int) -> tuple[int, float]:
            began = time.perf_counter()
            answer = await client.post(f"{address}/page/ask", json={"turns": [QUESTIONS[number % len(QUESTIONS)]]})
            return answer.status_code, time.perf_counter() - began

        for number in range(2 * len(QUESTIONS)):
            await once(number)
        idle = statistics.median([(await once(number))[1] for number in range(60)])
        codes: Counter[int] = Counter()
        took: list[float] = []
        until = time.monotonic() + seconds

        async def reader(number: int) -> None:
            while time.monotonic() < until:
                status, spent = await once(number)
                codes[status] += 1
                number += 1
                if status == 200:
                    took.append(spent)
                else:
                    await asyncio.sleep(1)

        await asyncio.gather(*map(reader, range(READERS)))
        median = statistics.median(took)
        click.echo(f"{READERS} readers, {seconds:.0f} s: {dict(codes)}")
        click.echo(f"median {median * 1000:.0f} ms, idle {idle * 1000:.0f} ms: {median / idle:.1f}x")
        before = memory(process)
        for number in range(questions):
            await once(number)
        click.echo(f"memory over {questions} questions: {before} -> {memory(process)} MB")


def memory(process: int) -> int:
    """The resident memory of a process and of those that it started, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    own = int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024
    return own + sum(memory(int(child)) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split())


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--questions", type=int, default=2000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "library")
        with Library.open(folder, writable=True) as library:
            for year in (2020, 2021):
                path = Path(scratch, f"{year}.txt")
                path.write_text(report_text(year), "utf-8")
                build(path, library)
        if asked.rounds:
            start_and_weight(folder, asked.rounds)
        if asked.seconds:
            with running(lambda port: ["-c", OURS, str(port), str(folder)]) as (address, process):
                wait_for(address)
                asyncio.run(load(address, process.pid, asked.seconds, asked.questions))


if __name__ == "__main__":
    main()
