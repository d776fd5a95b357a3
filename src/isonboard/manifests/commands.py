"""Shell words from documents, workflows and recipes, split into plain commands that need no shell.

Nothing here decides what to run: a command that needs a shell (pipes, redirections, substitutions, variables)
or that acts outside the checkout is left out, and what remains still has to be in the table of known commands
(`workspace.detect.known`) before it gets into a plan.
"""

import re
import shlex
from collections.abc import Callable, Iterator

from msgspec import Struct

from isonboard import limits
from isonboard.manifests.tree import is_plain_path
from isonboard.text import line as cleaned

TEXT_LIMIT = limits.COMMANDS_LETTERS
ROW_LIMIT = limits.COMMAND_LINE_LETTERS
ARGUMENTS_LIMIT = limits.ARGUMENTS
ARGUMENT_LIMIT = limits.ARGUMENT_LETTERS


class Spoken(Struct, frozen=True):
    """One simple command as somebody wrote it down; `line` counts from 0 within the text it came from."""

    argv: tuple[str, ...]
    cwd: str
    line: int


HARMLESS_SETTINGS = frozenset(
    {
        "CI",
        "FORCE_COLOR",
        "NO_COLOR",
        "RUST_BACKTRACE",
        "PYTHONUNBUFFERED",
        "NODE_ENV",
        "COREPACK_ENABLE_STRICT",
    }
)  # environment settings that may be dropped from before a command without changing what it does
_PROMPT = re.compile(r"^[ \t]*(?:\([\w.-]+\)\s*)?(?:(?:[\w.-]+@[\w.-]+[:\w~/.-]*)?[$%❯➜]|>|PS>)\s+")
_NEEDS_A_SHELL = re.compile(r"[`$|<>(){}*?!#\n\\;&~]")
_STATEMENT = re.compile(
    r"^[ \t]*(?:if|for|while|until|case|function|select|\{|\}|then|else|elif|fi|do|done|esac|\w+\s*\(\)|\[\[?|@echo)"
    r"(?=\s|;|$|\{)"
)
_SETTING = re.compile(r"^([A-Za-z_]\w*)=([\w./:@+-]*)$")


def commands_in(
    text: str, *, cwd: str = ".", is_folder: Callable[[str], bool] = lambda _: True
) -> list[Spoken]:
    """The simple commands of a block of shell text, in order, each with the folder that `cd` led to.

    `is_folder` says whether a folder exists in the checkout: `cd` into one that does not, after a `git clone`,
    enters the clone itself. A compound statement or a here-document ends the reading: what follows may not run.
    """
    return list(_spoken(text[:TEXT_LIMIT], cwd, is_folder))


def _spoken(text: str, cwd: str, is_folder: Callable[[str], bool]) -> Iterator[Spoken]:
    home = here = cwd
    cloned = lost = False
    for number, row in _logical_lines(text):
        if "<<" in row or _STATEMENT.match(row):
            return
        start = here
        for words, is_plain in _simple_commands(row):
            argv = _without_settings(words)
            if not argv or not (is_plain or argv[0] in ("cd", "pushd")):
                continue
            if argv[0] in ("cd", "pushd"):
                target = _entered(here, argv[1]) if len(argv) == 2 else None
                if target is not None and (target == "." or is_folder(target)):
                    here, lost = target, False
                elif cloned:
                    here, cloned, lost = home, False, False
                else:
                    lost = True
            elif argv[0] == "popd":
                here = start if len(argv) == 1 else here
            elif argv[:2] == ("git", "clone") or argv[:3] == ("gh", "repo", "clone"):
                cloned = True
            elif not lost:
                yield Spoken(argv, here, number)


def safe_words(argv: tuple[str, ...]) -> bool:
    """True where every word is plain: no control, no shell character, no way out of the checkout."""
    return 0 < len(argv) <= ARGUMENTS_LIMIT and all(_is_safe_word(word) for word in argv)


def _is_safe_word(word: str) -> bool:
    if not word or len(word) > ARGUMENT_LIMIT or cleaned(word) != word or _NEEDS_A_SHELL.search(word):
        return False
    value = word.rpartition("=")[2] if word.startswith("-") else word
    return not value.startswith("/") and ".." not in re.split(r"[/=:,]", word)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """(number of the first line, text) with continuation lines joined, prompts and comment lines removed."""
    rows = text.split("\n")
    number = 0
    while number < len(rows):
        first, row = number, _PROMPT.sub("", rows[number])
        while row.endswith("\\") and len(row) <= ROW_LIMIT and number + 1 < len(rows):
            number += 1
            row = row[:-1] + " " + rows[number].strip()
        number += 1
        if len(row) <= ROW_LIMIT and row.strip() and not row.lstrip().startswith(("#", "//", "REM ", "::")):
            yield first, row.strip()


def _simple_commands(row: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """(the words of each simple command of a line, whether it is plain: needs no shell and stays inside)."""
    try:
        lexer = shlex.shlex(row, posix=True, punctuation_chars=True)
        lexer.commenters = "#"
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:  # an open quote
        return
    current: list[str] = []
    plain = True
    for word in [*words, ";"]:
        if word in ("&&", ";"):
            if current:
                yield tuple(current), plain and safe_words(tuple(current))
            current, plain = [], True
        elif word in ("|", "||", "&", ">", ">>", "<", "(", ")", "|&", ">&", "<(", "&>"):
            plain = False
        else:
            current.append(word)


def _without_settings(argv: tuple[str, ...]) -> tuple[str, ...]:
    """`argv` without leading harmless settings (`CI=1 npm test`); empty where a setting matters."""
    if argv[0] == "env" and len(argv) > 1 and "=" in argv[1]:
        argv = argv[1:]
    for position, word in enumerate(argv):
        setting = _SETTING.match(word)
        if not setting:
            return argv[position:]
        if setting[1] not in HARMLESS_SETTINGS:
            return ()
    return ()


def _entered(here: str, target: str) -> str | None:
    """The folder after `cd target`, None where it leaves the checkout."""
    parts = [] if here == "." else here.split("/")
    for part in target.rstrip("/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    path = "/".join(parts)
    return "." if not parts else path if is_plain_path(path) else None
