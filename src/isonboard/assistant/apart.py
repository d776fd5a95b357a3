"""Long reckoning beside an event loop, so that who waits for an answer of the network does not wait for it too."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
_TURN = threading.Lock()  # one piece at a time: two would only share the interpreter


async def apart(work: Callable[[], T]) -> T:
    """What `work` returns or raises, reckoned in a thread of its own; it touches neither a Context nor files.

    What is cancelled before its turn never begins; what is under way goes on unheard. The thread is a daemon, unlike
    those of `asyncio.to_thread`: quitting waits for no document.
    """
    answer: Future[T] = Future()
    threading.Thread(target=_work, args=(work, answer), name="isonboard-apart", daemon=True).start()
    return await asyncio.wrap_future(answer)


def _work(work: Callable[[], T], answer: "Future[T]") -> None:
    with _TURN:
        if not answer.set_running_or_notify_cancel():
            return
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is awaited
            answer.set_exception(error)
