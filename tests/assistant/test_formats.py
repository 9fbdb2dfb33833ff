"""The same question over one report in every format gives the same figure, cited in the file that was read."""

import os
from pathlib import Path

import pytest

from assistant.ask import ask
from index.build import build
from index.library import Library

SHARED = Path(os.environ.get("JUESUAN_SHARED", Path(__file__).parents[3] / "shared"))  # noqa: TID251 - where test input lies
FILES = ("hs_gbk.txt", "hs_gov.html", "hs_gov_gb.html", "hs.docx", "hs.doc", "hs_full.docx", "hs_full.pdf")
ASKED = (
    ("赫山区2020年项目支出占比", "80.02%"),
    ("赫山区2020年公务接待费", "4.46万元"),
    ("赫山区2020年城镇新增就业多少人", "6501人"),
    ("赫山区2020年机关运行经费比年初预算增加多少", "292.76万元"),
)

pytestmark = pytest.mark.skipif(not (SHARED / "files" / FILES[0]).is_file(), reason="the report in several formats is not here")


@pytest.mark.parametrize("file", FILES)
def test_every_format_gives_the_same_figures(file: str, tmp_path: Path) -> None:
    with Library.open(tmp_path, writable=True, embedding="off") as library:
        _, report = build(SHARED / "files" / file, library)
        for question, figure in ASKED:
            reply = ask(question, library)
            assert reply.figure is not None, reply.text
            assert str(reply.figure.quantity) == figure
            for citation in reply.citations:
                assert citation.report == report.id
                assert library.text(report.id, citation.start, citation.end) == citation.quote
