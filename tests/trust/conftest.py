"""Homes for programs in trouble: the sample organisation read once, copied for each test; what they are doing then."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

import trust_program

Words = Callable[[str], tuple[str, ...]]


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("trust") / "home"
    assert trust_program.run(home, "--sample", "sync").code == 0
    return home


@pytest.fixture(scope="session")
def as_nobody() -> None:
    """Skips where another user cannot run this Python (below a home of root's, say)."""
    trial = [sys.executable, "-P", "-c", "import isonboard"]
    try:
        done = subprocess.run(
            trial,
            user=trust_program.NOBODY,
            group=trust_program.NOBODY,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
    except OSError as error:
        pytest.skip(f"another user cannot run this Python: {error.strerror}")
    if done.returncode:
        pytest.skip("another user cannot import isonboard from here")


@pytest.fixture
def home(tmp_path, sample_once) -> Path:
    """A home with the sample organisation's catalog in it."""
    shutil.copytree(sample_once, tmp_path / "home")
    (tmp_path / "home" / ".gitconfig").write_text("[user]\n\tname = Ada\n\temail = ada@halden.example\n")
    return tmp_path / "home"


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A checkout whose set-up is a script that goes on when the file `go` is there."""
    place = tmp_path / "checkout"
    (place / "scripts").mkdir(parents=True)
    (place / "README.md").write_text("# Waiting\n\n## Setup\n\n```sh\n./scripts/setup\n```\n")
    (place / ".gitignore").write_text("go\nbegun\ndone\n")
    (place / "scripts" / "setup").write_text(
        "#!/bin/sh\ntouch begun\nwhile test ! -e go; do sleep 0.1; done\ntouch done\n"
    )
    (place / "scripts" / "setup").chmod(0o755)
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.test", "-c", "init.defaultBranch=main")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
        subprocess.run([*git, *words], cwd=place, check=True, capture_output=True)
    return place


@pytest.fixture
def doing(home, checkout) -> Words:
    """The command line of an activity of the fault table, on the sample organisation."""

    def words(activity: str) -> tuple[str, ...]:
        if activity == "set-up":
            plan = json.loads(trust_program.run(home, "plan", str(checkout), "--json").out)["id"]
            return ("setup", str(checkout), "--trust", plan)
        return {
            "start": ("--sample",),
            "sync": ("--sample", "sync"),
            "search": ("--sample", "search", "ferry"),
            "clone": ("--sample", "clone", "fleet-platform/berth-planner"),
            "saving": ("--sample", "favourites", "add", "handbook", "--note", "mine"),
        }[activity]

    return words
