"""An argument parser whose mistakes are one sentence and exit code 2."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from isonboard.cli.main import VERBS
from isonboard.errors import UsageError

_MISSING = "the following arguments are required: "  # argparse's words


class Parser(argparse.ArgumentParser):
    """`argparse` in our voice."""

    def __init__(self, verb: str, **options: object) -> None:
        super().__init__(
            prog=f"isonboard {verb}", description=VERBS[verb][0].upper() + VERBS[verb][1:] + ".", allow_abbrev=False,
            **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def error(self, message: str) -> NoReturn:
        words = message.removeprefix("argument ")
        if message.startswith(_MISSING):
            words = f"it needs {message.removeprefix(_MISSING).upper()}"
        verb = self.prog.partition(" ")[2]
        raise UsageError(words, subject=verb, hint=f"“{self.prog} --help” says what it takes.")

    def json_option(self) -> None:
        self.add_argument("--json", action="store_true", help="one JSON object, or one a line for lists")

    def progress_option(self) -> None:
        self.add_argument("--progress", choices=("json",), help=argparse.SUPPRESS)

    def parsed(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments, with options and words in any order."""
        return self.parse_intermixed_args(list(words))


def whole_number(word: str) -> int:
    """A positive number from the command line."""
    number = int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"it takes a number from 1, not “{word}”")
    return number
