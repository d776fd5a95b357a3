"""What a search returns: light enough for the command line's fast start, so no struct library here."""

from typing import NamedTuple


class Hit(NamedTuple):
    """A project that answers a query, and why."""

    project_id: str
    name: str
    full_name: str
    url: str
    score: float
    """Higher is better; comparable within one answer only."""
    reasons: tuple[str, ...] = ()
    """Short phrases that name the field and its word: “topic kubernetes (k8s)”, “name ~ payemnts”."""
    positions: tuple[int, ...] = ()
    """Offsets of the matched characters in `label`."""
    title: str = ""

    @property
    def label(self) -> str:
        """What is shown: the title where there is one, else the name."""
        return self.title or self.name


class IndexEntry(NamedTuple):
    """A project as the index takes it; the caller copies these fields from the catalog."""

    id: str
    name: str
    full_name: str = ""
    title: str = ""
    owner: str = ""
    description: str = ""
    topics: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    language: str = ""
    languages: tuple[str, ...] = ()
    url: str = ""
    text: str = ""
    """The README and other documents, once fetched."""
    beginner_issues: int | None = None
    activity: int | None = None
    updated: int = 0
    """Seconds since 1970 of the last push or change; 0 where unknown."""
