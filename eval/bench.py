"""Speed side by side: ours against plain LlamaIndex on the same reports, the same model, the same machine, in one run.

Only ratios mean anything; seconds are printed to judge them by. Each measurement runs in a process of its own; ours and the
peer's take turns, and medians are compared. The peer is the quick-start: SimpleDirectoryReader, the default SentenceSplitter,
HuggingFaceEmbedding over the same weights, VectorStoreIndex, its retriever.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

ROOT = Path(__file__).parents[1]
NUMERIC = ("赫山区2020年项目支出占比", "芦淞区2019年项目支出占比", "赫山区2020年三公经费", "赫山区人社局2020年本年收入合计")
WORDED = "赫山区人社局2020年绩效评价发现了哪些问题"
MEGABYTE = 1_000_000
CROWD = 200
"""How many reports the larger library of the growth measurement holds, unless told otherwise."""
MANY = 10_000
"""How many the largest one holds: twins with the first few figures only, as what grows with them is what is known of the reports."""
FEW_FACTS = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing done by us and by the peer: medians, in ``unit``, and how many times the peer's ours may take."""

    name: str
    ours: float
    peer: float
    limit: float
    unit: str = "s"
    against: str = ""

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the peer's."""
        return self.ours / self.peer

    @property
    def held(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.ratio <= self.limit

    def to_json(self) -> dict[str, Any]:
        """Everything, with the ratio."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "held": self.held}


@click.command()
@click.option("--rounds", default=5, show_default=True, help="每项测几轮，取中位数。")
@click.option("--crowd", default=CROWD, show_default=True, help="大资料库里放多少份报告。")
@click.option("--many", default=MANY, show_default=True, help="最大的资料库里放多少份报告；0 为不测。")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="结果另写成 DIR/bench.json。")
def bench(rounds: int, crowd: int, many: int, out: Path | None) -> None:
    """与直接用 LlamaIndex 的做法比速度和内存，只看比值。

    例：python -m eval bench
    """
    found = compare_all(rounds, crowd, many)
    for comparison in found:
        mark = "✓" if comparison.held else "✗"
        values = f"{comparison.ours:.4g}{comparison.unit} 对 {comparison.peer:.4g}{comparison.unit}（{comparison.against}）"
        click.echo(f"{mark} {comparison.name}：{comparison.ratio:.2f}（上限 {comparison.limit:g}）　{values}")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        lines = [comparison.to_json() for comparison in found]
        (out / "bench.json").write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.exit(0 if all(comparison.held for comparison in found) else 1)


def compare_all(rounds: int, crowd: int, many: int) -> tuple[Comparison, ...]:
    """Measure everything and return the comparisons."""
    with TemporaryDirectory(prefix="juesuan-bench-") as folder:
        _child("prepare", folder)
        return (*_warm(folder, rounds), *_cold(Path(folder), rounds), *_growth(folder, rounds, crowd, many), *_figures(rounds))


def _warm(folder: str, rounds: int) -> tuple[Comparison, ...]:
    seconds = _child("warm", folder, str(rounds))
    return (
        Comparison("取数回答（热）", seconds["answer"], seconds["retrieve"], 0.5, against="LlamaIndex 只检索"),
        Comparison("建库，含取数（热）", seconds["build"], seconds["index"], 1.2, against="LlamaIndex 建索引"),
    )


def _cold(folder: Path, rounds: int) -> tuple[Comparison, ...]:
    library = ("--library", str(folder / "library"))
    commands = {
        "import": [sys.executable, "-c", "import llama_index.core"],
        "ask": [sys.executable, "-m", "assistant.cli", "ask", NUMERIC[0], *library],
        "search": [sys.executable, "-m", "assistant.cli", "search", WORDED, *library],
    }
    seconds = _take_turns({name: partial(_run, command) for name, command in commands.items()}, rounds)
    peak = _child("peak", str(folder))
    base = "import llama_index.core"
    return (
        Comparison("取数回答（冷启动）", seconds["ask"], seconds["import"], 1.0, against=base),
        Comparison("按字词和向量检索（冷启动）", seconds["search"], seconds["import"], 2.0, against=base),
        Comparison("取数回答的内存峰值", peak["ask"], 150, 1.0, "MB", "上限"),
    )


def _growth(folder: str, rounds: int, crowd: int, many: int) -> tuple[Comparison, ...]:
    seconds = _child("growth", folder, str(rounds), str(crowd), str(many))
    name = f"{crowd} 份报告时的取数回答（热）"
    found = (
        Comparison(name, seconds["crowd"], seconds["few"], 2.0, against="几份示例报告时"),
        Comparison(name, seconds["crowd"], seconds["embed"], 0.5, against="把问题算成向量"),
    )
    if not many:
        return found
    return (*found, Comparison(f"{many} 份报告时的取数回答（热）", seconds["many"], seconds["crowd"], 2.0, against=f"{crowd} 份报告时"))


def _figures(rounds: int) -> tuple[Comparison, ...]:
    seconds = _child("figures", str(rounds))
    return (
        Comparison("从文字取数（热）", seconds["read"], seconds["embed"], 0.1, against="同一份报告算成向量"),
        Comparison("文字长 10 倍的取数（热）", seconds["long"], seconds["read"], 11, against="原来的文字"),
        Comparison("1 MB 难读的一行", seconds["hard"], seconds["plain"], 2.0, against="1 MB 平常的一行"),
    )


def _take_turns(tasks: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run every task once to warm up, then in turns; return the median seconds of each."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(rounds + 1):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def _child(task: str, *arguments: str) -> dict[str, float]:
    """Run one of TASKS in a process of its own and return what it measured."""
    done = subprocess.run([sys.executable, "-m", "eval.bench", task, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


# what the children do


def prepare(folder: str) -> dict[str, float]:
    """Rebuild the model where it was not yet, and make the samples' library with its vectors."""
    from assistant.settings import settings
    from index.embedding import BuiltIn
    from index.library import Library

    BuiltIn(settings().cache).rebuilt()
    with Library.open(Path(folder) / "library", writable=True, cache=settings().cache) as library:
        _build(library)
        library.embed()
    return {}


def warm(folder: str, rounds: str) -> dict[str, float]:
    """Everything loaded: answers against retrieval, and building against indexing."""
    from assistant.ask import ask
    from assistant.settings import settings
    from index.embedding import BuiltIn
    from index.library import Library

    cache = settings().cache
    model = _peer_model(BuiltIn(cache).rebuilt())
    BuiltIn(cache).passages(["热身"], of=1_000_000)
    retriever = _peer_index(model).as_retriever(similarity_top_k=5)

    def build() -> None:
        with TemporaryDirectory(dir=folder) as place, Library.open(Path(place), writable=True, cache=cache) as made:
            _build(made)
            made.embed()

    with Library.open(Path(folder) / "library", cache=cache) as library:
        answers = _take_turns(
            {
                "answer": lambda: [ask(text, library) for text in NUMERIC],
                "retrieve": lambda: [retriever.retrieve(text) for text in NUMERIC],
            },
            4 * int(rounds),
        )
    return {**answers, **_take_turns({"build": build, "index": lambda: _peer_index(model)}, int(rounds))}


def peak(folder: str) -> dict[str, float]:
    """The most memory that a cold numeric answer takes, in MB."""
    code = (
        "import sys; from assistant.cli import juesuan\n"
        f"juesuan(['ask', {NUMERIC[0]!r}, '--library', {str(Path(folder) / 'library')!r}], standalone_mode=False)"
    )
    tail = "\nfinally:\n print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"
    body = "try:\n" + "\n".join(f" {line}" for line in code.splitlines()) + "\nexcept SystemExit: pass" + tail
    done = subprocess.run([sys.executable, "-c", body], cwd=ROOT, capture_output=True, text=True, check=True)
    return {"ask": int(done.stdout.splitlines()[-1]) / 1000}


def growth(folder: str, rounds: str, crowd: str, many: str) -> dict[str, float]:
    """Warm answers over the samples, beside *crowd* near-twins of one of them, beside *many*; and the questions as vectors."""
    from assistant.ask import ask
    from assistant.settings import settings
    from index.build import read_report
    from index.embedding import BuiltIn
    from index.library import Library

    pattern = read_report(_reports()[0])
    _crowded(Path(folder) / "crowd", pattern, int(crowd))
    _crowded(Path(folder) / "many", _trimmed(pattern), int(many))
    model = BuiltIn(settings().cache)
    with ExitStack() as stack:
        names = {"few": "library", "crowd": "crowd", **({"many": "many"} if int(many) else {})}
        opened = {name: stack.enter_context(Library.open(Path(folder) / place, embedding="off")) for name, place in names.items()}
        tasks = {name: partial(lambda library: [ask(text, library) for text in NUMERIC], library) for name, library in opened.items()}
        return _take_turns({**tasks, "embed": lambda: [model.query(text) for text in NUMERIC]}, 4 * int(rounds))


def _crowded(folder: Path, pattern: Any, number: int) -> None:
    """A library of the samples and *number* twins."""
    from index.library import Library

    with Library.open(folder, writable=True, embedding="off") as library:
        _build(library)
        for each in range(number):
            library.add(_twin(pattern, each))


def _trimmed(pattern: Any) -> Any:
    """A report with its first few figures and its first passage alone: quick to store in thousands."""
    source = replace(pattern.source, lines=(), grids=())
    return replace(pattern, source=source, facts=pattern.facts[:FEW_FACTS], passages=pattern.passages[:1], sections=pattern.sections[:1])


def _twin(pattern: Any, number: int) -> Any:
    """The same report of another, invented department."""
    from index.library import report_id

    org = f"第{number // 40 + 1}市第{number % 40 + 1}区机构编制委员会办公室"
    identity = replace(pattern.identity, org=org, region=f"第{number % 40 + 1}区", title=f"{org}{pattern.identity.year}年度部门决算")
    name = report_id(identity)
    return replace(
        pattern,
        source=replace(pattern.source, sha256=f"{number:064x}"),
        identity=identity,
        passages=tuple(replace(passage, report=name) for passage in pattern.passages),
        facts=tuple(replace(fact, report=name, org=org) for fact in pattern.facts),
    )


def _reports() -> tuple[Path, ...]:
    """The samples that the peer reads as well as we do: plain text."""
    from index import samples

    return tuple(path for path in samples.paths() if path.suffix in (".txt", ".md"))


def _build(library: Any) -> None:
    from index.build import build

    for path in _reports():
        build(path, library)


def _peer_model(folder: Path) -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(str(folder), device="cpu", query_instruction="query: ", text_instruction="passage: ", embed_batch_size=32)


def _peer_index(model: Any) -> Any:
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex

    documents = SimpleDirectoryReader(input_files=[str(path) for path in _reports()]).load_data()
    return VectorStoreIndex.from_documents(documents, embed_model=model)


def figures(rounds: str) -> dict[str, float]:
    """Reading a report's figures, against embedding it, against itself ten times over; odd lines against an ordinary one."""
    from assistant.settings import settings
    from eval.growth import LENGTHENED, PLAIN, figures_of, hardest, least, line, read_figures
    from index.build import read_report
    from index.embedding import BuiltIn

    path = _reports()[0]
    texts = [f"{passage.header}\n{passage.text}" for passage in read_report(path).passages]
    model = BuiltIn(settings().cache)
    unit, _ = hardest(MEGABYTE // 20, 1)
    return {
        "read": least(figures_of(path), 2 * int(rounds)),
        "long": least(figures_of(path, LENGTHENED), int(rounds)),
        "embed": least(lambda: model.passages(texts), 2),
        "hard": least(lambda: read_figures(line(unit, MEGABYTE)), 2),
        "plain": least(lambda: read_figures(line(PLAIN, MEGABYTE)), 2),
    }


TASKS: dict[str, Callable[..., dict[str, float]]] = {"prepare": prepare, "warm": warm, "peak": peak, "growth": growth, "figures": figures}

if __name__ == "__main__":
    click.echo(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
