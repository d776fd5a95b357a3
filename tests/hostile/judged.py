"""What every value that came in from outside is put through afterwards: judged as the program judges it, and looked at
for anything that could act on a terminal.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from isonboard.catalog.activity import activity_score
from isonboard.catalog.merge import merged
from isonboard.errors import IsonboardError
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.readiness import readiness_of
from isonboard.match.availability import availability_of
from isonboard.match.fit import project_fit
from isonboard.match.issue_order import ranked_issues
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue
from isonboard.model.profile import Level, Profile, Skill
from isonboard.model.project import Project

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PROFILE = Profile(skills=(Skill(name="Go", level=Level.EXPERT),), interests=("payments",))
UNSAFE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""What may reach no terminal: controls and escapes, bidirectional controls, zero width, halves of characters."""


def safe(value: Any, where: str = "") -> None:
    """Every text in a value can be shown. Raises AssertionError with the place of one that cannot."""
    if isinstance(value, str):
        found = UNSAFE.search(value)
        assert found is None, f"{where}: {found[0]!r} in {value[:200]!r}"
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            safe(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, dict):
        for key, one in value.items():
            safe(key, f"{where} key")
            safe(one, f"{where}.{key}")
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            safe(one, where)


def told(error: IsonboardError) -> None:
    """An error says something, and what it says can be shown."""
    assert error.sentence
    safe(error.sentence, "error")


def projects(found: Iterable[Project]) -> None:
    listed = list(found)
    for project in listed:
        safe(project, "project")
        msgspec.json.encode(project)
        activity_score(project, NOW)
        project_fit(PROFILE, project, now=NOW)
        readiness_of(None, project)
    if listed:
        same = [("a", "portal", msgspec.structs.replace(one, id=listed[0].id)) for one in listed[:3]]
        safe(merged(same), "merged")


def issues(found: Iterable[Issue], project: Project) -> None:
    listed = list(found)
    for issue in listed:
        safe(issue, "issue")
        msgspec.json.encode(issue)
        safe(availability_of(issue, NOW), "availability")
    for one in ranked_issues(PROFILE, [(issue, project) for issue in listed], NOW):
        safe(one.fit, "fit")


def documents(found: Iterable[Document], project: Project | None = None) -> None:
    listed = tuple(found)
    safe(listed, "document")
    safe(guidance_of(listed, project), "guidance")
    safe(readiness_of(listed, project), "readiness")
