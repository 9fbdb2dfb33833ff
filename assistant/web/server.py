"""The application: own routes, Gradio's page in both languages, the interface, and the guard around all of it."""

import os
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from types import MappingProxyType

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from gradio.route_utils import FnIndexInferError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import settings
from assistant.web.edition import edition
from assistant.web.front import Front
from assistant.web.interface import interface
from assistant.web.page import page, static_folder
from assistant.web.routes import routes
from assistant.web.safety import Guard, Limits
from assistant.web.shelf import Shelf
from assistant.web.words import LANGUAGES
from assistant.web.workers import Broken, Busy, TooLong, Workers
from index.errors import FinalAccountsError

_SECONDS = 20.0
"""The longest that an answer may take before its process is ended."""


def application(shelf: Shelf, limits: Limits | None = None, hosts: Collection[str] = ()) -> ASGIApp:
    """Build everything that is served; where *hosts* are named, whoever asks for another is refused."""
    chosen = limits or Limits()
    workers = Workers(*_crew())
    app = FastAPI(title="决算问答", version=edition(), docs_url=None, redoc_url=None, openapi_url=None, lifespan=_closing(workers))
    _errors(app)
    app.include_router(routes(shelf, chosen, workers))
    app.mount("/page/static", StaticFiles(directory=static_folder()))
    app.add_api_route("/page/{rest:path}", _nowhere, methods=["GET", "POST", "PUT", "DELETE"])
    fonts = gr.themes.Base(font=("PingFang SC", "Microsoft YaHei", "sans-serif"), font_mono=("monospace",))
    quiet = {"theme": fonts, "show_error": False, "max_file_size": 1, "ssr_mode": False, "run_history": False}
    with _no_apps_of_their_own():
        pages, calls = {language: page(language) for language in LANGUAGES}, interface(shelf, workers)
    for language, blocks in pages.items():
        gr.mount_gradio_app(app, blocks, f"/{language}", footer_links=[], **quiet)
    gr.mount_gradio_app(app, calls, "/", footer_links=[], mcp_server=True, **quiet)
    _malformed_calls(app)
    return Guard(_Compressed(Front(app)), chosen, hosts)


@contextmanager
def _no_apps_of_their_own() -> Iterator[None]:
    """Keep Blocks from each building an application twice or three times that mounting throws away: half a second of every start."""
    built = gr.routes.App.create_app
    gr.routes.App.create_app = staticmethod(lambda *_, **__: None)
    try:
        yield
    finally:
        gr.routes.App.create_app = built


class _Compressed:
    """Packs every answer but the streamed ones, whose lines must arrive as they are made."""

    def __init__(self, app: ASGIApp) -> None:
        self.streamed, self.packed = app, GZipMiddleware(app, minimum_size=2000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the path."""
        app = self.streamed if scope["type"] == "http" and scope["path"] == "/page/ask" else self.packed
        await app(scope, receive, send)


def _nowhere(rest: str) -> None:
    raise HTTPException(404, f"没有这个地址：{rest[:80]}")


def _crew() -> tuple[int, float]:
    """How many answer at once, one processor left to serve the page, and the longest silence, a model's included."""
    chosen = settings()
    return max(1, (os.cpu_count() or 1) - 1), _SECONDS + (chosen.llm_timeout if chosen.llm_url else 0)


def _closing(workers: Workers) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()

    return lifespan


def _malformed_calls(app: FastAPI) -> None:
    """Gradio's own applications refuse as ours does. A call of no function, or without its parameters, is the caller's fault."""

    def malformed(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "没有这个函数，或缺少参数"}, 400)

    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
            _refusals(route.app)
            for fault in (KeyError, IndexError, TypeError, ValueError, FnIndexInferError):
                route.app.add_exception_handler(fault, malformed)


def _errors(app: FastAPI) -> None:
    _refusals(app)

    @app.exception_handler(Busy)
    def busy(_: Request, error: Busy) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 503, _LATER)

    @app.exception_handler(TooLong)
    def too_long(_: Request, error: TooLong) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 504)

    @app.exception_handler(Broken)
    def broken(_: Request, error: Broken) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 502)

    @app.exception_handler(FinalAccountsError)
    def refused(_: Request, error: FinalAccountsError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 404 if str(error).startswith("没有") else 409)


def _refusals(app: FastAPI) -> None:
    """Say what the framework refuses in the page's own shape and language."""

    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": _first(error)}, 422)

    @app.exception_handler(HTTPException)
    def said(_: Request, error: HTTPException) -> JSONResponse:
        own = isinstance(error.detail, str) and not error.detail.isascii()
        detail = error.detail if own else _ENGLISH.get(error.status_code, "请求没有成功")
        later = _LATER if error.status_code == 503 else {}
        return JSONResponse({"error": detail}, error.status_code, {**later, **(error.headers or {})})


_LATER = {"Retry-After": "1"}
_ENGLISH = MappingProxyType({400: "请求读不懂", 404: "没有这个页面", 405: "这个地址不接受这种请求", 503: str(Busy())})
"""Where the framework speaks English; 503 is Gradio's full queue."""


def _first(error: RequestValidationError) -> str:
    """Where the first fault is, without a word of what was sent."""
    found = error.errors()[0]
    if found["type"] == "json_invalid":
        return "请求的正文不是 JSON"
    if found["loc"] == ("body",):
        return "请求不合规则：正文应是一个 JSON 对象"
    where = ".".join(str(part) for part in found["loc"])
    return f"请求不合规则：{where}（{found['type']}）"
