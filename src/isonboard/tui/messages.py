"""What the app tells every page: something changed that a page may be showing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from isonboard.tui.jobs import Job


@dataclass(eq=False, repr=False)
class JobChanged(Message):
    """A job began, went on or ended."""

    job: "Job"


@dataclass(eq=False, repr=False)
class CatalogChanged(Message):
    """The projects known changed: search again, keep the place."""


@dataclass(eq=False, repr=False)
class FavouritesChanged(Message):
    """A project was starred, unstarred or noted."""

    project_id: str


@dataclass(eq=False, repr=False)
class MarksChanged(Message):
    """Projects were marked, or marks taken away."""


@dataclass(eq=False, repr=False)
class ProfileChanged(Message):
    """Who one is or what one knows changed: fits are being worked out anew."""


@dataclass(eq=False, repr=False)
class SourcesChanged(Message):
    """A source was added or removed."""


@dataclass(eq=False, repr=False)
class CheckoutChanged(Message):
    """A project was cloned or set up."""

    project_id: str


@dataclass(eq=False, repr=False)
class ShowIssues(Message):
    """Issues is to list those of this project that may be taken."""

    project_id: str


@dataclass(eq=False, repr=False)
class ShowProject(Message):
    """Explore is to put its cursor on this project."""

    project_id: str
