"""The page's own routes. They take only plain values, check every one, and answer JSON, lines of JSON, or a file."""

import json
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path, PurePath
from threading import Event
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, unquote, urlencode

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, BackgroundTasks, File, Header, HTTPException, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator, BaseModel, Field
from starlette.types import Receive, Scope, Send

from assistant.settings import settings
from assistant.web import exports, safety
from assistant.web.comparison import comparison_html, comparison_rows
from assistant.web.examples import examples
from assistant.web.feedback import FeedbackReason, store_feedback
from assistant.web.figures import figures_html
from assistant.web.inventory import Inventory
from assistant.web.pagepicture import picture, picture_kind
from assistant.web.questions import Shown, converse, steps
from assistant.web.shelf import Shelf
from assistant.web.words import Language, words
from index.errors import LibraryError
from index.library import Library
from index.records import Report

T = TypeVar("T")

MOST_CHARACTERS = 500
MOST_TURNS = 20
_ANSWERS = (1, 3)  # worked out at once, and inside in all: more only make each other slow on one interpreter
_ASSISTED = (4, 12)  # with a language model, most of the time is spent waiting for it
_FILES = (1, 6)  # pictures and exports, which may take seconds, wait for each other and not for answers
_PIECE = 1 << 20


def _sound(text: str) -> str:
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("not a text")
    return text


