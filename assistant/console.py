"""The way in and out of every command: exit codes, and one clear line for whatever goes wrong."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from types import MappingProxyType
from typing import Never
from unicodedata import east_asian_width

import click

from index.errors import FinalAccountsError

ANSWERED, BROKE, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

_CHINESE = MappingProxyType(
    {
        "Options": "选项",
        "Commands": "命令",
        "Show this message and exit.": "显示这段说明。",
        "Show the version and exit.": "显示版本号。",
    }
)


_PLACEHOLDERS = MappingProxyType(
    {
        "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…", "DIRECTORY": "目录", "INTEGER RANGE": "整数", "INTEGER": "整数",
        "TEXT": "文字", "PATH": "路径", "FILE": "文件", "[default: ": "[默认：", "[required]": "[必填]",
    }
)  # fmt: skip


def _places(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _translated(text: str) -> str:
    for english, chinese in _PLACEHOLDERS.items():
        text = text.replace(english, chinese)
    return text


class _Help(click.HelpFormatter):
    """Click's own words of a help page, in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translated(args), prefix or "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_CHINESE.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns; a Chinese character takes two places, which click itself does not know."""
        pairs = [(_translated(term), _CHINESE.get(words, _translated(words))) for term, words in rows]
        column = min(max(_places(term) for term, _ in pairs), col_max)
        for term, words in pairs:
            short = _places(term) <= column
            gap = " " * (column + col_spacing - _places(term)) if short else f"\n{' ' * (self.current_indent + column + col_spacing)}"
            self.write(f"{' ' * self.current_indent}{term}{gap}{words}\n" if words else f"{' ' * self.current_indent}{term}\n")


class _Context(click.Context):
    formatter_class = _Help


class Command(click.Command):
    """A command whose help is in Chinese throughout."""

    context_class = _Context


class Group(click.Group):
    """A group of such commands."""

    context_class = _Context
    command_class = Command


def run(command: click.Command, arguments: Sequence[str] | None = None, name: str = "juesuan") -> Never:
    """Run a command line to its exit code; *name* is what the user typed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        command.main(args=list(arguments) if arguments is not None else None, prog_name=name, standalone_mode=False)
    except click.UsageError as error:
        used = error.ctx.command_path if error.ctx else name
        _fail(USAGE, f"{_wrong_usage(error)}（用法见 {used} --help）")
    except click.Abort:
        _fail(INTERRUPTED, "已中断")
    except click.ClickException as error:
        _fail(BROKE, error.format_message())
    except FinalAccountsError as error:
        _fail(BROKE, str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: let the interpreter close quietly
        sys.exit(BROKE)
    except OSError as error:
        _fail(BROKE, f"{error.filename or '文件'}：{error.strerror}")
    sys.exit(ANSWERED)


def _wrong_usage(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"缺少 {_named(parameter)}"
        case click.NoSuchOption(option_name=name):
            return f"没有选项 {name}"
        case click.NoSuchCommand(command_name=name):
            return f"没有命令 {name}"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{_named(parameter)} 不对：{_reason(parameter.type) or error.message}"
    return error.format_message()


def _named(parameter: click.Parameter) -> str:
    """Return what the user types: the option with its dashes, or the argument as the help shows it."""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name


def _reason(kind: click.ParamType[object]) -> str:
    match kind:
        case click.IntRange(min=int(low), max=int(high)):
            return f"应为 {low} 到 {high} 的整数"
        case click.Path(dir_okay=False):
            return "没有这个文件，或者不能读取"
        case click.Path(file_okay=False):
            return "这里应该是文件夹"
    return ""


def _fail(code: int, line: str) -> Never:
    click.echo(line, err=True)
    sys.exit(code)
