"""A real Gitea: recognised, listed, searched, cloned, forked, claimed, and the way of a change up to its merge.

`ISONBOARD_GITEA` names its program (see CONTRIBUTING.md); without it these tests are skipped.
"""

import os
import subprocess
import time
import urllib.error

import gitea_server
import pytest
from real_gitea import RealGitea, UnavailableError

PROGRAM = os.environ.get("ISONBOARD_GITEA", "")
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not PROGRAM, reason="ISONBOARD_GITEA names no gitea program"),
]

FILES = {
    "README.md": "# Pay\n\nPays people.\n",
    "CONTRIBUTING.md": "# Contributing\n\nSign off every commit (`git commit -s`). Branches are named `fix/...`.\n\n"
    "```sh\ngo test ./...\n```\n",
    ".gitea/ISSUE_TEMPLATE/bug.md": "What?\n",
    "go.mod": "module acme.example/pay\n\ngo 1.20\n",
    "main.go": "package main\n\nfunc main() {}\n",
}
HIDDEN, SHOWN = 52, 57
"""Repositories: the hidden ones are listed first and fill a page of their own."""


class Site:
    """An organisation with issues in every state of being free; tokens of `newcomer` and `bob`."""

    def __init__(self, gitea: RealGitea) -> None:
        self.gitea, self.url = gitea, gitea.url
        self.bob, self.newcomer = gitea.person("bob"), gitea.person("newcomer")
        ask = gitea.ask
        ask("POST", "/orgs", {"username": "acme"})
        for number in range(HIDDEN):
            self.repository(f"hidden{number}", private=True)
        self.repository("pay", FILES, description="Pays people")
        ask("PUT", "/repos/acme/pay/topics", {"topics": ["payments", "innersource"]})
        ask("PUT", "/repos/acme/pay/collaborators/bob", {"permission": "write"})
        self.repository("inner", {"README.md": "# Inner\n"}, private=True)
        ask("PUT", "/repos/acme/inner/collaborators/newcomer", {"permission": "read"})
        for number in range(SHOWN - 2):
            self.repository(f"r{number}")
        label = {"name": "good first issue", "color": "#70c24a"}
        self.label = ask("POST", "/repos/acme/pay/labels", label)["id"]
        self.free = self.issue("Free")
        self.assigned = self.issue("Assigned", assignees=["bob"])
        self.claimed = self.issue("Claimed")
        said = {"body": "I am working on this."}
        ask("POST", f"/repos/acme/pay/issues/{self.claimed}/comments", said, token=self.bob)
        self.waits = self.issue("Waits")
        blocker = {"owner": "acme", "repo": "pay", "index": self.assigned}
        ask("POST", f"/repos/acme/pay/issues/{self.waits}/dependencies", blocker)
        self.fixed, self.named = self.issue("Fixed"), self.issue("Named")
        self.pull("fix-it", f"Fixes #{self.fixed}")
        self.pull("see-it", f"Like #{self.named}")
        self.let_go = self.issue("Let go", assignees=["bob"])
        ask("PATCH", f"/repos/acme/pay/issues/{self.let_go}", {"assignees": []})
        ask("DELETE", f"/repos/acme/pay/issues/{self.let_go}/labels/{self.label}")
        ask("POST", f"/repos/acme/pay/issues/{self.let_go}/labels", {"labels": [self.label]})

    def repository(self, name: str, files: dict[str, str] | None = None, **more: object) -> None:
        self.gitea.ask("POST", "/orgs/acme/repos", {"name": name, "default_branch": "main", **more})
        if files:
            self.gitea.commit(f"acme/{name}", files, "First", branch="main")

    def issue(self, title: str, **more: object) -> int:
        body = {"title": title, "body": "Please", "labels": [self.label], **more}
        return self.gitea.ask("POST", "/repos/acme/pay/issues", body)["number"]

    def pull(self, branch: str, body: str) -> int:
        made = {"branch": "main", "new_branch": branch, "token": self.bob}
        self.gitea.commit("acme/pay", {f"{branch}.txt": "x"}, branch, **made)
        asked = {"head": branch, "base": "main", "title": branch, "body": body}
        return self.gitea.ask("POST", "/repos/acme/pay/pulls", asked, token=self.bob)["number"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    try:
        with RealGitea(PROGRAM, tmp_path_factory.mktemp("gitea")) as gitea:
            yield Site(gitea)
    except UnavailableError as why:
        pytest.skip(str(why))


@pytest.fixture
def home(tmp_path, monkeypatch, site):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path))
    monkeypatch.setenv("GITEA_TOKEN", site.newcomer)
    config = tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text(
        f'[workspace]\npath = "{tmp_path}/work"\nname = "New"\nemail = "new@acme.example"\n'
    )
    return tmp_path


@pytest.fixture
def synced(home, site, command_line):
    assert command_line("add", f"{site.url}/acme", "--write").code == 0
    said = command_line("sync", "--json")
    assert (said.code, said.objects[0]["projects"]) == (0, SHOWN)
    return command_line


@pytest.mark.parametrize("page", ["", "/acme", "/acme/pay", "/org/acme/dashboard", "/explore/repos"])
def test_every_page_of_it_is_recognised(home, site, command_line, page):
    found = command_line("add", site.url + page)
    assert (found.code, "Gitea" in found.out) == (0, True), found


