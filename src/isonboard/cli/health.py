"""The health of a project on standard output."""

import sys
from typing import Any

from isonboard.assistant.health import Health, sentences
from isonboard.cli.output import columns


def print_health(one: Health) -> None:
    """Print it, one line a part; what is unknown is said so."""
    if one.note:
        print(f"isonboard: {one.note}", file=sys.stderr)
    rows = [*sentences(one).items(), ("commits a week", one.sparkline or "unknown")]
    print(columns((f"  {name}", value) for name, value in rows))
    if one.checks is not None and one.checks.url:
        print(f"  checks: {one.checks.url}")


def health_json(one: Health) -> dict[str, Any]:
    """The same as JSON: null is unknown."""
    access, checks, response, openness = one.access, one.checks, one.response, one.openness
    return {
        "access": None if access is None else {
            "read": access.read, "fork": access.fork, "write": access.write, "visibility": access.visibility,
            "archived": access.archived},
        "ask": [{"title": link.title, "url": link.url} for link in one.ask], "help": one.help or None,
        "checks": None if checks is None else {
            "state": checks.state.value, "branch": checks.branch or None, "commit": checks.commit or None,
            "at": checks.at, "url": checks.url},
        "first_response": None if response is None else {
            "median_seconds": None if response.median is None else round(response.median.total_seconds()),
            "answered": response.answered, "sample": response.sample},
        "outside": None if openness is None else {
            "count": openness.outside, "sample": openness.sample, "share": round(openness.share, 4)},
        "participation": list(one.participation), "sparkline": one.sparkline or None,
        "releases": None if one.releases is None else [
            {"name": release.name, "at": release.at, "url": release.url, "preview": release.preview}
            for release in one.releases],
        "fetched_at": one.fetched_at, "note": one.note or None, "sentences": sentences(one),
    }  # fmt: skip
