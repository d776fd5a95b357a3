"""Servers for what happens below HTTP: a private CA, TLS, a proxy with a password, faults on the wire."""

import base64
import contextlib
import http.client
import select
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Authority:
    """A private certificate authority, made by openssl(1) in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run(
            "req", "-x509", *_KEY, "-days", "30", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Test Root",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        )  # fmt: skip
        self.root = str(folder / "root.pem")

    @staticmethod
    def available() -> bool:
        return shutil.which("openssl") is not None

    def certificate(
        self, name: str, names: str, *, use: str = "serverAuth", dates: tuple[str, ...] = ("-days", "30")
    ) -> str:
        """The path of a PEM with certificate and key for `names` (`DNS:localhost,IP:127.0.0.1`)."""
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(
            "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nsubjectKeyIdentifier=hash\n"
            f"authorityKeyIdentifier=keyid\nextendedKeyUsage={use}\nsubjectAltName={names}\n"
        )
        self._run("req", *_KEY, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        self._run(
            "x509", "-req", "-in", f"{name}.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", *dates,
            "-out", f"{name}.pem", "-extfile", f"{name}.ext",
        )  # fmt: skip
        whole = self.folder / f"{name}-all.pem"
        whole.write_text(
            (self.folder / f"{name}.pem").read_text() + (self.folder / f"{name}.key").read_text()
        )
        return str(whole)

    def _run(self, *args: str) -> None:
        subprocess.run(["openssl", *args], cwd=self.folder, check=True, capture_output=True)


_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@contextlib.contextmanager
def serving(
    body: bytes = b"[]", *, certificate: str | None = None, wants_client_of: str | None = None
) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A web server on loopback that gives `body` to everything: its address and the headers it saw."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append({key.lower(): value for key, value in self.headers.items()})
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None: ...

        def shutdown_request(self, request: Any) -> None:
            # closing with the request still unread would reset the connection, and the TLS alert with it
            with contextlib.suppress(OSError):
                request.settimeout(2)
                socket.socket.shutdown(request, socket.SHUT_WR)
                while socket.socket.recv(request, 65536):
                    pass
            self.close_request(request)

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        if wants_client_of:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(wants_client_of)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    with _running(server):
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}", seen


@contextlib.contextmanager
def proxying(login: str | None = None, *, refusal: int = 407) -> Iterator[tuple[str, list[str]]]:
    """A forward proxy on loopback, with a password where `login` is given: host:port and what went through."""
    through: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _refused(self) -> bool:
            wanted = base64.b64encode((login or "").encode()).decode()
            if login and self.headers.get("proxy-authorization") != f"Basic {wanted}":
                self.send_response(refusal)
                self.send_header("proxy-authenticate", 'Basic realm="proxy"')
                self.send_header("content-length", "0")
                self.end_headers()
                return True
            through.append(f"{self.command} {self.path}")
            return False

        def do_GET(self) -> None:
            if self._refused():
                return
            parts = urlsplit(self.path)
            onward = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
            onward.request("GET", parts.path or "/", headers={"host": parts.netloc})
            answer = onward.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            self.send_header("content-type", answer.headers["content-type"])
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            onward.close()

        def do_CONNECT(self) -> None:
            if self._refused():
                return
            host, _, port = self.path.rpartition(":")
            with socket.create_connection((host, int(port)), timeout=5) as onward:
                self.send_response(200)
                self.end_headers()
                ends = {self.connection: onward, onward: self.connection}
                while True:
                    ready, _, _ = select.select(list(ends), [], [], 5)
                    for each in ready:
                        data = each.recv(65536)
                        if not data:
                            return
                        ends[each].sendall(data)
                    if not ready:
                        return

        def log_message(self, *args: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None: ...

    server = Server(("127.0.0.1", 0), Handler)
    with _running(server):
        yield f"127.0.0.1:{server.server_address[1]}", through


@contextlib.contextmanager
def talking(say: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[int]]]:
    """A raw server on loopback: `say` gets each connection after its request came; the address, and the calls."""
    listener = socket.create_server(("127.0.0.1", 0))
    calls: list[int] = []

    def run() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                connection.recv(65536)
                calls.append(1)
                say(connection)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", calls
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@contextlib.contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
