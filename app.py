"""The page: ``python app.py [--library DIR] [--port N] [--host H]``. Opens the samples where there is no library yet."""

import errno
import socket
from pathlib import Path

import click

from assistant.console import Command, run
from assistant.web.quiet import hush

_QUIET = 30.0  # seconds in which nothing heavy stands in the way of the first page


@click.command(cls=Command, name="app.py", options_metavar="[选项]", epilog="例：python app.py --library 我的资料库 --port 8000")
@click.option(
    "--library", type=click.Path(path_type=Path), metavar="目录", help="资料库所在的文件夹；不写就用自己的资料库，还没有时用样例报告。"
)
@click.option("--port", type=click.IntRange(0, 65535), default=7860, metavar="N", help="端口，默认 7860；0 为任一空闲端口。")
@click.option("--host", default="127.0.0.1", metavar="地址", help="监听的地址，默认只有本机能打开。")
@click.option("--domain", "domains", multiple=True, metavar="域名", help="也用这个域名提供服务，放在反向代理后面时写上；可以写几次。")
def main(library: Path | None, port: int, host: str, domains: tuple[str, ...]) -> None:
    """打开决算问答的页面，直到按 Ctrl+C 停止。"""
    hush()
    with _listening(host, port) as listening:  # what cannot be served is said before the heavy parts are loaded
        from assistant.settings import settings
        from assistant.web.shelf import Shelf

        shelf = Shelf(library, settings().admin_key)

        import uvicorn

        from assistant.web.safety import known_hosts
        from assistant.web.server import application

        app = application(shelf, hosts=known_hosts(host, domains))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3))
        shelf.follow(_QUIET)
        click.echo(f"决算问答：http://{_shown(host)}:{listening.getsockname()[1]}/")
        server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Take the address before anything is built on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        taken = (
            f"端口 {port} 已被占用，请换一个，例如 --port {port + 1}"
            if error.errno == errno.EADDRINUSE
            else f"不能在 {host} 上监听：{error.strerror}"
        )
        raise click.ClickException(taken) from None


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


if __name__ == "__main__":
    run(main, name="app.py")
