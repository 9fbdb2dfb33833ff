"""The commands. Results go to standard output, everything else to standard error.

Heavy parts are imported inside the command that needs them: ``juesuan ask`` must start fast.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

import click

from index.errors import FinalAccountsError

if TYPE_CHECKING:
    from assistant.answer import Reply
    from index.build import FileStatus
    from index.library import Library
    from index.records import Fact, Report

ANSWERED, BROKE, USAGE, REFUSED = 0, 1, 2, 3

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_library = click.option(
    "--library", "folder", type=click.Path(path_type=Path, file_okay=False), help="资料库所在的文件夹（也可用环境变量 JUESUAN_LIBRARY）。"
)
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@click.group(context_settings=_CONTEXT)
@click.version_option(package_name="juesuan", prog_name="juesuan")
def juesuan() -> None:
    """决算问答：回答部门决算报告里的数字，每个数字注明出处，每步计算都列出来。

    \b
    例：juesuan ask 赫山区2020年项目支出占比
        juesuan add 报告.pdf 文件夹/
    """


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
    from index.build import build_all

    failed = False
    with open_library(folder, writable=True) as library:
        for status in _progress(build_all(paths, library, org=org, year=year)):
            failed = failed or status.status == "failed"
            _show_status(status, as_json=as_json)
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
    with _open(folder) as library:
        for report in library.reports():
            _print(_report_json(report)) if as_json else click.echo(_report_line(report))


@juesuan.command()
@click.argument("report")
@_library
@_json
def remove(report: str, folder: Path | None, as_json: bool) -> None:
    """把一份报告从资料库里彻底删去；REPORT 是 list 显示的编号或其开头几位。

    \b
    例：juesuan remove 3f2a
    """
    from assistant.libraries import open_library

    with open_library(folder, writable=True) as library:
        gone = library.remove(report)
    _print(_report_json(gone)) if as_json else click.echo(f"已删去 {gone.id}  {gone.title}")


@juesuan.command()
@click.argument("question", required=False)
@click.option("--batch", type=click.Path(path_type=Path, allow_dash=True), help="JSONL 文件（- 为标准输入），每行一个问题或一段对话。")
@_library
@_json
def ask(question: str | None, batch: Path | None, folder: Path | None, as_json: bool) -> None:
    """回答一个问题，或一批问题。

    \b
    例：juesuan ask 赫山区2020年项目支出占比
        juesuan ask 芦淞区2019年三公经费多少 --json
        juesuan ask --batch 问题.jsonl --json
    批处理每行：{"id": "1", "question": "…"} 或 {"id": "2", "turns": ["…", "…"]}
    """
    if (question is None) == (batch is None):
        raise click.UsageError("请给出一个问题，或用 --batch 给出一个文件")
    with _open(folder) as library:
        if batch is not None:
            sys.exit(_ask_batch(batch, library))
        from assistant.ask import ask as answer

        sys.exit(_show_reply(answer(_question(question or ""), library), library, as_json=as_json))


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
@click.option("-k", "count", type=click.IntRange(1, 1000), default=5, show_default=True, help="最多几段。")
@click.option("--report", "reports", multiple=True, help="只在这些报告里找（编号或其开头）。")
@_library
@_json
def search(query: str, count: int, reports: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """找出与 QUERY 最相近的段落，最相近的在前。

    \b
    例：juesuan search 公务接待费减少的原因 -k 3
        juesuan search 主要职责 --report 3f2a --json
    """
    with _open(folder) as library:
        named = [library.report(report).id for report in reports] or None
        for n, hit in enumerate(library.search(query, reports=named, k=count), 1):
            report = library.report(hit.passage.report)
            if as_json:
                passage = hit.passage
                place = library.place(passage.report, passage.start, passage.end)
                _print({
                    "n": n, "report": report.id, "title": report.title, "org": report.org, "year": report.year,
                    "section": list(passage.section), "page": place.page, "start": passage.start, "end": passage.end,
                    "text": passage.text, "score": round(hit.score, 6),
                })  # fmt: skip
            else:
                click.echo(f"{n}. {report.title} · {' / '.join(hit.passage.section)}\n{hit.passage.text.strip()}\n")


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
    with _open(folder) as library:
        found = library.report(report)
        if unrecognised:
            for number in library.unrecognised(found.id):
                values = {"text": number.text, "reason": number.reason, "start": number.start, "end": number.end}
                _print(values) if as_json else click.echo(f"{number.reason}\t{number.text}\t{number.start}–{number.end}")
        else:
            for fact in library.facts(reports=[found.id]):
                _print(fact_json(fact)) if as_json else click.echo(_fact_line(fact))


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


def fact_json(fact: "Fact") -> dict[str, Any]:
    """A fact as the contract prints it."""
    from assistant.answer import plain

    return {
        "report": fact.report, "org": fact.org, "year": fact.year, "item": fact.item, "item_as_printed": fact.item_as_printed,
        "basis": fact.basis.value, "scope": fact.scope.value if fact.scope else None, "measure": fact.measure.value,
        "value": plain(fact.quantity.number), "unit": fact.quantity.unit.symbol, "hedge": fact.quantity.hedge.value,
        "value_as_printed": fact.value_as_printed, "quote": fact.quote, "page": fact.page, "start": fact.start, "end": fact.end,
        "section": list(fact.section), "table": fact.table, "box": list(fact.box) if fact.box else None, "code": fact.code,
        "known": fact.known, "against": fact.against.value if fact.against else None, "whole": fact.whole,
        "also": [[place.start, place.end, place.page] for place in fact.also],
    }  # fmt: skip


def _fact_line(fact: "Fact") -> str:
    from assistant.answer import plain

    words = [str(fact.year), fact.item, fact.basis.value, fact.scope.value if fact.scope else "-", fact.measure.value]
    number = f"{plain(fact.quantity.number)}{fact.quantity.unit.symbol}"
    page = f"第{fact.page}页" if fact.page else ""
    return "\t".join((*words, number, page, f"{fact.start}–{fact.end}", " ".join(fact.quote.split())))


def _report_json(report: "Report") -> dict[str, Any]:
    return {
        "report": report.id, "title": report.title, "org": report.org, "year": report.year, "kind": report.kind_name,
        "file": report.file, "pages": report.pages, "passages": report.passages, "facts": report.facts,
        "unrecognised": report.unrecognised, "added": report.added,
    }  # fmt: skip


def _report_line(report: "Report") -> str:
    pages = f"{report.pages}页 " if report.pages else ""
    return f"{report.id}  {report.org}  {report.year}年{report.kind_name}  {pages}{report.facts}个数字  {report.file}"


def _show_status(status: "FileStatus", *, as_json: bool) -> None:
    if status.status == "skipped":
        click.echo(f"跳过 {status.file}：{status.reason}", err=True)
    elif as_json:
        report = status.report.id if status.report else None
        _print({"file": str(status.file), "status": status.status, "report": report, "reason": status.reason or None})
    elif status.report is None:
        click.echo(f"失败 {status.file}：{status.reason}")
    else:
        word = {"added": "读入", "unchanged": "未变", "replaced": "更新"}[status.status]
        click.echo(f"{word} {status.file} → {_report_line(status.report)}")


def _progress(statuses: Iterable["FileStatus"]) -> Iterator["FileStatus"]:
    if not sys.stderr.isatty():
        yield from statuses
        return
    from tqdm import tqdm

    yield from tqdm(statuses, desc="读入", unit="份", file=sys.stderr)


def _open(folder: Path | None) -> "Library":
    from assistant.libraries import SAMPLE_NOTE, is_sample, open_library

    library = open_library(folder)
    if is_sample(library):
        click.echo(SAMPLE_NOTE, err=True)
    return library


def _question(text: str) -> str:
    if not text.strip():
        raise click.UsageError("问题是空的")
    return text


def _show_reply(reply: "Reply", library: "Library", *, as_json: bool) -> int:
    from assistant.answer import Status

    if as_json:
        _print(_with_note(reply, library).to_json())
    else:
        from assistant.render import as_text

        click.echo(as_text(reply))
    return ANSWERED if reply.status is Status.ANSWERED else REFUSED


def _with_note(reply: "Reply", library: "Library") -> "Reply":
    """Say in the reply itself that it comes from the samples."""
    from assistant.answer import Warning_
    from assistant.libraries import SAMPLE_NOTE, is_sample

    if not is_sample(library):
        return reply
    return replace(reply, warnings=(*reply.warnings, Warning_("sample_library", SAMPLE_NOTE)))


def _ask_batch(batch: Path, library: "Library") -> int:
    """Answer record by record, in order; a record that can't be read gets an error line, and the command ends with 1."""
    broken = False
    with click.open_file(str(batch), encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                answered = _answer_record(line, number, library)
                broken = broken or "error" in answered
                _print(answered)
    return BROKE if broken else ANSWERED


def _answer_record(line: str, number: int, library: "Library") -> dict[str, Any]:
    from assistant.ask import ask as answer
    from assistant.ask import converse

    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"第 {number} 行不是 JSON：{error.msg}"}
    name = record.get("id") if isinstance(record, dict) else None
    question, turns = (record.get("question"), record.get("turns")) if isinstance(record, dict) else (None, None)
    if isinstance(question, str) and question.strip():
        return {"id": name, "reply": _with_note(answer(question, library), library).to_json()}
    if isinstance(turns, list) and turns and all(isinstance(turn, str) and turn.strip() for turn in turns):
        return {"id": name, "replies": [_with_note(reply, library).to_json() for reply in converse(turns, library)]}
    return {"id": name, "error": f"第 {number} 行既没有 question 也没有 turns"}


def _print(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def main(arguments: Sequence[str] | None = None) -> Never:
    """Run a command; every expected error is one line and its exit code."""
    try:
        juesuan.main(args=list(arguments) if arguments is not None else None, prog_name="juesuan", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(BROKE)
    except FinalAccountsError as error:
        click.echo(str(error), err=True)
        sys.exit(BROKE)
    except BrokenPipeError:
        sys.exit(BROKE)
    sys.exit(ANSWERED)


if __name__ == "__main__":
    main()
