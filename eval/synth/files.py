"""A synthetic report as a file: the text alone, or the text with its tables."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.synth import Synthetic


def write_file(report: "Synthetic", folder: Path, suffix: str) -> Path:
    """Write *report* in the format of *suffix* and return its path."""
    path = folder / f"{report.stem}.{suffix}"
    path.write_text(report.text, encoding="utf-8")
    return path
