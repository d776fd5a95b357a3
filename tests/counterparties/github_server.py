"""A GitHub of our own: REST and GraphQL over one set of repositories, issues and files."""

import base64
import json
import re
from typing import Any

import github_shapes as shapes
from counterparty import Asked, Counterparty, Reply, route


def repository(owner: str, name: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    """What the server knows of a repository, in REST's words."""
    page = f"https://github.com/{owner}/{name}"
    return {
        "id": number,
        "node_id": f"R_{number}",
        "name": name,
        "full_name": f"{owner}/{name}",
        "owner": {"login": owner},
        "html_url": page,
        "clone_url": f"{page}.git",
        "ssh_url": f"git@github.com:{owner}/{name}.git",
        "description": f"The {name} service",
        "homepage": None,
        "private": False,
        "visibility": "public",
        "fork": False,
        "archived": False,
        "created_at": f"2020-01-01T00:{number // 60 % 60:02}:{number % 60:02}Z",
        "updated_at": "2026-10-01T10:00:00Z",
        "pushed_at": "2026-10-01T09:00:00Z",
        "stargazers_count": 3,
        "watchers_count": 3,
        "subscribers_count": 7,
        "forks_count": 2,
        "open_issues_count": 5,
        "language": "Go",
        "default_branch": "main",
        "topics": ["payments", "grpc"],
        "license": {"spdx_id": "Apache-2.0", "name": "Apache License 2.0"},
        "files": {},
        "links": {},
        "issues": [],
        "languages": {"Go": 9000, "Shell": 100},
        "participation": [0] * 51 + [4],
    } | changes


def issue(number: int, **changes: Any) -> dict[str, Any]:
    """What the server knows of an issue, in REST's words, with `pulls`, `branches`, `events` of its own."""
    return {
        "number": number,
        "title": f"Issue {number}",
        "body": "Please help.",
        "state": "open",
        "locked": False,
        "labels": [],
        "user": {"login": "ada"},
        "author_association": "MEMBER",
        "assignees": [],
        "milestone": None,
        "created_at": "2026-09-01T00:00:00Z",
        "updated_at": f"2026-09-01T00:{number % 60:02}:00Z",
        "thread": [],
        "events": [],
        "pulls": [],
        "branches": [],
        "blockers": [],
    } | changes


def pull(number: int, branch: str, **changes: Any) -> dict[str, Any]:
    """A pull request in GraphQL's words; `account` is whose repository its branch is in."""
    return {
        "number": number,
        "title": f"Change {number}",
        "state": "OPEN",
        "isDraft": False,
        "url": f"https://github.com/acme/pay/pull/{number}",
        "createdAt": "2026-09-05T00:00:00Z",
        "mergedAt": None,
        "headRefName": branch,
        "headRefOid": f"{number:040x}",
        "isCrossRepository": True,
        "authorAssociation": "CONTRIBUTOR",
        "author": {"__typename": "User", "login": "newcomer"},
        "mergedBy": None,
        "latestReviews": {"nodes": []},
        "account": "newcomer",
    } | changes


class GithubServer(Counterparty):
    """github.com by default; with `enterprise` under /api/v3 and /api/graphql, lacking what older servers lack."""

    base = "https://api.github.com"

    def __init__(self, repositories: list[dict[str, Any]] = (), *, lacking: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.tokens = {"good"}
        self.repositories = {entry["full_name"].casefold(): entry for entry in repositories}
        self.lacking = set(lacking)
        self.users: set[str] = set()
        self.slow_above: int | None = None
        self.computing = 0
        self.pulls: list[dict[str, Any]] = []
        self.posted: list[tuple[str, str]] = []
        self.standing: dict[str, Any] = {}
        self.forking = True
        self.slow = 0

    def answer(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/api/v3").replace("/api/graphql", "/graphql")
        return super().answer(asked._replace(path=path))

    def _one(self, owner: str, name: str) -> dict[str, Any] | None:
        return self.repositories.get(f"{owner}/{name}".casefold())

    def _of(self, owner: str) -> list[dict[str, Any]]:
        return [
            entry
            for entry in self.repositories.values()
            if entry["owner"]["login"].casefold() == owner.casefold()
        ]

    def _found(self, query: str) -> list[dict[str, Any]]:
        words = query.split()
        found = []
        for entry in self.repositories.values():
            fits = True
            for word in words:
                key, _, value = word.partition(":")
                if key == "topic":
                    fits &= value in entry["topics"]
                elif key in ("user", "org"):
                    fits &= entry["owner"]["login"] == value
                elif key == "created":
                    low, _, high = value.partition("..")
                    fits &= low <= entry["created_at"][:10] <= high
                else:
                    fits &= word in entry["name"] + entry["description"]
            if fits:
                found.append(entry)
        return found

    # REST

    def _rest(self, entry: dict[str, Any], *, whole: bool = False) -> dict[str, Any]:
        own = {"files", "links", "issues", "languages", "participation", "beginner"}
        own |= set() if whole else {"subscribers_count"}
        return shapes.repository({key: value for key, value in entry.items() if key not in own})

    @route("/orgs/{owner}")
    def organisation(self, asked: Asked, owner: str) -> Reply:
        if owner in self.users or not self._of(owner):
            return self.missing(asked)
        return Reply(200, shapes.organisation(owner, len(self._of(owner))))

    @route("/orgs/{owner}/repos")
    @route("/users/{owner}/repos")
    def repositories_of(self, asked: Asked, owner: str) -> Reply:
        if not self._of(owner):
            return self.missing(asked)
        items, link = self.page(asked, self._of(owner))
        return Reply(200, [self._rest(entry) for entry in items], {"link": link} if link else {})

    @route("/search/repositories")
    def search(self, asked: Asked) -> Reply:
        found = self._found(asked.query["q"])
        items, link = self.page(asked, found[:1000])
        body = {
            "total_count": len(found),
            "incomplete_results": False,
            "items": [self._rest(e) for e in items],
        }
        return Reply(200, body, {"link": link} if link else {})

    @route("/users/{owner}")
    def account(self, asked: Asked, owner: str) -> Reply:
        kind = "User" if owner in self.users else "Organization"
        return Reply(200, {"login": owner, "type": kind}) if self._of(owner) else self.missing(asked)

    @route("/meta")
    def meta(self, asked: Asked) -> Reply:
        return Reply(200, {"verifiable_password_authentication": False, "installed_version": "3.19.0"})

    @route("/repos/{owner}/{name}")
    def one(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        return Reply(200, self._rest(entry, whole=True)) if entry else self.missing(asked)

    @route("/repos/{owner}/{name}/forks", "POST")
    def make_fork(self, asked: Asked, owner: str, name: str) -> Reply:
        """As github.com: 202 for a new one and for the one that is there."""
        if not asked.headers.get("authorization"):
            return Reply(401, {"message": "Requires authentication"})
        if not self.forking:
            return Reply(403, {"message": "The repository exists, but forking is disabled."})
        parent = self._one(owner, name)
        if self._one("newcomer", name) is None:
            made = repository("newcomer", name, 900, fork=True, created_at="2027-01-15T08:00:00Z")
            self.repositories[f"newcomer/{name}"] = made | {"default_branch": parent["default_branch"]}
        return Reply(202, self._rest(self._one("newcomer", name), whole=True))

    @route("/repos/{owner}/{name}/branches/{branch}")
    def branch(self, asked: Asked, owner: str, name: str, branch: str) -> Reply:
        """A branch; of a young fork only after `slow` questions."""
        if owner == "newcomer" and self.slow > 0:
            self.slow -= 1
            return Reply(404, {"message": "Branch not found"})
        return Reply(200, {"name": branch, "protected": False})

    @route("/repos/{owner}/{name}/languages")
    def languages(self, asked: Asked, owner: str, name: str) -> Reply:
        return Reply(200, self._one(owner, name)["languages"])

    @route("/repos/{owner}/{name}/stats/participation")
    def participation(self, asked: Asked, owner: str, name: str) -> Reply:
        if self.computing > 0:
            self.computing -= 1
            return Reply(202, {})
        return Reply(200, {"all": self._one(owner, name)["participation"], "owner": [0] * 52})

    @route("/repos/{owner}/{name}/community/profile")
    def community(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        if "community/profile" in self.lacking:
            return self.missing(asked)
        unknown = ("code_of_conduct", "code_of_conduct_file", "issue_template", "pull_request_template")
        files: dict[str, Any] = dict.fromkeys(unknown)
        for key, path in (
            ("readme", "README.md"),
            ("contributing", "CONTRIBUTING.md"),
            ("license", "LICENSE"),
        ):
            page = f"{entry['html_url']}/blob/main/{path}"
            files[key] = {"html_url": page, "url": page} if path in entry["files"] else None
        if files["license"]:
            files["license"] |= {"key": "mit", "name": "MIT", "spdx_id": "MIT", "node_id": "L"}
        return Reply(
            200,
            {
                "health_percentage": 50,
                "description": "",
                "documentation": None,
                "files": files,
                "updated_at": None,
            },
        )

    @route("/repos/{owner}/{name}/contents/{path*}")
    def contents(self, asked: Asked, owner: str, name: str, path: str) -> Reply:
        entry = self._one(owner, name)
        if entry is None:
            return self.missing(asked)
        files = {**entry["files"], **{link: entry["files"][to] for link, to in entry["links"].items()}}
        if path in files and path:
            if "raw" in asked.headers.get("accept", ""):
                return Reply(
                    200,
                    files[path].encode(),
                    {"content-type": "application/vnd.github.raw+json; charset=utf-8"},
                )
            coded = base64.b64encode(files[path].encode()).decode()
            return Reply(
                200, shapes.content(path, "file", entry["full_name"], encoding="base64", content=coded)
            )
        listed = self._listed(entry, path)
        if not listed:
            return self.missing(asked)
        prefix = f"{path}/" if path else ""
        kinds = {"tree": "dir", "link": "symlink", "blob": "file"}
        return Reply(
            200,
            [
                shapes.content(prefix + child, kinds[mode], entry["full_name"])
                for child, mode in listed.items()
            ],
        )

    @route("/repos/{owner}/{name}/git/trees/HEAD")
    def tree(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        if entry is None:
            return self.missing(asked)
        kinds = {"tree": ("tree", "040000"), "link": ("blob", "120000"), "blob": ("blob", "100644")}
        tree = [
            {"path": path, "type": kinds[kind][0], "mode": kinds[kind][1], "sha": "a" * 40}
            for path, kind in self._listed(entry, "").items()
        ]
        return Reply(
            200, {"sha": "a" * 40, "url": "https://api.github.com/x", "truncated": False, "tree": tree}
        )

    @route("/repos/{owner}/{name}/issues")
    def issues(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        listed = sorted(entry["issues"], key=lambda one: one["updated_at"], reverse=True)
        items, link = self.page(
            asked, [self._rest_issue(entry, one) for one in listed if one["state"] == "open"]
        )
        return Reply(200, items, {"link": link} if link else {})

    @route("/repos/{owner}/{name}/issues/{number}")
    def issue(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        entry = self._one(owner, name)
        found = [one for one in entry["issues"] if str(one["number"]) == number]
        return Reply(200, self._rest_issue(entry, found[0])) if found else self.missing(asked)

    @route("/repos/{owner}/{name}/issues/{number}/comments")
    def comments(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        found = [one for one in self._one(owner, name)["issues"] if str(one["number"]) == number]
        return Reply(200, [shapes.comment(each, f"{owner}/{name}") for each in found[0]["thread"]])

    @route("/repos/{owner}/{name}/issues/{number}/comments", "POST")
    def post_comment(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        if not asked.headers.get("authorization"):
            return Reply(401, {"message": "Requires authentication"})
        self.posted.append((number, asked.json()["body"]))
        made = {"body": asked.json()["body"], "user": {"login": "me"}, "created_at": "2026-09-02T00:00:00Z"}
        page = f"https://github.com/{owner}/{name}/issues/{number}#issuecomment-{len(self.posted)}"
        return Reply(201, {**shapes.comment(made, f"{owner}/{name}"), "html_url": page})

    @route("/repos/{owner}/{name}/pulls")
    def listed_pulls(self, asked: Asked, owner: str, name: str) -> Reply:
        """Pull requests as REST lists them, of GraphQL's nodes in `pulls`."""
        account, _, branch = asked.query["head"].partition(":")
        return Reply(
            200,
            [
                {
                    "number": pull["number"],
                    "title": pull["title"],
                    "state": "open" if pull["state"] == "OPEN" else "closed",
                    "html_url": pull["url"],
                    "user": pull["author"],
                    "author_association": pull["authorAssociation"],
                    "head": {
                        "ref": branch,
                        "sha": pull["headRefOid"],
                        "repo": {"full_name": f"{account}/{name}"},
                    },
                    "base": {"repo": {"full_name": f"{owner}/{name}"}},
                    "requested_reviewers": [],
                    "created_at": pull["createdAt"],
                    "merged_at": pull["mergedAt"],
                }
                for pull in self.pulls
                if (pull["headRefName"], pull["account"]) == (branch, account)
            ],
        )

    @route("/repos/{owner}/{name}/releases")
    def releases(self, asked: Asked, owner: str, name: str) -> Reply:
        found = self.standing.get("releases", {"nodes": []})["nodes"]
        words = {
            "name": "name",
            "tagName": "tag_name",
            "publishedAt": "published_at",
            "url": "html_url",
            "isPrerelease": "prerelease",
            "isDraft": "draft",
        }
        return Reply(200, [{words[key]: value for key, value in each.items()} for each in found])

    @route("/repos/{owner}/{name}/issues/{number}/timeline")
    def timeline(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        entry = self._one(owner, name)
        found = next(one for one in entry["issues"] if str(one["number"]) == number)
        crossed = [
            {
                "event": "cross-referenced",
                "created_at": "2026-09-02T00:00:00Z",
                "actor": {"login": pull["author"]},
                "source": {
                    "type": "issue",
                    "issue": {
                        "number": pull["number"],
                        "title": "A change",
                        "body": f"Fixes #{number}",
                        "state": pull["state"].lower(),
                        "user": {"login": pull["author"]},
                        "html_url": f"{entry['html_url']}/pull/{pull['number']}",
                        "updated_at": "2026-09-03T00:00:00Z",
                        "pull_request": {"html_url": "x", "merged_at": None},
                    },
                },
            }
            for pull in found["pulls"]
        ]
        return Reply(200, [*found["events"], *crossed])

    def _rest_issue(self, entry: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
        own = ("thread", "events", "pulls", "branches", "blockers")
        listed = {key: value for key, value in one.items() if key not in own}
        listed["html_url"] = f"{entry['html_url']}/issues/{one['number']}"
        listed["labels"] = [{"name": label} for label in one["labels"]]
        listed["assignees"] = [{"login": login} for login in one["assignees"]]
        listed["comments"] = len(one["thread"])
        return shapes.issue(listed, entry["full_name"])

    def _listed(self, entry: dict[str, Any], folder: str) -> dict[str, str]:
        found: dict[str, str] = {}
        prefix = f"{folder}/" if folder else ""
        for path in [*entry["files"], *entry["links"]]:
            if path.startswith(prefix):
                child, slash, _ = path.removeprefix(prefix).partition("/")
                found[child] = "tree" if slash else ("link" if path in entry["links"] else "blob")
        return found

    # GraphQL: the operation's name says what is asked; every field it may select is answered.

    @route("/graphql", "POST")
    def graphql(self, asked: Asked) -> Reply:
        if not asked.headers.get("authorization"):
            return Reply(401, {"message": "This endpoint requires you to be authenticated."})
        body = asked.json()
        query, given = body["query"], body["variables"]
        for name in self.lacking:
            if re.search(rf"\b{name}\b", query):
                error = {
                    "message": f"Field '{name}' doesn't exist on type 'Repository'",
                    "extensions": {"code": "undefinedField", "fieldName": name},
                }
                return Reply(200, {"errors": [error]})
        if self.slow_above is not None and given.get("size", 0) > self.slow_above:
            return Reply(502, b"<html>502</html>", {"content-type": "text/html"})
        operation = re.match(r"query (\w+)", query)[1]
        return getattr(self, f"_graph_{operation.lower()}")(given, query)

    def _graph_repositories(self, given: dict[str, Any], query: str) -> Reply:
        listed = self._of(given["owner"])
        if not listed:
            error = {"type": "NOT_FOUND", "message": "Could not resolve to a RepositoryOwner"}
            return Reply(200, {"data": {"repositoryOwner": None}, "errors": [error]})
        if "UPDATED_AT" in query:
            listed = sorted(listed, key=lambda entry: entry["updated_at"], reverse=True)
        page = self._connection([self._node(entry, given) for entry in listed], given)
        return Reply(200, {"data": {"repositoryOwner": {"repositories": page}}})

    def _graph_search(self, given: dict[str, Any], query: str) -> Reply:
        found = self._found(given["query"])
        page = self._connection([self._node(entry, given) for entry in found[:1000]], given)
        return Reply(200, {"data": {"search": {**page, "repositoryCount": len(found)}}})

    def _graph_repository(self, given: dict[str, Any], query: str) -> Reply:
        entry = self._one(given["owner"], given["name"])
        return Reply(200, {"data": {"repository": {**self._node(entry, given), **self._trees(entry, query)}}})

    def _graph_trees(self, given: dict[str, Any], query: str) -> Reply:
        own, _, default = query.partition("defaults:")
        entry, defaults = self._one(given["owner"], given["name"]), self._one(given["owner"], ".github")
        data: dict[str, Any] = {"repository": None, "defaults": None}
        if entry:
            data["repository"] = {"url": entry["html_url"], **self._trees(entry, own)}
        if defaults:
            data["defaults"] = {"url": defaults["html_url"], **self._trees(defaults, default)}
        errors = (
            [] if defaults else [{"type": "NOT_FOUND", "message": "Could not resolve", "path": ["defaults"]}]
        )
        return Reply(200, {"data": data, **({"errors": errors} if errors else {})})

    def _graph_blobs(self, given: dict[str, Any], query: str) -> Reply:
        data: dict[str, Any] = {"repository": {}, "defaults": {}}
        for key, expression in given.items():
            place = (
                {"p": "repository", "d": "defaults"}.get(key[0]) if re.fullmatch(r"[pd]\d+", key) else None
            )
            if place:
                entry = self._one(given["owner"], given["name"] if place == "repository" else ".github")
                path = expression.removeprefix("HEAD:")
                said = entry["files"].get(path, entry["links"].get(path))
                data[place][key] = None if said is None else {"text": said, "isBinary": False}
        return Reply(200, {"data": data})

    def _graph_issues(self, given: dict[str, Any], query: str) -> Reply:
        entry = self._one(given["owner"], given["name"])
        listed = [one for one in entry["issues"] if one["state"] == "open" and "pull_request" not in one]
        listed.sort(key=lambda one: one["updated_at"], reverse=True)
        wanted = {label.casefold() for label in given["labels"]}
        invited = [one for one in listed if wanted & {label.casefold() for label in one["labels"]}]
        data = {"invited": self._connection([self._graph_node(entry, one) for one in invited], given)}
        if given["recent"]:
            data["recent"] = self._connection(
                [self._graph_node(entry, one) for one in listed], {**given, "after": None}
            )
        return Reply(200, {"data": {"repository": data}})

    def _graph_issue(self, given: dict[str, Any], query: str) -> Reply:
        entry = self._one(given["owner"], given["name"])
        found = [self._graph_node(entry, one) for one in entry["issues"] if one["number"] == given["number"]]
        errors = (
            {} if found else {"errors": [{"type": "NOT_FOUND", "message": "Could not resolve to an Issue"}]}
        )
        return Reply(200, {"data": {"repository": {"issue": found[0] if found else None}}, **errors})

    def _graph_pulls(self, given: dict[str, Any], query: str) -> Reply:
        found = [pull for pull in self.pulls if pull["headRefName"] == given["branch"]]
        return Reply(200, {"data": {"repository": {"pullRequests": {"nodes": found}}}})

    def _graph_standing(self, given: dict[str, Any], query: str) -> Reply:
        entry = self._one(given["owner"], given["name"])
        return Reply(200, {"data": {"repository": self.standing if entry else None}})

    def _connection(self, nodes: list[Any], given: dict[str, Any]) -> dict[str, Any]:
        start = int(given.get("after") or 0)
        end = min(start + given["size"], len(nodes))
        info = {"hasNextPage": end < len(nodes), "endCursor": str(end)}
        return {"totalCount": len(nodes), "pageInfo": info, "nodes": nodes[start:end]}

    def _trees(self, entry: dict[str, Any], query: str) -> dict[str, Any]:
        modes = {"blob": ("blob", 0o100644), "link": ("blob", 0o120000), "tree": ("tree", 0o040000)}
        found = {}
        for key, folder in re.findall(r'(t\d+): object\(expression: "HEAD:([^"]*)"\)', query):
            listed = self._listed(entry, folder)
            entries = [
                {"name": name, "type": modes[kind][0], "mode": modes[kind][1]}
                for name, kind in listed.items()
            ]
            found[key] = {"entries": entries} if entries else None
        return found

    def _node(self, entry: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        open_issues = [one for one in entry["issues"] if one["state"] == "open"]
        wanted = set(given["labels"])
        said = entry["files"].get("innersource.json")
        guide = f"{entry['html_url']}/blob/main/CONTRIBUTING.md"
        return {
            "id": entry["node_id"],
            "name": entry["name"],
            "nameWithOwner": entry["full_name"],
            "description": entry["description"],
            "url": entry["html_url"],
            "sshUrl": entry["ssh_url"],
            "homepageUrl": entry["homepage"],
            "isArchived": entry["archived"],
            "isPrivate": entry["private"],
            "visibility": entry["visibility"].upper(),
            "createdAt": entry["created_at"],
            "updatedAt": entry["updated_at"],
            "pushedAt": entry["pushed_at"],
            "stargazerCount": entry["stargazers_count"],
            "forkCount": entry["forks_count"],
            "owner": entry["owner"],
            "watchers": {"totalCount": entry["subscribers_count"]},
            "primaryLanguage": {"name": entry["language"]} if entry["language"] else None,
            "licenseInfo": {"spdxId": entry["license"]["spdx_id"], "name": "x"} if entry["license"] else None,
            "languages": {
                "edges": [{"size": size, "node": {"name": name}} for name, size in entry["languages"].items()]
            },
            "repositoryTopics": {"nodes": [{"topic": {"name": topic}} for topic in entry["topics"]]},
            "defaultBranchRef": {"name": entry["default_branch"]} if entry["default_branch"] else None,
            "issues": {"totalCount": len(open_issues)},
            "pullRequests": {"totalCount": 2},
            "beginner": {"totalCount": sum(bool(wanted & set(one["labels"])) for one in open_issues)},
            "innersource": {"text": said} if said else None,
            "contributingGuidelines": {"url": guide} if "CONTRIBUTING.md" in entry["files"] else None,
        }

    def _graph_node(self, entry: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
        names = {"assigned": "AssignedEvent", "unassigned": "UnassignedEvent", "labeled": "LabeledEvent"}
        node = {
            "number": one["number"],
            "title": one["title"],
            "body": one["body"],
            "url": f"{entry['html_url']}/issues/{one['number']}",
            "state": one["state"].upper(),
            "locked": one["locked"],
            "createdAt": one["created_at"],
            "updatedAt": one["updated_at"],
            "authorAssociation": one["author_association"],
            "author": one["user"],
            "milestone": one["milestone"],
            "labels": {"nodes": [{"name": label} for label in one["labels"]]},
            "assignees": {"nodes": [{"login": login} for login in one["assignees"]]},
            "comments": {
                "totalCount": len(one["thread"]),
                "nodes": [
                    {
                        "body": comment["body"],
                        "createdAt": comment["created_at"],
                        "authorAssociation": comment["author_association"],
                        "author": comment["user"],
                    }
                    for comment in one["thread"]
                ],
            },
            "timelineItems": {
                "nodes": [
                    {
                        "__typename": names[event["event"]],
                        "createdAt": event["created_at"],
                        "actor": event["actor"],
                        "assignee": event.get("assignee"),
                        "label": event.get("label"),
                    }
                    for event in one["events"]
                ]
            },
            "closedByPullRequestsReferences": {
                "nodes": [
                    {
                        "number": pull["number"],
                        "state": pull["state"],
                        "isDraft": pull.get("draft", False),
                        "url": f"{entry['html_url']}/pull/{pull['number']}",
                        "updatedAt": "2026-09-03T00:00:00Z",
                        "author": {"login": pull["author"]},
                    }
                    for pull in one["pulls"]
                ]
            },
            "linkedBranches": {"nodes": [{"ref": {"name": name}} for name in one["branches"]]},
            "blockedBy": {"nodes": one["blockers"]},
        }
        return {key: value for key, value in node.items() if key not in self.lacking}


def main() -> None:
    """Serve a small organisation on loopback until the input ends: for checks from outside."""
    import sys

    server = GithubServer(
        [repository("acme", f"service-{n}", n, files={"README.md": "# Hi"}) for n in range(1, 251)]
    )
    with server.listening() as address:
        print(json.dumps({"url": address}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
