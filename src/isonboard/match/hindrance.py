"""What keeps everybody from an issue: closed, locked, blocked by another, to be decided, not wanted."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from isonboard.match.labels import normalised, phrase_set, word_set, words_of
from isonboard.model.issue import Issue

if TYPE_CHECKING:
    from isonboard.match.history import History


class Hindrance(NamedTuple):
    """Why nobody should start, and since when; `soft`: an open pull request says more than this does."""

    reason: str
    since: datetime | None = None
    soft: bool = False


# Words that may stand around the telling ones.
_AROUND = word_set(
    "a an and are at be being by currently for from has have help i is issue it kind label of on or other s stat"
    " state status the this to triage type until upstream we work workflow resolution dependency external internal"
)
_BLOCKING = phrase_set(
    "blocked|blocked by|blocked on|on hold|hold|onhold|paused|postponed|deferred|backburner|frozen|parked|do not start"
    "|dont start|not ready|not yet ready|not actionable|needs design|need design|design needed|design required"
    "|needs decision|decision needed|decision required|pending decision|needs product decision|needs discussion"
    "|need discussion|discussion needed|discussion|discuss|under discussion|needs rfc|rfc|rfc needed|rfc required"
    "|needs proposal|needs spec|needs specification|needs consensus"
    "|needs approval|approval needed|needs refinement|needs clarification|needs definition|needs details"
    "|waiting|waiting for author|waiting on author|waiting for reporter|waiting for response|waiting for reply"
    "|waiting for user|waiting for customer|waiting for feedback|waiting for info|waiting for information"
    "|waiting for upstream|waiting on upstream|waiting for release|waiting for decision|awaiting decision"
    "|awaiting response|awaiting reply|awaiting feedback|awaiting info|awaiting information|awaiting author"
    "|awaiting upstream|awaiting release|awaiting approval|pending|pending response|pending author"
    "|needs info|needs information|need info|need more info|needs more info|needs more information|more info needed"
    "|more information needed|info needed|information needed|missing info|incomplete|needs author feedback"
    "|needs feedback|needs response|needs repro|needs reproduction|needs reproducer|cannot reproduce|cant reproduce"
    "|can not reproduce|not reproducible|unable to reproduce|could not reproduce|upstream bug|upstream issue"
    "|blockiert|zuruckgestellt|wartet|en attente|bloque|bloqueado|en espera|заблокировано|阻塞|保留|ブロック"
)
_UNWANTED = phrase_set(
    "wontfix|wont fix|wont do|will not fix|will not do|not planned|wont implement|rejected|declined|refused"
    "|out of scope|not a bug|notabug|not an issue|works for me|worksforme|works as intended|works as designed|by design"
    "|as designed|invalid|duplicate|duplicated|spam|obsolete|abandoned|superseded|not accepting contributions"
    "|not accepting prs|no contributions|internal only|team only|maintainers only|maintainer only|core team only"
    "|core team|staff only|reserved|not for contribution|not open for contribution|closed for contributions"
)
_FINISHING = phrase_set(
    "has pr|has a pr|has pull request|pr open|pr opened|pr submitted|pr pending|pr in progress|pr available|pr exists"
    "|has fix|fix pending|fix available|fix in progress|fixed|fixed in dev|fixed in next release|fixed in main|done"
    "|completed|resolved|merged|in review|needs review|ready for review|under review|review|awaiting review"
    "|waiting for review|pending review|ready for testing|in testing|in qa|released|pending release"
    "|awaiting release|to be released|fix merged|patch available|has patch"
)
_IN_PROGRESS = phrase_set(
    "in progress|inprogress|wip|work in progress|working on it|being worked on|being worked"
    "|in development|in dev|doing|started|ongoing|under development|assigned|claimed|taken|already assigned"
    "|in work|in arbeit|en cours|en progreso|em andamento|в работе|进行中|対応中|作業中|진행 중|self assigned"
    "|is assigned|issue taken|has assignee|has owner|picked up|reserved for"
)
_NOT_SO = word_set("un unblocked not no non isnt never without good first beginner")


def hindrance_of(issue: Issue, history: "History", extra: Collection[str] = ()) -> Hindrance | None:
    """Why nobody should start on the issue, the firmest reason first; None when nothing stands in the way."""
    if not history.is_open:
        return Hindrance("closed", history.closed_at)
    if issue.locked:
        return Hindrance("its conversation is locked")
    if issue.blocked_by:
        return Hindrance(f"waits for {_listed(issue.blocked_by)}")
    own = {normalised(label) for label in extra}
    for label in issue.labels:
        meaning = "blocked" if normalised(label) in own else _meaning(label)
        if meaning in {"blocked", "unwanted", "finishing"}:
            return Hindrance(f"label {label}", history.labeled.get(label), soft=meaning != "unwanted")
    if history.hold is not None:
        words = history.hold.words
        short = words if len(words) <= 60 else words[:59].rstrip() + "…"
        return Hindrance(f"{history.hold.who or 'its tracker'} says “{short}”", history.hold.since, soft=True)
    return None


def means_in_progress(label: str) -> bool:
    """Whether a label says that somebody works on it: “status: in progress”, “WIP”, “claimed”."""
    return _meaning(label) == "in progress"


@lru_cache(maxsize=8192)
def _meaning(label: str) -> str | None:
    words = words_of(label)
    if not words or not _NOT_SO.isdisjoint(words):
        whole = " ".join(words)
        return "unwanted" if whole in _UNWANTED else "blocked" if whole in _BLOCKING else None
    for meaning, phrases in (
        ("unwanted", _UNWANTED),
        ("finishing", _FINISHING),
        ("in progress", _IN_PROGRESS),
        ("blocked", _BLOCKING),
    ):
        if _says(words, phrases):
            return meaning
    return None


def _says(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    """Whether a phrase of the table stands in the label and every other word of it is one that adds nothing."""
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if " ".join(words[start:end]) in phrases and all(
                word in _AROUND for word in (*words[:start], *words[end:])
            ):
                return True
    return False


def _listed(names: Collection[str]) -> str:
    shown = [name if name.startswith("#") or not name.isdigit() else f"#{name}" for name in names]
    return ", ".join(shown[:3]) + (" …" if len(shown) > 3 else "")
