"""Marked tokens go in by every way there is, every command and every screen runs, and no byte written holds one.

The servers are hostile: they send the Authorization header back in bodies, headers and redirects. Every program that
is started is recorded with its arguments and its environment.
"""

import base64
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import git_http
import gitea_server
import github_server
import pytest
from counterparty import Asked, Reply
from trust_program import environment, run, terminal

MARKS = {
    "environment": "tok-EnvMark/7f3a+91c2d4e5=",
    "named variable": "tok-NamedMark/8a1b+22f0c7d3=",
    "gh": "tok-GhMark/5c6d+77e1a9b0=",
    "credential helper": "tok-HelperMark/3e2f+48d9c1a6=",
    "git credentials": "tok-StoreMark.9b8c-55a4e2f1",
    "proxy": "tok-ProxyMark.1d7e-66b3f0c8",
}
REAL_GIT = shutil.which("git")


def forms(mark: str) -> list[bytes]:
    """As one would find it: plain, in an address, in JSON, and inside base64 wherever it begins."""
    found = [mark, quote(mark, safe=""), mark.replace("/", "\\/")]
    for shift in range(3):
        encoded = base64.b64encode(b"x" * shift + mark.encode()).decode().rstrip("=")
        found.append(encoded[4 if shift else 0 : -2])
    return [one.encode() for one in found]


class Echoing(gitea_server.GiteaServer):
    """Takes any token, and sends it back wherever it can."""

    def refusal(self, asked: Asked) -> Reply | None:
        return None

    def answer(self, asked: Asked) -> Reply:
        said = asked.headers.get("authorization", "nothing")
        token = said.rpartition(" ")[2]
        if asked.path.endswith("/issues") and "moved" not in asked.query:
            return Reply(
                302,
                None,
                {"location": f"{self.base}{asked.path}?moved={quote(token, safe='')}", "x-you-sent": said},
            )
        if "/contents/" in asked.path or asked.path.endswith("/languages"):
            return Reply(
                401, {"message": f"Bad credentials: {said}", "plain": token}, {"www-authenticate": said}
            )
        for one in self.repositories:
            one["description"] = (
                f"You sent {said} which is {token} or {base64.b64encode(token.encode()).decode()}"
            )
        return super().answer(asked)


class Scene(NamedTuple):
    home: Path
    record: Path
    env: dict[str, str | None]
    said: Path
    """Everything that was printed or painted."""

    def run(self, *words: str, code: tuple[int, ...] = (0, 1, 2, 3, 4)) -> str:
        ended = run(self.home, *words, env=self.env)
        with open(self.said, "a") as file:
            file.write(f"$ {words[0]}\n{ended.out}\n{ended.err}\n")
        assert ended.code in code, ended
        ended.is_calm()
        return ended.out


