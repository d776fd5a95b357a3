"""Every test of the screen has a home of its own and the full set of signs."""

from pathlib import Path

import pytest
from screen_testing import quiet

from isonboard.tui import app, glyphs
from isonboard.tui.screens import page


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything of isonboard under a folder of this test."""
    for name in ("VISUAL", "EDITOR", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    glyphs.choose(plain=False)
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", quiet)
    monkeypatch.setattr(page, "_FLASH", 600.0)  # what is said stays until it is read
    monkeypatch.setattr(page, "_ENDED", 600.0)
    monkeypatch.setattr(app, "EVERY", 600.0)  # where one is is written when a test says so
    return tmp_path / "home"


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test that wants the sample organisation leaves a copy for the others."""
    return tmp_path_factory.mktemp("sample") / "home"


@pytest.fixture
def sample(home: Path, sample_template: Path) -> Path:
    """A home in which the sample organisation was read."""
    from app_testing import filled

    filled(home, sample_template)
    return home
