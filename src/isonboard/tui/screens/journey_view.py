"""A journey in blocks: the stations behind and ahead, the next step, recognition once it is merged; pure."""

from datetime import datetime
from typing import TYPE_CHECKING

from isonboard.model.notebook import Station
from isonboard.tui import words
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, item, pair, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.journey import JourneyPage

_NAME_WIDTH = 16


def journey_blocks(page: "JourneyPage", now: datetime) -> list[Block]:
    """How far, what comes next, and thanks."""
    blocks = [paragraph(Span(page.label, "heading"), Span("  your journey", "dim")), BLANK]
    if page.note:
        blocks += [paragraph(Span(plainly(page.note), "warn")), BLANK]
    if page.congratulation:
        blocks += [paragraph(Span(plainly(page.congratulation), "fit strong")), BLANK]
    blocks += [*_stations(page, now), BLANK]
    blocks += [heading("Next"), paragraph(plainly(page.next_step))]
    blocks += [
        paragraph(Span(where, "link", where)) if where.startswith(("https://", "http://")) else code(where)
        for where in page.where
    ]
    blocks.append(BLANK)
    if page.thanks:
        blocks += [heading("To thank the reviewers"), paragraph(page.thanks)]
        blocks += [paragraph(Span("i copies it, U copies a line for your own record.", "dim")), BLANK]
    return [*blocks, *_work(page)]


def _stations(page: "JourneyPage", now: datetime) -> list[Block]:
    signs = glyphs()
    reached = dict(page.history)
    blocks = []
    for station in Station:
        at = reached.get(station)
        here = station is page.station
        sign, ink = (
            (signs.here, "act") if here else (signs.yes, "fit") if at is not None else (signs.dot, "faint")
        )
        tone = "strong" if here else "plain" if at is not None else "dim"
        when = f"  {words.ago(at, now)}" if at is not None else ""
        blocks.append(item(sign, Span(station.value.ljust(_NAME_WIDTH), tone), Span(when, "dim"), ink=ink))
    return blocks


def _work(page: "JourneyPage") -> list[Block]:
    journey, work = page.journey, page.work
    blocks: list[Block] = []
    if journey.checkout:
        blocks.append(pair("checkout", words.place(journey.checkout)))
    if journey.branch:
        blocks.append(pair("branch", journey.branch))
    if journey.issue:
        blocks.append(pair("issue", journey.issue))
    if work is not None:
        facts = [
            words.many(work.count, "commit") + " of its own",
            "pushed" if work.pushed else "not pushed",
            "changes in no commit yet" if work.dirty else "",
        ]
        blocks.append(pair("work", ", ".join(filter(None, facts))))
    if journey.pull_url:
        state = f"  {journey.pull_state}" if journey.pull_state else ""
        blocks.append(
            pair("pull request", Span(journey.pull_url, "link", journey.pull_url), Span(state, "dim"))
        )
    if journey.reviewers:
        blocks.append(pair("reviewers", words.listed(journey.reviewers)))
    if journey.earlier:
        merged = sum(one.merged_at is not None for one in journey.earlier)
        blocks.append(
            pair("before this", f"{words.many(len(journey.earlier), 'branch', 'branches')}, {merged} merged")
        )
    return blocks
