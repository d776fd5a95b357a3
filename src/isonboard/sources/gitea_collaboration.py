"""Working together on Gitea and Forgejo: pull requests of a branch, comments, and how a repository stands.

Described by `templates/swagger/v1_json.tmpl` (1.26). Its lists do not say who is a maintainer, and no answer says
whether one may fork: both stay unknown.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from msgspec import structs

from isonboard import text
from isonboard.address import web_address
from isonboard.errors import CredentialsError
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Standing
from isonboard.sources import fields
from isonboard.sources.answer import Answer
from isonboard.sources.github_collaboration import releases_of
from isonboard.sources.github_rest import login
from isonboard.sources.reviewers import is_bot, people
from isonboard.sources.session import Parameters, Session

PAGES = 4  # of 50 pull requests, those changed last first
_REVIEWED = 3  # pull requests whose reviewers are asked for
_NO_REVIEW = ("REQUEST_REVIEW", "PENDING")  # who was asked, and what is not sent yet
_STATES = {
    "success": CheckState.PASSING,
    "failure": CheckState.FAILING,
    "error": CheckState.FAILING,
    "warning": CheckState.PASSING,
    "skipped": CheckState.PASSING,
    "pending": CheckState.RUNNING,
}


def goes_on(answer: Answer, count: int, seen: int) -> bool:
    """Whether another page follows one with `count` entries, `seen` in all.

    The Link header says so, whatever address it carries; without one, until a page is empty or all that were counted
    are here. What a reader may not see is taken out of a page after it was cut: one that is short, or even empty, is
    not the last one (1.26, `routers/api/v1/user/repo.go`).
    """
    if link := answer.headers.get("link"):
        return 'rel="next"' in link
    total = fields.count(answer.headers.get("x-total-count"))
    return count > 0 and (total is None or seen < total)


async def pulls(session: Session, path: str, branch: str) -> tuple[PullRequest, ...]:
    """Pull requests from a branch of that name, newest first; those changed last are looked through."""
    found: list[PullRequest] = []
    seen = 0
    for page in range(1, PAGES + 1):
        asked: Parameters = {"state": "all", "sort": "recentupdate", "limit": 50, "page": page}
        answer = await session.get(f"{path}/pulls", asked)
        entries = fields.nodes(answer.entries())
        seen += len(entries)
        read = [pull_of(entry) for entry in entries]
        found += [pull for pull in read if pull is not None and pull.branch == branch]
        if found or not goes_on(answer, len(entries), seen):
            break
    for place, pull in enumerate(found[:_REVIEWED]):
        found[place] = await _with_reviewers(session, path, pull)
    return tuple(sorted(found, key=lambda pull: -int(pull.number)))


async def _with_reviewers(session: Session, path: str, pull: PullRequest) -> PullRequest:
    """The pull request with who reviewed it and, which no list tells, who merged it."""
    reviews = await session.find(f"{path}/pulls/{pull.number}/reviews")
    reviewed = [
        _user(entry.get("user"))
        for entry in fields.nodes(reviews.json() if reviews else [])
        if entry.get("state") not in _NO_REVIEW
    ]
    if pull.state == "merged" and not pull.merged_by:
        whole = await session.find(f"{path}/pulls/{pull.number}")
        entry = whole.mapping() if whole else {}
        reviewed.append(_user(entry.get("merged_by")))
        pull = pull_of(entry) or pull
    elif pull.merged_by:
        reviewed.append((pull.merged_by, ""))
    return structs.replace(pull, reviewers=people(reviewed, but=pull.author))


async def comment(session: Session, path: str, number: str, body: str) -> str | None:
    """Post a comment, once; its address."""
    if await session.credential() is None:
        raise CredentialsError(
            f"{session.host} takes comments only from people it knows",
            hint="Set a token with the scope write:issue, or paste the text in the browser.",
        )
    answer = await session.write(f"{path}/issues/{quote(number, safe='')}/comments", {"body": body})
    return web_address(answer.mapping().get("html_url"))


async def standing(session: Session, path: str) -> Standing:
    """Access, the combined status of the default branch, what was merged last, and releases."""
    entry = (await session.get(path)).mapping()
    branch = fields.name(entry.get("default_branch"))
    status = await session.find(f"{path}/commits/{quote(branch, safe='')}/status") if branch else None
    asked: Parameters = {"state": "closed", "sort": "recentclose", "limit": 50}
    closed = await session.find(f"{path}/pulls", asked)
    read = [pull_of(each) for each in fields.nodes(closed.json() if closed else [])]
    released = await session.find(f"{path}/releases", {"limit": 5, "draft": "false"})
    return Standing(
        access=access_of(entry),
        checks=None if status is None else checks_of(fields.mapping(status.json()), branch),
        merged=None
        if closed is None
        else tuple(pull for pull in read if pull and pull.state == "merged" and not is_bot(pull.author)),
        releases=None if released is None else releases_of(fields.nodes(released.json())),
    )


def access_of(entry: Mapping[str, Any]) -> Access:
    """What a repository object says about this reader."""
    permissions = fields.mapping(entry.get("permissions"))
    hidden = {(True, False): "private", (False, True): "internal", (False, False): "public"}
    pull = fields.flag(permissions.get("pull"))
    return Access(
        read=True if pull is None else pull,
        write=fields.flag(permissions.get("push")),
        visibility=hidden.get((entry.get("private") is True, entry.get("internal") is True), "private"),
        archived=fields.flag(entry.get("archived")),
    )


def checks_of(status: Mapping[str, Any], branch: str) -> Checks:
    """A combined status; without any single one there are no checks."""
    total = fields.count(status.get("total_count"))
    said = fields.name(status.get("state"))
    state = CheckState.NONE if total == 0 else _STATES.get(said, CheckState.UNKNOWN)
    times = [fields.moment(each.get("updated_at")) for each in fields.nodes(status.get("statuses"))]
    links = [web_address(each.get("target_url")) for each in fields.nodes(status.get("statuses"))]
    return Checks(
        state=state,
        branch=branch,
        commit=fields.name(status.get("sha"), 64),
        at=max((each for each in times if each is not None), default=None),
        url=next((each for each in links if each is not None), None),
    )


def pull_of(entry: Mapping[str, Any]) -> PullRequest | None:
    """A pull request object; None for one that cannot be read."""
    number = fields.count(entry.get("number"))
    if number is None:
        return None
    head, base = fields.mapping(entry.get("head")), fields.mapping(entry.get("base"))
    source, target = fields.count(head.get("repo_id")), fields.count(base.get("repo_id"))
    merged = entry.get("merged") is True
    merger = fields.mapping(entry.get("merged_by"))
    return PullRequest(
        number=str(number),
        title=text.line(entry.get("title"), 300),
        state="merged" if merged else fields.name(entry.get("state")) or "open",
        url=web_address(entry.get("html_url")),
        author=login(entry.get("user")),
        # `ref` is refs/pull/N/head once the branch is deleted; the label keeps its name
        branch=fields.name(head.get("label")) or fields.name(head.get("ref")),
        commit=fields.name(head.get("sha"), 64),
        foreign=None if source is None or target is None else source != target,
        draft=entry.get("draft") is True,
        created_at=fields.moment(entry.get("created_at")),
        merged_at=fields.moment(entry.get("merged_at")),
        merged_by=login(merger) if merger else "",
        reviewers=people([_user(merger)], but=login(entry.get("user"))) if merger else (),
    )


def _user(value: object) -> tuple[str, str]:
    who = fields.mapping(value)
    return fields.name(who.get("login")), fields.name(who.get("full_name"), 100)
