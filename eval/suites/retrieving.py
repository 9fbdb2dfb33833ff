"""Retrieval by span: does the passage that is found hold the evidence? Ours and plain LlamaIndex over the same reports and weights.

A rank counts for an operand of the gold when the passage there holds one of its places; how passages are cut does not matter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.cases import OPTIONAL, Case, digest, load_cases
from eval.libraries import library_of
from eval.shelf import Shelf, Span, overlap
from eval.suites import Options, SuiteRun
from eval.suites.questions import CASES, sample_reports
from eval.summary import Metric, Result, metric
from eval.synth import Recipe, write_reports
from index.library import Library

DEPTH = 10
REPORTS = 300
EVERY = 8
"""Of the synthetic questions every eighth: some four hundred."""

MEASURES = ("hit_rate@1", "hit_rate@10", "mrr@10", "ndcg@10", "recall@10")
Search = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the places that prove each operand of its gold."""

    id: str
    text: str
    places: Mapping[str, Sequence[Span]]


def sample(options: Options) -> SuiteRun:
    """Search for every sample question of one turn that has evidence."""
    path = CASES / "sample.jsonl"
    reports = [report for report in sample_reports() if report.suffix in (".txt", ".md")]
    return _measured("retrieval", reports, load_cases(path), options, dataset=digest([path]))


def synthetic(options: Options) -> SuiteRun:
    """Search 300 synthetic reports of one template after another for questions made from their truth, in the held-out styles."""
    recipe = Recipe(count=REPORTS, seed=options.seed, styles="held_out")
    with TemporaryDirectory(prefix="juesuan-synth-") as folder:
        write_reports(recipe, Path(folder))
        reports = sorted((Path(folder) / "reports").iterdir())
        cases = load_cases(Path(folder) / "cases.jsonl")[::EVERY]
        run = _measured("synth_retrieval", reports, cases, replace(options, library=None), dataset=repr(recipe))
    return replace(run, synthetic=True)


def _measured(name: str, reports: Sequence[Path], cases: Sequence[Case], options: Options, *, dataset: str) -> SuiteRun:
    from assistant.settings import settings

    with library_of(reports, options.library) as folder, Library.open(folder, writable=True, cache=settings().cache) as library:
        library.embed()
        queries = list(_queries(cases, Shelf.of(library)))
        ours = {query.id: _ranks(query, _ours(library)(query.text)) for query in queries}
        find = _peer(reports, library, settings().cache)
        peer = {query.id: _ranks(query, find(query.text)) for query in queries}
    results = tuple(_result(query, ours[query.id], peer[query.id]) for query in queries)
    notes = (*_scores("本项目", queries, ours), *_scores("LlamaIndex", queries, peer))
    return SuiteRun(name=name, results=results, metrics=tuple(_metrics(queries, ours, peer)), dataset=dataset, notes=notes)


def _queries(cases: Sequence[Case], shelf: Shelf) -> Iterator[Query]:
    for case in cases:
        places = {name: spans for name, spans in shelf.places(case.turns[0]).items() if name not in OPTIONAL}
        if len(case.turns) == 1 and places:
            yield Query(case.id, case.turns[0].question, places)


def _ours(library: Library) -> Search:
    def search(text: str) -> list[Span]:
        return [(hit.passage.report, hit.passage.start, hit.passage.end) for hit in library.search(text, k=DEPTH)]

    return search


def _peer(reports: Sequence[Path], library: Library, cache: Path) -> Search:
    """The quick start: the default reader, splitter, index and retriever, with our model's weights."""
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    from index.embedding import BuiltIn

    weights = str(BuiltIn(cache).rebuilt())
    model = HuggingFaceEmbedding(weights, device="cpu", query_instruction="query: ", text_instruction="passage: ")
    documents = SimpleDirectoryReader(input_files=[str(path) for path in reports]).load_data()
    retriever = VectorStoreIndex.from_documents(documents, embed_model=model).as_retriever(similarity_top_k=DEPTH)
    texts = {Path(report.file).name: (report.id, library.text(report.id)) for report in library.reports()}

    def search(text: str) -> list[Span]:
        return [_place(found.node, texts) for found in retriever.retrieve(text)]

    return search


def _place(node: Any, texts: Mapping[str, tuple[str, str]]) -> Span:
    """Where a node's words stand in the report's text; nowhere when the peer's reader changed them."""
    report, text = texts[node.metadata["file_name"]]
    start = text.find(node.text)
    return (report, start, start + len(node.text)) if start >= 0 else (report, 0, 0)


def _ranks(query: Query, found: Sequence[Span]) -> dict[str, int]:
    """The first rank, from 1, at which each operand is held."""
    ranks: dict[str, int] = {}
    for rank, passage in enumerate(found, 1):
        for name, places in query.places.items():
            if any(overlap(passage, place) for place in places):
                ranks.setdefault(name, rank)
    return ranks


def _metrics(queries: Sequence[Query], ours: Mapping[str, dict[str, int]], peer: Mapping[str, dict[str, int]]) -> Iterator[Metric]:
    for name, ranks in (("ours", ours), ("peer", peer)):
        for depth in (1, DEPTH):
            held = [(any(rank <= depth for rank in ranks[query.id].values()), query.id) for query in queries]
            yield metric(f"{name}_hit@{depth}", f"{'本项目' if name == 'ours' else 'LlamaIndex'} 前{depth}段里有出处", held)


def _scores(label: str, queries: Sequence[Query], ranks: Mapping[str, dict[str, int]]) -> Iterator[str]:
    """The usual measures, by ranx: each operand is a document that is found at its first rank."""
    from ranx import Qrels, Run, evaluate

    wanted = Qrels({query.id: dict.fromkeys((name or "figure" for name in query.places), 1) for query in queries})
    found = Run({query.id: _run_of(ranks[query.id]) for query in queries})
    for name, value in evaluate(wanted, found, list(MEASURES)).items():
        yield f"{label} {name}：{value:.4f}"


def _run_of(ranks: Mapping[str, int]) -> dict[str, float]:
    """Ranks as scores, the ranks between filled with passages that hold nothing; operands of one passage stand close together."""
    held = {rank: [name or "figure" for name, r in sorted(ranks.items()) if r == rank] for rank in range(1, DEPTH + 1)}
    rows = [(rank, name) for rank in held for name in held[rank] or [f"other {rank}"]]
    return {name: 1 / rank - place * 1e-6 for place, (rank, name) in enumerate(rows)}


def _result(query: Query, ours: Mapping[str, int], peer: Mapping[str, int]) -> Result:
    held = bool(ours)
    return {
        "id": query.id, "case": query.id, "files": [], "headline": held, "slices": {"peer": "found" if peer else "missed"},
        "stage": None if held else "read", "faults": [] if held else ["not_found"], "question": query.text, "gold": None, "reply": None,
        "note": f"本项目名次 {dict(ours) or '—'}；LlamaIndex 名次 {dict(peer) or '—'}",
    }  # fmt: skip
