"""The page: ``python app.py [--library DIR] [--port N] [--host H]``. Opens the samples where there is no library yet."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.web.quiet import hush


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted; 1 where the library cannot be opened."""
    asked = _parser().parse_args(arguments)
    hush()

    import uvicorn

    from assistant.settings import settings
    from assistant.web.server import application
    from assistant.web.shelf import Shelf
    from index.errors import LibraryError

    try:
        shelf = Shelf(asked.library, settings().admin_key)
    except LibraryError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    shelf.follow()
    print(f"决算问答：http://{_shown(asked.host)}:{asked.port}/", flush=True)  # noqa: T201
    uvicorn.run(application(shelf), host=asked.host, port=asked.port, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="打开决算问答的页面。")
    parser.add_argument("--library", type=Path, help="资料库所在的文件夹；不写就用自己的资料库，还没有时用样例报告")
    parser.add_argument("--port", type=int, default=7860, help="端口，默认 7860")
    parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只有本机能打开")
    return parser


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


if __name__ == "__main__":
    sys.exit(main())
