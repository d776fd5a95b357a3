"""One project as a list shows it, and one that is gone."""

from datetime import datetime

from msgspec import Struct

from isonboard.model.profile import Reason


class Row(Struct, frozen=True, kw_only=True):
    """One project in a list. None is unknown; `why` holds short reasons, negative ones begin with “− ”.

    `why` and `reasons` are empty in a row that is not `told`: `Results.between` was asked to leave them out.
    """

    id: str
    label: str
    full_name: str
    owner: str
    description: str
    url: str | None
    language: str | None
    topics: tuple[str, ...]
    fit: float | None
    """How well it suits the profile; where that is silent (`personal` False), anybody."""
    score: float | None
    """Relevance to the words searched; None where none were."""
    activity: int | None
    activity_label: str
    participation: tuple[int, ...]
    beginner_issues: int | None
    stars: int | None
    updated_at: datetime | None
    favourite: bool
    archived: bool
    gone: bool
    positions: tuple[int, ...]
    why: tuple[str, ...]
    reasons: tuple[Reason, ...]
    base_documents: tuple[str, ...] | None
    guidelines: str | None = None
    """The contribution guide that its source names."""
    personal: bool = True
    told: bool = True


def vanished(project_id: str) -> Row:
    """The row of a project that the catalog does not have any more."""
    name = project_id.rpartition("/")[2]
    return Row(
        id=project_id, label=name, full_name=name, owner="", description="no longer in the catalog", url=None,
        language=None, topics=(), fit=None, score=None, activity=None, activity_label="unknown", participation=(),
        beginner_issues=None, stars=None, updated_at=None, favourite=False, archived=False, gone=True, positions=(),
        why=(), reasons=(), base_documents=None,
    )  # fmt: skip
