"""Which labels invite: to newcomers (tier 1), or to anyone (tier 2).

A label is looked up whole in `beginner_labels.tsv`; a spelling that the table does not know is read word by
word. Then either every word must be known (“difficulty/1:easy” is, “easy-install” is not), or the label holds
a phrase that means nothing else (“good first issue (frontend)”). Nothing is searched inside words, and a word
that takes the invitation back (“not a good first issue”, “hacktoberfest-accepted”) wins over all that.
"""

import itertools
import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from isonboard.match.labels import normalised, squeezed, word_set, words_of
from isonboard.model.issue import Tier

_DATA = os.path.join(os.path.dirname(__file__), "beginner_labels.tsv")
_KEYWORD_RULE = " keyword rule"  # how rows that are words of a tool's rule are marked in the table

# Words that say on which scale the next word lies, or nothing at all: “difficulty: easy”, “tag / ...”.
# Deliberately absent: area, module, component, priority, severity: “priority: trivial” invites nobody.
_SCALES = word_set(
    "audience backlog category cat community complexity contrib contribution contributor contributors d"
    " difficulty e effort estimate exp experience flag for hint hotlist info is issue it kind label level meta pr"
    " scope size skill skills stat state status tag task type work"
)
# What the invitation is about, and what a sentence needs.
_NOUNS = word_set(
    "bug bugs change changes commit contribution contributions contributor contributors developer developers dev"
    " devs feature features fix fixes good great hack hacks improvement improvements issue issues item items job"
    " jobs merge mr mrs one ones opportunity patch pick pickings picks pr problem problems project projects prs"
    " pull pulls request requests stories story task tasks thing things ticket tickets win wins work"
)
_GLUE = word_set(
    "a an absolute all and any appropriate are as at be best can complete do excellent fine first for friendly fun"
    " good great ideal in intended is level marked may nice ok okay only or our perfect please plz pretty probably"
    " quite ready really recommended relatively reserved right solve start suitable suited super the their this"
    " time to total truly very welcome welcomed who with you your implement contribute"
)
# Words that mean newcomers, or work fit for them, wherever they stand among known words.
_NEWCOMER_WORDS = word_set(
    "beginner beginners beginnerfriendly newbie newbies newbiefriendly newcomer newcomers novice novices rookie"
    " rookies noob noobs starter starters firsttimer firsttimers junior juniors easy easyfix easypick trivial"
    " simple straightforward bitesize bitesized gfi introductory"
)
_NEWCOMER_PAIRS = frozenset(
    [
        *(
            (first, second)
            for first in ("first", "1st")
            for second in ("timer", "timers", "issue", "issues", "pr")
        )
    ]
    + [
        ("first", noun)
        for noun in ("prs", "bug", "bugs", "task", "tasks", "ticket", "tickets", "patch", "fix")
    ]
    + [
        ("first", noun)
        for noun in ("contribution", "contributions", "contributor", "contributors", "time", "mr")
    ]
    + [("good", "first"), ("great", "first"), ("nice", "first"), ("good", "1st"), ("bite", "size")]
    + [("bite", "sized"), ("new", "contributor"), ("new", "contributors"), ("new", "developer")]
    + [("new", "developers"), ("new", "people"), ("new", "dev"), ("new", "devs"), ("entry", "level")]
    + [("quick", "fix"), ("quick", "win"), ("quick", "wins"), ("hanging", "fruit"), ("hanging", "fruits")]
)
_SCALE_OF_EFFORT = frozenset({"effort", "difficulty", "complexity", "barrier"})
_LITTLE = frozenset({"low", "lowest", "little", "minimal", "small", "tiny"})
_LITTLE_SIZES = frozenset({"small", "tiny"})

