"""A host that asks us to wait is named once for each pause, however many requests wait for it."""

import asyncio
import io
import sys

from isonboard.assistant import pauses
from isonboard.cli import progress
from isonboard.model.progress import Progress


def test_several_requests_that_wait_for_one_host_are_one_sentence(monkeypatch):
    now = 0.0
    monkeypatch.setattr(pauses.time, "monotonic", lambda: now)
    said = []
    told = pauses.told_pauses(said.append)
    for seconds in (30.0, 30.0, 29.5):
        told("api.github.com", seconds)
    told("gitlab.com", 5.0)
    assert [one.subject for one in said] == ["api.github.com", "gitlab.com"]
    assert "30 seconds" in said[0].text
    now = 40.0
    told("api.github.com", 10.0)
    assert len(said) == 3


async def test_a_transport_tells_its_pauses(bare_home):
    from isonboard.assistant.context import Context

    with Context.open() as context:
        async with context.transport(pauses.told_pauses(lambda _event: None)) as transport:
            assert transport._on_pause is not None
            await asyncio.sleep(0)


def test_a_terminal_shows_what_is_left(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    progress._terminal_line(Progress(stage="reading", subject="hub", done=500, total=2_000, unit="projects", eta_seconds=42))  # fmt: skip
    assert "hub: reading 500 of 2,000 projects, about 42 s left" in sys.stderr.getvalue()
    progress._terminal_line(Progress(stage="reading", done=1, total=9, unit="projects", eta_seconds=400))
    assert "about 7 minutes left" in sys.stderr.getvalue()
