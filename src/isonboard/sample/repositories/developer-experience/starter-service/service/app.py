"""Requests in, answers out: no sockets here, so that tests are quick."""

import json
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    body: dict


def answer(method, path):
    """What the service says to a request."""
    handler = _ROUTES.get(path)
    if handler is None:
        return Answer(404, {"error": f"there is nothing at {path}"})
    if method != "GET":
        return Answer(405, {"error": f"{method} is not possible here"})
    return handler()


def encoded(body):
    """The body as bytes of JSON."""
    return json.dumps(body, ensure_ascii=False).encode()


def _health():
    return Answer(200, {"status": "ok"})


def _hello():
    return Answer(200, {"message": "Welcome on board"})


_ROUTES = {"/health": _health, "/": _hello}
