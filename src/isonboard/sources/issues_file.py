"""Issues of a folder of repositories, read from a JSON file: for local work, for samples and for judging the ranking.

Where it is looked for, the first that names the repository wins: `<name>.issues.json` beside the repository,
`issues.json` beside it (an object: folder name, or path below the source's folder, to its issues), the same in the
source's folder, and `issues.json` of the repository's own HEAD (a list). `<name>` is the folder's, without `.git`.

A file is a list of issues, or an object of such lists. An issue is an object; everything but `number` and `title`
may be missing, and what is missing is unknown (`pulls`, `branches`, `comments`, `events`, `blocked_by`) or empty:

    number        17 or "PAY-17"
    title, body   texts
    state         "open" (default) or "closed"
    labels        ["good first issue"], or objects with a name
    author        login;  association: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, FIRST_TIME_CONTRIBUTOR or NONE
    assignees     [login]
    created_at, updated_at   ISO 8601
    comments      [{author, body, at, association}]
    events        [{kind, at, actor, subject}]   kinds: assigned, unassigned, labeled, closed, reopened, transferred,
                  connected, disconnected, referenced, branch_created
    pulls         [{number, state: open|closed|merged, author, url, updated_at, draft}]   that say they close it
    branches      [name]
    blocked_by    ["other/repo#3"]
    milestone     text;  locked, is_pull_request: true or false;  url: its page

Where `state`, `labels` or `locked` is missing, the events say it (closed, reopened, labeled, unlabeled, locked, unlocked).

A pull request in the list (`is_pull_request`) takes the issues that its text says it closes. GitHub's own names are
understood as well (`user`, `author_association`, `created_at` of comments, `event`, `pull_request`, people as objects
with a `login`), so that what its interface answered can be used as it is.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from isonboard import limits, text
from isonboard.address import web_address
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull
from isonboard.sources import answer, fields, github_rest

SIZE_LIMIT = limits.ISSUES_FILE_BYTES
_COUNT_LIMIT = limits.ISSUES
_TIMES = ("at", "created_at", "submitted_at", "date", "time", "timestamp")
_PULL_TIMES = ("updated_at", "merged_at", "closed_at", "created_at")
_PULLS_KEYS = ("pulls", "linked_pulls", "linked_pull_requests", "pull_requests")
_OF_REPOSITORY = re.compile(r"https?://[^\s/]+/(?:api/v3/)?(?:repos/)?([\w.-]+/[\w.-]+)(?:/|$)")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")


def issues_in(value: object, project_id: str) -> tuple[Issue, ...]:
    """The issues of a JSON list; entries without a usable number are left out."""
    read = [issue_of(entry, project_id) for entry in fields.nodes(value)[:_COUNT_LIMIT]]
    return tuple(issue for issue in read if issue is not None)


def issue_of(entry: Mapping[str, Any], project_id: str) -> Issue | None:
    """One issue, None where it has no number or key that can be shown, typed and made part of a branch."""
    number = fields.name(entry.get("number"), 100).removeprefix("#")
    if not _NUMBER.fullmatch(number):
        return None
    comments, events = entry.get("comments"), entry.get("events")
    pulls = next((entry[key] for key in _PULLS_KEYS if key in entry), None)
    past = fields.nodes(events)
    spoken = _spoken(events)  # where a forge names `comments`, it may be their number only
    return Issue(
        project_id=project_id,
        number=number,
        title=text.line(entry.get("title")),
        body=text.block(entry.get("body")),
        url=web_address(entry.get("url")),
        state=fields.name(entry.get("state")).casefold() or _state_after(past),
        labels=fields.words(
            [
                label.get("name") if isinstance(label, dict) else label
                for label in fields.items(entry.get("labels"))
            ]
        )
        if "labels" in entry
        else _labels_after(past),
        author=_author(entry),
        association=_association(entry),
        assignees=fields.words([_login(one) for one in _assignees(entry)]),
        comment_count=len(comments) if isinstance(comments, list) else fields.count(comments),
        comments=_comments([*fields.items(comments), *spoken])
        if isinstance(comments, list) or spoken
        else None,
        events=_events(events) if isinstance(events, list) else None,
        pulls=_pulls(pulls) if isinstance(pulls, list) else _pulls_among(entry, number, project_id),
        branches=_words(entry.get("branches")),
        blocked_by=_words(entry.get("blocked_by")),
        milestone=fields.sentence(entry.get("milestone")),
        created_at=fields.moment(entry.get("created_at")),
        updated_at=fields.moment(entry.get("updated_at")),
        is_pull_request=entry.get("is_pull_request") is True or isinstance(entry.get("pull_request"), dict),
        locked=entry.get("locked") is True
        or ("locked" not in entry and _last_of(past, ("locked", "unlocked")) == "locked"),
    )


def listed_for(value: object, names: tuple[str, ...]) -> list[Any] | None:
    """The list of one repository in a file's JSON, by any of its names; None where the file does not name it."""
    if not isinstance(value, dict):
        return None
    return next((value[name] for name in names if isinstance(value.get(name), list)), None)


