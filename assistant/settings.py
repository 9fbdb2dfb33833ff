"""Configuration, read from the environment once. Nothing else in the project looks at the environment."""

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

_ENVIRONMENT = os.environ  # noqa: TID251 – this is the one place that settings come from


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user can choose. Every field has an environment variable JUESUAN_<FIELD>.

    ``library`` is None where the user named none: then the own library in ``data``, or the samples where there is none yet.
    ``embedding`` is "" for the built-in model, "off" for words alone, or a sentence-transformers model by name or path.
    ``reranker`` is "" for none, or a CrossEncoder by name or path. ``llm_*`` name an OpenAI-compatible endpoint, "" for none;
    ``llm_timeout`` is in seconds, ``llm_tokens`` bounds one question, ``llm_per_minute`` the questions of a minute.
    ``admin_key`` is what the page asks of whoever adds or removes reports, "" for nobody but the machine itself.
    """

    library: Path | None
    data: Path
    cache: Path
    embedding: str = ""
    reranker: str = ""
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_timeout: float = 30.0
    llm_tokens: int = 4000
    llm_per_minute: int = 30
    admin_key: str = ""

    @property
    def own_library(self) -> Path:
        """The user's own library, used where none is named."""
        return self.data / "library"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    library = _ENVIRONMENT.get("JUESUAN_LIBRARY", "")
    return Settings(
        library=Path(library).expanduser() if library else None,
        data=_folder("JUESUAN_DATA", user_data_path("juesuan", appauthor=False)),
        cache=_folder("JUESUAN_CACHE", user_cache_path("juesuan", appauthor=False)),
        embedding=_ENVIRONMENT.get("JUESUAN_EMBEDDING", ""),
        reranker=_ENVIRONMENT.get("JUESUAN_RERANKER", ""),
        llm_url=_ENVIRONMENT.get("JUESUAN_LLM_URL", ""),
        llm_model=_ENVIRONMENT.get("JUESUAN_LLM_MODEL", ""),
        llm_key=_ENVIRONMENT.get("JUESUAN_LLM_KEY", ""),
        llm_timeout=_number("JUESUAN_LLM_TIMEOUT", 30.0),
        llm_tokens=int(_number("JUESUAN_LLM_TOKENS", 4000)),
        llm_per_minute=int(_number("JUESUAN_LLM_PER_MINUTE", 30)),
        admin_key=_ENVIRONMENT.get("JUESUAN_ADMIN_KEY", ""),
    )


def _folder(name: str, default: Path) -> Path:
    value = _ENVIRONMENT.get(name, "")
    return Path(value).expanduser() if value else default


def _number(name: str, default: float) -> float:
    value = _ENVIRONMENT.get(name, "")
    try:
        return float(value) if value else default
    except ValueError:
        raise SystemExit(f"环境变量{name}应当是数字，现在是“{value}”") from None
