"""The library that the page shows, and who may change it.

On the samples the first upload makes the user's own library, and the page turns to it, as the commands do.
"""

import hmac
import logging
import threading
import time
from pathlib import Path

from assistant.libraries import is_sample, open_library
from assistant.settings import settings
from index.build import FileStatus, build_all
from index.errors import LibraryError
from index.library import Library
from index.records import Report
from index.store import DATABASE

_LOG = logging.getLogger(__name__)


class Shelf:
    """Holds the open library; every change goes through ``add`` and ``remove``, one at a time."""

    def __init__(self, folder: Path | None, admin_key: str = "", *, vectors: bool = True) -> None:
        self.folder, self.admin_key, self.vectors = folder, admin_key, vectors
        self._following: threading.Thread | None = None
        self._changing = threading.Lock()
        self._library = self._open()

    @property
    def library(self) -> Library:
        """The library as it is now."""
        return self._library

    @property
    def samples(self) -> bool:
        """Whether the library is the one of the samples."""
        return is_sample(self._library)

    def allowed(self, key: str, *, local: bool) -> bool:
        """Whether this request may change the library: by the key where one is set, else only on the machine itself."""
        if self.admin_key:
            return hmac.compare_digest(key.encode(), self.admin_key.encode())
        return local

    def add(self, path: Path) -> FileStatus:
        """Read one file in; a library's own error becomes the reason."""
        with self._changing:
            try:
                with open_library(self.folder, writable=True) as library:
                    status = next(iter(build_all([path], library)))
            except LibraryError as error:
                return FileStatus(path, "failed", None, str(error))
            self._reopen()
        self.follow()
        return status

    def remove(self, report: str) -> Report:
        """Take one report out, for good."""
        with self._changing:
            if self.samples:
                raise LibraryError("样例报告不能移除")
            with open_library(self.folder, writable=True) as library:
                gone = library.remove(library.report(report).id)
            self._reopen()
            return gone

    def follow(self, after: float = 0) -> None:
        """Bring the vectors in step in the background, *after* seconds, where the library is one's own; until then words alone count."""
        busy = self._following is not None and self._following.is_alive()
        if self.vectors and not busy and not self.samples and self._library.without_vectors():
            self._following = threading.Thread(target=self._embed, args=(after,), name="vectors", daemon=True)
            self._following.start()

    def _embed(self, after: float) -> None:
        time.sleep(after)
        try:
            with open_library(self.folder, writable=True) as library:
                library.embed()
        except LibraryError as error:
            _LOG.warning("%s", error)

    def _open(self) -> Library:
        """Open the library; a named folder that holds none yet becomes an empty one, to be filled from the page."""
        named = self.folder or settings().library
        if named is not None and not (named / DATABASE).exists():
            open_library(named, writable=True).close()
        return open_library(self.folder)

    def _reopen(self) -> None:
        if self.samples:
            self._library = self._open()
