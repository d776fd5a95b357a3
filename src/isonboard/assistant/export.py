"""The catalog for others: a portal's repos.json, JSON lines or CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from isonboard.assistant.context import Context
from isonboard.catalog.activity import activity_score
from isonboard.model.project import Project

_DANGEROUS_IN_CELLS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("id", "name", "full_name", "owner", "description", "url", "clone_url", "language", "topics", "skills",
            "contributions", "license", "stars", "forks", "open_issues", "beginner_issues", "activity", "created_at",
            "updated_at", "archived", "listed_by")  # fmt: skip

_OPTIONAL = frozenset({"clone_url", "ssh_url", "subscribers_count", "archived"})
_WEEKS = 52  # of participation, the last one is this week


def portal(context: Context) -> list[dict[str, Any]]:
    """Every project as the SAP InnerSource portal reads it, with the score of the canonical formula."""
    return [
        _portal_entry(number, project, context.now()) for number, project in enumerate(_listed(context), 1)
    ]


def rows(context: Context) -> Iterator[dict[str, Any]]:
    """Every project as one flat mapping."""
    now = context.now()
    for project in _listed(context):
        values = {name: getattr(project, name, None) for name in _COLUMNS}
        yield values | {"name": project.label, "activity": activity_score(project, now).value}


def csv_text(context: Context) -> str:
    """Every project as CSV with a header; cells that a spreadsheet would compute are made text (OWASP, CSV injection)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for values in rows(context):
        writer.writerow([_cell(values[name]) for name in _COLUMNS])
    return out.getvalue()


def _listed(context: Context) -> Iterator[Project]:
    return (project for project in context.catalog.all_projects() if project.gone_since is None)


def _portal_entry(number: int, project: Project, now: datetime) -> dict[str, Any]:
    """An entry of `repos.json`: fields and types as its portal's docs/CRAWLING.md and docs/LISTING.md have them.

    The portal sorts by counts, dates and the score and breaks without an owner, so these keys are always there, null
    where nothing is known: JavaScript sorts and adds null as 0. Optional keys are left out where nothing is known.
    """
    metadata: dict[str, Any] = {
        "title": project.title,
        "motivation": project.motivation,
        "contributions": list(project.contributions) or None,
        "skills": list(project.skills) or None,
        "docs": project.docs_url,
        "logo": project.logo_url,
        "language": project.language,
        "topics": list(project.topics),
        "participation": list(project.participation[-_WEEKS:]) or None,
        "guidelines": project.guidelines or _contributing(project),
    }
    entry: dict[str, Any] = {
        "id": number,
        "name": project.name,
        "full_name": project.full_name or f"{project.owner}/{project.name}",
        "html_url": project.url or project.docs_url or "",
        "clone_url": project.clone_url,
        "ssh_url": project.ssh_url,
        "description": project.description,
        "created_at": _iso(project.created_at),
        "updated_at": _iso(project.updated_at or project.pushed_at),
        "pushed_at": _iso(project.pushed_at or project.updated_at),
        "stargazers_count": project.stars,
        "watchers_count": project.stars,
        "subscribers_count": project.watchers,
        "forks_count": project.forks,
        "open_issues_count": project.open_issues,
        "language": project.language,
        "license": project.license,
        "default_branch": project.default_branch or "main",
        "archived": project.archived,
        "owner": {"login": project.owner or "unknown", "avatar_url": project.logo_url or ""},
        "_InnerSourceMetadata": {key: value for key, value in metadata.items() if value is not None}
        | {"score": activity_score(project, now).value},
    }
    return {key: value for key, value in entry.items() if value is not None or key not in _OPTIONAL}


def _contributing(project: Project) -> str | None:
    """The contribution guide among the documents known to exist, so that the portal links it as we score it."""
    guides = [path for path in project.base_documents or () if _stem(path) == "contributing"]
    return guides[0] if guides else None


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0].casefold()


def _iso(at: datetime | None) -> str | None:
    return f"{at.year:04}-{at:%m-%dT%H:%M:%SZ}" if at else None  # %Y has no leading zeros everywhere


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _cell(", ".join(map(str, value)))
    if isinstance(value, datetime):
        return _iso(value) or ""
    shown = str(value)
    return f"'{shown}" if shown.startswith(_DANGEROUS_IN_CELLS) else shown
