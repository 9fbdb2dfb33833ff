"""Readings for tests: small reports whose every part can be told apart."""

from hashlib import sha256

from index.library import report_id
from index.quantity import Quantity
from index.records import (
    Basis,
    Fact,
    Identity,
    Line,
    Measure,
    Passage,
    Reading,
    ReportKind,
    ReportLevel,
    Scope,
    Section,
    Source,
    Unrecognised,
)

SUBJECTS = ("公务接待费", "因公出国（境）费", "公务用车运行维护费", "会议费", "培训费", "差旅费", "办公费", "印刷费")


def reading(
    org: str = "清河县教育局", year: int = 2023, *, amount: str = "4.20", part: str = "", sentences: int = 8, file: str = "报告.txt"
) -> Reading:
    """A report of *sentences* passages, each of which states one figure."""
    lines = [f"{org}{year}年{SUBJECTS[n % len(SUBJECTS)]}支出决算为{amount}万元，主要用于第{n + 1}项工作。\n" for n in range(sentences)]
    text = "".join(lines)
    identity = Identity(
        org=org, region="清河县", year=year, kind=ReportKind.FINAL, level=ReportLevel.DEPARTMENT, title=f"{org}{year}年度部门决算",
        part=part,
    )  # fmt: skip
    report = report_id(identity)
    spans = [(sum(map(len, lines[:n])), sum(map(len, lines[: n + 1])) - 1) for n in range(sentences)]
    return Reading(
        source=Source(
            file=file, sha256=sha256((part + text).encode()).hexdigest(), format="txt", text=text, pages=1,
            lines=tuple(Line(start, end, 1, (72.0, 100.25 + n, 500.5, 112.0 + n), (72.0, 84.5)) for n, (start, end) in enumerate(spans)),
        ),
        identity=identity,
        sections=(Section(("第一部分 概况",), 1, 0, len(text), 4),),
        passages=tuple(_passage(report, org, n, text, span) for n, span in enumerate(spans)),
        facts=tuple(_fact(report, org, year, amount, n, text, span) for n, span in enumerate(spans)),
        unrecognised=(Unrecognised(0, 2, text[:2], "no_label"),),
    )  # fmt: skip


def _passage(report: str, org: str, n: int, text: str, span: tuple[int, int]) -> Passage:
    start, end = span
    return Passage(
        report=report, number=n, section=("第一部分 概况",), header=f"{org}·第一部分 概况", text=text[start:end], start=start, end=end
    )


def _fact(report: str, org: str, year: int, amount: str, n: int, text: str, span: tuple[int, int]) -> Fact:
    printed = f"{amount}万元"
    at = text.index(printed, span[0])
    return Fact(
        report=report, org=org, year=year, item=SUBJECTS[n % len(SUBJECTS)], item_as_printed=SUBJECTS[n % len(SUBJECTS)],
        known=n % 2 == 0, basis=Basis.FINAL, scope=Scope.GENERAL_PUBLIC_BUDGET if n % 3 else None, measure=Measure.AMOUNT,
        quantity=Quantity.of(amount, "万元"), value_as_printed=printed, quote=text[span[0] : span[1]], start=span[0], end=span[1],
        value_start=at, value_end=at + len(printed), section=("第一部分 概况",), page=1, box=(72.0, 100.25, 500.5, 112.0),
    )  # fmt: skip
