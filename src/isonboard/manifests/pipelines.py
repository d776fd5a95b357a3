"""What a project's own continuous integration and dev container run, as pieces of shell text."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from isonboard import limits
from isonboard.manifests.structured import json_object, string, strings, table, yaml
from isonboard.manifests.tree import Tree, is_plain_path

STEP_LIMIT = limits.PIPELINE_STEPS

WORKFLOW_FOLDERS = (".github/workflows", ".forgejo/workflows", ".gitea/workflows")
AGENT_STEPS = ("copilot-setup-steps.yml", "copilot-setup-steps.yaml")  # a ready recipe for a fresh checkout
_OTHER_WORK = re.compile(
    r"release|publish|deploy|docs?\b|pages|codeql|stale|nightly|lint|label|scorecard|triage|bench|fuzz|docker|cron"
)
DEVCONTAINERS = (".devcontainer/devcontainer.json", ".devcontainer.json")


class Piece(Struct, frozen=True):
    """Shell text with the file, the line it starts at (from 1) and the folder it runs in."""

    text: str
    file: str
    line: int
    cwd: str = "."


def pipeline_pieces(tree: Tree) -> list[Piece]:
    """The shell steps of every workflow that builds or tests, best evidence first."""
    pieces: list[Piece] = []
    for path in _workflow_files(tree):
        pieces += _pieces(tree, path, _workflow_steps)
    for path, reader in (
        (".gitlab-ci.yml", _gitlab_steps),
        ("azure-pipelines.yml", _azure_steps),
        (".azure-pipelines/ci.yml", _azure_steps),
        (".circleci/config.yml", _circle_steps),
        (".travis.yml", _travis_steps),
    ):
        pieces += _pieces(tree, path, reader)
    return pieces[:STEP_LIMIT]


def devcontainer_pieces(tree: Tree) -> list[Piece]:
    """What a dev container runs *inside* the container after its creation (never `initializeCommand`)."""
    pieces: list[Piece] = []
    for path in devcontainer_files(tree):
        text = tree.text(path)
        content = json_object(text)
        for key in ("onCreateCommand", "updateContentCommand", "postCreateCommand"):
            value = content.get(key)
            commands = value.values() if isinstance(value, dict) else [value]
            for command in commands:
                spoken = command if isinstance(command, str) else " ".join(strings({"c": command}, "c"))
                if spoken:
                    pieces.append(Piece(spoken, path, _line_of(text or "", f'"{key}"')))
    return pieces


def devcontainer_files(tree: Tree) -> list[str]:
    """Every dev container definition, the default one first."""
    nested = [p for p in tree.paths() if re.fullmatch(r"\.devcontainer/[^/]+/devcontainer\.json", p)]
    return [p for p in DEVCONTAINERS if tree.exists(p)] + nested


def _workflow_files(tree: Tree) -> list[str]:
    paths = [
        f"{folder}/{name}"
        for folder in WORKFLOW_FOLDERS
        for name in tree.names_in(folder)
        if name.endswith((".yml", ".yaml"))
    ]
    kept = [p for p in paths if not _OTHER_WORK.search(p.rpartition("/")[2].lower())]
    return sorted(
        kept, key=lambda p: (not p.endswith(AGENT_STEPS), not re.search(r"ci|test|build|main", p), p)
    )


def _pieces(tree: Tree, path: str, reader: Any) -> Iterator[Piece]:
    text = tree.text(path)
    position = 0
    for shell, cwd in reader(yaml(text)) if text else ():
        first = next((row for row in shell.split("\n") if row.strip()), "").strip()
        if not first:
            continue
        found = (text or "").find(first, position)
        found = found if found >= 0 else (text or "").find(first)
        position = max(position, found)
        folder = cwd.removeprefix("./").rstrip("/") or "."
        if folder == "." or is_plain_path(folder):
            yield Piece(shell, path, (text or "").count("\n", 0, found) + 1 if found >= 0 else 0, folder)


def _workflow_steps(content: Any) -> Iterator[tuple[str, str]]:
    common = string(content, "defaults", "run", "working-directory")
    for job in table(content, "jobs").values():
        ours = string(job, "defaults", "run", "working-directory") or common
        for step in _items(job, "steps"):
            shell = string(step, "run")
            if shell and string(step, "shell") in ("", "bash", "sh"):
                yield shell, string(step, "working-directory") or ours


def _gitlab_steps(content: Any) -> Iterator[tuple[str, str]]:
    jobs = content.values() if isinstance(content, dict) else ()
    for job in [content, *jobs]:
        for key in ("before_script", "script"):
            script = string(job, key) or "\n".join(strings(job, key))
            if script:
                yield script, "."


def _azure_steps(content: Any) -> Iterator[tuple[str, str]]:
    jobs = [*_items(content, "jobs"), *(j for s in _items(content, "stages") for j in _items(s, "jobs"))]
    for job in [content, *jobs]:
        for step in _items(job, "steps"):
            shell = string(step, "script") or string(step, "bash")
            if shell:
                yield shell, string(step, "workingDirectory")


def _circle_steps(content: Any) -> Iterator[tuple[str, str]]:
    for job in table(content, "jobs").values():
        for step in _items(job, "steps"):
            shell = string(step, "run") or string(step, "run", "command")
            if shell:
                yield shell, string(step, "run", "working_directory") or string(job, "working_directory")


def _travis_steps(content: Any) -> Iterator[tuple[str, str]]:
    for key in ("before_install", "install", "before_script", "script"):
        shell = string(content, key) or "\n".join(strings(content, key))
        if shell:
            yield shell, "."


def _items(value: Any, key: str) -> list[Any]:
    items = value.get(key) if isinstance(value, dict) else None
    return items[:STEP_LIMIT] if isinstance(items, list) else []


def _line_of(text: str, needle: str) -> int:
    found = text.find(needle)
    return text.count("\n", 0, found) + 1 if found >= 0 else 0
