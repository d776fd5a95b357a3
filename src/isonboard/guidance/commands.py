"""Which lines of a code block are commands to type.

Strict on purpose: a command that is shown as the project's own words must be one. Output, placeholders, examples with
invented names, release and deploy commands and whatever is meant for users of the product are left out.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from isonboard import limits
from isonboard.guidance.blocks import Block
from isonboard.guidance.stations import ASSIGNMENTS, inside

SHELL_LANGUAGES = frozenset(
    {"sh", "bash", "shell", "zsh", "console", "shell-session", "shellsession", "terminal", "ksh", "fish", "session",
     "sh-session", "bash-session", "shellscript", "commandline", "cli"}
)  # fmt: skip
_NO_LANGUAGE = frozenset({"", "text", "txt", "plaintext", "plain", "none", "default", "guess", "literal"})

PROGRAMS = frozenset(
    {
        "git", "gh", "glab", "make", "gmake", "cmake", "ctest", "ninja", "meson", "bazel", "bazelisk",
        "buck2", "scons", "waf", "autoreconf", "autoconf", "python", "python3", "python2", "py", "pip",
        "pip3", "pipx", "uv", "uvx", "poetry", "pdm", "hatch", "pipenv", "tox", "nox", "pytest", "py.test",
        "pre-commit", "prek", "conda", "mamba", "micromamba", "pixi", "black", "ruff", "flake8", "mypy",
        "isort", "pylint", "virtualenv", "coverage", "codespell", "towncrier", "flit", "maturin", "invoke",
        "inv", "doit", "django-admin", "npm", "npx", "pnpm", "yarn", "bun", "bunx", "node", "nvm", "fnm",
        "corepack", "deno", "lerna", "nx", "turbo", "grunt", "gulp", "jest", "mocha", "vitest", "eslint",
        "prettier", "tsc", "ember", "ng", "husky", "go", "gofmt", "goimports", "gofumpt", "golangci-lint",
        "gotestsum", "mage", "task", "just", "air", "buf", "cargo", "rustup", "rustfmt", "rustc", "cross",
        "mvn", "mvnw", "gradle", "gradlew", "ant", "sbt", "lein", "clojure", "clj", "mill", "kotlinc",
        "ktlint", "jbang", "bundle", "bundler", "gem", "rake", "rspec", "rubocop", "ruby", "rbenv", "rvm",
        "php", "composer", "phpunit", "phpcs", "phpstan", "psalm", "dotnet", "nuget", "msbuild", "nuke",
        "swift", "xcodebuild", "pod", "carthage", "flutter", "dart", "melos", "fvm", "mix", "rebar3",
        "elixir", "stack", "cabal", "ghcup", "opam", "dune", "esy", "julia", "R", "Rscript", "octave",
        "perl", "cpanm", "prove", "dzil", "zig", "nim", "nimble", "crystal", "shards", "raco", "docker",
        "docker-compose", "podman", "vagrant", "kubectl", "kind", "minikube", "helm", "skaffold", "tilt",
        "terraform", "devcontainer", "earthly", "brew", "apt", "apt-get", "aptitude", "dnf", "yum", "pacman",
        "apk", "zypper", "port", "pkg", "nix", "nix-shell", "nix-build", "direnv", "asdf", "mise", "sudo",
        "source", ".", "cd", "mkdir", "export", "cp", "ln", "mv", "rm", "touch", "chmod", "curl", "wget",
        "tar", "unzip", "sh", "bash", "env", "createdb", "psql", "mysql", "clang-format", "clang-tidy",
        "shellcheck", "shfmt", "valgrind", "bats", "conan", "vcpkg", "premake", "pants", "git-clang-format", "behave", "spin", "fakeroot", "jlpm",
    }
)  # fmt: skip
_SCRIPT = re.compile(
    r"(?:[\w.-]{1,40}/){1,5}[\w.-]{1,60}\.(?:sh|py|pl|rb|fish|bash|zsh|js)(?:\s|$)|(?:\.{1,2}/|(?:bin|scripts?|tools?|hack|dev|ci|build|\.?venv/bin|node_modules/\.bin)/)[\w./+-]{1,120}(?:\s|$)"
)
_PROMPT = re.compile(
    r"(?:\$\{?[A-Z]{2,12}\}?/[\w./-]{1,80}\s)?(?:\([\w. +-]{1,30}\)\s?)?(?:[\w.-]{1,30}@[\w.-]{1,40}[: ]\S{0,60}\s?)?(?:\[[\w@. ~/-]{1,40}\])?(?:~?[\w.-]{0,30}(?:/[\w.-]{1,30}){0,5}(?=\$))?(?P<sign>[$%❯➜]|>(?!>))\s+(?=\S)"
)
_PROSE = re.compile(
    r"(?:make (?:sure|a|an|the|your|it|sense)|go (?:to|through|into|ahead|is|version)|test (?:the|your|that)|find (?:the|your|a)"
    r"|cd into|run (?:the|this)|source (?:code|files?)|task (?:is|the)|just (?:the|a|run|as|like|make)|kind (?:of|regards)"
    r"|fish (?:is|the)|pip is|git is|node is|python is|ruby is|docker is|port (?:is|the)|invoke (?:the|a)|patch (?:is|the)"
    r"|black is|r is|env is|stack (?:is|trace|over)|dart is|julia is|mix (?:of|the)|swift is|perl is)\b",
    re.IGNORECASE,
)
_TRAILING_COMMENT = re.compile(
    r"\s{3,}[A-Z][a-z]{2,}\s.{0,300}$|\s+#\s.{0,300}$|\s{2,}#\S.{0,300}$|\s+//\s.{0,300}$|\s{2,}\(.{3,200}\)$"
)

_COMMENT = re.compile(r"\s*(?:#(?!!)|//|::|REM |rem |;)\s?(.*)$")
_GOES_ON = re.compile(r"[a-z(]")
"""The second line of a remark."""
_WINDOWS = re.compile(r"\bwindows\b|\bpowershell\b|\bcmd\.exe\b|\bmsys|\bmingw", re.IGNORECASE)
_WINDOWS_LINE = re.compile(
    r"(?:[A-Z]:\\|PS [A-Z]:|PS>|C:\\|\.\\|[\w.-]{1,40}\\[\w.\\-]+)|\bset [A-Z_]+=|\.(?:bat|cmd|ps1|exe)\b"
)
_NOT_ONE = re.compile(r"[=:]\s*$|\t| = |:\s+\S.{0,200}:\s|^\S+:$|[{}]\s*$|\)\s*\{|->|=>|;\s*$")


_MOST_LINES = limits.GUIDANCE_COMMAND_LINES
"""A longer block is a listing, not something to type."""


class Command(NamedTuple):
    """One command as one line; `line` is where it starts, `comment` what the block says of it."""

    text: str
    line: int
    comment: str = ""
    names_it: bool = True
    """The remark stands beside the command or right above it, not above another one before."""


def commands_in(block: Block) -> list[Command]:
    """The commands of a code block. Without prompts and without a shell's name, only lines that start with a known program."""
    if block.language not in SHELL_LANGUAGES and block.language not in _NO_LANGUAGE:
        return []
    signs = [match["sign"] for line in block.lines if (match := _PROMPT.match(line.lstrip()[:200]))]
    prompts = len(signs)
    if block.language in _NO_LANGUAGE and not prompts and not _all_commands(block):
        return []
    found: list[Command] = []
    comment, skipping, number = "", False, 0
    lines = block.lines[:_MOST_LINES]
    while number < len(lines):
        at = number
        raw = lines[number].strip()[:2_000]
        number += 1
        if not raw:
            if skipping:  # a remark such as “on Windows” speaks of its own paragraph
                comment, skipping = "", False
            continue
        prompt = _PROMPT.match(raw)
        if prompt and prompt["sign"] == signs[0]:
            raw = raw[prompt.end() :]
        elif raw.startswith(("$ ", "# ")) and prompts and not raw.startswith("# "):
            raw = raw[2:]
        elif prompts and not _COMMENT.match(raw):
            continue  # output
        if remark := _COMMENT.match(raw):
            goes_on = number > 1 and _COMMENT.match(lines[number - 2]) and _GOES_ON.match(remark[1])
            comment = f"{comment} {remark[1].strip()}"[-600:].strip() if goes_on else remark[1].strip()
            skipping = bool(_WINDOWS.search(comment)) and not re.search(r"linux|mac", comment, re.IGNORECASE)
            continue
        while raw.endswith("\\") and number < len(lines):
            raw = raw[:-1].rstrip() + " " + lines[number].strip().removeprefix("> ")[:500]
            number += 1
        if raw.count("(") > raw.count(")"):
            raw, number = _closed(raw, lines, number)
        typed = _without_comment(raw)
        remark_of_line = raw[len(typed) :].strip(" #/()")
        raw = typed
        if "<<" in raw and (heredoc := re.search(r"<<-?\s*['\"]?(\w{1,30})", raw)):
            while number < len(lines) and lines[number].strip() != heredoc[1]:
                number += 1
            continue
        if not raw or skipping or _WINDOWS_LINE.search(raw) or _WINDOWS.search(raw):
            continue
        if looks_like_command(raw) or (prompts and not _PROSE.match(raw)):
            names_it = bool(remark_of_line) or not at or bool(_COMMENT.match(lines[at - 1]))
            found.append(Command(raw, block.line + at, remark_of_line or comment, names_it))
    return found


