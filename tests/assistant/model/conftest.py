import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.model.endpoint import Endpoint
from assistant.model.talk import Talk
from assistant.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))
from scripted import Script, serving


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[str, Script]]:
    with serving() as found:
        found[1].answer = lambda _: "好"
        folder = Path()
        named = Settings(library=None, data=folder, cache=folder, llm_url=found[0], llm_model="warm", llm_timeout=120.0)
        Talk(Endpoint(named)).complete("warm", "好")  # the client's imports must not count against a short time-out
        yield found


@pytest.fixture
def script(served: tuple[str, Script]) -> Script:
    served[1].__init__()  # type: ignore[misc]  # every test starts from a fresh script
    return served[1]


@pytest.fixture
def endpoint(served: tuple[str, Script], script: Script, tmp_path: Path) -> Endpoint:
    """An endpoint that answers fast or not at all."""
    assert script is served[1]
    return Endpoint(
        Settings(
            library=None, data=tmp_path, cache=tmp_path, llm_url=served[0], llm_model="scripted",
            llm_key="sk-never-shown", llm_timeout=2.0, llm_per_minute=100_000, llm_tokens=20_000,
        )
    )  # fmt: skip
