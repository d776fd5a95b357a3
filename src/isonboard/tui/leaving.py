"""Leaving because somebody outside says so: the system shuts down (SIGTERM), the terminal has gone (SIGHUP)."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from functools import partial

INTERRUPTED = 130
_PATIENCE = 8.0  # seconds: longer than quitting takes, jobs included


def leave_on_signals(leave: Callable[[], None]) -> None:
    """Have `leave` called on SIGTERM and SIGHUP: the terminal is given back, jobs are stopped, the place is kept."""
    for name in ("SIGTERM", "SIGHUP"):
        which = getattr(signal, name, None)
        if which is not None and os.name == "posix":
            asyncio.get_running_loop().add_signal_handler(which, partial(_leave, leave, which))


def _leave(leave: Callable[[], None], which: signal.Signals) -> None:
    if which is signal.SIGHUP:
        _let_the_terminal_go()
    # should leaving wait for a terminal that takes nothing any more
    last = threading.Timer(_PATIENCE, os._exit, (INTERRUPTED,))
    last.daemon = True
    last.start()
    leave()


def _let_the_terminal_go() -> None:
    """Reading from it never ends and writing to it is an error: both go nowhere from here on."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)
    os.close(nowhere)
