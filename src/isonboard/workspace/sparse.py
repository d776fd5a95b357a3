"""A clone of some folders of a large repository: the files at its top and all that is below the folders named.

Git's cone patterns (git-sparse-checkout(1)), written by us: `git sparse-checkout` would write its settings into the
stand-in that keeps a repository's own configuration away from our git.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from isonboard import git, text
from isonboard.errors import NotFoundError, UsageError
from isonboard.files import storage_error

_FOLDERS = 100
_ODD = re.compile(r"[*?\[\]\\\x00-\x1f\x7f]")  # would be patterns, or no names


def checked(folders: Sequence[str]) -> tuple[str, ...]:
    """Folders as git names them, `services/pay`, each once and none below another. Raises UsageError."""
    found: list[str] = []
    for word in folders:
        folder = word.strip("/").removeprefix("./")
        parts = folder.split("/")
        if _ODD.search(folder) or text.line(folder, 1_000) != folder or {"", ".", "..", ".git"} & set(parts):
            raise UsageError(
                f"{text.line(word, 80)!r} is no folder of a repository", hint="Name it as services/pay."
            )
        found.append(folder)
    if len(found) > _FOLDERS:
        raise UsageError(f"more than {_FOLDERS} folders are named", hint="Clone the whole repository.")
    ordered = sorted(set(found))
    return tuple(one for one in ordered if not any(one.startswith(f"{other}/") for other in ordered))


def is_inside(path: str, folders: Sequence[str]) -> bool:
    """Whether a file is written: below a folder, or directly in one of those that lead to it."""
    place = path.rpartition("/")[0]
    return not place or any(
        place == folder or place.startswith(f"{folder}/") or folder.startswith(f"{place}/")
        for folder in folders
    )


def patterns(folders: Sequence[str]) -> str:
    """The content of info/sparse-checkout for these folders, in git's cone form."""
    leading = sorted(
        {"/".join(parts[:n]) for parts in (one.split("/") for one in folders) for n in range(1, len(parts))}
    )
    rows = ["/*", "!/*/"]
    for folder in leading:
        rows += [f"/{folder}/", f"!/{folder}/*/"]
    return "\n".join([*rows, *(f"/{folder}/" for folder in folders), ""])


def limit_to(checkout: Path, folders: Sequence[str], handle: int) -> None:
    """Make the next checkout write these folders alone. Raises NotFoundError for one that is not there, StorageError."""
    for folder in folders:
        listed = git.run(
            ["ls-tree", "-d", "-z", "--full-tree", "HEAD", "--", folder], cwd=checkout, inherit=(handle,)
        )
        if b" tree " not in listed.stdout:
            raise NotFoundError(
                f"there is no folder {folder} in the repository", hint="Look at its page for the name."
            )
    place = checkout / ".git" / "info" / "sparse-checkout"
    try:
        place.parent.mkdir(exist_ok=True)
        place.write_text(patterns(folders), encoding="utf-8")
    except OSError as error:
        raise storage_error(error, place) from error
    for key in ("core.sparseCheckout", "core.sparseCheckoutCone"):
        git.run(["config", "--local", key, "true"], cwd=checkout, inherit=(handle,))


def is_sparse(repository: git.Repository) -> bool:
    return ("core.sparsecheckout", "true") in git.settings_of(repository)


def folders_of(repository: git.Repository) -> tuple[str, ...] | None:
    """The folders that a sparse checkout is limited to; None where it is whole, or where its patterns are no cone."""
    if not is_sparse(repository):
        return None
    try:
        rows = (repository.git_dir / "info" / "sparse-checkout").read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    left_out = {
        row.removeprefix("!/").removesuffix("/*/")
        for row in rows
        if row.startswith("!/") and row.endswith("/*/")
    }
    named = [row[1:-1] for row in rows if re.fullmatch(r"/[^*]+/", row)]
    folders = tuple(folder for folder in named if folder not in left_out)
    return folders if sorted(patterns(folders).split()) == sorted(" ".join(rows).split()) else None
