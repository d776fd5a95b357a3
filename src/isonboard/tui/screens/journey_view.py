"""A journey in blocks: the stations behind and ahead, the next step, recognition once it is merged; pure."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from isonboard.model.notebook import Station
from isonboard.tui import words
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, item, pair, paragraph

if TYPE_CHECKING:
    from isonboard.assistant.journey import JourneyPage

_NAME_WIDTH = 16


class Way(Enum):
    """How the next step is taken from the page of a journey; the words follow the key."""

    PROJECT = "goes to it in Explore: how it takes contributions is one tab further."
    ISSUES = "shows those of its issues that may be taken."
    SETUP = "shows the plan; nothing runs before you agree."
    EDITOR = "opens the checkout in your editor, w a shell there; coming back looks for your commit."
    SHELL = "opens a shell in the checkout; coming back looks for your commit."
    COMMAND = "copies the command, w opens a shell in the checkout to paste it in."
    BROWSER = "opens it in the browser."


def way_of(page: "JourneyPage", *, editor: bool) -> Way:
    """What the key of the next step does; `editor` tells whether one is named."""
    journey = page.journey
    by_hand = bool(journey.checkout and page.where and not _is_address(page.where[-1]))
    match page.station:
        case Station.FAVOURITE | Station.MERGED:
            return Way.ISSUES
        case Station.CLONED:
            return Way.SETUP
        case Station.SET_UP:
            return Way.SETUP if journey.issue else Way.ISSUES
        case Station.BRANCH if by_hand and page.where[-1].startswith("cd "):
            return Way.EDITOR if editor else Way.SHELL
        case Station.BRANCH | Station.FIRST_CHANGE if by_hand:
            return Way.COMMAND
        case Station.FIRST_CHANGE | Station.PULL_OPEN if page_of(page):
            return Way.BROWSER
        case _:
            return Way.PROJECT


def page_of(page: "JourneyPage") -> str | None:
    """The pull request's page, or the one on which it is opened."""
    if page.station is Station.FIRST_CHANGE:
        return next(filter(_is_address, page.where), None)
    return page.journey.pull_url


def _is_address(where: str) -> bool:
    return where.startswith(("https://", "http://"))


def journey_blocks(page: "JourneyPage", now: datetime, *, editor: bool = False) -> list[Block]:
    """How far, what comes next, and thanks; `editor` tells whether one is named."""
    blocks = [paragraph(Span(page.label, "heading"), Span("  your journey", "dim")), BLANK]
    if page.note:
        blocks += [paragraph(Span(plainly(page.note), "warn")), BLANK]
    if page.congratulation:
        blocks += [paragraph(Span(plainly(page.congratulation), "fit strong")), BLANK]
    blocks += [*_stations(page, now), BLANK]
    blocks += [heading("Next"), paragraph(plainly(page.next_step))]
    blocks.append(paragraph(Span(plainly(f"d {way_of(page, editor=editor).value}"), "act-strong")))
    blocks += [
        paragraph(Span(where, "link", where)) if _is_address(where) else code(where)
        for where in page.where
        if not where.startswith("isonboard ") and where not in page.next_step  # a key does it, or it is said
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
        if station is Station.NOTICED and at is None and not here:
            continue  # whoever is further than that has seen it
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
