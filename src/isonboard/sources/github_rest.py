"""GitHub's REST API as values: what a token-less reader gets, and what GraphQL does not have.

What REST does not tell (linked pull requests, branches) stays None: unknown, not absent.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import structs

from isonboard import text
from isonboard.address import web_address
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull
from isonboard.model.project import Project
from isonboard.sources import fields, languages, portal

_EVENTS = {
    "assigned": "assigned",
    "unassigned": "unassigned",
    "labeled": "labeled",
    "closed": "closed",
    "reopened": "reopened",
    "transferred": "transferred",
    "connected": "connected",
    "disconnected": "disconnected",
    "cross-referenced": "referenced",
    "referenced": "referenced",
}
_CLOSES = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+"
    r"(?:https?://[^\s/]+/)?([\w.-]+/[\w.-]+)?(?:#|/issues/)(\d+)\b",
    re.IGNORECASE,
)


def project_of(entry: Mapping[str, Any], source: str) -> Project | None:
    """A repository object; the same words as a portal's file, which is made of them."""
    project = portal.project_of(entry, source)
    if project is None or project.clone_url is None:
        return None
    return structs.replace(
        project,
        forge="github",
        api_path=fields.name(entry.get("node_id")) or None,
        docs_url=project.docs_url or web_address(entry.get("homepage")),
    )


def is_pull_request(entry: Mapping[str, Any]) -> bool:
    """Whether an issue object is a pull request; old servers put an empty object there for issues."""
    return any(fields.mapping(entry.get("pull_request")).values())


def issue_of(entry: Mapping[str, Any], project_id: str) -> Issue | None:
    """An issue object; None for one that cannot be read."""
    number = fields.count(entry.get("number"))
    if number is None:
        return None
    assigned = entry.get("assignees")
    people = fields.nodes(assigned) if isinstance(assigned, list) else [fields.mapping(entry.get("assignee"))]
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(entry.get("title")),
        body=text.block(entry.get("body")),
        url=web_address(entry.get("html_url")),
        state=fields.name(entry.get("state")) or "open",
        labels=fields.words(
            [
                label.get("name") if isinstance(label, dict) else label
                for label in fields.items(entry.get("labels"))
            ]
        ),
        author=login(entry.get("user")),
        association=fields.name(entry.get("author_association")) or None,
        assignees=tuple(login(person) for person in people if person.get("login")),
        comment_count=fields.count(entry.get("comments")),
        milestone=fields.sentence(fields.mapping(entry.get("milestone")).get("title")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        is_pull_request=is_pull_request(entry),
        locked=entry.get("locked") is True,
    )


def comment_of(entry: Mapping[str, Any]) -> Comment:
    return Comment(
        author=login(entry.get("user")),
        body=text.block(entry.get("body")),
        at=fields.moment(entry.get("created_at")),
        association=fields.name(entry.get("author_association")) or None,
    )


def events_of(timeline: Iterable[Mapping[str, Any]]) -> tuple[IssueEvent, ...]:
    """The events of a timeline, oldest first."""
    found = []
    for entry in timeline:
        kind = _EVENTS.get(fields.name(entry.get("event")))
        if kind is None:
            continue
        source = fields.mapping(fields.mapping(entry.get("source")).get("issue"))
        number = fields.count(source.get("number"))
        subject = (
            fields.name(fields.mapping(entry.get("assignee")).get("login"))
            or fields.name(fields.mapping(entry.get("label")).get("name"))
            or (f"#{number}" if number is not None else "")
        )
        found.append(
            IssueEvent(
                kind=kind,
                at=fields.moment(entry.get("created_at")),
                actor=login(entry.get("actor")),
                subject=subject,
            )
        )
    return tuple(found)


def closes(pull: Mapping[str, Any], number: str, repository: str = "") -> bool:
    """Whether a pull request's text says that it closes issue `number`: of `repository`, or of any without one."""
    said = f"{pull.get('title') or ''}\n{pull.get('body') or ''}"
    return any(
        found == number and (not named or not repository or named.casefold() == repository.casefold())
        for named, found in _CLOSES.findall(said)
    )


def pulls_of(timeline: Iterable[Mapping[str, Any]], number: str) -> tuple[LinkedPull, ...]:
    """Pull requests of a timeline that say they close issue `number`."""
    found: dict[str, LinkedPull] = {}
    for entry in timeline:
        source = fields.mapping(fields.mapping(entry.get("source")).get("issue"))
        if not is_pull_request(source) or not closes(source, number):
            continue
        merged = fields.mapping(source.get("pull_request")).get("merged_at")
        pull = LinkedPull(
            number=str(fields.count(source.get("number"))),
            state="merged" if merged else fields.name(source.get("state")) or "open",
            author=login(source.get("user")),
            url=web_address(source.get("html_url")),
            updated_at=fields.moment(source.get("updated_at")),
            draft=source.get("draft") is True,
        )
        found[pull.url or pull.number] = pull
    return tuple(found.values())


def languages_of(sizes: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The answer of `/languages`, most bytes first."""
    counted = [(languages.usual_name(fields.name(name)), fields.count(size)) for name, size in sizes.items()]
    known = [(name, size) for name, size in counted if name and size]
    return tuple(sorted(known, key=lambda item: -item[1]))


def health_paths(profile: Mapping[str, Any], repository: str) -> tuple[str, ...]:
    """The paths of the community profile's files that lie in the repository itself."""
    found = []
    for entry in fields.mapping(profile.get("files")).values():
        page = web_address(fields.mapping(entry).get("html_url"))
        if page and page.startswith(f"{repository}/blob/"):
            path = page.removeprefix(f"{repository}/blob/").partition("/")[2]
            if path:
                found.append(text.line(path, 300))
    return tuple(dict.fromkeys(found))


def login(value: object) -> str:
    return fields.name(fields.mapping(value).get("login")) or "ghost"
