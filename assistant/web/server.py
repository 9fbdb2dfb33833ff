"""The application: own routes, Gradio's page in both languages, the interface, and the guard around all of it."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from gradio.route_utils import FnIndexInferError
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.edition import edition
from assistant.web.interface import interface
from assistant.web.page import head, page, static_folder
from assistant.web.routes import routes
from assistant.web.safety import Guard, Limits
from assistant.web.shelf import Shelf
from assistant.web.words import LANGUAGES
from index.errors import FinalAccountsError


def application(shelf: Shelf, limits: Limits | None = None) -> ASGIApp:
    """Build everything that is served."""
    chosen = limits or Limits()
    app = FastAPI(title="决算问答", version=edition(), docs_url=None, redoc_url=None, openapi_url=None)
    _errors(app)
    app.include_router(routes(shelf, chosen))
    app.mount("/page/static", StaticFiles(directory=static_folder()))
    app.middleware("http")(_to_a_language)
    fonts = gr.themes.Base(font=("PingFang SC", "Microsoft YaHei", "sans-serif"), font_mono=("monospace",))
    quiet = {"theme": fonts, "show_error": False, "max_file_size": 1, "ssr_mode": False, "run_history": False}
    for language in LANGUAGES:
        gr.mount_gradio_app(app, page(language), f"/{language}", footer_links=[], head=head(language), **quiet)
    gr.mount_gradio_app(app, interface(shelf), "/", footer_links=[], mcp_server=True, **quiet)
    _malformed_calls(app)
    return Guard(_Compressed(app), chosen)


class _Compressed:
    """Packs every answer but the streamed ones, whose lines must arrive as they are made."""

    def __init__(self, app: ASGIApp) -> None:
        self.streamed, self.packed = app, GZipMiddleware(app, minimum_size=2000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Choose by the path."""
        app = self.streamed if scope["type"] == "http" and scope["path"] == "/page/ask" else self.packed
        await app(scope, receive, send)


async def _to_a_language(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """A browser that comes to the root is led to the page in its language."""
    path = request.url.path
    if request.method in ("GET", "HEAD") and (to := _page_for(request)):
        query = urlencode(request.query_params.multi_items())
        return RedirectResponse(f"{to}?{query}" if query else to, 307)
    response = await call_next(request)
    if path.startswith("/page/static/"):
        response.headers["Cache-Control"] = "no-cache"
    return response


def _page_for(request: Request) -> str:
    """Where a request for the root, or for a page without its last slash, is led; "" where it stays."""
    path = request.url.path
    if path.strip("/") in LANGUAGES and not path.endswith("/"):
        return f"{path}/"
    if path != "/" or "text/html" not in request.headers.get("accept", ""):
        return ""
    return "/en/" if request.headers.get("accept-language", "zh").strip().lower().startswith("en") else "/zh/"


def _malformed_calls(app: FastAPI) -> None:
    """Gradio answers 500 to a call of a function that is not there or lacks its parameters; that is the caller's fault."""

    def malformed(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "没有这个函数，或缺少参数"}, 400)

    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, gr.routes.App):
            for fault in (KeyError, IndexError, TypeError, ValueError, FnIndexInferError):
                route.app.add_exception_handler(fault, malformed)


def _errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    def malformed(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": _first(error)}, 422)

    @app.exception_handler(FinalAccountsError)
    def refused(_: Request, error: FinalAccountsError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 404 if str(error).startswith("没有") else 409)

    @app.exception_handler(HTTPException)
    def said(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)


def _first(error: RequestValidationError) -> str:
    """Where the first fault is, without a word of what was sent."""
    found = error.errors()[0]
    where = ".".join(str(part) for part in found["loc"])
    return f"请求不合规则：{where}（{found['type']}）"
