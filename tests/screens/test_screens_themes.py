"""Every palette comes down to tokens one can read."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from isonboard.tui import themes

PALETTES = [*themes.OWN, *(theme for theme in BUILTIN_THEMES.values() if not theme.ansi)]


@pytest.mark.parametrize("theme", PALETTES, ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: object) -> None:
    tokens = themes.tokens(theme)
    ground = Color.parse(tokens["ground"])
    for name in ("ink", "ink-dim", "act", "fit", "warn", "bad"):
        assert themes.contrast(Color.parse(tokens[name]), ground) >= 4.4, name
    assert themes.contrast(Color.parse(tokens["ink-faint"]), ground) >= 2.9
    assert themes.contrast(Color.parse(tokens["ink"]), Color.parse(tokens["cursor-ground"])) >= 4.5


def test_high_contrast_is_high() -> None:
    tokens = themes.tokens(themes.OWN[2])
    ground = Color.parse(tokens["ground"])
    for name in ("ink", "act", "fit", "ink-dim"):
        assert themes.contrast(Color.parse(tokens[name]), ground) >= 7, name


def test_every_offered_theme_exists_and_has_every_token() -> None:
    names = set(themes.tokens(themes.OWN[0]))
    own = {theme.name: theme for theme in themes.OWN}
    for name in themes.OFFERED:
        assert themes.known(name)
        assert set(themes.tokens(own.get(name) or BUILTIN_THEMES[name])) == names
    assert len(themes.OFFERED) >= 6
    assert not themes.known("no-such-theme")
