"""Recognition, from which InnerSource lives: a congratulation, thanks for the reviewers, a line for one's record."""

from datetime import datetime

from isonboard.assistant.context import Context
from isonboard.model.notebook import Contribution, Journey, Station
from isonboard.model.project import Project
from isonboard.notebook.journey import furthest

_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\[]`*_<>"})


def merged_since(journey: Journey) -> Contribution | None:
    """The earlier change that was merged last, where that was after the present branch was begun."""
    begun = journey.reached.get(Station.BRANCH.value)
    late = [one for one in journey.earlier if one.merged_at and begun is not None and one.merged_at >= begun]
    return max(late, key=lambda one: one.merged_at or begun) if late and begun else None


def congratulation(journey: Journey, project: Project | None) -> str:
    """One sentence for a merged change."""
    name = project.label if project else journey.project_id
    merged = sum(one.merged_at is not None for one in journey.earlier) + (furthest(journey) is Station.MERGED)
    if merged > 1:
        return f"Well done: {name} has merged {merged} changes of yours."
    return f"Well done: your first change to {name} is merged, and everybody who uses it has it."


def thank_you(reviewers: tuple[str, ...], project: Project | None) -> str:
    """A short text for the reviewers, to paste where it was reviewed; the engineer's to change."""
    who = f", {_listed(reviewers)}," if reviewers else " all"
    name = project.label if project else "the project"
    return (
        f"Thank you{who} for the review and for your time. "
        f"It was a pleasure to contribute to {name}, and I would be glad to do it again."
    )


def record_lines(context: Context, journey: Journey) -> list[str]:
    """Every contribution of a journey as a Markdown line, the oldest first."""
    earlier = [_earlier(context, journey, one) for one in journey.earlier if one.merged_at is not None]
    return [*earlier, record_line(context, journey)]


def record_line(context: Context, journey: Journey) -> str:
    """One Markdown line for the engineer's own record."""
    station = furthest(journey)
    at = journey.reached.get(station.value) if station else None
    reviewers = journey.reviewers if station is Station.MERGED else ()
    title = journey.title or _issue_title(context, journey.project_id, journey.issue)
    said = _line(station.value if station else "", title, journey.issue, journey.pull_url, reviewers)
    return _dated(at, _link(context, journey), said)


def _earlier(context: Context, journey: Journey, one: Contribution) -> str:
    title = one.title or _issue_title(context, journey.project_id, one.issue)
    said = _line(Station.MERGED.value, title, one.issue, one.pull_url, one.reviewers)
    return _dated(one.merged_at, _link(context, journey), said)


def _issue_title(context: Context, project_id: str, number: str | None) -> str | None:
    """What the issue is called, as long as it is kept."""
    kept = context.catalog.issues(project_id) if number else None
    return next((one.title for one in kept[0] if one.number == number), None) if kept else None


def _dated(at: datetime | None, link: str, said: str) -> str:
    when = f"{at:%Y-%m-%d}: " if at else ""
    return f"- {when}{link}{f': {said}' if said else ''}"


def _line(
    station: str, title: str | None, issue: str | None, url: str | None, reviewers: tuple[str, ...]
) -> str:
    parts = [station]
    if title:
        parts.append(f"“{title.translate(_MARKDOWN)}”")
    if issue:
        parts.append(f"for issue {issue.lstrip('#').translate(_MARKDOWN)}")
    if url:
        parts.append(f"(<{url}>)")
    said = " ".join(part for part in parts if part)
    by = _listed(reviewers).translate(_MARKDOWN)
    return f"{said}, reviewed by {by}" if by else said


def _link(context: Context, journey: Journey) -> str:
    project = context.catalog.project(journey.project_id)
    name = (project.label if project else journey.project_id).translate(_MARKDOWN)
    return f"[{name}](<{project.url}>)" if project and project.url else name


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return names[0] if names else ""
    return f"{', '.join(names[:-1])} and {names[-1]}"
