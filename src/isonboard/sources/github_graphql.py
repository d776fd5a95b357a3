"""GitHub's GraphQL API in words and values: the queries, and what their answers mean.

Fields that older Enterprise servers lack are listed in `OPTIONAL` and left out once a server says so.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from isonboard import text
from isonboard.address import web_address
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull
from isonboard.model.project import Project
from isonboard.sources import fields, innersource_json, languages, repository_url

OPTIONAL = {
    "contributingGuidelines": "contributingGuidelines { url }",
    "visibility": "visibility",
    "closedByPullRequestsReferences": """closedByPullRequestsReferences(first: 5, includeClosedPrs: true) {
        nodes { number state isDraft url updatedAt author { login } } }""",
    "linkedBranches": "linkedBranches(first: 5) { nodes { ref { name } } }",
    "blockedBy": "blockedBy(first: 5) { nodes { number state repository { nameWithOwner } } }",
}
"""Field name to its text; asked for unless the server is known to lack it."""

_REPOSITORY = """
    id name nameWithOwner description url sshUrl homepageUrl isArchived isPrivate
    createdAt updatedAt pushedAt stargazerCount forkCount
    owner { login } watchers { totalCount } primaryLanguage { name } licenseInfo { spdxId name }
    languages(first: 10, orderBy: {field: SIZE, direction: DESC}) { edges { size node { name } } }
    repositoryTopics(first: 20) { nodes { topic { name } } }
    defaultBranchRef { name }
    issues(states: OPEN) { totalCount } pullRequests(states: OPEN) { totalCount }
    beginner: issues(states: OPEN, labels: $labels) { totalCount }
    innersource: object(expression: "HEAD:innersource.json") { ... on Blob { text } }
"""
_PULL = "... on PullRequest { number state isDraft url updatedAt author { login } }"
_ISSUE = """
    number title body url state locked createdAt updatedAt authorAssociation author { login }
    milestone { title } labels(first: 20) { nodes { name } } assignees(first: 10) { nodes { login } }
"""
_TIMELINE = f"""
    nodes {{ __typename
      ... on AssignedEvent {{ createdAt actor {{ login }} assignee {{ ... on User {{ login }} ... on Bot {{ login }} }} }}
      ... on UnassignedEvent {{ createdAt actor {{ login }} assignee {{ ... on User {{ login }} ... on Bot {{ login }} }} }}
      ... on ConnectedEvent {{ createdAt actor {{ login }} subject {{ {_PULL} }} }}
      ... on DisconnectedEvent {{ createdAt actor {{ login }} subject {{ {_PULL} }} }}
      ... on CrossReferencedEvent {{ createdAt willCloseTarget actor {{ login }} source {{ {_PULL} }} }}
      ... on ClosedEvent {{ createdAt actor {{ login }} }}
      ... on ReopenedEvent {{ createdAt actor {{ login }} }}
      ... on TransferredEvent {{ createdAt actor {{ login }} }}
      ... on LabeledEvent {{ createdAt actor {{ login }} label {{ name }} }}
    }}
"""
_EVENT_TYPES = """[ASSIGNED_EVENT, UNASSIGNED_EVENT, CONNECTED_EVENT, DISCONNECTED_EVENT, CROSS_REFERENCED_EVENT,
    CLOSED_EVENT, REOPENED_EVENT, TRANSFERRED_EVENT, LABELED_EVENT]"""
_EVENTS = {
    "AssignedEvent": "assigned",
    "UnassignedEvent": "unassigned",
    "ConnectedEvent": "connected",
    "DisconnectedEvent": "disconnected",
    "CrossReferencedEvent": "referenced",
    "ClosedEvent": "closed",
    "ReopenedEvent": "reopened",
    "TransferredEvent": "transferred",
    "LabeledEvent": "labeled",
}
_PAGE = "totalCount pageInfo { hasNextPage endCursor }"
_MISSING_FIELD = re.compile(r"""(?:Field|query field) ['"](\w+)['"]""")


def _optional(names: Iterable[str], lacking: Collection[str]) -> str:
    return "\n".join(OPTIONAL[name] for name in names if name not in lacking)


def repository_fields(lacking: Collection[str]) -> str:
    return _REPOSITORY + _optional(("contributingGuidelines", "visibility"), lacking)


