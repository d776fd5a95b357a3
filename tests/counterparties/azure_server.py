"""An Azure DevOps organisation of our own (7.1): repositories, items, commits, WIQL, work items, pull requests."""

import re
from typing import Any

from counterparty import Asked, Counterparty, Reply, route

ROOT = "https://dev.azure.com/acme"
TEAM_ID = "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c"


def repository_id(number: int) -> str:
    return f"5febef5a-833d-4e14-b9c0-{number:012}"


def repository(team: str, name: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": repository_id(number),
        "name": name,
        "url": f"{ROOT}/_apis/git/repositories/{repository_id(number)}",
        "project": {
            "id": TEAM_ID,
            "name": team,
            "description": f"The {team} team",
            "visibility": "private",
            "lastUpdateTime": "2026-09-01T00:00:00Z",
            "state": "wellFormed",
        },
        "defaultBranch": "refs/heads/main",
        "remoteUrl": f"https://acme@dev.azure.com/acme/{team}/_git/{name}",
        "sshUrl": f"git@ssh.dev.azure.com:v3/acme/{team}/{name}",
        "webUrl": f"{ROOT}/{team}/_git/{name}".replace(" ", "%20"),
        "isDisabled": False,
        "files": {},
        "commits": [],
    } | changes


def work_item(number: int, relations: list[dict[str, Any]] = (), **changes: Any) -> dict[str, Any]:
    about = {
        "System.Title": f"Item {number}",
        "System.Description": "<div>Please <b>help</b>&amp;c</div><p>now</p>",
        "System.State": "New",
        "System.Tags": "",
        "System.CreatedBy": {"displayName": "Ada", "uniqueName": "ada@acme.test"},
        "System.CreatedDate": "2026-09-01T00:00:00.123Z",
        "System.ChangedDate": "2026-09-02T00:00:00Z",
        "System.CommentCount": 1,
        "System.IterationPath": "Shop\\Sprint 7",
    } | {f"System.{key}": value for key, value in changes.items()}
    return {"id": number, "rev": 1, "fields": about, "relations": list(relations)}


class AzureServer(Counterparty):
    base = "https://dev.azure.com"
    validators = False

    def __init__(self, repositories: list[dict[str, Any]] = (), items: list[dict[str, Any]] = ()) -> None:
        super().__init__()
        self.repositories, self.items = list(repositories), list(items)
        self.pulls: dict[str, dict[str, Any]] = {}
        self.delay: str | None = None
        self.version: float = 7.1
        self.comments: dict[str, list[dict[str, Any]]] = {}

    def answer(self, asked: Asked) -> Reply:
        reply = super().answer(asked._replace(path=asked.path.removeprefix("/acme")))
        own = {"x-tfs-processid": "0", **({"retry-after": self.delay} if self.delay else {})}
        return reply._replace(headers={**reply.headers, **own})

    def refusal(self, asked: Asked) -> Reply | None:
        if asked.headers.get("authorization") != "Basic Omdvb2Q=":
            return Reply(203, b"<html>Sign in", {"content-type": "text/html; charset=utf-8"})
        if "api-version" not in asked.query:
            return Reply(400, {"message": "A version is required"})
        if float(asked.query["api-version"].partition("-")[0]) > self.version:
            said = (
                f"The requested REST API version of {asked.query['api-version']} is out of range for this server. "
                f"The latest REST API version this server supports is {self.version}."
            )
            return Reply(400, {"message": said})
        return None

    def _one(self, named: str) -> dict[str, Any] | None:
        found = [each for each in self.repositories if named in (each["id"], each["name"])]
        return found[0] if found else None

    def _shown(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in entry.items() if key not in ("files", "commits")}

    def _list(self, values: list[Any]) -> Reply:
        return Reply(200, {"count": len(values), "value": values})

    @route("/_apis/git/repositories")
    def all(self, asked: Asked) -> Reply:
        return self._list([self._shown(each) for each in self.repositories])

    @route("/{team}/_apis/git/repositories")
    def of_team(self, asked: Asked, team: str) -> Reply:
        return self._list(
            [self._shown(each) for each in self.repositories if each["project"]["name"] == team]
        )

    @route("/{team}/_apis/git/repositories/{named}")
    def one(self, asked: Asked, team: str, named: str) -> Reply:
        found = self._one(named)
        return Reply(200, self._shown(found)) if found else self.missing(asked)

    @route("/{team}/_apis/git/repositories/{named}/commits")
    def commits(self, asked: Asked, team: str, named: str) -> Reply:
        if (found := self._one(named)) is None:
            return self.missing(asked)
        return self._list([{"commitId": "x", "committer": {"date": at}} for at in found["commits"]])

    @route("/{team}/_apis/git/repositories/{named}/items")
    def files(self, asked: Asked, team: str, named: str) -> Reply:
        if (one := self._one(named)) is None:
            return self.missing(asked)
        files = one["files"]
        if path := asked.query.get("path"):
            said = files.get(path.strip("/"))
            return (
                Reply(200, said.encode(), {"content-type": "text/plain"})
                if said is not None
                else self.missing(asked)
            )
        folder = asked.query["scopePath"].strip("/")
        prefix = f"{folder}/" if folder else ""
        found: dict[str, bool] = {}
        for each in files:
            if each.startswith(prefix):
                child, slash, _ = each.removeprefix(prefix).partition("/")
                found[child] = bool(slash)
        if not found:
            return Reply(404, {"message": "TF401174: The item could not be found"})
        own = {"path": f"/{folder}", "isFolder": True, "gitObjectType": "tree"}
        return self._list(
            [
                own,
                *(
                    {"path": f"/{prefix}{name}", **({"isFolder": True} if tree else {})}
                    for name, tree in found.items()
                ),
            ]
        )

    @route("/{team}/_apis/git/repositories/{named}/pullrequests/{number}")
    def pull(self, asked: Asked, team: str, named: str, number: str) -> Reply:
        found = self.pulls.get(number)
        return Reply(200, found) if found else self.missing(asked)

    @route("/{team}/_apis/wit/wiql", "POST")
    def wiql(self, asked: Asked, team: str) -> Reply:
        query = asked.json()["query"]
        done = re.search(r"NOT IN \(([^)]*)\)", query)[1]
        tags = [tag.casefold() for tag in re.findall(r"CONTAINS '([^']*)'", query)]
        found = [
            each
            for each in self.items
            if f"'{each['fields']['System.State']}'" not in done
            and (not tags or any(tag in each["fields"]["System.Tags"].casefold().split("; ") for tag in tags))
        ]
        body = {
            "queryType": "flat",
            "workItems": [{"id": each["id"]} for each in found][: int(asked.query["$top"])],
        }
        return Reply(200, body)

    @route("/{team}/_apis/wit/workitemsbatch", "POST")
    def batch(self, asked: Asked, team: str) -> Reply:
        ids = asked.json()["ids"]
        if len(ids) > 200:
            return Reply(400, {"message": "TF401256"})
        return self._list([each for each in self.items if each["id"] in ids])

    @route("/{team}/_apis/wit/workItems/{number}/comments")
    def thread(self, asked: Asked, team: str, number: str) -> Reply:
        said = self.comments.get(number, [])
        return Reply(200, {"totalCount": len(said), "count": len(said), "comments": said})
