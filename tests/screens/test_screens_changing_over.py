"""From the sample to one's own projects, while keys go on coming; whose profile the answers of Welcome go to."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_testing import opened, settled
from screen_testing import quiet, shown, until
from textual import events
from textual.pilot import Pilot

from isonboard import config as settings
from isonboard.model.profile import Level, Profile, Skill
from isonboard.notebook.profile import ProfileBook
from isonboard.tui.app import IsonboardApp
from isonboard.tui.jobs import Jobs
from isonboard.tui.screens.dialogs import ConfirmScreen, LineScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.issues import IssuesScreen
from isonboard.tui.screens.project_actions import ProjectActions
from isonboard.tui.screens.sources import SourcesScreen
from isonboard.tui.screens.welcome import WelcomeScreen, profile_with
from isonboard.tui.widgets.fields import Field

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one clone; git knows who one is."""
    (tmp_path / "gitconfig").write_text("[user]\nname = Ada of git\nemail = ada@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    clone = tmp_path / "code" / "alpha"
    clone.mkdir(parents=True)
    (clone / "README.md").write_text("# Alpha\n")
    for argv in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run(["git", *argv], cwd=clone, check=True)
    return clone.parent


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects of the jobs that were begun; none of them runs."""
    begun: list[str] = []

    def start(_jobs: Jobs, _title: str, *_words: str, subject: str = "") -> None:
        begun.append(subject)

    monkeypatch.setattr(Jobs, "start", start)
    return begun


async def at(
    app: IsonboardApp, pilot: Pilot[Any], kind: type, true: Callable[[], bool] = lambda: True
) -> None:
    await until(pilot, lambda: isinstance(app.screen, kind) and app.screen.is_mounted, kind.__name__)
    await until(pilot, true)


def post(app: IsonboardApp, *keys: str) -> None:
    """All in one piece: none is dealt with before the last has come."""
    assert app._driver is not None
    for key in keys:
        app._driver.send_message(events.Key(key, key if len(key) == 1 else None))


async def asked_to_keep(app: IsonboardApp, pilot: Pilot[Any], folder: Path) -> None:
    """From the sample's list, which shows, to the question whether the folder is to be kept."""
    await at(app, pilot, ExploreScreen, lambda: app.screen.projects.count == 31)
    await pilot.press("2")
    await at(app, pilot, IssuesScreen, lambda: app.screen.issues.count > 0)
    await pilot.press("5")
    await at(app, pilot, SourcesScreen, lambda: "in good order" in shown(app))
    await pilot.press("a")
    await at(app, pilot, LineScreen)
    await pilot.press(*str(folder), "enter")
    await at(app, pilot, ConfirmScreen)


@pytest.mark.parametrize("keys", [("1",), ("2", "1"), ("1", "5"), ("escape",), ()])
async def test_who_turns_the_page_while_a_source_is_kept_sees_ones_own_projects(
    keys: tuple[str, ...], folder: Path, started: list[str]
) -> None:
    async with opened() as (app, pilot):
        await asked_to_keep(app, pilot, folder)
        before = app.pages
        post(app, "y", *keys)
        await until(pilot, lambda: "code" in started, "its reading is begun")
        await settled(app, pilot)
        assert app.is_running
        assert not app.sample
        assert list(app.config.sources) == ["code"]
        await at(app, pilot, ExploreScreen if keys and keys[-1] != "5" else SourcesScreen)
        await until(pilot, lambda: "sample organisation" not in shown(app))
        kept = [page for page in before if page in app.pages]
        assert [type(page) for page in kept] == [SourcesScreen], "every other one began anew"
        await pilot.press("1")
        await at(app, pilot, ExploreScreen, lambda: app.screen._results is not None)
        assert app.screen.projects.count == 0
        await pilot.press("5")
        await at(app, pilot, SourcesScreen, lambda: "not read yet" in shown(app))


async def test_pages_opened_while_the_old_ones_close_are_those_of_ones_own(folder: Path) -> None:
    async with opened() as (app, pilot):
        await asked_to_keep(app, pilot, folder)
        await pilot.press("n", "2")
        await at(app, pilot, IssuesScreen)
        app.look_at(sample=False, stays="sources")
        post(app, "1", "2", "3", "1")
        await quiet()
        await at(app, pilot, ExploreScreen, lambda: app.screen._results is not None)
        assert app.screen.projects.count == 0


async def kept_in_welcome(app: IsonboardApp, pilot: Pilot[Any], folder: Path) -> None:
    """To the moment when enter keeps the folder."""
    await at(app, pilot, WelcomeScreen)
    await until(pilot, lambda: "Ada of git" in app.screen.query_one("#identity", Field).value)
    await pilot.press(*str(folder), "enter")
    await until(pilot, lambda: "Enter keeps it" in shown(app))


async def test_welcome_keeps_the_profile_that_it_has_taken_over(folder: Path, sample: Path) -> None:
    told = Profile(skills=(Skill("Python", Level.EXPERT), Skill("Rust", Level.LEARNING)), name="Ada Lovelace")
    ProfileBook(sample / "data" / "sample").save(told)
    async with opened(sample=False, welcome=True) as (app, pilot):
        await kept_in_welcome(app, pilot, folder)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.question == 1)
        await until(pilot, lambda: "Ada Lovelace" in app.screen.query_one("#identity", Field).value)
        await pilot.press("enter", *"py, golang", "enter")
        await at(app, pilot, ExploreScreen)
        await settled(app, pilot)
    profile = ProfileBook(sample / "data").load()
    assert profile.skills == (*told.skills, Skill("Go", Level.GOOD))
    assert (profile.name, profile.email) == ("Ada Lovelace", "ada@example.org")


