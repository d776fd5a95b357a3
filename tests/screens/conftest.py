"""Every test of the screen has a home of its own and the full set of signs."""

from pathlib import Path

import pytest

from isonboard.tui import glyphs


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything of isonboard under a folder of this test."""
    for name in ("VISUAL", "EDITOR", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    glyphs.choose(plain=False)
    return tmp_path / "home"
