"""Sources that keep no copy here are asked while one types: once the typing rests, by a worker that a next key ends."""

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder
    from isonboard.assistant.remote import RemoteHits
    from isonboard.model.project import SourceConfig
    from isonboard.tui.app import IsonboardApp
    from isonboard.tui.desk import Desk

RESTED = 0.4
"""Seconds without a key after which others are asked."""


def asked_each_time(app: "IsonboardApp") -> "tuple[SourceConfig, ...]":
    """The sources that are asked instead of copied; none on the sample and offline."""
    if app.sample or app.offline:
        return ()
    return tuple(source for source in app.config.enabled_sources if source.mode == "remote")


async def rest() -> None:
    """Wait whether another key comes."""
    await asyncio.sleep(RESTED)


async def ask_elsewhere(desk: "Desk", text: str) -> None:
    """Have `text` searched for elsewhere; what was found joins the next answer of the finder to the same text."""
    from isonboard.assistant.remote import search_remote
    from isonboard.assistant.sync import index_is_current, is_quickly_indexed, refresh_derived

    async def ask(context: "Context") -> "RemoteHits":
        return await search_remote(context, text)

    def take_in(context: "Context") -> None:
        if is_quickly_indexed(context) and not index_is_current(context):  # else what is heard comes last
            refresh_derived(context, report=lambda _event: None)

    found = await desk.fetch(ask)
    await desk.ask(take_in)

    def hear(finder: "Finder") -> None:
        finder.index.reload()
        finder.hear(text, found.reasons)

    await desk.find(hear)
