"""The lines of the profile editor, and the words beside them."""

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from isonboard.model.profile import ContributionKind, Level, Profile
from isonboard.tui.glyphs import glyphs
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, item, pair, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isonboard.match.signals import Signal

    Signals = Mapping[str, Mapping[str, Signal]]

LEVELS = tuple(Level)
LEVEL_WORDS = {
    Level.LEARNING: "want to learn it",
    Level.BASIC: "know the basics",
    Level.GOOD: "know it well",
    Level.EXPERT: "could teach it",
}


class Entry(NamedTuple):
    """A line of the editor; `kind` says what enter, x and the arrows do with it."""

    kind: str
    name: str
    value: str = ""


def entries_of(profile: Profile, tables: "Signals" = MappingProxyType({})) -> list[Entry]:
    """The lines of the editor; `tables` are the signals that can be left out, by what they rank."""
    signs = glyphs()
    full, empty = (signs.here, signs.dot) if signs.here != "*" else ("#", ".")
    entries = [Entry("heading", "Skills", "right knows better, left less well, x removes")]
    for skill in profile.skills:
        place = LEVELS.index(skill.level) + 1
        entries.append(
            Entry(
                "skill",
                skill.name,
                f"{full * place}{empty * (len(LEVELS) - place)}  {LEVEL_WORDS[skill.level]}",
            )
        )
    entries.append(Entry("add skill", "add a skill …"))
    entries += [Entry("gap", ""), Entry("heading", "Interests")]
    entries += [Entry("interest", interest) for interest in profile.interests]
    entries.append(Entry("add interest", "add an interest …"))
    any_kind = "none chosen: any will do" if not profile.contributions else ""
    entries += [Entry("gap", ""), Entry("heading", "Kinds of contribution", any_kind)]
    entries += [
        Entry("kind", kind.value, f"{signs.yes} wanted" if kind in profile.contributions else "")
        for kind in ContributionKind
    ]
    entries += [Entry("gap", ""), Entry("heading", "You")]
    entries.append(Entry("identity", "name", profile.name or "not said"))
    entries.append(Entry("identity", "e-mail", profile.email or "not said"))
    entries += [Entry("gap", ""), Entry("commits", "read from my commits …")]
    for what, table in tables.items():
        entries += [
            Entry("gap", ""),
            Entry("heading", f"What counts for {what}", "space leaves out, or counts again"),
        ]
        for name, signal in table.items():
            state = "left out" if name in profile.signals_off else f"{signs.yes} counts"
            entries.append(Entry("signal", name, f"{state}  {signal.comment}"))
    return entries


def about_blocks() -> list[Block]:
    return [
        heading("What this is for"),
        BLANK,
        paragraph(
            "Projects and issues are ranked by how well they fit what you say here. Each reason is shown with its evidence."
        ),
        BLANK,
        item(
            glyphs().bullet, "A skill you want to learn counts for beginner-friendliness, not for knowledge."
        ),
        item(glyphs().bullet, "Words nobody knows are fine: they are looked for as you wrote them."),
        item(glyphs().bullet, "Nothing of it leaves this machine."),
        BLANK,
        pair("kept in", Span("profile.toml in the data directory", "dim")),
    ]


def signal_blocks(name: str, signal: "Signal", *, counts: bool) -> list[Block]:
    """One signal: how much it weighs, and why that much."""
    against = " against" if signal.weight < 0 else ""
    return [
        heading(name),
        BLANK,
        paragraph(signal.comment),
        BLANK,
        pair("weight", f"{abs(signal.weight):.2f}{against}"),
        pair("now", "counts" if counts else Span("left out", "warn")),
    ]
