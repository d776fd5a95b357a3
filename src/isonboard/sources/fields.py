"""Foreign JSON values as ours, or None: nothing here raises, whatever a server sends.

Text passes the gate (`text.line`) here, where it enters.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from isonboard import address, limits, text
from isonboard.model.project import Link

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_COUNT_LIMIT = limits.COUNT
_MILLISECONDS = 1e11  # epoch numbers above this are milliseconds
_LISTED = limits.LISTED


def mapping(value: object) -> dict[str, Any]:
    """`value` when it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[Any]:
    """`value` when it is a JSON list, else an empty one."""
    return value if isinstance(value, list) else []


def nodes(value: object) -> list[dict[str, Any]]:
    """The objects of a JSON list or of a GraphQL connection; nulls are left out."""
    if isinstance(value, dict):
        value = value.get("nodes")
    return [entry for entry in items(value) if isinstance(entry, dict)]


def name(value: object, limit: int = 300) -> str:
    """A short text, "" when there is none."""
    if isinstance(value, str):
        return text.line(value, limit)
    return text.line(value, limit) if isinstance(value, int) and not isinstance(value, bool) else ""


def sentence(value: object) -> str | None:
    """A one-line text, None when there is none."""
    return (text.line(value) or None) if isinstance(value, str) else None


def words(value: object, limit: int = _LISTED) -> tuple[str, ...]:
    """A list of short texts without nulls, blanks and repeats; a single text counts as comma-separated."""
    entries: Iterable[object] = value.split(",") if isinstance(value, str) else items(value)
    found: dict[str, str] = {}
    for entry in entries:
        word = name(entry, 100)
        if word and len(found) < limit:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def count(value: object) -> int | None:
    """A whole number of things; None for "", null, negatives, fractions, truth values and other texts."""
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _COUNT_LIMIT else None


def total(value: object) -> int | None:
    """`totalCount` of a GraphQL connection."""
    return count(mapping(value).get("totalCount"))


def number(value: object) -> float | None:
    """A finite number, also from a text; None otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) <= _COUNT_LIMIT else None


def flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def moment(value: object) -> datetime | None:
    """A time in UTC from ISO 8601 (with or without fraction and zone), Ruby's `to_s`, or epoch seconds or ms."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, int | float):
            seconds = value / 1000 if abs(value) > _MILLISECONDS else value
            return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
        if not isinstance(value, str) or len(value) > 64:
            return None
        value = value.strip()
        if _DATE.fullmatch(value):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        match = _ISO.fullmatch(value)
        if not match:
            return None
        day, clock, fraction, zone = match.groups()
        zone = "+00:00" if not zone or zone.upper() in ("Z", "UTC", "GMT") else zone
        micro = f".{fraction[:6]:0<6}" if fraction else ""
        return datetime.fromisoformat(f"{day}T{clock}{micro}{zone}").astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def weeks(value: object) -> tuple[int, ...]:
    """Commits a week, oldest first, at most the last 52; () when anything in it is not a count."""
    counted = [count(entry) for entry in items(value)[-52:]]
    return tuple(entry for entry in counted if entry is not None) if None not in counted else ()


def link(title: object, url: object) -> Link | None:
    """A titled web address, None where the address is no plain http(s) one."""
    checked = _web_address(url) if isinstance(url, str) else None
    return Link(name(title, 100) or checked, checked) if checked else None


@lru_cache(maxsize=1024)
def _web_address(url: str) -> str | None:
    """Remembered: a catalog's entries share their chats and boards."""
    return address.web_address(url)


def links(pairs: Iterable[tuple[object, object]]) -> tuple[Link, ...]:
    """The links whose address may be opened, each address once."""
    found: dict[str, Link] = {}
    for title, url in pairs:
        if (checked := link(title, url)) and len(found) < _LISTED:
            found.setdefault(checked.url, checked)
    return tuple(found.values())