Text = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(_sound)]
Turns = Annotated[list[Text], Field(min_length=1, max_length=MOST_TURNS)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{6,64}$")]
Page = Annotated[int | None, Query(ge=1, le=5000)]
Offset = Annotated[int, Query(ge=0, le=10**9)]


class Asked(BaseModel):
    """The questions of a conversation, and from which on they are to be answered."""

    turns: Turns
    first: int = Field(0, ge=0, lt=MOST_TURNS)
    language: Language = "zh"


class Said(BaseModel):
    """A reader's word on the last answer of a conversation."""

    turns: Turns
    reason: FeedbackReason
    note: Annotated[str, Field(max_length=1000), AfterValidator(_sound)] = ""


class Gate:
    """Lets a few pieces of work in at a time; who would wait long is told so at once."""

    def __init__(self, at_once: int, most: int) -> None:
        self.limiter, self.most, self.inside = CapacityLimiter(at_once), most, 0

    def enter(self) -> None:
        """Count one in, or refuse with 503 where too many are inside already."""
        if self.inside >= self.most:
            raise HTTPException(503, "现在提问的人较多，请稍候", {"Retry-After": "1"})
        self.inside += 1

    def leave(self) -> None:
        """Count one out."""
        self.inside -= 1

    async def run(self, work: Callable[..., T], *values: Any) -> T:
        """Do a piece of work in a thread."""
        self.enter()
        try:
            return await to_thread.run_sync(work, *values, limiter=self.limiter)
        finally:
            self.leave()


class Streamed(StreamingResponse):
    """Lines that are made one by one; the gate counts them in until the last is sent or the reader goes away."""

    def __init__(self, events: Iterator[list[Shown]], gate: Gate) -> None:
        self.gate = gate
        super().__init__(_lines(events, gate), media_type="application/x-ndjson", headers={"Cache-Control": "no-store"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send, and leave the gate whatever happens."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.gate.leave()


def routes(shelf: Shelf, limits: safety.Limits) -> APIRouter:
    """Build the routes over a shelf."""
    router = APIRouter(prefix="/page")
    files = Gate(*_FILES)
    _about(router, shelf, Inventory(), limits)
    _questions(router, shelf, Gate(*(_ASSISTED if settings().llm_url else _ANSWERS)), files)
    _reports(router, shelf, files)
    _changes(router, shelf, limits)
    return router


def _about(router: APIRouter, shelf: Shelf, inventory: Inventory, limits: safety.Limits) -> None:
    warm = Event()

    @router.get("/start")
    def start(request: Request, later: BackgroundTasks, language: Language = "zh") -> dict[str, Any]:
        uploads = "key" if shelf.admin_key else ("open" if safety.local(request.scope) else "closed")
        questions = examples(shelf.library)
        if questions and not warm.is_set():
            warm.set()
            later.add_task(converse, questions[:1], shelf.library)  # the first reader's question finds everything loaded
        return {
            "words": words(language), "examples": questions, "uploads": uploads, "samples": shelf.samples,
            "reports": inventory.rows(shelf.library), "max_megabytes": limits.file // _PIECE,
        }  # fmt: skip


def _questions(router: APIRouter, shelf: Shelf, gate: Gate, files: Gate) -> None:
    @router.post("/ask")
    async def ask(asked: Asked) -> StreamingResponse:
        gate.enter()
        return Streamed(steps(asked.turns, asked.first, shelf.library, asked.language), gate)

    @router.post("/feedback")
    def feedback(said: Said) -> dict[str, str]:
        answer = converse(said.turns, shelf.library)[-1].text
        store_feedback(shelf.library, said.turns, answer, said.reason, said.note)
        return {"status": "stored"}

    @router.get("/export/{kind}")
    async def export(kind: str, turn: Annotated[Turns, Query()], language: Language = "zh") -> Response:
        if kind not in ("markdown", "csv", "evidence"):
            raise HTTPException(404, "没有这种导出")
        return await files.run(_export, kind, turn, shelf.library, language)


def _reports(router: APIRouter, shelf: Shelf, files: Gate) -> None:
    @router.get("/report/{report}")
    def text(report: Id) -> dict[str, Any]:
        library = shelf.library
        found = library.report(report)
        sections = [
            {"path": list(one.path), "title": one.path[-1], "level": one.level, "start": one.start, "end": one.end}
            for one in library.sections(found.id)
        ]
        return {
            "id": found.id, "title": found.title, "org": found.org, "year": found.year, "kind": found.kind_name, "file": found.file,
            "pages": found.pages, "pictures": picture_kind(library, found.id), "sections": sections, "text": library.text(found.id),
        }  # fmt: skip

    @router.get("/report/{report}/place")
    def place(report: Id, start: Offset, end: Offset) -> dict[str, Any]:
        found = shelf.library.place(shelf.library.report(report).id, start, end)
        return {"page": found.page, "box": found.box}

    @router.get("/report/{report}/picture")
    async def page_picture(report: Id, page: Page = None, start: Offset = 0, end: Offset = 0) -> Response:
        found = shelf.library.report(report).id
        image = await files.run(picture, shelf.library, found, page, start, end)
        if image is None:
            raise HTTPException(404, "这份报告没有页面图")
        return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})

    @router.get("/report/{report}/figures")
    def figures(report: Id, language: Language = "zh") -> dict[str, str]:
        return {"html": str(figures_html(shelf.library, shelf.library.report(report), language))}

    @router.get("/compare")
    def compare(report: Annotated[list[Id], Query(min_length=2, max_length=12)], language: Language = "zh") -> dict[str, str]:
        csv = f"/page/compare.csv?{urlencode([('report', one) for one in report])}"
        return {"html": str(comparison_html(shelf.library, _several(shelf.library, report), language, csv))}

    @router.get("/compare.csv")
    def compare_csv(report: Annotated[list[Id], Query(min_length=2, max_length=12)]) -> Response:
        table = exports.table_csv(comparison_rows(shelf.library, _several(shelf.library, report)))
        return _file(table, "text/csv", "决算对比.csv")


def _changes(router: APIRouter, shelf: Shelf, limits: safety.Limits) -> None:
    def check(request: Request, key: str) -> None:
        if not shelf.allowed(unquote(key), local=safety.local(request.scope)):
            raise HTTPException(403, words("zh")["key_wrong"] if shelf.admin_key else words("zh")["upload_closed"])

    @router.post("/upload")
    def upload(request: Request, file: Annotated[UploadFile, File()], x_juesuan_key: Annotated[str, Header()] = "") -> dict[str, Any]:
        check(request, x_juesuan_key)
        with tempfile.TemporaryDirectory(prefix="juesuan-") as folder:
            status = shelf.add(_saved(file, Path(folder), limits.file))
        title = status.report.title if status.report else ""
        return {"file": file.filename, "status": status.status, "reason": status.reason, "title": title,
                "report": status.report.id if status.report else None}  # fmt: skip

    @router.delete("/report/{report}")
    def remove(request: Request, report: Id, x_juesuan_key: Annotated[str, Header()] = "") -> dict[str, str]:
        check(request, x_juesuan_key)
        return {"report": shelf.remove(report).id}


async def _lines(events: Iterator[list[Shown]], gate: Gate) -> AsyncIterator[bytes]:
    """One line an event; the work is done in a thread, a few at a time, and ends when the reader goes away."""
    async with gate.limiter:
        while (known := await to_thread.run_sync(next, events, None)) is not None:
            yield b"".join(json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in known)


def _export(kind: str, turns: list[str], library: Library, language: Language) -> Response:
    replies = converse(turns, library)
    name = "".join(character for character in turns[-1] if character.isalnum())[:40] or "answer"
    if kind == "markdown":
        return _file(exports.markdown(replies, language), "text/markdown", f"{name}.md")
    if kind == "csv":
        return _file(exports.figures_csv(replies), "text/csv", f"{name}.csv")
    return _file(str(exports.evidence(library, replies, language)), "text/html", f"{name}.html")


def _file(content: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(content.encode(), media_type=f"{kind}; charset=utf-8", headers=headers)


def _several(library: Library, ids: list[str]) -> list[Report]:
    found = [library.report(one) for one in dict.fromkeys(ids)]
    if len(found) < 2:
        raise LibraryError("至少要两份不同的报告")
    return found


def _saved(file: UploadFile, folder: Path, most: int) -> Path:
    """Write an upload under its own last name, whatever path was sent with it."""
    name = PurePath((file.filename or "").replace("\\", "/")).name.replace("\x00", "") or "file"
    path = folder / name.encode()[-180:].decode(errors="ignore")
    size = 0
    with path.open("wb") as out:
        while piece := file.file.read(_PIECE):
            size += len(piece)
            if size > most:
                raise HTTPException(413, "文件太大")
            out.write(piece)
    return path