def _closed(raw: str, lines: Sequence[str], number: int) -> tuple[str, int]:
    """A command whose bracket is open at the end of its line with the lines up to the closing one, and the line after it."""
    joined = raw
    for at in range(number, min(number + _MOST_IN_BRACKETS, len(lines))):
        joined = f"{joined} {lines[at].strip()[:500]}"
        if joined.count("(") <= joined.count(")"):
            return joined, at + 1
    return raw, number


_MOST_IN_BRACKETS = 12


def _without_comment(text: str) -> str:
    return (
        _TRAILING_COMMENT.sub("", text).rstrip()
        if "#" in text or "//" in text or "(" in text or "   " in text
        else text
    )


def _all_commands(block: Block) -> bool:
    """Without a language and prompts a block counts only when nothing in it looks like output or another language."""
    good = bad = 0
    continued = False
    for line in block.lines:
        stripped = line.strip()[:500]
        if not stripped or _COMMENT.match(stripped):
            continued = False
            continue
        if not continued:
            if looks_like_command(_without_comment(stripped)):
                good += 1
            elif not _STARTED.fullmatch(stripped):
                bad += 1
        continued = stripped.endswith("\\")
    return good > 0 and bad == 0


_STARTED = re.compile(r"(?:\./)?(?:[\w-]+/){1,3}[\w-]+")
"""What the lines before have built, started by its path alone: neither for nor against."""


def looks_like_command(text: str) -> bool:
    """Whether a line starts like something to type: a known program, a script of the checkout, an assignment before one."""
    bare = ASSIGNMENTS.sub("", text, count=1) if "=" in text else text
    bare = bare.removeprefix("sudo ").lstrip("(")
    first = bare.split(None, 1)[0].rstrip(";") if bare.strip() else ""
    if _PROSE.match(bare) or (_NOT_ONE.search(text) and not text.endswith(("{}", ";"))):
        return False
    if first in PROGRAMS:
        return not (
            bare.rstrip().endswith((".", ",", "?", "!"))
            and re.search(r"[a-z]{3,}[.,?!]$", bare)
            and bare.count(" ") > 4
        )
    if _SCRIPT.match(bare):
        return not first.endswith((".md", ".rst", ".txt", ".json", ".html", ":"))
    return inside(bare).split(" ")[0] in PROGRAMS
