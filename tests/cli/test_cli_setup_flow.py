"""From a project to a ready checkout on the command line: configured clones, forks, extras, containers, resuming."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

import git_http
import gitea_server

PAY = "127.0.0.1/acme/pay"


def git(*words: str, cwd: Path) -> str:
    return subprocess.run(
        ["git", *words], cwd=cwd, check=True, capture_output=True, text=True,
        env={**os.environ, "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.test", "GIT_COMMITTER_NAME": "t",
             "GIT_COMMITTER_EMAIL": "t@example.test"},
    ).stdout  # fmt: skip


def repository(path: Path, files: dict[str, str]) -> Path:
    """A checkout of its own with these files, committed."""
    path.mkdir(parents=True)
    git("init", "-q", "-b", "main", cwd=path)
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    git("add", "-f", ".", cwd=path)
    git("commit", "-qm", "all", cwd=path)
    return path


SCRIPTED = {
    "README.md": "# Scripted\n\n## Setup\n\n```sh\n./scripts/setup\n```\n",
    "scripts/setup": "#!/bin/sh\ntest ! -e broken || exit 3\necho set up > done.txt\n",
    "Makefile": "check:\n\ttest -s done.txt\n",
}


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(script)
    (folder / name).chmod((folder / name).stat().st_mode | stat.S_IXUSR)


def made_plan(isonboard, path, *options: str) -> dict:
    return json.loads(isonboard("plan", str(path), "--json", *options).out)


# clones


@pytest.fixture
def forge(home, isonboard, tmp_path, monkeypatch):
    """A Gitea with one project whose repository is served over HTTP, in the catalog."""
    root = tmp_path / "served"
    bare = git_http.bare_repository(
        root / "acme" / "pay.git",
        extra={
            ".env.example": "TOKEN=\n",
            ".gitmessage": "\n# Why?\n",
            "DCO": "Developer Certificate of Origin\n",
            "CONTRIBUTING.md": "# Contributing\n\nAll commits must be signed off: use `git commit -s` (DCO).\n",
        },
    )
    shutil.copytree(bare, root / "newcomer" / "pay.git")
    monkeypatch.setenv("TEA", "good")
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with git_http.git_server(root) as server:
        tea = gitea_server.GiteaServer(
            [
                gitea_server.repository(
                    "acme",
                    "pay",
                    base=server.origin,
                    permissions={"push": False, "pull": True},
                    issues=[gitea_server.issue(7)],
                )
            ]
        )
        with tea.listening() as url:
            (home / "config" / "sources.d").mkdir(parents=True, exist_ok=True)
            (home / "config" / "sources.d" / "tea.toml").write_text(
                f'kind = "gitea"\nurl = "{url}"\ntoken_env = "TEA"\norganisation = "acme"\n'
            )
            assert isonboard("sync").code == 0
            yield tea


def test_a_clone_is_configured_and_says_how(forge, isonboard):
    said = isonboard("clone", PAY, "--json")
    assert said.code == 0
    done = json.loads(said.out)
    checkout = Path(done["checkout"])
    assert (checkout / ".env").read_text() == "TOKEN=\n"
    assert git("config", "commit.template", cwd=checkout).strip() == ".gitmessage"
    words = " ".join(done["configured"])
    assert ".env was made from .env.example" in words
    assert "never commit it" in words
    assert ".gitmessage" in words
    assert "git commit -s" in words
    assert "clone 127.0.0.1/acme/pay --fork" in done["offer"]
    (checkout / ".env").write_text("TOKEN=mine\n")
    again = json.loads(isonboard("clone", PAY, "--json").out)
    assert (checkout / ".env").read_text() == "TOKEN=mine\n"
    assert ".env" not in " ".join(again["configured"])


def test_a_fork_is_made_and_becomes_the_origin(forge, isonboard):
    said = isonboard("clone", PAY, "--fork", "--issue", "7", "--json")
    assert said.code == 0
    done = json.loads(said.out)
    checkout = Path(done["checkout"])
    assert done["fork"] == "newcomer/pay"
    assert done["offer"] == ""
    assert "origin is your fork newcomer/pay (made now)" in done["configured"][0]
    remotes = git("remote", "-v", cwd=checkout)
    assert "/newcomer/pay.git (push)" in remotes
    assert "/acme/pay.git (fetch)" in remotes
    assert "upstream\tDISABLED (push)" in remotes
    assert git("rev-parse", "HEAD", cwd=checkout) == git("rev-parse", "upstream/main", cwd=checkout)
    assert git("rev-parse", "origin/main", cwd=checkout)
    again = json.loads(isonboard("clone", PAY, "--fork", "--json").out)
    assert "(found)" in again["configured"][0]
    assert again["branch"] == done["branch"]
    assert sum(asked.method == "POST" for asked in forge.asked) == 1


def test_without_a_token_the_clone_is_made_and_the_commands_are_shown(forge, isonboard, monkeypatch):
    monkeypatch.delenv("TEA")
    said = isonboard("clone", PAY, "--fork")
    assert said.code == 1
    checkout = Path(said.out.strip())
    assert (checkout / "README.md").is_file()
    assert "makes forks only for people it knows" in said.err
    for words in ("remote rename origin upstream", "remote set-url --push upstream DISABLED"):
        assert words in said.err
    assert "origin" in git("remote", cwd=checkout)


def test_where_forking_is_disabled_it_is_one_sentence(forge, isonboard):
    forge.forking = False
    said = isonboard("clone", PAY, "--fork")
    assert said.code == 1
    assert "forking is disabled on this instance" in said.err


def test_a_project_that_one_may_push_to_gets_no_offer(forge, isonboard):
    forge.repositories[0]["permissions"]["push"] = True
    assert json.loads(isonboard("clone", PAY, "--json").out)["offer"] == ""


# extras


def test_extras_are_asked_about_in_the_plan(isonboard, tmp_path):
    path = repository(
        tmp_path / "work",
        {
            **SCRIPTED,
            ".env.sample": "A=1\n",
            ".gitattributes": "*.bin filter=lfs\n",
            "compose.yaml": "services:\n  db:\n    image: postgres:16\n  app:\n    build: .\n    image: own\n",
            ".devcontainer/devcontainer.json": '{"image": "debian", /* yes */ "initializeCommand": "echo hi",}',
        },
    )
    git("update-index", "--add", "--cacheinfo", f"160000,{'a' * 40},lib", cwd=path)
    (path / ".gitmodules").write_text('[submodule "lib"]\n\tpath = lib\n\turl = https://elsewhere.test/a/b\n')
    git("add", ".gitmodules", cwd=path)
    git("commit", "-qm", "module", cwd=path)
    found = {extra["kind"]: extra for extra in made_plan(isonboard, path)["extras"]}
    assert set(found) == {"submodules", "lfs", "services", "env", "container"}
    assert all(extra["asked"] is True for extra in found.values())
    assert "another host (elsewhere.test)" in found["submodules"]["text"]
    assert "command" not in found["submodules"]
    assert found["services"]["command"].endswith("compose.yaml up -d db")
    assert "postgres:16" in found["services"]["text"]
    assert "own" not in found["services"]["text"].replace("own)", "")
    assert "initially" not in found["container"]["text"]
    assert "echo hi" in found["container"]["text"]
    assert found["env"]["command"].startswith("cp -n")
    assert not (path / ".env").exists()


def test_submodules_are_fetched_on_request_and_the_plan_follows(isonboard, tmp_path):
    library = repository(tmp_path / "forge" / "library", {"README.md": "# Library\n"})
    commit = git("rev-parse", "HEAD", cwd=library).strip()
    project = repository(tmp_path / "forge" / "project", SCRIPTED)
    git("update-index", "--add", "--cacheinfo", f"160000,{commit},lib", cwd=project)
    (project / ".gitmodules").write_text('[submodule "lib"]\n\tpath = lib\n\turl = ../library\n')
    git("add", ".gitmodules", cwd=project)
    git("commit", "-qm", "module", cwd=project)
    path = tmp_path / "work"
    git("clone", "-q", project.as_uri(), str(path), cwd=tmp_path)
    assert "--submodules" in made_plan(isonboard, path)["extras"][0]["command"]
    said = isonboard("setup", str(path), "--submodules", "--progress", "json")
    last = json.loads(said.out.splitlines()[-1])
    assert (last["type"], last["data"]["submodules"]) == ("result", ["lib"])
    assert (path / "lib" / "README.md").is_file()
    assert not (path / "done.txt").exists()
    assert made_plan(isonboard, path)["extras"] == []


# resuming


def test_a_failed_run_says_how_to_go_on_and_goes_on_there(isonboard, tmp_path):
    path = repository(tmp_path / "work", SCRIPTED)
    plan = made_plan(isonboard, path)
    broken = len(plan["steps"])
    (path / ".git" / "info" / "exclude").write_text("broken\ndone.txt\n")
    (path / "broken").touch()
    said = isonboard("setup", str(path), "--trust", plan["id"], "--json")
    assert said.code == 1
    resume = json.loads(said.out)["resume"]
    assert resume["command"] == f"isonboard setup {path} --resume"
    assert 1 <= resume["step"] <= broken
    assert made_plan(isonboard, path)["resume_step"] == resume["step"]
    (path / "broken").unlink()
    again = json.loads(isonboard("setup", str(path), "--resume", "--trust", plan["id"], "--json").out)
    assert again["outcome"] in ("ready", "partly ready")
    assert again["resume"] is None
    assert (path / "done.txt").is_file()
    nothing = isonboard("setup", str(path), "--resume")
    assert nothing.code == 2
    assert "nothing to resume" in nothing.err


def test_the_other_way_of_a_plan_is_chosen_on_the_command_line_and_run(isonboard, tmp_path):
    both = {
        "package.json": '{"dependencies": {"y": "1"}}',
        "script/setup": "#!/bin/sh\ntrue db:reset\necho own > own.txt\n",
    }
    path = repository(tmp_path / "work", both)
    plan = made_plan(isonboard, path)
    [question] = plan["questions"]
    assert (question["key"], question["names"]) == ("setup", ["install", "own"])
    assert "--choose setup=own" in isonboard("plan", str(path)).out
    assert isonboard("plan", str(path), "--choose", "setup=make").code == 2
    chosen = made_plan(isonboard, path, "--choose", "setup=own")
    assert (chosen["choices"], chosen["id"] != plan["id"]) == ({"setup": "own"}, True)
    assert isonboard("setup", str(path), "--trust", plan["id"]).code == 4
    assert not (path / "own.txt").exists()
    isonboard("setup", str(path), "--trust", chosen["id"])
    assert (path / "own.txt").is_file()
    (path / "own.txt").unlink()
    assert made_plan(isonboard, path, "--choose", "setup=")["id"] == plan["id"]


def test_another_plan_is_not_resumed(isonboard, tmp_path):
    path = repository(tmp_path / "work", {**SCRIPTED, "scripts/setup": "#!/bin/sh\nexit 3\n"})
    plan = made_plan(isonboard, path)
    assert isonboard("setup", str(path), "--trust", plan["id"]).code == 1
    (path / "README.md").write_text("# Scripted\n\n## Setup\n\n```sh\n./scripts/other\n```\n")
    (path / "scripts" / "other").write_text("#!/bin/sh\n")
    (path / "scripts" / "setup").unlink()
    assert made_plan(isonboard, path)["id"] != plan["id"]
    assert isonboard("setup", str(path), "--resume").code == 2


# shell, container, Windows


def test_a_shell_instead_prints_the_commands_and_runs_none(isonboard, tmp_path, monkeypatch):
    path = repository(tmp_path / "work", SCRIPTED)
    asked = isonboard("setup", str(path), "--shell")
    assert asked.code == 2
    assert "needs a terminal" in asked.err
    started: list[object] = []
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("SHELL", "/bin/sh")

    def start(words: list[str], *, cwd: Path, check: bool) -> SimpleNamespace:
        started.append((words, cwd, check))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr("isonboard.cli.verbs.setup.subprocess", SimpleNamespace(run=start))
    said = isonboard("setup", str(path), "--shell")
    assert said.code == 0
    assert "scripts/setup" in said.out
    assert started == [(["/bin/sh"], path, False)]
    assert not (path / "done.txt").exists()


FAKE_CONTAINER = """#!/bin/sh
echo "$@" >> {told}
verb=$1
shift 5
test "$verb" = up || exec "$@"
"""


@pytest.fixture
def containers(tmp_path, monkeypatch):
    """A stand-in for the two programs that a dev container needs; what they were asked."""
    told = tmp_path / "told"
    program(tmp_path / "bin", "devcontainer", FAKE_CONTAINER.format(told=told))
    program(tmp_path / "bin", "docker", "#!/bin/sh\n")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return told


def test_the_plan_runs_in_the_dev_container(isonboard, tmp_path, containers):
    path = repository(tmp_path / "work", {**SCRIPTED, ".devcontainer.json": '{"image": "debian"}'})
    plan = made_plan(isonboard, path, "--container")
    assert plan["steps"][0]["argv"][:2] == ["devcontainer", "up"]
    assert plan["id"] != made_plan(isonboard, path)["id"]
    assert isonboard("setup", str(path), "--container").code == 4
    assert not containers.exists()
    said = isonboard("setup", str(path), "--container", "--trust", plan["id"], "--json")
    assert json.loads(said.out)["steps"][0]["exit_code"] == 0
    assert "up --workspace-folder . --config .devcontainer.json" in containers.read_text()
    assert (path / "done.txt").is_file()


def test_a_command_on_this_machine_needs_an_agreement_of_its_own(isonboard, tmp_path, containers):
    path = repository(
        tmp_path / "work",
        {**SCRIPTED, ".devcontainer.json": '{"image": "debian", "initializeCommand": ["touch", "fi red"]}'},
    )
    plan = made_plan(isonboard, path, "--container")
    assert plan["container"]["host_command"] == "touch 'fi red'"
    words = ("setup", str(path), "--container", "--trust", plan["id"])
    said = isonboard(*words)
    assert said.code == 4
    assert "would first run on this machine: touch 'fi red'" in said.err
    assert isonboard(*words, "--host-command", "touch it").code == 4
    assert not containers.exists()
    isonboard(*words, "--host-command", "touch 'fi red'")
    assert containers.exists()


class Typed(io.StringIO):
    """A terminal at which somebody has typed ahead."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answers", "runs"), [("y\ny\n", True), ("y\nn\n", False), ("n\ny\n", False), ("", False)]
)
def test_the_command_on_this_machine_is_a_question_of_its_own(
    isonboard, tmp_path, containers, monkeypatch, answers, runs
):
    path = repository(
        tmp_path / "work",
        {**SCRIPTED, ".devcontainer.json": '{"image": "debian", "initializeCommand": "echo hi"}'},
    )
    monkeypatch.setattr("sys.stdin", Typed(answers))
    said = isonboard("setup", str(path), "--container")
    assert "before the container: echo hi" in said.out
    assert containers.exists() is runs
    assert (said.code == 4) is not runs


