"""What `[screen]` of a user's settings asks for and cannot have, in words; `isonboard doctor` asks it too, without Textual."""

from isonboard.config import Screen
from isonboard.tui.keys import keymap_problems

DEFAULT_THEME = "isonboard-dark"
OFFERED = (
    DEFAULT_THEME,
    "isonboard-light",
    "high-contrast",
    "catppuccin-mocha",
    "catppuccin-latte",
    "nord",
    "gruvbox",
    "dracula",
    "tokyo-night",
    "solarized-dark",
    "solarized-light",
    "rose-pine",
    "rose-pine-dawn",
    "monokai",
    "atom-one-dark",
    "atom-one-light",
    "ansi-dark",
    "ansi-light",
)
"""What the theme menu shows, best first; the two `ansi` ones use the terminal's own sixteen colours."""
THEMES = (
    *OFFERED,
    "textual-dark",
    "textual-light",
    "flexoki",
    "catppuccin-frappe",
    "catppuccin-macchiato",
    "rose-pine-moon",
)
"""Every theme that can be named: ours, and Textual's."""


def screen_problems(screen: Screen) -> list[str]:
    """One sentence for each setting of the screen that cannot work, with its key."""
    problems = keymap_problems(screen.keys)
    if screen.theme not in THEMES:
        from difflib import get_close_matches

        near = get_close_matches(screen.theme, THEMES, 1)
        meant = f", did you mean {near[0]}?" if near else ""
        problems.insert(0, f"screen.theme: there is no theme “{screen.theme}”{meant}; T shows them all")
    return problems
