"""Completion of the shells: whole, because it is made of the parsers; offline; and never executing a name."""

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from isonboard.cli.completion import SHELLS, WHAT, script, verbs
from isonboard.cli.main import VERBS

FREE_WORDS = {"issue", "claim", "limit", "budget", "from_step", "language", "topic", "owner", "label", "skill",
              "interest", "remove", "note", "name", "trust", "choose", "host_command", "sparse", "shell", "action"}  # fmt: skip
"""Arguments for which nothing is offered, or fixed values."""


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("verb", [*verbs()], ids=lambda verb: verb.name)
def test_every_command_and_option_is_in_every_script(shell, verb):
    lines = [line for line in script(shell).splitlines() if verb.name in line]
    assert lines
    for option in verb.options:
        for name in option.names:
            global_ = name in ("--sample", "--offline")
            written = name.replace("--", "-l ", 1).replace("-h", "-s h") if shell == "fish" else name
            assert any(written in line for line in (script(shell).splitlines() if global_ else lines)), name


def test_every_command_is_there():
    assert [verb.name for verb in verbs()] == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_what_an_argument_names_was_thought_about(verb):
    parser = import_module(f"isonboard.cli.verbs.{verb}").arguments()
    taking = [*parser.words, *(option for option in parser.options if option.nargs != 0)]
    undecided = {one.dest for one in taking if not one.choices} - WHAT.keys() - FREE_WORDS
    assert undecided == set(), "say in completion.WHAT what is offered there"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(isonboard, shell):
    said = isonboard("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert said.out == script(shell)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_can_read_its_script(shell):
    if (program := shutil.which(shell)) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([program, "-n"], input=script(shell), text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# bash, from the line to what it offers

ASK = """
source "$1"
COMP_LINE=$2 COMP_POINT=${#2}
_isonboard
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def bash(tmp_path):
    """What bash offers for a line, with `program` (sh) as the command."""
    if (program := shutil.which("bash")) is None:
        pytest.skip("bash is not installed")
    (tmp_path / "script").write_text(script("bash"))
    command = tmp_path / "bin" / "isonboard"
    command.parent.mkdir()

    def offered(line: str, answer: str = f'exec {sys.executable} -m isonboard "$@"') -> list[str]:
        command.write_text(f"#!/bin/sh\n{answer}\n")
        command.chmod(0o755)
        line = line.replace("isonboard", str(command), 1)
        done = subprocess.run(
            [program, "-c", ASK, "bash", str(tmp_path / "script"), line],
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        assert done.stderr == ""
        return done.stdout.split("\n")[:-1]

    return offered


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("isonboard s", ["sync", "search", "show", "setup"]),
        ("isonboard --off", ["--offline"]),
        ("isonboard search --l", ["--limit", "--language"]),
        ("isonboard search --limit ", [""]),
        ("isonboard search ferry --sort b", ["best", "beginner\\ issues"]),
        ("isonboard export --format=c", ["csv"]),
        ("isonboard favourites e", ["export"]),
        ("isonboard completion ", ["bash", "zsh", "fish"]),
        ("isonboard nonsense ", [""]),
        ("isonboard plan sc", ["script"]),
        ("isonboard plan b", ["bin"]),
    ],
)
def test_bash_completes_what_is_fixed(bash, tmp_path, line, words):
    (tmp_path / "script.d").mkdir(exist_ok=True)
    offered = bash(line, "exit 9")
    assert offered == (["script.d"] if line.endswith(" sc") else words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("isonboard --sample show BER", ["berth-planner"]),
        ("isonboard clone --issue 3 --sample fleet-platform/b", ["fleet-platform/berth-planner"]),
        ("isonboard sync --sample sa", ["sample"]),
        ("isonboard show ber", [""]),
    ],
)
def test_bash_completes_names_that_are_kept_here(bash, home, line, words):
    assert home.exists()
    assert bash(line) == words


def test_a_name_is_never_executed(bash, tmp_path):
    names = ["$(touch pwned)", "`touch pwned`", "a;touch pwned", "*", "it's", "~", "x\\y"]
    (tmp_path / "names").write_text("".join(f"{name}\n" for name in names))
    offered = bash("isonboard show ", f"cat {tmp_path / 'names'}")
    again = subprocess.run(
        ["bash", "-c", f"printf '%s\\n' {' '.join(offered)}"],  # as if the engineer took each
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert again.stdout.splitlines() == names
    assert not list(Path(tmp_path).rglob("pwned"))


# the names themselves


def test_favourites_are_offered_though_the_catalog_is_gone(isonboard, home):
    isonboard("--sample", "favourites", "add", "berth-planner")
    assert isonboard("--sample", "completion", "--names", "projects", "--starts", "b").out.count("erth") == 1
    (home / "cache" / "sample" / "catalog.sqlite").unlink()
    said = isonboard("--sample", "completion", "--names", "projects", "--starts", "b")
    assert said.out.split("\n") == ["fleet-platform/berth-planner", ""]


def test_a_name_that_two_projects_have_is_offered_whole(tmp_path):
    from datetime import UTC, datetime

    from isonboard.catalog.store import Catalog
    from isonboard.model.project import Project

    with Catalog.open(tmp_path / "catalog.sqlite", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as catalog:
        projects = [
            Project(id=f"h/{owner}/{name}", name=name, full_name=f"{owner}/{name}", owner=owner)
            for owner, name in (("one", "ledger"), ("two", "ledger"), ("two", "le_x"), ("two", "lex"))
        ]
        catalog.put_listings("s", "folder", projects, 1)
        assert catalog.names("LE") == ["le_x", "lex"]
        assert catalog.names("le_") == ["le_x"]
        assert catalog.names("two/l") == ["two/le_x", "two/ledger", "two/lex"]
        assert catalog.names("two/l", limit=1) == ["two/le_x"]
        assert catalog.names("%") == []


@pytest.mark.parametrize("what", ["projects", "sources"])
def test_where_nothing_is_kept_nothing_is_said_and_nothing_made(command_line, tmp_path, monkeypatch, what):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "none"))
    said = command_line("completion", "--names", what)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert not list(tmp_path.rglob("*.sqlite"))


def test_a_broken_configuration_does_not_speak_while_one_types(isonboard, home):
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.toml").write_text("[screen\n")
    said = isonboard("--sample", "completion", "--names", "projects")
    assert (said.code, said.out, said.err) == (0, "", "")
