"""The harness's commands: run, compare, gate, synth, check, bench. Exit codes: 0 held, 1 regressed, 2 broke or wrongly used."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from assistant.console import Group
from assistant.settings import settings
from eval.bench import bench
from eval.cases import CaseError
from eval.gate import BASELINES, breaches, load_baseline, renew
from eval.suites import Options, SuiteRun
from eval.table import UnknownSuite, run_suite

LIBRARY = click.option("--library", type=click.Path(path_type=Path, file_okay=False), help="要问的资料库；不给则用测试集自己的报告现建。")
WORKERS = click.option("--workers", default=2, show_default=True, help="同时提问的进程数。")
QUIET = click.option("--quiet", is_flag=True, help="不显示进度。")


@click.group(cls=Group)
def main() -> None:
    """评测：答得对不对，错在哪一步。"""


@main.command()
@click.argument("suites", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out/eval"), show_default=True, help="结果写到哪里。")
@LIBRARY
@WORKERS
@QUIET
@click.option("--seed", default=7, show_default=True, help="生成题目和报告用的种子。")
@click.option("--measured", type=click.Path(path_type=Path, dir_okay=False), help="把各指标并入这个 JSON 文件（README 的数字由此而来）。")
@click.option("--with-model", is_flag=True, help="让设置里的语言模型参与（JUESUAN_LLM_URL、JUESUAN_LLM_MODEL）；结果不再逐字节相同。")
def run(
    suites: tuple[str, ...],
    out: Path,
    library: Path | None,
    workers: int,
    quiet: bool,
    seed: int,
    measured: Path | None,
    with_model: bool,
) -> None:
    """运行测试集（sample、facts、formats……或 JSONL 文件）。

    例：python -m eval run sample --out out/today
    """
    from eval.storing import keep_measured, store

    options = replace(_options(library, workers, quiet, seed), with_model=with_model)
    if with_model and not (settings().llm_url and settings().llm_model):
        raise click.UsageError("没有设置语言模型：请设 JUESUAN_LLM_URL 和 JUESUAN_LLM_MODEL")
    runs = _run_all(suites, options)
    store(runs, out, model=settings().llm_model if with_model else _model())
    if measured is not None:
        keep_measured(runs, measured)
    for suite in runs:
        _show(suite)
    click.echo(f"结果：{out / 'report.html'}")


@main.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("second", type=click.Path(path_type=Path, exists=True, file_okay=False))
def compare(first: Path, second: Path) -> None:
    """比较两次运行：赢了哪些、丢了哪些。丢了原来答对的，退出码为 1。"""
    from eval.compare import compare as compare_runs

    found = compare_runs(first, second)
    click.echo(f"共有 {found.both} 项：新对 {len(found.won)}，新错 {len(found.lost)}")
    click.echo(f"McNemar p={found.p:.4f}，差的 95% 区间 [{found.low:+.4f}, {found.high:+.4f}]")
    for mark, keys in (("+", found.won), ("-", found.lost), ("缺", found.gone)):
        for key in keys:
            click.echo(f"  {mark} {key}")
    for name, total, won, lost in found.slices:
        click.echo(f"  {name}：{total} 项，+{won} −{lost}")
    raise SystemExit(found.exit_code)


@main.command()
@click.option("--update", is_flag=True, help="把这次结果写成新的基线（界限不变）。")
@click.argument("suites", nargs=-1)
@WORKERS
@QUIET
def gate(suites: tuple[str, ...], update: bool, workers: int, quiet: bool) -> None:
    """对照已提交的基线：界限守住，原来答对的一个不丢。"""
    names = suites or tuple(sorted(path.stem for path in BASELINES.glob("*.json")))
    found: list[str] = []
    for suite in _run_all(names, _options(None, workers, quiet, 7)):
        _show(suite)
        exists = (BASELINES / f"{suite.name}.json").exists()
        if update:
            click.echo(f"基线：{renew(suite, load_baseline(suite.name) if exists else None)}")
        else:
            found += breaches(suite, load_baseline(suite.name))
    for line in found:
        click.echo(line, err=True)
    raise SystemExit(1 if found else 0)


@main.command()
@click.argument("count", type=click.IntRange(min=1))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="报告、真值和题目写到哪里。")
@click.option("--seed", default=7, show_default=True, help="同一种子写出同样的字节。")
@click.option("--styles", type=click.Choice(["development", "held_out", "all"]), default="all", show_default=True, help="用哪些文风。")
@click.option("--formats", default="txt", show_default=True, help="逗号隔开：txt、html、docx、pdf、xlsx。")
@click.option("--errors", is_flag=True, help="植入报告里常见的各种错误，并记下位置。")
def synth(count: int, out: Path, seed: int, styles: str, formats: str, errors: bool) -> None:
    """写出 COUNT 份合成报告，连同全部真值和由真值生成的题目。"""
    from eval.synth import Recipe, write_reports

    written = write_reports(Recipe(count=count, seed=seed, styles=styles, formats=tuple(formats.split(",")), errors=errors), out)
    click.echo(f"{written.reports} 份报告，{written.facts} 个数字，{written.cases} 道题：{out}")


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@LIBRARY
def check(files: tuple[Path, ...], library: Path | None) -> None:
    """检查测试集：格式合规，答案可由取数复算，出处确在报告里。"""
    from eval.lint import lint_files

    problems = lint_files(files, library)
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(files)} 个文件，{len(problems)} 个问题")
    raise SystemExit(1 if problems else 0)


@main.command()
@click.argument("kind")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="写成我们的题目（JSONL）。")
def adapt(kind: str, source: Path, out: Path) -> None:
    """把公开格式的题目（rgb-zh、rageval、finglm、tat-qa、jfinqa）读成本项目的题目。"""
    import json

    from eval.adapters import UnknownFormat
    from eval.adapters import adapt as read

    try:
        cases = list(read(kind, source))
    except UnknownFormat as error:
        raise click.UsageError(str(error)) from None
    out.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
    click.echo(f"{len(cases)} 道题：{out}")


@main.command()
@click.argument("suite", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="BEIR 文件夹写到哪里。")
@LIBRARY
def export(suite: Path, out: Path, library: Path | None) -> None:
    """把题目和资料库的段落写成 BEIR 文件夹（corpus、queries、qrels），供别的检索工具使用。"""
    from eval.adapters import export_beir
    from eval.cases import load_cases
    from eval.libraries import library_of
    from eval.suites.questions import sample_reports
    from index.library import Library

    with library_of(sample_reports(), library) as folder, Library.open(folder) as opened:
        export_beir(load_cases(suite), opened, out)
    click.echo(f"BEIR：{out}")


main.add_command(bench)


def _run_all(suites: Sequence[str], options: Options) -> list[SuiteRun]:
    try:
        return [run_suite(name, options) for name in suites]
    except (UnknownSuite, CaseError) as error:
        raise click.UsageError(str(error)) from None


def _options(library: Path | None, workers: int, quiet: bool, seed: int) -> Options:
    from eval.places import shared_folder

    return Options(library=library, shared=shared_folder(), workers=workers, quiet=quiet, seed=seed)


def _show(suite: SuiteRun) -> None:
    from eval.page import percent

    click.echo(f"\n{suite.name}：{len(suite.results)} 项" + ("（合成报告）" if suite.synthetic else ""))
    if suite.missing:
        click.echo(f"  未运行：{suite.missing}")
    for metric in suite.metrics:
        if metric.total:
            click.echo(
                f"  {metric.label}　{percent(metric.rate)}　{metric.right}/{metric.total}　[{percent(metric.low)}, {percent(metric.high)}]"
            )
    for note in suite.notes:
        click.echo(f"  {note}")
    for result in suite.failed[:20]:
        click.echo(f"  ✗ {result['id']} {result.get('stage') or ''} {result.get('question', '')[:60]}")


def _model() -> str:
    return "规则（无语言模型）"
