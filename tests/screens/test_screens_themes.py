"""Every palette comes down to tokens one can read."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from isonboard.tui import themes
from isonboard.tui.widgets.paint import inks_of

PALETTES = [*themes.OWN, *(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)]


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_all_text_stands_out_from_every_ground_it_stands_on(theme: Theme) -> None:
    tokens = {name: Color.parse(colour) for name, colour in themes.tokens(theme).items()}
    least = 7.0 if theme.name == "high-contrast" else 4.5
    poor = {
        (text, ground): round(ratio, 2)
        for text in themes.TEXT
        for ground in themes.GROUNDS
        if (ratio := themes.contrast(tokens[text], tokens[ground])) < least - 0.05
    }
    assert poor == {}
    assert themes.contrast(tokens["ground"], tokens["warn"]) >= least - 0.05, "what was found in a text"


def test_every_ink_is_made_of_tokens_whose_contrast_is_known() -> None:
    for name, (front, back, _) in themes.INKS.items():
        assert front in ("", "rule", "spark", "ground", *themes.TEXT), name
        assert back in ("", "warn", *themes.GROUNDS), name


def test_with_sixteen_colours_the_line_of_the_cursor_is_reversed() -> None:
    """A ground of bright black hid the signs that are bright black themselves."""
    for theme in BUILTIN_THEMES.values():
        if theme.ansi:
            inks = inks_of(themes.tokens(theme))
            assert inks["cursor"].reverse
            assert not inks["dim"].reverse


def test_without_colours_nothing_is_told_by_colour_alone() -> None:
    inks = inks_of(themes.tokens(themes.OWN[0], colourless=True), colourless=True)
    assert inks["cursor"].reverse
    assert inks["found"].reverse
    assert inks["act"].bold


def test_every_offered_theme_exists_and_has_every_token() -> None:
    names = set(themes.tokens(themes.OWN[0]))
    own = {theme.name: theme for theme in themes.OWN}
    for name in themes.OFFERED:
        assert themes.known(name)
        assert set(themes.tokens(own.get(name) or BUILTIN_THEMES[name])) == names
    assert len(themes.OFFERED) >= 6
    assert not themes.known("no-such-theme")
