"""A clone ends as a whole checkout or as nothing, says how far it is, and never goes where it should not."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
import canaries
import git_http
from git_http import GitServer

from isonboard import git
from isonboard.errors import (
    GitError,
    InterruptedByUserError,
    NotFoundError,
    RefusedError,
    StorageError,
    UsageError,
)
from isonboard.git import fence
from isonboard.model.progress import LogLine, Notice, Progress
from isonboard.model.project import Project, SourceConfig
from isonboard.workspace import journal, transfer
from isonboard.workspace.checkout import state_of
from isonboard.workspace.clone import address_of, checkout_path, clone, protocols_for

HTTP = ("http",)


def left_in(folder: Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.exists() else []


@pytest.mark.parametrize("mode", ["blobless", "full", "shallow"])
async def test_a_clone_is_whole_and_says_what_it_is(
    server: GitServer, tmp_path: Path, events: list[object], mode: str
) -> None:
    destination = tmp_path / "work" / "127.0.0.1" / "acme" / "hello"
    done = await clone(
        server.url("acme/hello.git"),
        destination,
        mode=mode,
        report=events.append,
        protocols=HTTP,
        workspace=tmp_path / "work",
    )
    assert (done.path, done.branch, done.mode, done.fresh, done.note) == (destination, "main", mode, True, "")
    assert canaries.plain("status", "--porcelain", cwd=destination) == ""
    assert canaries.plain("rev-parse", "HEAD", cwd=destination).strip() == done.commit
    assert canaries.plain("fsck", cwd=destination) == ""
    assert (
        canaries.plain("rev-parse", "--abbrev-ref", "main@{upstream}", cwd=destination).strip()
        == "origin/main"
    )
    assert left_in(destination.parent) == ["hello"]
    stages = {event.stage for event in events if isinstance(event, Progress)}
    assert {"connecting", "receiving objects"} <= stages
    count = canaries.plain("rev-list", "--count", "HEAD", cwd=destination).strip()
    assert count == ("1" if mode == "shallow" else "2")


async def test_a_blobless_clone_leaves_old_contents_on_the_server(server: GitServer, tmp_path: Path) -> None:
    done = await clone(
        server.url("acme/hello.git"), tmp_path / "x", report=lambda _event: None, protocols=HTTP
    )
    missing = canaries.plain("rev-list", "--objects", "--all", "--missing=print", cwd=done.path)
    assert missing.count("?") == 3
    assert sum("git-upload-pack" in request and "POST" in request for request in server.requests) <= 4


async def test_nothing_of_ours_stays_in_the_configuration(server: GitServer, tmp_path: Path) -> None:
    done = await clone(
        server.url("acme/hello.git"), tmp_path / "x", report=lambda _event: None, protocols=HTTP
    )
    settings = canaries.plain("config", "--local", "--list", cwd=done.path)
    for word in ("hookspath", "fsmonitor", "pager", "credential", "lowspeed", "template"):
        assert word not in settings.casefold()


async def test_progress_counts_objects_and_bytes(
    tmp_path: Path, own_home: Path, events: list[object]
) -> None:
    git_http.bare_repository(tmp_path / "served" / "big.git", blobs=40, kilobytes=64)
    with git_http.git_server(tmp_path / "served") as server:
        await clone(server.url("big.git"), tmp_path / "x", report=events.append, protocols=HTTP)
    progress = [event for event in events if isinstance(event, Progress)]
    received = [event.done for event in progress if event.unit == "bytes"]
    assert max(received) > 2_000_000
    assert any(event.unit == "objects" and event.done == event.total for event in progress)


async def test_a_second_clone_updates_and_leaves_the_work_alone(server: GitServer, tmp_path: Path) -> None:
    url, destination = server.url("acme/hello.git"), tmp_path / "x"
    first = await clone(url, destination, report=lambda _event: None, protocols=HTTP)
    (destination / "README.md").write_text("my work\n", encoding="utf-8")
    canaries.plain("switch", "-q", "-c", "mine", cwd=destination)
    work = server.root / "acme" / "hello.git.work"
    (work / "new").write_text("new\n", encoding="utf-8")
    canaries.plain("add", ".", cwd=work)
    canaries.plain("commit", "-qm", "third", cwd=work)
    canaries.plain("push", "-q", str(server.root / "acme" / "hello.git"), "main", cwd=work)
    second = await clone(url, destination, report=lambda _event: None, protocols=HTTP)
    assert (second.fresh, second.branch, second.commit) == (False, "mine", first.commit)
    assert "updated" in second.note
    assert (destination / "README.md").read_text(encoding="utf-8") == "my work\n"
    assert canaries.plain("log", "-1", "--format=%s", "origin/main", cwd=destination).strip() == "third"


async def test_another_address_of_the_same_project_is_the_same_clone(
    server: GitServer, tmp_path: Path
) -> None:
    destination = tmp_path / "x"
    await clone(server.url("acme/hello.git"), destination, report=lambda _event: None, protocols=HTTP)
    done = await clone(server.url("Acme/Hello"), destination, report=lambda _event: None, protocols=HTTP)
    assert not done.fresh


async def test_an_update_never_writes_into_the_users_branches(server: GitServer, tmp_path: Path) -> None:
    url, destination = server.url("acme/hello.git"), tmp_path / "x"
    await clone(url, destination, report=lambda _event: None, protocols=HTTP, mode="shallow")
    plain = canaries.plain
    plain("switch", "-q", "-c", "mine", cwd=destination)
    plain("commit", "-q", "--allow-empty", "-m", "mine", cwd=destination)
    plain("config", "remote.origin.fetch", "+refs/heads/main:refs/heads/mine2", cwd=destination)
    plain("branch", "mine2", cwd=destination)
    head = plain("rev-parse", "mine2", cwd=destination)
    done = await clone(url, destination, report=lambda _event: None, protocols=HTTP)
    assert (done.fresh, done.mode) == (False, "shallow")
    assert plain("rev-parse", "mine2", cwd=destination) == head


async def test_a_clone_over_another_protocol_is_updated_by_its_own(
    server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, destination = server.url("acme/hello.git"), tmp_path / "x"
    await clone(url, destination, report=lambda _event: None, protocols=HTTP)
    ssh = f"ssh://git@127.0.0.1:{server.server_port}/acme/hello.git"
    done = await clone(ssh, destination, report=lambda _event: None, protocols=("http", "ssh"))
    assert "has been updated" in done.note
    done = await clone(ssh, destination, report=lambda _event: None, protocols=("ssh",))
    assert "updating it failed" in done.note


async def test_an_update_that_fails_keeps_what_is_there(
    server: GitServer, tmp_path: Path, events: list[object]
) -> None:
    destination = tmp_path / "x"
    await clone(server.url("acme/hello.git"), destination, report=lambda _event: None, protocols=HTTP)
    (server.root / "acme" / "hello.git").rename(server.root / "acme" / "moved.git")
    done = await clone(server.url("acme/hello.git"), destination, report=events.append, protocols=HTTP)
    assert not done.fresh
    assert "updating it failed" in done.note
    assert any(isinstance(event, Notice) and event.hint for event in events)


async def test_another_repository_or_a_full_folder_is_left_alone(server: GitServer, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine", encoding="utf-8")
    other = canaries.repository(tmp_path / "other")
    canaries.plain("remote", "add", "origin", "https://example.test/a/b.git", cwd=other)
    inside = other / "sub"
    for place in (full, other, inside):
        before = left_in(place)
        with pytest.raises(RefusedError):
            await clone(server.url("acme/hello.git"), place, report=lambda _event: None, protocols=HTTP)
        assert left_in(place) == before


async def test_an_empty_folder_may_be_filled(server: GitServer, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    done = await clone(
        server.url("acme/hello.git"), tmp_path / "x", report=lambda _event: None, protocols=HTTP
    )
    assert done.fresh


async def test_no_way_leads_through_a_link_or_out_of_the_workspace(server: GitServer, tmp_path: Path) -> None:
    workspace, outside = tmp_path / "work", tmp_path / "outside"
    workspace.mkdir()
    outside.mkdir()
    (workspace / "linked").symlink_to(outside)
    (workspace / "host").mkdir()
    (workspace / "host" / "dangling").symlink_to(outside / "none")
    (workspace / "host" / "file").write_text("", encoding="utf-8")
    for place in (
        workspace / "linked" / "hello",
        workspace / "linked",
        workspace / "host" / "dangling",
        workspace / "host" / "file",
        workspace / "host" / "file" / "x",
        workspace / ".." / "outside" / "x",
        workspace,
        outside / "x",
    ):
        with pytest.raises(RefusedError):
            await clone(
                server.url("acme/hello.git"),
                place,
                report=lambda _event: None,
                protocols=HTTP,
                workspace=workspace,
            )
    assert left_in(outside) == []


@pytest.mark.parametrize(
    "address",
    [
        "--upload-pack=touch x",
        "-u",
        "ext::sh -c touch% x",
        "ssh://-oProxyCommand=touch/x",
        "https://user:secret@host.test/a/b",
        "https://host.test/a/../../b",
        "https://host.test/a\nb",
        "fd::17/foo",
        "file:///etc",
        "/etc",
        "http://host.test/a/b",
        "git://host.test/a/b",
        "https://host.test/a/.git",
        "https://host.test/a/CON",
    ],
)
async def test_addresses_that_are_more_than_addresses_are_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(RefusedError):
        await clone(address, tmp_path / "x", report=lambda _event: None)
    assert left_in(tmp_path) == []


async def test_only_known_hosts_where_they_are_listed(server: GitServer, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="not a host"):
        await clone(
            server.url("acme/hello.git"),
            tmp_path / "x",
            report=lambda _event: None,
            protocols=HTTP,
            hosts=("github.com",),
        )
    await clone(
        server.url("acme/hello.git"),
        tmp_path / "x",
        report=lambda _event: None,
        protocols=HTTP,
        hosts=("127.0.0.1",),
    )


async def test_an_unknown_mode_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        await clone("https://h.test/a/b", tmp_path / "x", report=lambda _event: None, mode="deep")


async def test_cancelling_leaves_nothing(server: GitServer, tmp_path: Path) -> None:
    server.hang_after = 400
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(InterruptedByUserError):
        await clone(
            server.url("acme/hello.git"),
            tmp_path / "w" / "x",
            report=lambda _event: None,
            protocols=HTTP,
            cancelled=cancelled,
        )
    assert left_in(tmp_path / "w") == []


async def test_cancelling_the_task_leaves_nothing(server: GitServer, tmp_path: Path) -> None:
    server.hang_after = 400
    task = asyncio.create_task(
        clone(server.url("acme/hello.git"), tmp_path / "w" / "x", report=lambda _event: None, protocols=HTTP)
    )
    while not any("POST" in request for request in server.requests):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert left_in(tmp_path / "w") == []


async def test_a_stalled_transfer_ends_with_a_sentence(
    server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = [(key, "1" if key == "http.lowSpeedTime" else value) for key, value in fence._CONFIG]
    monkeypatch.setattr(fence, "_CONFIG", tuple(fast))
    server.hang_after = 400
    with pytest.raises(GitError) as raised:
        await clone(
            server.url("acme/hello.git"), tmp_path / "w" / "x", report=lambda _event: None, protocols=HTTP
        )
    assert "stalled" in raised.value.hint
    assert left_in(tmp_path / "w") == []


async def test_a_git_that_says_nothing_is_ended(server: GitServer, tmp_path: Path) -> None:
    server.hang_after = 400
    with pytest.raises(GitError, match="said nothing"):
        await clone(
            server.url("acme/hello.git"),
            tmp_path / "w" / "x",
            report=lambda _event: None,
            protocols=HTTP,
            quiet=0.5,
        )
    assert left_in(tmp_path / "w") == []


@pytest.mark.parametrize("bytes_sent", [0, 100, 700, 5_000])
@pytest.mark.fault("server dying mid-page", "clone")
async def test_after_a_cut_connection_the_next_try_works(
    server: GitServer, tmp_path: Path, bytes_sent: int
) -> None:
    server.cut_after, server.faults_left = bytes_sent, 1
    url, destination = server.url("acme/hello.git"), tmp_path / "w" / "x"
    with pytest.raises(GitError) as raised:
        await clone(url, destination, report=lambda _event: None, protocols=HTTP)
    assert raised.value.hint
    assert left_in(tmp_path / "w") == []
    assert (await clone(url, destination, report=lambda _event: None, protocols=HTTP)).fresh


async def test_a_large_clone_that_lost_its_contents_goes_on(
    server: GitServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[object]
) -> None:
    monkeypatch.setattr("isonboard.workspace.clone._WORTH_KEEPING", 0)
    url, destination = server.url("acme/hello.git"), tmp_path / "w" / "x"

    def report(event: object) -> None:
        # the first request that comes after everything but the contents of files has arrived is cut
        events.append(event)
        server.cut_after, server.faults_left = 2_000, 1

    with pytest.raises(GitError) as raised:
        await clone(url, destination, report=report, protocols=HTTP)
    if "goes on" not in raised.value.hint:
        pytest.fail(f"cut too early: {raised.value}")
    assert len(left_in(tmp_path / "w")) == 2
    server.cut_after = None
    server.requests.clear()
    done = await clone(url, destination, report=events.append, protocols=HTTP)
    assert done.fresh
    assert any(isinstance(event, Notice) and "going on" in event.text for event in events)
    assert sum("POST" in request for request in server.requests) == 1
    assert left_in(tmp_path / "w") == ["x"]
    assert canaries.plain("status", "--porcelain", cwd=destination) == ""


async def test_a_configured_proxy_is_used(server: GitServer, tmp_path: Path) -> None:
    with pytest.raises(GitError) as raised:
        await clone(
            server.url("acme/hello.git"),
            tmp_path / "x",
            report=lambda _event: None,
            protocols=HTTP,
            proxy="http://127.0.0.1:1",
        )
    assert "Nothing answers" in raised.value.hint
    assert server.requests == []


async def test_a_missing_repository_says_so(server: GitServer, tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not found"):
        await clone(
            server.url("acme/none.git"), tmp_path / "w" / "x", report=lambda _event: None, protocols=HTTP
        )
    assert left_in(tmp_path / "w") == []


async def test_a_login_is_used_and_kept_out_of_everything(
    tmp_path: Path, own_home: Path, events: list[object]
) -> None:
    git_http.bare_repository(tmp_path / "served" / "private" / "secret.git")
    with git_http.git_server(tmp_path / "served") as server:
        url = server.url("private/secret.git")
        with pytest.raises(GitError) as raised:
            await clone(url, tmp_path / "w" / "x", report=events.append, protocols=HTTP)
        assert "login" in raised.value.hint
        wrong = git.Credential(server.origin, "newcomer", "wrong")
        with pytest.raises(GitError) as raised:
            await clone(url, tmp_path / "w" / "x", report=events.append, protocols=HTTP, credential=wrong)
        assert "refused" in raised.value.hint
        login = git.Credential(server.origin, git_http.USER, git_http.PASSWORD)
        done = await clone(url, tmp_path / "w" / "x", report=events.append, protocols=HTTP, credential=login)
        assert git_http.PASSWORD not in repr(events) + repr(done) + repr(login)
        assert git_http.PASSWORD not in canaries.plain("config", "--list", cwd=done.path)
        other = git.Credential("http://127.0.0.1:1", git_http.USER, git_http.PASSWORD)
        server.logins.clear()
        with pytest.raises(GitError):
            await clone(url, tmp_path / "w" / "y", report=events.append, protocols=HTTP, credential=other)
        assert server.logins == []


async def test_an_empty_repository_is_cloned_and_said_to_be_empty(server: GitServer, tmp_path: Path) -> None:
    bare = server.root / "acme" / "empty.git"
    bare.mkdir()
    canaries.plain("init", "-q", "-b", "main", "--bare", ".", cwd=bare)
    done = await clone(
        server.url("acme/empty.git"), tmp_path / "x", report=lambda _event: None, protocols=HTTP
    )
    assert (done.commit, done.branch) == ("", "main")
    assert "empty" in done.note


async def test_a_server_without_filters_gives_everything_and_says_so(
    server: GitServer, tmp_path: Path, events: list[object]
) -> None:
    canaries.plain("config", "uploadpack.allowFilter", "false", cwd=server.root / "acme" / "hello.git")
    done = await clone(server.url("acme/hello.git"), tmp_path / "x", report=events.append, protocols=HTTP)
    assert done.mode == "full"
    assert "cannot leave" in done.note
    assert canaries.plain("status", "--porcelain", cwd=done.path) == ""


async def test_a_local_repository_is_cloned_where_the_source_is_local(tmp_path: Path, own_home: Path) -> None:
    bare = git_http.bare_repository(tmp_path / "a b" / "hello.git")
    address = f"file://{quote(str(bare))}"
    done = await clone(address, tmp_path / "x", report=lambda _event: None, protocols=("file",))
    assert done.fresh
    again = await clone(address, tmp_path / "x", report=lambda _event: None, protocols=("file",))
    assert not again.fresh


async def test_what_stands_out_in_a_clone_is_said(
    tmp_path: Path, own_home: Path, events: list[object]
) -> None:
    bare = git_http.bare_repository(
        tmp_path / "odd.git",
        extra={
            "Docs/a.txt": "1",
            "docs/b.txt": "2",
            "Makefile": "",
            "makefile": "",
            ".gitattributes": "*.psd filter=lfs diff=lfs merge=lfs -text\n",
            "evil\x1b]0;owned\x07.txt": "",
            "rtl\u202egpj.exe": "",
        },
    )
    work = tmp_path / "odd.git.work"
    head = canaries.plain("rev-parse", "HEAD", cwd=work).strip()
    canaries.plain("update-index", "--add", "--cacheinfo", f"160000,{head},vendored", cwd=work)
    canaries.plain("commit", "-qm", "submodule", cwd=work)
    canaries.plain("push", "-q", str(bare), "main", cwd=work)
    await clone(str(bare), tmp_path / "x", report=events.append, protocols=("file",))
    said = " ".join(f"{event.text} {event.hint}" for event in events if isinstance(event, Notice))
    assert "Docs and docs" in said
    assert "Makefile and makefile" in said
    assert "vendored" in said
    assert "git lfs pull" in said
    assert "control or invisible" in said
    assert "\x1b" not in repr(events).replace("\\x1b", "\x1b")


async def test_two_clones_at_once_end_with_one_checkout(server: GitServer, tmp_path: Path) -> None:
    url, destination = server.url("acme/hello.git"), tmp_path / "w" / "x"
    both = await asyncio.gather(
        *(clone(url, destination, report=lambda _event: None, protocols=HTTP) for _ in range(2))
    )
    assert sorted(done.fresh for done in both) == [False, True]
    assert left_in(tmp_path / "w") == ["x"]


@pytest.mark.fault("full disk", "clone")
async def test_a_full_disk_leaves_nothing(tmp_path: Path, own_home: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small file system")
    mount = tmp_path / "small"
    mount.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mount)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        git_http.bare_repository(tmp_path / "served" / "big.git", blobs=40, kilobytes=64)
        with git_http.git_server(tmp_path / "served") as server:
            with pytest.raises(StorageError):
                await clone(server.url("big.git"), mount / "w" / "x", report=lambda _e: None, protocols=HTTP)
            assert left_in(mount / "w") == []
            subprocess.run(["mount", "-o", "remount,size=50m", str(mount)], check=True)
            done = await clone(
                server.url("big.git"), mount / "w" / "x", report=lambda _e: None, protocols=HTTP
            )
            assert done.fresh
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def _dead_partial(parent: Path, name: str, **entry: object) -> Path:
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f"{name}.partial-0123456789ab"
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / ".git" / "objects" / "pack").mkdir(mode=0o500)
    (parent / f"{folder.name}.journal").write_text(json.dumps({"isonboard": 1, **entry}), encoding="utf-8")
    return folder


async def test_only_our_own_dead_half_clones_are_removed(server: GitServer, tmp_path: Path) -> None:
    parent = tmp_path / "w"
    _dead_partial(parent, "x", address="y", mode="full")
    _dead_partial(parent, "other", address="y", mode="full")
    mine = parent / "x.partial-mine"
    mine.mkdir()
    without = parent / "x.partial-ffffffffffff"
    without.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (parent / "x.partial-aaaaaaaaaaaa").symlink_to(outside)
    (parent / "x.partial-aaaaaaaaaaaa.journal").write_text("", encoding="utf-8")
    await clone(server.url("acme/hello.git"), parent / "x", report=lambda _event: None, protocols=HTTP)
    assert outside.is_dir()
    assert left_in(parent) == [
        "other.partial-0123456789ab",
        "other.partial-0123456789ab.journal",
        "x",
        "x.partial-ffffffffffff",
        "x.partial-mine",
    ]
    assert journal.clean(tmp_path) == 1
    assert "other.partial-0123456789ab" not in left_in(parent)


async def test_a_living_half_clone_is_left_alone(server: GitServer, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    living = journal.new_partial(tmp_path / "w" / "x")
    living.folder.mkdir()
    await clone(server.url("acme/hello.git"), tmp_path / "w" / "x", report=lambda _e: None, protocols=HTTP)
    assert living.folder.is_dir()
    living.close(remove=True)
    assert left_in(tmp_path / "w") == ["x"]


def test_locks_that_a_dead_git_of_ours_left_are_removed_and_older_ones_are_not(tmp_path: Path) -> None:
    checkout = canaries.repository(tmp_path / "x")
    repository = git.repository_of(checkout)
    assert repository is not None
    old = checkout / ".git" / "refs" / "heads" / "users.lock"
    old.write_text("", encoding="utf-8")
    os.utime(old, (1_000, 1_000))
    (checkout / ".git" / "isonboard.journal").write_text(str(time.time_ns() - 10**9), encoding="utf-8")
    for name in ("index.lock", "config.lock", "refs/heads/main.lock", "objects/pack/tmp_pack_1"):
        (checkout / ".git" / name).parent.mkdir(exist_ok=True)
        (checkout / ".git" / name).write_text("", encoding="utf-8")
    with journal.working_in(repository) as handle:
        assert handle > 2
        assert not (checkout / ".git" / "index.lock").exists()
        with pytest.raises(RefusedError), journal.working_in(repository):
            pass
    assert old.exists()
    assert not (checkout / ".git" / "refs" / "heads" / "main.lock").exists()
    (checkout / ".git" / "index.lock").write_text("", encoding="utf-8")
    with journal.working_in(repository):
        assert (checkout / ".git" / "index.lock").exists()


def project(**fields: object) -> Project:
    return Project(**{"id": "github.com/acme/hello", "name": "hello", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({}, "github.com/acme/hello"),
        ({"clone_url": "https://github.com/Acme/Hello.git"}, "github.com/Acme/Hello"),
        ({"id": "github.com/acme/mono//services/pay", "clone_url": "https://github.com/acme/mono"}, "github.com/acme/mono"),
        ({"id": "gitlab.test/a/b/c", "ssh_url": "git@gitlab.test:A/b/c.git"}, "gitlab.test/A/b/c"),
        ({"id": "sample.test/acme/x", "clone_url": "file:///tmp/some/where/x.git"}, "sample.test/acme/x"),
        ({"id": "portal:17", "clone_url": "https://git.test/a/b.git"}, "git.test/a/b"),
    ],
)  # fmt: skip
def test_a_checkout_has_one_place(fields: dict[str, object], path: str) -> None:
    assert checkout_path(Path("/w"), project(**fields)) == Path("/w") / path


def test_a_project_without_a_repository_has_no_place() -> None:
    with pytest.raises(NotFoundError):
        checkout_path(Path("/w"), project(id="portal:17"))
    with pytest.raises(RefusedError):
        checkout_path(Path("/w"), project(id="github.com/../x"))
    with pytest.raises(RefusedError):
        address_of(project())


def test_the_source_says_how_its_projects_are_cloned() -> None:
    both = project(clone_url="https://h.test/a/b", ssh_url="git@h.test:a/b")
    assert address_of(both) == "https://h.test/a/b"
    assert address_of(both, SourceConfig(kind="github", clone_protocol="ssh")) == "git@h.test:a/b"
    assert protocols_for(None) == ("https", "ssh")
    assert "http" in protocols_for(SourceConfig(kind="portal", url="http://h.test/repos.json"))
    assert "http" not in protocols_for(SourceConfig(kind="portal", url="https://h.test/repos.json"))
    assert "file" in protocols_for(SourceConfig(kind="folder", url="~/src"))


async def test_the_state_of_a_checkout_is_told_and_nothing_is_changed(
    server: GitServer, tmp_path: Path
) -> None:
    done = await clone(
        server.url("acme/hello.git"), tmp_path / "x", report=lambda _event: None, protocols=HTTP
    )
    index = (done.path / ".git" / "index").stat().st_mtime_ns
    clean = state_of(done.path / "big")
    assert (clean.path, clean.branch, clean.dirty, clean.ahead, clean.behind) == (
        done.path,
        "main",
        False,
        0,
        0,
    )
    assert clean.head == done.commit
    assert clean.default_branch == "main"
    assert clean.project_id == "127.0.0.1/acme/hello"
    assert len(clean.tree) == 40
    (done.path / "README.md").write_text("x", encoding="utf-8")
    (done.path / "new\x1b[2Jname").write_text("x", encoding="utf-8")
    (done.path / ".git" / "MERGE_HEAD").write_text(done.commit, encoding="utf-8")
    state = state_of(done.path)
    assert state.changes == ("README.md", "newname")
    assert (state.dirty, state.operation) == (True, "merge")
    assert (done.path / ".git" / "index").stat().st_mtime_ns == index
    with pytest.raises(NotFoundError):
        state_of(tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Receiving objects:  45% (450/1000), 1.50 MiB | 2.00 MiB/s",
            [
                Progress(stage="receiving objects", done=450, total=1000, unit="objects", subject="p"),
                Progress(stage="received", done=1_572_864, unit="bytes", subject="p"),
            ],
        ),
        (
            "remote: Enumerating objects: 17, done.",
            [Progress(stage="the server looks up objects", done=17, unit="objects", subject="p")],
        ),
        ("Updating files: 100% (3/3), done.", [Progress(stage="writing files", done=3, total=3, unit="files", subject="p")]),
        ("warning: redirecting to https://x.test/", [Notice(text="redirecting to https://x.test/", subject="p")]),
        ("warning: filtering not recognized by server, ignoring", []),
        ("remote: Welcome to Acme", [LogLine(text="remote: Welcome to Acme", subject="p")]),
        ("Cloning into 'x'...", []),
    ],
)  # fmt: skip
def test_gits_own_words_become_progress(line: str, expected: list[object]) -> None:
    assert list(transfer.events_of(line, "p")) == expected


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_whatever_git_says_is_an_event_or_nothing(line: str) -> None:
    for event in transfer.events_of(line, "p"):
        assert isinstance(event, (Progress, Notice, LogLine))


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.dictionaries(st.text(max_size=9), st.integers()).map(lambda t: json.dumps(t).encode()),
    )
)
def test_a_torn_journal_counts_as_nothing(data: bytes) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        assert journal._entry(file.fileno()) is None


def test_without_locks_the_owner_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_args: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", unsupported)
    living = journal.new_partial(tmp_path / "x")
    living.write(journal.Entry("a", "full"))
    assert list(journal.leftovers(tmp_path)) == []
    dead = json.loads(living.journal.read_text(encoding="utf-8")) | {"pid": 2**22 + 1}
    living.journal.write_text(json.dumps(dead), encoding="utf-8")
    [(found, entry)] = journal.leftovers(tmp_path)
    assert entry is not None
    found.close(remove=True)
    living.close(remove=True)
