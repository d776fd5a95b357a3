"""Submodules and large files: listed, checked, fetched on request, and nothing of theirs gets out or runs."""

import hashlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import git_http
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.address import clone_address
from isonboard.errors import GitError, InterruptedByUserError, NotFoundError, RefusedError
from isonboard.model.progress import Notice, Progress
from isonboard.workspace import large_files, submodules
from isonboard.workspace.clone import clone

WHO = ("-c", "user.name=t", "-c", "user.email=t@example.test", "-c", "protocol.file.allow=always")


def git(*words: str, cwd: Path) -> str:
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", *WHO, *words], cwd=cwd, env=env, check=True, capture_output=True, text=True
    ).stdout


def with_modules(work: Path, modules: str, links: dict[str, str], files: dict[str, str] = {}) -> None:  # noqa: B006
    """Commit .gitmodules, gitlinks and files in the work tree that `bare_repository` left, and push."""
    (work / ".gitmodules").write_text(modules)
    for name, content in files.items():
        (work / name).write_text(content)
    git("add", ".", cwd=work)
    for path, commit in links.items():
        git("update-index", "--add", "--cacheinfo", f"160000,{commit},{path}", cwd=work)
    git("commit", "-qm", "modules", cwd=work)
    git("push", "-q", str(work.with_suffix("")), "main", cwd=work)


@pytest.fixture
def library(server) -> str:
    """A library beside the project, as its commit."""
    bare = git_http.bare_repository(server.root / "acme" / "library.git")
    return git("rev-parse", "main", cwd=bare).strip()


@pytest.fixture
def cloned(server, tmp_path, events):
    async def make(modules: str, links: dict[str, str], files: dict[str, str] = {}) -> Path:  # noqa: B006
        with_modules(server.root / "acme" / "hello.git.work", modules, links, files)
        place = tmp_path / "workspace" / "hello"
        made = await clone(server.url("acme/hello.git"), place, report=events.append, protocols=("http",))
        return made.path

    return make


async def test_a_submodule_is_listed_and_fetched_as_git_would_have_it(cloned, library, events, server):
    checkout = await cloned(
        '[submodule "lib"]\n\tpath = vendor/lib\n\turl = ../library.git\n', {"vendor/lib": library}
    )
    (module,) = submodules.submodules_of(checkout)
    assert (module.path, module.url) == ("vendor/lib", server.url("acme/library.git"))
    assert not module.refused
    assert not module.present
    done = await submodules.fetch_submodules(checkout, [module], report=events.append)
    assert done == ("vendor/lib",)
    assert (checkout / "vendor/lib/README.md").is_file()
    assert git("submodule", "status", cwd=checkout).strip().startswith(library)
    assert git("status", "--porcelain", cwd=checkout) == ""
    git("submodule", "update", "--init", cwd=checkout)
    assert any(isinstance(event, Progress) and event.unit == "submodules" for event in events)
    asked = len(server.requests)
    (again,) = submodules.submodules_of(checkout)
    assert again.present
    assert await submodules.fetch_submodules(checkout, [again], report=events.append) == ("vendor/lib",)
    assert len(server.requests) == asked


async def test_a_submodule_that_was_cut_short_is_finished(cloned, library, events):
    checkout = await cloned('[submodule "lib"]\n\tpath = lib\n\turl = ../library.git\n', {"lib": library})
    modules = submodules.submodules_of(checkout)
    await submodules.fetch_submodules(checkout, modules, report=events.append)
    store = checkout / ".git" / "modules" / "lib"
    (store / "index").rename(store / "index.lock")
    (checkout / "lib" / "README.md").unlink()
    half = checkout / ".git" / "isonboard-module-000000000000"
    half.mkdir()
    assert await submodules.fetch_submodules(checkout, modules, report=events.append) == ("lib",)
    assert (checkout / "lib" / "README.md").is_file()
    assert not half.exists()


async def test_what_the_engineer_did_in_a_submodule_is_left_alone(cloned, library, events):
    checkout = await cloned('[submodule "lib"]\n\tpath = lib\n\turl = ../library.git\n', {"lib": library})
    modules = submodules.submodules_of(checkout)
    await submodules.fetch_submodules(checkout, modules, report=events.append)
    (checkout / "lib" / "mine.txt").write_text("mine")
    git("add", ".", cwd=checkout / "lib")
    git("commit", "-qm", "mine", cwd=checkout / "lib")
    assert await submodules.fetch_submodules(checkout, modules, report=events.append) == ()
    assert (checkout / "lib" / "mine.txt").read_text() == "mine"


