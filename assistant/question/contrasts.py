"""Words that change what a figure is of: where a question and a report differ in them, they speak of different figures.

Comes in: what was asked, a label, the words around its figure. Goes out: whether they contradict. The words are data: ``contrasts.toml``.
"""

import re
from functools import cache

from assistant.question import tables


def contradicts(asked: str, label: str, around: str, *, planned: bool = False) -> bool:
    """Whether a figure of this label cannot be the one that is asked for; all that a *planned* report tells is planned.

    >>> contradicts("新增持证残疾人多少", "持证残疾人", "全县持证残疾人"), contradicts("新增就业多少人", "新增就业", "")
    (True, False)
    """
    return any(
        (row["rule"] == "said" and _has(row["asked"], asked) and not _has(row["told"], label + around))
        or (row["rule"] == "told" and _has(row["told"], label) and not _has(row["asked"], asked))
        or (row["rule"] == "opposed" and _has(row["asked"], asked) and _has(row["told"], label) and not _has(row["asked"], label))
        for row in tables.data("contrasts.toml")["contrast"]
        if not (planned and row.get("plan"))
    )


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


def _has(words: str, text: str) -> bool:
    return bool(_pattern(words).search(text))
