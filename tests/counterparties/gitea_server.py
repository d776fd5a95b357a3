"""A Gitea of our own: repositories, issues, files under /api/v1, with x-total-count and pages of at most 50.

Compared with a real one, 1.26 (`test_counterparties_gitea.py`).
"""

from typing import Any

from counterparty import Asked, Counterparty, Reply, route

_USER = {"id": 1, "login": "ada", "full_name": "Ada"}


def repository(
    owner: str, name: str, number: int = 1, base: str = "https://git.test", **changes: Any
) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "full_name": f"{owner}/{name}",
        "owner": {"id": 9, "login": owner},
        "html_url": f"{base}/{owner}/{name}",
        "clone_url": f"{base}/{owner}/{name}.git",
        "ssh_url": f"git@git.test:{owner}/{name}.git",
        "description": f"The {name}",
        "website": "",
        "private": False,
        "internal": False,
        "archived": False,
        "empty": False,
        "created_at": "2020-01-01T00:00:00Z",
        "updated_at": "2026-10-01T00:00:00+02:00",
        "stars_count": 3,
        "forks_count": 1,
        "watchers_count": 4,
        "open_issues_count": 2,
        "open_pr_counter": 1,
        "language": "Go",
        "default_branch": "main",
        "topics": ["payments"],
        "licenses": ["MIT"],
        "files": {},
        "issues": [],
        "commits": [],
    } | changes


def issue(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "number": number,
        "title": f"Issue {number}",
        "body": "Please",
        "state": "open",
        "labels": [],
        "user": _USER,
        "assignees": None,
        "comments": 0,
        "created_at": "2026-09-01T00:00:00Z",
        "updated_at": f"2026-09-01T00:{number % 60:02}:00Z",
        "is_locked": False,
        "pull_request": None,
        "thread": [],
        "timeline": [],
        "blockers": [],
    } | changes


def pull(number: int, branch: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": 5000 + number,
        "number": number,
        "title": f"Change {number}",
        "state": "open",
        "merged": False,
        "html_url": f"https://git.test/acme/pay/pulls/{number}",
        "user": {"id": 5, "login": "newcomer", "full_name": ""},
        "head": {"label": branch, "ref": branch, "sha": f"{number:040x}", "repo_id": 77},
        "base": {"label": "main", "ref": "main", "sha": "b" * 40, "repo_id": 1},
        "draft": False,
        "created_at": "2026-09-05T00:00:00Z",
        "merged_at": None,
        "merged_by": None,
    } | changes


