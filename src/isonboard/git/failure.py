"""What git says when it fails, as one of our errors: its own telling line, with what to do about it."""

import os
from pathlib import Path

from isonboard import text
from isonboard.errors import GitError, IsonboardError, StorageError


def failure(verb: str, code: int, stderr: str, *, room: int | None = None) -> IsonboardError:
    """What git said, in one cleaned and redacted sentence, with advice where the cause is known.

    `room` is how many bytes could still be written where git worked (see `room_at`), None where that is not known.
    """
    cleaned = [text.redacted(text.line(part, 300)) for part in stderr.splitlines() if part.strip()]
    for signs, advice in _ADVICE:
        for part in cleaned:
            if any(sign in part.casefold() for sign in signs):
                kind = StorageError if signs is _DISK_FULL else GitError
                return kind(_without_prefix(part), hint=advice)
    for part in cleaned:
        if any(sign in part.casefold() for sign in _NOT_WRITTEN):
            full = room is not None and room < _NEARLY_FULL
            advice = _FULL if full else "The folder cannot be written: is the disk full, or is it read-only?"
            return StorageError(_without_prefix(part), hint=advice)
    telling = [part for part in cleaned if part.startswith(_PREFIXES)] or cleaned
    message = _without_prefix(telling[-1]) if telling else f"git {verb} ended with {code}"
    return GitError(message, hint="Try again, or run the command by hand to see more.")


def room_at(folder: Path | str) -> int | None:
    """Bytes that may still be written in a folder, or where it would be; None where the system does not tell."""
    place = Path(folder)
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        system = os.statvfs(place)
    except (AttributeError, OSError):  # Windows has none
        return None
    return 0 if system.f_files and not system.f_favail else system.f_bavail * system.f_frsize


_PREFIXES = ("fatal: ", "error: ", "remote: ", "ERROR: ")


def _without_prefix(line: str) -> str:
    for prefix in _PREFIXES:
        line = line.removeprefix(prefix)
    return line


_LOGIN = (
    "The host wants a login: set a token (“isonboard doctor” names the variable) or a git credential helper."
)
_UNTRUSTED = "The certificate is not trusted: set network.ca_bundle to your company's CA."
_FULL = "The disk is full: free some space and try again."
_DISK_FULL = ("no space left", "disk quota exceeded")
_NOT_WRITTEN = (
    "could not set 'core.",
    "could not write config file",
    "failed to write new configuration file",
)
"""What git from 2.53 says where its first writing fails, without the system's reason."""
_NEARLY_FULL = 1 << 20  # bytes: what is removed after the failure leaves a little room
_ADVICE: tuple[tuple[tuple[str, ...], str], ...] = (
    (_DISK_FULL, _FULL),
    (("407 proxy", "error: 407", "response 407"), "The proxy wants a password: check HTTPS_PROXY."),
    (("could not resolve proxy",), "The proxy is not found: check HTTPS_PROXY."),
    (("could not read username", "could not read password", "terminal prompts disabled"), _LOGIN),
    (("authentication failed", "error: 401"), "The login was refused: renew the token for this host."),
    (("error: 403",), "You may not read it: ask the project's owners for access."),
    (
        ("permission denied (",),
        "Your ssh key is not known there: add it to your account, or clone over https.",
    ),
    (
        ("host key verification failed",),
        "The host's ssh key is not known: connect once with ssh to check and accept it.",
    ),
    (("certificate verification failed", "ssl certificate problem", "server certificate"), _UNTRUSTED),
    (("could not resolve host",), "The host is not found: check the network, the VPN and the proxy."),
    (
        ("connection refused", "failed to connect", "couldn't connect"),
        "Nothing answers there: check the address and the VPN.",
    ),
    (("operation too slow", "timed out", "not responding"), "The connection stalled: try again."),
    (("repository not found", "' not found"), "Check the address, and whether you may read it."),
    (("' not allowed",), "This protocol is not allowed for the source: see clone_protocol."),
    (
        ("early eof", "hung up unexpectedly", "connection reset", "rpc failed", "unexpected disconnect"),
        "The connection was cut: try again.",
    ),
    ((".lock': file exists",), "Another git works there: wait for it to end and try again."),
)
