"""The processes that answer: a few at a time, each ended where it takes too long, so that no question can hold up the page.

Comes in: a job's name and plain values. Goes out: the job's lines as the process writes them (see ``worker``).
"""

import json
import subprocess
import sys
import time
import weakref
from asyncio import Task, create_task
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from io import BufferedReader
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, create_task_group, fail_after, move_on_after, sleep, to_thread

from index.errors import FinalAccountsError, LibraryError

END = b"\n"
"""The line that follows a job's last, and the first of all, when a process is ready; no other is empty."""
_PIECE = 1 << 16
_INSIDE = 3  # readers inside for each process: one more and the median answer takes over three times an idle one's
_START = 120.0  # seconds that a process may take to be ready
_SLOW = 1.0  # seconds after which a job counts as slow
_BREATH = 1.0  # seconds that a browser has the processors to itself to show the page
_BESIDE = 3  # processes that may start beside slow jobs
_COMMAND = ("-W", "ignore", "-m", "assistant.web.worker")
_ROOT = Path(__file__).parents[2]


class Busy(FinalAccountsError):
    """Too many are inside already; who would wait long is told so at once."""

    def __init__(self) -> None:
        super().__init__("现在提问的人较多，请稍候")


class TooLong(FinalAccountsError):
    """A job took longer than any may; its process was ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"这个问题用了超过{seconds:.0f}秒，已停止；请问得具体一些")


class Broken(FinalAccountsError):
    """An answering process ended in the middle of a job."""

    def __init__(self) -> None:
        super().__init__("回答时程序出错，已记入日志")


class Workers:
    """Processes that answer, *at_once* of them where they are quick; *seconds* are how long one may go without a line.

    Beside a slow job, one that computes long or waits for a language model, another process may start, so that nobody waits
    for it. Of those who wait there are few: who would wait long is refused, and asks again.
    """

    def __init__(self, at_once: int, seconds: float) -> None:
        self.at_once, self.seconds = at_once, seconds
        self.inside = 0
        self._began: dict[_Worker, float] = {}
        self._slots = CapacityLimiter(at_once)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._warming: Task[None] | None = None
        weakref.finalize(self, _end, self._all)  # nobody forgets them: not a test, not an interrupted server

    def enter(self) -> None:
        """Count one in, or refuse where too many are inside already."""
        if self.inside >= self._room():
            raise Busy
        self.inside += 1

    def leave(self) -> None:
        """Count one out."""
        self.inside -= 1

    async def lines(self, job: str, folder: Path, **values: Any) -> AsyncGenerator[bytes, None]:
        """Yield a job's lines as they come, one or several at a time. Who stops listening ends the work too."""
        await self._slot()
        try:
            async with aclosing(self._worked(self._next(), {"job": job, "folder": str(folder), **values})) as lines:
                async for found in lines:
                    yield found
        finally:
            self._slots.release()

    async def shown(self, job: str, folder: Path, **values: Any) -> AsyncGenerator[bytes, None]:
        """``lines`` for a reader: what ends them too early is their last."""
        try:
            async with aclosing(self.lines(job, folder, **values)) as lines:
                async for some in lines:
                    yield some
        except (TooLong, Broken) as error:
            yield json.dumps({"error": str(error)}, ensure_ascii=False).encode() + b"\n"

    async def call(self, job: str, folder: Path, **values: Any) -> Any:
        """Return the value of a job that has one; raise what its process says went wrong."""
        found: Any = None
        async with aclosing(self.lines(job, folder, **values)) as lines:
            async for some in lines:
                found = json.loads(some)
        if "error" in found:
            raise LibraryError(found["error"])
        return found["value"]

    async def ask(self, job: str, folder: Path, **values: Any) -> Any:
        """``call`` for a reader who is refused where too many wait."""
        self.enter()
        try:
            return await self.call(job, folder, **values)
        finally:
            self.leave()

    async def warm_soon(self, folder: Path, question: str) -> None:
        """Have ``warm`` done beside everything else; nobody waits for it, not even the end."""
        self._warming = create_task(self.warm(folder, question))

    async def warm(self, folder: Path, question: str) -> None:
        """Let every process load what an answer needs, so that the first reader does not wait for it; the page comes first."""
        await sleep(_BREATH)
        async with create_task_group() as tasks:
            for _ in range(self.at_once):
                tasks.start_soon(self._warmed, folder, question)

    async def _warmed(self, folder: Path, question: str) -> None:
        with suppress(FinalAccountsError):
            await self.call("replies", folder, turns=[question])

    def close(self) -> None:
        """End every process."""
        if self._warming is not None:
            self._warming.cancel()
        self._idle.clear()
        _end(self._all)

    def _room(self) -> int:
        """How many may be inside now; lets another process work beside every slow one."""
        long_ago = time.monotonic() - _SLOW
        slow = min(sum(began < long_ago for began in self._began.values()), _BESIDE)
        self._slots.total_tokens = self.at_once + slow
        return self.at_once * _INSIDE + slow

    async def _slot(self) -> None:
        """Wait for a process's turn; every while look whether those before have become slow ones."""
        while True:
            self._room()
            with move_on_after(_SLOW):
                await self._slots.acquire()
                return

    async def _worked(self, worker: "_Worker", job: dict[str, Any]) -> AsyncGenerator[bytes, None]:
        """Yield one job's lines; a process that did not come to their end is ended."""
        self._began[worker] = time.monotonic()
        try:
            if not worker.ready:  # its start is no part of the question's time
                await self._read(worker, _START)
                worker.ready = True
            worker.send(job)
            ended = False
            while not ended:
                found, ended = _parted(await self._read(worker, self.seconds))
                if found:
                    yield found
            self._idle.append(worker)
        finally:
            del self._began[worker]
            if worker not in self._idle:
                self._all.discard(worker)
                worker.end()

    def _next(self) -> "_Worker":
        while self._idle:
            if (worker := self._idle.pop()).alive:
                return worker
            self._all.discard(worker)
            worker.end()
        worker = _Worker()
        self._all.add(worker)
        return worker

    async def _read(self, worker: "_Worker", seconds: float) -> bytes:
        try:
            with fail_after(seconds):
                found: bytes = await to_thread.run_sync(worker.read, abandon_on_cancel=True)
        except TimeoutError:
            raise TooLong(seconds) from None
        if not found:
            raise Broken
        return found


def _parted(found: bytes) -> tuple[bytes, bool]:
    """Part whole lines from the end of their job."""
    ended = found == END or found.endswith(b"\n" + END)
    return (found[: -len(END)], True) if ended else (found, False)


class _Worker:
    """One process. It ends by itself when this one does, for its standard input ends then."""

    def __init__(self) -> None:
        self.ready = False
        self._process = subprocess.Popen([sys.executable, *_COMMAND], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def send(self, job: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(job).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:  # it has ended: its next line is none
            return

    def read(self) -> bytes:
        """Wait for lines and return those that have come, whole; nothing where the process has ended."""
        assert isinstance(self._process.stdout, BufferedReader)
        found = b""
        while not found.endswith(b"\n"):
            piece = self._process.stdout.read1(_PIECE)
            if not piece:
                return b""
            found += piece
        return found

    def end(self) -> None:
        """Kill the process and take its pipes away; whoever still reads gets no more lines."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()


def _end(workers: "set[_Worker]") -> None:
    while workers:
        workers.pop().end()
