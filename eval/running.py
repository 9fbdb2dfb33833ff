"""Asking a suite's questions: over processes, in order, judged as they come back; times go apart from results."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

from eval.cases import Case, Evidence, Gold, Turn
from eval.citing import citation_counts
from eval.figures import Reply
from eval.shelf import Shelf
from eval.trials import Trial
from eval.verdicts import Judgement, judge
from index.library import Library

CONTEXT = 60
CHUNK = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A case with its judged turns and what each took, in seconds."""

    results: tuple[dict[str, Any], ...]
    seconds: tuple[float, ...]
    peak_kib: int


def ask_all(cases: Sequence[Case], library: Path, *, workers: int = 2, quiet: bool = False, with_model: bool = False) -> tuple[Asked, ...]:
    """Ask every case of the library in *library*; the order is the cases' whatever finishes first."""
    if workers <= 1 or len(cases) <= CHUNK:
        return tuple(_progress((ask_case(case, library, with_model) for case in cases), len(cases), quiet=quiet))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        asked = pool.map(ask_case, cases, [library] * len(cases), [with_model] * len(cases), chunksize=CHUNK)
        return tuple(_progress(asked, len(cases), quiet=quiet))


def ask_case(case: Case, folder: Path, with_model: bool = False) -> Asked:
    """Ask one dialogue turn by turn, each with the turns before it, and judge every reply."""
    library, shelf = _opened(folder)
    results, seconds = [], []
    for number, turn in enumerate(case.turns, 1):
        begin = perf_counter()
        reply = _reply([t.question for t in case.turns[:number]], library, with_model=with_model)
        seconds.append(perf_counter() - begin)
        results.append(record(case, number, turn, reply, judge(turn, reply, shelf), shelf))
    return Asked(tuple(results), tuple(seconds), _peak_kib())


def record(case: Case, number: int, turn: Turn, reply: Reply, judgement: Judgement, shelf: Shelf) -> dict[str, Any]:
    """One line of results.jsonl."""
    return {
        "id": case.id if len(case.turns) == 1 else f"{case.id}#{number}",
        "case": case.id, "turn": number, "split": case.split, "slices": dict(case.slices), "files": list(case.files),
        "question": turn.question, "answerable": turn.answerable, "outcome": judgement.outcome.value,
        "headline": judgement.headline, "stage": judgement.stage.value if judgement.stage else None,
        "faults": list(judgement.faults), "scores": judgement.scores, "counts": citation_counts(Trial(turn, reply, shelf)),
        "gold": gold_json(turn.gold), "evidence": [_context(evidence, shelf) for evidence in turn.evidence],
        "contexts": [_quoted(citation, shelf) for citation in reply["citations"]], "reply": reply, "note": case.note,
    }  # fmt: skip


def gold_json(gold: Gold) -> dict[str, Any]:
    """The gold as the report shows it."""
    return {
        "kind": gold.kind, "figure": str(gold.figure) if gold.figure is not None else None, "formula": gold.formula,
        "operands": [f"{o.name} = {o.label} {o.quantity}" for o in gold.operands], "accept": list(map(str, gold.accept)),
        "forbid": list(map(str, gold.forbid)), "figures": list(map(str, gold.figures)),
        "points": [" / ".join(point) for point in gold.points], "verdict": gold.verdict,
    }  # fmt: skip


def _reply(questions: Sequence[str], library: Library, *, with_model: bool) -> Reply:
    from assistant.ask import Conversation, ask
    from assistant.assisted import asker
    from assistant.settings import settings

    try:
        conversation = Conversation(library)
        for question in questions[:-1]:
            conversation.ask(question)
        answer = asker(settings(), library) if with_model else ask
        reply = answer(questions[-1], library, earlier=conversation.earlier)
    except Exception as error:  # noqa: BLE001 - whatever the road under test raises is a result, and the run goes on
        return broken(questions[-1], error)
    return reply.to_json()


@cache
def _opened(folder: Path) -> tuple[Library, Shelf]:
    library = Library.open(folder)
    return library, Shelf.of(library)


def _context(evidence: Evidence, shelf: Shelf) -> dict[str, Any]:
    place = shelf.find(evidence)
    found = {"file": evidence.file, "operand": evidence.operand, "found": place is not None}
    return found if place is None else {**found, **_around(shelf.texts[place[0]], place[1], place[2])}


def _quoted(citation: dict[str, Any], shelf: Shelf) -> dict[str, Any]:
    text = shelf.texts.get(citation["report"], "")
    return {"n": citation["n"], **_around(text, citation["start"], citation["end"])}


def _around(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "before": text[max(0, start - CONTEXT) : start],
        "quote": text[start:end],
        "after": text[end : end + CONTEXT],
        "start": start,
        "end": end,
    }


def _progress(asked: Iterator[Asked], total: int, *, quiet: bool) -> Iterator[Asked]:
    from tqdm import tqdm

    return iter(tqdm(asked, total=total, unit="题", disable=quiet or None, leave=False))


def _peak_kib() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def broken(question: str, error: Exception) -> Reply:
    """What stands in for a reply where the road raised."""
    nothing: dict[str, Any] = {
        "citations": [],
        "calculation": [],
        "figures": [],
        "warnings": [],
        "figure": None,
        "refusal": None,
        "verdict": None,
    }
    return {"question": question, "status": "broke", "text": f"{type(error).__name__}: {error}", **nothing}
