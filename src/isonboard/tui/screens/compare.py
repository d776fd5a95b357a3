"""Up to three projects side by side: what speaks for each, what is known of it, which has a free issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from isonboard.errors import IsonboardError, NotFoundError
from isonboard.tui.actions import bindings
from isonboard.tui.messages import FavouritesChanged, ShowProject
from isonboard.tui.screens.compare_view import Compared, compare_blocks
from isonboard.tui.screens.project_actions import ProjectActions
from isonboard.tui.widgets.blocks import Span, paragraph
from isonboard.tui.widgets.document import Document, Section

if TYPE_CHECKING:
    from isonboard.assistant.context import Context


class CompareScreen(ProjectActions):
    """Opened on the marked projects; one of them is chosen, and the keys for a project are about that one."""

    place = "compare"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare"), *bindings("project")]

    column: reactive[int] = reactive(0, init=False, repaint=False)

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """What is known of them now."""

        projects: Sequence[Compared]

    def __init__(self, project_ids: Sequence[str], *, left_out: int = 0) -> None:
        super().__init__()
        self._ids = list(project_ids)
        self._left_out = left_out
        self._known: Sequence[Compared] = ()

    def body(self) -> ComposeResult:
        yield Document(id="text", whole_width=True)

    def on_stage(self) -> Widget | None:
        return self.query_one("#text", Document)

    def on_mount(self) -> None:
        self._read()
        self.work(self._fetch, group="fetch", description="asking about the compared projects")

    def project_id(self) -> str | None:
        return self._ids[self.column] if self.column < len(self._ids) else None

    def _read(self) -> None:
        self.work(self._look, group="compare", description="reading about the compared projects")

    async def _look(self) -> None:
        ids = tuple(self._ids)
        known = await self.desk.ask(lambda context: [_compared(context, one) for one in ids])
        self.post_message(self.Came([one for one in known if one is not None]))

    async def _fetch(self, *, refresh: bool = False) -> None:
        """Somebody reads it: what is missing is asked for, one project after the other."""
        for project_id in tuple(self._ids):
            await self.desk.fetch(partial(_asked, project_id=project_id, refresh=refresh))
            self._read()

    def on_compare_screen_came(self, message: Came) -> None:
        # one of them may have been taken out while the answer was on its way
        self._known = [one for one in message.projects if one.page.project.id in self._ids]
        self._ids = [one.page.project.id for one in self._known]
        self.column = min(self.column, max(0, len(self._ids) - 1))
        self._show()

    def watch_column(self) -> None:
        self._show()

    def _show(self) -> None:
        if not self._known:
            blocks = [
                paragraph(Span("Nothing is left to compare.", "strong"), Span("  esc goes back.", "dim"))
            ]
        else:
            more = f"{self._left_out} more are marked; three stand side by side." if self._left_out else ""
            blocks = compare_blocks(self._known, self.column, datetime.now(UTC), more)
        self.query_one("#text", Document).show([Section(tuple(blocks))], key="compare")

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "fetch":
            self.note(f"Some of it could not be asked for: {error.sentence}", "warn")
        else:
            super().failed(group, error)

    def refresh_page(self) -> None:
        self.work(partial(self._fetch, refresh=True), group="fetch", description="asking again")

    def action_column(self, step: int) -> None:
        self.column = max(0, min(len(self._ids) - 1, self.column + step))

    def action_remove(self) -> None:
        if self.column < len(self._ids):
            project_id = self._ids.pop(self.column)
            self._known = [one for one in self._known if one.page.project.id != project_id]
            self.set_reactive(CompareScreen.column, min(self.column, max(0, len(self._ids) - 1)))
            self._show()

    def action_project(self) -> None:
        if (project_id := self.project_id()) is not None:
            self.desk_app.action_go("explore")
            self.desk_app.tell(lambda: ShowProject(project_id))

    def on_favourites_changed(self, message: FavouritesChanged) -> None:
        message.stop()
        self._read()


def _compared(context: "Context", project_id: str) -> Compared | None:
    """One project from what is kept: nobody is asked."""
    from isonboard.assistant.detail import ordered, project_page, tier
    from isonboard.assistant.health import health_of, kept_standing
    from isonboard.guidance.distil import guidance_of
    from isonboard.guidance.readiness import readiness_of

    try:
        page = project_page(context, project_id)
    except NotFoundError:
        return None
    documents, kept = context.catalog.documents(project_id), context.catalog.issues(project_id)
    inviting = (
        [(issue, page.project) for issue in kept[0] if tier(context, issue, page.project)] if kept else None
    )
    standing = kept_standing(context, project_id)
    return Compared(
        page=page,
        readiness=readiness_of(documents[0] if documents is not None else None, page.project),
        guidance=guidance_of(documents[0], page.project) if documents is not None else None,
        issues=ordered(context, inviting) if inviting is not None else None,
        health=health_of(context, page.project, standing) if standing is not None else None,
    )


async def _asked(context: "Context", *, project_id: str, refresh: bool) -> None:
    from isonboard.assistant.detail import details, guidance_page, issue_page
    from isonboard.assistant.health import health

    await details(context, project_id, refresh=refresh)
    await guidance_page(context, project_id, refresh=refresh)
    await issue_page(context, project_id, refresh=refresh)
    await health(context, project_id, refresh=refresh)
