"""Cloning from real servers on loopback: Apache over http and https with a private CA, OpenSSH, two proxies.

The recipes are beside the checkout (`../shared/servers`); where they or the programs are absent, these tests say so
and are skipped. What they prove over plain HTTP is proved everywhere by `test_workspace_clone.py`.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))
from canaries import plain

from isonboard import git
from isonboard.errors import GitError
from isonboard.workspace.clone import clone

pytestmark = pytest.mark.shared

SERVERS = Path(__file__).resolve().parents[2].parent / "shared" / "servers"
LOGIN = ("newcomer", "s3cret-token")


class Site(NamedTuple):
    """The ports of the servers, and where their keys are."""

    folder: Path
    http: int
    https: int
    ssh: int


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def with_ports(folder: Path, ports: dict[str, int]) -> None:
    """Give every server of a copied recipe a port of its own, so that two runs do not meet."""
    for file in folder.iterdir():
        if file.suffix in (".sh", ".conf"):
            text = file.read_text(encoding="utf-8")
            for old, new in ports.items():
                text = re.sub(rf"\b{old}\b", str(new), text)
            file.write_text(text, encoding="utf-8")


def copied(name: str, programs: tuple[str, ...]) -> Path:
    if not (SERVERS / name).is_dir():
        pytest.skip("the recipes of the real servers are not beside this checkout")
    path = f"{os.environ['PATH']}:/usr/sbin:/sbin"
    absent = [program for program in programs if not shutil.which(program, path=path)]
    if absent:
        pytest.skip(f"not installed: {', '.join(absent)}")
    folder = Path(tempfile.mkdtemp(prefix="isonboard-servers-"))
    folder.chmod(0o755)
    shutil.copytree(SERVERS / name, folder / name)
    for file in (folder / name).iterdir():
        file.chmod(0o755 if file.suffix == ".sh" else 0o644)
    (folder / name).chmod(0o755)
    return folder / name


def started(folder: Path, port: int) -> None:
    done = subprocess.run(["./up.sh"], cwd=folder, check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)  # fmt: skip
    if done.returncode:
        stopped(folder)
        pytest.skip(f"the server did not start here: {done.stderr.decode()[-200:]}")
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    stopped(folder)
    pytest.skip("the server does not answer here")


def stopped(folder: Path) -> None:
    subprocess.run(["./down.sh"], cwd=folder, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    shutil.rmtree(folder.parent, ignore_errors=True)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    folder = copied("git", ("apache2", "sshd", "openssl", "ssh-keygen"))
    http, https, client, ssh, daemon = free_ports(5)
    with_ports(folder, {"8080": http, "8443": https, "8444": client, "8022": ssh, "9418": daemon})
    for name in ("public/hello", "private/secret"):
        subprocess.run(["./mkrepo.sh", name, "4", "16"], cwd=folder, check=True, capture_output=True)
    started(folder, http)
    yield Site(folder, http, https, ssh)
    stopped(folder)


@pytest.fixture(autouse=True)
def _home(own_home: Path) -> None:
    pass


async def cloned(address: str, destination: Path, **options: object) -> str:
    done = await clone(address, destination, report=lambda _event: None, **options)  # type: ignore[arg-type]
    assert plain("status", "--porcelain", cwd=done.path) == ""
    return done.commit


async def test_over_http(site: Site, tmp_path: Path) -> None:
    assert await cloned(f"http://127.0.0.1:{site.http}/public/hello.git", tmp_path / "x", protocols=("http",))


async def test_over_https_with_a_private_ca(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"https://127.0.0.1:{site.https}/public/hello.git"
    with pytest.raises(GitError) as raised:
        await cloned(address, tmp_path / "x")
    assert "ca_bundle" in raised.value.hint
    assert not (tmp_path / "x").exists()
    monkeypatch.setenv("GIT_SSL_CAINFO", "/etc/ssl/certs/ca-certificates.crt")
    assert await cloned(address, tmp_path / "x", ca_bundle=str(site.folder / "tls" / "root.pem"))


async def test_a_private_repository_with_a_token(site: Site, tmp_path: Path) -> None:
    origin = f"https://127.0.0.1:{site.https}"
    ca = str(site.folder / "tls" / "root.pem")
    with pytest.raises(GitError) as raised:
        await cloned(f"{origin}/private/secret.git", tmp_path / "x", ca_bundle=ca)
    assert "login" in raised.value.hint
    login = git.Credential(origin, *LOGIN)
    assert await cloned(f"{origin}/private/secret.git", tmp_path / "x", ca_bundle=ca, credential=login)
    assert LOGIN[1] not in plain("config", "--list", cwd=tmp_path / "x")


@pytest.fixture
def ssh(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    known = tmp_path / "known_hosts"
    host = (site.folder / "ssh" / "host.pub").read_text(encoding="utf-8")
    known.write_text(f"[127.0.0.1]:{site.ssh} {host}", encoding="utf-8")
    words = f"ssh -F none -i {site.folder}/ssh/user -oIdentitiesOnly=yes -oUserKnownHostsFile={known}"
    monkeypatch.setenv("GIT_SSH_COMMAND", words)
    return known


async def test_over_ssh(site: Site, tmp_path: Path, ssh: Path) -> None:
    assert await cloned(f"ssh://root@127.0.0.1:{site.ssh}/public/hello.git", tmp_path / "x")


async def test_an_unknown_host_key_is_not_accepted(site: Site, tmp_path: Path, ssh: Path) -> None:
    ssh.write_text("", encoding="utf-8")
    with pytest.raises(GitError) as raised:
        await cloned(f"ssh://root@127.0.0.1:{site.ssh}/public/hello.git", tmp_path / "x")
    assert "check and accept" in raised.value.hint


async def test_an_unknown_key_of_ours_is_explained(
    site: Site, tmp_path: Path, ssh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", os.environ["GIT_SSH_COMMAND"].replace("ssh/user", "ssh/none"))
    with pytest.raises(GitError) as raised:
        await cloned(f"ssh://root@127.0.0.1:{site.ssh}/public/hello.git", tmp_path / "x")
    assert "ssh key" in raised.value.hint


@pytest.fixture(scope="module")
def proxies(site: Site) -> Iterator[tuple[int, int]]:
    folder = copied("proxy", ("squid", "tinyproxy", "openssl"))
    squid, tiny = free_ports(2)
    with_ports(folder, {"3129": squid, "3128": tiny, "8443": site.https, "8022": site.ssh})
    started(folder, squid)
    yield squid, tiny
    stopped(folder)


@pytest.mark.parametrize("which", [0, 1])
async def test_through_a_proxy_with_a_password(
    site: Site, proxies: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    address = f"https://127.0.0.1:{site.https}/public/hello.git"
    ca = str(site.folder / "tls" / "root.pem")
    monkeypatch.setenv("https_proxy", f"http://newcomer:proxy-s3cret@127.0.0.1:{proxies[which]}")
    assert await cloned(address, tmp_path / "x", ca_bundle=ca)
    monkeypatch.setenv("https_proxy", f"http://newcomer:wrong@127.0.0.1:{proxies[which]}")
    with pytest.raises(GitError) as raised:
        await cloned(address, tmp_path / "y", ca_bundle=ca)
    assert "wrong" not in raised.value.sentence
    if which == 0:
        assert "HTTPS_PROXY" in raised.value.hint