def test_a_wrong_token_is_said_with_its_variable(synced, monkeypatch):
    monkeypatch.setenv("GITEA_TOKEN", "0" * 40)
    said = synced("sync")
    assert said.code == 3
    assert "GITEA_TOKEN" in said.err


def test_projects_documents_and_search(synced):
    (shown,) = synced("show", "pay", "--json").objects
    assert shown["id"] == "127.0.0.1/acme/pay"
    assert [hit["name"] for hit in synced("search", "payments", "--json").objects] == ["pay"]
    guide = synced("guide", "pay")
    assert "go test ./..." in guide.out
    assert "DCO" in guide.out
    assert synced("show", "inner").code == 0
    assert synced("show", "hidden7").code == 1


def test_issues_and_who_has_them(synced, site):
    def states() -> dict[str, str]:
        rows = synced("issues", "pay", "--all-tiers", "--json").objects
        return {row["number"]: row["availability"]["state"] for row in rows}

    from_lists = states()
    assert from_lists[str(site.fixed)] == "PR open"
    assert from_lists[str(site.assigned)] == "claimed"
    for number in (site.claimed, site.waits, site.named, site.let_go):  # asked for one by one
        synced("issues", "pay", "--claim", str(number))
    assert {
        number: states()[str(number)] for number in (site.claimed, site.waits, site.named, site.let_go)
    } == {
        site.claimed: "claimed",
        site.waits: "blocked",
        site.named: "free",
        site.let_go: "free",
    }


def test_a_private_repository_is_cloned_with_the_token(synced, home, monkeypatch):
    assert synced("clone", "inner").code == 0
    assert (home / "work/127.0.0.1/acme/inner/README.md").exists()
    kept = [path for path in home.rglob("*") if path.is_file()]
    token = os.environ["GITEA_TOKEN"].encode()
    assert [path for path in kept if token in path.read_bytes()] == []


def test_fork_branch_pull_request_and_merge(synced, site, home):
    said = synced("clone", "pay", "--issue", str(site.free), "--fork", "--json")
    checkout = home / "work/127.0.0.1/acme/pay"
    assert said.objects[0]["branch"] == f"fix/{site.free}-free"

    def git(*words: str, check: bool = True) -> str:
        helper = f"!f() {{ echo username=newcomer; echo password={site.newcomer}; }}; f"
        argv = [
            "git",
            "-c",
            "user.name=N",
            "-c",
            "user.email=n@acme.example",
            "-c",
            f"credential.helper={helper}",
        ]
        done = subprocess.run(
            [*argv, *words], cwd=checkout, capture_output=True, text=True, check=check,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else f"refused: {done.stderr}"

    assert git("remote", "get-url", "origin").strip() == f"{site.url}/newcomer/pay.git"
    assert git("rev-parse", "upstream/main", "origin/main").split()[0]
    assert git("push", "upstream", "HEAD", check=False).startswith("refused")
    (checkout / "main.go").write_text("package main\n\nfunc main() { println(1) }\n")
    git("commit", "-qsam", "Round better")
    git("push", "-q", "origin", "HEAD")
    assert "first change" in synced("journey", "pay").out
    asked = {
        "head": f"newcomer:fix/{site.free}-free",
        "base": "main",
        "title": "Round",
        "body": f"Fixes #{site.free}",
    }
    number = site.gitea.ask("POST", "/repos/acme/pay/pulls", asked, token=site.newcomer)["number"]
    assert "PR open" in synced("journey", "pay").out
    _merge(site, number)
    merged = synced("journey", "pay")
    assert "merged" in merged.out
    assert "@keeper" in merged.out
    again = synced("clone", "pay", "--issue", str(site.let_go), "--fork", "--json")
    assert (again.code, again.objects[0]["fork"]) == (0, "newcomer/pay")


def _merge(site: Site, number: int) -> None:
    """Merge it; whether it can be, Gitea finds out in the background and answers 405 until then."""
    for _ in range(600):
        try:
            site.gitea.ask("POST", f"/repos/acme/pay/pulls/{number}/merge", {"Do": "squash"})
        except urllib.error.HTTPError as error:
            if error.code not in (405, 409):
                raise
            time.sleep(0.5)
        else:
            return
    pytest.fail("Gitea never let the pull request be merged")


OURS = ("files", "issues", "commits", "thread", "timeline", "blockers")
"""What our own server keeps beside an answer."""


def test_our_own_server_answers_as_the_real_one(site):
    ask = site.gitea.ask
    real = {
        "repository": ask("GET", "/repos/acme/pay"),
        "issue": ask("GET", f"/repos/acme/pay/issues/{site.fixed}"),
        "pull": ask("GET", "/repos/acme/pay/pulls?state=all")[0],
    }
    ours = {
        "repository": gitea_server.repository("acme", "pay"),
        "issue": gitea_server.issue(1),
        "pull": gitea_server.pull(1, "b"),
    }
    different = [
        f"{kind}.{key}: {value!r} beside {real[kind].get(key, 'nothing')!r}"
        for kind, answer in ours.items()
        for key, value in answer.items()
        if key not in OURS and (key not in real[kind] or not _alike(value, real[kind][key]))
    ]
    assert different == []
    events = ask("GET", f"/repos/acme/pay/issues/{site.named}/timeline")
    assert {(event["type"], event["ref_action"]) for event in events} == {
        ("label", "none"),
        ("pull_ref", "none"),
    }


def _alike(one: object, other: object) -> bool:
    return one is None or other is None or type(one) is type(other)
