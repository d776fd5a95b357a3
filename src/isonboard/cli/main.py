"""Which verb runs: the arguments are looked at before anything heavy is imported.

Exit codes: 0 done, 1 nothing found or not ready, 2 wrong use or bad configuration, 3 a source or the network failed
(partly counts), 4 consent needed, 130 interrupted. Messages go to stderr, in one sentence.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from errno import EACCES, EBADF, EDQUOT, EIO, ENOSPC, EPERM, EROFS
from typing import Any, NamedTuple, TextIO

from isonboard import __version__, paths

VERBS = {
    "add": "recognise an address, check it and, with --write, keep it as a source",
    "join": "take a company's starter file: sources, certificates, labels",
    "sync": "refresh the catalog from its sources",
    "search": "ranked projects for a few words",
    "match": "projects that suit your profile",
    "issues": "beginner issues, best first, with their availability",
    "show": "one project, whole",
    "guide": "the contribution guidance of a project or a checkout",
    "plan": "the set-up plan of a checkout; executes nothing",
    "clone": "clone a project; --issue N makes the branch, --setup goes on to the set-up",
    "setup": "show the plan of a checkout, ask, run, verify, report",
    "favourites": "list, add, remove, export or import favourites",
    "profile": "show or edit what you know and like",
    "journey": "how far you are with your projects, and the next step",
    "check": "the readiness of a project or a checkout, as a maintainer sees it",
    "export": "the catalog as a portal file, JSON or CSV",
    "forget": "delete what is kept, after showing it",
    "doctor": "what works here: git, credentials, proxy, certificates, toolchains",
    "completion": "what makes a shell complete commands, options and names of projects",
}
_FULL = (ENOSPC, EDQUOT)
_DISK = (*_FULL, EACCES, EPERM, EROFS)
GLOBAL = {
    "--sample": "use the built-in sample organisation",
    "--offline": "make no connection",
}


class Globals(NamedTuple):
    """The options that every verb takes, before or after it."""

    sample: bool = False
    offline: bool = False


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    _open_streams()
    try:
        code = _outcome(argv)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _unwritten(error)


def _outcome(argv: Sequence[str]) -> int:
    try:
        return _run(*_split(argv))
    except OSError as error:
        if _is_of_output(error):
            raise
        return _failed(error)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        return _failed(error)


def _open_streams() -> None:
    """Let standard output and error take anything: another encoding shows “?”, a closed one takes it and forgets."""
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - it is open to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _is_of_output(error: OSError) -> bool:
    """Whether it comes from writing to standard output, or to a terminal that has gone."""
    if error.errno == EBADF:
        return not _takes_words(sys.stdout)
    if error.errno == EIO and error.filename is None:
        return not (_takes_words(sys.stdout) and _takes_words(sys.stderr))
    return isinstance(error, BrokenPipeError) or (error.filename is None and error.errno in _FULL)


def _takes_words(stream: TextIO) -> bool:
    try:
        os.write(stream.fileno(), b"")
    except (OSError, ValueError):
        return False
    return True


def _unwritten(error: OSError) -> int:
    """The exit code where standard output cannot be written; the interpreter must not try either."""
    gone = (sys.stdout, sys.stderr) if error.errno == EIO else (sys.stdout,)
    for stream in gone:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if error.errno == EIO:
        return 130  # the window was closed
    if isinstance(error, BrokenPipeError) or error.errno == EBADF:
        return 0  # whoever read our output has gone or never was: nothing is left to say
    full = error.errno in _FULL
    why = "the disk it goes to is full. Make room" if full else f"{error.strerror}. See where it goes to"
    _say(f"isonboard: the output cannot be written: {why} and run it again.")
    return 3


def _run(words: list[str], flags: Globals) -> int:
    if not words:
        from isonboard.cli.bare import bare

        paths.check_owner()
        return bare(flags)
    if words[0] == "help" and words[1:]:
        words = [words[1], "--help"]
    if words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0
    if words[0] in ("-V", "--version"):
        print(f"isonboard {__version__}")
        return 0
    paths.check_owner()
    if words == ["--plain"]:
        from isonboard.cli.plain import plain

        return plain(flags)
    verb = words[0]
    if verb not in VERBS:
        _say(f"isonboard: {_no_command(words)}. Run “isonboard --help” for the list.")
        return 2
    from importlib import import_module

    module = import_module(f"isonboard.cli.verbs.{verb}")
    code: int = module.run(words[1:], flags)
    return code


def _split(argv: Sequence[str]) -> tuple[list[str], Globals]:
    words: list[str] = []
    flags: set[str] = set()
    _refuse_broken(argv)
    for place, word in enumerate(argv):
        if word == "--":
            words.extend(argv[place:])
            break
        if word in GLOBAL:
            flags.add(word)
        else:
            words.append(word)
    return words, Globals(sample="--sample" in flags, offline="--offline" in flags)


def _refuse_broken(argv: Sequence[str]) -> None:
    """Words that are no text (bytes that are not of the terminal's encoding) name nothing we know."""
    for word in argv:
        if not word.isascii():
            try:
                word.encode()
            except UnicodeEncodeError:
                from isonboard.errors import UsageError

                shown = word.encode(errors="replace").decode()
                raise UsageError(
                    f"“{shown}” is not text in this terminal's encoding", hint="Use a UTF-8 locale and name."
                ) from None


def _failed(error: Exception) -> int:
    from isonboard.errors import IsonboardError

    if isinstance(error, OSError) and error.filename and error.errno in _DISK:
        from pathlib import Path

        from isonboard.files import storage_error

        error = storage_error(error, Path(os.fsdecode(error.filename)))
    if isinstance(error, IsonboardError):
        _say(f"isonboard: {error.sentence}")
        return error.exit_code
    from isonboard.cli.crash import kept_report

    _say(f"isonboard: something unexpected happened ({type(error).__name__}). {kept_report(error)}")
    return 3


def _say(sentence: str) -> None:
    from isonboard import text

    with suppress(OSError):  # standard error may be full or gone too
        print(text.redacted(text.line(sentence)), file=sys.stderr)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“ (did you mean “search”?)” where a known word is near, to stand at the end of a clause."""
    from difflib import get_close_matches

    near = get_close_matches(word, [*known], 1)
    return f" (did you mean “{near[0]}”?)" if near else ""


def _no_command(words: Sequence[str]) -> str:
    """What is wrong with words that begin with no command."""
    first = words[0]
    verb = next((word for word in words if word in VERBS), None)
    if first == "--plain":
        return "--plain stands alone: it asks for everything else"
    if first.startswith("-") and first != "-":
        example = f"isonboard {verb or 'COMMAND'} {first}"
        return f"{first} is no option of isonboard itself; one of a command stands after it: {example}"
    if verb is not None:
        return f"“{first}” is no command; “{verb}” is, and stands first: isonboard {verb} {first}"
    return f"there is no command “{first}”{did_you_mean(first, VERBS)}"


def _help() -> str:
    width = max(map(len, VERBS))
    verbs = "\n".join(f"  isonboard {name:<{width}}  {text}" for name, text in VERBS.items())
    options = "\n".join(f"  {name:<{width + 10}}  {text}" for name, text in GLOBAL.items())
    return (
        "isonboard: find a project of your company to contribute to, and get to a ready checkout.\n\n"
        f"  isonboard {'':<{width}}  the full-screen app\n{verbs}\n\n"
        f"Everywhere:\n{options}\n  {'--plain':<{width + 10}}  questions and answers instead of a screen\n\n"
        "Verbs that print results take --json. “isonboard VERB --help” says more."
    )
