"""One report's audit: its findings, each with its places, and what became of every check, as the page shows it and as files.

Comes in: an Audit. Goes out: escaped HTML, Markdown, CSV. What was not checked is said as plainly as what was found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from markupsafe import Markup

from assistant.answer import Citation
from assistant.audit.records import Audit, Finding, Outcome, Severity
from assistant.web.exports import amount, contexts, pack, plain_text, table_csv
from assistant.web.replies import chip, passage_link
from assistant.web.templates import render
from assistant.web.words import Language, words
from index.library import Library

NUMBER = "audit"
_SIGNS = {Severity.ERROR: "✗", Severity.SUSPECT: "!", Severity.ROUNDING: "≈", Severity.INFO: "·"}
_HEAD = ("种类", "编号", "核对项目", "结果", "应为", "实为", "相差", "说明", "章节", "页", "起", "止", "引文")


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the chips and the addresses of its places."""

    finding: Finding
    sign: str
    places: tuple[tuple[Citation, Markup, str], ...]


def numbered(audit: Audit) -> Audit:
    """The audit with its places numbered through, each place once."""
    numbers = count(1)
    known: dict[tuple[int, int], int] = {}

    def number(citation: Citation) -> Citation:
        place = (citation.start, citation.end)
        if place not in known:
            known[place] = next(numbers)
        return replace(citation, n=known[place])

    findings = [replace(finding, citations=tuple(map(number, finding.citations))) for finding in audit.findings]
    return replace(audit, findings=tuple(findings))


def audit_html(audit: Audit, language: Language) -> Markup:
    """Render an audit."""
    found = numbered(audit)
    values = {
        "audit": found,
        "findings": [_shown(finding, language) for finding in found.findings],
        "counts": [(severity, sum(one.severity is severity for one in found.findings)) for severity in Severity],
        "outcomes": [(outcome, sum(one.outcome is outcome for one in found.checked)) for outcome in Outcome],
        "sources": [(citation, passage_link(citation, language)) for citation in _places(found)],
        "number": NUMBER,
        "signs": {severity.value: sign for severity, sign in _SIGNS.items()},
    }
    return render("audit.html", language, values)


def audit_file(kind: str, library: Library, audit: Audit, language: Language) -> str:
    """An audit as the text of a file of that kind."""
    found = numbered(audit)
    if kind == "markdown":
        return "\n".join(_markdown(found, words(language)))
    if kind == "csv":
        return table_csv([_HEAD, *_rows(found, words(language))])
    title = words(language)["audit_of"].format(title=audit.title)
    return str(pack(library, title, (), audit_html(audit, language), contexts(library, _places(found)), language))


def _shown(finding: Finding, language: Language) -> Shown:
    once = {one.n: one for one in finding.citations}.values()
    places = tuple((one, chip(one, NUMBER, language), passage_link(one, language)) for one in once)
    return Shown(finding, _SIGNS[finding.severity], places)


def _places(audit: Audit) -> Sequence[Citation]:
    return tuple({citation.n: citation for finding in audit.findings for citation in finding.citations}.values())


def _markdown(audit: Audit, w: dict[str, str]) -> Iterable[str]:
    yield f"# {w['audit_of'].format(title=plain_text(audit.title))}\n"
    if not audit.findings:
        yield f"{w['audit_clean']}\n"
    for one in audit.findings:
        marks = "".join(f"[^{citation.n}]" for citation in one.citations)
        yield f"- **{_SIGNS[one.severity]} {w[f'severity_{one.severity.value}']}** {one.code} {plain_text(one.text)}{marks}"
    yield f"\n## {w['audit_checked']}\n"
    yield f"| {w['audit_check']} | {w['audit_outcome']} | {w['audit_tested']} | {w['audit_untested']} |\n| --- | --- | ---: | ---: |"
    for check in audit.checked:
        yield f"| {check.code} {plain_text(check.name)} | {w[f'outcome_{check.outcome.value}']} | {check.tested} | {check.untested} |"
    yield ""
    for citation in _places(audit):
        page = f" · {w['page_n'].format(n=citation.page)}" if citation.page else ""
        yield f"[^{citation.n}]: {plain_text(' › '.join(citation.section))}{page}：“{plain_text(citation.quote)}”"
    yield f"\n---\n{w['standing']}"


def _rows(audit: Audit, w: dict[str, str]) -> Iterable[tuple[str, ...]]:
    for one in audit.findings:
        values = (amount(one.expected) if one.expected else "", amount(one.found) if one.found else "", one.difference or "")
        start = (w["audit_finding"], one.code, one.check, w[f"severity_{one.severity.value}"], *values, one.text)
        if not one.citations:
            yield (*start, "", "", "", "", "")
        for citation in one.citations:
            where = (" › ".join(citation.section), str(citation.page or ""), str(citation.start), str(citation.end), citation.quote)
            yield (*start, *where)
    for check in audit.checked:
        tested = f"{w['audit_tested']} {check.tested}；{w['audit_untested']} {check.untested}"
        yield (w["audit_check"], check.code, check.name, w[f"outcome_{check.outcome.value}"], "", "", "", tested, "", "", "", "", "")
