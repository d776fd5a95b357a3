"""Meetings where one can ask: office hours, weekly calls, with the words that say when."""

import re

from isonboard.guidance.blocks import Block, BlockKind
from isonboard.guidance.markup import Section, plain
from isonboard.guidance.pages import Page
from isonboard.model.guidance import Contact

OFFICE_HOURS = "office hours"
OFFICE = re.compile(
    r"\boffice hours?\b|\b(?:community|weekly|bi-?weekly|contributors?|developers?|maintainers?|monthly|team) (?:\w+ )?(?:call|meeting|sync|stand-?up)s?\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri)days?\b|\b\d{1,2}(?::\d\d)? ?(?:am|pm|utc|cet|est|pst|gmt)\b",
    re.IGNORECASE,
)
WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri)days?|weekly|biweekly|monthly|every|daily|\d{1,2}(?::\d\d)? ?(?:am|pm|utc|cet|est|pst|gmt)|\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)


def meeting_of_heading(page: Page, section: Section) -> Contact | None:
    """A part that is headed by a meeting and says on which day or at what time it is."""
    if not OFFICE.search(section.title):
        return None
    for block in section.blocks:
        words = plain(block.text[:600])
        if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and _DAY.search(words) and len(words) < 300:
            said = next((one for one in re.split(r"(?<=[.!?])\s+", words) if _DAY.search(one)), words)
            return Contact(
                kind=OFFICE_HOURS,
                name=f"{plain(section.title)}: {said}"[:_LONGEST],
                evidence=page.evidence(block.line),
            )
    return None


def meeting_name(block: Block, words: str) -> str:
    """What a meeting is called and when: of a table row the cell that says so, of prose the whole of it."""
    told = [cell for cell in map(plain, block.cells) if OFFICE.search(cell)]
    if not told:
        return _said(words)
    named = next((cell for cell in told if WHEN.search(cell)), told[0])
    when = next((cell for cell in map(plain, block.cells) if WHEN.search(cell)), "")
    return (named if WHEN.search(named) or not when else f"{named}: {when}")[:_LONGEST]


def _said(words: str) -> str:
    """The sentence that names the meeting and when it is; where they are two, both, without what stands around."""
    said = re.split(r"(?<=[.!?])\s+", _ADDRESS.sub("", words))
    both = next((one for one in said if OFFICE.search(one) and WHEN.search(one)), "")
    if not both:
        named = next((one for one in said if OFFICE.search(one)), "")
        when = next((one for one in said if WHEN.search(one)), "")
        both = " ".join(dict.fromkeys((named, when)))
    if len(both) > _LONG and (name := OFFICE.search(both)):
        last = max([name.end(), *(match.end() for match in WHEN.finditer(both))])
        start = min(name.start(), next((match.start() for match in WHEN.finditer(both)), name.start()))
        both = both[start:last]
    return both.strip(" -–—:,;")[:_LONGEST]


_ADDRESS = re.compile(r"\(?\bhttps?://\S+")
_LONG, _LONGEST = 120, 200  # letters
