"""Consent by id covers the plan, the commit and the changes; a token is for one origin; offline means no connection."""

import asyncio
import json
import subprocess

import pytest

from isonboard.assistant import clone as clones
from isonboard.assistant.context import Context
from isonboard.cli.main import main
from isonboard.errors import RefusedError, UnreachableError
from isonboard.model.project import Project, SourceConfig

GIT = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@halden.example"]


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ISONBOARD_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def checkout(home):
    path = home / "checkout"
    path.mkdir()
    (path / "Makefile").write_text("all:\n\ttrue\n\ncheck:\n\ttrue\n")
    subprocess.run([*GIT, "init", "-q", "-b", "main"], cwd=path, check=True)
    subprocess.run([*GIT, "add", "-A"], cwd=path, check=True)
    subprocess.run([*GIT, "commit", "-q", "-m", "one"], cwd=path, check=True)
    return path


def plan_id(checkout, capsys):
    capsys.readouterr()
    main(["plan", str(checkout), "--json"])
    return json.loads(capsys.readouterr().out)["id"]


def test_an_id_of_before_a_commit_is_refused_after_it(checkout, capsys):
    before = plan_id(checkout, capsys)
    (checkout / "Makefile").write_text("all:\n\techo EVIL\n\ncheck:\n\ttrue\n")
    subprocess.run([*GIT, "commit", "-q", "-a", "-m", "two"], cwd=checkout, check=True)
    assert plan_id(checkout, capsys) != before
    assert main(["setup", str(checkout), "--trust", before]) == 4
    assert "EVIL" not in capsys.readouterr().out


def test_an_id_of_before_an_uncommitted_change_is_refused_after_it(checkout, capsys):
    before = plan_id(checkout, capsys)
    (checkout / "Makefile").write_text("all:\n\techo EVIL\n")
    assert main(["setup", str(checkout), "--trust", before]) == 4


def test_without_consent_json_stays_json(checkout, capsys):
    capsys.readouterr()
    assert main(["setup", str(checkout), "--json"]) == 4
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert said[0]["id"] == plan_id(checkout, capsys)


def test_a_step_that_is_not_there_is_wrong_use(checkout, capsys):
    assert main(["setup", str(checkout), "--trust", plan_id(checkout, capsys), "--from-step", "99"]) == 2


def _context(home, *sources, offline=False):
    folder = home / "home" / "config" / "sources.d"
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        extra = f'token_env = "{source.token_env}"\n' if source.token_env else ""
        (folder / f"{source.name}.toml").write_text(f'kind = "{source.kind}"\nurl = "{source.url}"\n{extra}')
    return Context.open(offline=offline)


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.acme.example/o/r.git",
        "https://forge.acme.example:8443/o/r.git",
        "https://evil.example/o/r.git",
    ],
)
def test_a_token_is_for_its_own_origin_only(home, monkeypatch, address):
    monkeypatch.setenv("ACME_TOKEN", "SEKRET")
    forge = SourceConfig(name="forge", kind="gitea", url="https://forge.acme.example", token_env="ACME_TOKEN")
    with _context(home, forge) as context:
        assert asyncio.run(clones.credential_for_address(context, address, context.sources)) is None
        own = asyncio.run(
            clones.credential_for_address(context, "https://forge.acme.example/o/r.git", context.sources)
        )
    assert own is not None
    assert own.secret == "SEKRET"


def test_a_portals_token_is_never_for_what_it_lists(home, monkeypatch):
    monkeypatch.setenv("ACME_TOKEN", "SEKRET")
    portal = SourceConfig(
        name="portal", kind="portal", url="https://portal.acme.example/repos.json", token_env="ACME_TOKEN"
    )
    with _context(home, portal) as context:
        address = "https://portal.acme.example/o/r.git"
        assert asyncio.run(clones.credential_for_address(context, address, context.sources)) is None


def _listed(context, clone_url):
    project = Project(id="forge.acme.example/o/r", name="r", full_name="o/r", clone_url=clone_url)
    context.catalog.put_listings("forge", "gitea", [project], 1)
    return project


def test_offline_clones_nothing_over_the_network(home):
    with _context(home, offline=True) as context:
        project = _listed(context, "https://forge.acme.example/o/r.git")
        with pytest.raises(UnreachableError, match="offline"):
            asyncio.run(clones.clone_project(context, project.id, report=lambda _event: None))


@pytest.mark.parametrize("number", ["../../x; rm", "--x", "", "a b", "$(id)"])
def test_what_cannot_name_an_issue_is_refused(home, number):
    with _context(home) as context:
        project = _listed(context, "https://forge.acme.example/o/r.git")
        with pytest.raises(RefusedError):
            asyncio.run(clones.clone_project(context, project.id, number, report=lambda _event: None))
