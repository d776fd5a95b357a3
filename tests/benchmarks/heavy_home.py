"""A home with much in it: a portal's projects, and a folder source with 1,000 issues and documents of 300 kB."""

import json
import os
import subprocess
import sys
from pathlib import Path

from latency import WORDS, home_of

DOCUMENT = 300_000  # characters of each document
ISSUES = 1_000


def heavy_home(folder: Path, projects: int, issues: int = ISSUES, document: int = DOCUMENT) -> Path:
    """The home, every source read once."""
    home = home_of(folder, projects)
    repositories = home / "repositories"
    repositories.mkdir()
    listed = {}
    for name in ("project-heavy", "project-heavy-docs"):
        repository(repositories / name, document)
        listed[name] = [issue(number) for number in range(1, issues + 1)]
    (repositories / "issues.json").write_text(json.dumps(listed))
    (home / "config" / "sources.d" / "folder.toml").write_text(f'kind = "folder"\nurl = "{repositories}"\n')
    env = {**os.environ, "ISONBOARD_HOME": str(home)}
    command = [sys.executable, "-P", "-m", "isonboard", "sync", "folder"]
    subprocess.run(command, env=env, check=True, capture_output=True)
    return home


def issue(number: int) -> dict[str, object]:
    word, other = WORDS[number % len(WORDS)], WORDS[number % 11]
    return {
        "number": number,
        "title": f"The {word} report crashes when a {other} has no name ({number})",
        "body": f"Steps: open the {word}, then the {other}.\n\n```\nmake {word}\n```\n" * (1 + number % 20),
        "labels": ["good first issue"] if number % 3 else ["help wanted", word],
        "author": f"person-{number % 40}",
        "created_at": f"2026-{1 + number % 9:02}-11T09:00:00Z",
        "updated_at": f"2026-10-{1 + number % 28:02}T09:00:00Z",
        "comments": [
            {"author": "someone", "body": f"I can see it with {other} too.", "at": "2026-10-01T00:00:00Z"}
        ]
        * (number % 5),
    }


def repository(where: Path, size: int) -> None:
    """A git repository with a README and a CONTRIBUTING of about `size` characters."""
    where.mkdir()
    for name in ("README.md", "CONTRIBUTING.md"):
        (where / name).write_text(document(name, size))
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        [
            "-c",
            "user.name=Someone",
            "-c",
            "user.email=someone@example.org",
            "commit",
            "-q",
            "-m",
            "All of it",
        ],
    ):
        subprocess.run(["git", *words], cwd=where, env=env, check=True, capture_output=True)


def document(title: str, size: int) -> str:
    """Markdown with headings, lists, tables, code, quotes and links, about `size` characters long."""
    parts = [f"# {title}\n"]
    length = at = 0
    while length < size:
        word, other = WORDS[at % len(WORDS)], WORDS[(at * 7) % len(WORDS)]
        part = (
            f"\n## {word.title()} {at}\n\nThe **{word}** keeps the `{other}` of every [vessel](docs/{other}.md) "
            f"in sight; see <https://example.org/{word}/{at}>.\n\n- install the {other}\n- run `make {word}`\n"
            f"  1. then wait\n\n| {word} | {other} |\n|---|---|\n| {at} | {at * 3} |\n\n"
            f"```sh\ngit clone https://git.example/{word}.git\ncd {word} && make test\n```\n\n> {other} of {word}\n"
        )
        parts.append(part)
        length += len(part)
        at += 1
    return "".join(parts)
