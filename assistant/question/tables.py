"""The tables beside the code: words, names and patterns, a ``*.toml`` file for each of the modules that read them.

Comes in: a file and the name of a table. Goes out: its words, or its values with their compiled patterns.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def data(file: str, package: str = __package__) -> dict[str, Any]:
    """Everything that *file* holds."""
    return tomllib.loads(files(package).joinpath(file).read_text("utf-8"))


def words(file: str, table: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(data(file)[table])


def names(file: str, table: str) -> dict[str, str]:
    """What each name of a table stands for."""
    return dict(data(file)[table])


def rows(file: str, table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of a table in order: a value, and the pattern that tells it."""
    return tuple((row["value"], re.compile("|".join(row["any"]))) for row in data(file)[table])
