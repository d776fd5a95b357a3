"""None of the canaries fires, whatever is done through `git.py`; and each of them would, with plain git."""

import contextlib
import os
import sys
from pathlib import Path

import pytest

from isonboard import git
from isonboard.errors import IsonboardError

sys.path.insert(0, str(Path(__file__).parent / "counterparties"))
import canaries
from canaries import CANARIES, Canary, Trap

LOOKING = (
    ("status", "--porcelain", "-z", "--untracked-files=all"),
    ("status",),
    ("log", "-p", "-3"),
    ("log", "--format=%H %G? %s", "-3"),
    ("diff",),
    ("diff", "HEAD~1"),
    ("show",),
    ("show", "HEAD:file.txt"),
    ("show", "HEAD~1:file.txt"),
    ("ls-tree", "-r", "-z", "HEAD"),
    ("ls-files", "-s"),
    ("rev-parse", "HEAD"),
    ("rev-parse", "--show-toplevel"),
    ("for-each-ref",),
    ("cat-file", "-p", "HEAD"),
    ("config", "--get", "remote.origin.url"),
    ("remote", "-v"),
    ("grep", "-n", "two"),
    ("blame", "file.txt"),
)
ACTING = (
    ("branch", "contrib/one"),
    ("switch", "-c", "contrib/two"),
    ("switch", "-f", "main"),
    ("checkout", "-f", "HEAD~1"),
    ("config", "user.name", "Ada"),
    ("add", "file.txt"),
    ("commit", "-m", "x", "--allow-empty"),
    ("remote", "add", "other", "https://example.test/a/b"),
    ("remote", "set-url", "other", "https://example.test/a/c"),
    ("config", "--rename-section", "remote.origin", "remote.upstream"),
    ("update-ref", "refs/remotes/upstream/main", "HEAD"),
    ("symbolic-ref", "refs/remotes/upstream/HEAD", "refs/remotes/upstream/main"),
    ("update-ref", "-d", "refs/remotes/origin/main"),
)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in list(os.environ):
        if name.startswith(("GIT_", "XDG_")):
            monkeypatch.delenv(name)


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return canaries.trap_in(tmp_path)


def ids(canary: Canary) -> str:
    return canary.name


@pytest.mark.parametrize("canary", [c for c in CANARIES if c.control], ids=ids)
def test_the_canary_is_live_with_plain_git(trap: Trap, canary: Canary) -> None:
    canary.plant(trap)
    trap.fired.unlink(missing_ok=True)
    assert canary.control is not None
    said = canaries.plain(*canary.control, cwd=trap.checkout / canary.place, terminal=canary.terminal)
    assert trap.has_fired(), said


@pytest.mark.parametrize("canary", CANARIES, ids=ids)
def test_looking_fires_nothing(trap: Trap, canary: Canary) -> None:
    canary.plant(trap)
    trap.fired.unlink(missing_ok=True)
    for args in LOOKING:
        git.run(args, cwd=trap.checkout / canary.place, check=False)
        assert not trap.has_fired(), args
        git.run([f"--git-dir={trap.checkout / '.git'}", *args], check=False)
        assert not trap.has_fired(), args


@pytest.mark.parametrize("canary", CANARIES, ids=ids)
def test_acting_fires_nothing(trap: Trap, canary: Canary) -> None:
    canary.plant(trap)
    trap.fired.unlink(missing_ok=True)
    identity = [("user.name", "Ada"), ("user.email", "ada@example.test")]
    for args in ACTING:
        git.run(args, cwd=trap.checkout, check=False, config=identity)
        assert not trap.has_fired(), args


@pytest.mark.parametrize("canary", CANARIES, ids=ids)
async def test_cloning_and_fetching_fire_nothing(trap: Trap, canary: Canary, tmp_path: Path) -> None:
    canary.plant(trap)
    trap.fired.unlink(missing_ok=True)
    protocols = ("file", "https", "ssh")
    with contextlib.suppress(IsonboardError):
        await git.stream(
            ["clone", "--progress", "--", f"file://{trap.checkout}", str(tmp_path / "copy")],
            on_line=lambda _line: None,
            protocols=protocols,
            cwd=trap.checkout,
        )
    assert not trap.has_fired()
    with contextlib.suppress(IsonboardError):
        await git.stream(
            ["fetch", "--progress", "origin"],
            cwd=trap.checkout,
            on_line=lambda _line: None,
            protocols=protocols,
        )
    assert not trap.has_fired()


@pytest.mark.parametrize("key", ["credential.helper", "core.askPass"])
async def test_a_repository_names_no_credential_helper(trap: Trap, key: str) -> None:
    with canaries.locked_server() as port:
        trap.setting("remote.origin.url", f"http://127.0.0.1:{port}/x.git")
        trap.setting(key, f"!{trap.fire}" if key == "credential.helper" else str(trap.fire))
        canaries.plain("fetch", cwd=trap.checkout)
        assert trap.has_fired()
        trap.fired.unlink()
        with pytest.raises(IsonboardError):
            await git.stream(
                ["fetch", "origin"], cwd=trap.checkout, on_line=lambda _line: None, protocols=("http",)
            )
        assert git.run(
            ["credential", "fill"], cwd=trap.checkout, check=False, data=b"protocol=https\nhost=a.test\n\n"
        ).returncode
    assert not trap.has_fired()


