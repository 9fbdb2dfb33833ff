"""The page's routes that the answering processes serve: questions, checks and audits, and the files made of them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from assistant.web.feedback import store_feedback
from assistant.web.shelf import Shelf
from assistant.web.values import Asked, Claimed, Id, Kept, Kind, Said, Taken
from assistant.web.words import Language, words
from assistant.web.workers import Workers

_FILES: dict[Kind, tuple[str, str]] = {"markdown": ("text/markdown", "md"), "csv": ("text/csv", "csv"), "evidence": ("text/html", "html")}


class Streamed(StreamingResponse):
    """Lines as a worker makes them; the workers count one in until the last is sent or the reader goes away."""

    def __init__(self, workers: Workers, lines: AsyncGenerator[bytes, None]) -> None:
        workers.enter()
        self.workers, self.lines = workers, lines
        super().__init__(lines, media_type="application/x-ndjson", headers={"Cache-Control": "no-store"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send, and leave whatever happens."""
        try:
            async with aclosing(self.lines):
                await super().__call__(scope, receive, send)
        finally:
            self.workers.leave()


def asking(shelf: Shelf, workers: Workers) -> APIRouter:
    """Build the routes."""
    router = APIRouter()
    _questions(router, shelf, workers)
    _checks(router, shelf, workers)
    return router


def _questions(router: APIRouter, shelf: Shelf, workers: Workers) -> None:
    @router.post("/ask")
    async def ask(asked: Asked) -> StreamingResponse:
        return Streamed(workers, workers.shown("answer", shelf.library.folder, **asked.model_dump()))

    @router.post("/feedback")
    async def feedback(said: Said) -> dict[str, str]:
        replies = await workers.ask("replies", shelf.library.folder, turns=said.turns)
        await run_in_threadpool(store_feedback, shelf.library, said.turns, replies[-1]["text"], said.reason, said.note)
        return {"status": "stored"}

    @router.post("/export")
    async def export(kept: Kept) -> Response:
        content = await workers.ask("export", shelf.library.folder, **kept.model_dump())
        return _file(content, kept.kind, kept.turns[-1])


def _checks(router: APIRouter, shelf: Shelf, workers: Workers) -> None:
    @router.post("/check")
    async def check(claimed: Claimed) -> dict[str, Any]:
        found: dict[str, Any] = await workers.ask("check", shelf.library.folder, **claimed.model_dump())
        return found

    @router.post("/check/file")
    async def check_file(taken: Taken) -> Response:
        content = await workers.ask("check_file", shelf.library.folder, **taken.model_dump())
        return _file(content, taken.kind, words(taken.language)["check_title"])

    @router.get("/audit/{report}")
    async def audit(report: Id, language: Language = "zh") -> dict[str, Any]:
        found: dict[str, Any] = await workers.ask("audit", shelf.library.folder, report=report, language=language)
        return found

    @router.get("/audit/{report}/{kind}")
    async def audit_file(report: Id, kind: Kind, language: Language = "zh") -> Response:
        content = await workers.ask("audit_file", shelf.library.folder, report=report, kind=kind, language=language)
        return _file(content, kind, f"{words(language)['audit']} {shelf.library.report(report).title}")


def attached(content: str, media: str, name: str) -> Response:
    """A text as a file to keep."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(content.encode(), media_type=f"{media}; charset=utf-8", headers=headers)


def _file(content: str, kind: Kind, name: str) -> Response:
    media, ending = _FILES[kind]
    kept = "".join(character for character in name if character.isalnum())[:40] or "answer"
    return attached(content, media, f"{kept}.{ending}")
