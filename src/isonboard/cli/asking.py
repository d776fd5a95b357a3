"""Asking in the ordinary terminal: one question, one answer, a list a page at a time, in whole sentences."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

PAGE = 8
"""Lines of a list before it asks whether to go on."""
_T = TypeVar("_T")


class LeaveError(Exception):
    """The reader typed q."""


def paged(values: Sequence[_T], line: Callable[[_T], str], opened: Callable[[_T], None]) -> None:
    """List values a page at a time; a number opens one."""
    start, listing = 0, True
    while True:
        page = values[start : start + PAGE]
        for number, value in enumerate(page if listing else (), start + 1):
            print(f"{number}. {line(value)}")
        more = start + PAGE < len(values)
        word = asked(f"A number opens one, {'n shows more, ' if more else ''}b goes back: ")
        listing = True
        if word == "n" and more:
            start += PAGE
        elif word.isascii() and word.isdecimal() and len(word) < 6 and 1 <= int(word) <= len(values):
            opened(values[int(word) - 1])
        elif word in ("b", ""):
            return
        else:
            print(f"There is no “{word}” here: type a number from 1 to {len(values)}, or b.")
            listing = False


def asked(question: str) -> str:
    """The answer; raises LeaveError for q. Where it does not come from a terminal it is written behind the question, as if typed there."""
    word = input(question).strip()
    if not sys.stdin.isatty():
        print(word)
    if word == "q":
        raise LeaveError
    return word


def many(number: int, noun: str) -> str:
    """A counted noun: “1 project”, “1,204 projects”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def sentence(words: str) -> str:
    """With a full stop, which a screen reader pauses at."""
    words = words.rstrip()
    return words if not words or words[-1] in ".!?…" else f"{words}."


def capital(words: str) -> str:
    """As a sentence begins."""
    return words[:1].upper() + words[1:]
