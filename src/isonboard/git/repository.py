"""Where a repository keeps what, found without asking git; and a git configuration as text."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Repository(NamedTuple):
    """Where a repository keeps what: `common_dir` differs in linked worktrees, `work_tree` is None when bare."""

    git_dir: Path
    common_dir: Path
    work_tree: Path | None


def repository_of(path: Path) -> Repository | None:
    """The repository that `path` is in: by the nearest `.git` upwards, or `path` itself when it is a bare one.

    Bare repositories are not looked for upwards: a checkout may carry one to be found by accident.
    """
    start = Path(os.path.realpath(path))
    for folder in (start, *start.parents):
        if found := _git_dir(folder / ".git"):
            return Repository(found, _common_dir(found), folder)
        if folder == start and _is_git_dir(folder):
            return Repository(folder, _common_dir(folder), None)
    return None


def _git_dir(dot_git: Path) -> Path | None:
    with contextlib.suppress(OSError):
        if dot_git.is_file():
            named = dot_git.read_bytes()[:4096].decode("utf-8", "surrogateescape")
            prefix, _, target = named.partition(" ")
            if prefix == "gitdir:":
                dot_git = dot_git.parent / target.rstrip("\r\n")
        if _is_git_dir(dot_git):
            return Path(os.path.realpath(dot_git))
    return None


def _is_git_dir(folder: Path) -> bool:
    if not os.path.lexists(folder / "HEAD"):
        return False
    common = _common_dir(folder)
    return (common / "objects").is_dir() and (common / "refs").is_dir()


def _common_dir(git_dir: Path) -> Path:
    try:
        named = (git_dir / "commondir").read_bytes()[:4096].decode("utf-8", "surrogateescape").rstrip("\r\n")
    except OSError:
        return git_dir
    return Path(os.path.realpath(git_dir / named))


def config_file(settings: Iterable[tuple[str, str]]) -> str:
    """Settings as git's own file format says them, whatever is in their names and values."""
    lines: list[str] = []
    for key, value in settings:
        section, _, rest = key.partition(".")
        subsection, dot, name = rest.rpartition(".")
        head = f'{section} "{_escaped(subsection)}"' if dot else section
        lines.append(f'[{head}]\n\t{name} = "{_escaped(value)}"\n')
    return "".join(lines)


def _escaped(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.replace("\n", "\\n").replace("\t", "\\t")
