"""The key bar: the keys that apply now, and no others."""

import sys
from typing import Any

import pytest
from app_testing import opened, settled
from screen_testing import shown, until

from isonboard import config as settings
from isonboard.errors import ConfigError
from isonboard.model.progress import Failure, Result
from isonboard.tui import keys
from isonboard.tui.jobs import Job, Jobs, JobState
from isonboard.tui.screen_settings import THEMES, screen_problems
from isonboard.tui.screens.compare import CompareScreen
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.favourites import FavouritesScreen
from isonboard.tui.screens.help import HelpScreen
from isonboard.tui.widgets.bars import StatusLine

pytestmark = pytest.mark.usefixtures("sample")


def bar(app: Any) -> str:
    return (shown(app).splitlines() or [""])[-1]  # nothing is painted at first


async def ready(app: Any, pilot: Any) -> None:
    await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)


async def test_running_work_brings_its_keys_and_takes_them_along() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        assert "stop" not in bar(app)
        app.jobs = Jobs(app._job_changed, command=[sys.executable, "-c", "import time; time.sleep(600)"])
        job = app.jobs.start("Reading the sources", "sync")
        await until(pilot, lambda: "X stop  t log  esc back" in bar(app))
        assert "enter open" in bar(app), "what stands at the left stays there"
        await pilot.press("4")
        await until(pilot, lambda: "X stop  t log" in bar(app) and "add" in bar(app))
        await pilot.press("X")
        await until(pilot, lambda: not job.is_running)
        await until(pilot, lambda: "X stop" not in bar(app))


async def test_a_list_without_rows_offers_nothing_that_is_about_a_row() -> None:
    async with opened((140, 40)) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "f star" in bar(app))
        await pilot.press("slash", *"qqqqzzzz", "enter")
        await until(pilot, lambda: app.screen.projects.count == 0 and "f star" not in bar(app))
        for words in ("enter open", "c set up", "n note", "J journey", "space mark"):
            assert words not in bar(app)
        assert "a filter" in bar(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.projects.count > 0 and "f star" in bar(app))
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FavouritesScreen))
        await settled(app, pilot)
        await until(pilot, lambda: "x remove" not in bar(app))


async def test_in_the_search_its_own_keys_are_told() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("slash")
        await until(pilot, lambda: "enter to the list  tab complete" in bar(app))
        await until(pilot, lambda: "f1 help" in bar(app))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


async def test_a_comparison_shows_its_own_keys_first() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await pilot.press("space", "space", "m")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await until(pilot, lambda: "right next  x remove  p project" in bar(app))


async def test_a_key_that_was_taken_is_not_in_the_help_any_more() -> None:
    async with opened((80, 24), keys={"favourite": "s", "sync": "ctrl-g"}) as (app, pilot):
        await ready(app, pilot)
        await until(pilot, lambda: "A setting does not work, ? tells why" in shown(app))
        await until(pilot, lambda: "s star" in bar(app))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and "is taken from sort" in shown(app))
        from isonboard.tui.screens.help import help_blocks

        said = [
            "".join(span.text for span in (*one.first, *one.spans))
            for one in help_blocks("explore", app._keymap)
        ]
        assert any(line.startswith("no key") and "Choose the order." in line for line in said)
        assert any(line.startswith("ctrl-g") and "Read every source again." in line for line in said)
        await pilot.press("escape", "ctrl+g")
        await until(pilot, lambda: app.jobs.find("sync", "") is not None or bool(app.jobs.all))


async def test_a_theme_that_is_not_there_is_told_and_ours_stays() -> None:
    async with opened((80, 24), theme="high-contrst") as (app, pilot):
        await until(pilot, lambda: "screen.theme: there is no theme" in shown(app))
        assert app.theme == "isonboard-dark"
        assert app.problems == [
            "screen.theme: there is no theme “high-contrst”, did you mean high-contrast?; T shows them all"
        ]


def test_the_themes_that_can_be_named_are_those_there_are() -> None:
    from textual.theme import BUILTIN_THEMES

    from isonboard.tui import themes

    assert set(THEMES) >= {theme.name for theme in themes.OWN}
    assert set(THEMES) - {theme.name for theme in themes.OWN} <= set(BUILTIN_THEMES)
    assert screen_problems(settings.Screen()) == []


def test_a_key_that_is_no_word_is_refused_with_the_name_of_its_action(home: Any) -> None:
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[screen.keys]\nnote = 5\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"screen\.keys\.note must be a key between quotes, not 5"):
        settings.load()


def test_doctor_tells_what_the_screen_cannot_do(home: Any) -> None:
    from isonboard.cli.verbs import doctor

    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[screen]\ntheme = "beige"\n[screen.keys]\nclone = "banana"\n', encoding="utf-8")
    assert [finding.text for finding in doctor._screen()] == [
        "screen.theme: there is no theme “beige”; T shows them all",
        "screen.keys.clone: there is no key “banana”",
    ]
    assert keys.keymap_problems(settings.load().screen.keys)


def ended(state: JobState, sentence: str) -> Job:
    job = Job(1, "Reading the sources", "sync", "")
    job.state, job.ended = state, job.began
    if state is JobState.FAILED:
        job.failure = Failure(message=sentence)
    else:
        job.result = Result(sentence=sentence)
    return job


def told(app: Any) -> str:
    """The lines between the body and the key bar."""
    height = app.screen.query_one(StatusLine).size.height
    return " ".join(" ".join(shown(app).splitlines()[-1 - height : -1]).split())


async def test_what_was_just_done_comes_before_work_that_has_ended() -> None:
    async with opened((80, 24)) as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        page = app.screen
        status = page.query_one(StatusLine)
        status.job = ended(JobState.DONE, "31 projects known, 31 changed in 2 s")
        page.flash("Written: ~/iso/workspace/shortlist-2026-11-20.md")
        await until(pilot, lambda: "Written: ~/iso/workspace/shortlist-2026-11-20.md" in told(app))
        page.flash("Noted.")
        await until(pilot, lambda: "Noted." in told(app))
        assert "Reading the sources: 31 projects known, 31 changed in 2 s" in told(app), (
            "there is room for both"
        )
        page._flashed()
        await until(pilot, lambda: "31 changed in 2 s" in told(app) and "Noted." not in told(app))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_failure_is_told_whole(size: tuple[int, int]) -> None:
    reason = "the portal at https://portal.acme.example/repos.json answered 403 Forbidden: the token is not accepted there; set another one"
    async with opened(size) as (app, pilot):
        await ready(app, pilot)
        await settled(app, pilot)
        status = app.screen.query_one(StatusLine)
        status.job = ended(JobState.FAILED, reason)
        await until(pilot, lambda: reason in told(app))
        await until(pilot, lambda: "esc back" in bar(app))
        app.screen.flash("Noted.")
        await until(pilot, lambda: "Noted." in told(app) and status.size.height == 1)
        app.screen.flash(reason, "bad")
        await until(pilot, lambda: reason in told(app))
        status.job = None
        app.screen.flash("Noted.")
        await until(pilot, lambda: status.size.height == 1)
