"""Replayed histories in batches, each written before the code had seen it; what it said at first sight stands here.

A history in `histories/*.txt` begins with `== STATE: title` (`== missed STATE: title` where it is read wrongly still) and lists what happened, one thing a line (`\\n` breaks a
text): `ada 9d: text` is a comment of 9 days ago, `*maint` is a member, `+eve` a contributor, `> assigned 3d actor
subject` an event, `pull 9 open ada 2d draft` a linked pull request; `labels:`, `assignees:`, `body:`, `author:`,
`state:`, `branch:`, `blocked:`, `updated:`, `title:`, `locked`, `pulls: unknown`, `associations: unknown` are facts.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from isonboard.match.availability import availability_of
from isonboard.match.claims import said_in
from isonboard.match.speech import Speech
from isonboard.model.issue import Comment, Issue, IssueEvent, LinkedPull

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HISTORIES = Path(__file__).parent / "histories"
STATES = {
    "free": "free",
    "stale": "stale claim",
    "claimed": "claimed",
    "pull": "PR open",
    "blocked": "blocked",
    "unknown": "unknown",
}
COMMENT = re.compile(r"(?P<role>[*+]?)(?P<who>[\w.-]+(?:\[bot\])?) (?P<days>[\d.]+)d: ?(?P<text>.*)")
EVENT = re.compile(r"> (?P<kind>\w+) (?P<days>[\d.]+)d(?: (?P<actor>\S+))?(?: (?P<subject>.+))?")
PULL = re.compile(r"pull (?P<number>\d+) (?P<state>\w+) (?P<author>\S+) (?P<days>[\d.]+)d(?P<draft> draft)?")
RELATIONS = {"*": "MEMBER", "+": "CONTRIBUTOR", "": "NONE"}


class Replay(NamedTuple):
    batch: str
    title: str
    state: str
    issue: Issue
    missed: bool
    """Known to be read wrongly still."""


def ago(days: str) -> datetime:
    return NOW - timedelta(days=float(days))


def histories(batch: str) -> Iterator[Replay]:
    """The histories of one batch file."""
    lines = (HISTORIES / f"{batch}.txt").read_text(encoding="utf-8").splitlines()
    heads = [place for place, line in enumerate(lines) if line.startswith("== ")]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        state, _, title = lines[start].removeprefix("== ").partition(": ")
        missed = state.startswith("missed ")
        facts = [line for line in lines[start + 1 : end] if line]
        yield Replay(batch, title, STATES[state.removeprefix("missed ")], _issue(facts), missed)


def _issue(lines: list[str]) -> Issue:
    comments: list[Comment] = []
    events: list[IssueEvent] = []
    pulls: list[LinkedPull] = []
    facts: dict[str, str] = {}
    for line in lines:
        if found := EVENT.fullmatch(line):
            events.append(
                IssueEvent(
                    kind=found["kind"],
                    at=ago(found["days"]),
                    actor=found["actor"] or "",
                    subject=found["subject"] or "",
                )
            )
        elif found := PULL.fullmatch(line):
            pulls.append(
                LinkedPull(
                    number=found["number"],
                    state=found["state"],
                    author=found["author"],
                    updated_at=ago(found["days"]),
                    draft=bool(found["draft"]),
                )
            )
        elif found := COMMENT.fullmatch(line):
            comments.append(
                Comment(
                    author=found["who"],
                    body=found["text"].replace("\\n", "\n"),
                    at=ago(found["days"]),
                    association=None if "[bot]" in found["who"] else RELATIONS[found["role"]],
                )
            )
        else:
            key, _, value = line.partition(":")
            facts[key] = value.strip()
    silent = facts.get("associations") == "unknown"
    if silent:
        comments = [Comment(author=one.author, body=one.body, at=one.at) for one in comments]
    return Issue(
        project_id="example.org/team/shop",
        number="7",
        title=facts.get("title", "Retry the payment call"),
        body=facts.get("body", "It fails when the network is slow.").replace("\\n", "\n"),
        author=facts.get("author", "*maint" if "ours" in facts else "rita").lstrip("*"),
        association=None if silent else "MEMBER" if facts.get("author", "").startswith("*") else "NONE",
        state=facts.get("state", "open"),
        labels=tuple(label.strip() for label in facts.get("labels", "").split(",") if label.strip()),
        assignees=tuple(facts.get("assignees", "").split()),
        comments=tuple(comments),
        events=tuple(events),
        pulls=None if facts.get("pulls") == "unknown" else tuple(pulls),
        branches=tuple(facts["branch"].split()) if "branch" in facts else None,
        blocked_by=tuple(facts["blocked"].split()) if "blocked" in facts else None,
        created_at=ago(facts.get("created", "420d").rstrip("d")),
        updated_at=ago(facts.get("updated", "1d").rstrip("d")),
        locked="locked" in facts,
    )


ALL = [replay for path in sorted(HISTORIES.glob("*.txt")) for replay in histories(path.stem)]


@pytest.mark.parametrize(
    "replay",
    [
        pytest.param(
            replay,
            id=f"{replay.batch}: {replay.title}",
            marks=[pytest.mark.xfail(reason="known miss", strict=True)] if replay.missed else [],
        )
        for replay in ALL
    ],
)
def test_the_state_after_a_replayed_history(replay):
    found = availability_of(replay.issue, NOW)
    assert found.state == replay.state, found.reason


CLAIMS = {Speech.ASK, Speech.CLAIM, Speech.OFFER, Speech.TRY, Speech.PULL}
SAYS = {
    "claim": CLAIMS,
    "release": {Speech.RELEASE, Speech.FREE},  # “up for grabs again”, from who had it, gives it up
    "grant": {Speech.GRANT},
    "free": {Speech.FREE, Speech.INVITE},
    "hold": {Speech.HOLD},
    "taken": {Speech.TAKEN, Speech.CLAIM},
    "refuse": {Speech.REFUSE, Speech.NO},
}
SAYS_NOT = {"nothing": CLAIMS, "nothing of maintainers": {Speech.HOLD, Speech.TAKEN, Speech.REFUSE}}


def sayings() -> Iterator[tuple[str, list[str]]]:
    """Kinds of speech with their sentences, from `sayings.txt`."""
    for part in (HISTORIES.parent / "sayings.txt").read_text(encoding="utf-8").split("\n# ")[1:]:
        kind, *lines = part.strip().split("\n")
        yield kind, lines


SAYINGS = list(sayings())


@pytest.mark.parametrize(("kind", "lines"), SAYINGS, ids=[kind for kind, _ in SAYINGS])
def test_what_sentences_say(kind, lines):
    heard = {line: {one.speech for one in said_in(line, number="7")} for line in lines}
    if kind in SAYS:
        wrong = [line for line, said in heard.items() if not said & SAYS[kind]]
    else:
        wrong = [line for line, said in heard.items() if said & SAYS_NOT[kind]]
    assert not wrong
