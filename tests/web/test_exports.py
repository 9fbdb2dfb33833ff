"""The evidence pack: every quote is in it, and what it leaves out for its size is said."""

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.web import exports
from index.library import Library
from tests.web.reports import printed_library


def test_a_pack_holds_every_quote_and_says_where_pictures_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(printed_library(tmp_path)) as library:
        reply = ask("云岭县水务局2021年项目支出占比", library)
        assert len(reply.citations) > 1
        whole = str(exports.evidence(library, (reply,), "zh"))
        monkeypatch.setattr(exports, "_PICTURES", 1)
        short = str(exports.evidence(library, (reply,), "zh"))
    assert all(f'<mark class="active">{one.quote}</mark>' in text for one in reply.citations for text in (whole, short))
    assert whole.count("<img src=") == len(reply.citations)
    assert short.count("<img src=") == 1
    assert "页面图只附前" not in whole
    assert f"全部 {len(reply.citations)} 处引文都在下面；为了文件不过大，页面图只附前 1 处" in short
