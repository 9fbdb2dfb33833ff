"""Bounds one exchange with a server as a whole: a stream that only keeps itself alive still ends."""

import ssl
import time
from collections.abc import Iterator
from functools import cache

import httpx

MOST_BYTES = 4_000_000
"""Bytes of one answer, event wrapping and hidden reasoning included."""


@cache
def _certificates() -> ssl.SSLContext:
    """Whom to trust, read once: it takes a tenth of a second."""
    return httpx.create_ssl_context()


class Bounded(httpx.HTTPTransport):
    """A transport whose responses end after *seconds* and MOST_BYTES, whatever the server sends."""

    def __init__(self, seconds: float) -> None:
        super().__init__(verify=_certificates())
        self._seconds = seconds

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*; the clock runs from here to the last byte."""
        until = time.monotonic() + self._seconds
        response = super().handle_request(request)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Bounded(response.stream, until)
        return response


class _Bounded(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        left = MOST_BYTES
        for piece in self._stream:
            left -= len(piece)
            if left < 0 or time.monotonic() > self._until:
                raise httpx.ReadTimeout("the answer does not end")
            yield piece

    def close(self) -> None:
        self._stream.close()
