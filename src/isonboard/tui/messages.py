"""What the app tells every page: something changed that a page may be showing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from isonboard.tui.jobs import Job


@dataclass
class JobChanged(Message):
    """A job began, went on or ended."""

    job: "Job"


@dataclass
class CatalogChanged(Message):
    """The projects known changed: search again, keep the place."""


@dataclass
class FavouritesChanged(Message):
    """A project was starred, unstarred or noted."""

    project_id: str


@dataclass
class ProfileChanged(Message):
    """Who one is or what one knows changed: fits are being worked out anew."""


@dataclass
class SourcesChanged(Message):
    """A source was added or removed."""


@dataclass
class CheckoutChanged(Message):
    """A project was cloned or set up."""

    project_id: str


@dataclass
class ShowProject(Message):
    """Explore is to put its cursor on this project."""

    project_id: str
