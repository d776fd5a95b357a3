"""When a host asks us to wait: read from status and headers, without a clock or a network of its own.

Rules and their sources: GitHub "Rate limits for the REST API" (403 or 429; Retry-After first, else wait for
x-ratelimit-reset when nothing remains, else at least a minute, growing), GitLab's RateLimit-* headers, Azure DevOps
"Rate limits" (Retry-After also on a 200), RFC 9110 section 10.2.3 (Retry-After as seconds or as a date).
"""

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from isonboard import limits

ATTEMPTS = limits.ATTEMPTS
BACKOFF = 1.0  # seconds before the second try; doubles
SECONDARY = 60.0  # GitHub's least pause for a limit that names no time
MARGIN = 1.0  # seconds added to a reset, which servers state in whole seconds
TRANSIENT = frozenset({429, 502, 503, 504})
_MILLISECONDS = 1e11
_RELATIVE = 1e8  # a reset below this is "seconds from now", not an epoch
_LONGEST = 86_400.0  # no host may keep us waiting longer than a day: the number is wrong


class Pause(NamedTuple):
    """How long to leave a host alone."""

    seconds: float
    everything: bool
    """True: the whole host; False: only the kind of request that ran out (`bucket_of`)."""
    again: bool
    """True when this answer is no answer and the request has to be sent again."""
    stated: bool = True
    """False when the length is our own guess (back-off)."""


def pause_after(
    status: int, headers: Mapping[str, str], body: bytes, *, now: float, attempt: int
) -> Pause | None:
    """The pause an answer asks for; None when there is nothing to wait for. `now` is in epoch seconds."""
    server_now = _http_date(headers.get("date")) or now
    asked = retry_after(headers, server_now)
    limited = status == 429 or (status == 403 and _speaks_of_limits(headers, body))
    again = limited or status in TRANSIENT
    if asked is not None and (again or status < 400):
        return Pause(asked, everything=True, again=again)
    until_reset = _until_reset(headers, server_now)
    if until_reset is not None and (limited or status < 400):
        return Pause(until_reset, everything=False, again=again)
    if limited and "x-github-request-id" in headers:
        return Pause(SECONDARY * 2 ** (attempt - 1), everything=True, again=True, stated=False)
    if limited:
        return Pause(5 * BACKOFF * 2 ** (attempt - 1), everything=True, again=True, stated=False)
    if again:
        return Pause(BACKOFF * 2 ** (attempt - 1), everything=False, again=True, stated=False)
    return None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds of a Retry-After header; None where there is none or it makes no sense."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    seconds = _number(value)
    if seconds is None:
        date = _http_date(value)
        seconds = None if date is None else date - now
    return None if seconds is None else min(max(seconds, 0.0), _LONGEST)


def bucket_of(path: str) -> str:
    """Which of a host's separate budgets a request uses (GitHub counts search and GraphQL apart)."""
    if path.endswith("/graphql"):
        return "graphql"
    return "search" if "/search/" in path else "core"


def _speaks_of_limits(headers: Mapping[str, str], body: bytes) -> bool:
    if "retry-after" in headers or _remaining(headers) == 0:
        return True
    said = body[:2_000].lower()
    return b"rate limit" in said or b"abuse detection" in said


def _until_reset(headers: Mapping[str, str], now: float) -> float | None:
    if _remaining(headers) != 0:
        return None
    reset = _number(headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or "")
    if reset is None:
        return None
    if reset > _MILLISECONDS:
        reset /= 1000
    wait = reset if reset < _RELATIVE else reset - now
    return min(max(wait, 0.0) + MARGIN, _LONGEST)


def _remaining(headers: Mapping[str, str]) -> float | None:
    return _number(headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining") or "")


def _number(value: str) -> float | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return found if found == found and abs(found) != float("inf") else None  # noqa: PLR0124


def _http_date(value: str | None) -> float | None:
    if not value:
        return None
    try:
        parsed = parsedate_to_datetime(value)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