async def test_escape_right_after_keeping_a_source_answers_for_ones_own_profile(
    folder: Path, sample: Path
) -> None:
    async with opened(sample=False, welcome=True) as (app, pilot):
        await kept_in_welcome(app, pilot, folder)
        post(app, "enter", "escape", "escape")
        await at(app, pilot, ExploreScreen)
        await settled(app, pilot)
        assert not app.sample
        assert list(app.config.sources) == ["code"]
    assert ProfileBook(sample / "data").load().name == "Ada of git"
    assert ProfileBook(sample / "data" / "sample").load() == Profile()
    assert settings.load().screen.welcomed


def test_answers_are_laid_over_what_is_known_already() -> None:
    known = Profile(skills=(Skill("Python", Level.EXPERT),), name="Ada", packages=("pypi:httpx",))
    found = Profile(skills=(Skill("Go", Level.BASIC),), packages=("go:acme.example/x",))
    answered = profile_with(known, "", "python, Go", found)
    assert answered.skills == (*known.skills, Skill("Go", Level.BASIC))
    assert (answered.name, answered.packages) == ("Ada", ("pypi:httpx", "go:acme.example/x"))
    assert profile_with(known, "", "", found) == known


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("vim 'x", "The editor's command cannot be read: vim 'x"),
        ("  ", "No editor is named"),
        ("", "No editor"),
    ],
)
async def test_an_editor_that_cannot_be_understood_is_told_and_starts_nothing(
    named: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lent: list[Any] = []
    monkeypatch.setattr(ProjectActions, "outside", lambda _page, argv, _cwd: lent.append(argv))
    monkeypatch.setenv("EDITOR", named)
    async with opened() as (app, pilot):
        await at(app, pilot, ExploreScreen, lambda: app.screen._results is not None)
        await settled(app, pilot)
        app.screen.edit(str(tmp_path))
        await until(pilot, lambda: said in shown(app))
        monkeypatch.setenv("VISUAL", " ")
        monkeypatch.setenv("EDITOR", "ed -p '> '")
        app.screen.edit(str(tmp_path))
    assert lent == [["ed", "-p", "> ", str(tmp_path)]]
