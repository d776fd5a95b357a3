"""A word to whoever looks elsewhere while long work runs: the terminal's own notification (OSC 9)."""

import os
from typing import Any

from textual.app import App

from isonboard import text
from isonboard.tui.jobs import Job, JobState

LONG = 10.0  # seconds: shorter work was watched
_SILENT = ("linux", "dumb", "vt100", "vt220")  # consoles that would print it


def announce(app: App[Any], job: Job) -> bool:
    """Tell that long work ended; False where it was short, was stopped by hand, or the terminal takes none."""
    if job.is_running or job.state is JobState.STOPPED or job.seconds < LONG:
        return False
    if os.environ.get("TERM", "") in _SILENT or app.is_headless:
        return False
    driver = app._driver  # noqa: SLF001 - the way Textual itself writes to the clipboard
    if driver is None or not app.is_running:
        return False
    driver.write(sequence(f"{job.title}: {job.sentence}"))
    return True


def sequence(words: str) -> str:
    """The escape sequence; what is in the words cannot end it or begin another."""
    return f"\x1b]9;isonboard: {text.line(words, 200)}\x07"
