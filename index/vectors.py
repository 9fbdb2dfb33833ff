"""The passages' vectors in Chroma: derived from the library, found by id, never asked for an answer's figure.

Written through LlamaIndex's store, so that another store that LlamaIndex knows can take its place; read through Chroma
alone, which starts in a third of the time. One process writes at a time: the library's lock sees to that.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from index import rows, store
from index.embedding import Embedding, stay_offline
from index.lexical import indexed_text
from index.records import Passage, Report

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

_BATCH = 2000  # rows a call: Chroma refuses more than 5461, and its SQL more than some thousand ids
_GROUP = 256  # passages that are embedded before they are written: what a kill can cost


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage with its row in the library and the id of its vector."""

    row: int
    vector: str
    passage: Passage

    @property
    def indexed(self) -> str:
        """What is embedded and word-indexed of it."""
        return indexed_text(self.passage)


class VectorStore:
    """One model's collection in a library's folder, and what the library notes about it.

    Whatever writes here does so inside a library's writing transaction, under its lock.
    """

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        self.embedding = embedding
        self._folder = folder / "vectors"
        self._client: Any = None
        self._seen = -1
        self._guard = RLock()

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            if self._client is not None:
                self._client.close()
            self._client = None

    # what is there

    def missing(self, connection: Connection) -> int:
        """Return how many passages have no vector yet."""
        return connection.scalar(select(func.sum(store.REPORT.c.passages)).where(self._unmarked())) or 0

    def ready(self, connection: Connection, reports: Sequence[str] | None) -> bool:
        """Whether every passage (of *reports*, or of all) has its vector, in a place that Chroma can open."""
        if not self._folder.is_dir() or not os.access(self._folder, os.W_OK):
            return False
        wanted = select(func.count()).select_from(store.REPORT).where(self._unmarked())
        if reports is not None:
            wanted = wanted.where(store.REPORT.c.id.in_(reports))
        self._keep_up(connection)
        return not connection.scalar(wanted)

    def similar(self, query: str, names: Sequence[str]) -> list[tuple[str, float]]:
        """Return (id, cosine) of the named vectors, best first; exact."""
        import numpy as np

        vector = self.embedding.query(query)
        found: list[tuple[str, float]] = []
        with self._guard:
            for start in range(0, len(names), _BATCH):
                got = self._collection().get(ids=list(names[start : start + _BATCH]), include=["embeddings"])
                if got["ids"]:
                    cosines = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                    found.extend(zip(got["ids"], map(float, cosines), strict=True))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def nearest(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, cosine) of the nearest vectors of the whole library, best first; approximate."""
        vector = self.embedding.query(query)
        with self._guard:
            limit = min(limit, int(self._collection().count()))
            if not limit:
                return []
            got = self._collection().query(query_embeddings=[vector.tolist()], n_results=limit, include=["distances"])
        return [(name, 1 - distance) for name, distance in zip(got["ids"][0], got["distances"][0], strict=True)]

    def next_batch(self, connection: Connection, pieces: Callable[[str], Sequence[Piece]]) -> list[Piece]:
        """Return the passages of some reports that have no vectors yet, whole reports only."""
        batch: list[Piece] = []
        for report in connection.scalars(select(store.REPORT.c.id).where(self._unmarked()).order_by(store.REPORT.c.id)).all():
            batch.extend(pieces(report))
            if len(batch) >= _GROUP:
                break
        return batch

    # bringing it in step

    def write(self, connection: Connection, batch: Sequence[Piece], vectors: Any) -> None:
        """Store the vectors of whole reports, and note that these have theirs; reports that changed meanwhile are left out."""
        self._keep_up(connection)
        names = [piece.vector for piece in batch]
        present = set(connection.scalars(select(store.PASSAGE.c.vector).where(store.PASSAGE.c.vector.in_(names))))
        kept = [(piece, vector) for piece, vector in zip(batch, vectors, strict=True) if piece.vector in present]
        reports = self._reports(connection, {piece.passage.report for piece, _ in kept})
        with self._guard:
            for start in range(0, len(kept), _BATCH):
                self._add(kept[start : start + _BATCH], reports)
        complete = [{"model": self.embedding.name, "report": report} for report in reports]
        if complete:
            connection.execute(insert(store.EMBEDDED), complete)
        self._count_up(connection)

    def remove_stale(self, connection: Connection) -> None:
        """Take the vectors of passages that are gone out of every model's collection."""
        names = connection.scalars(select(store.STALE.c.vector)).all()
        if names and self._folder.is_dir():
            self._keep_up(connection)
            with self._guard:
                self._collection()
                for collection in self._client.list_collections():
                    for start in range(0, len(names), _BATCH):
                        collection.delete(ids=list(names[start : start + _BATCH]))
            self._count_up(connection)
        connection.execute(delete(store.STALE))

    def find_lost(self, connection: Connection) -> None:
        """Where the collection's size is not what was noted, look at every id: forget notes that are wrong, remove strangers."""
        marked = select(store.EMBEDDED.c.report).where(store.EMBEDDED.c.model == self.embedding.name)
        noted = connection.scalar(select(func.sum(store.REPORT.c.passages)).where(store.REPORT.c.id.in_(marked))) or 0
        if not noted and not self._folder.is_dir():
            return
        self._keep_up(connection)
        with self._guard:
            if self._collection().count() == noted:
                return
            there = set(self._ids())
        wanted = dict(connection.execute(select(store.PASSAGE.c.vector, store.PASSAGE.c.report)).tuples().all())
        lost = {report for name, report in wanted.items() if name not in there}
        mine = store.EMBEDDED.c.model == self.embedding.name
        connection.execute(delete(store.EMBEDDED).where(mine, store.EMBEDDED.c.report.in_(lost)))
        strangers = sorted(there - wanted.keys())
        with self._guard:
            for start in range(0, len(strangers), _BATCH):
                self._collection().delete(ids=strangers[start : start + _BATCH])
        self._count_up(connection)

    def _unmarked(self) -> ColumnElement[bool]:
        marked = select(store.EMBEDDED.c.report).where(store.EMBEDDED.c.model == self.embedding.name)
        return store.REPORT.c.id.not_in(marked)

    def _keep_up(self, connection: Connection) -> None:
        """Open Chroma anew when another process has written since: it would go on with what it read before."""
        generation = store.counter(connection, store.VECTORS)
        with self._guard:
            if generation != self._seen:
                self.close()
            self._seen = generation

    def _count_up(self, connection: Connection) -> None:
        self._seen = store.count_up(connection, store.VECTORS)

    def _reports(self, connection: Connection, names: Collection[str]) -> dict[str, Report]:
        found = connection.execute(select(store.REPORT).where(store.REPORT.c.id.in_(names), self._unmarked())).mappings()
        return {row["id"]: rows.report_of(row) for row in found}

    def _ids(self) -> Iterator[str]:
        for start in range(0, self._collection().count(), _BATCH):
            yield from self._collection().get(limit=_BATCH, offset=start, include=[])["ids"]

    def _add(self, batch: Sequence[tuple[Piece, Any]], reports: Mapping[str, Report]) -> None:
        """Ids that are there already are passed over by Chroma: an id stands for one text, so its vector is right."""
        stay_offline()
        from llama_index.vector_stores.chroma import ChromaVectorStore

        nodes = []
        for piece, vector in batch:
            if piece.passage.report in reports:
                nodes.append(node(piece.vector, piece.passage, reports[piece.passage.report]))
                nodes[-1].embedding = vector.tolist()
        ChromaVectorStore(chroma_collection=self._collection()).add(nodes)

    def _collection(self) -> Any:
        if self._client is None:
            stay_offline()
            import chromadb

            settings = chromadb.Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        space = {"hnsw": {"space": "cosine"}}
        return self._client.get_or_create_collection(f"passages-{self.embedding.name}", configuration=space, embedding_function=None)


def node(name: str, passage: Passage, report: Report) -> "TextNode":
    """A passage as a LlamaIndex node: embedded with its header, quoted without."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    facets = {
        "header": passage.header, "report": report.id, "title": report.title, "org": report.org, "year": report.year,
        "kind": report.kind_name, "section": " / ".join(passage.section), "number": passage.number,
        "start": passage.start, "end": passage.end,
    }  # fmt: skip
    others = [key for key in facets if key != "header"]
    return TextNode(
        id_=name,
        text=passage.text,
        metadata=facets,
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        excluded_embed_metadata_keys=others,
        excluded_llm_metadata_keys=["header", "report", "number", "start", "end"],
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=report.id)},
    )