def read(path: Path) -> Any:
    """The JSON of a file; None where there is none, it is a symbolic link, too big or broken."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > SIZE_LIMIT:
            return None
        return parsed(path.read_bytes())
    except OSError:
        return None


def parsed(data: bytes) -> Any:
    """The JSON of a file's bytes, None where it is broken."""
    try:
        return answer.decoded(text.decoded(data).encode())
    except (msgspec.DecodeError, RecursionError):
        return None


def _words(value: object) -> tuple[str, ...] | None:
    return fields.words(value) if isinstance(value, list) else None


def _comments(entries: list[Any]) -> tuple[Comment, ...]:
    """In their order; what the same person says in the same words at the same time is said once."""
    said: dict[tuple[str, datetime | None, str], Comment] = {}
    for entry in fields.nodes(entries):
        comment = Comment(
            author=_author(entry),
            body=text.block(entry.get("body")),
            at=_at(entry),
            association=_association(entry),
        )
        said.setdefault((comment.author.casefold(), comment.at, comment.body), comment)
    return tuple(said.values())


def _events(entries: list[Any]) -> tuple[IssueEvent, ...]:
    return tuple(
        IssueEvent(
            kind=fields.name(entry.get("kind") or entry.get("event")),
            at=_at(entry),
            actor=_login(entry.get("actor")),
            subject=_subject(entry),
        )
        for entry in fields.nodes(entries)
        if entry.get("kind") or entry.get("event")
    )


def _login(value: object) -> str:
    """A person, named or as an object."""
    return fields.name(value.get("login") or value.get("username") if isinstance(value, dict) else value)


def _author(entry: Mapping[str, Any]) -> str:
    return _login(entry.get("author") or entry.get("user"))


def _association(entry: Mapping[str, Any]) -> str | None:
    return fields.name(entry.get("association") or entry.get("author_association")).upper() or None


def _at(entry: Mapping[str, Any]) -> datetime | None:
    return next((at for key in _TIMES if (at := fields.moment(entry.get(key))) is not None), None)


def _assignees(entry: Mapping[str, Any]) -> list[Any]:
    listed = fields.items(entry.get("assignees"))
    return listed or [one for one in [entry.get("assignee")] if one]


def _subject(entry: Mapping[str, Any]) -> str:
    """Whom or what an event is about."""
    if entry.get("subject"):
        return _login(entry["subject"])
    if entry.get("assignee"):
        return _login(entry["assignee"])
    if entry.get("label"):
        return fields.name(fields.mapping(entry["label"]).get("name") or entry["label"])
    source = fields.mapping(fields.mapping(entry.get("source")).get("issue"))
    number = fields.name(source.get("number"))
    return (
        f"{'pull request ' if isinstance(source.get('pull_request'), dict) else ''}#{number}"
        if number
        else ""
    )


