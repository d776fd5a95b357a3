"""The whole app on the sample organisation, for tests: its catalog is filled once a session and copied for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from screen_testing import quiet, until
from textual.pilot import Pilot

from isonboard import config as settings
from isonboard.tui.app import IsonboardApp, _open

SIZES = ((80, 24), (140, 40))


def filled(home: Path, template: Path) -> None:
    """A home with the sample organisation read."""
    if not template.exists():
        from isonboard.assistant.context import Context
        from isonboard.assistant.sync import refresh

        with Context.open(sample=True) as context:
            refresh(context, report=lambda _event: None)
        shutil.copytree(home, template)
    else:
        shutil.copytree(template, home, dirs_exist_ok=True)


@asynccontextmanager
async def opened(
    size: tuple[int, int] = (140, 40),
    *,
    sample: bool = True,
    welcome: bool = False,
    offline: bool = False,
    **screen: Any,
) -> AsyncIterator[tuple[IsonboardApp, Pilot[Any]]]:
    """The app running headless; fails when a worker met something unexpected."""
    config = settings.load()
    chosen = msgspec.structs.replace(config.screen, animations=False, **screen)
    app = IsonboardApp(
        msgspec.structs.replace(config, screen=chosen), _open, sample=sample, welcome=welcome, offline=offline
    )
    try:
        async with app.run_test(size=size) as pilot:
            yield app, pilot
    finally:
        await asyncio.to_thread(app.desk.join)  # nothing of this test reaches into the next one's home
    assert not app.faults, "\n".join(app.faults)


async def settled(app: IsonboardApp, pilot: Pilot[Any]) -> None:
    """Wait until no page waits for an answer any more and what came was shown."""
    await quiet()
    await until(pilot, lambda: not any(worker.is_running for worker in app.workers), "the workers are done")
    await quiet()
