"""A real Gitea on loopback: `ISONBOARD_GITEA` names its program; SQLite, no mail, no ssh, a folder that goes away.

An official program carries its templates; one built from the source without `bindata` reads them from where it was
built to look (`-X code.gitea.io/gitea/modules/setting.StaticRootPath=SOURCE`).
"""

import base64
import json
import os
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

_SETTINGS = """
APP_NAME = Gitea of a test
RUN_MODE = prod
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = {place}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = http://127.0.0.1:{port}/
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = {place}/gitea.db
SQLITE_JOURNAL_MODE = WAL
[repository]
ROOT = {place}/repositories
[security]
INSTALL_LOCK = true
SECRET_KEY = {secret}
INTERNAL_TOKEN = {secret}
PASSWORD_HASH_ALGO = pbkdf2$1000$50
[service]
DISABLE_REGISTRATION = true
DEFAULT_KEEP_EMAIL_PRIVATE = false
[indexer]
ISSUE_INDEXER_TYPE = db
[actions]
ENABLED = false
[mailer]
ENABLED = false
[cron]
ENABLED = false
[log]
MODE = console
LEVEL = Warn
"""
_PATIENCE = 300.0  # seconds until it answers, on a busy machine


class UnavailableError(Exception):
    """Why there is no Gitea here, in a sentence."""


class RealGitea:
    """One running Gitea with an administrator; use it as a context. Raises UnavailableError."""

    def __init__(self, program: str, place: Path) -> None:
        self._program, self._place = program, place
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = place / "app.ini"
        self._log = place / "log.txt"
        self._environment = {
            "HOME": str(place),
            "PATH": os.environ.get("PATH", os.defpath),
            "USER": os.environ.get("USER", "root"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = ""

    def __enter__(self) -> Self:
        secret = secrets.token_hex(32)
        self._settings.write_text(_SETTINGS.format(place=self._place, port=self.port, secret=secret))
        self._run("migrate")
        self._keeper = self.person("keeper", "--admin")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [self._program, "web", "--config", str(self._settings)],
                cwd=self._place, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)

    def person(self, name: str, *options: str) -> str:
        """A new account; its token, for everything."""
        words = ("--username", name, "--email", f"{name}@acme.example", "--random-password", *options)
        self._run("admin", "user", "create", *words, "--must-change-password=false")
        words = ("--username", name, "--token-name", "test", "--scopes", "all", "--raw")
        return self._run("admin", "user", "generate-access-token", *words).split()[-1]

    def ask(self, method: str, path: str, body: object = None, *, token: str = "") -> Any:
        """One call of the API, by the administrator where no other token is given; raises HTTPError."""
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"authorization": f"token {token or self._keeper}", "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            said = answer.read()
        return json.loads(said) if said else None

    def commit(
        self, repository: str, files: dict[str, str], message: str, *, token: str = "", **more: object
    ) -> Any:
        """New files in one commit; `branch` and `new_branch` say where."""
        operations = [
            {"operation": "create", "path": path, "content": base64.b64encode(text.encode()).decode()}
            for path, text in files.items()
        ]
        body = {"files": operations, "message": message, **more}
        return self.ask("POST", f"/repos/{repository}/contents", body, token=token)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [self._program, "--config", str(self._settings), *words],
            cwd=self._place, env=self._environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=_PATIENCE,
        )  # fmt: skip
        if done.returncode != 0:
            raise UnavailableError(f"gitea {words[0]} failed: {(done.stderr or done.stdout).strip()[-400:]}")
        return done.stdout

    def _wait(self) -> None:
        ends = time.monotonic() + _PATIENCE
        while time.monotonic() < ends:
            if self._process is None or self._process.poll() is not None:
                raise UnavailableError(f"Gitea ended by itself: {self._log.read_text()[-400:]}")
            try:
                self.ask("GET", "/version")
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
            else:
                return
        raise UnavailableError(f"Gitea did not answer within {_PATIENCE:.0f} s")
