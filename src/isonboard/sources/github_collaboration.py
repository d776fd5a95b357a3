"""Working together on GitHub: pull requests of a branch, comments, and how a project stands.

One GraphQL query with a token; REST without, which tells less: what it leaves out stays unknown.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from isonboard import text
from isonboard.address import web_address
from isonboard.errors import CredentialsError, NotFoundError
from isonboard.model.collaboration import Access, Checks, CheckState, PullRequest, Release, Standing
from isonboard.model.issue import Comment, Issue
from isonboard.sources import fields
from isonboard.sources.github import GithubApi
from isonboard.sources.github_rest import login
from isonboard.sources.reviewers import people

if TYPE_CHECKING:
    from isonboard.sources.session import Parameters

ISSUES = 30  # opened last: what the time to an answer is measured on
MERGED = 50  # pull requests merged last: what the share of outside contributions is measured on
_ANSWERS = 10  # first comments of an issue
_HEADS = 4  # accounts whose forks are asked for without a token

_PULL = """number title state isDraft url createdAt mergedAt headRefName headRefOid isCrossRepository authorAssociation
      author { __typename login } mergedBy { __typename login ... on User { name } }"""
_ROLLUP = {
    "SUCCESS": CheckState.PASSING,
    "FAILURE": CheckState.FAILING,
    "ERROR": CheckState.FAILING,
    "PENDING": CheckState.RUNNING,
    "EXPECTED": CheckState.RUNNING,
}
_WRITERS = frozenset({"ADMIN", "MAINTAIN", "WRITE"})


def pulls_query(_lacking: object = ()) -> str:
    """Pull requests whose branch has a certain name."""
    return f"""query Pulls($owner: String!, $name: String!, $branch: String!) {{
  repository(owner: $owner, name: $name) {{
    pullRequests(headRefName: $branch, first: 20, orderBy: {{field: CREATED_AT, direction: DESC}}) {{ nodes {{
      {_PULL} latestReviews(first: 20) {{ nodes {{ author {{ __typename login ... on User {{ name }} }} }} }} }} }}
  }} }}"""


def standing_query(lacking: Collection[str] = ()) -> str:
    """Access, checks, answers, merged pull requests and releases of one repository."""
    visibility = "" if "visibility" in lacking else "visibility"
    return f"""query Standing($owner: String!, $name: String!) {{
  repository(owner: $owner, name: $name) {{
    isPrivate isArchived forkingAllowed viewerPermission {visibility}
    defaultBranchRef {{ name target {{ ... on Commit {{ oid committedDate url statusCheckRollup {{ state }} }} }} }}
    issues(first: {ISSUES}, orderBy: {{field: CREATED_AT, direction: DESC}}) {{ nodes {{
      number title createdAt authorAssociation author {{ __typename login }}
      comments(first: {_ANSWERS}) {{ nodes {{ createdAt authorAssociation author {{ __typename login }} }} }} }} }}
    pullRequests(states: MERGED, first: {MERGED}, orderBy: {{field: UPDATED_AT, direction: DESC}}) {{
      nodes {{ {_PULL} }} }}
    releases(first: 5, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
      nodes {{ name tagName publishedAt isPrerelease isDraft url }} }} }} }}"""


async def pulls(
    api: GithubApi, owner: str, name: str, branch: str, logins: Sequence[str]
) -> tuple[PullRequest, ...]:
    """Pull requests from a branch of that name, newest first."""
    if await api.has_token():
        answer = await api.ask(pulls_query, {"owner": owner, "name": name, "branch": branch})
        listed = fields.nodes(fields.mapping(answer.data.get("repository")).get("pullRequests"))
        return tuple(pull for node in listed if (pull := pull_of(node)) is not None)
    found: dict[str, PullRequest] = {}
    for account in tuple(dict.fromkeys([owner, *logins]))[:_HEADS]:
        asked: Parameters = {"state": "all", "head": f"{account}:{branch}", "per_page": 20}
        entries = (await api.session.get(f"{_place(owner, name)}/pulls", asked)).entries()
        read = [rest_pull_of(entry) for entry in fields.nodes(entries)]
        found |= {pull.number: pull for pull in read if pull is not None and pull.branch == branch}
    return tuple(sorted(found.values(), key=lambda pull: -int(pull.number)))


async def comment(api: GithubApi, owner: str, name: str, number: str, body: str) -> str | None:
    """Post a comment, once; its address."""
    if not await api.has_token():
        raise CredentialsError(
            f"{api.session.host} takes comments only from people it knows",
            subject=api.config.name,
            hint="Set a token, or paste the text in the browser.",
        )
    answer = await api.session.write(f"{_place(owner, name)}/issues/{number}/comments", {"body": body})
    return web_address(answer.mapping().get("html_url"))


async def standing(api: GithubApi, owner: str, name: str) -> Standing:
    """How the repository stands; without a token only what REST tells cheaply."""
    if not await api.has_token():
        return await _rest_standing(api, owner, name)
    answer = await api.ask(standing_query, {"owner": owner, "name": name})
    repository = fields.mapping(answer.data.get("repository"))
    if not repository:
        raise NotFoundError(
            f"{owner}/{name} is not there any more, or hidden from this token", subject=api.config.name
        )
    return standing_of(repository)


def standing_of(repository: Mapping[str, Any]) -> Standing:
    """A repository node of `standing_query`; a part that is missing stays unknown."""
    permission = fields.name(repository.get("viewerPermission"))
    visibility = fields.name(repository.get("visibility")).casefold()
    private = fields.flag(repository.get("isPrivate"))
    merged = [pull_of(node) for node in fields.nodes(repository.get("pullRequests"))]
    return Standing(
        access=Access(
            read=True,
            fork=fields.flag(repository.get("forkingAllowed")),
            write=permission in _WRITERS if permission else None,
            visibility=visibility
            or (None if private is None else {True: "private", False: "public"}[private]),
            archived=fields.flag(repository.get("isArchived")),
        ),
        checks=checks_of(repository.get("defaultBranchRef")),
        issues=None
        if repository.get("issues") is None
        else tuple(
            issue
            for node in fields.nodes(repository.get("issues"))
            if not _is_bot(node.get("author")) and (issue := _opened(node)) is not None
        ),
        merged=None
        if repository.get("pullRequests") is None
        else tuple(
            pull
            for pull, node in zip(merged, fields.nodes(repository.get("pullRequests")), strict=True)
            if pull is not None and not _is_bot(node.get("author"))
        ),
        releases=None
        if repository.get("releases") is None
        else tuple(
            Release(
                name=fields.name(node.get("name")) or fields.name(node.get("tagName")),
                at=fields.moment(node.get("publishedAt")),
                url=web_address(node.get("url")),
                preview=node.get("isPrerelease") is True,
            )
            for node in fields.nodes(repository.get("releases"))
            if node.get("isDraft") is not True
            and (fields.name(node.get("name")) or fields.name(node.get("tagName")))
        ),
    )


def checks_of(reference: object) -> Checks | None:
    """The rollup of the default branch; None where there is no branch."""
    branch = fields.mapping(reference)
    commit = fields.mapping(branch.get("target"))
    if not commit:
        return None
    rollup = commit.get("statusCheckRollup")
    said = fields.name(fields.mapping(rollup).get("state"))
    state = CheckState.NONE if rollup is None else _ROLLUP.get(said, CheckState.UNKNOWN)
    if "statusCheckRollup" not in commit:
        state = CheckState.UNKNOWN
    return Checks(
        state=state,
        branch=fields.name(branch.get("name")),
        commit=fields.name(commit.get("oid"), 64),
        at=fields.moment(commit.get("committedDate")),
        url=web_address(commit.get("url")),
    )


def pull_of(node: Mapping[str, Any]) -> PullRequest | None:
    """A pull request node; None for one that cannot be read."""
    number = fields.count(node.get("number"))
    if number is None:
        return None
    author = login(node.get("author"))
    reviewed = [
        _named(entry.get("author"))
        for entry in fields.nodes(node.get("latestReviews"))
        if not _is_bot(entry.get("author"))
    ]
    merger = node.get("mergedBy")
    by = [_named(merger)] if fields.mapping(merger) and not _is_bot(merger) else []
    return PullRequest(
        number=str(number),
        title=text.line(node.get("title"), 300),
        state=fields.name(node.get("state")).casefold() or "open",
        url=web_address(node.get("url")),
        author=author,
        association=fields.name(node.get("authorAssociation")) or None,
        branch=fields.name(node.get("headRefName")),
        commit=fields.name(node.get("headRefOid"), 64),
        foreign=fields.flag(node.get("isCrossRepository")),
        draft=node.get("isDraft") is True,
        created_at=fields.moment(node.get("createdAt")),
        merged_at=fields.moment(node.get("mergedAt")),
        merged_by=by[0][0] if by else "",
        reviewers=people([*reviewed, *by], but=author),
    )


def rest_pull_of(entry: Mapping[str, Any]) -> PullRequest | None:
    """A pull request object of a REST list; who reviewed it is not told there."""
    number = fields.count(entry.get("number"))
    if number is None:
        return None
    head, base = fields.mapping(entry.get("head")), fields.mapping(entry.get("base"))
    merged_at = fields.moment(entry.get("merged_at"))
    origin = fields.name(fields.mapping(head.get("repo")).get("full_name")).casefold()
    target = fields.name(fields.mapping(base.get("repo")).get("full_name")).casefold()
    asked = [
        (fields.name(person.get("login")), "") for person in fields.nodes(entry.get("requested_reviewers"))
    ]
    author = login(entry.get("user"))
    return PullRequest(
        number=str(number),
        title=text.line(entry.get("title"), 300),
        state="merged" if merged_at else fields.name(entry.get("state")) or "open",
        url=web_address(entry.get("html_url")),
        author=author,
        association=fields.name(entry.get("author_association")) or None,
        branch=fields.name(head.get("ref")),
        commit=fields.name(head.get("sha"), 64),
        foreign=None if not target else origin != target,
        draft=entry.get("draft") is True,
        created_at=fields.moment(entry.get("created_at")),
        merged_at=merged_at,
        reviewers=people(asked, but=author) if merged_at else (),
    )


async def _rest_standing(api: GithubApi, owner: str, name: str) -> Standing:
    entry = (await api.session.get(_place(owner, name))).mapping()
    allowed = fields.mapping(entry.get("permissions"))
    listed = await api.session.find(f"{_place(owner, name)}/releases", {"per_page": 5})
    return Standing(
        access=Access(
            read=True,
            fork=fields.flag(entry.get("allow_forking")),
            write=fields.flag(allowed.get("push")),
            visibility=fields.name(entry.get("visibility")) or None,
            archived=fields.flag(entry.get("archived")),
        ),
        releases=None if listed is None else releases_of(fields.nodes(listed.json())),
    )


def releases_of(entries: Sequence[Mapping[str, Any]]) -> tuple[Release, ...]:
    """Release objects of a REST list (GitHub's and Gitea's), drafts left out."""
    return tuple(
        Release(
            name=fields.name(entry.get("name")) or fields.name(entry.get("tag_name")),
            at=fields.moment(entry.get("published_at")),
            url=web_address(entry.get("html_url")),
            preview=entry.get("prerelease") is True,
        )
        for entry in entries
        if entry.get("draft") is not True
        and (fields.name(entry.get("name")) or fields.name(entry.get("tag_name")))
    )


def _opened(node: Mapping[str, Any]) -> Issue | None:
    number, at = fields.count(node.get("number")), fields.moment(node.get("createdAt"))
    if number is None or at is None:
        return None
    return Issue(
        project_id="",
        number=str(number),
        title=text.line(node.get("title"), 300),
        author=login(node.get("author")),
        association=fields.name(node.get("authorAssociation")) or None,
        created_at=at,
        comments=tuple(
            Comment(
                author=login(entry.get("author")),
                body="",
                at=fields.moment(entry.get("createdAt")),
                association=fields.name(entry.get("authorAssociation")) or None,
            )
            for entry in fields.nodes(node.get("comments"))
            if not _is_bot(entry.get("author"))
        ),
    )


def _place(owner: str, name: str) -> str:
    return f"/repos/{quote(owner, safe='')}/{quote(name, safe='')}"


def _named(value: object) -> tuple[str, str]:
    return login(value), fields.name(fields.mapping(value).get("name"), 100)


def _is_bot(value: object) -> bool:
    who = fields.mapping(value)
    return who.get("__typename") == "Bot" or fields.name(who.get("login")).endswith("[bot]")