@pytest.mark.parametrize(
    "stated", ['{"initializeCommand": "a\\nb"}', '{"initializeCommand": {"x": 7}}', '{"initializeCommand": "x" "y"}',
               '{"initializeCommand": "a\\u202eb"}', '{"initializeCommand": "%s"}' % ("x" * 3_000)]
)  # fmt: skip
def test_a_command_that_cannot_be_shown_is_never_run(isonboard, tmp_path, containers, stated):
    path = repository(tmp_path / "work", {**SCRIPTED, ".devcontainer.json": stated})
    said = isonboard("setup", str(path), "--container")
    assert said.code == 1
    assert "cannot be shown" in said.err
    assert not containers.exists()


def test_without_the_program_one_sentence_says_how_to_get_it(isonboard, tmp_path, monkeypatch):
    path = repository(tmp_path / "work", {**SCRIPTED, ".devcontainer.json": "{}"})
    monkeypatch.setattr("isonboard.assistant.container.shutil", SimpleNamespace(which=lambda *_, **__: None))
    said = isonboard("setup", str(path), "--container")
    assert said.code == 1
    assert "npm install -g @devcontainers/cli" in said.err
    nowhere = isonboard("setup", str(repository(tmp_path / "other", SCRIPTED)), "--container")
    assert "describes no dev container" in nowhere.err


