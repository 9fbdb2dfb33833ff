"""The copies of the files that reports were read from: for the pages' pictures and for reading again."""

import shutil
import tempfile
from collections.abc import Container
from pathlib import Path


class Originals:
    """A folder of files named by their content, so that a copy is never half there and never in another's way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "originals"

    def keep(self, path: Path, sha256: str) -> str:
        """Copy a file in and return the name that it has there."""
        name = sha256 + path.suffix.lower()
        self._folder.mkdir(exist_ok=True)
        if not (self._folder / name).exists():
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as copy, path.open("rb") as file:
                shutil.copyfileobj(file, copy)
            Path(copy.name).replace(self._folder / name)
        return name

    def find(self, name: str | None) -> Path | None:
        """Return where a copy is, None where none was kept or it is gone."""
        path = self._folder / name if name else None
        return path if path is not None and path.exists() else None

    def drop(self, name: str) -> None:
        """Delete one copy."""
        (self._folder / name).unlink(missing_ok=True)

    def drop_all_but(self, needed: Container[str]) -> None:
        """Delete every copy that no report needs."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in needed:
                path.unlink(missing_ok=True)
