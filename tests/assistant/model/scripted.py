"""A real HTTP server that speaks the chat-completions protocol and plays one scripted behaviour after another."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]


class Script:
    """What the server does next. ``requests`` keeps the bodies that it received, ``headers`` their headers."""

    def __init__(self) -> None:
        self.behaviour = "text"
        self.answer: Answer = lambda _: ""
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.elsewhere = ""
        self.finished = threading.Event()

    def prompt(self, body: dict[str, Any]) -> str:
        return str(body["messages"][-1]["content"])


class _Handler(BaseHTTPRequestHandler):
    script: Script

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.requests.append(body)
        self.script.headers.append(dict(self.headers))
        getattr(self, "play_" + self.script.behaviour)(body)

    def play_text(self, body: dict[str, Any]) -> None:
        self._stream(self._chunks(self.script.answer(body)))

    def play_slow(self, _: dict[str, Any]) -> None:
        time.sleep(5)

    def play_drip(self, _: dict[str, Any]) -> None:
        self._open()
        for _number in range(60):
            self._write(_chunk("慢"))
            time.sleep(0.1)

    def play_hang_up(self, _: dict[str, Any]) -> None:
        self.connection.close()

    def play_cut_stream(self, body: dict[str, Any]) -> None:
        self._open()
        self._write(_chunk(self.script.answer(body)[:10]))

    def play_cut_by_limit(self, body: dict[str, Any]) -> None:
        self._stream([_chunk(self.script.answer(body)), _chunk("", finish="length")])

    def play_broken_json(self, _: dict[str, Any]) -> None:
        self._open()
        self._raw(b'data: {"choices": [{"delta": {"content": "x"\n\n')

    def play_not_sse(self, _: dict[str, Any]) -> None:
        self._raw_reply(200, b"<html>gateway</html>", "text/html")

    def play_no_choices(self, _: dict[str, Any]) -> None:
        self._open()
        self._raw(b'data: {"id": "1", "object": "chat.completion.chunk"}\n\ndata: [DONE]\n\n')

    def play_empty(self, _: dict[str, Any]) -> None:
        self._stream([_chunk("", finish="stop")])

    def play_tool_call(self, _: dict[str, Any]) -> None:
        call = {"index": 0, "id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        self._stream([{**_chunk(""), "choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": "tool_calls"}]}])

    def play_endless(self, _: dict[str, Any]) -> None:
        self._open()
        for _number in range(400):
            self._write(_chunk("没有尽头的回答" * 20))

    def play_endless_thoughts(self, _: dict[str, Any]) -> None:
        self._open()
        thought = _chunk("")
        thought["choices"][0]["delta"] = {"role": "assistant", "reasoning_content": "嗯" * 2_000}
        for _number in range(2_000):
            self._write(thought)

    def play_kept_alive(self, _: dict[str, Any]) -> None:
        self._open()
        for _number in range(100):
            self._raw(b": still here\n\n")
            time.sleep(0.1)

    def play_redirect(self, _: dict[str, Any]) -> None:
        self.send_response(307)
        self.send_header("Location", self.script.elsewhere)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def play_filtered(self, body: dict[str, Any]) -> None:
        self._stream([_chunk(self.script.answer(body)), _chunk("", finish="content_filter")])

    def play_bad_bytes(self, _: dict[str, Any]) -> None:
        self._open()
        self._raw(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n')

    def play_huge_event(self, _: dict[str, Any]) -> None:
        self._stream([_chunk("大" * 2_000_000)])

    def play_null_delta(self, _: dict[str, Any]) -> None:
        self._stream([{**_chunk(""), "choices": [{"index": 0, "delta": None, "finish_reason": None}]}])

    def play_error_event(self, _: dict[str, Any]) -> None:
        self._open()
        self._raw(b'data: {"error": {"message": "out of memory", "type": "server_error"}}\n\n')

    def play_half_header(self, _: dict[str, Any]) -> None:
        self._raw(b"HTTP/1.1 200 OK\r\nContent-Ty")
        self.connection.close()

    def play_whole(self, body: dict[str, Any]) -> None:
        self._stream([_chunk(self.script.answer(body)), _chunk("", finish="stop")])

    def play_sentence_then_wait(self, body: dict[str, Any]) -> None:
        self._open()
        self._write(_chunk(self.script.answer(body)))
        self.script.finished.wait(1.5)
        self._write(_chunk("", finish="stop"))
        self._raw(b"data: [DONE]\n\n")

    def play_text_then_cut(self, body: dict[str, Any]) -> None:
        self._open()
        self._write(_chunk(self.script.answer(body)))

    def play_thoughtful(self, body: dict[str, Any]) -> None:
        self._stream(self._chunks("<think>报告写的是87万元[1]。\n就这么答。</think>\n" + self.script.answer(body)))

    def play_with_usage(self, body: dict[str, Any]) -> None:
        last = {**_chunk("", finish="stop"), "usage": {"prompt_tokens": 100, "completion_tokens": 23, "total_tokens": 123}}
        self._stream([_chunk(self.script.answer(body)), last])

    def play_by_the_byte(self, body: dict[str, Any]) -> None:
        """Every event in pieces of three bytes, so that letters come in halves."""
        self._open()
        for chunk in self._chunks(self.script.answer(body)):
            data = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
            for at in range(0, len(data), 3):
                self._raw(data[at : at + 3])
        self._raw(b"data: [DONE]\n\n")

    def play_schema_refused(self, body: dict[str, Any]) -> None:
        form = (body.get("response_format") or {}).get("type")
        if form == "json_schema":
            self._raw_reply(500, b'{"error": {"message": "unsupported response_format"}}', "application/json")
        else:
            self.play_text(body)

    def play_forms_refused(self, body: dict[str, Any]) -> None:
        if body.get("response_format"):
            self._raw_reply(400, b'{"error": {"message": "unsupported response_format"}}', "application/json")
        else:
            self.play_text(body)

    def __getattr__(self, name: str) -> Callable[[dict[str, Any]], None]:
        if name.startswith("play_status_"):
            message = json.dumps({"error": {"message": f"key {self.headers.get('Authorization')} refused"}}).encode()
            return lambda _: self._raw_reply(int(name.rsplit("_", 1)[1]), message, "application/json")
        raise AttributeError(name)

    def _chunks(self, text: str) -> list[dict[str, Any]]:
        pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
        return [*(_chunk(piece) for piece in pieces), _chunk("", finish="stop")]

    def _stream(self, chunks: list[dict[str, Any]]) -> None:
        self._open()
        for chunk in chunks:
            self._write(chunk)
        self._raw(b"data: [DONE]\n\n")

    def _open(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _write(self, chunk: dict[str, Any]) -> None:
        self._raw(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())

    def _raw(self, data: bytes) -> None:
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):  # the client has had enough, as it should
            self.close_connection = True

    def _raw_reply(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self._raw(data)


def _chunk(text: str, finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted",
        "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}],
    }  # fmt: skip


@contextmanager
def serving() -> Iterator[tuple[str, Script]]:
    """Serve on a free local port; give the address and the script to change."""
    script = Script()
    handler = type("Handler", (_Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
