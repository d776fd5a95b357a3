"""Every page in its states as one sees it, at both sizes: text, and on the small screen the inks, line by line.

`ISONBOARD_DUMPS=write pytest tests/screens/test_screens_sights.py` writes them anew; look at the diff before keeping it.
"""

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from app_testing import SIZES, opened, settled
from screen_testing import quiet, shown, until
from textual.pilot import Pilot
from textual.scrollbar import ScrollBar

from isonboard.errors import SourceError, StorageError
from isonboard.model.notebook import Seen
from isonboard.model.profile import Level, Profile, Skill
from isonboard.notebook.favourites import Favourites
from isonboard.notebook.profile import ProfileBook
from isonboard.tui import themes, words
from isonboard.tui.app import IsonboardApp, PlainScrollBar
from isonboard.tui.screens import panes
from isonboard.tui.screens.explore import ExploreScreen
from isonboard.tui.screens.page import Page
from isonboard.tui.widgets.paint import inks_of

DUMPS = Path(__file__).parent / "dumps"


@pytest.fixture(autouse=True)
def same_everywhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine and of this minute is on the screen."""
    monkeypatch.setenv("HOME", str(home.parent))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home.parent / "gitconfig"))
    (home.parent / "gitconfig").write_text("[user]\nname = Ada Lund\nemail = ada@halden.example\n")
    for name in ("_SIGHT", "_REST"):
        monkeypatch.setattr(panes, name, 0.001)
    for name in ("ago", "age"):
        told = getattr(words, name)

        def settled_age(then: datetime | None, now: datetime, told: Any = told) -> str:
            recent = then is not None and now - then < timedelta(minutes=50)
            return told(then, then if recent else now)

        monkeypatch.setattr(words, name, settled_age)


class Sights:
    """Compares what is seen with what is kept, all at the end."""

    def __init__(self, app: IsonboardApp, pilot: Pilot[Any], size: tuple[int, int]) -> None:
        self._app, self._pilot, self._size = app, pilot, size
        ScrollBar.renderer = (
            PlainScrollBar  # no glyphs: whether a bar is there already may take a turn longer
        )
        self._wrong: list[str] = []

    async def take(self, name: str, *keys: str, true: Callable[[], bool] = lambda: True) -> None:
        await self._pilot.press(*keys)
        for _ in range(3):
            await settled(self._app, self._pilot)
            await self._pilot.pause()
        await until(self._pilot, true, name)
        if isinstance(self._app.screen, Page):
            self._app.screen._flashed()
        await self._pilot.pause()
        await quiet()
        seen = picture(self._app, inks=self._size[0] == 80)
        kept = DUMPS / f"{name}-{self._size[0]}x{self._size[1]}.txt"
        if os.environ.get("ISONBOARD_DUMPS") == "write":
            kept.write_text(seen, encoding="utf-8")
        before = kept.read_text(encoding="utf-8")
        if seen != before:
            self._wrong += unified_diff(
                before.splitlines(), seen.splitlines(), kept.name, "now", n=0, lineterm=""
            )

    def compare(self) -> None:
        assert not self._wrong, "\n".join(self._wrong)


def picture(app: IsonboardApp, *, inks: bool) -> str:
    """The screen's text; with `inks` below it how each line is inked, for example `4 act1 strong12 dim20`."""
    names: dict[tuple[Any, ...], str] = {}
    for name, style in inks_of(themes.tokens(app.current_theme)).items():
        if style.color is not None:
            names.setdefault((style.color.get_truecolor(), bool(style.bold), bool(style.underline)), name)
    strips = app.screen._compositor.render_strips()
    lines = [strip.text.rstrip() for strip in strips]
    if inks:
        lines.append("--- inks")
        for number, strip in enumerate(strips, 1):
            worn = [
                (names.get(_worn(style), "other") if text.strip() else "", len(text))
                for text, style, _ in strip
            ]
            runs = [(ink, sum(length for _, length in run)) for ink, run in groupby(worn, lambda one: one[0])]
            told = " ".join(f"{ink}{length}" for ink, length in runs if ink)
            lines += [f"{number} {told}"] if told else []
    return "\n".join(lines) + "\n"


def _worn(style: Any) -> tuple[Any, ...]:
    return (
        style.color.get_truecolor() if style.color is not None else None,
        bool(style.bold),
        bool(style.underline),
    )


def furnish(sample: Path) -> None:
    """Somebody who knows Python, with one favourite that has news."""
    ProfileBook(sample / "data" / "sample").save(
        Profile(name="Ada Lund", skills=(Skill("Python"), Skill("Go", Level.BASIC)), interests=("ferries",))
    )
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder

    with Context.open(sample=True) as context:
        planner = context.catalog.resolve("berth-planner")
        context.favourites.add(planner, note="Nora answers questions on Thursdays")
        asyncio.run(_fetched(context))
        Finder(context).refresh_fit()
    seen = Seen(name="Old/berth-planner", activity=40)
    Favourites(sample / "data" / "sample").visited(planner.id, datetime.now(UTC) - timedelta(days=8), seen)


