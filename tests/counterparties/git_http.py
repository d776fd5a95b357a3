"""A git server over HTTP on loopback, made of the standard library and `git http-backend`; it can misbehave.

It stands in for a forge: partial clones, a password for what is below /private/, and faults on the way to the client
(cut or hang after so many bytes of a pack).
"""

import base64
import gzip
import json
import os
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

USER, PASSWORD = "newcomer", "s3cret-token"


class GitServer(ThreadingHTTPServer):
    daemon_threads = True
    root: Path
    hang_after: int | None = None
    cut_after: int | None = None
    faults_left: int = 1_000
    ended = threading.Event()
    scheme = "http"

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.ended = threading.Event()
        self.hanging = threading.Event()
        self.large: dict[str, bytes] = {}
        """Contents for Git LFS, by their SHA-256."""
        self.requests: list[str] = []
        self.logins: list[str] = []

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def url(self, name: str) -> str:
        return f"{self.origin}/{name}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class _Handler(BaseHTTPRequestHandler):
    server: GitServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline().strip(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        self._answer(body)

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        self.server.requests.append(f"{self.command} {self.path}")
        login = self.headers.get("Authorization", "")
        if login:
            self.server.logins.append(login)
        wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if parts.path.startswith("/private/") and login != wanted:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="Acme git"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if parts.path.endswith("/info/lfs/objects/batch"):
            self._answer_lfs(json.loads(body))
            return
        if parts.path.startswith("/large/"):
            self._say(200, self.server.large[parts.path.rpartition("/")[2]], "application/octet-stream")
            return
        env = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
        }
        done = subprocess.run(
            ["git", "http-backend"], input=body, capture_output=True, env=env, check=False, timeout=120
        )
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        status = 200
        fields: list[tuple[str, str]] = []
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name.lower() == "status":
                status = int(value.split()[0])
            elif name:
                fields.append((name, value))
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self._send(content, faulty=b"packfile" in content[:4_000] or len(content) > 10_000)

    def _answer_lfs(self, asked: dict[str, list[dict[str, object]]]) -> None:
        """Git LFS's batch API (git-lfs, docs/api/batch.md), for downloads."""
        known = self.server.large
        answers = [
            {**one, "actions": {"download": {"href": self.server.url(f"large/{one['oid']}")}}}
            if one["oid"] in known
            else {**one, "error": {"code": 404, "message": f"{one['oid']} is not here"}}
            for one in asked["objects"]
        ]
        self._say(
            200,
            json.dumps({"transfer": "basic", "objects": answers}).encode(),
            "application/vnd.git-lfs+json",
        )

    def _say(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _send(self, content: bytes, *, faulty: bool) -> None:
        server = self.server
        limit = server.hang_after if server.hang_after is not None else server.cut_after
        if not faulty or limit is None or server.faults_left <= 0 or len(content) <= limit:
            self.wfile.write(content)
            return
        server.faults_left -= 1
        self.wfile.write(content[:limit])
        self.wfile.flush()
        if server.hang_after is not None:
            server.hanging.set()
            server.ended.wait(120)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def git_server(root: Path, certificate: Path | None = None, key: Path | None = None) -> Iterator[GitServer]:
    """Serve the bare repositories below `root`; with a certificate over TLS."""
    server = GitServer(root)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def bare_repository(
    path: Path, *, blobs: int = 3, kilobytes: int = 4, extra: dict[str, str] | None = None
) -> Path:
    """A bare repository that allows partial clones: documents, and random files in two versions."""

    def plain(*args: str, cwd: Path) -> None:
        env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"}
        who = ("-c", "user.name=t", "-c", "user.email=t@example.test")
        subprocess.run(["git", *who, *args], cwd=cwd, check=True, env=env, capture_output=True)

    path.mkdir(parents=True)
    plain("init", "-q", "-b", "main", "--bare", ".", cwd=path)
    plain("config", "uploadpack.allowFilter", "true", cwd=path)
    plain("config", "uploadpack.allowAnySHA1InWant", "true", cwd=path)
    work = path.with_name(f"{path.name}.work")
    work.mkdir()
    plain("init", "-q", "-b", "main", cwd=work)
    (work / "README.md").write_text("# Hello\n", encoding="utf-8")
    (work / "CONTRIBUTING.md").write_text("# How to contribute\n\nMake a fork.\n", encoding="utf-8")
    for name, content in (extra or {}).items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(content, encoding="utf-8")
    (work / "big").mkdir()
    for version in range(2):
        for number in range(blobs):
            (work / "big" / f"{number}.bin").write_bytes(os.urandom(kilobytes * 1024))
        plain("add", ".", cwd=work)
        plain("commit", "-qm", f"version {version + 1}", cwd=work)
    plain("push", "-q", str(path), "main", cwd=work)
    return path
