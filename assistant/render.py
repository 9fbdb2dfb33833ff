"""A reply for a terminal: the text, each calculation, warnings, sources, questions that may follow.

Comes in: a Reply. Goes out: text. Never adds a word that is not in the reply.
"""

import re

from assistant.answer import Calculation, Citation, Reply

_LONG = 120


def as_text(reply: Reply) -> str:
    """The reply as a terminal shows it.

    >>> from assistant.answer import Status
    >>> print(as_text(Reply(question="…", status=Status.REFUSED, text="报告没有公布这个数字。")))
    报告没有公布这个数字。
    """
    parts = [reply.text]
    if reply.calculation:
        parts.append("\n".join(f"  {_worked(step)}" for step in reply.calculation))
    if reply.warnings:
        parts.append("\n".join(f"  注意：{warning.text}" for warning in reply.warnings))
    if reply.citations:
        parts.append("\n".join(f"  [{one.n}] {_place(one)}：{_short(one.quote)}" for one in reply.citations))
    if reply.followups:
        parts.append("还可以问：" + "　".join(reply.followups))
    return "\n\n".join(parts)


def _worked(step: Calculation) -> str:
    operands = "，".join(f"{one.label} {one.quantity}" + (f"[{one.citation}]" if one.citation else "") for one in step.operands)
    line = f"{step.formula} = {step.result}（{operands}）"
    if step.reported is not None:
        mark = "✓ 与报告一致" if step.agrees else "✗ 与报告不一致"
        source = f"[{step.reported.citation}]" if step.reported.citation else ""
        line += f" {mark}：报告写{step.reported.quantity}{source}"
    return line + (f" {step.note}" if step.note else "")


def _place(citation: Citation) -> str:
    page = f" 第{citation.page}页" if citation.page else ""
    return f"{citation.title}{page}" + ("　" + " › ".join(citation.section) if citation.section else "")


def _short(quote: str) -> str:
    flat = re.sub(r"\s+", " ", quote).strip()
    return flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"
