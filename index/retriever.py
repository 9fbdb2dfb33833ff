"""The library as a LlamaIndex retriever, for anybody's own pipeline.

>>> from index.retriever import LibraryRetriever                # doctest: +SKIP
>>> LibraryRetriever(library, k=5).retrieve("公务接待费为什么减少")     # doctest: +SKIP
"""

from collections.abc import Collection
from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from index.library import Library
from index.stock import vector_id
from index.vectors import node


class LibraryRetriever(BaseRetriever):  # type: ignore[misc]  # LlamaIndex is not typed for us
    """Finds passages as the library's search does: words and vectors, within *reports* where they are named."""

    def __init__(self, library: Library, *, reports: Collection[str] | None = None, k: int = 10, **more: Any) -> None:
        self._library, self._reports, self._k = library, reports, k
        super().__init__(**more)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = []
        for hit in self._library.search(query_bundle.query_str, reports=self._reports, k=self._k):
            report = self._library.report(hit.passage.report)
            found.append(NodeWithScore(node=node(vector_id(hit.passage), hit.passage, report), score=hit.score))
        return found
