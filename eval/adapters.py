"""Other people's suites in, ours out: public formats become cases, cases and a library become a BEIR folder.

Nothing is shipped or fetched: the user gives the path. A format's answers become figures where they are a number with a unit, else key
points; whether the library can answer them at all is the user's choice of reports.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from eval.cases import OPTIONAL, Case
from eval.shelf import Shelf, overlap
from index.library import Library

Record = dict[str, Any]
_FIGURE = re.compile(r"^\s*([-−]?\d[\d,，]*(?:\.\d+)?)\s*(万元|亿元|千元|元|%|％|倍|人次|人|个|家|辆|批次|百分点)?\s*$")
_ODD = re.compile(r"[^A-Za-z0-9_.:-]")
_SCALES = {"thousand": "千元", "million": "百万元", "billion": "十亿元", "percent": "%", "": "元"}


class UnknownFormat(ValueError):
    """No adapter of this name."""


def adapt(kind: str, path: Path) -> Iterator[Record]:
    """Yield the cases of a file in a public format, as our suites' JSON."""
    if kind not in READERS:
        raise UnknownFormat(f"没有“{kind}”的读法；可选：{'、'.join(READERS)}")
    for number, (id_, question, answers) in enumerate(READERS[kind](path)):
        name = _ODD.sub("-", id_) or str(number)
        yield {
            "id": f"{kind}-{name}", "split": "held_out", "question": question, "answerable": "yes",
            "slices": {"operation": "external", "phrasing": "external", "source": kind}, "gold": gold_of(answers),
        }  # fmt: skip


def gold_of(answers: Sequence[str]) -> Record:
    """A figure where the first answer is a number with a unit (the others are accepted too), else key points."""
    figures = [_FIGURE.match(answer) for answer in answers]
    if answers and all(figures):
        values = [{"value": _plain(found.group(1)), "unit": (found.group(2) or "元").replace("％", "%")} for found in figures if found]
        return {"kind": "figure", **values[0], "accept": values[1:]}
    return {"kind": "text", "points": [list(answers)] if answers else []}


def export_beir(cases: Sequence[Case], library: Library, folder: Path) -> None:
    """Write ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``: passages, questions, and which passages hold the evidence."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    shelf = Shelf.of(library)
    passages = [(f"{p.report}-{p.number}", p) for report in library.reports() for p in library.passages(report.id)]
    corpus = ({"_id": name, "title": passage.header, "text": passage.text} for name, passage in passages)
    _lines(folder / "corpus.jsonl", corpus)
    asked = [case for case in cases if len(case.turns) == 1 and case.turns[0].evidence]
    _lines(folder / "queries.jsonl", ({"_id": case.id, "text": case.turns[0].question} for case in asked))
    rows = ["query-id\tcorpus-id\tscore"]
    for case in asked:
        spans = [span for name, spans in shelf.places(case.turns[0]).items() if name not in OPTIONAL for span in spans]
        held = [name for name, p in passages if any(overlap((p.report, p.start, p.end), span) for span in spans)]
        rows += [f"{case.id}\t{name}\t1" for name in held]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


Item = tuple[str, str, Sequence[str]]


def _rgb(path: Path) -> Iterator[Item]:
    """RGB (zh): {"id","query","answer": ["…"] or [["…","…"]], "positive", "negative"} a line."""
    for record in _records(path):
        yield str(record["id"]), record["query"], _flat(record["answer"])


def _rageval(path: Path) -> Iterator[Item]:
    """RAGEval: {"query": {"query_id","content"}, "ground_truth": {"content","keypoints"}} a line."""
    for record in _records(path):
        query, truth = record["query"], record["ground_truth"]
        yield str(query["query_id"]), query["content"], _flat(truth.get("keypoints") or truth.get("content", []))


def _finglm(path: Path) -> Iterator[Item]:
    """FinGLM: {"id","question","answer": "…" or ["…"]} a line."""
    for record in _records(path):
        yield str(record["id"]), record["question"], _flat(record.get("answer", []))


def _tatqa(path: Path) -> Iterator[Item]:
    """TAT-QA: a list of documents, each with "questions": [{"uid","question","answer","scale"}]."""
    for document in json.loads(path.read_text(encoding="utf-8")):
        for asked in document["questions"]:
            unit = _SCALES.get(asked.get("scale", ""), "")
            yield (
                str(asked["uid"]),
                asked["question"],
                [f"{answer}{unit}" if _FIGURE.match(answer) else answer for answer in _flat(asked["answer"])],
            )


def _jfinqa(path: Path) -> Iterator[Item]:
    """JFinQA style: {"id","question" or "qa": {"question","answer"}, "answer"} a line."""
    for record in _records(path):
        asked = record.get("qa", record)
        yield str(record["id"]), asked["question"], _flat(asked["answer"])


READERS: Mapping[str, Callable[[Path], Iterator[Item]]] = MappingProxyType(
    {"rgb-zh": _rgb, "rageval": _rageval, "finglm": _finglm, "tat-qa": _tatqa, "jfinqa": _jfinqa}
)


def _records(path: Path) -> Iterator[Record]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _flat(answers: Any) -> list[str]:
    if isinstance(answers, list):
        return [text for answer in answers for text in _flat(answer)]
    return [str(answers)]


def _plain(number: str) -> str:
    return number.replace(",", "").replace("，", "").replace("−", "-")


def _lines(path: Path, records: Iterator[Record]) -> None:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
