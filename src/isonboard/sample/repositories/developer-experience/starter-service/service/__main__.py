"""`python -m service PORT` serves on this machine only."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from service.app import answer, encoded


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._say(answer("GET", self.path))

    def do_POST(self):
        self._say(answer("POST", self.path))

    def log_message(self, format, *values):
        print(json.dumps({"from": self.client_address[0], "said": format % values}), file=sys.stderr)

    def _say(self, said):
        data = encoded(said.body)
        self.send_response(said.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def server(port):
    """A server bound to this machine; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    with server(int(sys.argv[1]) if len(sys.argv) > 1 else 8080) as running:
        running.serve_forever()