def test_native_windows_is_refused_in_one_sentence(isonboard, tmp_path, monkeypatch):
    path = repository(tmp_path / "work", SCRIPTED)
    monkeypatch.setattr("isonboard.cli.verbs.setup.sys", SimpleNamespace(platform="win32"))
    said = isonboard("setup", str(path))
    assert said.code == 1
    assert "native Windows" in said.err
    assert len(said.err.strip().splitlines()) == 1


# the sample organisation, whole

QUICK = ("tide-tables", "plain-words", "red-herring", "handbook")
SLOW = (
    *("signage", "changelog-bot", "starter-service", "berth-planner", "gate-control", "weather-board"),
    *("ship-it", "can-gateway", "engine-telemetry", "secret-scan"),
)


@pytest.mark.parametrize("name", [*QUICK, *(pytest.param(name, marks=pytest.mark.long) for name in SLOW)])
def test_a_sample_project_goes_from_clone_to_report(isonboard, name):
    checkout = isonboard("--sample", "clone", name).out.strip()
    plan = made_plan(isonboard, checkout, "--sample")
    if plan["missing"]:
        pytest.skip(f"{plan['missing'][0]['tool']} is not installed here")
    said = isonboard("--sample", "setup", checkout, "--trust", plan["id"], "--json")
    report = json.loads(said.out)
    assert (said.code, report["outcome"]) == (0, "ready"), report
    assert report["verified"] is bool(plan["steps"])
    assert report["resume"] is None
    assert json.loads(isonboard("--sample", "journey", "--json").out.splitlines()[0])


@pytest.mark.long
def test_every_other_sample_project_is_ready_to_edit_or_says_why(isonboard):
    rows = isonboard("--sample", "search", "--limit", "100", "--json").objects
    for row in rows:
        name = row["id"].rpartition("/")[2]
        if name in (*QUICK, *SLOW):
            continue
        cloned = isonboard("--sample", "clone", row["id"])
        assert cloned.code == 0, (name, cloned.err)
        plan = made_plan(isonboard, cloned.out.strip(), "--sample")
        said = isonboard("--sample", "setup", cloned.out.strip(), "--trust", plan["id"], "--json")
        report = json.loads(said.out)
        assert report["outcome"] in ("ready", "partly ready"), (name, report)
        assert report["sentence"]
