"""The suite of formats as results: each file and each check is an item with the limit it must keep; seconds go apart."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from eval.suites import Options, SuiteRun, formats
from eval.summary import Result, metric

LIMITS = {"characters": Decimal("0.001"), "scan_characters": Decimal("0.01"), "headings": Decimal("0.98"), "places": Decimal("0.98")}
"""The largest share of wrong characters; the least shares of headings and places. Rows must all be exact."""


def run(options: Options) -> SuiteRun:
    """Measure every format on the files beside the real reports."""
    if options.shared is None or not (options.shared / "files").is_dir():
        return SuiteRun(name="formats", missing="没有格式样张（JUESUAN_SHARED 所指的目录里没有 files）")
    measured = formats.run(options.shared)
    results = tuple(results_of(measured))
    timings = tuple({"id": f"speed:{name}", **seconds} for name, seconds in measured.get("speed", {}).items())
    kinds = sorted({result["slices"]["check"] for result in results})
    metrics = [metric(kind, NAMES[kind], ((r["headline"], r["id"]) for r in results if r["slices"]["check"] == kind)) for kind in kinds]
    return SuiteRun(name="formats", results=results, metrics=tuple(metrics), timings=timings)


NAMES = {
    "characters": "文字错误率达标的文件", "headings": "标题达标的文件", "rows": "九张表逐行全对的文件", "places": "页码和方框达标的文件",
    "bad": "坏文件有明确结果且不超时", "scan_characters": "扫描件文字错误率达标", "scan_amounts": "扫描件数额没有读错",
}  # fmt: skip


def results_of(measured: dict[str, Any]) -> Iterator[Result]:
    """Turn what was measured into one result a file and check."""
    for name, rate in measured["characters"].items():
        yield _result("characters", name, Decimal(str(rate)) <= LIMITS["characters"], f"错误率 {rate}")
    for check in ("headings", "places"):
        for name, (right, total) in measured[check].items():
            yield _result(check, name, right >= LIMITS[check] * total, f"{right}/{total}")
    for name, (right, total) in measured["rows"].items():
        yield _result("rows", name, right == total, f"{right}/{total}")
    for name, found in measured["bad"].items():
        yield _result("bad", name, bool(found["in_time"] and found["outcome"]), found["outcome"])
    for name, rate in measured.get("scan_characters", {}).items():
        yield _result("scan_characters", name, Decimal(str(rate)) <= LIMITS["scan_characters"], f"错误率 {rate}")
    if "scan_amounts" in measured:
        counts = measured["scan_amounts"]
        yield _result("scan_amounts", "nine_scan200.pdf", counts.get("wrong", 0) == 0, str(dict(sorted(counts.items()))))


def _result(check: str, name: str, right: bool, note: str) -> Result:
    return {
        "id": f"{check}:{name}", "case": name, "files": [name], "headline": right,
        "slices": {"check": check, "format": name.rpartition(".")[2]},
        "stage": None if right else "read", "faults": [] if right else [check], "question": f"{name} {check}", "gold": None, "reply": None,
        "note": note,
    }  # fmt: skip