def _spoken(events: object) -> list[Any]:
    """Comments that stand among the events, as in a timeline."""
    return [
        {"author": one.get("actor"), **one}
        for one in fields.nodes(events)
        if _kind(one) in {"commented", "comment"} and one.get("body")
    ]


def _kind(event: Mapping[str, Any]) -> str:
    return fields.name(event.get("kind") or event.get("event")).casefold()


def _last_of(events: list[Any], kinds: tuple[str, ...]) -> str | None:
    """The last of the events of these kinds, by their time, or their place where they have none."""
    found = [one for one in events if _kind(one) in kinds]
    if found and all(_at(one) is not None for one in found):
        found.sort(key=lambda one: _stamp(_at(one)))
    return _kind(found[-1]) if found else None


def _stamp(at: datetime | None) -> float:
    return at.timestamp() if at is not None else 0.0


def _state_after(events: list[Any]) -> str:
    """For a file that gives the events and no state."""
    return "closed" if _last_of(events, ("closed", "reopened")) == "closed" else "open"


def _labels_after(events: list[Any]) -> tuple[str, ...]:
    """For a file that gives the events and no labels."""
    labels: dict[str, None] = {}
    for one in sorted(events, key=lambda one: _stamp(_at(one))):
        if _kind(one) == "labeled":
            labels[_subject(one)] = None
        elif _kind(one) == "unlabeled":
            labels.pop(_subject(one), None)
    return fields.words(list(labels))


def _repository(entry: Mapping[str, Any]) -> str:
    """The repository, `owner/name`, that an issue or a pull request in GitHub's words is of; empty where it does not say."""
    named = entry.get("repository")
    if said := fields.name(fields.mapping(named).get("full_name") or named):
        return said
    found = _OF_REPOSITORY.search(str(entry.get("repository_url") or entry.get("html_url") or ""))
    return found[1] if found else ""


def _pulls_among(entry: Mapping[str, Any], number: str, project_id: str) -> tuple[LinkedPull, ...] | None:
    """Pull requests whose state GitHub's cross-references give, for a file that lists none; None without any.

    A cross-reference may be a mere mention, from anywhere: what is of another repository, or says another thing than
    that it closes the issue and was not merged, stays an event.
    """
    ours = _repository(entry)
    name = (ours or project_id.partition("//")[0]).rpartition("/")[2].casefold()
    found: dict[str, Mapping[str, Any]] = {}
    for one in fields.nodes(entry.get("events")):
        source = fields.mapping(fields.mapping(one.get("source")).get("issue"))
        if not isinstance(source.get("pull_request"), dict) or not source.get("state"):
            continue
        pull = {**source, **source["pull_request"]}
        theirs = _repository(source).casefold()
        # the id of a folder has the forge's name of the repository at most, not its owner's
        if theirs and (theirs != ours.casefold() if ours else theirs.rpartition("/")[2] != name):
            continue
        if "body" in pull and _pull_state(pull) != "merged" and not github_rest.closes(pull, number, ours):
            continue
        found[fields.name(source.get("number"), 100)] = pull
    return (
        _pulls([{**pull, "number": number, "url": None} for number, pull in found.items()]) if found else None
    )


def _pulls(entries: list[Any]) -> tuple[LinkedPull, ...]:
    return tuple(
        LinkedPull(
            number=fields.name(entry.get("number"), 100),
            state=_pull_state(entry),
            author=_author(entry),
            url=web_address(entry.get("url")),
            updated_at=next(
                (at for key in _PULL_TIMES if (at := fields.moment(entry.get(key))) is not None), None
            ),
            draft=entry.get("draft") is True or fields.name(entry.get("state")).casefold() == "draft",
        )
        for entry in fields.nodes(entries)
    )


def _pull_state(entry: Mapping[str, Any]) -> str:
    state = fields.name(entry.get("state")).casefold()
    if entry.get("merged") is True or entry.get("merged_at"):
        return "merged"
    return {"": "open", "opened": "open", "draft": "open", "unmerged": "closed", "declined": "closed"}.get(
        state, state
    )