def owner_query(lacking: Collection[str], order: str) -> str:
    """Repositories of an organisation or a user, a page; `order` is `CREATED_AT ASC` or `UPDATED_AT DESC`."""
    field, direction = order.split()
    return f"""query Repositories($owner: String!, $size: Int!, $after: String, $labels: [String!]) {{
  repositoryOwner(login: $owner) {{
    repositories(first: $size, after: $after, ownerAffiliations: [OWNER],
        orderBy: {{field: {field}, direction: {direction}}}) {{
      {_PAGE} nodes {{ {repository_fields(lacking)} }} }} }} }}"""


def search_query(lacking: Collection[str]) -> str:
    """Repositories that a search finds, a page."""
    return f"""query Search($query: String!, $size: Int!, $after: String, $labels: [String!]) {{
  search(type: REPOSITORY, query: $query, first: $size, after: $after) {{
    repositoryCount pageInfo {{ hasNextPage endCursor }}
    nodes {{ ... on Repository {{ {repository_fields(lacking)} }} }} }} }}"""


def repository_query(lacking: Collection[str], folders: Collection[str]) -> str:
    """One repository with the listings of some folders."""
    return f"""query Repository($owner: String!, $name: String!, $labels: [String!]) {{
  repository(owner: $owner, name: $name) {{ {repository_fields(lacking)} {_trees(folders)} }} }}"""


def trees_query(folders: Collection[str], default_folders: Collection[str]) -> str:
    """The listings of a repository's folders, and of the organisation's `.github` repository."""
    return f"""query Trees($owner: String!, $name: String!) {{
  repository(owner: $owner, name: $name) {{ url {_trees(folders)} }}
  defaults: repository(owner: $owner, name: ".github") {{ url {_trees(default_folders)} }} }}"""


def blobs_query(count: int, default_count: int) -> str:
    """The texts of `count` files and of `default_count` files of the organisation's `.github` repository."""
    own = [f"$p{index}: String!" for index in range(count)]
    inherited = [f"$d{index}: String!" for index in range(default_count)]
    files = " ".join(f"p{index}: object(expression: $p{index}) {{ {_BLOB} }}" for index in range(count))
    defaults = " ".join(
        f"d{index}: object(expression: $d{index}) {{ {_BLOB} }}" for index in range(default_count)
    )
    second = f'defaults: repository(owner: $owner, name: ".github") {{ {defaults} }}' if defaults else ""
    return f"""query Blobs($owner: String!, $name: String!, {", ".join([*own, *inherited])}) {{
  repository(owner: $owner, name: $name) {{ id {files} }} {second} }}"""


def issues_query(lacking: Collection[str]) -> str:
    """Open issues of a repository: the invited ones by label, and the most recently updated ones."""
    issue = _ISSUE + _optional(("closedByPullRequestsReferences", "linkedBranches", "blockedBy"), lacking)
    node = f"""{issue} comments(last: 10) {{ totalCount nodes {{ body createdAt authorAssociation author {{ login }} }} }}
      timelineItems(last: 10, itemTypes: {_EVENT_TYPES}) {{ {_TIMELINE} }}"""
    order = "orderBy: {field: UPDATED_AT, direction: DESC}"
    return f"""query Issues($owner: String!, $name: String!, $labels: [String!], $size: Int!, $after: String,
    $recent: Boolean!) {{
  repository(owner: $owner, name: $name) {{
    invited: issues(states: OPEN, labels: $labels, first: $size, after: $after, {order}) {{
      {_PAGE} nodes {{ {node} }} }}
    recent: issues(states: OPEN, first: $size, {order}) @include(if: $recent) {{
      {_PAGE} nodes {{ {node} }} }} }} }}"""


def issue_query(lacking: Collection[str]) -> str:
    """One issue with its comments and events."""
    issue = _ISSUE + _optional(("closedByPullRequestsReferences", "linkedBranches", "blockedBy"), lacking)
    return f"""query Issue($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{ issue(number: $number) {{ {issue}
    comments(last: 100) {{ totalCount nodes {{ body createdAt authorAssociation author {{ login }} }} }}
    timelineItems(last: 100, itemTypes: {_EVENT_TYPES}) {{ {_TIMELINE} }} }} }} }}"""


