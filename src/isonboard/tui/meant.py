"""Which of some lines is meant by a few typed letters: what is called so before what speaks of it, guesses last of all."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

_Line = TypeVar("_Line")
_WORD = re.compile(r"[^\W_]+")
_NEAR = 0.75
"""How much of a word has to be right (difflib's ratio)."""
_SHORT = 3
"""Letters of a word that is never guessed at."""
_UNUSABLE = 1.5
"""Steps by which what does not apply now comes later."""


def meant(
    typed: str,
    lines: Sequence[_Line],
    said: Callable[[_Line], tuple[str, str, str]],
    usable: Callable[[_Line], bool] = lambda _line: True,
) -> list[_Line]:
    """The lines that have every typed word, best first; where none has, those that it may be a slip for.

    `said` gives a line's own name, its other names, and its words. Lines that are equally good keep their order.
    """
    wanted = typed.casefold().split()
    if not wanted:
        return list(lines)
    texts = [tuple(text.casefold() for text in said(line)) for line in lines]
    for rank in (_rank, _guess):
        found: list[tuple[float, int]] = []
        for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
            steps = [step for word in wanted if (step := rank(word, *text)) is not None]
            if len(steps) == len(wanted):
                found.append((sum(steps) + (0 if usable(line) else _UNUSABLE), place))
        if found:
            return [lines[place] for _, place in sorted(found)]
    return []


def _rank(word: str, name: str, names: str, words: str) -> float | None:
    """Steps away from being called so; None where it is nowhere in the line."""
    if word == name:
        return 0
    called, spoken = _WORD.findall(f"{name} {names}"), _WORD.findall(words)
    if word in called:
        return 1
    if _begins(word, called):
        return 2
    if word in spoken:
        return 3
    if _begins(word, spoken):
        return 4
    return 5 if any(word in text for text in (name, names, words)) else None


def _begins(word: str, words: Iterable[str]) -> bool:
    return any(one.startswith(word) for one in words)


def _guess(word: str, name: str, names: str, words: str) -> float | None:
    """As `_rank`, for a word that is in no line: written wrong, or only some of its letters."""
    if (right := _rank(word, name, names, words)) is not None:
        return right
    from difflib import get_close_matches

    called, spoken = (
        [one for one in _WORD.findall(text) if one[:1] == word[:1] and len(one) > _SHORT]
        for text in (f"{name} {names}", words)
    )
    for steps, tokens in ((6, called), (8, spoken)):
        if get_close_matches(word, tokens, 1, _NEAR):
            return steps
        if len(word) > 1 and any(_in_order(word, one) for one in tokens):
            return steps + 1
    return None


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)
