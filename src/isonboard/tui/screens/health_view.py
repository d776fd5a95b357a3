"""Whether one may take part in a project and how it answers, in blocks; what is not known is named once."""

from datetime import datetime
from typing import TYPE_CHECKING

from isonboard.tui import words
from isonboard.tui.glyphs import plainly
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, pair, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.health import Health

_UNKNOWN = "unknown"
_NAMES = {
    "access": "access",
    "default branch": "checks",
    "first answer": "first answer",
    "from outside": "from outside",
    "releases": "release",
}
_BAD = ("failing", "failed", "red")


def health_blocks(health: "Health | None", now: datetime) -> list[Block]:
    """Access, checks, first answer, share of outside contributions, release; nothing where nobody was asked."""
    if health is None:
        return []
    from isonboard.assistant.health import sentences

    said = {name: plainly(sentence) for name, sentence in sentences(health).items()}
    known = [(name, sentence) for name, sentence in said.items() if sentence != _UNKNOWN]
    blocks = [heading("Taking part")]
    for name, sentence in known:
        ink = "warn" if name == "default branch" and sentence.startswith(_BAD) else "plain"
        blocks.append(pair(_NAMES.get(name, name), Span(sentence, ink)))
    lacking = [_NAMES.get(name, name) for name, sentence in said.items() if sentence == _UNKNOWN]
    if lacking:
        blocks.append(paragraph(Span(f"not known: {words.listed(lacking)}", "dim")))
    if health.note:
        blocks.append(paragraph(Span(plainly(health.note), "dim")))
    elif health.fetched_at is not None:
        blocks.append(paragraph(Span(f"asked {words.ago(health.fetched_at, now)}", "dim")))
    return [*blocks, BLANK]
