"""Where the screen has its waiting done: a few threads, each with a Context of its own, never the UI's loop.

A screen's worker awaits `find`, `ask` or `fetch` and turns the answer into a message or a reactive. The threads are
daemons: quitting never waits for them.
"""

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder

T = TypeVar("T")
_AT_ONCE = 8  # errands on the network: whoever moves on faster than they end leaves the others unbegun
_LAST_WORDS = 2.0  # seconds that what uses the network has to end when the desk is closed


class _Errand(NamedTuple):
    work: Callable[["Context"], Any]
    answer: "Future[Any]"
    topic: str


class _Lane(threading.Thread):
    """One thread, one Context; errands in turn. Of errands waiting under one topic only the newest is done."""

    def __init__(self, name: str, open_context: "Callable[[], Context]") -> None:
        super().__init__(name=f"isonboard-{name}", daemon=True)
        self._open = open_context
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._newest: dict[str, Future[Any]] = {}
        self._lock = threading.Lock()
        self._abandoned = False

    def submit(self, work: "Callable[[Context], T]", topic: str) -> "Future[T]":
        answer: Future[T] = Future()
        if topic:
            with self._lock:
                older, self._newest[topic] = self._newest.get(topic), answer
            if older is not None:
                older.cancel()
        self._errands.put(_Errand(work, answer, topic))
        return answer

    def close(self, *, abandon: bool) -> None:
        """Let the thread go once it has done what is waiting, or with `abandon` what it is at."""
        self._abandoned = abandon
        self._errands.put(None)

    def run(self) -> None:
        context: Context | None = None
        while (errand := self._errands.get()) is not None:
            if self._abandoned:
                errand.answer.cancel()
            if errand.answer.set_running_or_notify_cancel():
                try:
                    if context is None:
                        context = self._open()
                    errand.answer.set_result(errand.work(context))
                except BaseException as error:  # noqa: BLE001 - it is raised again where it is awaited
                    errand.answer.set_exception(error)
            self._forget(errand)
            del errand  # else an idle thread holds the last answer
        if context is not None:
            context.close()

    def _forget(self, errand: _Errand) -> None:
        with self._lock:
            if self._newest.get(errand.topic) is errand.answer:
                del self._newest[errand.topic]


class Desk:
    """Three lanes: searches (with the loaded index), everything else on disk, and what may use the network."""

    def __init__(self, open_context: "Callable[[], Context]") -> None:
        self._open = open_context
        self._lanes: dict[str, _Lane] = {}
        self._finder: Finder | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_context: Context | None = None
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._threads: list[threading.Thread] = []
        self._closed = False

    async def find(self, work: "Callable[[Finder], T]", topic: str = "") -> T:
        """Something of the finder's: searches and rows. A newer call under the same topic replaces a waiting one."""

        def with_finder(context: "Context") -> T:
            if self._finder is None:
                from isonboard.assistant.find import Finder

                self._finder = Finder(context)
            return work(self._finder)

        return await self._done("find", with_finder, topic)

    async def ask(self, work: "Callable[[Context], T]", topic: str = "") -> T:
        """Something that reads or writes files, the catalog or git."""
        return await self._done("ask", work, topic)

    async def fetch(self, work: "Callable[[Context], Awaitable[T]]") -> T:
        """Something that may use the network; cancelling the awaiting worker cancels it.

        What is given up before its turn never begins. The loop alone would not see to that: while it is busy ranking
        a thousand issues, the cancelling waits behind the first step of what is cancelled, and without a network that
        step is all of the work.
        """
        self._refuse_when_closed()
        given_up = False

        async def in_turn() -> T:
            async with self._turns:
                if given_up:
                    raise asyncio.CancelledError
                if self._loop_context is None:
                    self._loop_context = self._open()
                return await work(self._loop_context)

        try:
            return await asyncio.wrap_future(
                asyncio.run_coroutine_threadsafe(in_turn(), self._running_loop())
            )
        except asyncio.CancelledError:
            given_up = True
            raise

    async def everywhere(self, work: "Callable[[Context], object]") -> None:
        """The same to every Context that is open: reload the profile, the settings."""
        for name in list(self._lanes):
            await self._done(name, work, "")
        if self._loop_context is not None:

            async def in_loop(context: "Context") -> None:
                work(context)

            await self.fetch(in_loop)

    def close(self, *, abandon: bool = False) -> None:
        """Let the threads go, with `abandon` without what is still waiting; does not wait for them."""
        self._closed = True
        for lane in self._lanes.values():
            lane.close(abandon=abandon)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = None

    def join(self) -> None:
        """Wait until the threads of a closed desk have gone."""
        for thread in self._threads:
            thread.join()

    async def _done(self, lane: str, work: "Callable[[Context], T]", topic: str) -> T:
        self._refuse_when_closed()
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self._open)
            self._start(self._lanes[lane])
        return await asyncio.wrap_future(self._lanes[lane].submit(work, topic))

    def _refuse_when_closed(self) -> None:
        """Nobody waits for an answer any more: whoever asks ends as if it had been cancelled."""
        if self._closed:
            raise asyncio.CancelledError

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = loop = asyncio.new_event_loop()
            self._start(
                threading.Thread(target=self._run_loop, args=(loop,), name="isonboard-fetch", daemon=True)
            )
        return self._loop

    def _start(self, thread: threading.Thread) -> None:
        self._threads.append(thread)
        thread.start()

    def _run_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            if tasks := asyncio.all_tasks(loop):
                for task in tasks:
                    task.cancel()
                loop.run_until_complete(asyncio.wait(tasks, timeout=_LAST_WORDS))
            loop.close()
            if self._loop_context is not None:
                self._loop_context.close()
