"""Rules are noted while reports are read, and reading stays as it was."""

import re

from eval.rules import alone, grouped, recording
from index.facts import labels, read_facts, verbs
from index.records import Fact, Identity, ReportKind, ReportLevel, Source


def read(text: str) -> tuple[Fact, ...]:
    identity = Identity(org="某区水务局", region="某区", year=2021, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title="")
    return read_facts(Source(file="", sha256="", format="txt", text=text), (), identity, "r")[0]


def test_a_word_that_one_report_uses_is_its_own_rule() -> None:
    fired = {}
    for name, text in (("one", "会议费支出5万元，比上年压减2万元。"), ("other", "会议费支出5万元，比上年减少2万元。")):
        with recording() as fired[name]:
            read(text)
    assert "verbs._CHANGE（压减）" in grouped(alone(fired)["one"])
    assert "verbs._CHANGE（减少）" in grouped(alone(fired)["other"])
    assert not any(rule.startswith("bases._OPEN") for rule in alone(fired)["one"])


def test_a_name_that_the_glossary_forgives_is_a_rule() -> None:
    with recording() as fired:
        read("因公出国(境)费用支出5万元。")
    assert any(rule.startswith("glossary：") and rule.endswith("→因公出国（境）费") for rule in fired)


def test_recording_changes_nothing_and_ends() -> None:
    text = "公务接待费支出决算为4.46万元，完成预算的223.00%，比上年减少10.56万元。"
    plain = read(text)
    with recording():
        assert read(text) == plain
    assert isinstance(verbs._CHANGE, re.Pattern)
    assert labels.find.__module__ == "index.glossary"  # type: ignore[attr-defined]
