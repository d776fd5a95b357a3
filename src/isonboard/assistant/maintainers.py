"""Who has the last word on a project's issues: the logins that its documents name, kept beside them.

Whether an issue is taken depends on it: a maintainer's “go ahead” or “wait” counts, anybody else's is talk.
"""

from collections.abc import Iterable, Mapping, Sequence

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
    _keep(context, {project_id: logins})
    return logins


def maintainers_of(context: Context, issues: Iterable[tuple[Issue, Project]]) -> dict[str, tuple[str, ...]]:
    """Logins by project id, for projects with issues on which somebody said or did something."""
    asked = {project.id for issue, project in issues if issue.comments or issue.events}
    kept = {one: _kept(context, one) for one in sorted(asked)}
    read = {one: _read(context, one) for one, logins in kept.items() if logins is None}
    _keep(context, {one: logins for one, logins in read.items() if logins is not None})
    return {one: logins for one, logins in {**kept, **read}.items() if logins}


def _keep(context: Context, found: Mapping[str, tuple[str, ...]]) -> None:
    """All at once: where the catalog is held, that is waited for once."""
    if found:
        with context.catalog.if_possible(), context.catalog.transaction():
            for project_id, logins in found.items():
                context.catalog.put_meta(f"{_KEPT} {project_id}", msgspec.json.encode(logins).decode())


def _kept(context: Context, project_id: str) -> tuple[str, ...] | None:
    """As kept before; None where they were not, or by another version."""
    said = context.catalog.meta(f"{_KEPT} {project_id}")
    if said is not None:
        try:
            return msgspec.json.decode(said, type=tuple[str, ...])
        except msgspec.DecodeError:
            return None
    return None


def _read(context: Context, project_id: str) -> tuple[str, ...] | None:
    """From the documents kept; None where none were fetched."""
    documents = context.catalog.documents(project_id)
    return logins_of(documents[0]) if documents else None
