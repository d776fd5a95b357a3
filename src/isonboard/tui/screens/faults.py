"""The app's own log: what went wrong that should not have, for a report."""

import contextlib
import os
from datetime import UTC, datetime

from isonboard import files, paths, text
from isonboard.errors import IsonboardError

_LIMIT = 1_000_000  # bytes; then it begins anew


def write_fault(words: str) -> None:
    """Append a fault to `<cache>/logs/app.log`; a disk that takes no log is no second fault."""
    with contextlib.suppress(OSError, IsonboardError):
        path = paths.log_dir() / "app.log"
        files.make_private(path.parent)
        begin = os.O_TRUNC if path.exists() and path.stat().st_size > _LIMIT else os.O_APPEND
        flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0) | begin
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text.redacted(words)}\n")
