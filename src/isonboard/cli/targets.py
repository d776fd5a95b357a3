"""What a word on the command line names: a project or a folder."""

import os
from pathlib import Path

from isonboard.errors import NotFoundError


def is_path(word: str) -> bool:
    """A PATH starts with `/`, `.` or `~`; everything else names a project."""
    return word.startswith(("/", ".", "~"))


def folder_of(word: str) -> Path:
    """The folder a PATH names. Raises NotFoundError."""
    path = Path(os.path.abspath(os.path.expanduser(word)))
    if not path.is_dir():
        raise NotFoundError(f"there is no folder {path}", hint="Give the path of a checkout.")
    return path