def recorder(folder: Path, record: Path, name: str, then: str) -> None:
    """A program of that name on the PATH: notes its arguments and environment, then does `then`."""
    folder.mkdir(exist_ok=True)
    script = folder / name
    script.write_text(
        f'#!/bin/sh\nout=$(mktemp {record}/{name}.XXXXXX)\nprintf "%s\\n" "$0" "$@" >"$out"\n/usr/bin/env >>"$out"\n{then}\n'
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def scene(home, tmp_path):
    """A home with three sources, each with a token from another place, and a recorder before every program."""
    record, bin_folder = tmp_path / "record", tmp_path / "bin"
    record.mkdir()
    recorder(bin_folder, record, "git", f'exec {REAL_GIT} "$@"')
    recorder(bin_folder, record, "gh", f"echo '{MARKS['gh']}'")
    for name in ("glab", "ssh", "curl", "wget"):
        recorder(bin_folder, record, name, "exit 1")
    outside = (
        tmp_path / "outside"
    )  # what is the engineer's own and holds the tokens: not ours to look through
    outside.mkdir()
    helper = outside / "helper"
    helper.write_text(
        f"#!/bin/sh\ntest \"$1\" = get && printf 'username=ada\\npassword=%s\\n' '{MARKS['credential helper']}'\n"
    )
    helper.chmod(0o755)
    (outside / "gitconfig").write_text(
        f"[user]\n\tname = Ada\n\temail = ada@halden.example\n[credential]\n\thelper = {helper}\n"
        f"\thelper = store --file {outside / 'credentials'}\n"
    )
    git_http.bare_repository(tmp_path / "served" / "acme" / "pay.git")
    with git_http.git_server(tmp_path / "served") as git_server:

        def forge():
            issues = [gitea_server.issue(7, labels=[{"name": "good first issue"}])]
            return Echoing([gitea_server.repository("acme", "pay", base=git_server.origin, issues=issues)])

        hub = github_server.GithubServer([github_server.repository("acme", "hub")])
        hub.tokens = {MARKS["gh"]}
        with forge().listening() as first, forge().listening() as second, hub.listening() as third:
            (outside / "credentials").write_text(
                f"{git_server.origin.replace('//', '//ada:' + MARKS['git credentials'] + '@')}\n"
            )
            sources = home / "config" / "sources.d"
            sources.mkdir(parents=True)
            (sources / "first.toml").write_text(f'kind = "gitea"\nurl = "{first}"\norganisation = "acme"\n')
            (sources / "second.toml").write_text(
                f'kind = "gitea"\nurl = "{second}"\norganisation = "acme"\ntoken_env = "NAMED"\n'
            )
            (sources / "third.toml").write_text(f'kind = "github"\nurl = "{third}"\norganisation = "acme"\n')
            env: dict[str, str | None] = {
                "PATH": f"{bin_folder}:{os.environ['PATH']}",
                "GITEA_TOKEN": None,
                "ISONBOARD_TOKEN_FIRST": MARKS["environment"],
                "NAMED": MARKS["named variable"],
                "GITHUB_TOKEN": MARKS["environment"],
                "GH_TOKEN": MARKS["environment"],
                "GIT_CONFIG_GLOBAL": str(outside / "gitconfig"),
                "HTTPS_PROXY": f"http://ada:{MARKS['proxy']}@127.0.0.1:9",
                "HTTP_PROXY": f"http://ada:{MARKS['proxy']}@127.0.0.1:9",
                "NO_PROXY": "127.0.0.1",
            }
            yield Scene(home, record, env, tmp_path / "said")


def leaks(scene: Scene) -> list[str]:
    """Where a mark was written: file and which."""
    found = []
    for top in (scene.home, scene.record, scene.said):
        files = (
            [top]
            if top.is_file()
            else [one for one in top.rglob("*") if one.is_file() and not one.is_symlink()]
        )
        for file in files:
            data = file.read_bytes()
            own_proxy = file.name.startswith("git.") and _connects(data)
            for name, mark in MARKS.items():
                if name == "proxy" and own_proxy:
                    continue  # git goes through the engineer's proxy by the engineer's variable, and has to know it
                found += [f"{file}: {name} as {form.decode()}" for form in forms(mark) if form in data]
    return found


def _connects(record: bytes) -> bool:
    return b"\nGIT_ALLOW_PROTOCOL=" in record and b"\nGIT_ALLOW_PROTOCOL=none\n" not in record


def all_was_used(scene: Scene) -> None:
    """The recorder saw git and gh, and the catalog has what the servers said."""
    names = {one.name.partition(".")[0] for one in scene.record.iterdir()}
    assert {"git", "gh"} <= names
    found = [json.loads(line) for line in scene.run("export", "--json").splitlines()]
    described = [one["description"] for one in found if one["name"] == "pay"]
    assert described
    assert "***" in described[0]


def test_a_sync_and_a_clone_write_no_token(scene):
    scene.run("sync", code=(0,))
    scene.run("clone", "127.0.0.1/acme/pay", "--issue", "7")
    all_was_used(scene)
    assert leaks(scene) == []


PLAN = ("--skill", "go")


@pytest.mark.long
def test_every_command_and_every_screen_writes_no_token(scene, tmp_path):
    from isonboard.cli.main import VERBS

    checkout = scene.home / "workspace" / "127.0.0.1" / "acme" / "pay"
    starter = tmp_path / "starter.toml"
    starter.write_text('[company]\nname = "Acme"\n')
    lines = {
        "sync": [("sync",), ("sync", "--details"), ("sync", "first", "--progress", "json")],
        "add": [("add", "http://127.0.0.1:9/repos.json"), ("add", f"http://ada:{MARKS['environment']}@127.0.0.1:9/x")],
        "join": [("join", str(starter))],
        "search": [("search", "pay"), ("search", "pay", "--json", "--sort", "fit")],
        "match": [("match", *PLAN, "--why"), ("match", "--json")],
        "issues": [("issues", "--refresh"), ("issues", "127.0.0.1/acme/pay", "--json", "--all-tiers")],
        "show": [("show", "127.0.0.1/acme/pay"), ("show", "127.0.0.1/acme/pay", "--json")],
        "guide": [("guide", "127.0.0.1/acme/pay")],
        "clone": [("clone", "127.0.0.1/acme/pay", "--issue", "7"), ("clone", "127.0.0.1/acme/pay", "--fork")],
        "plan": [("plan", str(checkout)), ("plan", str(checkout), "--json")],
        "setup": [("setup", str(checkout))],
        "favourites": [("favourites", "add", "127.0.0.1/acme/pay", "--note", "mine"), ("favourites", "--refresh"),
                       ("favourites", "export")],
        "profile": [("profile", "--skill", "go"), ("profile", "--from", str(checkout))],
        "journey": [("journey",), ("journey", "127.0.0.1/acme/pay", "--format", "markdown")],
        "check": [("check", "127.0.0.1/acme/pay"), ("check", str(checkout))],
        "export": [("export", "--format", "portal"), ("export", "--format", "csv")],
        "doctor": [("doctor",), ("doctor", "--json")],
        "completion": [("completion", "bash"), ("completion", "--names", "sources")],
        "forget": [("forget", "--all")],
    }  # fmt: skip
    assert set(lines) == set(VERBS), "a new command belongs here"
    for words in lines.values():
        for one in words:
            scene.run(*one)
    painted = b""
    with terminal([], scene.home, env=scene.env, size=(140, 40)) as screen:
        assert screen.until(b"Explore")
        for keys, there in (
            ("1", b"pay"),
            ("2", b"Issues"),
            ("3", b"Favourites"),
            ("4", b"Profile"),
            ("5", b"Sources"),
        ):
            screen.type(keys)
            assert screen.until(there)
        screen.type("1")
        for keys in ("\r", "\t", "i", "g", "?", "\x1b", "\x1b", "s", "c"):
            before = len(screen.data)
            screen.type(keys)
            screen.until(lambda before=before: len(screen.data) > before)
        screen.type("\x11")
        screen.type("\x11y")
        screen.until(lambda: False)
        painted = screen.data
    with open(scene.said, "ab") as file:
        file.write(painted)
    all_was_used(scene)
    assert leaks(scene) == []


def test_a_crash_report_holds_no_token(home, tmp_path):
    """A fault of ours, made on purpose, in a call whose words hold a token."""
    from isonboard.cli import crash

    mark = "ghp_" + "Mark7f3a91c2d4e5" * 2
    code = (
        "import sys; from isonboard.cli import main; "
        f"main._run = lambda *a: (_ for _ in ()).throw(KeyError('Authorization: Bearer {mark} https://ada:{mark}@h/'))\n"
        "sys.exit(main.main(['x']))"
    )
    assert crash.kept_report
    done = subprocess.run(
        [os.sys.executable, "-P", "-c", code],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    report = (home / "cache" / "logs" / "crash.txt").read_text()
    assert "KeyError" in report
    assert mark not in report.replace(code, "") + done.stderr
    assert stat.S_IMODE((home / "cache" / "logs" / "crash.txt").stat().st_mode) == 0o600
