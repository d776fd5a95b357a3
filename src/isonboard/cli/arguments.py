"""An argument parser whose mistakes are one sentence and exit code 2."""

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from isonboard.cli.main import VERBS, did_you_mean
from isonboard.errors import UsageError

_LONGEST = 9  # digits of a number
# what argparse says, in its own words
_MISSING = "the following arguments are required: "
_VALUE_LACKS = re.compile(r"argument (\S+): expected ")
_EXCLUDING = re.compile(r"argument (\S+): not allowed with argument (\S+)$")
_NO_VALUE = re.compile(r"argument (\S+): ignored explicit argument ")


class Parser(argparse.ArgumentParser):
    """`argparse` in our voice."""

    def __init__(self, verb: str, **options: object) -> None:
        super().__init__(
            prog=f"isonboard {verb}", description=VERBS[verb][0].upper() + VERBS[verb][1:] + ".", allow_abbrev=False,
            **options,  # type: ignore[arg-type]
        )  # fmt: skip
        self.verb = verb

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            self._told(message), subject=self.verb, hint=f"“{self.prog} --help” says what it takes."
        )

    def json_option(self) -> None:
        self.add_argument("--json", action="store_true", help="one JSON object, or one a line for lists")

    def progress_option(self) -> None:
        self.add_argument("--progress", choices=("json",), help=argparse.SUPPRESS)

    def parsed(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments, with options and words in any order."""
        options, unknown = self.parse_known_intermixed_args(list(words))
        for word in unknown:
            if word.startswith("-") and word != "-":
                self.error(f"there is no option {word}{did_you_mean(word, self._option_string_actions)}")
            self.error(f"“{word}” is one word too many: {self._form()}")
        return options

    @property
    def words(self) -> list[argparse.Action]:
        """The arguments that are no options, in their order."""
        return [action for action in self._actions if not action.option_strings]

    @property
    def options(self) -> list[argparse.Action]:
        """The options that are shown, `--help` first."""
        return [one for one in self._actions if one.option_strings and one.help is not argparse.SUPPRESS]

    def takes_value(self, word: str) -> bool:
        """Whether `word` is an option and what stands after it is its value."""
        action = self._option_string_actions.get(word)
        return action is not None and action.nargs != 0

    def _told(self, message: str) -> str:
        if message.startswith(_MISSING):
            return f"it needs {message.removeprefix(_MISSING).upper()}: {self._form()}"
        if found := _VALUE_LACKS.match(message):
            option = found[1].partition("/")[0]
            return f"{option} needs a value after it: {option} {_value(self._option_string_actions[option])}"
        if found := _EXCLUDING.match(message):
            return f"{found[1]} and {found[2]} exclude each other: leave one out"
        if found := _NO_VALUE.match(message):
            return f"{found[1]} takes no value"
        return message.removeprefix("argument ")

    def _form(self) -> str:
        """The command with the words it takes: “isonboard show PROJECT”."""
        if not self.words:
            return f"{self.prog} takes options alone"
        marks = {"*": "[{} …]", "?": "[{}]"}
        return " ".join(
            [self.prog, *(marks.get(str(one.nargs), "{}").format(_value(one)) for one in self.words)]
        )

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = [*map(str, action.choices or ())]
        if choices and value not in choices:
            near = did_you_mean(str(value), choices)
            raise argparse.ArgumentError(action, f"“{value}” is none of {', '.join(choices)}{near}")


def _value(action: argparse.Action) -> str:
    """What stands for a value in a sentence: its choices, or its name in capitals."""
    if action.choices:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def whole_number(word: str) -> int:
    """A positive number from the command line."""
    digits = word.isascii() and word.isdecimal()
    if digits and len(word) > _LONGEST:
        raise argparse.ArgumentTypeError(f"it takes a number of at most {_LONGEST} digits, not “{word}”")
    if digits and int(word):
        return int(word)
    raise argparse.ArgumentTypeError(f"it takes a number from 1, not “{word}”")