class GiteaServer(Counterparty):
    base = "https://git.test"
    most = 50

    def __init__(self, repositories: list[dict[str, Any]] = ()) -> None:
        super().__init__()
        self.tokens = {"good"}
        self.repositories = list(repositories)
        self.users: set[str] = set()
        self.posted: list[tuple[str, str]] = []
        self.pulls: list[dict[str, Any]] = []
        self.reviews: dict[str, list[dict[str, Any]]] = {}
        self.status: dict[str, Any] | None = None
        self.releases: list[dict[str, Any]] = []
        self.forking = True
        self.reads_user = True
        """Whether tokens have the scope read:user."""

    def answer(self, asked: Asked) -> Reply:
        return super().answer(asked._replace(path=asked.path.removeprefix("/api/v1")))

    def _paged(self, asked: Asked, items: list[Any], wrap: str | None = None) -> Reply:
        count = min(int(asked.query.get("limit", 30)), self.most)
        number = int(asked.query.get("page", 1))
        # as Gitea 1.26 does it: what a reader may not see is counted, and taken out after the page was cut
        page = [each for each in items[(number - 1) * count : number * count] if not each.get("hidden")]
        headers = {"x-total-count": str(len(items))}
        # the server believes to be somewhere else, as Gitea's ROOT_URL often does
        links = ["next", "last"] if number * count < len(items) else []
        links += ["first", "prev"] if number > 1 else []
        if links:
            headers["link"] = ",".join(f'<http://localhost:3000/wrong>; rel="{each}"' for each in links)
        return Reply(200, {"ok": True, wrap: page} if wrap else page, headers)

    def _one(self, owner: str, name: str) -> dict[str, Any] | None:
        found = [
            each for each in self.repositories if each["full_name"].casefold() == f"{owner}/{name}".casefold()
        ]
        return found[0] if found else None

    def _shown(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in entry.items() if key not in ("files", "issues", "commits")}

    @route("/version")
    def version(self, asked: Asked) -> Reply:
        return Reply(200, {"version": "1.26.3"})

    @route("/orgs/{owner}/repos")
    def of_organisation(self, asked: Asked, owner: str) -> Reply:
        found = [self._shown(each) for each in self.repositories if each["owner"]["login"] == owner]
        return self._paged(asked, found) if found and owner not in self.users else self.missing(asked)

    @route("/users/{owner}/repos")
    def of_user(self, asked: Asked, owner: str) -> Reply:
        found = [self._shown(each) for each in self.repositories if each["owner"]["login"] == owner]
        return self._paged(asked, found) if found else self.missing(asked)

    @route("/repos/search")
    def search(self, asked: Asked) -> Reply:
        wanted = asked.query.get("q", "")
        by_topic = asked.query.get("topic") == "true"
        found = [
            self._shown(each)
            for each in self.repositories
            if (wanted in each["topics"] if by_topic else wanted in each["name"])
        ]
        return self._paged(asked, found, "data")

    @route("/repos/{owner}/{name}")
    def one(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        return Reply(200, self._shown(entry)) if entry else self.missing(asked)

    @route("/user")
    def me(self, asked: Asked) -> Reply:
        if not asked.headers.get("authorization"):
            return Reply(401, {"message": "token is required"})
        if not self.reads_user:
            return Reply(403, {"message": "token does not have at least one of required scope(s)"})
        return Reply(200, {**_USER, "login": "newcomer"})

    def _forks(self, owner: str, name: str) -> list[dict[str, Any]]:
        return [
            each
            for each in self.repositories
            if (each.get("parent") or {}).get("full_name") == f"{owner}/{name}"
        ]

    @route("/repos/{owner}/{name}/forks")
    def listed_forks(self, asked: Asked, owner: str, name: str) -> Reply:
        return self._paged(asked, [self._shown(each) for each in self._forks(owner, name)])

    @route("/repos/{owner}/{name}/forks", "POST")
    def make_fork(self, asked: Asked, owner: str, name: str) -> Reply:
        if not self.forking:
            return Reply(403, {"message": "forking is disabled on this instance"})
        if any(each["owner"]["login"] == "newcomer" for each in self._forks(owner, name)):
            return Reply(409, {"message": "repository is already forked by user"})
        base = self._one(owner, name)["html_url"].removesuffix(f"/{owner}/{name}")
        made = repository("newcomer", name, base=base, fork=True, parent={"full_name": f"{owner}/{name}"})
        self.repositories.append(made)
        return Reply(202, self._shown(made))

    @route("/repos/{owner}/{name}/branches/{branch}")
    def branch(self, asked: Asked, owner: str, name: str, branch: str) -> Reply:
        return Reply(200, {"name": branch}) if self._one(owner, name) else self.missing(asked)

    @route("/repos/{owner}/{name}/languages")
    def languages(self, asked: Asked, owner: str, name: str) -> Reply:
        return Reply(200, {"Shell": 10, "Go": 900})

    @route("/repos/{owner}/{name}/commits")
    def commits(self, asked: Asked, owner: str, name: str) -> Reply:
        entry = self._one(owner, name)
        if entry["empty"]:
            return Reply(409, {"message": "Git Repository is empty."})
        return self._paged(asked, [{"sha": "x", "created": at} for at in entry["commits"]])

    @route("/repos/{owner}/{name}/contents")
    @route("/repos/{owner}/{name}/contents/{path*}")
    def contents(self, asked: Asked, owner: str, name: str, path: str = "") -> Reply:
        entry = self._one(owner, name)
        prefix = f"{path}/" if path else ""
        found: dict[str, str] = {}
        for each in entry["files"]:
            if each.startswith(prefix):
                child, slash, _ = each.removeprefix(prefix).partition("/")
                found[child] = "dir" if slash else "file"
        listed = [{"name": child, "path": prefix + child, "type": kind} for child, kind in found.items()]
        return Reply(200, listed) if listed else self.missing(asked)

    @route("/repos/{owner}/{name}/raw/{path*}")
    def raw(self, asked: Asked, owner: str, name: str, path: str) -> Reply:
        said = self._one(owner, name)["files"].get(path)
        return (
            Reply(200, said.encode(), {"content-type": "text/plain"})
            if said is not None
            else self.missing(asked)
        )

    @route("/repos/{owner}/{name}/issues")
    def issues(self, asked: Asked, owner: str, name: str) -> Reply:
        found = [
            {k: v for k, v in each.items() if k not in ("thread", "timeline", "blockers")}
            for each in self._one(owner, name)["issues"]
            if each["state"] == asked.query.get("state", "open")
            and asked.query.get("type") in (None, "issues" if each["pull_request"] is None else "pulls")
        ]
        return self._paged(asked, found)

    def _issue(self, owner: str, name: str, number: str) -> dict[str, Any] | None:
        found = [each for each in self._one(owner, name)["issues"] if str(each["number"]) == number]
        return found[0] if found else None

    @route("/repos/{owner}/{name}/issues/{number}")
    def issue(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        found = self._issue(owner, name, number)
        return Reply(200, found) if found else self.missing(asked)

    @route("/repos/{owner}/{name}/issues/{number}/comments")
    def comments(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        return Reply(200, self._issue(owner, name, number)["thread"])

    @route("/repos/{owner}/{name}/issues/{number}/timeline")
    def timeline(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        found = self._issue(owner, name, number)["timeline"]
        count, page = min(int(asked.query.get("limit", 30)), self.most), int(asked.query.get("page", 1))
        found = found[(page - 1) * count : page * count]
        # what is counted is the page alone, and no link says that another follows
        return Reply(200, found, {"x-total-count": str(len(found))})

    @route("/repos/{owner}/{name}/issues/{number}/dependencies")
    def dependencies(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        return Reply(200, self._issue(owner, name, number)["blockers"])

    @route("/repos/{owner}/{name}/issues/{number}/comments", "POST")
    def post_comment(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        if not asked.headers.get("authorization"):
            return Reply(401, {"message": "token is required"})
        self.posted.append((number, asked.json()["body"]))
        page = f"{self.base}/{owner}/{name}/issues/{number}#issuecomment-{len(self.posted)}"
        return Reply(
            201,
            {
                "id": len(self.posted),
                "html_url": page,
                "body": asked.json()["body"],
                "user": _USER,
                "created_at": "2026-09-02T00:00:00Z",
            },
        )

    @route("/repos/{owner}/{name}/pulls")
    def listed_pulls(self, asked: Asked, owner: str, name: str) -> Reply:
        state = asked.query.get("state", "open")
        found = [each for each in self.pulls if state in ("all", each["state"])]
        return self._paged(
            asked, [each | {"merged_by": None} for each in found]
        )  # who merged is not in lists

    @route("/repos/{owner}/{name}/pulls/{number}")
    def one_pull(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        found = next((each for each in self.pulls if str(each["number"]) == number), None)
        return Reply(200, found) if found else self.missing(asked)

    @route("/repos/{owner}/{name}/pulls/{number}/reviews")
    def listed_reviews(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        return Reply(200, self.reviews.get(number, []))

    @route("/repos/{owner}/{name}/commits/{reference}/status")
    def combined_status(self, asked: Asked, owner: str, name: str, reference: str) -> Reply:
        return self.missing(asked) if self.status is None else Reply(200, self.status)

    @route("/repos/{owner}/{name}/releases")
    def listed_releases(self, asked: Asked, owner: str, name: str) -> Reply:
        return Reply(200, self.releases)
