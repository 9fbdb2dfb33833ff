"""Search by words: overlapping character bigrams for Chinese, whole words for Latin letters and digits.

Two ways, one ranking formula (BM25): over the passages of named reports on the fly, over a whole library through SQLite's
full-text index. Both are derived from the passages and can be rebuilt from them.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from index.records import Passage

CREATE_WORDS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(t, content='', tokenize=\"unicode61 remove_diacritics 0 tokenchars '.'\")"
)
_TERM = re.compile(r"[0-9]+(?:\.[0-9]+)*|[a-z]+|[\u3400-\u9fff]+")
_K1, _B = 1.5, 0.75
_TERMS = 24
"""How many of a query's rarest terms the whole-library search looks for: frequent bigrams cost time and rank nothing."""


def indexed_text(passage: Passage) -> str:
    """What indexes hold of a passage: its header (单位·年度·类型·章节) before its text."""
    return f"{passage.header}\n{passage.text}"


def terms(passage: str) -> list[str]:
    """Split into bigrams and words.

    >>> terms("公务接待费4.46万元")
    ['公务', '务接', '接待', '待费', '4.46', '万元']
    """
    found: list[str] = []
    for run in _TERM.findall(passage.lower()):
        if run[0] < "\u3400" or len(run) == 1:
            found.append(run)
        else:
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
    return found


@dataclass(frozen=True, slots=True)
class Bag:
    """A passage's terms with their counts, ready to be scored."""

    counts: Counter[str]
    length: int

    @classmethod
    def of(cls, passage: str) -> "Bag":
        """Count the terms of a passage (its header goes before its text)."""
        found = terms(passage)
        return cls(Counter(found), len(found))


def rank(query: str, bags: Sequence[Bag]) -> list[tuple[int, float]]:
    """Return (position, score) of the bags that share a term with *query*, best first."""
    wanted = set(terms(query))
    if not bags or not wanted:
        return []
    average = sum(bag.length for bag in bags) / len(bags) or 1.0
    rarity = {term: _rarity(sum(term in bag.counts for bag in bags), len(bags)) for term in wanted}
    scores = [(at, _score(bag, rarity, average)) for at, bag in enumerate(bags)]
    return sorted((pair for pair in scores if pair[1] > 0), key=lambda pair: (-pair[1], pair[0]))


def _rarity(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _score(bag: Bag, rarity: dict[str, float], average: float) -> float:
    norm = _K1 * (1 - _B + _B * bag.length / average)
    return sum(weight * count * (_K1 + 1) / (count + norm) for term, weight in rarity.items() if (count := bag.counts.get(term, 0)))


def store(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Index passages given as (row, header and text)."""
    rows = [{"row": row, "t": " ".join(terms(passage))} for row, passage in passages]
    if rows:
        connection.execute(text("INSERT INTO words (rowid, t) VALUES (:row, :t)"), rows)


def forget(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Take passages out of the index; each is given exactly as it was stored."""
    rows = [{"row": row, "t": " ".join(terms(passage))} for row, passage in passages]
    if rows:
        connection.execute(text("INSERT INTO words (words, rowid, t) VALUES ('delete', :row, :t)"), rows)


def tidy(connection: Connection) -> None:
    """Merge the index, so that nothing of forgotten passages stays in the file."""
    connection.execute(text("INSERT INTO words (words) VALUES ('optimize')"))


_FIND = "SELECT rowid FROM words WHERE words MATCH :match {within} ORDER BY bm25(words), rowid LIMIT :limit"
_WITHIN = "AND +rowid IN (SELECT id FROM passage WHERE report IN :reports)"
"""The plus keeps SQLite from looking the words up once for every row: match first, then filter."""


def find(connection: Connection, query: str, limit: int, reports: Collection[str] | None = None) -> list[int]:
    """Return the rows of the passages (of *reports*, or of all) that share a term with *query*, best first."""
    wanted = _rarest(connection, sorted(set(terms(query))))
    if not wanted:
        return []
    values: dict[str, object] = {"match": " OR ".join(f'"{term}"' for term in wanted), "limit": limit}
    if reports is None:
        return list(connection.scalars(text(_FIND.format(within="")), values))
    statement = text(_FIND.format(within=_WITHIN)).bindparams(bindparam("reports", expanding=True))
    return list(connection.scalars(statement, {**values, "reports": list(reports)}))


def _rarest(connection: Connection, wanted: Sequence[str]) -> list[str]:
    if len(wanted) <= _TERMS:
        return list(wanted)
    counted = text("SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH :match LIMIT 5000)")
    holding = {term: connection.scalar(counted, {"match": f'"{term}"'}) or 0 for term in wanted}
    present = [term for term in wanted if holding[term]]
    return sorted(present, key=lambda term: (holding[term], term))[:_TERMS]
