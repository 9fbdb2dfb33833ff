"""Search over passages: words and vectors, each ranking on its own, fused by rank.

Reports named: their passages alone are ranked, exactly. None named, or very many: through the indexes over everything.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, func, select

from index import lexical, reranking, rows, store
from index.errors import VectorsBroken
from index.kept import Kept
from index.records import Passage
from index.reranking import Reranker
from index.vectors import Piece, VectorStore

_SMALL = 4000
"""Up to this many passages are ranked one by one; beyond, an index is faster."""
_DEPTH = 60
"""How many of each ranking are fused."""
_FUSION = 60
"""The constant of reciprocal rank fusion, as published (Cormack and others, 2009)."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A report's passages with their rows and the ids of their vectors, in order."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Bags:
    """The word counts of a report's passages, in order."""

    bags: tuple[lexical.Bag, ...]


class Finder:
    """Ranks a library's passages for a query."""

    def __init__(self, vectors: VectorStore | None, kept: Kept, reranker: Reranker | None = None) -> None:
        self._vectors, self._kept, self._reranker = vectors, kept, reranker

    def search(self, connection: Connection, query: str, reports: Collection[str] | None, k: int) -> list[tuple[Passage, float]]:
        """Return the best *k* passages with their fused scores."""
        chosen = None if reports is None else sorted(set(reports))
        pool = self._pool(connection, chosen)
        depth = max(_DEPTH, k)
        rankings = [self._by_words(connection, query, chosen, pool, depth), self._by_vectors(connection, query, chosen, pool, depth)]
        at_hand = {piece.row: piece.passage for piece in pool or ()}
        best = fuse(rankings)[: k if self._reranker is None else max(k, reranking.DEPTH)]
        found = [(at_hand.get(row) or self._passage(connection, row), score) for row, score in best]
        return found if self._reranker is None else _again(self._reranker, query, found)[:k]

    def passages(self, connection: Connection, report: str) -> tuple[Passage, ...]:
        """Return a report's passages in order."""
        return tuple(piece.passage for piece in self.pieces(connection, report))

    def pieces(self, connection: Connection, report: str) -> tuple[Piece, ...]:
        """Return a report's passages with their rows and vectors' ids, in order."""
        changes = store.counter(connection, store.CHANGES)
        return self._kept.get(changes, _Pieces, report, lambda: _load_pieces(connection, report)).pieces

    def _bags(self, connection: Connection, report: str) -> tuple[lexical.Bag, ...]:
        def count() -> _Bags:
            return _Bags(tuple(lexical.Bag.of(piece.indexed) for piece in self.pieces(connection, report)))

        return self._kept.get(store.counter(connection, store.CHANGES), _Bags, report, count).bags

    def _pool(self, connection: Connection, reports: Sequence[str] | None) -> tuple[Piece, ...] | None:
        if reports is None:
            return None
        counted = select(func.sum(store.REPORT.c.passages)).where(store.REPORT.c.id.in_(reports))
        if (connection.scalar(counted) or 0) > _SMALL:
            return None
        return tuple(chain.from_iterable(self.pieces(connection, report) for report in reports))

    def _by_words(
        self, connection: Connection, query: str, reports: Sequence[str] | None, pool: Sequence[Piece] | None, depth: int
    ) -> list[int]:
        if pool is None or reports is None:
            return lexical.find(connection, query, depth, reports)
        bags = list(chain.from_iterable(self._bags(connection, report) for report in reports))
        return [pool[at].row for at, _ in lexical.rank(query, bags)[:depth]]

    def _by_vectors(
        self, connection: Connection, query: str, reports: Sequence[str] | None, pool: Sequence[Piece] | None, depth: int
    ) -> list[int]:
        if self._vectors is None or not self._vectors.ready(connection, reports):
            return []
        try:
            return self._near(self._vectors, connection, query, reports, pool, depth)
        except VectorsBroken:
            return []

    def _near(
        self,
        vectors: VectorStore,
        connection: Connection,
        query: str,
        reports: Sequence[str] | None,
        pool: Sequence[Piece] | None,
        depth: int,
    ) -> list[int]:
        if pool is not None:
            rows_of = {piece.vector: piece.row for piece in pool}
            return [rows_of[name] for name, _ in vectors.similar(connection, query, list(rows_of))[:depth]]
        wide = depth if reports is None else 10 * depth  # the nearest of all, of which only the named reports' count
        near = [name for name, _ in vectors.nearest(connection, query, wide)]
        passage = store.PASSAGE.c
        wanted = select(passage.vector, passage.id).where(passage.vector.in_(near))
        if reports is not None:
            wanted = wanted.where(passage.report.in_(reports))
        found = dict(connection.execute(wanted).tuples().all())
        return [found[name] for name in near if name in found][:depth]

    def _passage(self, connection: Connection, row: int) -> Passage:
        report = connection.scalars(select(store.PASSAGE.c.report).where(store.PASSAGE.c.id == row)).one()
        return next(piece.passage for piece in self.pieces(connection, report) if piece.row == row)


def _again(reranker: Reranker, query: str, found: list[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    scores = reranker.scores(query, [lexical.indexed_text(passage) for passage, _ in found])
    return sorted(((passage, score) for (passage, _), score in zip(found, scores, strict=True)), key=lambda pair: -pair[1])


def fuse(rankings: Iterable[Sequence[int]]) -> list[tuple[int, float]]:
    """Return (row, score) by the sum of reciprocal ranks, best first; rankings count alike.

    >>> [row for row, _ in fuse([[1, 2, 3], [3, 1]])]
    [1, 3, 2]
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, 1):
            scores[row] += 1 / (_FUSION + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _load_pieces(connection: Connection, report: str) -> _Pieces:
    content = connection.scalar(select(store.TEXT.c.content).where(store.TEXT.c.report == report))
    text = rows.unpack_text(content) if content else ""
    wanted = select(store.PASSAGE).where(store.PASSAGE.c.report == report).order_by(store.PASSAGE.c.number)
    found = connection.execute(wanted).mappings()
    return _Pieces(tuple(Piece(row["id"], row["vector"], rows.passage_of(row, text)) for row in found))
