"""The answering processes: reused, few at a time, ended where they take too long or nobody listens any more."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.workers import Broken, Busy, TooLong, Workers
from index.errors import LibraryError
from tests.web.conftest import alone

PATIENCE = 10.0
SHARE = "云岭县水务局2021年项目支出占比"


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(1, 60)
    yield made
    made.close()


def pids(workers: Workers) -> set[int]:
    return {worker._process.pid for worker in workers._all}


async def begun(workers: Workers) -> None:
    """Wait until a job is on its way to a process."""
    while not workers._began:
        await asyncio.sleep(0.01)


async def stopped(workers: Workers, folder: Path) -> "asyncio.Task[str]":
    """Ask a process that has stopped for good, so that the question never ends."""
    await share(workers, folder)
    os.kill(next(iter(pids(workers))), signal.SIGSTOP)
    asking = asyncio.ensure_future(share(workers, folder))
    await begun(workers)
    return asking


async def share(workers: Workers, folder: Path) -> str:
    replies = await workers.ask("replies", folder, turns=[SHARE])
    return str(replies[-1]["figure"]["value"])


def test_a_process_is_used_again(workers: Workers, library_folder: Path) -> None:
    async def twice() -> tuple[set[int], set[int]]:
        assert await share(workers, library_folder) == "62.50"
        first = pids(workers)
        assert await share(workers, library_folder) == "62.50"
        return first, pids(workers)

    first, second = alone(twice())
    assert first == second
    assert len(first) == 1


def test_what_takes_too_long_is_ended_and_the_next_is_answered(workers: Workers, library_folder: Path) -> None:
    async def both() -> str:
        await share(workers, library_folder)
        before = pids(workers)
        os.kill(next(iter(before)), signal.SIGSTOP)  # a question that never ends
        workers.seconds = 0.5
        with pytest.raises(TooLong):
            await share(workers, library_folder)
        assert not before & pids(workers)
        workers.seconds = 60
        return await share(workers, library_folder)

    assert alone(both()) == "62.50"


def test_the_start_of_a_process_is_no_part_of_the_time(workers: Workers, library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = f"import time; time.sleep({PATIENCE + 1}); from assistant.web.worker import main; main()"
    monkeypatch.setattr("assistant.web.workers._COMMAND", ("-W", "ignore", "-c", slow))
    workers.seconds = PATIENCE
    assert alone(share(workers, library_folder)) == "62.50"


def test_a_reader_of_lines_hears_why_they_end(workers: Workers, library_folder: Path) -> None:
    async def lines() -> bytes:
        workers.seconds = 0.001
        shown = workers.shown("answer", library_folder, turns=[SHARE], first=0, language="zh")
        return b"".join([some async for some in shown])

    assert "已停止" in alone(lines()).decode()


def test_a_process_that_dies_costs_one_answer(workers: Workers, library_folder: Path) -> None:
    async def dying() -> str:
        asking = await stopped(workers, library_folder)
        os.kill(next(iter(pids(workers))), signal.SIGKILL)
        with pytest.raises(Broken):
            await asking
        return await share(workers, library_folder)

    assert alone(dying()) == "62.50"


def test_who_stops_listening_ends_the_work(workers: Workers, library_folder: Path) -> None:
    async def stopping() -> int:
        asking = await stopped(workers, library_folder)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert workers.inside == 0
        return len(pids(workers))

    assert alone(stopping()) == 0


def test_too_many_are_refused(workers: Workers) -> None:
    for _ in range(3):
        workers.enter()
    with pytest.raises(Busy):
        workers.enter()
    workers.leave()
    workers.enter()


def test_a_slow_one_holds_up_nobody_not_even_who_came_at_once(workers: Workers, library_folder: Path) -> None:
    async def crowd() -> str:
        slow = await stopped(workers, library_folder)
        value = await share(workers, library_folder)
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        return value

    assert alone(crowd()) == "62.50"


def test_a_refusal_of_the_library_is_said(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="资料库"):
        alone(share(workers, tmp_path / "nothing"))
