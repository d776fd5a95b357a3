"""What the verbs print: plain sentences and columns, or JSON, one object a line."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a plain search prints without them
    from collections.abc import Iterable
    from datetime import datetime


def emit(value: object, *, at_once: bool = False) -> None:
    """One JSON object on one line of standard output; `at_once` where a program may wait for it to ask the next."""
    import json  # a plain search prints without it

    sys.stdout.write(
        json.dumps(value, ensure_ascii=not takes_unicode(), separators=(",", ":"), default=_plain) + "\n"
    )
    if at_once:
        sys.stdout.flush()


def takes_unicode() -> bool:
    """Whether standard output takes every character as it is; JSON is escaped for one that does not."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")


def say(sentence: str) -> None:
    """A message for a person, on stderr, as it is not a result."""
    print(sentence, file=sys.stderr)


def columns(rows: "Iterable[tuple[str, ...]]", *, gap: str = "  ") -> str:
    """Rows as aligned text; the last column is not padded."""
    kept = [tuple(map(str, row)) for row in rows]
    if not kept:
        return ""
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    return "\n".join(
        gap.join(cell.ljust(width) for cell, width in zip(row, (*widths[:-1], 0), strict=True)).rstrip()
        for row in kept
    )


def age(at: "datetime | None", now: "datetime") -> str:
    """How long ago, in words; “unknown” for None."""
    if at is None:
        return "unknown"
    seconds = max(0.0, (now - at).total_seconds())
    for size, word in ((31_557_600, "year"), (2_629_800, "month"), (604_800, "week"), (86_400, "day"),
                       (3_600, "hour"), (60, "minute")):  # fmt: skip
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {word}{'s' if count != 1 else ''} ago"
    return "just now"


def shown(value: object) -> str:
    """A value for a column: unknown is never zero."""
    return "·" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _plain(value: object) -> object:
    from datetime import datetime

    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    import msgspec

    return msgspec.to_builtins(value)
