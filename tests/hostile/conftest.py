"""A home that reads hostile words: in a portal, in a repository, in its issues and documents."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from mutations import TRICKS


def _json(value: object) -> str:
    return json.dumps(value)  # a lone half of a character as its escape, as careless programs write it


@pytest.fixture
def hostile_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that reads a hostile portal file and a hostile repository with issues."""
    home = tmp_path / "home"
    monkeypatch.setenv("ISONBOARD_HOME", str(home))
    (home / "config" / "sources.d").mkdir(parents=True)
    catalog = tmp_path / "repos.json"
    catalog.write_text(
        _json(
            [
                {
                    "id": at,
                    "name": f"p{at} {word}",
                    "full_name": f"acme/p{at}{word}",
                    "html_url": f"https://git.example/acme/p{at}",
                    "description": f"d {word}",
                    "language": word,
                    "owner": {"login": f"o{word}"},
                    "topics": [word],
                    "default_branch": word,
                    "license": {"name": word},
                    "_InnerSourceMetadata": {
                        "title": word,
                        "motivation": word,
                        "skills": [word],
                        "logo": word,
                        "participation": [1] * 52,
                    },
                }
                for at, word in enumerate(TRICKS)
            ]
        )
    )
    folder = tmp_path / "repositories"
    repository = folder / "pay"
    repository.mkdir(parents=True)
    everything = "\n\n".join(TRICKS).encode("utf-8", "surrogatepass") + b"\n\xff\xfe invalid \x80\n"
    (repository / "README.md").write_bytes(b"# Pay\n\n" + everything)
    (repository / "CONTRIBUTING.md").write_bytes(
        b"# How\n\n```sh\nmake test\n" + everything + b"\n```\n" + everything
    )
    (repository / "CODEOWNERS").write_bytes(b"* @ada " + everything)
    (repository / "Makefile").write_bytes(b"test:\n\techo " + everything)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        ["-c", "user.name=\x1b[31mEve\u202e", "-c", "user.email=e@x", "commit", "-q", "-m", "\x1b]0;x\x07"],
    ):
        subprocess.run(["git", *words], cwd=repository, env=environment, check=True, capture_output=True)
    issues = [
        {
            "number": at + 1,
            "title": f"t {word}",
            "body": word,
            "labels": ["good first issue", word],
            "author": word,
            "assignees": [word] if at % 3 == 0 else [],
            "milestone": word,
            "comments": [{"author": word, "body": f"I'll take this {word}"}],
            "branches": [word],
            "blocked_by": [word],
        }
        for at, word in enumerate(TRICKS)
    ]
    (folder / "issues.json").write_text(_json({"pay": issues}))
    sources = home / "config" / "sources.d"
    sources.joinpath("portal.toml").write_text(f'kind = "portal"\nurl = "{catalog}"\n')
    sources.joinpath("folder.toml").write_text(f'kind = "folder"\nurl = "{folder}"\n')
    (home / "config" / "config.toml").write_text(f'[workspace]\npath = "{tmp_path / "work"}"\n')
    return home
