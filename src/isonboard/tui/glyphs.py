"""Every sign on the screen that is not a letter, in two sets: Unicode, and plain ASCII for terminals without it."""

import locale
import os
import sys
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs. Each is one cell wide, or says how many."""

    star: str
    no_star: str
    cursor: str
    bar: tuple[str, ...]
    """From empty to full, for the last cell of a bar."""
    bar_ground: str
    spark: tuple[str, ...]
    """From nothing to most, for one week of a sparkline."""
    unknown: str
    plus: str
    minus: str
    yes: str
    no: str
    maybe: str
    remove: str
    bullet: str
    arrow: str
    prompt: str
    rule: str
    upright: str
    ellipsis: str
    dot: str
    wrap: str
    quote: str
    running: tuple[str, ...]
    here: str
    thumb: str


UNICODE = Glyphs(
    star="★",
    no_star=" ",
    cursor="▌",
    bar=(" ", "╸", "━"),
    bar_ground=" ",
    spark=("▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"),
    unknown="·",
    plus="+",
    minus="−",
    yes="✓",
    no="✗",
    maybe="?",
    remove="×",
    bullet="•",
    arrow="→",
    prompt="›",
    rule="─",
    upright="│",
    ellipsis="…",
    dot="·",
    wrap="↪",
    quote="▎",
    running=("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"),
    here="●",
    thumb="┃",
)
ASCII = Glyphs(
    star="*",
    no_star=" ",
    cursor=">",
    bar=(" ", "-", "="),
    bar_ground=" ",
    spark=("_", ".", ":", "-", "=", "+", "*", "#"),
    unknown=".",
    plus="+",
    minus="-",
    yes="+",
    no="x",
    maybe="?",
    remove="x",
    bullet="*",
    arrow=">",
    prompt=">",
    rule="-",
    upright="|",
    ellipsis="~",
    dot="-",
    wrap="\\",
    quote="|",
    running=("|", "/", "-", "\\"),
    here="*",
    thumb="#",
)

_chosen = UNICODE


def glyphs() -> Glyphs:
    """The set in force."""
    return _chosen


def choose(plain: bool | None) -> Glyphs:
    """Decide for the whole process: True plain ASCII, False Unicode, None what the terminal can show."""
    global _chosen  # noqa: PLW0603 - one screen, one set of signs
    _chosen = ASCII if (not _speaks_unicode() if plain is None else plain) else UNICODE
    return _chosen


def plainly(words: str) -> str:
    """Our own sentences with the typographic signs that the set in force lacks replaced by plain ones."""
    return words.translate(_TYPOGRAPHY) if _chosen is ASCII else words


_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "−": "-", "→": ">", "×": "x"}
)


_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
"""The first that is set decides (POSIX, 8.2)."""


def _speaks_unicode() -> bool:
    """What the locale's own variables say; where none is set or none names a code, what Python writes.

    Python alone would not do: in the C locale it turns to UTF-8 by itself (PEP 540), whatever the terminal is.
    """
    if os.environ.get("TERM") in ("linux", "vt100", "vt220"):  # the console font has no bars and no stars
        return False
    named = next((value for name in _LOCALE if (value := os.environ.get(name, ""))), "")
    code = named.partition(".")[2].partition("@")[0]
    if code or named in ("C", "POSIX"):
        return "utf" in code.lower()
    encoding = getattr(sys.__stdout__, "encoding", None) or locale.getpreferredencoding(do_setlocale=False)
    return "utf" in encoding.lower()


def bar(share: float, width: int) -> str:
    """A horizontal bar of `width` cells filled to `share` (0..1); anything above nothing shows something."""
    steps = len(_chosen.bar) - 1
    filled = round(max(0.0, min(1.0, share)) * width * steps)
    if share > 0:
        filled = max(filled, 1)
    whole, rest = divmod(filled, steps)
    drawn = _chosen.bar[-1] * whole + (_chosen.bar[rest] if rest else "")
    return drawn.ljust(width, _chosen.bar_ground)


def sparkline(values: tuple[int, ...], width: int, *, listed: bool = False) -> str:
    """`values` (oldest first) folded into `width` cells, highest at the top; empty where there are none.

    `listed`: one of many below each other, which leaves them some room to be told apart.
    """
    if not values:
        return ""
    chunks = min(width, len(values))
    sums = [
        sum(values[len(values) * place // chunks : len(values) * (place + 1) // chunks])
        for place in range(chunks)
    ]
    most = max(sums) or 1
    top = max(1, len(_chosen.spark) - (3 if listed else 1))
    return "".join(_chosen.spark[-(-value * top // most) if value else 0] for value in sums)
