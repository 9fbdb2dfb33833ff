"""An audit in words, for a terminal."""

from types import MappingProxyType

from assistant.audit.records import Audit, Checked, Finding, Outcome, Severity

_SEVERITY = MappingProxyType({Severity.ERROR: "✗ 矛盾", Severity.SUSPECT: "! 存疑", Severity.ROUNDING: "≈ 尾差", Severity.INFO: "· 说明"})
_OUTCOME = MappingProxyType(
    {
        Outcome.PASSED: "通过",
        Outcome.FAILED: "有问题",
        Outcome.NOT_APPLICABLE: "不适用",
        Outcome.NOT_ENOUGH_DATA: "数据不足，未能核对",
    }
)


def as_text(audit: Audit) -> str:
    """Every finding with its places, then every check with its outcome."""
    findings = [_finding(finding) for finding in audit.findings] or ["没有发现问题（只就下列已核对的项目而言）。"]
    checked = [_checked(checked) for checked in audit.checked]
    return "\n".join([audit.title, "", *findings, "", "核对了什么：", *checked])


def _finding(finding: Finding) -> str:
    places = [f"    [{citation.n}] “{citation.quote}”（{citation.start}–{citation.end}）" for citation in finding.citations]
    return "\n".join([f"{_SEVERITY[finding.severity]}  {finding.code} {finding.text}", *places])


def _checked(checked: Checked) -> str:
    untested = f"，另有{checked.untested}处缺数未核" if checked.untested and checked.tested else ""
    return f"  {checked.code} {checked.name}：{_OUTCOME[checked.outcome]}（核对{checked.tested}处{untested}）"
