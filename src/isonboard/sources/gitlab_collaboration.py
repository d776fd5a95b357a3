"""Working together on GitLab: merge requests of a branch, notes, and how a project stands.

By GitLab's documentation (doc/api/merge_requests.md, notes.md, pipelines.md, projects.md, releases/index.md); not yet
proved against a real server. Who is a maintainer its lists do not say: times to an answer stay unknown.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from isonboard import text
from isonboard.address import web_address
from isonboard.errors import CredentialsError
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Release, Standing
from isonboard.sources import fields
from isonboard.sources.answer import Answer
from isonboard.sources.reviewers import is_bot, people
from isonboard.sources.session import Parameters, Session

MERGED = 50  # merge requests merged last: what the share of outside contributions is measured on
_DEVELOPER = 30  # GitLab's access level from which one may push branches
_STATES = {"opened": "open", "locked": "open"}
_PIPELINES = {
    "success": CheckState.PASSING,
    "failed": CheckState.FAILING,
    "running": CheckState.RUNNING,
    "pending": CheckState.RUNNING,
    "created": CheckState.RUNNING,
    "preparing": CheckState.RUNNING,
    "waiting_for_resource": CheckState.RUNNING,
    "scheduled": CheckState.RUNNING,
}


async def pulls(session: Session, path: str, branch: str) -> tuple[PullRequest, ...]:
    """Merge requests from a branch of that name, newest first."""
    asked: Parameters = {"source_branch": branch, "state": "all", "per_page": 20, "order_by": "created_at"}
    entries = (await session.get(f"{path}/merge_requests", {**asked, "sort": "desc"})).entries()
    read = [pull_of(entry) for entry in fields.nodes(entries)]
    return tuple(pull for pull in read if pull is not None and pull.branch == branch)


async def comment(session: Session, path: str, number: str, body: str, page: str | None) -> str | None:
    """Post a note, once; its address, made of the issue's."""
    if await session.credential() is None:
        raise CredentialsError(
            f"{session.host} takes comments only from people it knows",
            hint="Set a token with the scope api, or paste the text in the browser.",
        )
    place = f"{path}/issues/{quote(number, safe='')}/notes"
    note = fields.count((await session.write(place, {"body": body})).mapping().get("id"))
    return web_address(f"{page}/-/issues/{quote(number)}#note_{note}") if page and note is not None else None


async def standing(session: Session, path: str) -> Standing:
    """Access, the last pipeline of the default branch, what was merged last, and releases."""
    entry = (await session.get(path)).mapping()
    branch = fields.name(entry.get("default_branch"))
    pipelines = await _optional(session, f"{path}/pipelines", {"ref": branch or None, "per_page": 1})
    closed = await _optional(
        session, f"{path}/merge_requests", {"state": "merged", "per_page": MERGED, "order_by": "updated_at"}
    )
    released = await _optional(session, f"{path}/releases", {"per_page": 5})
    return Standing(
        access=access_of(entry),
        checks=None if pipelines is None else checks_of(pipelines.json(), branch),
        merged=None if closed is None else merged_of(fields.nodes(closed.json())),
        releases=None
        if released is None
        else tuple(
            Release(
                name=fields.name(each.get("name")) or fields.name(each.get("tag_name")),
                at=fields.moment(each.get("released_at")),
                url=web_address(fields.mapping(each.get("_links")).get("self")),
                preview=each.get("upcoming_release") is True,
            )
            for each in fields.nodes(released.json())
            if fields.name(each.get("name")) or fields.name(each.get("tag_name"))
        ),
    )


def merged_of(entries: Sequence[Mapping[str, Any]]) -> tuple[PullRequest, ...]:
    """The merged ones of a list, those of bots left out."""
    read = [pull_of(entry) for entry in entries]
    return tuple(
        pull for pull in read if pull is not None and pull.state == "merged" and not is_bot(pull.author)
    )


def access_of(entry: Mapping[str, Any]) -> Access:
    """What a project object says about this reader; `permissions` is only there for who is logged in."""
    permissions = fields.mapping(entry.get("permissions"))
    levels = [
        fields.count(fields.mapping(permissions.get(key)).get("access_level"))
        for key in ("project_access", "group_access")
    ]
    level = max((each for each in levels if each is not None), default=None)
    member = level is not None
    forking = fields.name(entry.get("forking_access_level"))
    return Access(
        read={"disabled": False, "private": member}.get(
            fields.name(entry.get("repository_access_level")), True
        ),
        fork={"enabled": True, "disabled": False, "private": member}.get(forking),
        write=level >= _DEVELOPER if level is not None else (False if permissions else None),
        visibility=fields.name(entry.get("visibility")) or None,
        archived=fields.flag(entry.get("archived")),
    )


def checks_of(pipelines: object, branch: str) -> Checks:
    """The newest of some pipelines."""
    listed = fields.nodes(pipelines)
    if not listed:
        return Checks(state=CheckState.NONE, branch=branch)
    newest = listed[0]
    return Checks(
        state=_PIPELINES.get(fields.name(newest.get("status")), CheckState.UNKNOWN),
        branch=fields.name(newest.get("ref")) or branch,
        commit=fields.name(newest.get("sha"), 64),
        at=fields.moment(newest.get("updated_at")),
        url=web_address(newest.get("web_url")),
    )


def pull_of(entry: Mapping[str, Any]) -> PullRequest | None:
    """A merge request object; None for one that cannot be read."""
    number = fields.count(entry.get("iid"))
    if number is None:
        return None
    merger = entry.get("merge_user") or entry.get("merged_by")
    author = _user(entry.get("author"))[0]
    source, target = (
        fields.count(entry.get("source_project_id")),
        fields.count(entry.get("target_project_id")),
    )
    state = fields.name(entry.get("state"))
    by = _user(merger)
    return PullRequest(
        number=str(number),
        title=text.line(entry.get("title"), 300),
        state=_STATES.get(state, state) or "open",
        url=web_address(entry.get("web_url")),
        author=author,
        branch=fields.name(entry.get("source_branch")),
        commit=fields.name(entry.get("sha"), 64),
        foreign=None if source is None or target is None else source != target,
        draft=entry.get("draft") is True or entry.get("work_in_progress") is True,
        created_at=fields.moment(entry.get("created_at")),
        merged_at=fields.moment(entry.get("merged_at")),
        merged_by=by[0],
        reviewers=people([*map(_user, fields.nodes(entry.get("reviewers"))), by], but=author),
    )


async def _optional(session: Session, path: str, asked: Parameters) -> Answer | None:
    """None where the part is switched off (404) or hidden (403)."""
    try:
        return await session.find(path, asked)
    except CredentialsError:
        return None


def _user(value: object) -> tuple[str, str]:
    who = fields.mapping(value)
    return fields.name(who.get("username")), fields.name(who.get("name"), 100)