LEADING_AWAY = (
    ("https://elsewhere.test/x/y.git", "another host"),
    ("ext::sh -c touch% fired", "holds spaces"),
    ("--upload-pack=touch fired", "holds spaces"),
    ("-u", "looks like an option"),
    ("file:///etc", "not a protocol"),
    ("/etc", "not a protocol"),
    ("../../../../../../etc", "leaves its host"),
    ("https://user:secret@127.0.0.1/x.git", "password"),
    ("git@-oProxyCommand=x:a/b", "neither https nor ssh"),
)


async def test_addresses_that_lead_away_are_refused(cloned, library, events):
    stated = "".join(
        f'[submodule "m{n}"]\n\tpath = m{n}\n\turl = "{url}"\n' for n, (url, _) in enumerate(LEADING_AWAY)
    )
    checkout = await cloned(stated, {f"m{n}": library for n in range(len(LEADING_AWAY))})
    found = submodules.submodules_of(checkout)
    for module, (_, why) in zip(found, LEADING_AWAY, strict=True):
        assert why in module.refused
        assert "secret" not in module.url
    assert await submodules.fetch_submodules(checkout, found, report=events.append) == ()
    assert not any(
        (checkout / module.path).exists() and os.listdir(checkout / module.path) for module in found
    )


async def test_names_that_lead_away_are_refused(cloned, library):
    names = ["../../hooks", "a/.git/x", "lib\r", "..", "con"]
    stated = "".join(
        f'[submodule "{name}"]\n\tpath = m{n}\n\turl = ../library.git\n' for n, name in enumerate(names)
    )
    checkout = await cloned(stated, {f"m{n}": library for n in range(len(names) + 1)})
    assert all(module.refused for module in submodules.submodules_of(checkout))


async def test_update_commands_hooks_and_filters_of_a_submodule_do_not_run(
    cloned, server, events, own_home, tmp_path
):
    fired = tmp_path / "fired"
    (own_home / ".gitconfig").write_text(
        f'[filter "x"]\n\tsmudge = touch {fired}\n\tclean = touch {fired}\n[core]\n\thooksPath = {tmp_path}/hooks\n'
        f"[init]\n\ttemplateDir = {tmp_path}/template\n"
    )
    for place in (tmp_path / "hooks", tmp_path / "template" / "hooks"):
        place.mkdir(parents=True)
        for hook in ("post-checkout", "reference-transaction"):
            (place / hook).write_text(f"#!/bin/sh\ntouch {fired}\n")
            (place / hook).chmod(0o755)
    bare = git_http.bare_repository(
        server.root / "acme" / "trap.git", extra={".gitattributes": "* filter=x\n"}
    )
    trap = git("rev-parse", "main", cwd=bare).strip()
    checkout = await cloned(
        f'[submodule "lib"]\n\tpath = lib\n\turl = ../trap.git\n\tupdate = "!touch {fired}"\n', {"lib": trap}
    )
    git("config", "submodule.lib.update", f"!touch {fired}", cwd=checkout)
    modules = submodules.submodules_of(checkout)
    assert await submodules.fetch_submodules(checkout, modules, report=events.append) == ("lib",)
    assert (checkout / "lib" / "README.md").is_file()
    assert not fired.exists()


async def test_a_link_in_the_place_of_a_submodule_is_not_followed(cloned, library, events, tmp_path):
    checkout = await cloned('[submodule "lib"]\n\tpath = a/lib\n\turl = ../library.git\n', {"a/lib": library})
    outside = tmp_path / "outside"
    outside.mkdir()
    (checkout / "a" / "lib").rmdir()
    (checkout / "a").rmdir()
    (checkout / "a").symlink_to(outside)
    modules = submodules.submodules_of(checkout)
    assert await submodules.fetch_submodules(checkout, modules, report=events.append) == ()
    assert not list(outside.iterdir())
    assert any(isinstance(event, Notice) and "not a folder of its own" in event.text for event in events)


async def test_stopping_leaves_nothing_half(cloned, library, events):
    checkout = await cloned('[submodule "lib"]\n\tpath = lib\n\turl = ../library.git\n', {"lib": library})
    modules = submodules.submodules_of(checkout)
    with pytest.raises(InterruptedByUserError):
        await submodules.fetch_submodules(checkout, modules, report=events.append, cancelled=lambda: True)
    assert not list((checkout / ".git").glob("isonboard-module-*"))
    assert await submodules.fetch_submodules(checkout, modules, report=events.append) == ("lib",)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["https://forge.test/a/b.git", "git@forge.test:a/b", "ssh://git@forge.test/a/b"]),
    st.text("./ab~:@-", max_size=30),
)
def test_a_relative_address_never_leaves_its_host(base, tail):
    try:
        found = clone_address(submodules.resolved(base, f"../{tail}"))
    except RefusedError:
        return
    assert found.host == "forge.test"


