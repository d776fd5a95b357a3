"""A project's git hooks: which there are and what switches them on. They are its code, so nothing here does it."""

import shlex
from pathlib import Path
from typing import NamedTuple

from isonboard import git
from isonboard.errors import IsonboardError
from isonboard.manifests.tree import Tree
from isonboard.workspace.checkout import repository_at

_HOOKS = frozenset({  # githooks(5): those that a contributor's own commands start
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
    "pre-push", "post-rewrite", "pre-merge-commit", "applypatch-msg", "pre-applypatch", "post-applypatch",
})  # fmt: skip
_FOLDERS = (".githooks", ".git-hooks", ".hooks", "githooks", "git-hooks", "hooks")
_PROGRAMS = (
    (".pre-commit-config.yaml", ("pre-commit", "install")),
    (".pre-commit-config.yml", ("pre-commit", "install")),
    ("lefthook.yml", ("lefthook", "install")),
    ("lefthook.yaml", ("lefthook", "install")),
    (".lefthook.yml", ("lefthook", "install")),
    (".lefthook.yaml", ("lefthook", "install")),
    (".overcommit.yml", ("overcommit", "--install")),
)
"""A program's own file and what installs its hooks; husky is installed by the package's own `prepare`."""
_IN_CHECKOUT = (".venv/bin", "venv/bin", "node_modules/.bin")


class Hooks(NamedTuple):
    """Hooks that are not switched on in a checkout."""

    file: str
    """The file or folder that says so."""
    names: tuple[str, ...]
    """What git would run (`pre-commit`), where the folder tells."""
    command: str
    """What switches them on, to be typed."""


def hooks_of(checkout: Path, tree: Tree) -> Hooks | None:
    """The hooks that the project brings and this checkout does not use; None where there are none."""
    try:
        repository = repository_at(checkout)
        is_own = any(key.lower() == "core.hookspath" for key, _ in git.settings_of(repository))
    except IsonboardError:
        return None
    folder = repository.common_dir / "hooks"
    if is_own or any((folder / name).exists() for name in _HOOKS):
        return None
    place = shlex.quote(str(checkout))
    for name in _FOLDERS:
        found = tuple(sorted(_HOOKS.intersection(tree.names_in(name)))) if tree.is_folder(name) else ()
        if found:
            return Hooks(name, found, f"git -C {place} config core.hooksPath {name}")
    for file, argv in _PROGRAMS:
        if tree.exists(file):
            return Hooks(file, (), f"cd {place} && {shlex.join((_program(checkout, argv[0]), *argv[1:]))}")
    return None


def _program(checkout: Path, name: str) -> str:
    """The program as the checkout's own environment has it, else by its name."""
    return next((f"{folder}/{name}" for folder in _IN_CHECKOUT if (checkout / folder / name).exists()), name)