def lacking_fields(errors: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The optional fields that a server said it does not know."""
    said = " ".join(fields.name(error.get("message"), 500) for error in errors)
    stated = {fields.name(fields.mapping(error.get("extensions")).get("fieldName")) for error in errors}
    return frozenset((stated | set(_MISSING_FIELD.findall(said))) & OPTIONAL.keys())


def project_of(node: Mapping[str, Any], source: str) -> Project | None:
    """A repository node as a project; None for one that cannot be read."""
    name, url = fields.name(node.get("name")), web_address(node.get("url"))
    repository = repository_url.repository_of(url) if url else None
    if not name or repository is None or repository.project_id is None:
        return None
    said = innersource_json.parsed(_blob(node.get("innersource")) or "") or innersource_json.Statement()
    sizes = tuple(
        (languages.usual_name(fields.name(fields.mapping(edge.get("node")).get("name"))) or "", size)
        for edge in fields.items(fields.mapping(node.get("languages")).get("edges"))
        if isinstance(edge, dict) and (size := fields.count(edge.get("size")))
    )
    topics = [
        fields.mapping(entry.get("topic")).get("name") for entry in fields.nodes(node.get("repositoryTopics"))
    ]
    issues, pulls = fields.total(node.get("issues")), fields.total(node.get("pullRequests"))
    spdx = fields.mapping(node.get("licenseInfo"))
    guide = web_address(fields.mapping(node.get("contributingGuidelines")).get("url"))
    visibility = fields.name(node.get("visibility")).casefold()
    primary = fields.name(fields.mapping(node.get("primaryLanguage")).get("name"))
    ssh = node.get("sshUrl")
    return Project(
        id=repository.project_id,
        name=name,
        full_name=fields.name(node.get("nameWithOwner")) or repository.full_name,
        title=said.title,
        owner=fields.name(fields.mapping(node.get("owner")).get("login")),
        description=text.line(node.get("description") or said.description or ""),
        motivation=said.motivation,
        url=url,
        clone_url=repository.clone_url,
        ssh_url=ssh if isinstance(ssh, str) and repository_url.repository_of(ssh) else None,
        default_branch=fields.name(fields.mapping(node.get("defaultBranchRef")).get("name")) or None,
        forge="github",
        api_path=fields.name(node.get("id")) or None,
        language=said.language or languages.usual_name(primary or None),
        languages=tuple((language, size) for language, size in sizes if language),
        topics=fields.words([*topics, *said.topics]),
        skills=said.skills,
        contributions=said.contributions,
        license=_license(spdx) or said.license,
        docs_url=said.docs_url or web_address(node.get("homepageUrl")),
        logo_url=web_address(said.logo),
        guidelines=_path_in(guide, url),
        created_at=fields.moment(node.get("createdAt")),
        updated_at=fields.moment(node.get("updatedAt")),
        pushed_at=fields.moment(node.get("pushedAt")),
        stars=fields.count(node.get("stargazerCount")),
        forks=fields.count(node.get("forkCount")),
        watchers=fields.total(node.get("watchers")),
        # As REST's open_issues_count and the activity score count them: pull requests included.
        open_issues=None if issues is None or pulls is None else issues + pulls,
        beginner_issues=fields.total(node.get("beginner")),
        archived=fields.flag(node.get("isArchived")),
        visibility=visibility or {True: "private", False: "public"}.get(node.get("isPrivate")),  # type: ignore[arg-type]
        contacts=said.contacts,
        listed_by=(source,) if source else (),
    )


def issue_of(node: Mapping[str, Any], project_id: str) -> Issue | None:
    """An issue node; None for one that cannot be read."""
    number = fields.count(node.get("number"))
    if number is None:
        return None
    timeline = fields.nodes(node.get("timelineItems"))
    comments = node.get("comments")
    return Issue(
        project_id=project_id,
        number=str(number),
        title=text.line(node.get("title")),
        body=text.block(node.get("body")),
        url=web_address(node.get("url")),
        state=fields.name(node.get("state")).casefold() or "open",
        labels=fields.words([entry.get("name") for entry in fields.nodes(node.get("labels"))]),
        author=_login(node.get("author")),
        association=fields.name(node.get("authorAssociation")) or None,
        assignees=tuple(
            fields.name(entry.get("login"))
            for entry in fields.nodes(node.get("assignees"))
            if entry.get("login")
        ),
        comment_count=fields.total(comments),
        comments=None if comments is None else tuple(_comment(entry) for entry in fields.nodes(comments)),
        events=None
        if node.get("timelineItems") is None
        else tuple(event for entry in timeline if (event := _event(entry))),
        pulls=_pulls(node, timeline),
        branches=None
        if node.get("linkedBranches") is None
        else tuple(
            fields.name(fields.mapping(entry.get("ref")).get("name"))
            for entry in fields.nodes(node.get("linkedBranches"))
            if entry.get("ref")
        ),
        blocked_by=None
        if node.get("blockedBy") is None
        else tuple(
            f"{fields.name(fields.mapping(entry.get('repository')).get('nameWithOwner'))}#{fields.count(entry.get('number'))}"
            for entry in fields.nodes(node.get("blockedBy"))
            if entry.get("state") != "CLOSED"
        ),
        milestone=fields.sentence(fields.mapping(node.get("milestone")).get("title")),
        created_at=fields.moment(node.get("createdAt")),
        updated_at=fields.moment(node.get("updatedAt")),
        locked=node.get("locked") is True,
    )


def listed_paths(repository: Mapping[str, Any], folders: Collection[str]) -> dict[str, bool]:
    """The files of the listed folders, with whether each is a symbolic link."""
    found: dict[str, bool] = {}
    for index, folder in enumerate(folders):
        tree = fields.mapping(repository.get(f"t{index}"))
        for entry in fields.items(tree.get("entries")):
            name = fields.mapping(entry).get("name")
            if isinstance(name, str) and fields.mapping(entry).get("type") == "blob":
                found[f"{folder}/{name}" if folder else name] = entry.get("mode") == 0o120000
    return found


def blob_text(value: object) -> str | None:
    """The text of a file, None for a binary or missing one."""
    return _blob(value)


_BLOB = "... on Blob { text isBinary isTruncated }"


def _trees(folders: Collection[str]) -> str:
    return " ".join(
        f"t{index}: object(expression: {_quoted(f'HEAD:{folder}')}) {{ ... on Tree {{ entries {{ name type mode }} }} }}"
        for index, folder in enumerate(folders)
    )


def _quoted(value: str) -> str:
    """A GraphQL string, whatever is in it (JSON's escapes are GraphQL's)."""
    return msgspec.json.encode(value).decode()


def _blob(value: object) -> str | None:
    found = fields.mapping(value).get("text")
    return found if isinstance(found, str) else None


def _license(value: Mapping[str, Any]) -> str | None:
    spdx = fields.sentence(value.get("spdxId"))
    return spdx if spdx and spdx != "NOASSERTION" else fields.sentence(value.get("name"))


def _path_in(address: str | None, repository: str | None) -> str | None:
    """The path of a file's page inside its repository: `.../blob/main/docs/CONTRIBUTING.md`."""
    if not address or not repository or not address.startswith(f"{repository}/blob/"):
        return None
    return text.line(address.removeprefix(f"{repository}/blob/").partition("/")[2], 300) or None


def _login(value: object) -> str:
    return fields.name(fields.mapping(value).get("login")) or "ghost"


def _comment(node: Mapping[str, Any]) -> Comment:
    return Comment(
        author=_login(node.get("author")),
        body=text.block(node.get("body")),
        at=fields.moment(node.get("createdAt")),
        association=fields.name(node.get("authorAssociation")) or None,
    )


def _event(node: Mapping[str, Any]) -> IssueEvent | None:
    kind = _EVENTS.get(fields.name(node.get("__typename")))
    if kind is None:
        return None
    pull = fields.mapping(node.get("subject")) or fields.mapping(node.get("source"))
    subject = (
        fields.name(fields.mapping(node.get("assignee")).get("login"))
        or fields.name(fields.mapping(node.get("label")).get("name"))
        or (f"#{pull['number']}" if fields.count(pull.get("number")) is not None else "")
    )
    return IssueEvent(
        kind=kind, at=fields.moment(node.get("createdAt")), actor=_login(node.get("actor")), subject=subject
    )


def _pulls(node: Mapping[str, Any], timeline: list[dict[str, Any]]) -> tuple[LinkedPull, ...] | None:
    listed = node.get("closedByPullRequestsReferences")
    linked = fields.nodes(listed)
    for entry in timeline:
        if entry.get("willCloseTarget") is True:
            linked.append(fields.mapping(entry.get("source")))
        elif entry.get("__typename") == "ConnectedEvent":
            linked.append(fields.mapping(entry.get("subject")))
    if listed is None and node.get("timelineItems") is None:
        return None
    found: dict[str, LinkedPull] = {}
    for pull in linked:
        number = fields.count(pull.get("number"))
        if number is None:
            continue
        url = web_address(pull.get("url"))
        found.setdefault(
            url or str(number),
            LinkedPull(
                number=str(number),
                state=fields.name(pull.get("state")).casefold() or "open",
                author=_login(pull.get("author")),
                url=url,
                updated_at=fields.moment(pull.get("updatedAt")),
                draft=pull.get("isDraft") is True,
            ),
        )
    return tuple(found.values())
