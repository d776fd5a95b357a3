"""One entry from several listings of the same project: which source wins which field, in one table."""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from isonboard.model.project import Project

# Who is asked first. People write titles and motivations into portals and software catalogs; forges know facts.
FORGES = ("github", "gitlab", "gitea", "bitbucket", "azure", "sample")
DETAILS = "details"
"""The kind under which facts fetched on demand from the forge are merged: they are the newest."""
_BY_PEOPLE = ("portal", "backstage", "sample", DETAILS, *FORGES, "folder")
_BY_FORGES = (DETAILS, *FORGES, "portal", "backstage", "folder")

_PEOPLE_FIELDS = frozenset({
    "title", "motivation", "docs_url", "logo_url", "lifecycle", "system", "domain", "subdirectory",
})  # fmt: skip
_UNITED_FIELDS = frozenset({"topics", "skills", "contributions", "packages", "contacts", "links", "aliases"})
_FIXED_FIELDS = frozenset({"id", "listed_by", "gone_since"})


def merged(listings: Sequence[tuple[str, str, Project]]) -> Project:
    """The entry that `listings` (source name, source kind, project; at least one) make together.

    Facts come from the forge that holds the repository, words from where people write them; lists are united in
    that order without repeats. `listed_by` names the sources, best informed first. An empty field never wins.
    """
    if len(listings) == 1:
        return _alone(*listings[0])
    facts = _ordered(listings, _BY_FORGES)
    words = _ordered(listings, _BY_PEOPLE)
    values: dict[str, Any] = {}
    for field in Project.__struct_fields__:
        if field in _FIXED_FIELDS:
            continue
        order = words if field in _PEOPLE_FIELDS or field in _UNITED_FIELDS else facts
        if field in _UNITED_FIELDS:
            values[field] = _united([getattr(project, field) for project in order])
        else:
            values[field] = next(
                (value for project in order if not _is_empty(value := getattr(project, field))),
                getattr(order[0], field),
            )
    names = [
        name
        for name, kind, _ in sorted(listings, key=lambda one: _rank(one[1], _BY_FORGES))
        if kind != DETAILS
    ]
    return structs.replace(facts[0], **values, id=listings[0][2].id, listed_by=tuple(dict.fromkeys(names)))


def _alone(name: str, kind: str, project: Project) -> Project:
    """A project that only one source lists: nothing wins over anything."""
    changes: dict[str, Any] = {}
    for field in _UNITED_FIELDS:
        values = getattr(project, field)
        if len(values) > 1 and len({_same(value) for value in values}) != len(values):
            changes[field] = _united([values])
    listed_by = () if kind == DETAILS else (name,)
    if project.listed_by != listed_by:
        changes["listed_by"] = listed_by
    return structs.replace(project, **changes) if changes else project


def _ordered(listings: Sequence[tuple[str, str, Project]], order: Sequence[str]) -> list[Project]:
    ranked = sorted(listings, key=lambda listing: (_rank(listing[1], order), listing[0]))
    return [project for _, _, project in ranked]


def _rank(kind: str, order: Sequence[str]) -> int:
    return order.index(kind) if kind in order else len(order)


def _united(lists: Sequence[tuple[Any, ...]]) -> tuple[Any, ...]:
    seen: dict[Any, Any] = {}
    for values in lists:
        for value in values:
            seen.setdefault(_same(value), value)
    return tuple(seen.values())


def _same(value: Any) -> Any:
    """What two values that count as one have in common."""
    return value.casefold() if isinstance(value, str) else value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", ())
