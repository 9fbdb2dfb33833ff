"""The commands. Results go to standard output, everything else to standard error.

Heavy parts are imported inside the command that needs them: ``juesuan ask`` must start fast.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

import click

from assistant.console import ANSWERED, BROKE, REFUSED, Group, run
from index.errors import LibraryBusy, LibraryError

if TYPE_CHECKING:
    from assistant.answer import Reply
    from index.library import Library


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_library = click.option(
    "--library", "folder", type=click.Path(path_type=Path, file_okay=False), help="资料库所在的文件夹（也可用环境变量 JUESUAN_LIBRARY）。"
)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@click.group(cls=Group, context_settings=_CONTEXT)
@click.version_option(package_name="juesuan", prog_name="juesuan")
@_library
@click.pass_context
def juesuan(context: click.Context, folder: Path | None) -> None:
    """决算问答：回答部门决算报告里的数字，每个数字注明出处，每步计算都列出来。

    \b
    例：juesuan ask 赫山区2020年项目支出占比
        juesuan add 报告.pdf 文件夹/
    """
    if folder is not None:  # named before the command, it holds for whichever command follows
        context.default_map = {name: {"folder": folder} for name in juesuan.commands}


@juesuan.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--org", help="报告没有写明时，指定单位名称。")
@click.option("--year", type=click.IntRange(1990, 2100), help="报告没有写明时，指定年度。")
@_library
@_json
def add(paths: tuple[Path, ...], org: str | None, year: int | None, folder: Path | None, as_json: bool) -> None:
    """读入报告（文件或文件夹），同一份报告的新版本替换旧版本。

    \b
    例：juesuan add 报告.pdf
        juesuan add 2023年决算/ --json
        juesuan add 扫描件.pdf --org 某区教育局 --year 2023
    """
    from assistant.libraries import open_library
    from assistant.lines import status_json, status_line
    from assistant.progress import Bar, embed, when_free
    from index.build import FileStatus, build_one, expand_all

    files = expand_all(paths)
    if not files:
        click.echo("没有找到可以读入的文件", err=True)
    bar = Bar(len(files), "读入", "份")
    failed = False
    with open_library(folder, writable=True) as library:
        for file, reason in bar.each(files):
            known = FileStatus(file, "skipped", None, reason) if reason else None
            status = known or when_free(partial(build_one, file, library, org=org, year=year, tell=bar.part))
            failed = failed or status.status == "failed"
            bar.clear()
            if status.status == "skipped":
                click.echo(f"跳过 {status.file}：{status.reason}", err=True)
            else:
                _print(status_json(status)) if as_json else click.echo(status_line(status))
        try:
            when_free(partial(embed, library))
        except LibraryBusy:
            click.echo("另一个程序一直在写入：报告已存好，向量没有建完；补齐：juesuan doctor --mend", err=True)
    sys.exit(BROKE if failed else ANSWERED)


@juesuan.command(name="list")
@_library
@_json
def list_(folder: Path | None, as_json: bool) -> None:
    """列出资料库里的报告。

    \b
    例：juesuan list
        juesuan list --json --library 资料库/
    """
    from assistant.lines import report_json, report_line

    with _open(folder) as library:
        for report in library.reports():
            _print(report_json(report)) if as_json else click.echo(report_line(report))


@juesuan.command()
@click.argument("report")
@_library
@_json
def remove(report: str, folder: Path | None, as_json: bool) -> None:
    """把一份报告从资料库里彻底删去；REPORT 是 list 显示的编号或其开头至少 6 位。

    \b
    例：juesuan remove 3f2a91
    """
    from assistant.libraries import is_sample, open_library, surely
    from assistant.lines import report_json
    from assistant.progress import when_free

    with open_library(folder) as library:
        if is_sample(library):
            raise LibraryError("还没有自己的资料库；示例报告不能删去")
        wanted = surely(report, library).id
        where = library.folder
    with open_library(where, writable=True) as library:
        gone = when_free(partial(library.remove, wanted))
    _print(report_json(gone)) if as_json else click.echo(f"已删去 {gone.id}  {gone.title}")


@juesuan.command()
@click.argument("question", required=False)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help="JSONL 文件（- 为标准输入），每行一个问题或一段对话。",
)
@_library
@_json
def ask(question: str | None, batch: Path | None, folder: Path | None, as_json: bool) -> None:
    """回答一个问题，或一批问题。

    \b
    例：juesuan ask 赫山区2020年项目支出占比
        juesuan ask 芦淞区2019年三公经费多少 --json
        juesuan ask --batch 问题.jsonl --json
    批处理每行：{"id": "1", "question": "…"} 或 {"id": "2", "turns": ["…", "…"]}

    不需要语言模型。要让语言模型协助理解和措辞，设 JUESUAN_LLM_URL（OpenAI 兼容接口）、
    JUESUAN_LLM_MODEL，需要时设 JUESUAN_LLM_KEY；数字和引文仍只出自报告。
    """
    if (question is None) == (batch is None):
        raise click.UsageError("请给出一个问题，或用 --batch 给出一个文件")
    with _open(folder) as library:
        if batch is not None:
            sys.exit(_answer_batch(batch, library))
        from assistant.batch import asker

        sys.exit(_show_reply(asker(library)(_question(question or ""), library), library, as_json=as_json))


@juesuan.command()
@click.argument("text")
@_library
@_json
def check(text: str, folder: Path | None, as_json: bool) -> None:
    """核对一段话里的每个数字与报告是否一致。

    \b
    例：juesuan check 赫山区人社局2020年公务接待费4.46万元
    """
    from assistant.claims import check as verify

    with _open(folder) as library:
        sys.exit(_show_reply(verify(_question(text), library), library, as_json=as_json))


@juesuan.command()
@click.argument("report")
@_library
@_json
def audit(report: str, folder: Path | None, as_json: bool) -> None:
    """核对一份报告的数字之间是否自洽。

    \b
    例：juesuan audit 3f2a
        juesuan audit 3f2a --json
    """
    from assistant.audit import audit as examine

    with _open(folder) as library:
        result = examine(library, report)
        if as_json:
            _print(result.to_json())
        else:
            from assistant.audit.words import as_text

            click.echo(as_text(result))


@juesuan.command()
@click.argument("query")
@click.option("-k", "count", type=click.IntRange(1, 1000), default=5, metavar="N", help="最多几段（不给则 5 段）。")
@click.option("--report", "reports", multiple=True, help="只在这些报告里找（编号或其开头）。")
@_library
@_json
def search(query: str, count: int, reports: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """找出与 QUERY 最相近的段落，最相近的在前。

    \b
    例：juesuan search 公务接待费减少的原因 -k 3
        juesuan search 主要职责 --report 3f2a --json
    """
    from assistant.lines import hit_json, hit_lines
    from assistant.progress import embed_few

    with _open(folder) as library:
        embed_few(library)
        named = [library.report(report).id for report in reports] or None
        for n, hit in enumerate(library.search(_question(query), reports=named, k=count), 1):
            report = library.report(hit.passage.report)
            if as_json:
                _print(hit_json(n, hit, report, library.place(report.id, hit.passage.start, hit.passage.end)))
            else:
                click.echo(hit_lines(n, hit, report))


@juesuan.command()
@click.argument("report")
@click.option("--unrecognised", is_flag=True, help="改为列出没有读成数据的数字及其原因。")
@_library
@_json
def facts(report: str, unrecognised: bool, folder: Path | None, as_json: bool) -> None:
    """列出从一份报告里读出的每个数字。

    \b
    例：juesuan facts 3f2a
        juesuan facts 3f2a --json
        juesuan facts 3f2a --unrecognised
    """
    from assistant.lines import fact_json, fact_line, unrecognised_json, unrecognised_line

    with _open(folder) as library:
        found = library.report(report)
        if unrecognised:
            for number in library.unrecognised(found.id):
                _print(unrecognised_json(number)) if as_json else click.echo(unrecognised_line(number))
        else:
            for fact in library.facts(reports=[found.id]):
                _print(fact_json(fact)) if as_json else click.echo(fact_line(fact))


@juesuan.command()
@click.option("--mend", is_flag=True, help="补齐缺少的向量。")
@_library
@_json
def doctor(mend: bool, folder: Path | None, as_json: bool) -> None:
    """说明资料库、向量模型和外部程序的状况。

    \b
    例：juesuan doctor
        juesuan doctor --mend
    设了 JUESUAN_LLM_URL 和 JUESUAN_LLM_MODEL 时，也说明语言模型接口是否可用。
    """
    from assistant.doctor import examine
    from assistant.libraries import open_library
    from assistant.progress import embed

    with _open(folder) as library:
        if mend:
            with open_library(library.folder, writable=True) as writer:
                embed(writer)
        state = examine(library)
    _print(state) if as_json else click.echo("\n".join(f"{name}：{value}" for name, value in state.items()))


@juesuan.command()
@_library
def forget(folder: Path | None) -> None:
    """忘掉语言模型答过的内容（只是缓存，报告和数字不动）。

    \b
    例：juesuan forget
    """
    from assistant.model.cache import Cache

    with _open(folder) as library:
        click.echo(f"已清除 {Cache(library).clear()} 条")


@juesuan.command()
@click.argument("expression")
@click.option("--as", "unit", help="结果用什么单位。")
@_json
def calc(expression: str, unit: str | None, as_json: bool) -> None:
    """只用计算器：带单位的精确十进制计算。

    \b
    例：juesuan calc "4160.35万元 ÷ 5199.35万元" --as %
        juesuan calc "7.2亿元 - 2100万元" --as 万元
    """
    from assistant.expression import evaluate

    result = evaluate(expression, unit)
    _print(result.to_json()) if as_json else click.echo(f"{result.formula} = {result.result}")


def _open(folder: Path | None) -> "Library":
    from assistant.libraries import SAMPLE_NOTE, is_sample, open_library

    library = open_library(folder)
    if is_sample(library):
        click.echo(SAMPLE_NOTE, err=True)
    return library


def _question(text: str) -> str:
    from assistant.batch import sound

    if not text.strip():
        raise click.UsageError("问题是空的")
    return sound(text)


def _show_reply(reply: "Reply", library: "Library", *, as_json: bool) -> int:
    from assistant.answer import Status
    from assistant.batch import with_note

    if as_json:
        _print(with_note(reply, library).to_json())
    else:
        from assistant.render import as_text

        click.echo(as_text(reply))
    return ANSWERED if reply.status is Status.ANSWERED else REFUSED


def _answer_batch(batch: Path, library: "Library") -> int:
    """Answer record by record, in order; one that can't be read gets an error instead, and the command ends with 1."""
    from assistant.batch import answer_record, asker

    answer = asker(library)
    broken = False
    with click.open_file(str(batch), encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                answered = answer_record(line, number, library, answer)
                broken = broken or "error" in answered
                _print(answered)
    return BROKE if broken else ANSWERED


def _print(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def main(arguments: Sequence[str] | None = None) -> Never:
    """Run a command; every expected error is one line and its exit code."""
    run(juesuan, arguments)


if __name__ == "__main__":
    main()
