"""A GitLab of our own, by its documented shapes: projects, issues, notes, files under /api/v4."""

from typing import Any

from counterparty import Asked, Counterparty, Reply, route


def project(path: str, number: int = 1, base: str = "https://gitlab.test", **changes: Any) -> dict[str, Any]:
    namespace, _, name = path.rpartition("/")
    return {
        "id": number,
        "name": name.title(),
        "path": name,
        "path_with_namespace": path,
        "namespace": {"full_path": namespace, "kind": "group"},
        "description": f"The {name}",
        "web_url": f"{base}/{path}",
        "http_url_to_repo": f"{base}/{path}.git",
        "ssh_url_to_repo": f"git@gitlab.test:{path}.git",
        "default_branch": "main",
        "topics": ["payments"],
        "star_count": 3,
        "forks_count": 1,
        "open_issues_count": 2,
        "created_at": "2020-01-01T00:00:00.000Z",
        "last_activity_at": "2026-10-01T00:00:00.000Z",
        "visibility": "internal",
        "archived": False,
        "avatar_url": None,
        "files": {},
        "issues": [],
        "commits": [],
    } | changes


def issue(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": 1000 + number,
        "iid": number,
        "title": f"Issue {number}",
        "description": "Please",
        "state": "opened",
        "labels": [],
        "author": {"username": "ada"},
        "assignees": [],
        "user_notes_count": 0,
        "merge_requests_count": 0,
        "created_at": "2026-09-01T00:00:00.000Z",
        "updated_at": f"2026-09-01T00:{number % 60:02}:00.000Z",
        "web_url": f"https://gitlab.test/x/-/issues/{number}",
        "milestone": None,
        "notes": [],
        "merge_requests": [],
        "links": [],
    } | changes


def merge_request(number: int, branch: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": 5000 + number,
        "iid": number,
        "title": f"Change {number}",
        "state": "opened",
        "web_url": f"https://gitlab.test/acme/pay/-/merge_requests/{number}",
        "author": {"username": "newcomer", "name": "New Comer"},
        "reviewers": [],
        "merge_user": None,
        "source_branch": branch,
        "sha": f"{number:040x}",
        "source_project_id": 77,
        "target_project_id": 1,
        "draft": False,
        "created_at": "2026-09-05T00:00:00.000Z",
        "merged_at": None,
    } | changes


