"""The desk: waiting is done elsewhere, the newest question wins, errors come back where they are awaited."""

import asyncio
import threading
import traceback
import weakref
from functools import partial
from typing import Any

import pytest

from isonboard.errors import SourceError
from isonboard.tui.desk import Desk
from isonboard.tui.screens.page import Page


class Context:
    opened = 0

    def __init__(self) -> None:
        type(self).opened += 1
        self.thread = threading.get_ident()
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def desk() -> Any:
    Context.opened = 0
    desk = Desk(Context)  # type: ignore[arg-type]
    yield desk
    desk.close()


async def test_nothing_is_opened_before_it_is_wanted(desk: Desk) -> None:
    assert Context.opened == 0
    assert await desk.ask(lambda context: context.thread) != threading.get_ident()  # type: ignore[attr-defined]
    assert Context.opened == 1


async def test_a_lane_keeps_its_context(desk: Desk) -> None:
    first = await desk.ask(lambda context: context)
    assert await desk.ask(lambda context: context) is first
    assert Context.opened == 1


async def test_errors_come_back_where_they_are_awaited(desk: Desk) -> None:
    def fail(_context: Any) -> None:
        raise SourceError("no connection")

    with pytest.raises(SourceError, match="no connection"):
        await desk.ask(fail)
    assert await desk.ask(lambda _context: 1) == 1, "the lane goes on"


async def test_of_questions_waiting_under_one_topic_only_the_newest_is_answered(desk: Desk) -> None:
    hold, started = threading.Event(), threading.Event()
    done: list[int] = []

    def block(_context: Any) -> None:
        started.set()
        hold.wait(180)

    blocking = asyncio.ensure_future(desk.ask(block))
    while not started.is_set():
        await asyncio.sleep(0)
    asked = [
        asyncio.ensure_future(desk.ask(lambda _context, n=n: done.append(n) or n, topic="search"))
        for n in range(5)
    ]
    await asyncio.sleep(0)
    hold.set()
    await blocking
    assert await asked[-1] == 4
    assert done == [4]
    assert all(task.cancelled() for task in asked[:-1])


async def test_what_may_use_the_network_can_be_cancelled(desk: Desk) -> None:
    begun, ended = threading.Event(), threading.Event()

    async def slow(_context: Any) -> None:
        begun.set()
        try:
            await asyncio.sleep(600)
        finally:
            ended.set()

    task = asyncio.ensure_future(desk.fetch(slow))
    while not begun.is_set():
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 180)


async def test_what_is_given_up_while_the_network_s_thread_is_busy_never_begins(desk: Desk) -> None:
    hold, started = threading.Event(), threading.Event()
    done: list[int] = []

    async def busy(_context: Any) -> None:
        started.set()
        hold.wait(180)

    async def errand(_context: Any, number: int) -> None:
        done.append(number)

    blocking = asyncio.ensure_future(desk.fetch(busy))
    while not started.is_set():
        await asyncio.sleep(0)
    for number in range(5):
        given_up = asyncio.ensure_future(desk.fetch(partial(errand, number=number)))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
    hold.set()
    await blocking
    await desk.fetch(partial(errand, number=5))
    assert done == [5]


async def test_an_idle_thread_holds_no_answer(desk: Desk) -> None:
    page = await desk.ask(lambda _context: Context(), topic="page")
    gone = weakref.ref(page)
    await desk.ask(lambda _context: None)  # by now the thread has put the first errand away
    del page
    assert gone() is None
    assert not desk._lanes["ask"]._newest


async def test_a_worker_that_is_cancelled_keeps_nothing_of_what_it_did() -> None:
    held = asyncio.Event()

    async def reading() -> None:
        held.set()
        await asyncio.sleep(600)

    worker = asyncio.ensure_future(Page()._guarded(reading, "preview"))
    await held.wait()
    worker.cancel()
    with pytest.raises(asyncio.CancelledError) as caught:
        await worker
    frames = [frame.f_code.co_name for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert "_guarded" in frames
    assert "reading" not in frames


async def test_everywhere_reaches_every_open_context(desk: Desk) -> None:
    async def own(context: Any) -> Any:
        return context

    contexts = {await desk.ask(lambda context: context), await desk.fetch(own)}
    seen: set[Any] = set()
    await desk.everywhere(seen.add)
    assert seen == contexts


async def test_a_closed_desk_answers_nobody_and_opens_nothing(desk: Desk) -> None:
    hold, started = threading.Event(), threading.Event()
    done: list[str] = []

    def block(_context: Any) -> None:
        started.set()
        hold.wait(180)

    first = asyncio.ensure_future(desk.ask(block))
    while not started.is_set():
        await asyncio.sleep(0)
    waiting = asyncio.ensure_future(desk.ask(lambda _context: done.append("too late")))
    await asyncio.sleep(0)
    desk.close(abandon=True)
    hold.set()
    await first
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(asyncio.CancelledError):
        await desk.find(lambda _finder: done.append("later still"))
    await asyncio.to_thread(desk.join)
    assert not done
