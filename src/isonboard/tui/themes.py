"""Colours: our three palettes, and the tokens that every palette (ours or a well-known one) comes down to.

The screen knows twelve colours and no more; `tokens` derives them from a palette and bends those that would not be
readable until they are: all text to 4.5:1 on every ground it stands on, to 7:1 in the theme for high contrast (WCAG
2.2, 1.4.3 and 1.4.6). Without colours (NO_COLOR) and with the terminal's own sixteen the line of the cursor is told
by reverse video, which is as readable as the terminal's own letters are.
"""

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from isonboard.tui.screen_settings import DEFAULT_THEME as DEFAULT
from isonboard.tui.screen_settings import OFFERED

__all__ = ["DEFAULT", "GROUNDS", "INKS", "OFFERED", "OWN", "PLAIN", "TEXT", "contrast", "known", "tokens"]


HIGH_CONTRAST = "high-contrast"
_USED = ("background", "foreground", "surface", "primary", "success", "warning", "error")
"""What we take of a palette."""

OWN = (
    Theme(
        name=DEFAULT,
        primary="#7ab7ff",
        secondary="#7ab7ff",
        accent="#8fd6a5",
        success="#8fd6a5",
        warning="#e3b968",
        error="#f2828c",
        foreground="#dadfe6",
        background="#12161c",
        surface="#171c24",
        panel="#1c222c",
        dark=True,
    ),
    Theme(
        name="isonboard-light",
        primary="#0b5cb5",
        secondary="#0b5cb5",
        accent="#1b7747",
        success="#1b7747",
        warning="#8a5a00",
        error="#b3202c",
        foreground="#1f252d",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#ebe8e1",
        dark=False,
    ),
    Theme(
        name=HIGH_CONTRAST,
        primary="#ffd83d",
        secondary="#ffd83d",
        accent="#5dffa8",
        success="#5dffa8",
        warning="#ffae42",
        error="#ff8a8a",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        dark=True,
    ),
)

INKS: dict[str, tuple[str, str, str]] = {
    "plain": ("ink", "", ""),
    "strong": ("ink", "", "bold"),
    "dim": ("ink-dim", "", ""),
    "faint": ("ink-faint", "", ""),
    "act": ("act", "", ""),
    "act-strong": ("act", "", "bold"),
    "fit": ("fit", "", ""),
    "warn": ("warn", "", ""),
    "bad": ("bad", "", ""),
    "match": ("act", "", "bold underline"),
    "heading": ("ink", "", "bold"),
    "code": ("ink", "raised", ""),
    "link": ("act", "", "underline"),
    "emphasis": ("", "", "italic"),
    "rule": ("rule", "", ""),
    "spark": ("spark", "", ""),
    "cursor": ("ink", "cursor-ground", ""),
    "cursor-blur": ("ink", "cursor-ground-blur", ""),
    "found": ("ground", "warn", ""),
    "raised": ("", "cursor-ground-blur", ""),
}
"""What painted widgets write with: (token of the letters, token of the ground, manner); empty: as it is."""

PLAIN = {
    "cursor": "reverse",
    "found": "reverse",
    "act": "bold",
    "act-strong": "bold",
}
"""How an ink is told from the others where there are no colours at all."""

TEXT = ("ink", "ink-dim", "ink-faint", "act", "fit", "warn", "bad")
"""The tokens that letters are written with ..."""
GROUNDS = ("ground", "raised", "cursor-ground", "cursor-ground-blur")
"""... and those that they stand on, each on each."""

_ANSI = {
    "ink": "ansi_default",
    "ink-dim": "ansi_bright_black",
    "ink-faint": "ansi_bright_black",
    "ground": "ansi_default",
    "raised": "ansi_default",
    "rule": "ansi_bright_black",
    "spark": "ansi_bright_black",
    "cursor-ground": "ansi_default",
    "cursor-ground-blur": "ansi_default",
    "act": "ansi_blue",
    "fit": "ansi_green",
    "warn": "ansi_yellow",
    "bad": "ansi_red",
}


def known(name: str) -> bool:
    """Whether there is a theme of that name."""
    return name in BUILTIN_THEMES or any(theme.name == name for theme in OWN)


def tokens(theme: Theme, *, colourless: bool = False) -> dict[str, str]:
    """The colours of the style sheets (`$ink`, `$act`, ...) as a palette gives them, or the terminal's own."""
    if theme.ansi or colourless:
        return dict(_ANSI)
    ratio = 7.0 if theme.name == HIGH_CONTRAST else 4.5
    system = {
        name: Color.parse(colour)
        for name, colour in theme.to_color_system().generate().items()
        if name in _USED
    }
    back = Color(*system["background"].rgb)
    ink = _readable(system["foreground"], (back,), 7.0)
    raised = Color(*system["surface"].rgb)
    if raised == back:
        raised = Color(*back.blend(ink, 0.05).rgb)
    grounds = {
        "ground": back,
        "raised": raised,
        "cursor-ground": back.blend(_readable(system["primary"], (back,), 4.5), 0.20),
        "cursor-ground-blur": back.blend(ink, 0.09),
    }
    text = {
        "ink": ink,
        "ink-dim": ink.blend(back, 0.28),
        "ink-faint": ink.blend(back, 0.56),
        "act": system["primary"],
        "fit": system["success"],
        "warn": system["warning"],
        "bad": system["error"],
    }
    on = tuple(grounds.values())
    readable = {name: _readable(colour, on, ratio) for name, colour in text.items()}
    return {
        name: colour.hex
        for name, colour in {
            **readable,
            **grounds,
            "rule": back.blend(ink, 0.18),
            "spark": back.blend(ink, 0.4),
        }.items()
    }


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(color: Color, grounds: tuple[Color, ...], ratio: float) -> Color:
    """`color` moved towards white or black until it stands out from each of `grounds` by `ratio`."""
    first = grounds[0]
    solid = first.blend(Color(*color.rgb), color.a)
    pole = Color(255, 255, 255) if _luminance(first) < 0.2 else Color(0, 0, 0)
    for share in range(41):
        moved = solid.blend(pole, share / 40)
        if min(contrast(moved, ground) for ground in grounds) >= ratio:
            return moved
    return pole


def _luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = color.rgb
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
