"""How long work speaks: JSON lines for the screen, one changing line for a terminal, only notices elsewhere.

Where lines cannot be changed (a dumb terminal) or should not be (`--plain`), each stage is a line of its own.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from isonboard import text
from isonboard.model.ports import Report
from isonboard.model.progress import Failure, JobEvent, LogLine, Notice, Progress, Result


def reporter(mode: str | None) -> Report:
    """Where progress goes: `json`, or chosen by what stderr is."""
    if mode == "json":
        return _json_line
    if _lines_may_change():
        return _terminal_line
    return _Stages() if sys.stderr.isatty() else notices_only


_plain = False


@contextmanager
def plainly() -> Iterator[None]:
    """No line is changed meanwhile, and the terminal's signals mean what they meant before, however often work ran."""
    global _plain  # noqa: PLW0603 - one process has one reader
    before, _plain = _plain, True
    handlers = {which: signal.getsignal(which) for which in _asking()}
    try:
        yield
    finally:
        _plain = before
        for which, handler in handlers.items():
            if handler is not None:
                signal.signal(which, handler)


def _lines_may_change() -> bool:
    return not _plain and sys.stderr.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def _asking() -> list[signal.Signals]:
    """The signals that ask a process to stop, as far as this system has them."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [signal.Signals(getattr(signal, name)) for name in names if hasattr(signal, name)]


def finished(mode: str | None, sentence: str, exit_code: int, data: object = None) -> int:
    """Say how a job ended, in the way of `mode`, and return its exit code."""
    if mode == "json":
        _json_line(Result(sentence=sentence, exit_code=exit_code, data=data))
    else:
        _clear_line()
        print(sentence, file=sys.stderr)
    return exit_code


class Cancelled:
    """Turns true when the process is asked to stop (SIGINT, SIGTERM, SIGHUP): the job then ends tidily."""

    def __init__(self) -> None:
        self._asked = False
        for which in _asking():
            signal.signal(which, self._ask)

    def __call__(self) -> bool:
        return self._asked

    def _ask(self, which: int, _frame: FrameType | None) -> None:
        self._asked = True
        if which == getattr(signal, "SIGHUP", None):
            _let_a_gone_terminal_go()


def _let_a_gone_terminal_go() -> None:
    """What would be said to a window that was closed goes nowhere: the job can still end tidily."""
    for handle in (1, 2):
        try:
            os.write(handle, b"")
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, handle)
            os.close(nowhere)


def job(mode: str | None, work: Callable[[], int]) -> int:
    """Run `work`; in JSON mode an IsonboardError becomes the job's last line instead of a sentence on stderr."""
    from isonboard.errors import IsonboardError

    try:
        return work()
    except IsonboardError as error:
        _clear_line()
        if mode != "json":
            raise
        _json_line(
            Failure(message=error.message, hint=error.hint, subject=error.subject, exit_code=error.exit_code)
        )
        return error.exit_code


def _json_line(event: JobEvent) -> None:
    import msgspec

    try:
        sys.stdout.write(msgspec.json.encode(event).decode() + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        pass  # the screen has gone; the work goes on


def _terminal_line(event: JobEvent) -> None:
    if isinstance(event, Progress):
        count = (
            "" if event.done is None else f" {event.done:,}" + (f" of {event.total:,}" if event.total else "")
        )
        left = f", {_duration(event.eta_seconds)} left" if event.eta_seconds else ""
        line = f"{event.subject + ': ' if event.subject else ''}{event.stage}{count} {event.unit if count else ''}{left}"
        sys.stderr.write(f"\r\x1b[K{text.line(line, 78)}")
        sys.stderr.flush()
    elif isinstance(event, LogLine):
        _clear_line()
        print(f"  {event.text}", file=sys.stderr)
    else:
        notices_only(event)


class _Stages:
    """One line a stage, in ordinary words."""

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, event: JobEvent) -> None:
        if isinstance(event, Progress):
            words = f"{event.subject + ': ' if event.subject else ''}{event.stage}"
            if words != self._said:
                self._said = words
                print(text.line(words), file=sys.stderr)
        elif isinstance(event, LogLine):
            print(f"  {event.text}", file=sys.stderr)
        else:
            notices_only(event)


def _duration(seconds: int) -> str:
    return f"about {seconds} s" if seconds < 100 else f"about {round(seconds / 60)} minutes"


def notices_only(event: JobEvent) -> None:
    """Say what is worth knowing, not how far it is."""
    if isinstance(event, Notice):
        _clear_line()
        subject = f"{event.subject}: " if event.subject else ""
        print(
            text.line(f"isonboard: {subject}{event.text}. {event.hint}".replace("..", ".")).rstrip(),
            file=sys.stderr,
        )


def _clear_line() -> None:
    if _lines_may_change():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