async def test_the_users_template_hooks_and_filters_do_not_run_in_a_clone(trap: Trap, tmp_path: Path) -> None:
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    hook = template / "post-checkout"
    hook.write_text(f"#!/bin/sh\nexec {trap.fire} template </dev/null\n", encoding="utf-8")
    hook.chmod(0o755)
    (tmp_path / "home" / ".gitconfig").write_text(
        f'[init]\n\ttemplateDir = {template.parent}\n[filter "evil"]\n\tsmudge = {trap.fire}\n\trequired\n'
        f'[filter "a=b"]\n\tprocess = {trap.fire}\n\trequired = true\n',
        encoding="utf-8",
    )
    (trap.checkout / ".gitattributes").write_text("*.txt filter=evil\nREADME filter=a=b\n", encoding="utf-8")
    (trap.checkout / "README").write_text("x\n", encoding="utf-8")
    await git.stream(["fetch", "origin"], cwd=trap.checkout, on_line=lambda _line: None, protocols=("file",))
    git.run(["add", "."], cwd=trap.checkout)
    git.run(
        ["commit", "-m", "x"],
        cwd=trap.checkout,
        config=[("user.name", "A"), ("user.email", "a@example.test")],
    )
    assert not trap.has_fired()
    canaries.plain("clone", "-q", str(trap.checkout), str(tmp_path / "control"), cwd=tmp_path)
    assert trap.has_fired()
    trap.fired.unlink()
    await git.stream(
        ["clone", "--", f"file://{trap.checkout}", str(tmp_path / "copy")],
        on_line=lambda _line: None,
        protocols=("file",),
    )
    assert not trap.has_fired()
    assert (tmp_path / "copy" / "file.txt").read_text(encoding="utf-8") == "two\n"


@pytest.mark.parametrize(
    "name",
    [
        "GIT_EXTERNAL_DIFF",
        "GIT_PAGER",
        "PAGER",
        "GIT_EDITOR",
        "EDITOR",
        "GIT_ASKPASS",
        "SSH_ASKPASS",
        "GIT_PROXY_COMMAND",
        "GIT_SSH",
        "GIT_SEQUENCE_EDITOR",
    ],
)
async def test_programs_named_by_the_environment_are_not_started(
    trap: Trap, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(trap.fire))
    (trap.checkout / "file.txt").write_text("TWO\n", encoding="utf-8")
    for args in (*LOOKING, *ACTING):
        git.run(args, cwd=trap.checkout, check=False)
    with contextlib.suppress(IsonboardError):
        await git.stream(["fetch", "origin"], cwd=trap.checkout, on_line=lambda _line: None)
    assert not trap.has_fired()


def test_settings_and_places_in_the_environment_do_not_get_through(
    trap: Trap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = canaries.repository(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(trap.fire))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='{trap.fire}'")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    for name in ("GIT_DIR", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_INDEX_FILE", "GIT_EXEC_PATH"):
        monkeypatch.setenv(name, str(other / ".git"))
    assert git.output(["rev-parse", "--show-toplevel"], cwd=trap.checkout) == str(trap.checkout)
    assert "second" in git.output(["log", "-1", "--format=%s"], cwd=trap.checkout)
    git.run(["status"], cwd=trap.checkout)
    assert not trap.has_fired()
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("entry", [".", "", "bin", "./bin"])
def test_a_program_of_the_repository_is_not_found_by_a_relative_path_entry(
    trap: Trap, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    for folder in (trap.checkout, trap.checkout / "bin"):
        folder.mkdir(exist_ok=True)
        for name in ("git", "git-status", "sh", "ssh", "cat", "false", "less"):
            program = folder / name
            program.write_text(trap.fire.read_text(encoding="utf-8"), encoding="utf-8")
            program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{entry}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(trap.checkout)
    for args in LOOKING:
        git.run(args, cwd=trap.checkout, check=False)
    assert not trap.has_fired()


def test_a_work_tree_named_by_the_repository_is_not_touched(trap: Trap, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file.txt").write_text("mine\n", encoding="utf-8")
    trap.setting("core.worktree", str(victim))
    assert git.output(["rev-parse", "--show-toplevel"], cwd=trap.checkout) == str(trap.checkout)
    git.run(["checkout", "-f", "HEAD~1"], cwd=trap.checkout)
    assert (victim / "file.txt").read_text(encoding="utf-8") == "mine\n"
    assert (trap.checkout / "file.txt").read_text(encoding="utf-8") == "one\n"
