"""Settings come from the environment, and from nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import settings


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_nothing_named_means_own_folders_and_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIBRARY", "DATA", "CACHE", "EMBEDDING", "RERANKER", "LLM_URL"):
        monkeypatch.delenv(f"JUESUAN_{name}", raising=False)
    chosen = settings()
    assert chosen.library is None
    assert chosen.own_library == chosen.data / "library"
    assert (chosen.embedding, chosen.reranker, chosen.llm_url) == ("", "", "")


def test_what_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUESUAN_LIBRARY", "~/reports")
    monkeypatch.setenv("JUESUAN_CACHE", "/somewhere")
    monkeypatch.setenv("JUESUAN_EMBEDDING", "off")
    chosen = settings()
    assert chosen.library == Path.home() / "reports"
    assert chosen.cache == Path("/somewhere")
    assert chosen.embedding == "off"


def test_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUESUAN_LLM_KEY", "very-secret")
    assert settings().llm_key == "very-secret"
    assert "very-secret" not in repr(settings())
