"""Jira as an issue tracker beside a forge: Data Center by `/rest/api/2/search`, Cloud by `/rest/api/3/search/jql`.

By its documented shapes; not yet proved against a real server. A Jira project often serves several repositories: an
issue whose components name others is left out.
"""

import re
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from msgspec import structs

from isonboard import address, text
from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.issue import Comment, Issue
from isonboard.model.project import SourceConfig
from isonboard.sources import fields, labels
from isonboard.sources.forge import newest_first
from isonboard.sources.session import Parameters, Session, basic, bearer

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport

PAGE = 100
PAGES = 2  # of each of the two questions
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_FIELDS = "summary,description,status,labels,assignee,reporter,created,updated,components,issuelinks,fixVersions,comment"


class JiraTracker:
    """The Jira of a source."""

    def __init__(self, config: SourceConfig, transport: "Transport") -> None:
        tracker = config.issue_tracker or ""
        base, _, page = tracker.rstrip("/").partition("/projects/")
        base, _, browsed = base.partition("/browse/")
        self.config = config
        self.key = (page or browsed).partition("/")[0] or None
        """The Jira project where the configured address names one."""
        self.is_cloud = (urlsplit(base).hostname or "").endswith(".atlassian.net")
        own = SourceConfig(
            name=f"{config.name}-jira",
            kind="jira",
            url=base,
            username=config.username,
            ca_bundle=config.ca_bundle,
        )
        self.session = Session(transport, own, base, sign=basic if self.is_cloud else bearer)

    async def issues(self, project_id: str, key: str, component: str) -> tuple[Issue, ...]:
        """Open issues of the Jira project `key` (unless the configuration names one) for one repository."""
        key = self.key or key
        if not _KEY.fullmatch(key):
            return ()
        names = [
            label.replace(" ", "-") for label in labels.asked_for(self.config)
        ]  # Jira's labels have no spaces
        invited = ", ".join(_quoted(name) for name in dict.fromkeys(names))
        still = f"project = {_quoted(key)} AND statusCategory != Done"
        found: dict[str, Issue] = {}
        for jql in (
            f"{still} AND labels in ({invited}) ORDER BY updated DESC",
            f"{still} ORDER BY updated DESC",
        ):
            async for entries in self._pages(jql):
                for entry in entries:
                    issue = self._issue(entry, project_id)
                    if issue is not None and _is_for(entry, component):
                        found.setdefault(issue.number, issue)
        return newest_first(found.values())

    async def issue(self, project_id: str, number: str) -> Issue:
        """One issue with its comments. Raises NotFoundError."""
        version = 3 if self.is_cloud else 2
        answer = await self.session.get(
            f"/rest/api/{version}/issue/{quote(number, safe='')}", {"fields": _FIELDS}
        )
        entry = answer.mapping()
        issue = self._issue(entry, project_id)
        if issue is None:
            raise NotFoundError(f"{self.session.host} has no issue {number}")
        comments = fields.mapping(fields.mapping(entry.get("fields")).get("comment")).get("comments")
        return structs.replace(issue, comments=tuple(_comment(each) for each in fields.nodes(comments)))

    async def _pages(self, jql: str) -> AsyncIterator[list[dict[str, Any]]]:
        asked: Parameters = {"jql": jql, "maxResults": PAGE, "fields": _FIELDS}
        path = "/rest/api/3/search/jql" if self.is_cloud else "/rest/api/2/search"
        start = 0
        for _ in range(PAGES):
            answer = await self.session.get(path, asked)
            body = answer.mapping()
            if not isinstance(body.get("issues"), list):
                raise answer.unexpected("a page of issues", body)
            entries = fields.nodes(body["issues"])
            yield entries
            start += len(entries)
            token = body.get("nextPageToken")
            if self.is_cloud and isinstance(token, str) and token:
                asked = {**asked, "nextPageToken": token}
            elif not self.is_cloud and entries and start < (fields.count(body.get("total")) or 0):
                asked = {**asked, "startAt": start}
            else:
                return

    def _issue(self, entry: Mapping[str, Any], project_id: str) -> Issue | None:
        key = fields.name(entry.get("key"), 100)
        about = fields.mapping(entry.get("fields"))
        if not key:
            return None
        category = fields.mapping(fields.mapping(about.get("status")).get("statusCategory")).get("key")
        person = about.get("assignee")
        versions = [fields.name(version.get("name")) for version in fields.nodes(about.get("fixVersions"))]
        return Issue(
            project_id=project_id,
            number=key,
            title=text.line(about.get("summary")),
            body=text.block(_plain(about.get("description"))),
            url=address.web_address(f"{self.session.base}/browse/{quote(key, safe='')}"),
            state="closed" if category == "done" else "open",
            labels=fields.words(about.get("labels")),
            author=_person(about.get("reporter")),
            assignees=(_person(person),) if isinstance(person, dict) else (),
            comment_count=fields.count(fields.mapping(about.get("comment")).get("total")),
            blocked_by=_blockers(about.get("issuelinks")) if "issuelinks" in about else None,
            milestone=versions[0] if versions else None,
            created_at=fields.moment(about.get("created")),
            updated_at=fields.moment(about.get("updated")),
        )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_for(entry: Mapping[str, Any], component: str) -> bool:
    named = [
        fields.name(each.get("name")).casefold()
        for each in fields.nodes(fields.mapping(entry.get("fields")).get("components"))
    ]
    return not named or component.casefold() in named


def _blockers(links: object) -> tuple[str, ...]:
    found = []
    for entry in fields.nodes(links):
        blocker = fields.mapping(entry.get("inwardIssue"))
        status = fields.mapping(fields.mapping(blocker.get("fields")).get("status"))
        done = fields.mapping(status.get("statusCategory")).get("key") == "done"
        if (
            fields.mapping(entry.get("type")).get("inward") == "is blocked by"
            and blocker.get("key")
            and not done
        ):
            found.append(fields.name(blocker.get("key")))
    return tuple(found)


def _comment(entry: Mapping[str, Any]) -> Comment:
    return Comment(
        author=_person(entry.get("author")),
        body=text.block(_plain(entry.get("body"))),
        at=fields.moment(entry.get("created")),
    )


def _person(value: object) -> str:
    person = fields.mapping(value)
    return fields.name(person.get("name")) or fields.name(person.get("displayName")) or "nobody"


def _plain(value: object, depth: int = 0) -> str:
    """Text as it is (Data Center), or the words of an Atlassian document (Cloud)."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or depth > 50:
        return ""
    if value.get("type") == "text":
        return value["text"] if isinstance(value.get("text"), str) else ""
    inside = "".join(_plain(part, depth + 1) for part in fields.items(value.get("content")))
    return (
        f"{inside}\n"
        if value.get("type") in ("paragraph", "heading", "listItem", "codeBlock", "hardBreak")
        else inside
    )


__all__ = ["BadAnswerError", "JiraTracker"]
