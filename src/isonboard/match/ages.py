"""How long ago, in words: “3 days ago”, “14 months ago”."""

from datetime import UTC, datetime, timedelta

_DAY = timedelta(days=1)


def aware(moment: datetime) -> datetime:
    """`moment` with a time zone; one without is taken as UTC, as every forge means it."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def days_between(then: datetime, now: datetime) -> int:
    """Whole days from `then` to `now`, never negative."""
    return max((aware(now) - aware(then)) // _DAY, 0)


def ago(then: datetime, now: datetime) -> str:
    """“today”, “yesterday”, “12 days ago”, “7 weeks ago”, “14 months ago”, “3 years ago”."""
    days = days_between(then, now)
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    for bound, unit, name in ((21, 1, "days"), (70, 7, "weeks"), (731, 30.44, "months")):
        if days < bound:
            return f"{int(days / unit)} {name} ago"
    return f"{int(days / 365.25)} years ago"
