"""Targets that are servers: our own counterparties, whose every answer is changed on its way by the fuzzer's choices."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

import azure_server
import backstage_server
import bitbucket_server
import gitea_server
import github_server
import gitlab_server
import judged
from mutations import WORDS, Choices, as_json

from isonboard.config import Network
from isonboard.errors import IsonboardError
from isonboard.model.project import Project, SourceConfig
from isonboard.sources import registry
from isonboard.sources.transport import Transport

FILES = {
    "README.md": "# Pay\n\nRun `make test`.\n",
    "CONTRIBUTING.md": "Sign the CLA. Ask in [chat](https://chat.acme.test).\n",
    "docs/CODE_OF_CONDUCT.md": "Be kind.\n",
    "CODEOWNERS": "* @ada\n",
    "innersource.json": '{"title": "Pay", "skills": ["go"]}',
}
Handler = Callable[[httpx.Request], httpx.Response]


class Party(NamedTuple):
    """A server and the source that reads it."""

    config: SourceConfig
    env: dict[str, str]
    server: Callable[[], Any]


def _github() -> Any:

    issues = [github_server.issue(1, labels=["good first issue"]), github_server.issue(2, state="open")]
    return github_server.GithubServer(
        [
            github_server.repository("acme", "pay", files=FILES, issues=issues),
            github_server.repository("acme", "web", 2),
        ]
    )


def _gitlab() -> Any:
    notes = [{"id": 1, "body": "assigned to @bo", "system": True, "author": {"username": "ada"}, "created_at": "2026-09-01T00:00:00Z"}]  # fmt: skip
    issues = [gitlab_server.issue(1, labels=["good first issue"], notes=notes), gitlab_server.issue(2)]
    return gitlab_server.GitlabServer(
        [gitlab_server.project("acme/pay", files=FILES, issues=issues), gitlab_server.project("acme/web", 2)]
    )


def _gitea() -> Any:
    issues = [gitea_server.issue(1), gitea_server.issue(2)]
    server = gitea_server.GiteaServer([gitea_server.repository("acme", "pay", files=FILES, issues=issues)])
    server.pulls = [gitea_server.pull(5, "main")]
    return server


def _bitbucket() -> Any:
    commits = [{"id": "1", "authorTimestamp": 1_760_000_000_000, "committerTimestamp": 1_760_000_000_000}]
    return bitbucket_server.BitbucketServer(
        [bitbucket_server.repository("PAY", "api", files=FILES, commits=commits)]
    )


def _azure() -> Any:
    server = azure_server.AzureServer(
        [azure_server.repository("Shop", "api", files=FILES, commits=["2026-09-14T00:00:00Z"])],
        [azure_server.work_item(1, Tags="good first issue"), azure_server.work_item(2)],
    )
    server.comments = {"1": [{"text": "Mine?", "createdBy": {"displayName": "Bo"}, "createdDate": "2026-09-03T00:00:00Z"}]}  # fmt: skip
    return server


def _backstage() -> Any:
    return backstage_server.BackstageServer(
        [backstage_server.component("pay"), backstage_server.component("web"), backstage_server.system("pay-platform", "money")]
    )  # fmt: skip


PARTIES = {
    "github": Party(SourceConfig(name="hub", kind="github", organisation="acme"), {"GITHUB_TOKEN": "good"}, _github),
    "github without a token": Party(SourceConfig(name="hub", kind="github", organisation="acme"), {}, _github),
    "gitlab": Party(
        SourceConfig(name="lab", kind="gitlab", url="https://gitlab.test", group="acme"), {"GITLAB_TOKEN": "good"}, _gitlab
    ),
    "gitea": Party(
        SourceConfig(name="tea", kind="gitea", url="https://git.test", organisation="acme"), {"GITEA_TOKEN": "good"}, _gitea
    ),
    "bitbucket": Party(
        SourceConfig(name="bb", kind="bitbucket", url="https://bitbucket.test", project="PAY"), {"BITBUCKET_TOKEN": "good"}, _bitbucket
    ),
    "azure": Party(
        SourceConfig(name="az", kind="azure", url=azure_server.ROOT), {"AZURE_DEVOPS_EXT_PAT": "good"}, _azure
    ),
    "backstage": Party(
        SourceConfig(name="bs", kind="backstage", url="https://backstage.test"), {"ISONBOARD_TOKEN_BS": "good"}, _backstage
    ),
}  # fmt: skip


class Mutating:
    """A server's handler whose answers are changed by choices: body, headers, status."""

    def __init__(self, handler: Handler, choices: Choices) -> None:
        self._handler, self._choices = handler, choices

    def _given(self, request: httpx.Request) -> httpx.Response:
        """The server's own answer; what it cannot make sense of, since hostile words led there, is an error of its own."""
        try:
            return self._handler(request)
        except (LookupError, TypeError, ValueError, AttributeError):
            return httpx.Response(500)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        given, choices = self._given(request), self._choices
        if not choices.left:
            return given
        body, headers, status = given.content, dict(given.headers), given.status_code
        how = choices.below(12)
        if how == 11:
            body = choices.rest()
        elif how == 10:
            status = (200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 410, 422, 429, 500, 503)[
                choices.below(15)
            ]
        elif how == 9:
            name = ("link", "etag", "retry-after", "location", "content-type", "x-ratelimit-reset", "x-total", "x-total-count", "date")[choices.below(9)]  # fmt: skip
            headers[name] = WORDS[choices.below(len(WORDS))].encode("ascii", "ignore").decode().replace("\n", " ").replace("\r", " ")[:900]  # fmt: skip
        else:
            try:
                body = as_json(choices.mutated(json.loads(body)))
            except ValueError:
                body += choices.rest()
        headers.pop("content-length", None)
        return httpx.Response(status, content=body, headers=headers)


