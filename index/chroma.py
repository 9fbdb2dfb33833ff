"""One Chroma client a folder in the whole process, opened anew when another process has written.

Chroma keeps what it read in memory and shares it among a process's clients of one path: an open client neither sees another
process's rows nor may write after it (both were seen to lose vectors). Everybody here takes turns under one guard.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar
from weakref import WeakValueDictionary

from index.embedding import stay_offline
from index.errors import VectorsBroken


class Chroma:
    """The vectors' folder of one library. Get it by ``Chroma.of``, so that all libraries over a folder share it."""

    _all: ClassVar["WeakValueDictionary[Path, Chroma]"] = WeakValueDictionary()
    _table: ClassVar[Any] = RLock()

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._client: Any = None
        self._seen = -1
        self._guard = RLock()

    @classmethod
    def of(cls, folder: Path) -> "Chroma":
        """Return this process's one object for *folder*."""
        folder = folder.resolve()
        with cls._table:
            found = cls._all.get(folder)
            if found is None:
                found = cls._all[folder] = cls(folder)
            return found

    @property
    def there(self) -> bool:
        """Whether there is such a folder."""
        return self._folder.is_dir()

    @contextmanager
    def collection(self, name: str, generation: int) -> Iterator[Any]:
        """Lend the collection *name* as of *generation*, the count of writes by all processes."""
        with self._lent(generation) as client:
            yield client.get_or_create_collection(name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)

    @contextmanager
    def collections(self, generation: int) -> Iterator[list[Any]]:
        """Lend every collection."""
        with self._lent(generation) as client:
            yield client.list_collections()

    @contextmanager
    def _lent(self, generation: int) -> Iterator[Any]:
        stay_offline()
        from chromadb.errors import ChromaError

        with self._guard:
            if generation != self._seen:
                self.close()
            self._seen = generation
            try:
                yield self._open()
            except ChromaError as error:
                self._give_up()
                raise VectorsBroken(f"向量文件 {self._folder} 已损坏（{error}）；juesuan doctor --mend 会重建") from None

    def wipe(self) -> None:
        """Delete the folder."""
        with self._guard:
            self.close()
            shutil.rmtree(self._folder, ignore_errors=True)

    def wrote(self, generation: int) -> None:
        """Note the count of writes that this process has just reached."""
        self._seen = generation

    def close(self) -> None:
        """Let go of the files; whoever asks next opens them again."""
        with self._guard:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _give_up(self) -> None:
        """Forget a client that could not even start: Chroma would hand out its broken inside for ever."""
        from chromadb.api.shared_system_client import SharedSystemClient

        self._client = None
        SharedSystemClient.clear_system_cache()

    def _open(self) -> Any:
        if self._client is None:
            import chromadb

            settings = chromadb.Settings(anonymized_telemetry=False)
            self._client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
        return self._client
