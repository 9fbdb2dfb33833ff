"""The commands: what they print, what they exit with, and what they never import."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index import samples
from index.library import Library

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "llama_index", "pandas", "chromadb", "scipy", "sklearn")
QUESTION = "赫山区2020年项目支出占比"

Run = Callable[..., "subprocess.CompletedProcess[str]"]

OFFLINE = """
import socket

def refuse(*_, **__):
    raise OSError("the network is unplugged")

socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folders, new, with an interpreter that cannot reach the network."""
    home = tmp_path_factory.mktemp("home")
    (home / "site").mkdir()
    (home / "site" / "sitecustomize.py").write_text(OFFLINE)
    return home


@pytest.fixture
def run(home: Path) -> Run:
    def run(*arguments: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        places = {"JUESUAN_CACHE": str(home / "cache"), "JUESUAN_DATA": str(home / "data"), "PYTHONPATH": f"{home / 'site'}:{ROOT}"}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JUESUAN_")}  # noqa: TID251
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", *arguments],
            cwd=ROOT, env={**inherited, **places, **environment}, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the samples in it and no vectors."""
    from index.build import build
    from index.library import Library

    folder = tmp_path_factory.mktemp("shelf")
    with Library.open(folder, writable=True, embedding="off") as library:
        for path in samples.paths():
            build(path, library)
    return folder


def lines(done: "subprocess.CompletedProcess[str]") -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_one_line_of_error(done: "subprocess.CompletedProcess[str]") -> None:
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_the_samples_answer_where_no_library_is_named(run: Run) -> None:
    done = run("ask", QUESTION, "--json")
    (reply,) = lines(done)
    assert done.returncode == 0, done.stderr
    assert reply["status"] == "answered"
    assert reply["figure"] == {"value": "80.02", "unit": "%", "label": "项目支出占本年支出合计"}
    assert "sample_library" in [warning["code"] for warning in reply["warnings"]]  # type: ignore[attr-defined]
    assert "示例" in done.stderr


def test_a_named_library_is_no_sample(run: Run, shelf: Path) -> None:
    done = run("ask", QUESTION, "--json", "--library", str(shelf))
    (reply,) = lines(done)
    assert "sample_library" not in [warning["code"] for warning in reply["warnings"]]  # type: ignore[attr-defined]
    assert done.stderr == ""
    assert lines(run("ask", QUESTION, "--json", JUESUAN_LIBRARY=str(shelf))) == [reply]


def test_exit_codes_of_ask(run: Run, shelf: Path) -> None:
    named = ("--library", str(shelf))
    assert run("ask", QUESTION, *named).returncode == 0
    assert run("ask", "赫山区卫生健康局2020年三公经费", *named).returncode == 3
    assert run("ask", *named).returncode == 2
    assert run("ask", "  ", *named).returncode == 2
    assert run("ask", QUESTION, "--no-such-option").returncode == 2
    assert run("ask", "--batch", str(shelf / "no-such.jsonl"), *named).returncode == 2
    broken = run("ask", QUESTION, "--library", str(shelf / "nowhere"))
    assert broken.returncode == 1
    assert_one_line_of_error(broken)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("frobnicate",),
        ("search", "x", "-k", "0"),
        ("ask", "x", "--nothing"),
        ("ask",),
        ("facts", "zzz"),
        ("ask", "--batch", "none"),
        ("list", "--library", "README.md"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, shelf: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, JUESUAN_LIBRARY=str(shelf))
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert_one_line_of_error(done)
    assert not re.search(r"[A-Za-z]+ [A-Za-z]", done.stderr.partition("（用法见")[0]), "an English sentence"


