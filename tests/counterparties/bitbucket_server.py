"""A Bitbucket Data Center of our own (9.2) and the Jira beside it."""

from typing import Any

from counterparty import Asked, Counterparty, Reply, route


def repository(key: str, slug: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    web = "https://bitbucket.test"
    return {
        "id": number,
        "slug": slug,
        "name": slug,
        "description": f"The {slug}",
        "project": {"key": key, "id": 1, "name": f"{key} team"},
        "public": False,
        "archived": False,
        "links": {
            "clone": [
                {"href": f"https://ada@bitbucket.test/scm/{key.lower()}/{slug}.git", "name": "http"},
                {"href": f"ssh://git@bitbucket.test:7999/{key.lower()}/{slug}.git", "name": "ssh"},
            ],
            "self": [{"href": f"{web}/projects/{key}/repos/{slug}/browse"}],
        },
        "files": {},
        "commits": [],
        "labels": [],
    } | changes


class BitbucketServer(Counterparty):
    base = "https://bitbucket.test"
    validators = False

    def __init__(self, repositories: list[dict[str, Any]] = ()) -> None:
        super().__init__()
        self.tokens = {"good"}
        self.repositories = list(repositories)
        self.loops = False
        self.writable: set[str] = set()
        self.states: list[str] = []

    def answer(self, asked: Asked) -> Reply:
        if not asked.path.startswith("/rest/"):
            return Reply(200, b"<html>Bitbucket", {"content-type": "text/html"})
        return super().answer(asked._replace(path=asked.path.removeprefix("/rest/api/latest")))

    def limited(self) -> Reply:
        return Reply(
            429, {"errors": [{"message": "You are not allowed to make more requests"}]}, {"retry-after": "2"}
        )

    def _paged(self, asked: Asked, values: list[Any]) -> Reply:
        start, limit = int(asked.query.get("start", 0)), min(int(asked.query.get("limit", 25)), 100)
        page = values[start : start + limit]
        last = start + limit >= len(values)
        body = {"size": len(page), "limit": limit, "isLastPage": last, "start": start, "values": page}
        if not last or self.loops:
            body |= {"nextPageStart": start if self.loops else start + limit, "isLastPage": False}
        return Reply(200, body)

    def _shown(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in entry.items() if key not in ("files", "commits", "labels")}

    def _one(self, key: str, slug: str) -> dict[str, Any] | None:
        found = [each for each in self.repositories if (each["project"]["key"], each["slug"]) == (key, slug)]
        return found[0] if found else None

    @route("/application-properties")
    def about(self, asked: Asked) -> Reply:
        return Reply(200, {"version": "9.2.0", "buildNumber": "9002000", "displayName": "Bitbucket"})

    @route("/repos")
    def all(self, asked: Asked) -> Reply:
        found = self.repositories
        if "permission" in asked.query:
            assert asked.query["permission"] == "REPO_WRITE"
            found = [each for each in found if each["slug"] in self.writable]
        return self._paged(asked, [self._shown(each) for each in found])

    @route("/projects/{key}/repos")
    def of_project(self, asked: Asked, key: str) -> Reply:
        found = [self._shown(each) for each in self.repositories if each["project"]["key"] == key]
        return self._paged(asked, found) if found else self.missing(asked)

    @route("/projects/{key}/repos/{slug}")
    def one(self, asked: Asked, key: str, slug: str) -> Reply:
        found = self._one(key, slug)
        if found is None:
            return self.missing(asked)
        state = {"state": self.states.pop(0)} if key.startswith("~") and self.states else {}
        return Reply(200, self._shown(found) | state, {"x-ausername": "newcomer"})

    @route("/projects/{key}/repos/{slug}", "POST")
    def make_fork(self, asked: Asked, key: str, slug: str) -> Reply:
        """A fork in the personal project; as Bitbucket, 409 where there is one."""
        if not asked.headers.get("authorization"):
            return Reply(401, {"errors": [{"message": "Authentication required"}]})
        if self._one("~NEWCOMER", slug):
            return Reply(409, {"errors": [{"message": "This repository URL is already taken."}]})
        made = repository("~NEWCOMER", slug) | {
            "origin": self._shown(self._one(key, slug)),
            "project": {"key": "~NEWCOMER", "id": 2, "name": "New Comer", "type": "PERSONAL"},
        }
        self.repositories.append(made)
        return Reply(201, self._shown(made))

    @route("/projects/{key}/repos/{slug}/forks")
    def listed_forks(self, asked: Asked, key: str, slug: str) -> Reply:
        found = [each for each in self.repositories if each.get("origin", {}).get("slug") == slug]
        return self._paged(asked, [self._shown(each) for each in found])

    @route("/projects/{key}/repos/{slug}/default-branch")
    def branch(self, asked: Asked, key: str, slug: str) -> Reply:
        return Reply(200, {"id": "refs/heads/main", "displayId": "main", "type": "BRANCH"})

    @route("/projects/{key}/repos/{slug}/labels")
    def marks(self, asked: Asked, key: str, slug: str) -> Reply:
        return self._paged(asked, [{"name": name} for name in self._one(key, slug)["labels"]])

    @route("/projects/{key}/repos/{slug}/commits")
    def commits(self, asked: Asked, key: str, slug: str) -> Reply:
        return self._paged(
            asked, [{"id": "x", "committerTimestamp": at} for at in self._one(key, slug)["commits"]]
        )

    @route("/projects/{key}/repos/{slug}/browse")
    @route("/projects/{key}/repos/{slug}/browse/{path*}")
    def browse(self, asked: Asked, key: str, slug: str, path: str = "") -> Reply:
        prefix = f"{path}/" if path else ""
        found: dict[str, str] = {}
        for each in self._one(key, slug)["files"]:
            if each.startswith(prefix):
                child, slash, _ = each.removeprefix(prefix).partition("/")
                found[child] = "DIRECTORY" if slash else "FILE"
        if not found:
            return Reply(404, {"errors": [{"message": f'The path "{path}" does not exist'}]})
        values = [
            {"path": {"components": [name], "name": name, "toString": name}, "type": kind}
            for name, kind in found.items()
        ]
        return Reply(
            200,
            {
                "path": {"components": []},
                "children": {"size": len(values), "isLastPage": True, "values": values},
            },
        )

    @route("/projects/{key}/repos/{slug}/raw/{path*}")
    def raw(self, asked: Asked, key: str, slug: str, path: str) -> Reply:
        said = self._one(key, slug)["files"].get(path)
        return (
            Reply(200, said.encode(), {"content-type": "text/plain"})
            if said is not None
            else self.missing(asked)
        )


def ticket(key: str, **changes: Any) -> dict[str, Any]:
    fields = {
        "summary": f"Ticket {key}",
        "description": "Please",
        "status": {"name": "Open", "statusCategory": {"key": "new"}},
        "labels": [],
        "assignee": None,
        "reporter": {"name": "ada", "displayName": "Ada"},
        "created": "2026-09-01T00:00:00.000+0000",
        "updated": "2026-09-02T00:00:00.000+0000",
        "components": [],
        "issuelinks": [],
        "fixVersions": [],
        "comment": {"total": 0, "comments": []},
    } | changes
    return {"id": "1", "key": key, "fields": fields}


class JiraServer(Counterparty):
    """Data Center by /rest/api/2/search; with `cloud` /rest/api/3/search/jql and no total."""

    base = "https://jira.test"
    validators = False

    def __init__(self, tickets: list[dict[str, Any]] = (), *, cloud: bool = False) -> None:
        super().__init__()
        self.tokens = {"good", "YWRhOmdvb2Q="}
        self.tickets = list(tickets)
        self.cloud = cloud

    def _found(self, jql: str) -> list[dict[str, Any]]:
        found = [each for each in self.tickets if f'"{each["key"].rpartition("-")[0]}"' in jql]
        found = [each for each in found if each["fields"]["status"]["statusCategory"]["key"] != "done"]
        if "labels in" in jql:
            found = [each for each in found if any(f'"{label}"' in jql for label in each["fields"]["labels"])]
        return found

    @route("/rest/api/2/search")
    def search(self, asked: Asked) -> Reply:
        if self.cloud:
            return Reply(410, {"errorMessages": ["The requested API has been removed."]})
        found = self._found(asked.query["jql"])
        start, count = int(asked.query.get("startAt", 0)), int(asked.query["maxResults"])
        return Reply(200, {"startAt": start, "total": len(found), "issues": found[start : start + count]})

    @route("/rest/api/3/search/jql")
    def search_jql(self, asked: Asked) -> Reply:
        found = self._found(asked.query["jql"])
        start, count = int(asked.query.get("nextPageToken", 0)), int(asked.query["maxResults"])
        more = {"nextPageToken": str(start + count)} if start + count < len(found) else {"isLast": True}
        return Reply(200, {"issues": found[start : start + count], **more})

    @route("/rest/api/2/issue/{key}")
    @route("/rest/api/3/issue/{key}")
    def issue(self, asked: Asked, key: str) -> Reply:
        found = [each for each in self.tickets if each["key"] == key]
        return Reply(200, found[0]) if found else Reply(404, {"errorMessages": ["Issue Does Not Exist"]})
