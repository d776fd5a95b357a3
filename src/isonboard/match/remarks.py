"""One comment taken apart, and who asked last: what `conversation` remembers of a talk."""

from datetime import datetime
from typing import NamedTuple

from isonboard.match.claims import Said
from isonboard.match.history import is_bot
from isonboard.match.speech import Speech

_TAKEN_AWAY = ("unassign", "unclaim", "remov", "releas", "freeing", "freed", "somebody else", "someone else")


class Words(NamedTuple):
    """A comment taken apart: who speaks, when, and what is said."""

    who: str
    login: str
    at: datetime | None
    said: tuple[Said, ...]
    speeches: frozenset[Speech]
    body: str

    @property
    def text(self) -> str:
        return "\n".join(one.words.lower() for one in self.said)

    def first(self, *speeches: Speech) -> Said:
        return next(one for one in self.said if one.speech in speeches)

    def named(self, *speeches: Speech) -> list[str]:
        """Whom these sentences name, the speaker and programs left out."""
        logins = dict.fromkeys(who for one in self.said if one.speech in speeches for who in one.whom)
        return [who for who in logins if who != self.login and not is_bot(who)]

    def speaks_to(self, phrases: tuple[str, ...]) -> bool:
        allowing = [one.words.lower() for one in self.said if one.speech in {Speech.GRANT, Speech.FREE}]
        return any(phrase in words for words in allowing for phrase in phrases)


class Asker(NamedTuple):
    """Who asked last: for the task itself, or only whether it is free."""

    who: str
    at: datetime | None
    for_it: bool


def takes_away(words: str) -> bool:
    """Whether somebody with a say frees it from who has it: “unassigning”, “for somebody else”."""
    lowered = words.lower()
    return any(part in lowered for part in _TAKEN_AWAY)
