"""One line of megabytes through the whole program: a portal, a README, an issue, what a set-up step says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import judged

from isonboard import limits

LENGTHS = [1_200_000, pytest.param(10_000_000, marks=pytest.mark.long)]
WORDS = "word [red]*`\x1b[31m<é\u202e](x "
SHOWN = 2_000_000  # letters of one command's answer: a document and what is said of it
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.test", "-c", "init.defaultBranch=main")


@pytest.fixture(params=LENGTHS)
def letters(request: pytest.FixtureRequest) -> int:
    """How long the line is: longer than a file may be, and the ten megabytes."""
    return int(request.param)


@pytest.fixture
def long_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letters: int) -> Path:
    """A home whose portal has an entry and whose repository has documents, issues and a step of such a line each."""
    line = (WORDS * (letters // len(WORDS) + 1))[:letters]
    home, folder = tmp_path / "home", tmp_path / "repositories"
    monkeypatch.setenv("ISONBOARD_HOME", str(home))
    pay = folder / "pay"
    (pay / "scripts").mkdir(parents=True)
    (pay / "README.md").write_text(f"# Pay\n\n{line}\n\n## Setup\n\n```sh\n./scripts/setup\n```\n", "utf-8")
    (pay / "CONTRIBUTING.md").write_text(
        f"# How\n\n## Setup\n\n```sh\n./scripts/setup\n```\n\n{line}", "utf-8"
    )
    (pay / "scripts" / "setup").write_text(
        f"#!/bin/sh\nhead -c {letters} /dev/zero | tr '\\0' 'a'\necho\necho the end\n"
    )
    (pay / "scripts" / "setup").chmod(0o755)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "all")):
        subprocess.run([*GIT, *words], cwd=pay, env=environment, check=True, capture_output=True)
    issue = {
        "number": 1, "title": line, "body": line, "labels": ["good first issue"], "author": "ada",
        "comments": [{"author": "bob", "body": line}],
    }  # fmt: skip
    (folder / "issues.json").write_text(json.dumps({"pay": [issue]}))
    entry = {
        "id": 1, "name": "long", "full_name": "acme/long", "html_url": "https://git.example/acme/long",
        "description": line, "topics": [line], "_InnerSourceMetadata": {"title": line, "motivation": line},
    }  # fmt: skip
    (tmp_path / "repos.json").write_text(json.dumps([entry]))
    sources = home / "config" / "sources.d"
    sources.mkdir(parents=True)
    sources.joinpath("portal.toml").write_text(f'kind = "portal"\nurl = "{tmp_path / "repos.json"}"\n')
    sources.joinpath("folder.toml").write_text(f'kind = "folder"\nurl = "{folder}"\n')
    (home / "config" / "config.toml").write_text(f'[workspace]\npath = "{tmp_path / "work"}"\n')
    return home


def _looked(said: Any, code: int | None = 0) -> Any:
    assert code is None or said.code == code, said.err[-2_000:]
    for stream in (said.out, said.err):
        judged.safe(stream.replace("\r", ""), "output")
        assert len(stream) < SHOWN
    return said


@pytest.mark.skipif(os.name != "posix", reason="set-up needs a POSIX system")
def test_a_line_of_megabytes_harms_nothing_wherever_it_stands(
    long_home: Path, command_line: Callable[..., Any], tmp_path: Path, letters: int
) -> None:
    _looked(command_line("sync"))
    listed = _looked(command_line("search", "--json")).objects
    assert len(listed) == 2
    pay = next(row["id"] for row in listed if row["name"] == "pay")
    long = next(row["id"] for row in listed if row["id"] != pay)
    for words in (
        ("search", "word red"), ("show", long), ("show", long, "--json"), ("show", pay), ("issues", pay), ("issues", pay, "--json"),
        ("guide", pay), ("guide", pay, "--json"), ("check", pay), ("favourites", "add", long), ("favourites", "list", "--json"),
        ("export", "--format", "portal"), ("export", "--format", "csv"),
    ):  # fmt: skip
        _looked(command_line(*words), None)
    _looked(command_line("clone", pay, "--json"), None)
    checkout = str(next((tmp_path / "work").rglob("README.md")).parent)
    plan = _looked(command_line("plan", checkout, "--json")).objects[0]
    assert ["./scripts/setup"] in [step["argv"] for step in plan["steps"]]
    done = _looked(command_line("setup", checkout, "--trust", plan["id"], "--progress", "json"), None)
    assert "the end" in done.out, "what comes after the line is read"
    logs = [path for path in long_home.rglob("*.log") if "the end" in path.read_text("utf-8")]
    assert logs
    assert (
        max(len(line) for log in logs for line in log.read_text("utf-8").splitlines())
        < 2 * limits.OUTPUT_LINE_LETTERS
    )
    assert sum(path.stat().st_size for path in long_home.rglob("*") if path.is_file()) < 5 * letters