@pytest.fixture
def fake_lfs(tmp_path, monkeypatch):
    """A git-lfs that tells what it was started with."""
    folder, told = tmp_path / "bin", tmp_path / "told"
    folder.mkdir()
    program = folder / "git-lfs"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {told}\ngit config lfs.storage >> {told}\n'
        f'git config core.fsmonitor >> {told}\necho "Downloading LFS objects:  50% (1/2), 1 MB"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return told


async def test_large_files_come_by_git_lfs_under_the_fence(cloned, events, fake_lfs):
    checkout = await cloned("", {}, {".gitattributes": "*.bin filter=lfs\n"})
    git("config", "core.fsmonitor", "touch fired", cwd=checkout)
    await large_files.pull_large_files(checkout, report=events.append)
    words, storage, monitor = fake_lfs.read_text().splitlines()
    assert (words, monitor) == ("pull origin", "false")
    assert Path(storage) == checkout / ".git" / "lfs"
    assert any(isinstance(event, Progress) and (event.done, event.total) == (1, 2) for event in events)


@pytest.mark.skipif(shutil.which("git-lfs") is None, reason="git-lfs is not installed")
async def test_large_files_come_by_the_real_git_lfs(cloned, events, server):
    content = os.urandom(50_000)
    name = hashlib.sha256(content).hexdigest()
    server.large[name] = content
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{name}\nsize {len(content)}\n"
    checkout = await cloned(
        "", {}, {".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n", "a.bin": pointer}
    )
    assert (checkout / "a.bin").read_text() == pointer
    await large_files.pull_large_files(checkout, report=events.append)
    assert (checkout / "a.bin").read_bytes() == content
    assert any(isinstance(event, Progress) and event.unit == "files" for event in events)
    server.large.clear()
    shutil.rmtree(checkout / ".git" / "lfs")
    (checkout / "a.bin").write_text(pointer)
    with pytest.raises(GitError) as caught:
        await large_files.pull_large_files(checkout, report=events.append)
    assert "Failed to fetch some objects" in str(caught.value)


async def test_large_files_beside_a_repository_on_this_machine_are_left_to_git_lfs_itself(
    cloned, events, fake_lfs, tmp_path
):
    checkout = await cloned("", {}, {".gitattributes": "*.bin filter=lfs\n"})
    git("remote", "set-url", "origin", (tmp_path / "served").as_uri(), cwd=checkout)
    with pytest.raises(RefusedError, match="on this machine"):
        await large_files.pull_large_files(checkout, report=events.append)
    assert not fake_lfs.exists()


async def test_large_files_at_a_foreign_server_are_refused(cloned, events, fake_lfs):
    checkout = await cloned("", {}, {".lfsconfig": "[lfs]\n\turl = https://elsewhere.test/x\n"})
    with pytest.raises(RefusedError, match="another host"):
        await large_files.pull_large_files(checkout, report=events.append)
    assert not fake_lfs.exists()
    assert large_files.foreign_server(checkout, ["elsewhere.test"]) is None


async def test_without_git_lfs_it_says_how_to_get_it(cloned, events, monkeypatch):
    checkout = await cloned("", {}, {".gitattributes": "*.bin filter=lfs\n"})
    monkeypatch.setattr(large_files, "git_lfs", lambda: None)
    with pytest.raises(NotFoundError) as caught:
        await large_files.pull_large_files(checkout, report=events.append)
    assert "apt install git-lfs" in caught.value.hint


@pytest.mark.long
async def test_killed_at_any_moment_the_next_try_finishes(cloned, server, library, own_home):
    stated = "".join(f'[submodule "m{n}"]\n\tpath = m{n}\n\turl = ../library.git\n' for n in range(2))
    checkout = await cloned(stated, {"m0": library, "m1": library}, {"mine.txt": "mine\n"})
    (checkout / "mine.txt").write_text("changed\n")
    whole = checkout.with_name("whole")
    shutil.copytree(checkout, whole)
    program = [sys.executable, "-P", str(Path(__file__).with_name("killed_submodules.py"))]

    def run(place: Path) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*program, str(place)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    began = time.monotonic()
    assert run(whole).communicate(timeout=60)[0].strip() == "2"
    takes = time.monotonic() - began
    chance = random.Random(7)
    for number in range(40):
        place = checkout.with_name(f"killed{number % 3}")
        if not place.exists():
            shutil.copytree(checkout, place)
        process = run(place)
        time.sleep(chance.random() * takes)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if number % 3 == 2 or chance.random() < 0.3:
            for _ in range(50):  # a git that outlived its parent holds the lock until it ends
                if run(place).communicate(timeout=60)[0].strip() == "2":
                    break
                time.sleep(0.2)
            assert (place / "m0" / "README.md").is_file()
            assert (place / "m1" / "README.md").is_file()
            assert (place / "mine.txt").read_text() == "changed\n"
            assert git("submodule", "status", cwd=place).count(library) == 2
            assert not list((place / ".git").glob("isonboard-module-*"))
            shutil.rmtree(place)
