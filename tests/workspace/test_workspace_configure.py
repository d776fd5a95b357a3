"""Branch, identity, fork and settings file: made ready without losing or following anything."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import git_http
from canaries import plain, repository, trap_in
from git_http import GitServer

from isonboard.address import branch_name
from isonboard.errors import GitError, IsonboardError, RefusedError
from isonboard.model.guidance import Guidance
from isonboard.model.issue import Issue
from isonboard.workspace.clone import clone
from isonboard.workspace.configure import (
    branch_for,
    create_branch,
    create_env,
    set_commit_template,
    set_fork,
    set_identity,
)


def issue(number: str = "17", title: str = "Fix the über-slow start!") -> Issue:
    return Issue(project_id="h/a/b", number=number, title=title)


@pytest.mark.parametrize(
    ("number", "title", "rule", "prefix", "name"),
    [
        ("17", "Fix the über-slow start!", None, "contrib/", "contrib/17-fix-the-uber-slow-start"),
        ("17", "Fix it", "feature/", "contrib/", "feature/17-fix-it"),
        ("17", "Fix it", "feat-", "contrib/", "feat-17-fix-it"),
        ("17", "Fix it", "--upload-pack=x", "contrib/", "contrib/17-fix-it"),
        ("17", "Fix it", "a..b", "contrib", "contrib/17-fix-it"),
        ("PAY-17", "x", None, "", "PAY-17-x"),
        ("17", "修复", None, "contrib/", "contrib/17"),
        ("../../x", "$(touch x)", None, "contrib/", "contrib/x-touch-x"),
    ],
)
def test_the_branch_is_named_by_the_projects_rule(
    number: str, title: str, rule: str | None, prefix: str, name: str
) -> None:
    assert branch_for(issue(number, title), Guidance(branch_prefix=rule), prefix) == name


def test_without_an_issue_the_branch_has_a_name_too() -> None:
    assert branch_for(None) == "contrib/first-change"
    assert branch_for(None, title="Docs typo") == "contrib/docs-typo"
    with pytest.raises(RefusedError):
        branch_for(None, None, "-x")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200), st.one_of(st.none(), st.text(max_size=30)))
def test_whatever_the_tracker_says_the_branch_is_one(number: str, title: str, rule: str | None) -> None:
    name = branch_for(issue(number, title), Guidance(branch_prefix=rule))
    assert branch_name(name) == name


@pytest.fixture
async def checkout(server: GitServer, tmp_path: Path) -> Path:
    done = await clone(
        server.url("acme/hello.git"), tmp_path / "x", report=lambda _event: None, protocols=("http",)
    )
    return done.path


async def test_a_branch_starts_at_the_projects_main_branch(checkout: Path) -> None:
    plain("switch", "-q", "-c", "old", "HEAD", cwd=checkout)
    plain("commit", "-q", "--allow-empty", "-m", "mine", cwd=checkout)
    done = create_branch(checkout, "contrib/17-x")
    assert (done.created, done.base) == (True, "origin/main")
    assert plain("log", "-1", "--format=%s", cwd=checkout).strip() == "version 2"
    assert plain("config", "branch.contrib/17-x.remote", cwd=checkout) == ""


async def test_an_existing_branch_is_switched_to_and_never_reset(checkout: Path) -> None:
    create_branch(checkout, "contrib/17-x")
    plain("commit", "-q", "--allow-empty", "-m", "mine", cwd=checkout)
    head = plain("rev-parse", "HEAD", cwd=checkout)
    assert create_branch(checkout, "contrib/17-x").created is False
    plain("switch", "-q", "main", cwd=checkout)
    assert create_branch(checkout, "contrib/17-x").created is False
    assert plain("rev-parse", "HEAD", cwd=checkout) == head


async def test_a_branch_that_the_fork_has_is_followed(checkout: Path, server: GitServer) -> None:
    plain("branch", "contrib/9-y", "main", cwd=server.root / "acme" / "hello.git")
    await clone(server.url("acme/hello.git"), checkout, report=lambda _event: None, protocols=("http",))
    done = create_branch(checkout, "contrib/9-y")
    assert (done.created, done.base) == (False, "origin/contrib/9-y")


async def test_changes_come_along_and_are_never_lost(checkout: Path) -> None:
    (checkout / "README.md").write_text("my work\n", encoding="utf-8")
    create_branch(checkout, "contrib/17-x")
    assert (checkout / "README.md").read_text(encoding="utf-8") == "my work\n"
    plain("commit", "-qam", "mine", cwd=checkout)
    (checkout / "README.md").write_text("more\n", encoding="utf-8")
    with pytest.raises(GitError) as raised:
        create_branch(checkout, "contrib/18-y")
    assert "stash" in raised.value.hint
    assert (checkout / "README.md").read_text(encoding="utf-8") == "more\n"
    assert plain("branch", "--show-current", cwd=checkout).strip() == "contrib/17-x"


async def test_a_new_branch_works_after_an_update_without_the_network(
    checkout: Path, server: GitServer
) -> None:
    work = server.root / "acme" / "hello.git.work"
    (work / "README.md").write_text("# Hello again\n", encoding="utf-8")
    plain("commit", "-qam", "third", cwd=work)
    plain("push", "-q", str(server.root / "acme" / "hello.git"), "main", cwd=work)
    await clone(server.url("acme/hello.git"), checkout, report=lambda _event: None, protocols=("http",))
    server.root.rename(server.root.with_name("gone"))
    create_branch(checkout, "contrib/17-x")
    assert (checkout / "README.md").read_text(encoding="utf-8") == "# Hello again\n"


@pytest.mark.parametrize("name", ["-b", "a b", "a..b", "x.lock", ".x", "a//b", "x~1", "", "@", "a\nb"])
async def test_what_is_no_branch_name_is_refused(checkout: Path, name: str) -> None:
    with pytest.raises(RefusedError):
        create_branch(checkout, name)


async def test_a_branch_in_the_way_of_another_is_explained(checkout: Path) -> None:
    create_branch(checkout, "contrib")
    with pytest.raises(GitError) as raised:
        create_branch(checkout, "contrib/17-x")
    assert "in the way" in raised.value.hint


def test_configuring_a_hostile_checkout_fires_nothing(tmp_path: Path, own_home: Path) -> None:
    trap = trap_in(tmp_path)
    hooks = trap.checkout / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\nexec {trap.fire}\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    trap.setting("core.fsmonitor", str(trap.fire))
    trap.fired.unlink(missing_ok=True)
    create_branch(trap.checkout, "contrib/17-x")
    set_identity(trap.checkout, "Ada", "ada@example.test")
    trap.setting("remote.origin.url", "https://h.test/acme/hello")
    trap.fired.unlink(missing_ok=True)
    set_fork(trap.checkout, "https://h.test/ada/hello", "https://h.test/acme/hello")
    create_env(trap.checkout)
    assert not trap.has_fired()


async def test_an_identity_is_set_only_where_none_applies(checkout: Path, own_home: Path) -> None:
    assert set_identity(checkout, "Ada", "ada@work.test")
    assert plain("config", "--local", "user.email", cwd=checkout).strip() == "ada@work.test"
    assert plain("config", "--local", "push.default", cwd=checkout).strip() == "current"
    assert not set_identity(checkout, "Eve", "eve@work.test")
    assert plain("config", "--local", "user.name", cwd=checkout).strip() == "Ada"


async def test_the_users_own_identity_and_push_rule_stay(checkout: Path, own_home: Path) -> None:
    (own_home / ".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@b.test\n[push]\n\tdefault = simple\n", encoding="utf-8"
    )
    assert not set_identity(checkout, "Ada", "ada@work.test")
    assert plain("config", "--local", "--get-regexp", "user|push", cwd=checkout) == ""


@pytest.mark.parametrize("name", ["Ada <x@y>", "A\nB", "", "\x1b[2J"])
async def test_what_is_no_name_is_not_set(checkout: Path, name: str) -> None:
    with pytest.raises(RefusedError):
        set_identity(checkout, name, None)


async def test_a_fork_becomes_origin_and_the_project_cannot_be_pushed_to(
    checkout: Path, server: GitServer
) -> None:
    upstream, fork = server.url("acme/hello.git"), server.url("ada/hello.git")
    for _ in range(2):
        set_fork(checkout, fork, upstream)
        remotes = plain("remote", "-v", cwd=checkout).split()
        assert remotes == ["origin", fork, "(fetch)", "origin", fork, "(push)",
                           "upstream", upstream, *(["(fetch)"] if len(remotes) == 12 else ["(fetch)", "[blob:none]"]),
                           "upstream", "DISABLED", "(push)"]  # fmt: skip
    assert plain("config", "remote.pushDefault", cwd=checkout).strip() == "origin"
    assert plain("rev-parse", "upstream/main", cwd=checkout).strip()
    assert create_branch(checkout, "contrib/17-x").base == "upstream/main"
    done = await clone(upstream, checkout, report=lambda _event: None, protocols=("http",))
    assert not done.fresh
    assert "updated" in done.note


async def test_remotes_of_another_meaning_are_left_alone(checkout: Path, server: GitServer) -> None:
    upstream, fork = server.url("acme/hello.git"), server.url("ada/hello.git")
    with pytest.raises(RefusedError):
        set_fork(checkout, upstream, upstream)
    with pytest.raises(RefusedError):
        set_fork(checkout, "ext::sh -c x", upstream)
    plain("remote", "add", "upstream", "https://h.test/other/thing", cwd=checkout)
    with pytest.raises(RefusedError):
        set_fork(checkout, fork, upstream)
    plain("remote", "set-url", "upstream", upstream, cwd=checkout)
    plain("remote", "set-url", "origin", "https://h.test/other/thing", cwd=checkout)
    with pytest.raises(RefusedError):
        set_fork(checkout, fork, upstream)
    assert plain("remote", "get-url", "origin", cwd=checkout).strip() == "https://h.test/other/thing"


def test_env_is_made_once_and_private(tmp_path: Path, own_home: Path) -> None:
    checkout = repository(tmp_path / "x")
    assert create_env(checkout) is None
    (checkout / ".env.example").write_text("KEY=value\n", encoding="utf-8")
    assert create_env(checkout) == ".env.example"
    assert (checkout / ".env").read_text(encoding="utf-8") == "KEY=value\n"
    assert (checkout / ".env").stat().st_mode & 0o777 == 0o600
    (checkout / ".env").write_text("KEY=mine\n", encoding="utf-8")
    assert create_env(checkout) is None
    assert (checkout / ".env").read_text(encoding="utf-8") == "KEY=mine\n"


def test_env_follows_no_link_and_leaves_a_tracked_one(tmp_path: Path, own_home: Path) -> None:
    checkout = repository(tmp_path / "x")
    secret, victim = tmp_path / "secret", tmp_path / "victim"
    secret.write_text("secret", encoding="utf-8")
    (checkout / ".env.example").symlink_to(secret)
    assert create_env(checkout) is None
    (checkout / ".env.example").unlink()
    os.mkfifo(checkout / ".env.sample")
    assert create_env(checkout) is None
    (checkout / ".env.example").write_text("KEY=value\n", encoding="utf-8")
    (checkout / ".env").symlink_to(victim)
    assert create_env(checkout) is None
    assert not victim.exists()
    (checkout / ".env").unlink()
    (checkout / ".env").write_text("tracked\n", encoding="utf-8")
    plain("add", ".env", cwd=checkout)
    (checkout / ".env").unlink()
    assert create_env(checkout) is None
    assert not (checkout / ".env").exists()


def test_a_tracked_commit_template_is_used(tmp_path: Path, own_home: Path) -> None:
    checkout = repository(tmp_path / "x")
    (checkout / ".gitmessage").write_text("Why:\n", encoding="utf-8")
    assert set_commit_template(checkout) is None
    plain("add", ".", cwd=checkout)
    assert set_commit_template(checkout) == ".gitmessage"
    assert plain("config", "--local", "commit.template", cwd=checkout).strip() == ".gitmessage"
    assert set_commit_template(checkout) is None


def test_outside_of_a_checkout_nothing_is_configured(tmp_path: Path, own_home: Path) -> None:
    with pytest.raises(IsonboardError):
        create_branch(tmp_path, "contrib/17-x")
    assert git_http.USER
