"""Every kind of source the whole way on the command line: its address is pasted, then projects, issues and guidance."""

import json
import subprocess
from contextlib import ExitStack

import azure_server
import backstage_server
import bitbucket_server
import gitea_server
import github_server
import gitlab_server
import pytest
from wire import serving

FILES = {
    "README.md": "# Pay\n\nTakes money.\n",
    "CONTRIBUTING.md": "# Contributing\n\n## Getting started\n\n```sh\nmake setup\n```\n\nRun `make test` before you submit.\n",
}
INVITING = "good first issue"


def placed(entry, old, base):
    """The same entry of a server that listens at another address."""
    return json.loads(json.dumps(entry).replace(old, base))


def github(base, server):
    entry = github_server.repository(
        "acme", "pay", files=FILES, issues=[github_server.issue(7, labels=[INVITING])]
    )
    server.repositories = {"acme/pay": placed(entry, "https://github.com", base)}
    return f"{base}/acme"


def gitlab(base, server):
    issue = gitlab_server.issue(7, labels=[INVITING])
    server.projects = [gitlab_server.project("acme/pay", 1, base, files=FILES, issues=[issue])]
    server.groups = {"acme"}
    return f"{base}/groups/acme"


def gitea(base, server):
    issue = gitea_server.issue(7, labels=[{"name": INVITING}])
    server.repositories = [gitea_server.repository("acme", "pay", 1, base, files=FILES, issues=[issue])]
    return f"{base}/acme"


def bitbucket(base, server):
    entry = bitbucket_server.repository("PAY", "api", files=FILES)
    clones = [{"href": f"{base}/scm/pay/api.git", "name": "http"}]
    server.repositories = [placed(entry, "https://bitbucket.test", base) | {"links": {"clone": clones}}]
    return f"{base}/projects/PAY"


def azure(base, server):
    entry = azure_server.repository("Shop", "pay", files=FILES)
    entry["remoteUrl"] = f"{base}/acme/Shop/_git/pay"
    server.repositories = [placed(entry, "https://dev.azure.com", base)]
    server.items = [azure_server.work_item(7, Tags="good first issue")]
    return f"{base}/acme"


def backstage(base, server):
    server.entities = [backstage_server.component("pay")]
    server.open_door = True
    return base


KINDS = {
    "github": (github, github_server.GithubServer, 1),
    "gitlab": (gitlab, gitlab_server.GitlabServer, 1),
    "gitea": (gitea, gitea_server.GiteaServer, 1),
    "bitbucket": (bitbucket, bitbucket_server.BitbucketServer, 0),
    "azure": (azure, azure_server.AzureServer, 1),
    "backstage": (backstage, backstage_server.BackstageServer, None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_address_is_all_it_takes(kind, say, monkeypatch):
    fill, make, issues = KINDS[kind]
    for name in ("PORTAL", "ACME", "PAY"):
        monkeypatch.setenv(f"ISONBOARD_TOKEN_{name}", "good")
    server = make()
    with server.listening() as base:
        address = fill(base, server)
        added = say("add", address, "--write", "--json")
        assert added.code == 0, added.err
        [found] = added.objects
        assert found["source"]["kind"] == kind
        assert found["names"]
        assert say("sync").code == 0
        [project] = say("search", "pay", "--json").objects
        if issues is None:
            return  # whoever holds the repository answers
        listed = say("issues", project["id"], "--json")
        assert [one["number"] for one in listed.objects] == ["7"] * issues, listed.err
        guide = say("guide", project["id"], "--json")
        assert guide.code == 0, guide.err
        assert any("make test" in json.dumps(step) for step in guide.objects[0]["steps"])
        assert "good" not in json.dumps([added, guide])


def test_a_portals_file_and_a_folder(say, tmp_path, bare_home):
    entry = {"name": "pay", "full_name": "acme/pay", "html_url": "https://git.acme.test/acme/pay"}
    work = tmp_path / "work" / "shop"
    work.mkdir(parents=True)
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        (work / "README.md").write_text("# Shop\n\nSells things.\n")
        subprocess.run(["git", *words], cwd=work, check=True)
    with ExitStack() as stack:
        base, _ = stack.enter_context(serving(json.dumps([entry]).encode()))
        for address, kind in ((f"{base}/repos.json", "portal"), (str(tmp_path / "work"), "folder")):
            added = say("add", address, "--write", "--json")
            assert (added.code, added.objects[0]["source"]["kind"]) == (0, kind), added.err
        assert say("sync").code == 0
    assert {one["name"] for one in say("export", "--format", "json").objects} == {"pay", "shop"}
