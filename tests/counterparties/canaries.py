"""Hostile repositories: each tries one way to have a program started by somebody who only looks, clones or fetches.

A canary plants one trap in a checkout; when it fires, a file appears. `control` is a plain git command that fires it,
which proves that the trap is live; None where no git of today falls for it and the trap is kept against the next.
"""

import os
import pty
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

IDENTITY = ("-c", "user.name=Mallory", "-c", "user.email=mallory@example.test", "-c", "commit.gpgSign=false")


def plain(*args: str, cwd: Path, env: Mapping[str, str] | None = None, terminal: bool = False) -> str:
    """Run git as anybody would, traps and all; `terminal` makes it believe that it talks to a person."""
    whole = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "TERM": "vt100",
        **(env or {}),
    }
    argv = ["git", *IDENTITY, *args]
    if terminal:
        try:
            ours, theirs = pty.openpty()
        except OSError as error:  # a container without /dev/pts
            pytest.skip(f"no terminal can be had here: {error}")
        try:
            done = subprocess.run(
                argv, cwd=cwd, env=whole, check=False, stdin=theirs, stdout=theirs, stderr=theirs, timeout=60
            )
        finally:
            os.close(theirs)
            os.close(ours)
        return str(done.returncode)
    done = subprocess.run(
        argv, cwd=cwd, env=whole, check=False, capture_output=True, timeout=60, stdin=subprocess.DEVNULL
    )
    return done.stdout.decode("utf-8", "replace")


class Trap(NamedTuple):
    """Where the canary lives: `checkout` is hostile, `fire` is the program to have started, `fired` what it leaves."""

    checkout: Path
    fire: Path
    fired: Path

    def setting(self, key: str, value: str) -> None:
        plain("config", "--local", key, value, cwd=self.checkout)

    def has_fired(self) -> bool:
        return self.fired.exists()


class Canary(NamedTuple):
    name: str
    plant: Callable[[Trap], None]
    control: tuple[str, ...] | None
    terminal: bool = False
    place: str = "."


def repository(path: Path) -> Path:
    """An honest small repository with two commits, a file to change and a subfolder."""
    path.mkdir(parents=True)
    plain("init", "-q", "-b", "main", cwd=path)
    (path / "sub").mkdir()
    (path / "file.txt").write_text("one\n", encoding="utf-8")
    (path / "sub" / "other.txt").write_text("other\n", encoding="utf-8")
    plain("add", ".", cwd=path)
    plain("commit", "-qm", "first", cwd=path)
    (path / "file.txt").write_text("two\n", encoding="utf-8")
    plain("commit", "-qam", "second", cwd=path)
    return path


def trap_in(folder: Path) -> Trap:
    """A hostile checkout in `folder`, with an origin beside it to fetch from; not yet with a trap in it."""
    upstream = repository(folder / "upstream")
    checkout = folder / "checkout"
    plain("clone", "-q", f"file://{upstream}", str(checkout), cwd=folder)
    (upstream / "new.txt").write_text("new\n", encoding="utf-8")
    plain("add", ".", cwd=upstream)
    plain("commit", "-qm", "third", cwd=upstream)
    fired = folder / "FIRED"
    fire = folder / "fire.sh"
    fire.write_text(f'#!/bin/sh\necho "$0 $*" >> "{fired}"\n', encoding="utf-8")
    fire.chmod(0o755)
    return Trap(checkout, fire, fired)


