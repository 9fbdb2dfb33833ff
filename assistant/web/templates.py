"""The page's templates. Everything put into them is escaped unless it is Markup that this package made itself."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.web.words import Language, words

FOLDER = Path(__file__).parent
_SOURCE_MARKS = re.compile(r"(\S?)((?:\[\d+\])+)([，。；：、！？）》”’…,.;:!?)%]*)")


@cache
def environment(language: Language) -> Environment:
    """Return the templates with the words of *language*; an unknown name raises."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["w"] = words(language)
    made.globals["language"] = language
    made.filters["grouped"] = grouped
    return made


def render(name: str, language: Language, values: Mapping[str, Any]) -> Markup:
    """Fill one template."""
    return Markup(environment(language).get_template(name).render(**values))


def grouped(number: Decimal) -> str:
    """A decimal with thousands separators and exactly the places it has.

    >>> grouped(Decimal("4160.350"))
    '4,160.350'
    """
    return f"{number:,f}"


def cited(text: str, chips: Mapping[int, Markup]) -> Markup:
    """Escape *text* and turn each ``[n]`` that names a source into its chip, kept on one line with its neighbours.

    >>> str(cited("<b>4万元[1]。", {1: Markup("<a>1</a>")}))
    '&lt;b&gt;4万<span class="keep">元<a>1</a>。</span>'
    """
    parts: list[Markup] = []
    done = 0
    for found in _SOURCE_MARKS.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", found.group(2))]
        if not all(number in chips for number in numbers):
            continue
        parts.append(escape(text[done : found.start()]))
        kept = Markup("").join(chips[number] for number in numbers)
        parts.append(Markup('<span class="keep">{}{}{}</span>').format(found.group(1), kept, found.group(3)))
        done = found.end()
    parts.append(escape(text[done:]))
    return Markup("").join(parts)
