"""What git says while it transfers, as progress: objects and bytes."""

import re
from collections.abc import Iterator

from isonboard.model.progress import JobEvent, LogLine, Notice, Progress

_LINE = re.compile(
    r"(?:remote: )?(?P<stage>[A-Z][a-z]+ (?:objects|deltas|files|content)):\s+"
    r"(?:\d+% \((?P<done>\d+)/(?P<total>\d+)\)|(?P<count>\d+))"
    r"(?:, (?P<size>\d+(?:\.\d+)?) (?P<unit>bytes|KiB|MiB|GiB))?"
)
_UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_STAGES = {
    "Enumerating objects": "the server looks up objects",
    "Counting objects": "the server counts objects",
    "Compressing objects": "the server packs objects",
    "Receiving objects": "receiving objects",
    "Resolving deltas": "resolving deltas",
    "Updating files": "writing files",
}
NO_FILTER = "filtering not recognized by server"
EMPTY = "cloned an empty repository"
_KNOWN = (NO_FILTER, EMPTY)


def events_of(line: str, subject: str) -> Iterator[JobEvent]:
    """The events of one line of git's: progress, a warning worth showing, or a line of the log."""
    if match := _LINE.match(line):
        stage = _STAGES.get(match["stage"], match["stage"].lower())
        done = int(match["done"] or match["count"])
        total = int(match["total"]) if match["total"] else None
        unit = "files" if match["stage"] == "Updating files" else "objects"
        yield Progress(stage=stage, done=done, total=total, unit=unit, subject=subject)
        if match["size"]:
            size = int(float(match["size"]) * _UNITS[match["unit"]])
            yield Progress(stage="received", done=size, unit="bytes", subject=subject)
    elif line.startswith("warning: "):
        if not any(known in line for known in _KNOWN):
            yield Notice(text=line.removeprefix("warning: "), subject=subject)
    elif line not in ("remote:", "") and not line.startswith(("Cloning into", "From ", "POST git-")):
        yield LogLine(text=line, subject=subject)
