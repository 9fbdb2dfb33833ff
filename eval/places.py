"""Where things outside the repository are: the folder of real reports, if there is one."""

from os import getenv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def shared_folder() -> Path | None:
    """The folder of real reports: what JUESUAN_SHARED names, else ``shared`` beside the repository; None where there is none."""
    named = getenv("JUESUAN_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if (folder / "reports").is_dir() else None