async def _fetched(context: Any) -> None:
    """Everything is known of every project: nothing that is fetched meanwhile changes what is shown."""
    from isonboard.assistant.detail import details, guidance_page, issue_page
    from isonboard.assistant.health import health

    for project_id in [project.id for project in context.catalog.all_projects()]:
        await details(context, project_id)
        await guidance_page(context, project_id)
        await issue_page(context, project_id)
        await health(context, project_id)


@pytest.mark.long  # half a minute on a busy machine
@pytest.mark.parametrize("size", SIZES)
async def test_the_places_look_as_they_looked(size: tuple[int, int], sample: Path) -> None:
    await asyncio.to_thread(furnish, sample)
    async with opened(size) as (app, pilot):
        sights = Sights(app, pilot, size)
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
        await sights.take("explore", "g")
        await sights.take("explore-search", "slash", *"ticket", "enter", "b")
        await sights.take("explore-nothing", "slash", *"zzqq", "enter")
        await sights.take("sort", "s")
        await sights.take("palette", "escape", "colon", *"copy")
        await pilot.press("escape", "x", "escape", "g")
        await settled(app, pilot)
        await sights.take("compare", "space", "space", "m")
        await sights.take("help", "escape", "M", "question_mark")
        await sights.take("issues", "escape", "2", true=lambda: app.screen.issues.count > 20)
        await sights.take("issue", "enter")
        await sights.take("issues-nothing", "escape", "slash", *"zzqq", "enter")
        await sights.take("favourites", "3")
        await sights.take("confirm", "x")
        await sights.take("journey", "n", "J")
        await sights.take("profile", "escape", "4")
        await sights.take("sources", "5")
        sights.compare()


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_empty_or_failed_says_the_next_step(
    size: tuple[int, int], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(size, sample=False, welcome=True) as (app, pilot):
        sights = Sights(app, pilot, size)
        await sights.take("welcome")
        sights.compare()

    async with opened(size, sample=False) as (app, pilot):
        sights = Sights(app, pilot, size)
        await sights.take("explore-no-source")
        await sights.take("issues-none", "2")
        await sights.take("favourites-none", "3")
        await sights.take("sources-none", "5")
        sights.compare()

    def broken(_sample: bool, _offline: bool) -> Any:
        raise StorageError("the cache cannot be opened", hint="Free disk space.")

    monkeypatch.setattr("app_testing._open", broken)
    async with opened(size) as (app, pilot):
        sights = Sights(app, pilot, size)
        await sights.take("explore-broken")
        sights.compare()


@pytest.mark.parametrize("size", SIZES)
async def test_a_source_that_failed_is_told_with_its_age(
    size: tuple[int, int], home: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from isonboard.assistant.context import Context
    from isonboard.assistant.sync import refresh
    from isonboard.sample.organisation import SampleSource

    async def fails(_self: Any, _watermark: str | None = None) -> Any:
        raise SourceError("git.halden.example does not answer", hint="Check the network.")
        yield

    monkeypatch.setattr(SampleSource, "projects", fails)

    def read() -> None:
        with Context.open(sample=True) as context:
            refresh(context, report=lambda _event: None)

    await asyncio.to_thread(read)
    async with opened(size, offline=True) as (app, pilot):
        sights = Sights(app, pilot, size)
        await until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen._results is not None)
        await sights.take("explore-offline")
        await sights.take("sources-failed", "5")
        sights.compare()


PORTALS = {"empty": "[]", "torn": '[{"name": "ledger"'}


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_says_why_it_is_empty(size: tuple[int, int], home: Path) -> None:
    """Sources without projects, a source that cannot be read, and none read yet without a network."""
    from isonboard.assistant.context import Context
    from isonboard.assistant.sync import refresh

    def read() -> None:
        with Context.open() as context:
            refresh(context, report=lambda _event: None)

    def configured(url: str) -> None:
        (home / "config").mkdir(parents=True, exist_ok=True)
        (home / "config" / "config.toml").write_text(f'[sources.acme]\nkind = "portal"\nurl = "{url}"\n')

    portal = home / "repos.json"
    configured("https://portal.acme.example/repos.json")
    async with opened(size, sample=False, offline=True) as (app, pilot):
        sights = Sights(app, pilot, size)
        await sights.take("explore-never-read", true=lambda: "--sample" in shown(app))
        sights.compare()
    configured(portal.as_uri())
    for name, text in PORTALS.items():
        portal.write_text(text)
        await asyncio.to_thread(read)
        async with opened(size, sample=False, offline=True) as (app, pilot):
            sights = Sights(app, pilot, size)
            await sights.take(
                f"explore-{name}", true=lambda: "acme" in shown(app) or "answered" in shown(app)
            )
            sights.compare()
