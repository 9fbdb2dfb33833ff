"""The way in and out of every command: exit codes, and one clear line for whatever goes wrong."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Never

import click

from index.errors import FinalAccountsError

ANSWERED, BROKE, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130


def run(command: click.Command, arguments: Sequence[str] | None = None) -> Never:
    """Run a command line to its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        command.main(args=list(arguments) if arguments is not None else None, prog_name="juesuan", standalone_mode=False)
    except click.UsageError as error:
        used = error.ctx.command_path if error.ctx else "juesuan"
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
        case click.MissingParameter(param=click.Parameter(human_readable_name=name)):
            return f"缺少 {name}"
        case click.NoSuchOption(option_name=name):
            return f"没有选项 {name}"
        case click.BadParameter(param=click.Parameter(human_readable_name=name)):
            return f"{name} 不对：{error.message}"
    return error.format_message()


def _fail(code: int, line: str) -> Never:
    click.echo(line, err=True)
    sys.exit(code)