class Time:
    """A clock that only moves when somebody sleeps."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += max(0.0, seconds)


def transport_of(handler: Handler, env: dict[str, str] | None = None) -> Transport:
    time = Time()
    return Transport(
        handler=handler, network=Network(), env=env or {}, programs=False, clock=time, sleep=time.sleep, jitter=lambda: 1.0
    )  # fmt: skip


async def _allowed(work: Awaitable[Any]) -> Any:
    try:
        return await work
    except IsonboardError as error:
        judged.told(error)
        return None


def server(name: str) -> Callable[[bytes], None]:
    """Everything that is asked of one kind of server."""
    party = PARTIES[name]

    async def work(data: bytes) -> None:
        handler = Mutating(party.server().handler, Choices(data))
        async with transport_of(handler, party.env) as transport:
            source = registry.open_source(party.config, transport)
            found: list[Project] = []

            async def listed() -> None:
                async for batch in source.projects():
                    found.extend(batch)

            await _allowed(listed())
            judged.projects(found)
            if not found:
                return
            project = found[0]
            forge = registry.forge_for(project, [party.config], transport)
            if forge is None:
                return
            if (said := await _allowed(forge.issues(project))) is not None:
                judged.issues(said, project)
                for one in said[:1]:
                    if (whole := await _allowed(forge.issue(project, one.number))) is not None:
                        judged.issues([whole], project)
            if (said := await _allowed(forge.documents(project))) is not None:
                judged.documents(said, project)
            if (detailed := await _allowed(forge.details(project))) is not None:
                judged.projects([detailed])
            for more in ("standing", "access"):
                if hasattr(forge, more):
                    judged.safe(await _allowed(getattr(forge, more)(project)), more)
            if hasattr(forge, "pulls"):
                judged.safe(await _allowed(forge.pulls(project, "main", ["ada"])), "pulls")
            if hasattr(source, "search") and (hits := await _allowed(source.search("pay", 5))):
                judged.projects(hit for hit, _ in hits)

    return lambda data: asyncio.run(work(data))


def portal(data: bytes) -> None:
    """`repos.json` as it comes over the network, its bytes the fuzzer's own."""

    async def work() -> None:
        config = SourceConfig(name="portal", kind="portal", url="https://portal.test/repos.json")
        async with transport_of(lambda _request: httpx.Response(200, content=data)) as transport:
            source = registry.open_source(config, transport)
            found: list[Project] = []

            async def listed() -> None:
                async for batch in source.projects():
                    found.extend(batch)

            await _allowed(listed())
            judged.projects(found)
            judged.safe(source.notices, "notice")

    asyncio.run(work())


PORTAL_ENTRY = {
    "id": 1, "name": "pay", "full_name": "acme/pay", "html_url": "https://github.com/acme/pay", "description": "Payments",
    "language": "Go", "stargazers_count": 3, "forks_count": "", "open_issues_count": 2, "watchers_count": 3, "topics": ["pay"],
    "owner": {"login": "acme", "avatar_url": "./images/a.png"}, "created_at": "2020-01-01T00:00:00Z", "updated_at": "2026-01-01 00:00:00 +0200",
    "pushed_at": 1_760_000_000, "default_branch": "main", "archived": False, "license": {"spdx_id": "MIT"}, "visibility": "internal",
    "_InnerSourceMetadata": {
        "title": "Pay", "motivation": "m", "skills": ["go"], "contributions": ["code"], "logo": "logo.png", "topics": None,
        "participation": [1] * 52, "score": 12.5, "guidelines": "CONTRIBUTING.md", "docs": "https://docs.test", "language": "Go",
        "contact": [{"name": "Ada", "email": "ada@acme.test"}],
    },
}  # fmt: skip


def portal_fields(data: bytes) -> None:
    """`repos.json` that is one, with odd values in its fields."""
    portal(as_json(Choices(data).mutated([PORTAL_ENTRY, {"name": "web"}])))


def recognised(data: bytes) -> None:
    """What `isonboard add` was given, and whatever the server behind it answers."""

    async def work() -> None:
        raw, _, rest = data.partition(b"\n")
        written = raw.decode("utf-8", "surrogateescape")
        if written.strip().startswith(("/", ".", "~", "file:")):  # this machine's own folders are no input
            written = f"x{written}"
        choices = Choices(rest)
        handler = Mutating(_gitlab().handler, choices)
        async with transport_of(handler) as transport:
            said = await _allowed(registry.recognise(written, transport))
            judged.safe(said.name if said else "", "name")

    asyncio.run(work())
