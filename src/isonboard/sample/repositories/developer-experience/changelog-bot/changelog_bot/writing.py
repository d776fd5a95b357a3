"""From merged changes to a paragraph."""

import re
from typing import NamedTuple

_SUBJECT = re.compile(r"(?P<kind>[a-z]+)(?:\([^)]*\))?: (?P<text>.+?)(?: \(#(?P<number>\d+)\))?$")
_PARTS = (("feat", "Passengers notice"), ("fix", "Fixed"))


class Change(NamedTuple):
    """A merged change: its kind (`feat`, `fix`, ...), what it says, and the number of its pull request."""

    kind: str
    text: str
    number: str | None


def changes(subjects):
    """The changes behind the subjects; what does not say its kind counts as `other`."""
    found = []
    for subject in subjects:
        subject = subject.strip()
        if match := _SUBJECT.fullmatch(subject):
            found.append(Change(match["kind"], match["text"], match["number"]))
        elif subject:
            found.append(Change("other", subject, None))
    return found


def paragraph(found):
    """The week in one paragraph."""
    if not found:
        return "Nothing was merged this week. We hope you were on holiday."
    sentences = [f"This week {_counted(len(found))} merged."]
    for kind, name in _PARTS:
        listed = [_short(change) for change in found if change.kind == kind]
        if listed:
            sentences.append(f"{name}: {'; '.join(listed)}.")
    rest = sum(change.kind not in dict(_PARTS) for change in found)
    if rest:
        sentences.append(f"Behind the scenes: {rest} {'change' if rest == 1 else 'changes'}.")
    return " ".join(sentences)


def _counted(count):
    return "1 change was" if count == 1 else f"{count} changes were"


def _short(change):
    return f"{change.text} (#{change.number})" if change.number else change.text
