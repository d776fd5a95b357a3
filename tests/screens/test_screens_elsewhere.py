"""Sources that keep no copy: asked when the typing rests, merged into the list, found again offline."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_testing import opened, settled
from screen_testing import shown, until

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

from backstage_server import BackstageServer, component
from counterparty import Reply

from isonboard.tui.screens import explore
from isonboard.tui.screens.explore import ExploreScreen


@pytest.fixture
def backstage(home: Path) -> Iterator[BackstageServer]:
    names = ("ledger", "ferry-booking", "ferry-radar", "granary")
    server = BackstageServer([component(name) for name in names], open_door=True)
    with server.listening() as address:
        sources = home / "config" / "sources.d"
        sources.mkdir(parents=True)
        (sources / "bs.toml").write_text(
            f'kind = "backstage"\nurl = {json.dumps(address)}\nmode = "remote"\n'
        )
        yield server


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once the typing rests."""
    event = asyncio.Event()
    monkeypatch.setattr(explore, "rest", event.wait)
    return event


def terms(server: BackstageServer) -> list[str]:
    return [asked.query.get("fullTextFilterTerm", "") for asked in server.asked]


async def test_they_are_asked_when_the_typing_rests(
    backstage: BackstageServer, rested: asyncio.Event
) -> None:
    async with opened(sample=False, welcome=False) as (app, pilot):
        await until(pilot, lambda: "bs is asked each time" in shown(app), "it says what to do")
        await pilot.press("slash", *"ferry")
        await settled_but_for_the_rest(pilot)
        assert terms(backstage) == []
        rested.set()
        await until(pilot, lambda: "Ferry-Booking" in shown(app) and "Ferry-Radar" in shown(app), "hits came")
        assert terms(backstage) == ["ferry"]
        assert isinstance(app.screen, ExploreScreen)
        rows = app.screen.projects
        await until(
            pilot, lambda: "found by the search of bs" in getattr(rows.row(0), "why", ()), "it says how"
        )


async def test_what_goes_wrong_is_said_and_what_was_seen_stays(
    backstage: BackstageServer, rested: asyncio.Event
) -> None:
    rested.set()
    async with opened(sample=False, welcome=False) as (app, pilot):
        await pilot.press("slash", *"ferry")
        await until(pilot, lambda: "Ferry-Radar" in shown(app), "hits came")
        backstage.answer = lambda _asked: Reply(400, {"error": {"message": "no such field"}})  # type: ignore[method-assign]
        await pilot.press(*" radar")
        await until(pilot, lambda: "bs: not up to date" in shown(app), "it is said")
        assert "Ferry-Radar" in shown(app)
    backstage.asked.clear()
    async with opened(sample=False, welcome=False, offline=True) as (app, pilot):
        await pilot.press("slash", *"radar")
        await until(pilot, lambda: "Ferry-Radar" in shown(app), "what was seen is found")
        await settled(app, pilot)
        assert backstage.asked == []


async def settled_but_for_the_rest(pilot: Any) -> None:
    await until(
        pilot,
        lambda: {worker.group for worker in pilot.app.workers if worker.is_running} == {"elsewhere"},
        "only the rest is waited for",
    )
