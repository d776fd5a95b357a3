"""The steps of the way in as blocks: each station's first ones, ways that exclude one another as “or”, what is only mentioned."""

from typing import TYPE_CHECKING

from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, paragraph

if TYPE_CHECKING:
    from isonboard.guidance.brief import Station, Typed
    from isonboard.model.guidance import Guidance, GuidanceStep

_MENTIONED = 5
"""Commands that are only mentioned; the rest is counted."""


def step_blocks(guidance: "Guidance", margin: int) -> list[Block]:
    """The stations in order, the station's name in a margin of `margin` cells."""
    from isonboard.guidance.brief import brief, on_this_machine

    blocks: list[Block] = []
    if guidance.steps:
        blocks.append(heading("The way in, step by step"))
        for station in brief(guidance.steps, on_this_machine):
            blocks += _station(station, margin)
        blocks.append(BLANK)
    if guidance.mentioned:
        blocks.append(heading("Also mentioned, perhaps no step for you"))
        for step in guidance.mentioned[:_MENTIONED]:
            blocks += _mentioned(step)
        if rest := guidance.mentioned[_MENTIONED:]:
            blocks.append(paragraph(Span(f"and {len(rest)} more in {rest[0].evidence}", "faint")))
        blocks.append(BLANK)
    return blocks


def _station(station: "Station", margin: int) -> list[Block]:
    blocks: list[Block] = []
    for entry in station.entries:
        step = entry.step
        inferred = Span("  (inferred)" if step.inferred else "", "dim")
        where = Span(f"  {step.evidence}" if step.evidence else "", "faint")
        name = Span(station.kind.value.ljust(margin), "act")
        blocks.append(Block((Span(entry.said), inferred, where), first=(name,), rest=" " * margin))
        blocks += [_typed(typed) for typed in entry.typed]
    if station.more:
        where = Span(
            f"and {station.more} more in {station.where}" if station.where else f"and {station.more} more",
            "faint",
        )
        blocks.append(Block((where,), first=(Span(" " * margin),), rest=" " * margin))
    return blocks


def _typed(typed: "Typed") -> Block:
    if not typed.instead:
        return code(typed.command)
    return Block((Span(typed.command, "code"),), kind="code", first=(Span("  or ", "dim"),), rest="     ")


def _mentioned(step: "GuidanceStep") -> list[Block]:
    said = paragraph(
        Span(f"{step.doubt[:1].upper()}{step.doubt[1:]}", "dim"), Span(f"  {step.evidence}", "faint")
    )
    return [said, *(code(command) for command in step.commands)]