# Phrases that mean one thing wherever they stand; the words around them may be anything.
_ONE = "(?:issue|bug|pr|task|contribution|time|timer|ticket|patch|mr|pull|merge|commit|change|fix|story|project)s?"
_PEOPLE = "(?:beginner|newcomer|newbie|novice|starter|noob|rookie|first timer|first time)s?"
_NEWCOMER_PHRASES = re.compile(
    rf"\b(?:good|great|nice|perfect|ideal|easy|best) (?:very )?(?:first|1st) {_ONE}\b"
    rf"|\bfirst good {_ONE}\b"
    rf"|\b(?:good|great|nice|perfect|ideal|suitable|easy|ok) (?:for|4) (?:a |an |the |our )?(?:{_PEOPLE}|new\b)"
    rf"|\bfirst (?:timers?|time contributors?) (?:only|welcome|friendly)\b"
    rf"|\b{_PEOPLE} friendly\b|\bfriendly (?:for|to) {_PEOPLE}\b"
    r"|\blow hanging fruits?\b"
)
_ANYONE_PHRASES = re.compile(
    r"\bhelp (?:is |very |really )?(?:wanted|needed|welcomed?|appreciated)\b"
    r"|\bup for (?:grabs?|graps|anyone|adoption)\b"
    r"|\b(?:contributions?|contributors?|prs?|pull requests?|mrs?|merge requests?|patch(?:es)?|volunteers?)"
    r" (?:are |is |very |most )?(?:welcomed?|wanted|needed)\b"
    r"|\b(?:accepting|seeking|looking for|call for|in need of|need|needs|want|wants)"
    r" (?:a |an |any |more |outside |external |new |community )*"
    r"(?:contributions?|contributors?|contributers?|prs?|pull requests?|mrs?|merge requests?|patch(?:es)?"
    r"|volunteers?|maintainers? help)\b"
    r"|\b(?:open|free|available|ready) (?:for|to) (?:all|any|anyone|anybody|everyone|everybody|new|public|the)? ?"
    r"(?:contributions?|contributors?|community|grabs?|take|all|anyone|anybody|everyone|everybody)\b"
    r"|\bhacktober ?fest(?:\d{2,4})?\b"
)
_TAKES_BACK = word_set(
    "not no non never isnt arent dont cant wont un without anti nicht kein keine pas nao taken claimed assigned"
    " unavailable done closed completed complete finished expired former formerly was were previously ex invalid"
    " spam wontfix remove removed accepted approved merged rejected declined reviewed deprecated too"
)


class Invitation(NamedTuple):
    """The label that invites, as it is spelled, and whom."""

    tier: Tier
    label: str


def tier_of(
    labels: Sequence[str], extra_beginner: Iterable[str] = (), extra_open: Iterable[str] = ()
) -> Tier | None:
    """Whom an issue with these labels invites; None when no label invites anybody.

    `extra_beginner` and `extra_open` are a source's own words for the two tiers (`labels_beginner`,
    `labels_open` of its configuration); they win over the table.
    """
    found = invitation_of(labels, extra_beginner, extra_open)
    return found.tier if found else None


def invitation_of(
    labels: Sequence[str], extra_beginner: Iterable[str] = (), extra_open: Iterable[str] = ()
) -> Invitation | None:
    """As `tier_of`, with the label that says so. A label that takes a tier back cancels it."""
    own = _own_words(tuple(extra_beginner), tuple(extra_open))
    found: dict[Tier, str] = {}
    taken_back: set[Tier] = set()
    for label in labels:
        tier = own.get(normalised(label)) or tier_of_label(label)
        if tier is not None:
            found.setdefault(tier, label)
        elif (refused := _taken_back(label)) is not None:
            taken_back.add(refused)
    for tier in (Tier.NEWCOMERS, Tier.ANYONE):
        if tier in found and tier not in taken_back:
            return Invitation(tier, found[tier])
    return None


