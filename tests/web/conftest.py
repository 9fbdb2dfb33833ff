"""A small library of reports written for these tests, a server over it, and one browser for all of them."""

import asyncio
import os
import socket
import threading
from collections.abc import Collection, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from assistant.web.quiet import hush

hush()

import uvicorn  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402
from starlette.types import ASGIApp  # noqa: E402

from assistant.web.safety import Limits  # noqa: E402
from assistant.web.server import application  # noqa: E402
from assistant.web.shelf import Shelf  # noqa: E402
from index.build import build_all  # noqa: E402
from index.library import Library  # noqa: E402
from tests.web.reports import hostile_text, report_text  # noqa: E402
from tests.web.watching import Watched  # noqa: E402

T = TypeVar("T")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
FREE = Limits(ask=100_000, upload=100_000, feedback=100_000, read=100_000)


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of three reports, one of them hostile in its text and its file's name."""
    files, folder = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("library")
    written = [files / "水务局2021.txt", files / "水务局2020.txt", files / "林业局 <img src=x onerror=window.pwned=1>.txt"]
    for path, text in zip(written, (report_text(2021), report_text(2020), hostile_text()), strict=True):
        path.write_text(text, "utf-8")
    with Library.open(folder, writable=True) as library:
        statuses = list(build_all(written, library))
    assert [status.status for status in statuses] == ["added"] * 3, statuses
    return folder


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Run in a loop of its own, in a thread of its own: the browser's driver keeps one running in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def built(shelf: Shelf, limits: Limits | None = None, hosts: Collection[str] = ()) -> ASGIApp:
    """Build the application inside a loop: outside of one, Gradio leaves a loop open for every Blocks."""

    async def build() -> ASGIApp:
        return application(shelf, limits, hosts)

    return alone(build())


@pytest.fixture(scope="session")
def shelf(library_folder: Path) -> Shelf:
    """The library as the page holds it."""
    return Shelf(library_folder, vectors=False)


@pytest.fixture(scope="session")
def client(shelf: Shelf) -> Iterator[TestClient]:
    """Calls the application without a network."""
    with TestClient(built(shelf, FREE), base_url="http://localhost", client=("127.0.0.1", 5000)) as made:
        yield made


@dataclass(frozen=True, slots=True)
class Served:
    """Where the server under test listens."""

    address: str


@pytest.fixture(scope="session")
def served(library_folder: Path) -> Iterator[Served]:
    """A real server on this machine."""
    with serving_pages(library_folder) as made:
        yield made


@contextmanager
def serving_pages(folder: Path) -> Iterator[Served]:
    """Serve the page over the library in *folder*."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        server = uvicorn.Server(uvicorn.Config(built(Shelf(folder, vectors=False), FREE), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}")  # who calls before it is up waits in the socket's line
        finally:
            server.should_exit = True
            thread.join(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for every browser test."""
    if not CHROMIUM.exists():
        if os.environ.get("JUESUAN_TEST_ALL") == "1":  # noqa: TID251 - whether anything may be skipped
            pytest.fail("Chromium is not installed, and nothing may be skipped")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser: Any, served: Served) -> Iterator[Watched]:
    """A fresh page with nothing kept; fails the test when something happened that must never happen."""
    yield from watching(browser, served)


@pytest.fixture
def phone(browser: Any, served: Served) -> Iterator[Watched]:
    """The same on a phone of 375 pixels' width."""
    yield from watching(browser, served, viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)


def watching(browser: Any, served: Served, **options: Any) -> Iterator[Watched]:
    """Open a page of *served* under watch."""
    options = {"viewport": {"width": 1360, "height": 860}, **options}
    context = browser.new_context(locale="zh-CN", accept_downloads=True, reduced_motion="reduce", **options)
    context.set_default_timeout(120_000)
    context.route(lambda url: not url.startswith((served.address, "file:", "data:", "blob:")), lambda route: route.abort())
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.address)
    made = Watched(context.new_page(), served.address)
    yield made
    context.close()
    unexpected = [fault for fault in made.faults if not any(word in fault for word in made.expected)]
    assert unexpected == []