def _hooks(trap: Trap, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = (
        "post-checkout reference-transaction post-index-change pre-auto-gc post-merge pre-commit post-commit"
    )
    for name in (
        *names.split(),
        "fsmonitor-watchman",
        "post-rewrite",
        "prepare-commit-msg",
        "sendemail-validate",
    ):
        hook = folder / name
        hook.write_text(f"#!/bin/sh\nexec {trap.fire} hook-{name} </dev/null\n", encoding="utf-8")
        hook.chmod(0o755)


def _hooks_folder(trap: Trap) -> None:
    _hooks(trap, trap.checkout / ".git" / "hooks")


def _hooks_path(trap: Trap) -> None:
    _hooks(trap, trap.checkout / "myhooks")
    trap.setting("core.hooksPath", "myhooks")


def _setting(key: str, value: str = "{fire}") -> Callable[[Trap], None]:
    def plant(trap: Trap) -> None:
        trap.setting(key, value.format(fire=trap.fire, folder=trap.fire.parent))
        _changed_file(trap)

    return plant


def _changed_file(trap: Trap) -> None:
    (trap.checkout / "file.txt").write_text("TWO\n", encoding="utf-8")


def _attribute(attribute: str, key: str, value: str = "{fire}") -> Callable[[Trap], None]:
    def plant(trap: Trap) -> None:
        (trap.checkout / ".gitattributes").write_text(f"*.txt {attribute}\n", encoding="utf-8")
        plain("add", ".gitattributes", cwd=trap.checkout)
        plain("commit", "-qm", "attributes", cwd=trap.checkout)
        trap.setting(key, value.format(fire=trap.fire))
        _changed_file(trap)
        os.utime(trap.checkout / "sub" / "other.txt", (1, 1))

    return plant


def _signed_commit(trap: Trap) -> None:
    trap.setting("gpg.program", str(trap.fire))
    trap.setting("log.showSignature", "true")
    tree = plain("rev-parse", "HEAD^{tree}", cwd=trap.checkout).strip()
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----"
    who = "Mallory <mallory@example.test> 1700000000 +0000"
    body = f"tree {tree}\nauthor {who}\ncommitter {who}\n{signature}\n\nsigned\n".encode()
    raw = b"commit %d\0" % len(body) + body
    name = sha1(raw, usedforsecurity=False).hexdigest()
    place = trap.checkout / ".git" / "objects" / name[:2] / name[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(zlib.compress(raw))
    plain("update-ref", "HEAD", name, cwd=trap.checkout)


def _include(trap: Trap) -> None:
    (trap.checkout / "innocent").write_text(f"[core]\n\tfsmonitor = {trap.fire}\n", encoding="utf-8")
    trap.setting("include.path", "../innocent")


def _include_if(trap: Trap) -> None:
    (trap.checkout / "innocent").write_text(f"[core]\n\tfsmonitor = {trap.fire}\n", encoding="utf-8")
    trap.setting("includeIf.gitdir:/.path", "../innocent")


def _worktree_config(trap: Trap) -> None:
    trap.setting("core.repositoryFormatVersion", "1")
    trap.setting("extensions.worktreeConfig", "true")
    (trap.checkout / ".git" / "config.worktree").write_text(
        f"[core]\n\tfsmonitor = {trap.fire}\n", encoding="utf-8"
    )


def _common_dir(trap: Trap) -> None:
    real = trap.checkout / ".git"
    elsewhere = trap.checkout / "assets"
    elsewhere.mkdir()
    for name in ("objects", "refs", "config", "packed-refs"):
        if (real / name).exists():
            (real / name).rename(elsewhere / name)
    (real / "commondir").write_text("../assets\n", encoding="utf-8")
    config = elsewhere / "config"
    config.write_text(config.read_text() + f"[core]\n\tfsmonitor = {trap.fire}\n", encoding="utf-8")


def _git_file(trap: Trap) -> None:
    trap.setting("core.fsmonitor", str(trap.fire))
    (trap.checkout / ".git").rename(trap.checkout / "assets")
    (trap.checkout / ".git").write_text("gitdir: assets\n", encoding="utf-8")


def _bare_inside(trap: Trap) -> None:
    bare = trap.checkout / "sub"
    for name in ("objects", "refs"):
        (bare / name).mkdir()
    (bare / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (bare / "config").write_text(
        f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = {bare}\n\tfsmonitor = {trap.fire}\n",
        encoding="utf-8",
    )


def _submodule(trap: Trap) -> None:
    module = repository(trap.checkout.parent / "module")
    plain(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", f"file://{module}", "vendored", cwd=trap.checkout
    )  # fmt: skip
    plain("commit", "-qm", "submodule", cwd=trap.checkout)


def _submodule_update(trap: Trap) -> None:
    _submodule(trap)
    trap.setting("submodule.vendored.update", f"!{trap.fire}")
    plain("commit", "-q", "--allow-empty", "-m", "x", cwd=trap.checkout / "vendored")


def _submodule_monitor(trap: Trap) -> None:
    _submodule(trap)
    plain("config", "core.fsmonitor", str(trap.fire), cwd=trap.checkout / "vendored")
    trap.setting("submodule.vendored.ignore", "none")
    trap.setting("diff.ignoreSubmodules", "none")


def _lazy_fetch(trap: Trap) -> None:
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{trap.fire} %S"),
        ("protocol.ext.allow", "always"),
    ):
        trap.setting(key, value)
    blob = plain("rev-parse", "HEAD~1:file.txt", cwd=trap.checkout).strip()
    (trap.checkout / ".git" / "objects" / blob[:2] / blob[2:]).unlink(missing_ok=True)
    for pack in (trap.checkout / ".git" / "objects" / "pack").glob("*"):
        pack.unlink()
    plain("update-ref", "refs/heads/main", blob, cwd=trap.checkout)


def _lazy_fetch_ssh(trap: Trap) -> None:
    _lazy_fetch(trap)
    trap.setting("remote.origin.url", "ssh://127.0.0.1:1/none")
    trap.setting("core.sshCommand", str(trap.fire))


def _remote_helper(trap: Trap) -> None:
    trap.setting("protocol.ext.allow", "always")
    trap.setting("remote.origin.url", f"ext::{trap.fire} %S")


def _instead_of(trap: Trap) -> None:
    trap.setting("protocol.ext.allow", "always")
    trap.setting(f"url.ext::{trap.fire} .insteadOf", "file://")


def _alternates(trap: Trap) -> None:
    other = repository(trap.checkout.parent / "other")
    info = trap.checkout / ".git" / "objects" / "info"
    info.mkdir(exist_ok=True)
    (info / "alternates").write_text(f"{other}/.git/objects\n", encoding="utf-8")
    trap.setting("core.alternateRefsCommand", str(trap.fire))


def _ssh_command(trap: Trap) -> None:
    trap.setting("remote.origin.url", "ssh://127.0.0.1:1/none")
    trap.setting("core.sshCommand", str(trap.fire))


CANARIES: tuple[Canary, ...] = (
    Canary("hooks folder", _hooks_folder, ("checkout", "-q", "-b", "other")),
    Canary("hooks path", _hooks_path, ("checkout", "-q", "-b", "other")),
    Canary("hook setting", _setting("hook.x.command"), None),
    Canary("file-system monitor", _setting("core.fsmonitor"), ("status",)),
    Canary("pager", _setting("core.pager"), ("log",), terminal=True),
    Canary("pager of a command", _setting("pager.log"), ("log",), terminal=True),
    Canary("textconv", _attribute("diff=evil", "diff.evil.textconv"), ("log", "-p")),
    Canary("external diff of a driver", _attribute("diff=evil", "diff.evil.command"), ("diff",)),
    Canary("external diff", _setting("diff.external"), ("diff",)),
    Canary("clean filter", _attribute("filter=evil", "filter.evil.clean"), ("status",)),
    Canary("clean filter with a strange name", _attribute("filter=a=b", "filter.a=b.clean"), ("status",)),
    Canary(
        "smudge filter",
        _attribute("filter=evil", "filter.evil.smudge"),
        ("checkout", "HEAD", "--", "file.txt"),
    ),
    Canary("process filter", _attribute("filter=evil", "filter.evil.process"), ("status",)),
    Canary("signature program", _signed_commit, ("log", "-1")),
    Canary("ssh command", _ssh_command, ("fetch",)),
    Canary("alias of a built-in", _setting("alias.status", "!{fire}"), None),
    Canary("include", _include, ("status",)),
    Canary("conditional include", _include_if, ("status",)),
    Canary("alternates", _alternates, ("fetch",)),
    Canary("pack objects hook", _setting("uploadpack.packObjectsHook"), None),
    Canary("submodule update", _submodule_update, ("submodule", "update")),
    Canary("monitor in a submodule", _submodule_monitor, ("status",)),
    Canary("configuration of a worktree", _worktree_config, ("status",)),
    Canary("common directory", _common_dir, ("status",)),
    Canary("git file", _git_file, ("status",)),
    Canary("bare repository inside", _bare_inside, ("status",), place="sub"),
    Canary("lazy fetch by a helper", _lazy_fetch, ("show", "HEAD~1:file.txt")),
    Canary("lazy fetch by ssh", _lazy_fetch_ssh, ("show", "HEAD~1:file.txt")),
    Canary("remote helper", _remote_helper, ("fetch",)),
    Canary("rewritten address", _instead_of, ("fetch",)),
    Canary("upload-pack of a remote", _setting("remote.origin.uploadpack"), ("fetch",)),
    Canary("foreign system of a remote", _setting("remote.origin.vcs", "ext"), None),
    Canary("askpass", _setting("core.askPass"), None),
    Canary("editor", _setting("core.editor"), ("commit", "--amend")),
    Canary("git proxy", _setting("core.gitProxy"), None),
)


class _Locked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="locked"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def locked_server() -> Iterator[int]:
    """An HTTP server on loopback that wants a password for everything; yields its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Locked)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
