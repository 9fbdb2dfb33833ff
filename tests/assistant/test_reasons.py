"""Why: the reason that a sentence gives of one item is never another's."""

from pathlib import Path

import pytest

from assistant.ask import ask
from index.build import build
from index.library import Library

REPORT = """松溪县档案馆2021年度部门决算

第三部分 2021年度部门决算情况说明

一、支出决算情况说明
2021年度支出合计300.00万元。
1.档案保护年初预算40.00万元，支出决算45.00万元。
2.档案数字化年初预算60.00万元，支出决算52.00万元。
3.陈列展览年初预算20.00万元，支出决算18.00万元。
其中，档案保护超出预算，是因为新添了一台修裱机；档案数字化低于预算，是因为扫描合同跨年结算。
差异原因：陈列展览没有用完，是巡展推迟到次年；讲解没有安排，是人手不够。
"""


@pytest.mark.parametrize(
    ("asked", "told", "untold"),
    [
        ("2021年档案数字化为什么没花完", "扫描合同跨年结算", "修裱机"),
        ("2021年档案保护为什么超预算", "修裱机", "扫描合同"),
        ("2021年陈列展览为什么没用完", "巡展推迟到次年", "人手不够"),
    ],
)
def test_the_reason_is_the_one_of_the_clause_that_names_the_item(tmp_path: Path, asked: str, told: str, untold: str) -> None:
    path = tmp_path / "松溪县档案馆2021.txt"
    path.write_text(REPORT, "utf-8")
    with Library.open(tmp_path / "library", writable=True, embedding="off") as library:
        build(path, library)
        reply = ask("松溪县档案馆" + asked, library)
    assert told in reply.text, reply.text
    assert untold not in reply.text
