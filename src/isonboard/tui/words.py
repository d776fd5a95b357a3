"""Figures and times in words, as short as a column allows and never a zero for what is not known."""

from datetime import datetime, timedelta

from isonboard.tui.glyphs import glyphs

_UNITS = (
    (timedelta(days=365), "year", "years"),
    (timedelta(days=30), "month", "months"),
    (timedelta(days=7), "week", "weeks"),
    (timedelta(days=1), "day", "days"),
    (timedelta(hours=1), "hour", "hours"),
    (timedelta(minutes=1), "min", "min"),
)


def age(then: datetime | None, now: datetime) -> str:
    """How long ago, in one unit: “3 days”, “just now”; the sign for unknown where there is no time."""
    if then is None:
        return glyphs().unknown
    past = now - then
    for size, one, many in _UNITS:
        if past >= size:
            count = past // size
            return f"{count} {one if count == 1 else many}"
    return "just now"


def ago(then: datetime | None, now: datetime) -> str:
    """As `age`, as an adverb: “3 days ago”, “never”."""
    if then is None:
        return "never"
    words = age(then, now)
    return words if words == "just now" else f"{words} ago"


def count(number: int | None) -> str:
    """A figure for a narrow column: “1.2k” from a thousand on; the sign for unknown for None."""
    if number is None:
        return glyphs().unknown
    if number >= 10_000_000:
        return f"{number // 1_000_000}M"
    if number >= 10_000:
        return f"{number // 1_000}k"
    if number >= 1_000:
        return f"{number / 1_000:.1f}k"
    return str(number)


def many(number: int, one: str, several: str = "") -> str:
    """A counted noun: “1 project”, “1,204 projects”."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def duration(seconds: float) -> str:
    """“0.4 s”, “12 s”, “3 min 20 s”."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def left(seconds: float | None) -> str:
    """“about 20 s left”, “about 3 min left”; empty for None."""
    if seconds is None:
        return ""
    if seconds < 3:
        return "nearly done"
    if seconds < 55:
        return f"about {max(5, round(seconds / 5) * 5)} s left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 90 else f"about {round(minutes / 60)} h left"


def size(bytes_: int | None) -> str:
    """“14 MB”; the sign for unknown for None."""
    if bytes_ is None:
        return glyphs().unknown
    amount = float(bytes_)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if amount >= 10 or unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError


def listed(words: tuple[str, ...] | list[str], limit: int = 6) -> str:
    """“a, b and c”, with “and 4 more” past the limit."""
    shown = list(words[:limit])
    if len(words) > limit:
        return f"{', '.join(shown)} and {len(words) - limit} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def quoted_command(argv: tuple[str, ...] | list[str]) -> str:
    """A command as one would type it."""
    import shlex

    return shlex.join(argv)


def place(path: str) -> str:
    """A path as one would type it: the home folder as “~”."""
    import os

    home = os.path.expanduser("~")
    inside = path.startswith(home.rstrip("/") + "/") and home != "/"
    return "~" + path[len(home.rstrip("/")) :] if inside else path
