"""What has happened to an issue of Gitea or Forgejo, from its timeline: events, pull requests that close it, blockers.

Shapes as a Gitea 1.26 gives them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from isonboard import address
from isonboard.model.issue import IssueEvent, LinkedPull
from isonboard.sources import fields
from isonboard.sources.github_rest import login

_EVENTS = {
    "assignees": "assigned",
    "label": "labeled",
    "close": "closed",
    "reopen": "reopened",
    "pull_ref": "connected",
}


def events_of(timeline: Sequence[Mapping[str, Any]]) -> tuple[IssueEvent, ...]:
    """The events that say something about who works on it."""
    found = []
    for entry in timeline:
        kind = _EVENTS.get(fields.name(entry.get("type")))
        if kind is None:
            continue
        if kind == "assigned" and entry.get("removed_assignee") is True:
            kind = "unassigned"
        elif kind == "labeled" and not entry.get("body"):
            kind = "unlabeled"  # “1” where it was put on
        elif kind == "connected" and not _closes(entry):
            kind = "referenced"
        reference = fields.count(fields.mapping(entry.get("ref_issue")).get("number"))
        subject = (
            fields.name(fields.mapping(entry.get("assignee")).get("login"))
            or fields.name(fields.mapping(entry.get("label")).get("name"))
            or (f"#{reference}" if reference is not None else "")
        )
        found.append(
            IssueEvent(
                kind=kind,
                at=fields.moment(entry.get("created_at")),
                actor=login(entry.get("user")),
                subject=subject,
            )
        )
    return tuple(found)


def _closes(entry: Mapping[str, Any]) -> bool:
    """Whether a reference says that it closes the issue; one that merely names it has the action “none”."""
    return entry.get("ref_action") in ("closes", None, "")


def pulls_of(timeline: Sequence[Mapping[str, Any]]) -> tuple[LinkedPull, ...]:
    """Pull requests that say they close the issue."""
    found: dict[str, LinkedPull] = {}
    for entry in timeline:
        reference = fields.mapping(entry.get("ref_issue"))
        about = fields.mapping(reference.get("pull_request"))
        number = fields.count(reference.get("number"))
        if number is None or not about or not _closes(entry):
            continue
        found[str(number)] = LinkedPull(
            number=str(number),
            state="merged" if about.get("merged") is True else fields.name(reference.get("state")) or "open",
            author=login(reference.get("user")),
            url=address.web_address(reference.get("html_url")),
            updated_at=fields.moment(reference.get("updated_at")),
            draft=about.get("draft") is True,
        )
    return tuple(found.values())


def open_numbers(entries: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The issues among `entries` that are still open, as “#7”."""
    numbers = [fields.count(entry.get("number")) for entry in entries if entry.get("state") == "open"]
    return tuple(f"#{number}" for number in numbers if number is not None)
