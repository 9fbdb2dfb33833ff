"""A second look at what a search found: a cross-encoder that the user names reads query and passage together."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from index.embedding import hush, stay_offline
from index.errors import LibraryError

DEPTH = 30
"""How many passages are read again: a cross-encoder takes some hundredths of a second for each."""


class Reranker:
    """A sentence-transformers CrossEncoder, by name or path; loaded when first asked."""

    def __init__(self, model: str) -> None:
        self._path = model

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """Return how well each text answers the query, the higher the better."""
        if not texts:
            return []
        return [float(score) for score in _load(self._path).predict([(query, text) for text in texts], show_progress_bar=False)]


@lru_cache(maxsize=1)
def _load(path: str) -> Any:
    stay_offline()
    from sentence_transformers import CrossEncoder

    hush()
    try:
        return CrossEncoder(path, device="cpu")
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise LibraryError(f"没有可用的重排模型 {path}（{reason}）；要从网上下载，请设 HF_HUB_OFFLINE=0") from None
