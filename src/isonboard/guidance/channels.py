"""Channels that are named in words, each with the chat that it is in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

CHANNEL = re.compile(r"(?<![\w/&#])#{1,2}[A-Za-z][\w.-]{0,59}\w")
_SERVICES = (
    (re.compile(r"\bslack\b", re.IGNORECASE), "Slack"),
    (re.compile(r"\b(?:microsoft teams|ms teams|teams channel)\b", re.IGNORECASE), "Teams"),
    (re.compile(r"\bmattermost\b", re.IGNORECASE), "Mattermost"),
    (re.compile(r"\b(?:irc|libera(?:\.?chat)?|oftc|freenode)\b", re.IGNORECASE), "IRC"),
    (re.compile(r"\brocket\.?chat\b", re.IGNORECASE), "Rocket.Chat"),
    (re.compile(r"\bzulip\b", re.IGNORECASE), "Zulip"),
    (re.compile(r"\bdiscord\b", re.IGNORECASE), "Discord"),
    (re.compile(r"\bwebex\b", re.IGNORECASE), "Webex"),
    (re.compile(r"\bgoogle chat\b", re.IGNORECASE), "Google Chat"),
    (re.compile(r"\bmatrix\b", re.IGNORECASE), "Matrix"),
    (re.compile(r"\bgitter\b", re.IGNORECASE), "Gitter"),
    (re.compile(r"\bchat channel\b", re.IGNORECASE), "chat"),
)
_BEHIND = re.compile(
    r"[\w.:-]{0,40}(?:\W{0,3}(?:channel |room )?(?:on|in|at)\b[^.,;\n]{0,30}|\W{0,2} \([^()]{0,40}\))",
    re.IGNORECASE,
)
"""“#tool on Libera.Chat”."""
_FAR = 160  # letters between a chat's name and its channel


class Channel(NamedTuple):
    name: str
    service: str
    """The chat, "" where no word says which."""


def channels_in(words: str) -> Iterator[Channel]:
    """The channels of a paragraph, each with the chat named right behind it, else the nearest before it."""
    for match in CHANNEL.finditer(words):
        behind = _BEHIND.match(words, match.end())
        service = _first(behind.group()) if behind else ""
        yield Channel(match.group(), service or _last(words[max(0, match.start() - _FAR) : match.start()]))


def services_in(words: str) -> frozenset[str]:
    return frozenset(name for pattern, name in _SERVICES if pattern.search(words))


def _first(words: str) -> str:
    found = [(match.start(), name) for pattern, name in _SERVICES if (match := pattern.search(words))]
    return min(found)[1] if found else ""


def _last(words: str) -> str:
    found = [(match.start(), name) for pattern, name in _SERVICES for match in pattern.finditer(words)]
    return max(found)[1] if found else ""
