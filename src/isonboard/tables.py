"""TOML from files that anybody may have written: settings, starter files, favourites. Read within bounds."""

import re
import tomllib
from typing import Any

from isonboard import limits

# Strings and comments as tomllib reads them, from left to right; every alternative ends well, so none is tried twice.
_SAID = re.compile(
    r'''"""(?:[^"\\]++|\\.?|"(?!""))*(?:"{3,5}|\Z)|"(?:[^"\\\n]++|\\.?)*"?|'''
    r"""'''(?:[^']++|'(?!''))*(?:'{3,5}|\Z)|'[^'\n]*'?|#[^\n]*""",
    re.DOTALL,
)
_BETWEEN_KEYS = re.compile(r"[\n,=]")


def parsed(content: str) -> dict[str, Any]:
    """The table in a TOML text. Raises ValueError, whatever is wrong with it.

    tomllib itself takes the square of a dotted key's length, and raises RecursionError for deep nesting.
    """
    if _has_endless_key(content):
        raise ValueError("a key with that many dots is not read")
    try:
        return tomllib.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _has_endless_key(content: str) -> bool:
    """Whether dots outside strings and comments make a key (of a line, a heading or an inline table) too long."""
    if all(row.count(".") <= limits.TOML_DOTS for row in content.split("\n")):
        return False
    bare = _SAID.sub("", content)
    return any(part.count(".") > limits.TOML_DOTS for part in _BETWEEN_KEYS.split(bare))
