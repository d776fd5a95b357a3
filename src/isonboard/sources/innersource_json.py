"""`innersource.json`: what a project says of itself to a portal, read with all its drift.

The keys are the SAP portal's (docs/LISTING.md); nothing ever validated them, so real files hold template text, other
names for the same (`project_logo`, `name`) and lists written as one text.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from isonboard import address, limits, text
from isonboard.model.project import Link
from isonboard.sources import answer, fields, languages

_SIZE_LIMIT = limits.INNERSOURCE_JSON_BYTES
_TEMPLATE = (
    "path/to/your",
    "(optional)",
    "your project",
    "your-project",
)  # text of the template left in place


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What a project says of itself; None or () where it says nothing."""

    title: str | None = None
    motivation: str | None = None
    contributions: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    language: str | None = None
    logo: str | None = None
    docs_url: str | None = None
    description: str | None = None
    license: str | None = None
    contacts: tuple[Link, ...] = ()


def parsed(data: bytes | str) -> Statement | None:
    """What the file says, None where it is no JSON object."""
    raw = data.encode() if isinstance(data, str) else data
    if len(raw) > _SIZE_LIMIT:
        return None
    try:
        value = answer.decoded(text.decoded(raw).encode())
    except (msgspec.DecodeError, RecursionError):
        return None
    return stated(value) if isinstance(value, dict) else None


def stated(entry: Mapping[str, Any]) -> Statement:
    """What the keys of a file, or of `_InnerSourceMetadata`, say."""
    spoken = fields.words(entry.get("language"))
    communication = fields.mapping(entry.get("communication"))
    committers = fields.nodes(entry.get("trusted_committers"))
    return Statement(
        title=_own_words(entry.get("title")) or _own_words(entry.get("name")),
        motivation=_own_words(entry.get("motivation")),
        contributions=fields.words(entry.get("contributions")),
        skills=fields.words(entry.get("skills")),
        topics=fields.words(entry.get("topics")),
        language=languages.usual_name(spoken[0]) if spoken else None,
        logo=_own_words(entry.get("logo")) or _own_words(entry.get("project_logo")),
        docs_url=address.web_address(entry.get("docs")),
        description=_own_words(entry.get("description")),
        license=fields.sentence(entry.get("license")),
        contacts=fields.links(
            [(place.replace("_", " "), url) for place, url in communication.items()]
            + [(person.get("name"), person.get("url")) for person in committers]
        ),
    )


def _own_words(value: object) -> str | None:
    said = fields.sentence(value)
    return None if said and any(sign in said.casefold() for sign in _TEMPLATE) else said
