"""Every request we send, and every answer our own servers give, against the systems' official descriptions.

Prism (npm) stands between them as a validating proxy and notes what breaks the description. It is looked for in
`ISONBOARD_PRISM` (path of the program), else beside the checkout in shared/servers/github after `npm install` there.
What a description itself gets wrong is listed in `DEFECTS`, each with its reason.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import azure_server
import bitbucket_server
import gitea_server
import github_server

from isonboard.config import Network
from isonboard.errors import CredentialsError
from isonboard.model.ports import Collaboration, Forking
from isonboard.model.project import SourceConfig
from isonboard.sources import github
from isonboard.sources.registry import KINDS, _class
from isonboard.sources.transport import Transport

SHARED = Path(__file__).parents[3] / "shared"
DESCRIPTIONS = SHARED / "data/descriptions"
PRISM = Path(os.environ.get("ISONBOARD_PRISM") or SHARED / "servers/github/node_modules/.bin/prism")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DESCRIPTIONS.is_dir(), reason="the official descriptions are not beside the checkout"
    ),
    pytest.mark.skipif(
        not PRISM.exists(), reason="Prism is not installed (npm install @stoplight/prism-cli)"
    ),
]

DEFECTS = (
    # Azure's schemas say arrays where the service and its own examples say {count, value}
    "Response body must be array",
    # Azure: operations that share a path were merged, and each one's parameters are asked of the other
    "required property 'pushid'",
    "required property 'ids'",
    # a raw file is described as JSON or as nothing
    "The received media type",
    # GitHub's contents answer is one of file, folder, link or submodule: one match is noted as three misses
    "must be equal to one of the allowed values: symlink",
    "must be equal to one of the allowed values: submodule",
    "must match exactly one schema in oneOf",
    # paths with a slash inside a parameter, and what is documented elsewhere than in this description
    "Selected route not found",
    "Unable to match the returned status code",
    # Gitea's null lists and objects are not marked nullable
    "assignees must be array",
    "pull_request must be object",
)
NOW = "2026-11-01T00:00:00Z"
FILES = {"README.md": "# Hi", "CONTRIBUTING.md": "how"}
CASES = {
    "github": (
        lambda: github_server.GithubServer(
            [
                github_server.repository(
                    "acme", "pay", files=FILES, issues=[github_server.issue(1, labels=["bug"])]
                )
            ]
        ),
        "github.json",
        {"organisation": "acme"},
        {},
        ("", ""),
    ),
    "gitea": (
        lambda: gitea_server.GiteaServer(
            [
                gitea_server.repository(
                    "acme", "pay", files=FILES, issues=[gitea_server.issue(1)], commits=[NOW]
                )
            ]
        ),
        "gitea-1.26.3.swagger.json",
        {"organisation": "acme"},
        {"GITEA_TOKEN": "good"},
        ("/api/v1", ""),
    ),
    "bitbucket": (
        lambda: bitbucket_server.BitbucketServer(
            [bitbucket_server.repository("PAY", "api", files=FILES, commits=[1_700_000_000_000])]
        ),
        "bitbucket-dc-9.2.json",
        {"project": "PAY"},
        {"BITBUCKET_TOKEN": "good"},
        ("/rest", "/rest"),
    ),
    "azure-git": (
        lambda: azure_server.AzureServer(
            [azure_server.repository("Shop", "api", files=FILES, commits=[NOW])]
        ),
        "azure-devops-git-7.1.json",
        {"project": "Shop"},
        {"AZURE_DEVOPS_EXT_PAT": "good"},
        ("", ""),
    ),
    "azure-wit": (
        lambda: azure_server.AzureServer(
            [azure_server.repository("Shop", "api")], [azure_server.work_item(1, Tags="good first issue")]
        ),
        "azure-devops-wit-7.1.json",
        {"project": "Shop"},
        {"AZURE_DEVOPS_EXT_PAT": "good"},
        ("", ""),
    ),
}


@contextlib.contextmanager
def proxied(description, upstream, log):
    """Prism between us and `upstream`: its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PRISM), "proxy", "-h", "127.0.0.1", "-p", str(port), str(description), upstream]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("case", CASES)
async def test_requests_and_answers_are_as_described(case, tmp_path, monkeypatch):
    make, description, settings, env, (inside, outside) = CASES[case]
    monkeypatch.setattr(github, "api_base", lambda url: url)
    found = []
    server = make()
    with (
        server.listening() as upstream,
        proxied(DESCRIPTIONS / description, upstream + outside, tmp_path / "log") as url,
    ):
        transport = Transport(env=env, programs=False, network=Network(timeout=60))
        exchange = transport._exchange

        async def noted(call, address, headers, *, certified):
            answer = await exchange(call, address.replace(inside, "", 1), headers, certified=certified)
            if said := answer.headers.get("sl-violations"):
                where = re.sub(r"\?.*", "", address.partition(url)[2])
                found.extend((call.method, where, each) for each in violations(said))
            return answer

        monkeypatch.setattr(transport, "_exchange", noted)
        kind = KINDS[case.partition("-")[0]]
        base = f"{url}/acme" if case.startswith("azure") else url
        config = SourceConfig(name="x", kind=case.partition("-")[0], url=base, **settings)
        async with transport:
            source = _class(kind.source)(config, transport)
            projects = [project async for batch in source.projects() for project in batch]
            forge = _class(kind.forge)(config, transport)
            assert len(projects) == 1
            issues = await forge.issues(projects[0])
            for issue in issues:
                await forge.issue(projects[0], issue.number)
            await forge.documents(projects[0])
            await forge.details(projects[0])
            if isinstance(forge, Collaboration):
                await forge.pulls(projects[0], "fix-7", ["newcomer"])
                await forge.standing(projects[0])
                with contextlib.suppress(CredentialsError):
                    await forge.comment(projects[0], "1", "May I?")
            if isinstance(forge, Forking) and env:
                await forge.access(projects[0])
                await forge.fork(projects[0])
                await forge.fork(projects[0])
    strange = [entry for entry in found if not any(defect in entry[2] for defect in DEFECTS)]
    assert strange == []


def violations(header):
    """The messages of Prism's `sl-violations` header, which may be cut off."""
    try:
        return [f"{'.'.join(map(str, each['location']))}: {each['message']}" for each in json.loads(header)]
    except ValueError:
        return re.findall(r'"message":"([^"]*)"', header)
