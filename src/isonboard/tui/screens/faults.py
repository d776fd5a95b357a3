"""The app's own log: what went wrong that should not have, for a report."""

import contextlib
from datetime import UTC, datetime

from isonboard import paths, text

_LIMIT = 1_000_000  # bytes; then it begins anew


def write_fault(words: str) -> None:
    """Append a fault to `<cache>/logs/app.log`; a disk that takes no log is no second fault."""
    with contextlib.suppress(OSError):
        path = paths.log_dir() / "app.log"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = "w" if path.exists() and path.stat().st_size > _LIMIT else "a"
        with path.open(mode, encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text.redacted(words)}\n")