@lru_cache(maxsize=8192)
def tier_of_label(label: str) -> Tier | None:
    """Whom one label invites, by the table and the reading rules; None for every other label."""
    words = words_of(label)
    if not words:
        return None
    listed = _listed(words)
    if listed is not None:
        return _tier(listed)
    if not _TAKES_BACK.isdisjoint(words):
        return None
    return _read(words)


def table() -> dict[str, str]:
    """Every row of the table: normalised label to `newcomers`, `anyone` or `none`."""
    return dict(_table())


def _tier(word: str) -> Tier | None:
    return Tier(word) if word != "none" else None


def _listed(words: tuple[str, ...]) -> str | None:
    """The row for these words, with or without the scale in front, written together or apart."""
    rows = _table()
    whole = " ".join(words)
    if whole in rows:
        return rows[whole]
    together = _squeezed_table().get("".join(words))
    if together is not None:
        return together
    tail = words
    while len(tail) > 1 and (tail[0] in _SCALES or tail[0].isdigit()):
        tail = tail[1:]
        listed = rows.get(" ".join(tail))
        if listed not in {None, "none"}:
            return listed
    return None


def _read(words: tuple[str, ...]) -> Tier | None:
    whole = " ".join(words)
    if _NEWCOMER_PHRASES.search(whole):
        return Tier.NEWCOMERS
    if _ANYONE_PHRASES.search(whole):
        rest = tuple(_ANYONE_PHRASES.sub(" ", whole).split())  # “help wanted (easy)”
        return Tier.NEWCOMERS if rest and _tier(_listed(rest) or "none") is Tier.NEWCOMERS else Tier.ANYONE
    if all(_is_known(word) for word in words) and _speaks_of_newcomers(words):
        return Tier.NEWCOMERS
    return None


def _is_known(word: str) -> bool:
    return (
        word in _NOUNS
        or word in _GLUE
        or word in _SCALES
        or word in _NEWCOMER_WORDS
        or word in _LITTLE
        or word
        in {
            "new",
            "entry",
            "quick",
            "bite",
            "size",
            "sized",
            "barrier",
            "hanging",
            "fruit",
            "timer",
            "timers",
        }
        or word.isdigit()
        or (len(word) == 2 and word[0] in "ldep" and word[1].isdigit())  # “(L0) Beginners”, “P3 easy”
    )


def _speaks_of_newcomers(words: tuple[str, ...]) -> bool:
    if not _NEWCOMER_WORDS.isdisjoint(words) or not _NEWCOMER_PAIRS.isdisjoint(itertools.pairwise(words)):
        return True
    said = set(words)
    little = said & _LITTLE
    return bool(little & _LITTLE_SIZES and said & {"size", "scope"}) or bool(
        little and said & _SCALE_OF_EFFORT
    )


def _taken_back(label: str) -> Tier | None:
    """The tier that a label withdraws: “not a good first issue”."""
    words = words_of(label)
    rest = tuple(word for word in words if word not in _TAKES_BACK)
    if len(rest) == len(words) or not rest or _listed(words) is not None:
        return None
    listed = _listed(rest)
    return _tier(listed) if listed else _read(rest)


@lru_cache(maxsize=64)
def _own_words(beginner: tuple[str, ...], invited: tuple[str, ...]) -> dict[str, Tier]:
    words = {normalised(label): Tier.ANYONE for label in invited}
    words.update((normalised(label), Tier.NEWCOMERS) for label in beginner)
    words.pop("", None)
    return words


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    rows: dict[str, str] = {}
    with open(_DATA, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            label, tier = line.rstrip("\n").split("\t")[:2]
            rows.setdefault(normalised(label).removesuffix(_KEYWORD_RULE), tier)
    return rows


@lru_cache(maxsize=1)
def _squeezed_table() -> dict[str, str]:
    """Rows of several words written together; single words are compared whole only."""
    together: dict[str, str] = {}
    for label, tier in _table().items():
        if " " in label and tier != "none":
            together.setdefault(squeezed(label), tier)
    return together
