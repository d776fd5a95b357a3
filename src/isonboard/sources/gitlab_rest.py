"""GitLab's REST API as values: projects, issues, what happened to them.

By its documented shapes (doc/api/openapi/openapi_v3.yaml). What a list does not tell stays None: unknown, not absent.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from isonboard import address, text
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull
from isonboard.model.project import Project
from isonboard.sources import fields, languages, repository_url

_NOTES = (  # GitLab says what happened in system notes
    (re.compile(r"(?<!un)assigned to @(\S+)"), "assigned"),
    (re.compile(r"unassigned @(\S+)"), "unassigned"),
    (re.compile(r"mentioned in merge request (\S+)"), "referenced"),
    (re.compile(r"created branch \[?`([^`]+)`"), "branch_created"),
    (re.compile(r"created merge request (\S+)"), "connected"),
    (re.compile(r"closed()"), "closed"),
    (re.compile(r"reopened()"), "reopened"),
    (re.compile(r"added ~?(.+) label"), "labeled"),
)


def project_of(entry: Mapping[str, Any], source: str) -> Project | None:
    """A project object; None for one without a name or an address."""
    clone, name = (
        entry.get("http_url_to_repo"),
        fields.name(entry.get("path")) or fields.name(entry.get("name")),
    )
    repository = repository_url.repository_of(clone) if isinstance(clone, str) else None
    if repository is None or repository.project_id is None or not name:
        return None
    full_name, title = fields.name(entry.get("path_with_namespace")), fields.sentence(entry.get("name"))
    changed = fields.moment(entry.get("last_activity_at"))
    ssh = entry.get("ssh_url_to_repo")
    licence = fields.mapping(entry.get("license"))
    return Project(
        id=repository.project_id,
        name=name,
        full_name=full_name or repository.full_name,
        title=title if title and title != name else None,
        owner=fields.name(fields.mapping(entry.get("namespace")).get("full_path"))
        or full_name.rpartition("/")[0],
        description=text.line(entry.get("description")),
        url=address.web_address(entry.get("web_url")),
        clone_url=repository.clone_url,
        ssh_url=ssh if isinstance(ssh, str) and repository_url.repository_of(ssh) else None,
        default_branch=fields.name(entry.get("default_branch")) or None,
        forge="gitlab",
        api_path=fields.name(entry.get("id")) or None,
        topics=fields.words(entry.get("topics") or entry.get("tag_list")),
        license=fields.sentence(licence.get("nickname")) or fields.sentence(licence.get("name")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=changed,
        pushed_at=changed,
        stars=fields.count(entry.get("star_count")),
        forks=fields.count(entry.get("forks_count")),
        open_issues=fields.count(entry.get("open_issues_count")),
        archived=fields.flag(entry.get("archived")),
        visibility=fields.name(entry.get("visibility")) or None,
        logo_url=address.web_address(entry.get("avatar_url")),
        listed_by=(source,) if source else (),
    )


def issue_of(entry: Mapping[str, Any], project_id: str) -> Issue | None:
    """An issue object; its merge requests are known only where there are none."""
    number = fields.count(entry.get("iid"))
    if number is None:
        return None
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(entry.get("title")),
        body=text.block(entry.get("description")),
        url=address.web_address(entry.get("web_url")),
        state={"opened": "open"}.get(
            fields.name(entry.get("state")), fields.name(entry.get("state")) or "open"
        ),
        labels=fields.words(
            [
                label.get("name") if isinstance(label, dict) else label
                for label in fields.items(entry.get("labels"))
            ]
        ),
        author=_user(entry.get("author")),
        assignees=tuple(_user(person) for person in fields.nodes(entry.get("assignees"))),
        comment_count=fields.count(entry.get("user_notes_count")),
        pulls=() if entry.get("merge_requests_count") == 0 else None,
        milestone=fields.sentence(fields.mapping(entry.get("milestone")).get("title")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        locked=entry.get("discussion_locked") is True,
    )


def events_of(notes: Sequence[Mapping[str, Any]]) -> tuple[IssueEvent, ...]:
    """What the system notes say happened."""
    found = []
    for note in notes:
        if note.get("system") is not True:
            continue
        said = fields.name(note.get("body"), 500)
        for pattern, kind in _NOTES:
            if match := pattern.match(said):
                at = fields.moment(note.get("created_at"))
                subject = match[1].strip(".,")
                found.append(IssueEvent(kind=kind, at=at, actor=_user(note.get("author")), subject=subject))
                break
    return tuple(found)


def comment_of(note: Mapping[str, Any]) -> Comment:
    """A note object that somebody wrote."""
    return Comment(
        author=_user(note.get("author")),
        body=text.block(note.get("body")),
        at=fields.moment(note.get("created_at")),
    )


def by_number(entries: object) -> dict[int, dict[str, Any]]:
    """Issue objects by their number; those without one are left out."""
    numbered = ((fields.count(entry.get("iid")), entry) for entry in fields.nodes(entries))
    return {number: entry for number, entry in numbered if number is not None}


def pull_of(entry: Mapping[str, Any]) -> LinkedPull:
    """A merge request object that closes an issue."""
    return LinkedPull(
        number=str(fields.count(entry.get("iid")) or ""),
        state={"opened": "open", "locked": "open"}.get(
            fields.name(entry.get("state")), fields.name(entry.get("state"))
        ),
        author=_user(entry.get("author")),
        url=address.web_address(entry.get("web_url")),
        updated_at=fields.moment(entry.get("updated_at")),
        draft=entry.get("draft") is True or entry.get("work_in_progress") is True,
    )


def blockers_of(links: object) -> tuple[str, ...]:
    """The open issues that come before this one."""
    return tuple(
        fields.name(fields.mapping(entry.get("references")).get("full"))
        or f"#{fields.count(entry.get('iid'))}"
        for entry in fields.nodes(links)
        if entry.get("link_type") == "is_blocked_by" and entry.get("state") == "opened"
    )


def languages_of(shares: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """GitLab tells per cent, not bytes: kept as hundredths of a per cent, so that the order and shares are right."""
    counted = [
        (languages.usual_name(fields.name(name)), fields.number(share)) for name, share in shares.items()
    ]
    known = [(name, round(share * 100)) for name, share in counted if name and share]
    return tuple(sorted(known, key=lambda item: -item[1]))


def _user(value: object) -> str:
    return fields.name(fields.mapping(value).get("username")) or "ghost"
