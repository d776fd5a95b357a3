"""TOML from files that anybody may have written: settings, starter files, favourites. Read within bounds."""

import tomllib
from typing import Any

from isonboard import limits


def parsed(content: str) -> dict[str, Any]:
    """The table in a TOML text. Raises ValueError, whatever is wrong with it.

    tomllib itself takes the square of a dotted key's length, and raises RecursionError for deep nesting.
    """
    if any(row.count(".") > limits.TOML_DOTS for row in content.split("\n") if len(row) > limits.TOML_DOTS):
        raise ValueError("a line with that many dots is not read")
    try:
        return tomllib.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
