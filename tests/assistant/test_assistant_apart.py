"""Long reckoning leaves the event loop to who waits for an answer."""

import asyncio
import threading

import pytest

from isonboard.assistant import detail
from isonboard.assistant.apart import apart
from isonboard.assistant.context import Context
from isonboard.assistant.sync import refresh

PATIENCE = 60.0  # seconds until a test that would wait for ever fails


@pytest.fixture
def context(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    with Context.open(sample=True) as opened:
        refresh(opened, report=lambda _event: None)
        yield opened


@pytest.mark.parametrize(
    ("page", "reckoning"), [("guidance_page", "guidance_of"), ("issue_page", "ranked_issues")]
)
async def test_other_answers_come_while_a_long_document_or_list_is_worked_through(
    context, monkeypatch, page, reckoning
):
    begun, answered = threading.Event(), threading.Event()
    real = getattr(detail, reckoning)

    def long(*values, **named):
        begun.set()
        assert answered.wait(PATIENCE), "the loop was held"
        return real(*values, **named)

    monkeypatch.setattr(detail, reckoning, long)
    asked = asyncio.ensure_future(getattr(detail, page)(context, context.catalog.resolve("berth-planner").id))
    while not begun.is_set() and not asked.done():
        await asyncio.sleep(0)
    answered.set()
    assert await asked


async def test_what_is_given_up_before_its_turn_never_begins_and_the_next_has_its_turn():
    begun, go, done = threading.Event(), threading.Event(), []
    first = asyncio.ensure_future(apart(lambda: (begun.set(), go.wait(PATIENCE))))
    while not begun.is_set():
        await asyncio.sleep(0)
    second = asyncio.ensure_future(apart(lambda: done.append("given up")))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    go.set()
    await first
    await apart(lambda: done.append("wanted"))
    assert done == ["wanted"]


async def test_what_goes_wrong_is_raised_where_it_is_awaited():
    with pytest.raises(ZeroDivisionError):
        await apart(lambda: 1 // 0)
    assert await apart(lambda: 2) == 2
