"""Who has the last word on a project's issues: the logins that its documents name, kept beside them.

Whether an issue is taken depends on it: a maintainer's “go ahead” or “wait” counts, anybody else's is talk.
"""

from collections.abc import Iterable, Sequence

import msgspec

from isonboard.assistant.context import Context
from isonboard.guidance.people import logins_of
from isonboard.model.guidance import Document
from isonboard.model.issue import Issue
from isonboard.model.project import Project

_KEPT = "maintainers"


def keep_maintainers(context: Context, project_id: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """Read them from fresh documents and keep them, so that no list of issues has to read documents."""
    logins = logins_of(documents)
    with context.catalog.if_possible():
        context.catalog.put_meta(f"{_KEPT} {project_id}", msgspec.json.encode(logins).decode())
    return logins


def maintainers_of(context: Context, issues: Iterable[tuple[Issue, Project]]) -> dict[str, tuple[str, ...]]:
    """Logins by project id, for projects with issues on which somebody said or did something."""
    asked = {project.id for issue, project in issues if issue.comments or issue.events}
    found = {one: _kept(context, one) for one in sorted(asked)}
    return {one: logins for one, logins in found.items() if logins}


def _kept(context: Context, project_id: str) -> tuple[str, ...]:
    said = context.catalog.meta(f"{_KEPT} {project_id}")
    if said is not None:
        try:
            return msgspec.json.decode(said, type=tuple[str, ...])
        except msgspec.DecodeError:
            pass  # written by another version: read anew
    documents = context.catalog.documents(project_id)
    return keep_maintainers(context, project_id, documents[0]) if documents else ()
