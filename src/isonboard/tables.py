"""TOML from files that anybody may have written: settings, starter files, favourites. Read within bounds."""

import tomllib
from typing import Any

from isonboard import limits


def parsed(content: str) -> dict[str, Any]:
    """The table in a TOML text. Raises tomllib.TOMLDecodeError, whatever is wrong with it.

    tomllib itself takes the square of a dotted key's length, and raises RecursionError for deep nesting and a plain
    ValueError for numbers of thousands of digits.
    """
    if any(row.count(".") > limits.TOML_DOTS for row in content.split("\n") if len(row) > limits.TOML_DOTS):
        raise tomllib.TOMLDecodeError("a line with that many dots is not read")
    try:
        return tomllib.loads(content)
    except RecursionError:
        raise tomllib.TOMLDecodeError("it is nested too deeply") from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:
        raise tomllib.TOMLDecodeError(str(error)[:200]) from None