@pytest.mark.parametrize("command", [(), ("ask",), ("search",)])
def test_help_is_chinese_throughout(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert "选项" in done.stdout
    assert "例：juesuan" in done.stdout
    assert not re.search(r"Show|Usage|Options:|Commands:", done.stdout)


def test_a_batch_is_answered_in_order_and_a_bad_line_stops_nothing(run: Run, shelf: Path) -> None:
    records = [
        json.dumps({"id": "a", "question": QUESTION}),
        "{not json",
        json.dumps({"id": "b", "turns": ["赫山区2020年项目支出多少", "占比呢"]}),
        json.dumps({"id": "c"}),
        "[]",
        "",
        json.dumps({"id": 7, "question": "芦淞区2019年项目支出占比\ud800"}),
    ]
    done = run("ask", "--batch", "-", "--library", str(shelf), stdin="\n".join(records))
    answered = lines(done)
    assert [record["id"] for record in answered] == ["a", None, "b", "c", None, 7]
    assert answered[0]["reply"]["figure"]["value"] == "80.02"  # type: ignore[index]
    assert len(answered[2]["replies"]) == 2  # type: ignore[arg-type]
    assert [("error" in record) for record in answered] == [False, True, False, True, True, False]
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_a_cold_answer_imports_nothing_heavy(shelf: Path) -> None:
    code = (
        "import sys\nfrom assistant.cli import juesuan\n"
        f"sys.argv = ['juesuan', 'ask', {QUESTION!r}, '--library', {str(shelf)!r}]\n"
        "try:\n    juesuan()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
        "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    *answer, heavy, kilobytes = done.stdout.splitlines()
    assert "80.02%" in answer[0]
    assert heavy == "[]"
    assert int(kilobytes) < 150_000


def test_reading_searching_and_asking_need_no_network(run: Run, tmp_path: Path) -> None:
    report = samples.paths()[0]
    library = ("--library", str(tmp_path / "library"))
    added = run("add", str(report), *library, "--json")
    assert added.returncode == 0, added.stderr
    assert lines(added)[0]["status"] == "added"
    found = run("search", "吃喝招待花了多少", "-k", "3", "--json", *library)
    assert found.returncode == 0, found.stderr
    assert len(lines(found)) == 3
    assert found.stderr == ""
    assert (tmp_path / "library" / "vectors").is_dir()
    again = run("add", str(report), *library, "--json")
    assert lines(again)[0]["status"] == "unchanged"


def test_the_network_is_really_unplugged(home: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    environment = {**os.environ, "PYTHONPATH": str(home / "site")}  # noqa: TID251
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "the network is unplugged" in done.stderr


def test_add_says_what_became_of_every_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / ".hidden").mkdir(parents=True)
    (folder / ".hidden" / "x.txt").write_text("x")
    (folder / "notes.py").write_text("print()")
    (folder / "empty.txt").write_text("")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "good.md").write_bytes(samples.paths()[0].read_bytes())
    done = run("add", str(folder), str(tmp_path / "missing.pdf"), "--library", str(tmp_path / "library"), "--json", JUESUAN_EMBEDDING="off")
    statuses = {Path(str(line["file"])).name: line for line in lines(done)}
    assert {name: line["status"] for name, line in statuses.items()} == {
        "empty.txt": "failed", "noise.txt": "failed", "good.md": "added", "missing.pdf": "failed",
    }  # fmt: skip
    assert all(statuses[name]["reason"] for name in ("empty.txt", "noise.txt", "missing.pdf"))
    assert "notes.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_list_facts_search_and_remove(run: Run, tmp_path: Path) -> None:
    library = ("--library", str(tmp_path / "library"))
    run("add", *map(str, samples.paths()[:2]), *library, JUESUAN_EMBEDDING="off")
    reports = lines(run("list", "--json", *library))
    assert len(reports) == 2
    assert {"report", "title", "org", "year", "kind", "file", "pages", "passages", "facts", "unrecognised", "added"} <= reports[0].keys()
    name = str(reports[0]["report"])
    facts = lines(run("facts", name[:6], "--json", *library))
    assert len(facts) == reports[0]["facts"]
    wanted = {"org", "year", "item", "item_as_printed", "basis", "scope", "measure", "value", "unit", "value_as_printed", "quote", "page",
              "start", "end", "section", "table"}  # fmt: skip
    assert all(wanted <= fact.keys() for fact in facts)
    assert all(isinstance(fact["value"], str) for fact in facts)
    left = lines(run("facts", name, "--unrecognised", "--json", *library))
    assert len(left) == reports[0]["unrecognised"]
    doubtful = run("remove", name[:2], *library)
    assert doubtful.returncode == 1
    assert_one_line_of_error(doubtful)
    assert f"{name}（{reports[0]['title']}）" in doubtful.stderr
    assert len(lines(run("list", "--json", *library))) == 2
    removed = run("remove", name[:6], *library)
    assert removed.returncode == 0
    assert [report["report"] for report in lines(run("list", "--json", *library))] == [reports[1]["report"]]
    gone = run("remove", name, *library)
    assert gone.returncode == 1
    assert_one_line_of_error(gone)


def test_the_samples_cannot_be_removed(run: Run, home: Path) -> None:
    done = run("remove", "d")
    assert done.returncode == 1
    assert "示例" in done.stderr
    assert not (home / "data" / "library").exists()


def test_calc_needs_no_library(run: Run) -> None:
    done = run("calc", "4160.35万元 ÷ 5199.35万元", "--as", "%", "--json")
    assert json.loads(done.stdout)["result"] == {"value": "80.02", "unit": "%"}
    bad = run("calc", "4160.35万元 ÷ ", "--json")
    assert bad.returncode == 1
    assert_one_line_of_error(bad)


def test_doctor_says_the_state(run: Run, shelf: Path) -> None:
    state = lines(run("doctor", "--json", "--library", str(shelf)))[0]
    assert state["报告"] == len(samples.paths())
    assert state["资料库"] == str(shelf)


@pytest.mark.parametrize("command", ["add", "ask", "audit", "calc", "check", "doctor", "facts", "forget", "list", "remove", "search"])
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"例：juesuan {command}" in done.stdout


def test_a_library_named_before_the_command_holds_for_it(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from assistant.cli import juesuan

    folder = tmp_path / "library"
    with Library.open(folder, writable=True, embedding="off"):
        pass
    named = CliRunner().invoke(juesuan, ["--library", str(folder), "list", "--json"])
    assert named.exit_code == 0
    assert named.stdout == ""
