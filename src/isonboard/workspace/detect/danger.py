"""What a recipe or script must not contain to become a step of ours, and commands that never do."""

import itertools
import re
from collections.abc import Iterable

from isonboard import limits

DANGERS = (
    (r"\bsudo\b|\bdoas\b|\bsu -", "asks for administrator rights"),
    (r"\b(?:curl|wget)\b[^\n|]{0,500}\|\s*(?:sudo\s+)?(?:env\s+)?(?:ba|z|da)?sh\b", "runs a script straight from the network"),
    (r"(?:ba)?sh\s+(?:-c\s+[\"']?)?<?\s*[$<]\(\s*(?:curl|wget)", "runs a script straight from the network"),
    (r"\brm\s+-[a-zA-Z]*[rf][a-zA-Z]*\s+[\"']?(?:/|~|\$\{?HOME)", "deletes outside the checkout"),
    (r"\b(?:apt|apt-get|yum|dnf|pacman|apk|zypper|port|snap|choco|winget|scoop)\s+(?:-\S+\s+)*(?:install|add|update|-S)", "installs system packages"),
    (r"\bbrew\s+(?:install|bundle|upgrade|tap)", "installs system packages"),
    (r"\bnpm\s+(?:i|install|link)\b[^\n]{0,300}\s(?:-g|--global)\b|\b(?:yarn|pnpm|bun)\s+(?:global\s+add|add\s+-g|link\b)", "installs globally"),
    (r"\bgem\s+install\b|\bcargo\s+install\b|\bgo\s+install\s+\S+@|\bpipx\s+install\b|\buv\s+tool\s+install\b|\bluarocks\s+install\b", "installs globally"),
    (r"--break-system-packages|\bpip3?\s+install\s+--user", "installs globally"),
    (r"\bdb:(?:reset|drop|create|setup|seed)\b|\bdropdb\b|\bDROP\s+(?:DATABASE|TABLE|SCHEMA)\b|\becto\.(?:reset|drop|setup)\b|migrate:fresh|flushall", "creates or resets a database"),
    (r"\bdocker(?:-compose)?\s+(?:compose\s+)?(?:up|run|build|pull|push|exec|start)\b|\bpodman\b", "starts containers"),
    (r"\b(?:kubectl|helm)\s+\w+|\bterraform\s+(?:apply|destroy)|\bansible-playbook\b|\bvagrant\s+up\b|\bgcloud\b|\baws\s+\w+", "acts on other machines"),
    (r"\bgit\s+(?:push|reset\s+--hard|clean\s+-[a-z]*f|config\s+--(?:global|system))|\bgh\s+(?:release|pr|repo)\b", "changes git beyond this checkout"),
    (r"\b(?:npm|yarn|pnpm|cargo|poetry|uv|gem|hex|dart)\s+(?:pub\s+)?publish\b|\btwine\s+upload|\bdeploy\b", "publishes"),
    (r"\b(?:scp|ssh|rsync)\s+\S*[@:]", "acts on other machines"),
    (r">>?\s*[\"']?(?:~|\$\{?HOME|/etc|/usr)|\bchsh\b|\bsystemctl\b|\blaunchctl\b|\bcrontab\b", "changes settings outside the checkout"),
    (r"/usr/local/(?:bin|lib|share)|\$\(DESTDIR\)|\bmake\s+install\b", "installs outside the checkout"),
    (r"\bbin/dev\b|\brails\s+s(?:erver)?\b|\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?(?:start|dev|serve|watch)\b|\brunserver\b|\bflask\s+run\b|\bhttp\.server\b", "starts something that does not end"),
    (r"\beval\b\s+[\"']?\$|base64\s+(?:-d|--decode)|\bnc\s+-|/dev/tcp/", "hides what it runs"),
)  # fmt: skip

ROW_LIMIT = limits.JUDGED_LINE_LETTERS

_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reason) for pattern, reason in DANGERS)
_REFUSED_PROGRAMS = frozenset(
    {"sudo", "su", "doas", "rm", "curl", "wget", "ssh", "scp", "dd", "eval", "exec", "source", "docker", "podman", "kubectl",
     "chmod", "chown", "mkfs", "brew", "apt", "apt-get", "git", "gh", "twine"}
)  # fmt: skip
_REFUSED_OPTIONS = frozenset({"-g", "--global", "--system", "--user"})
_REFUSED_VERBS = frozenset(
    {"publish", "deploy", "release", "upload", "push", "db:reset", "db:drop", "serve", "watch", "dev", "start", "logs",
     "destroy", "apply"}
)  # fmt: skip


def danger_in(rows: Iterable[str]) -> str | None:
    """Why this text must not be run without being asked about, or None; comments are passed over."""
    for row in rows:
        words = row.strip()
        if words.startswith("#"):
            continue
        if len(words) > ROW_LIMIT:
            return "has a line too long to be read"
        for pattern, reason in _COMPILED:
            if pattern.search(words):
                return reason
    return None


def refusal(argv: tuple[str, ...]) -> str | None:
    """Why a command is never a step of a plan, or None: the last gate, whatever proposed it."""
    program = argv[0].rpartition("/")[2]
    if argv[0].startswith("/") or ".." in argv[0].split("/"):
        return "runs a program by a path outside the checkout"
    if program in _REFUSED_PROGRAMS:
        return f"runs {program}"
    if program in ("sh", "bash", "zsh", "dash") and any(
        word.startswith("-") and "c" in word for word in argv[1:]
    ):
        return "runs a shell line"
    if program in ("make", "gmake", "just", "task", "ninja", "meson") and {"install", "uninstall"} & set(
        argv[1:]
    ):
        return "installs the product"
    verbs = list(itertools.takewhile(lambda word: not word.startswith("-"), argv[1:3]))
    odd = (_REFUSED_VERBS & set(verbs)) | (_REFUSED_OPTIONS & set(argv[1:]))
    return f"{min(odd)} is not set-up" if odd else danger_in([" ".join(argv)])
