"""What stands between the page and the open net: headers, addresses' limits, sizes, closed doors.

One ASGI layer around everything, Gradio included. It never looks into a question; it only decides whether a request may pass.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio starts itself with inline scripts and new Function
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)

HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)

_PAGES = ("/zh", "/en")
_GRADIO_PAGE = ("config", "theme.css", "assets/", "static/", "svelte/", "favicon.ico", "manifest.json", "robots.txt", "pwa_icon")
_GRADIO_PARTS = ("gradio_api/info", "gradio_api/heartbeat/", "gradio_api/startup-events", "gradio_api/theme.css")
_GRADIO_CALLS = tuple(f"gradio_api/{name}" for name in ("call/", "queue/", "mcp", "openapi.json", "cancel", "reset"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one address may ask: requests a minute by kind, and how large a request may be."""

    ask: int = 60
    upload: int = 30
    feedback: int = 20
    read: int = 900
    body: int = 128 * 1024
    file: int = 50 * 1024 * 1024


@dataclass(slots=True)
class Meter:
    """Counts requests by address and kind: each may make so many at once and then so many a minute."""

    addresses: int = 20_000
    _buckets: "OrderedDict[tuple[str, str], tuple[float, float]]" = field(default_factory=OrderedDict)

    def wait(self, address: str, kind: str, per_minute: int, now: float | None = None) -> float:
        """Take one request; return 0, or the seconds to wait where there are too many."""
        now = time.monotonic() if now is None else now
        left, before = self._buckets.pop((address, kind), (float(per_minute), now))
        left = min(float(per_minute), left + (now - before) * per_minute / 60)
        wait = 0.0 if left >= 1 else (1 - left) * 60 / per_minute
        self._buckets[address, kind] = (left if wait else left - 1, now)
        while len(self._buckets) > self.addresses:
            self._buckets.popitem(last=False)
        return wait


class TooLarge(Exception):
    """A request's body is longer than its kind may be."""


@dataclass(slots=True)
class Taken:
    """How much of a request's body has come in; stops it where it is more than its kind may be."""

    most: int
    bytes: int = 0

    @property
    def too_much(self) -> bool:
        """Whether the limit was passed."""
        return self.bytes > self.most

    def receiving(self, receive: Receive) -> Receive:
        """Count what comes in."""

        async def counted() -> Message:
            message = await receive()
            self.bytes += len(message.get("body", b""))
            if self.too_much:
                raise TooLarge
            return message

        return counted


class Guard:
    """The layer itself."""

    def __init__(self, app: ASGIApp, limits: Limits | None = None, hosts: Collection[str] = ()) -> None:
        self.app, self.limits, self.meter, self.hosts = app, limits or Limits(), Meter(), frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass with safe headers on its answer, or refuse it with one line that says why."""
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused is not None:
            await _answer(_with_headers(send), *refused)
            return
        most = self.limits.file if scope["path"] == "/page/upload" else self.limits.body
        taken = Taken(most)
        sending = _with_headers(send)
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            if not taken.too_much or started:
                started = True
                await sending(message)

        with suppress(TooLarge):
            await self.app(scope, taken.receiving(receive), noted)
        if taken.too_much and not started:
            await _answer(sending, 413, "内容太大")

    async def _other(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str, int] | None:
        path, method, headers = scope["path"], scope["method"], _headers(scope)
        if self.hosts and not (_itself(name := _host(headers)) or name in self.hosts):
            return 421, "这里只回应自己的地址", 0  # another name that was pointed here could read the answers
        if not open_path(path):
            return 404, "没有这个页面", 0
        if method not in ("GET", "HEAD", "OPTIONS") and not _same_origin(headers):
            return 403, "请求来自别的网站", 0
        length = headers.get("content-length", "0")
        most = self.limits.file if path == "/page/upload" else self.limits.body
        if not length.isdecimal() or int(length) > most:
            return 413, "内容太大", 0
        kind = _kind(path, method)
        if kind is None:
            return None
        address = scope["client"][0] if scope.get("client") else ""
        wait = self.meter.wait(address, kind, getattr(self.limits, kind))
        return (429, "请求太多，请稍等片刻", max(1, round(wait))) if wait else None


def open_path(path: str) -> bool:
    """Whether a path leads anywhere: the page, its own routes, and of Gradio only what the page and the interface need."""
    if ".." in path or "\\" in path or "\x00" in path:
        return False
    for page in _PAGES:
        if path == page or path.startswith(f"{page}/"):
            rest = path[len(page) :].lstrip("/")
            return not rest or rest.startswith((*_GRADIO_PAGE, *_GRADIO_PARTS))
    if path.startswith("/page/"):
        return True
    rest = path.lstrip("/")
    return not rest or rest.startswith((*_GRADIO_PAGE, *_GRADIO_PARTS, *_GRADIO_CALLS))


def local(scope: Scope) -> bool:
    """Whether a request comes from this very machine and names it so (a page elsewhere that points here does not)."""
    return _loopback(scope["client"][0] if scope.get("client") else "") and _itself(_host(_headers(scope)))


def known_hosts(host: str, domains: Collection[str]) -> frozenset[str]:
    """The names that a server on the address *host* answers to besides this machine's own; none are all names."""
    return frozenset(name.lower() for name in (*domains, host)) if domains or _itself(host) else frozenset()


def _host(headers: MutableMapping[str, str]) -> str:
    """The name that a request calls the server by, without its port."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _itself(name: str) -> bool:
    return name == "localhost" or _loopback(name)


def _loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


_ASKING = (
    "/page/ask",
    "/page/export",
    "/page/compare",
    "/page/check",
    "/page/audit/",
    "/gradio_api/call/",
    "/gradio_api/queue/join",
    "/gradio_api/mcp",
)


def _kind(path: str, method: str) -> str | None:
    if path.startswith("/page/static/"):
        return None
    if path == "/page/upload" or method == "DELETE":
        return "upload"
    if path == "/page/feedback":
        return "feedback"
    if path.endswith("/picture"):
        return "ask"
    if path.startswith(_ASKING) and (method == "POST" or path.startswith("/page/")):
        return "ask"
    return "read" if path.startswith(("/page/", "/gradio_api/")) else None


def _headers(scope: Scope) -> MutableMapping[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _same_origin(headers: MutableMapping[str, str]) -> bool:
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
            named = {name for name, _ in extra}
            kept = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in named]
            message = {**message, "headers": [*kept, *extra]}
        await send(message)

    return sending


async def _answer(send: Send, status: int, text: str, wait: int = 0) -> None:
    body = json.dumps({"error": text}, ensure_ascii=False).encode()
    headers: Iterable[tuple[bytes, bytes]] = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if wait:
        headers = [*headers, (b"retry-after", str(wait).encode())]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
