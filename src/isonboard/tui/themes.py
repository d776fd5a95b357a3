"""Colours: our three palettes, and the tokens that every palette (ours or a well-known one) comes down to.

The screen knows eleven colours and no more; `tokens` derives them from a palette and bends those that would
not be readable until they are: text to 4.5:1 against its ground, secondary text likewise, marks to 3:1
(WCAG 2.2, 1.4.3 and 1.4.11).
"""

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from isonboard.tui.screen_settings import DEFAULT_THEME as DEFAULT
from isonboard.tui.screen_settings import OFFERED

__all__ = ["DEFAULT", "INKS", "OFFERED", "OWN", "contrast", "known", "tokens"]


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
        name="high-contrast",
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
    "cursor": ("ink", "cursor-ground", ""),
    "cursor-blur": ("ink", "cursor-ground-blur", ""),
    "found": ("ground", "warn", ""),
    "raised": ("", "cursor-ground-blur", ""),
}
"""What painted widgets write with: (token of the letters, token of the ground, manner); empty: as it is."""

_ANSI = {
    "ink": "ansi_default",
    "ink-dim": "ansi_bright_black",
    "ink-faint": "ansi_bright_black",
    "ground": "ansi_default",
    "raised": "ansi_default",
    "rule": "ansi_bright_black",
    "cursor-ground": "ansi_bright_black",
    "cursor-ground-blur": "ansi_default",
    "act": "ansi_blue",
    "fit": "ansi_green",
    "warn": "ansi_yellow",
    "bad": "ansi_red",
}


def known(name: str) -> bool:
    """Whether there is a theme of that name."""
    return name in BUILTIN_THEMES or any(theme.name == name for theme in OWN)


def tokens(theme: Theme) -> dict[str, str]:
    """The colours of the style sheets (`$ink`, `$act`, ...) as a palette gives them."""
    if theme.ansi:
        dark_text = {} if theme.dark else {"cursor-ground": "ansi_white"}
        return _ANSI | dark_text
    system = theme.to_color_system().generate()
    ground = Color.parse(system["background"]).rgb
    back = Color(*ground)
    ink = _readable(Color.parse(system["foreground"]), back, 7.0)
    act = _readable(Color.parse(system["primary"]), back, 4.5)
    fit = _readable(Color.parse(system["success"]), back, 4.5)
    raised = Color.parse(system["surface"]).rgb
    if raised == ground:
        raised = back.blend(ink, 0.05).rgb
    return {
        "ink": ink.hex,
        "ink-dim": _readable(ink.blend(back, 0.36), back, 4.5).hex,
        "ink-faint": _readable(ink.blend(back, 0.56), back, 3.0).hex,
        "ground": back.hex,
        "raised": Color(*raised).hex,
        "rule": back.blend(ink, 0.18).hex,
        "cursor-ground": back.blend(act, 0.20).hex,
        "cursor-ground-blur": back.blend(ink, 0.09).hex,
        "act": act.hex,
        "fit": fit.hex,
        "warn": _readable(Color.parse(system["warning"]), back, 4.5).hex,
        "bad": _readable(Color.parse(system["error"]), back, 4.5).hex,
    }


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(color: Color, ground: Color, ratio: float) -> Color:
    """`color` moved towards white or black until it stands out from `ground` by `ratio`."""
    solid = ground.blend(Color(*color.rgb), color.a)
    pole = Color(255, 255, 255) if _luminance(ground) < 0.2 else Color(0, 0, 0)
    for share in range(21):
        moved = solid.blend(pole, share / 20)
        if contrast(moved, ground) >= ratio:
            return moved
    return pole


def _luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = color.rgb
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
