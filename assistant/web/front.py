"""What stands before the application: leads a browser to the page in its language, and settles the document that it receives.

Plain ASGI, so that streamed lines pass through untouched.
"""

from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.document import settled
from assistant.web.page import head
from assistant.web.words import LANGUAGES, Language


class Front:
    """The layer itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead elsewhere, or pass on with the answer's document settled."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            if to := _page_for(scope):
                query = urlencode(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
                await RedirectResponse(f"{to}?{query}" if query else to, 307)(scope, receive, send)
                return
            send = _sending(scope["path"], send)
        await self.app(scope, receive, send)


def _page_for(scope: Scope) -> str:
    """Where a request for the root, or for a page without its last slash, is led; "" where it stays."""
    path, headers = scope["path"], Headers(scope=scope)
    if path.strip("/") in LANGUAGES and not path.endswith("/"):
        return f"{path}/"
    if path != "/" or "text/html" not in headers.get("accept", ""):
        return ""
    return "/en/" if headers.get("accept-language", "zh").strip().lower().startswith("en") else "/zh/"


def _sending(path: str, send: Send) -> Send:
    if path.startswith("/page/static/"):
        return _revalidated(send)
    for language in LANGUAGES:
        if path == f"/{language}/":
            return _Document(language, send)
    return send


def _revalidated(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-cache"
        await send(message)

    return sending


class _Document:
    """Holds an HTML answer back until it is whole, settles it, and sends it."""

    def __init__(self, language: Language, send: Send) -> None:
        self.language, self.send = language, send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self.start)

    async def _whole(self, start: Message) -> None:
        body = settled(self.body.decode(), self.language, head(self.language)).encode() if self.body else b""
        if body:
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})
