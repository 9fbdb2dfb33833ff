"""The page's own routes over the library: what it holds, one report, several beside each other, and changes to it.

They take only plain values, check every one, and answer JSON or a file.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from threading import Event
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote, urlencode

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, BackgroundTasks, File, Header, HTTPException, Request, Response, UploadFile

from assistant.web import exports, safety
from assistant.web.asking import asking, attached
from assistant.web.comparison import comparison_html, comparison_rows
from assistant.web.examples import claim, examples
from assistant.web.figures import figures_html
from assistant.web.inventory import Inventory, Order
from assistant.web.pagepicture import picture, picture_kind
from assistant.web.shelf import Shelf
from assistant.web.values import Filter, Id, Ids, Offset, Page, Rows
from assistant.web.words import Language, words
from assistant.web.workers import Busy, Workers
from index.errors import LibraryError
from index.library import Library
from index.records import Report

T = TypeVar("T")

_FILES = (1, 6)  # pictures, which may take seconds, wait for each other
_PIECE = 1 << 20


class Gate:
    """Lets a few pieces of work in at a time; who would wait long is told so at once."""

    def __init__(self, at_once: int, most: int) -> None:
        self.limiter, self.most, self.inside = CapacityLimiter(at_once), most, 0

    async def run(self, work: Callable[..., T], *values: Any) -> T:
        """Do a piece of work in a thread."""
        if self.inside >= self.most:
            raise Busy
        self.inside += 1
        try:
            return await to_thread.run_sync(work, *values, limiter=self.limiter)
        finally:
            self.inside -= 1


def routes(shelf: Shelf, limits: safety.Limits, workers: Workers) -> APIRouter:
    """Build the routes over a shelf."""
    router = APIRouter(prefix="/page")
    router.include_router(asking(shelf, workers))
    _about(router, shelf, limits, workers)
    _reports(router, shelf, Inventory())
    _report(router, shelf, Gate(*_FILES))
    _changes(router, shelf, limits)
    return router


def _about(router: APIRouter, shelf: Shelf, limits: safety.Limits, workers: Workers) -> None:
    warm = Event()

    @router.get("/start")
    def start(request: Request, later: BackgroundTasks, language: Language = "zh") -> dict[str, Any]:
        uploads = "key" if shelf.admin_key else ("open" if safety.local(request.scope) else "closed")
        questions = examples(shelf.library)
        if questions and not warm.is_set():
            warm.set()
            later.add_task(workers.warm_soon, shelf.library.folder, questions[0])
        return {
            "words": words(language), "examples": questions, "claim": claim(shelf.library), "uploads": uploads, "samples": shelf.samples,
            "reports": len(shelf.library.reports()), "max_megabytes": limits.file // _PIECE,
        }  # fmt: skip


def _reports(router: APIRouter, shelf: Shelf, inventory: Inventory) -> None:
    @router.get("/reports")
    def reports(
        find: Filter = "", offset: Offset = 0, limit: Rows = 25, order: Order = Order.ORG, descending: bool = False
    ) -> dict[str, Any]:
        total, rows = inventory.page(shelf.library, find, offset, limit, order, descending=descending)
        return {"total": total, "rows": rows}

    @router.get("/compare")
    def compare(report: Ids, language: Language = "zh") -> dict[str, str]:
        csv = f"/page/compare.csv?{urlencode([('report', one) for one in report])}"
        return {"html": str(comparison_html(shelf.library, _several(shelf.library, report), language, csv))}

    @router.get("/compare.csv")
    def compare_csv(report: Ids) -> Response:
        table = exports.table_csv(comparison_rows(shelf.library, _several(shelf.library, report)))
        return attached(table, "text/csv", "决算对比.csv")


def _report(router: APIRouter, shelf: Shelf, files: Gate) -> None:
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
