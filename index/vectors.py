"""The passages' vectors in Chroma: derived from the library, found by id, never asked for an answer's figure.

Written through LlamaIndex's store, so that another store that LlamaIndex knows can take its place; read through Chroma
alone, which starts in a third of the time. One process writes at a time: the library's lock sees to that.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from index import rows, store
from index.chroma import Chroma
from index.embedding import Embedding, stay_offline
from index.errors import VectorsBroken
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
        """What is word-indexed of it."""
        return indexed_text(self.passage)

    @property
    def embedded(self) -> str:
        """What is embedded of it."""
        return f"{short_header(self.passage)}\n{self.passage.text}"


class VectorStore:
    """One model's collection in a library's folder, and what the library notes about it.

    Whatever writes here does so inside a library's writing transaction, under its lock.
    """

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        self.embedding = embedding
        self._folder = folder / "vectors"
        self._chroma = Chroma.of(self._folder)
        self._name = f"passages-{embedding.name}"

    def close(self) -> None:
        """Let go of the files."""
        self._chroma.close()

    # what is there

    def missing(self, connection: Connection) -> int:
        """Return how many passages have no vector yet."""
        return connection.scalar(select(func.sum(store.REPORT.c.passages)).where(self._unmarked())) or 0

    def ready(self, connection: Connection, reports: Sequence[str] | None) -> bool:
        """Whether every passage (of *reports*, or of all) has its vector, in a place that Chroma can open."""
        if not self._chroma.there or not os.access(self._folder, os.W_OK):
            return False
        wanted = select(func.count()).select_from(store.REPORT).where(self._unmarked())
        if reports is not None:
            wanted = wanted.where(store.REPORT.c.id.in_(reports))
        return not connection.scalar(wanted)

    def similar(self, connection: Connection, query: str, names: Sequence[str]) -> list[tuple[str, float]]:
        """Return (id, cosine) of the named vectors, best first; exact."""
        import numpy as np

        vector = self.embedding.query(query)
        found: list[tuple[str, float]] = []
        with self._collection(connection) as collection:
            for start in range(0, len(names), _BATCH):
                got = collection.get(ids=list(names[start : start + _BATCH]), include=["embeddings"])
                if got["ids"]:
                    cosines = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                    found.extend(zip(got["ids"], map(float, cosines), strict=True))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def nearest(self, connection: Connection, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, cosine) of the nearest vectors of the whole library, best first; approximate."""
        vector = self.embedding.query(query)
        with self._collection(connection) as collection:
            limit = min(limit, int(collection.count()))
            if not limit:
                return []
            got = collection.query(query_embeddings=[vector.tolist()], n_results=limit, include=["distances"])
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
        names = [piece.vector for piece in batch]
        present = set(connection.scalars(select(store.PASSAGE.c.vector).where(store.PASSAGE.c.vector.in_(names))))
        reports = self._reports(connection, {piece.passage.report for piece in batch if piece.vector in present})
        kept = [pair for pair in zip(batch, vectors, strict=True) if pair[0].vector in present and pair[0].passage.report in reports]
        with self._collection(connection) as collection:
            for start in range(0, len(kept), _BATCH):
                _add(collection, kept[start : start + _BATCH], reports)
        complete = [{"model": self.embedding.name, "report": report} for report in reports]
        if complete:
            connection.execute(insert(store.EMBEDDED), complete)
        self._chroma.wrote(store.count_up(connection, store.VECTORS))

    def mend(self, connection: Connection) -> None:
        """Take out what is gone and find out what is lost; where the files are damaged, start over."""
        try:
            self._remove_stale(connection)
            self._find_lost(connection)
        except VectorsBroken:
            self._chroma.wipe()
            for table in (store.EMBEDDED, store.STALE):
                connection.execute(delete(table))
            self._chroma.wrote(store.count_up(connection, store.VECTORS))

    def _remove_stale(self, connection: Connection) -> None:
        """Take the vectors of passages that are gone out of every model's collection."""
        names = connection.scalars(select(store.STALE.c.vector)).all()
        if names and self._chroma.there:
            with self._chroma.collections(store.counter(connection, store.VECTORS)) as collections:
                for collection in collections:
                    _remove(collection, names)
            self._chroma.wrote(store.count_up(connection, store.VECTORS))
        connection.execute(delete(store.STALE))

    def _find_lost(self, connection: Connection) -> None:
        """Where the collection's size is not what was noted, look at every id: forget notes that are wrong, remove strangers."""
        mine = store.EMBEDDED.c.model == self.embedding.name
        marked = store.REPORT.c.id.in_(select(store.EMBEDDED.c.report).where(mine))
        noted = connection.scalar(select(func.sum(store.REPORT.c.passages)).where(marked)) or 0
        if not noted and not self._chroma.there:
            return
        with self._collection(connection) as collection:
            if collection.count() == noted:
                return
            wanted = dict(connection.execute(select(store.PASSAGE.c.vector, store.PASSAGE.c.report)).tuples().all())
            there = set(_ids(collection))
            _remove(collection, sorted(there - wanted.keys()))
        lost = {report for name, report in wanted.items() if name not in there}
        connection.execute(delete(store.EMBEDDED).where(mine, store.EMBEDDED.c.report.in_(lost)))
        self._chroma.wrote(store.count_up(connection, store.VECTORS))

    def _collection(self, connection: Connection) -> AbstractContextManager[Any]:
        return self._chroma.collection(self._name, store.counter(connection, store.VECTORS))

    def _unmarked(self) -> ColumnElement[bool]:
        marked = select(store.EMBEDDED.c.report).where(store.EMBEDDED.c.model == self.embedding.name)
        return store.REPORT.c.id.not_in(marked)

    def _reports(self, connection: Connection, names: Collection[str]) -> dict[str, Report]:
        found = connection.execute(select(store.REPORT).where(store.REPORT.c.id.in_(names), self._unmarked())).mappings()
        return {row["id"]: rows.report_of(row) for row in found}


def _add(collection: Any, batch: Sequence[tuple[Piece, Any]], reports: Mapping[str, Report]) -> None:
    """Ids that are there already are passed over by Chroma: an id stands for one text, so its vector is right."""
    stay_offline()
    from llama_index.vector_stores.chroma import ChromaVectorStore

    nodes = []
    for piece, vector in batch:
        nodes.append(node(piece.vector, piece.passage, reports[piece.passage.report]))
        nodes[-1].embedding = vector.tolist()
    ChromaVectorStore(chroma_collection=collection).add(nodes)


def _remove(collection: Any, names: Sequence[str]) -> None:
    for start in range(0, len(names), _BATCH):
        collection.delete(ids=list(names[start : start + _BATCH]))


def _ids(collection: Any) -> Iterator[str]:
    for start in range(0, collection.count(), _BATCH):
        yield from collection.get(limit=_BATCH, offset=start, include=[])["ids"]


def short_header(passage: Passage) -> str:
    """The header without the outermost heading (第三部分 情况说明): it parts no passage from another and costs a tenth of the time."""
    path = "·".join(passage.section)
    inner = "·".join(passage.section[1:] or passage.section)
    return passage.header.removesuffix(path) + inner if path and passage.header.endswith(path) else passage.header


def node(name: str, passage: Passage, report: Report) -> "TextNode":
    """A passage as a LlamaIndex node: embedded with its header, quoted without."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

    facets = {
        "header": short_header(passage), "report": report.id, "title": report.title, "org": report.org, "year": report.year,
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
