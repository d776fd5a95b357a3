"""What programs say under issues of somebody's claim: that they refuse it, take it back, or are going to."""

import re
from collections.abc import Sequence

_REFUSES = (
    "already assigned",
    "already claimed",
    "already been assigned",
    "already have",
    "reached the",
    "did not assign",
    "didn't assign",
    "not assign you",
    "cannot assign",
    "can't assign",
    "cannot be assigned",
    "can't be assigned",
    "could not assign",
    "couldn't assign",
    "not allowed to",
    "not eligible",
    "too many",
)
_RELEASES = ("unassign", "no longer assigned", "released", "removed", "expired", "available again")
_THREATENS = ("will be", "will automatically", " if ", "would", "`/")  # a reminder, not the deed
_OF_A_CLAIM = re.compile(r"assign|\bclaim|\breserv|\b(?:issue|task|ticket) is (?:now )?available again")
_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+|\n| (?:because|since|now that) ")


def refuses(text: str, *, to_holder: bool) -> bool:
    """Whether a program (its words in lower case) refuses an issue; `to_holder`: it speaks to who asked for it."""
    return _says_of_a_claim(text, _REFUSES, to_holder=to_holder)


def releases(text: str, *, to_holder: bool) -> bool:
    """Whether a program takes an issue back; `to_holder`: it speaks to somebody who has it."""
    return _says_of_a_claim(text, _RELEASES, to_holder=to_holder)


def threatens(text: str) -> bool:
    """Whether it is a reminder of what will be done, and not the deed."""
    return any(words in text for words in _THREATENS)


def _says_of_a_claim(text: str, phrases: Sequence[str], *, to_holder: bool) -> bool:
    """Whether a program says one of the phrases of somebody's claim: in a sentence about claims, or to who has one.

    Programs also write of labels, builds, previews and coverage that are removed, expired, released or reached.
    """
    return any(
        (to_holder or _OF_A_CLAIM.search(clause)) and any(phrase in clause for phrase in phrases)
        for clause in _CLAUSE_END.split(text)
    )
