"""Hosts that ask us to wait: said, so that a quiet job is not taken for a dead one."""

import time
from collections.abc import Callable

from isonboard.model.ports import Report
from isonboard.model.progress import Notice


def told_pauses(report: Report) -> Callable[[str, float], None]:
    """Says once for each pause which host asks for it; several requests may wait for the same one."""
    until: dict[str, float] = {}

    def told(host: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        if end > until.get(host, 0.0) + 1.0:
            until[host] = end
            report(Notice(text=f"it asks us to wait {seconds:.0f} seconds; the others go on", subject=host))

    return told
