"""Decoding: every encoding that offices use, and the difference between a stray byte and a damaged figure."""

import pytest

from index.reading.content import Unreadable
from index.reading.plain import decode, read_text

TEXT = "第三部分 情况说明\n本年支出合计5199.35万元，比上年增加，主要原因是就业资金增加。\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_every_usual_encoding_is_told(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_page_may_declare_another_encoding() -> None:
    assert decode('<meta charset="big5"><p>財政</p>'.encode("big5"), declared=True).endswith("<p>財政</p>")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_stray_byte_is_borne_but_not_beside_a_figure(encoding: str) -> None:
    before, after = "情况说明".encode(encoding), "5199.35".encode(encoding)
    data = TEXT.encode(encoding)
    assert "5199.35万元" in read_text(data.replace(before, before + b"\xff", 1)).text
    with pytest.raises(Unreadable, match="数字旁边"):
        read_text(data.replace(after, b"51\xff99.35", 1))


def test_many_stray_bytes_are_no_text() -> None:
    with pytest.raises(Unreadable, match="编码"):
        read_text(TEXT.encode("gb18030").replace("增加".encode("gb18030"), b"\xff\xff"))