class GitlabServer(Counterparty):
    base = "https://gitlab.test"

    def __init__(self, projects: list[dict[str, Any]] = (), *, groups: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.tokens = {"good", "glpat-good"}
        self.projects = list(projects)
        self.groups = set(groups) or {
            each["namespace"]["full_path"].partition("/")[0] for each in self.projects
        }
        self.users: set[str] = set()
        self.posted: list[tuple[str, str]] = []
        self.merge_requests: list[dict[str, Any]] = []
        self.pipelines: list[dict[str, Any]] | None = []
        self.releases: list[dict[str, Any]] = []
        self.forks: list[dict[str, Any]] = []
        self.forking = True
        self.finds_forks = True
        self.import_states: list[str] = []

    def handler(self, request: Any) -> Any:
        # GitLab tells paths from ids by the encoded slash: routes are matched on the raw path
        return super().handler(request)

    def _listed(self, asked: Asked, found: list[dict[str, Any]]) -> Reply:
        own = ("files", "issues", "commits", "notes", "merge_requests", "links")
        items, link = self.page(
            asked, [{k: v for k, v in each.items() if k not in own} for each in found], default=20
        )
        link = link.replace(self.base + "/", self.base + "/", 1)
        return Reply(200, items, {"x-total": str(len(found)), **({"link": link} if link else {})})

    def _one(self, named: str) -> dict[str, Any] | None:
        found = [each for each in self.projects if named in (str(each["id"]), each["path_with_namespace"])]
        return found[0] if found else None

    def _filtered(self, asked: Asked, found: list[dict[str, Any]]) -> Reply:
        topic, wanted = asked.query.get("topic"), asked.query.get("search", "")
        return self._listed(
            asked, [e for e in found if (not topic or topic in e["topics"]) and wanted in e["path"]]
        )

    @route("/api/v4/version")
    def version(self, asked: Asked) -> Reply:
        return Reply(401, {"message": "401 Unauthorized"}, {"x-gitlab-meta": "{}"})

    @route("/api/v4/groups/{group}/projects")
    def of_group(self, asked: Asked, group: str) -> Reply:
        if group not in self.groups:
            return Reply(404, {"message": "404 Group Not Found"})
        found = [each for each in self.projects if f"{each['path_with_namespace']}/".startswith(f"{group}/")]
        return self._filtered(asked, found)

    @route("/api/v4/groups/{group}")
    def group(self, asked: Asked, group: str) -> Reply:
        return Reply(200, {"full_path": group}) if group in self.groups else self.missing(asked)

    @route("/api/v4/users")
    def people(self, asked: Asked) -> Reply:
        name = asked.query.get("username")
        return Reply(200, [{"username": name}] if name in self.users else [])

    @route("/api/v4/users/{user}/projects")
    def of_user(self, asked: Asked, user: str) -> Reply:
        return self._filtered(
            asked, [each for each in self.projects if each["namespace"]["full_path"] == user]
        )

    @route("/api/v4/projects")
    def all(self, asked: Asked) -> Reply:
        return self._filtered(asked, self.projects)

    @route("/api/v4/projects/77")
    def fork(self, asked: Asked) -> Reply:
        state = self.import_states.pop(0) if self.import_states else "finished"
        return Reply(200, {**self._one("77"), "import_status": state})

    @route("/api/v4/projects/{named}")
    def one(self, asked: Asked, named: str) -> Reply:
        found = self._one(named)
        if found is None:
            return self.missing(asked)
        return Reply(
            200,
            {k: v for k, v in found.items() if k not in ("files", "issues", "commits")}
            | {"license": {"name": "MIT License"}},
        )

    @route("/api/v4/projects/{named}/forks")
    def listed_forks(self, asked: Asked, named: str) -> Reply:
        assert asked.query["owned"] == "true"
        return Reply(200, self.forks if self.finds_forks else [])

    @route("/api/v4/projects/{named}/fork", "POST")
    def make_fork(self, asked: Asked, named: str) -> Reply:
        """As GitLab: made in the background; 409 where there is one; 404 for what may not be forked."""
        if not asked.headers.get("private-token"):
            return Reply(401, {"message": "401 Unauthorized"})
        if not self.forking:
            return Reply(404, {"message": "404 Not Found"})
        if self.forks:
            self.finds_forks = True
            return Reply(
                409, {"message": {"name": ["has already been taken"], "path": ["has already been taken"]}}
            )
        parent = self._one(named)
        made = project(f"newcomer/{parent['path']}", id=77, import_status="scheduled")
        made["namespace"] = {"full_path": "newcomer", "kind": "user"}
        self.projects.append(made)
        self.forks.append(made)
        return Reply(201, made)

    @route("/api/v4/projects/{named}/languages")
    def languages(self, asked: Asked, named: str) -> Reply:
        return Reply(200, {"Go": 90.5, "Shell": 9.5})

    @route("/api/v4/projects/{named}/repository/commits")
    def commits(self, asked: Asked, named: str) -> Reply:
        items, link = self.page(
            asked, [{"id": "x", "committed_date": at} for at in self._one(named)["commits"]], default=20
        )
        return Reply(200, items, {"link": link} if link else {})

    @route("/api/v4/projects/{named}/repository/tree")
    def tree(self, asked: Asked, named: str) -> Reply:
        folder = asked.query.get("path", "")
        prefix = f"{folder}/" if folder else ""
        found: dict[str, str] = {}
        for each in self._one(named)["files"]:
            if each.startswith(prefix):
                child, slash, _ = each.removeprefix(prefix).partition("/")
                found[child] = "tree" if slash else "blob"
        if folder and not found:
            return Reply(404, {"message": "404 invalid revision or path Not Found"})
        return Reply(
            200, [{"name": name, "path": prefix + name, "type": kind} for name, kind in found.items()]
        )

    @route("/api/v4/projects/{named}/repository/files/{path}/raw")
    def raw(self, asked: Asked, named: str, path: str) -> Reply:
        said = self._one(named)["files"].get(path)
        return (
            Reply(200, said.encode(), {"content-type": "text/plain"})
            if said is not None
            else self.missing(asked)
        )

    @route("/api/v4/projects/{named}/issues")
    def issues(self, asked: Asked, named: str) -> Reply:
        wanted = set(filter(None, asked.query.get("labels", "").split(",")))
        found = [
            each
            for each in self._one(named)["issues"]
            if each["state"] == "opened" and wanted <= set(each["labels"])
        ]
        return self._listed(asked, found)

    def _issue(self, named: str, number: str) -> dict[str, Any] | None:
        found = [each for each in self._one(named)["issues"] if str(each["iid"]) == number]
        return found[0] if found else None

    @route("/api/v4/projects/{named}/issues/{number}")
    def issue(self, asked: Asked, named: str, number: str) -> Reply:
        found = self._issue(named, number)
        return Reply(200, found) if found else self.missing(asked)

    @route("/api/v4/projects/{named}/issues/{number}/notes")
    def notes(self, asked: Asked, named: str, number: str) -> Reply:
        return Reply(200, self._issue(named, number)["notes"])

    @route("/api/v4/projects/{named}/issues/{number}/closed_by")
    def closed_by(self, asked: Asked, named: str, number: str) -> Reply:
        return Reply(200, self._issue(named, number)["merge_requests"])

    @route("/api/v4/projects/{named}/issues/{number}/links")
    def links(self, asked: Asked, named: str, number: str) -> Reply:
        return Reply(200, self._issue(named, number)["links"])

    @route("/api/v4/projects/{named}/issues/{number}/notes", "POST")
    def post_note(self, asked: Asked, named: str, number: str) -> Reply:
        if not asked.headers.get("private-token"):
            return Reply(401, {"message": "401 Unauthorized"})
        self.posted.append((number, asked.json()["body"]))
        return Reply(201, {"id": 900 + len(self.posted), "body": asked.json()["body"]})

    @route("/api/v4/projects/{named}/merge_requests")
    def listed_merge_requests(self, asked: Asked, named: str) -> Reply:
        branch, state = asked.query.get("source_branch"), asked.query["state"]
        found = [each for each in self.merge_requests if branch in (None, each["source_branch"])]
        return Reply(200, [each for each in found if state in ("all", each["state"])])

    @route("/api/v4/projects/{named}/pipelines")
    def listed_pipelines(self, asked: Asked, named: str) -> Reply:
        if self.pipelines is None:
            return Reply(403, {"message": "403 Forbidden"})
        return Reply(200, [each for each in self.pipelines if each["ref"] == asked.query["ref"]][:1])

    @route("/api/v4/projects/{named}/releases")
    def listed_releases(self, asked: Asked, named: str) -> Reply:
        return Reply(200, self.releases)
