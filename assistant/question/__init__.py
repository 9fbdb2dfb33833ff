"""Understanding questions: text and catalog in, Questions out; no language model, the same answer every time."""

from assistant.question.catalog import Catalog, Listed
from assistant.question.understand import understand

__all__ = ["Catalog", "Listed", "understand"]
