"""What a comment says about who does the work: “can I take this?”, “/assign”, “go ahead”, “I gave up”.

Loose words are no claim: of 48 comments with “I'll try” or “working on this” about 9 were one
(notes/beginner-issues.md section 3, Bitcoin). So a claim needs a first person (or a bot's command), a verb of
taking work, and “this”. What is negated, past, somebody's question or a way round a problem is no claim. Who may
say what (a maintainer's “go ahead”) is for `replay` to judge. The words themselves are in `speech`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from isonboard import limits
from isonboard.match.references import prose
from isonboard.match.rewording import REWRITE
from isonboard.match.speech import (
    ADVICE,
    BARE,
    BEGINS,
    BEGUN,
    CLAIM_COMMAND,
    CONDITION,
    ELSEWHERE,
    FIRST,
    HOLDER,
    INVITING,
    KEEPING,
    LATER,
    NO,
    NO_TASK,
    NUDGE,
    OWN_PULL,
    PULL_NUMBER,
    PULL_WORDS,
    QUESTION,
    QUESTION_START,
    RELEASE_COMMAND,
    REQUEST,
    SENTENCE_END,
    SOMEDAY,
    SPEAKERS,
    TESTING,
    TOKENS,
    TRYING,
    YES,
    Speech,
)
from isonboard.match.speech_foreign import FOREIGN_OTHER, is_foreign, own_speech
from isonboard.match.speech_others import OTHER
from isonboard.match.speech_plain import ASKING, COMING, DOING, LEAVING, PROPOSING, STAYING
from isonboard.match.typos import corrected

_LIMIT = limits.COMMENT_LETTERS
_SENTENCE = limits.CLAIM_SENTENCE_LETTERS
_QUOTED = re.compile(r'["“„][^"“”\n]{2,80}["”]')  # “comment "take" to get it”: others' words
_OF_ONESELF = re.compile(r"\W*(?:\w+[,!:]? ){0,2}(?:i|we|i'd|we'd|i'm|i'll)\b")
_ISSUE_NUMBER = re.compile(
    r"(?<!pr )(?<!pull request )(?<!mr )(?<!merge request )(?<![\w/])(?:(?:issue|task|ticket|bug) )?#(?P<number>[a-z]*-?\d+)\b"
)
_TAKING = frozenset({Speech.ASK, Speech.CLAIM, Speech.OFFER, Speech.TRY})
_ADDRESSED = frozenset({"you", "who", "anyone", "anybody", "someone", "somebody"})
_MENTION = re.compile(r"(?<![\w/`.])@([A-Za-z0-9](?:[\w.-]*\w)?)(?:\[bot\])?")


class Said(NamedTuple):
    """One thing said: the words that say it, whom it names (lower case), and the pull request it names.

    `command`: addressed to a bot (“/assign”); `own`: of a pull request, that the writer opened it.
    """

    speech: Speech
    words: str
    whom: tuple[str, ...] = ()
    number: str = ""
    command: bool = False
    own: bool = False


@lru_cache(maxsize=32_768)
def said_in(text: str, *, of_others: bool = True, number: str = "") -> tuple[Said, ...]:
    """Everything that a comment says about who does the work, in the order in which it is said.

    With the issue's own `number`, work on `#31` is work on another issue; without, every number means this one. Without `of_others` only what a writer says of themselves and asks: enough for people without a say.
    """
    plain = prose(text)[:_LIMIT].replace("’", "'").replace("`", "")
    plain = _QUOTED.sub(" ", plain) if _QUOTED.sub("", plain).strip() else plain
    lines = [line for line in plain.splitlines() if line.strip()]
    commands = [said for line in lines if (said := _command_in(line, alone=len(lines) == 1))]
    if commands:
        return tuple(commands)
    found: list[Said] = []
    for sentence in SENTENCE_END.split(plain):
        bare = sentence.strip(" \t-*_>")
        if bare and len(bare) <= _SENTENCE:
            found.extend(_said_in_sentence(bare, of_others=of_others, number=number))
    return tuple(found)


def mentions_in(text: str) -> tuple[str, ...]:
    """The logins that a text addresses, lower case."""
    return tuple(dict.fromkeys(login.lower() for login in _MENTION.findall(text)))


def reduced(sentence: str, number: str = "") -> str:
    """A sentence in the few words that first-person patterns are written in; for tests and for the curious."""
    text = corrected(sentence.lower())
    if number:
        text = _ISSUE_NUMBER.sub(
            lambda found: "this issue" if found["number"] == number.lower() else "OTHERWORK", text
        )
    return _reworded(text)


@lru_cache(maxsize=8192)
def _reworded(text: str) -> str:
    """Kept, as the rules and the second opinion look at the same sentences."""
    for pattern, into in REWRITE:
        text, changes = pattern.subn(into, text)
        if changes:
            text = " ".join(text.split())
    return " ".join(text.split())


def _command_in(line: str, *, alone: bool) -> Said | None:
    for speech, pattern in ((Speech.CLAIM, CLAIM_COMMAND), (Speech.RELEASE, RELEASE_COMMAND)):
        match = pattern.match(corrected(line.lower()))
        if match is None:
            continue
        verb = match["verb"].lower()
        if (
            match["sign"]
            or match["bot"]
            or (alone and (verb in BARE or f"{verb}{match['rest']}".strip().lower() in BARE))
        ):
            if (
                match["bot"]
                and not match["sign"]
                and verb in {"start", "working", "stop", "drop", "take", "release"}
                and "bot" not in match["bot"].lower()
            ):
                continue  # “@ada take this” speaks to a person
            return Said(speech, line.strip(), mentions_in(match["rest"]), command=True)
    return None


def _said_in_sentence(sentence: str, *, of_others: bool, number: str) -> list[Said]:
    lower = corrected(sentence.lower())
    whom = mentions_in(sentence)
    marked = sentence.rstrip(" )\"'").endswith("?")
    asked = marked or QUESTION_START.search(lower) is not None
    found = _said_of_oneself(sentence, lower, whom, marked=marked, asked=asked, number=number)
    if not found and (asked or marked) and PROPOSING.search(lower):
        found.append(Said(Speech.PROPOSE, sentence, whom))
    if (asked or CONDITION.search(lower)) and NUDGE.search(lower):
        found.append(Said(Speech.NUDGE, sentence, whom))
    elif asked and not found and QUESTION.search(lower):
        found.append(Said(Speech.QUESTION, sentence, whom))
    if of_others and is_foreign(lower):
        found.extend(
            Said(speech, sentence, whom) for speech, pattern in FOREIGN_OTHER if pattern.search(lower)
        )
    if of_others and all(said.speech is not Speech.NUDGE for said in found):
        for speech, pattern in OTHER:
            if asked and not (speech in {Speech.HOLD, Speech.REFUSE} and REQUEST.search(lower)):
                continue  # “could you please wait with this?” is no question
            if pattern.search(lower):
                subject = _holders_in(sentence) if speech is Speech.TAKEN else whom
                found.append(Said(speech, sentence, subject))
    if YES.search(lower):
        found.append(Said(Speech.YES, sentence, whom))
    elif NO.search(lower):
        found.append(Said(Speech.NO, sentence, whom))
    return found


def _said_of_oneself(
    sentence: str, lower: str, whom: tuple[str, ...], *, marked: bool, asked: bool, number: str
) -> list[Said]:
    found: list[Said] = []
    pull = _pull_in(lower) if not asked and PULL_WORDS.search(lower) else None
    first = None
    tokens = TOKENS.findall(lower)
    speaks = not SPEAKERS.isdisjoint(tokens) or (marked and not _ADDRESSED.isdisjoint(tokens))
    if not marked and LEAVING.search(lower) and not (STAYING.search(lower) or LATER.search(lower)):
        first = Speech.RELEASE
    elif speaks or not lower.isascii():
        short = reduced(sentence, number)
        if marked and INVITING.search(short) and not _OF_ONESELF.match(lower):
            found.append(Said(Speech.INVITE, sentence, whom))
        else:
            first = _first_person(short, lower)
    if first is None and not found and not asked and not ADVICE.search(lower):
        first = Speech.CLAIM if COMING.search(lower) or DOING.search(lower) else None
    if first is None and not found and ASKING.search(lower):
        first = Speech.ASK
    if first is None and not found:
        first = own_speech(lower)
    if first in _TAKING and NO_TASK.search(lower):
        first = None
    if first is Speech.RELEASE and KEEPING.search(lower):
        first = None
    if pull is not None and first is None and OWN_PULL.search(lower):
        first = Speech.PULL
    own = first is Speech.PULL
    if pull is not None and not own:
        found.append(Said(Speech.PULL, sentence, whom, pull))
    if first is not None:
        found.append(Said(first, sentence, whom, pull or "" if own else "", own=own))
    return found


def _first_person(short: str, lower: str) -> Speech | None:
    if BEGINS.search(lower) and BEGUN.search(short) and not SOMEDAY.search(lower):
        return Speech.CLAIM
    for speech, pattern in FIRST:
        if pattern.search(short):
            if speech is Speech.RELEASE:
                return None if LATER.search(lower) else speech
            if SOMEDAY.search(lower):
                return None
            if speech in {Speech.CLAIM, Speech.ASK} and TRYING.search(short):
                return None if ADVICE.search(lower) or TESTING.search(short) else Speech.TRY
            return speech
    if TRYING.search(short) and not ADVICE.search(lower) and not TESTING.search(short):
        return Speech.TRY
    return None


def _pull_in(lower: str) -> str | None:
    """The number of a pull request said to do the work; "" when one is said to be open, without a number."""
    match = PULL_NUMBER.search(lower)
    if match is None or ELSEWHERE.search(lower):
        return None
    return match["address"] or match["fixed"] or match["named"] or match["sent"] or ""


def _holders_in(sentence: str) -> tuple[str, ...]:
    """Of the people named, those who are said to have it: “@bo sorry, @ada is on it” names Ada."""
    return tuple(dict.fromkeys(login.lower() for pair in HOLDER.findall(sentence) for login in pair if login))
