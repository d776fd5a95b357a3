"""The third pane of a wide screen: of the issues to begin with and the way in, what the tab beside it does not show."""

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical

from isonboard.tui.screens.overview import readiness_blocks, way_in_blocks
from isonboard.tui.screens.preview import CONTRIBUTING, ISSUES
from isonboard.tui.widgets.blocks import Block, Span, heading, paragraph
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.fields import Caption
from isonboard.tui.widgets.issue_list import IssueList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isonboard.assistant.context import Context
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.guidance import Guidance, Readiness
    from isonboard.tui.desk import Desk

_LISTED = 40


class AsidePage(Struct, frozen=True, kw_only=True):
    """What is kept about a project; None where it was never fetched."""

    issues: "Sequence[RankedIssue] | None"
    guidance: "Guidance | None"
    readiness: "Readiness"


class Aside(Vertical):
    """Furnished when it is first seen: a narrow screen never pays for it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._project_id: str | None = None

    def compose(self) -> ComposeResult:
        yield from ()

    def beside(self, tab: int) -> None:
        """Leave out what that tab of the preview shows already."""
        self.set_class(tab == ISSUES, "-beside-issues")
        self.set_class(tab == CONTRIBUTING, "-beside-way")

    async def read(self, desk: "Desk", project_id: str, *, fetch: bool) -> bool:
        """What is kept at once; with `fetch` what is missing is asked for, and True where it was.

        Raises what the assistant raises.
        """
        if not self.children:
            await self.mount(
                Caption("Issues to begin with", id="aside-title"), IssueList(id="begin"), Document(id="way")
            )
        self._project_id = project_id
        page = await desk.ask(partial(_kept, project_id=project_id), topic="aside")
        self._show(project_id, page)
        if not fetch or (page.issues is not None and page.guidance is not None):
            return False
        await desk.fetch(partial(_asked, project_id=project_id))
        self._show(project_id, await desk.ask(partial(_kept, project_id=project_id), topic="aside"))
        return True

    def clear(self) -> None:
        """Nothing is under the cursor."""
        self._project_id = None
        if self.children:
            self.query_one(IssueList).show(())
            self.query_one(Document).show(())

    def _show(self, project_id: str, page: AsidePage) -> None:
        if project_id != self._project_id or not self.query(IssueList):
            return
        listed = self.query_one(IssueList)
        if page.issues is None:
            listed.say(("dim", "Not asked for yet: enter on the project asks its forge."))
        else:
            listed.say(("dim", "No open issue invites newcomers."))
        issues = (page.issues or ())[:_LISTED]
        free = sum(one.availability.state.value == "free" for one in issues)
        self.query_one(Caption).say(
            f"Issues to begin with: {free} free" if issues else "Issues to begin with"
        )
        listed.show(issues)
        self.query_one(Document).show([Section(tuple(_way_in(page)))], key=project_id)


def _way_in(page: AsidePage) -> list[Block]:
    if page.guidance is None:
        return [
            heading("The way in"),
            paragraph(Span("Its documents were not asked for yet: enter on the project does.", "dim")),
        ]
    return [*way_in_blocks(page.guidance, margin=14), *readiness_blocks(page.readiness)]


def _kept(context: "Context", *, project_id: str) -> AsidePage:
    """From what was fetched before: nobody is asked."""
    from isonboard.assistant.detail import ordered, tier
    from isonboard.guidance.distil import guidance_of
    from isonboard.guidance.readiness import readiness_of

    project = context.catalog.project(project_id)
    issues, documents = context.catalog.issues(project_id), context.catalog.documents(project_id)
    inviting = (
        [(issue, project) for issue in issues[0] if tier(context, issue, project) is not None]
        if issues is not None and project is not None
        else None
    )
    return AsidePage(
        issues=ordered(context, inviting) if inviting is not None else None,
        guidance=guidance_of(documents[0], project) if documents is not None else None,
        readiness=readiness_of(documents[0] if documents is not None else None, project),
    )


async def _asked(context: "Context", *, project_id: str) -> None:
    from isonboard.assistant.detail import guidance_page, issue_page

    await guidance_page(context, project_id)
    await issue_page(context, project_id)
