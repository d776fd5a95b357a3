"""The journey with one project: from local git at once, from its forge while one reads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from isonboard.errors import IsonboardError, NotFoundError
from isonboard.tui.actions import bindings
from isonboard.tui.messages import CheckoutChanged
from isonboard.tui.screens.journey_view import journey_blocks
from isonboard.tui.screens.project_actions import ProjectActions
from isonboard.tui.shortlist import Copyable
from isonboard.tui.widgets.blocks import BLANK, Span, paragraph
from isonboard.tui.widgets.document import Document, Section

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.journey import JourneyPage
    from isonboard.model.notebook import Journey


class JourneyScreen(ProjectActions):
    """How far one has come with a project, and the next step."""

    place = "journey"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("journey"), *bindings("project")]

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The page as it is known now."""

        page: "JourneyPage"

    def __init__(self, project_id: str) -> None:
        super().__init__()
        self._project_id = project_id
        self._page: JourneyPage | None = None

    def body(self) -> ComposeResult:
        yield Document(id="text")

    def on_stage(self) -> Widget | None:
        return self.query_one("#text", Document)

    def on_mount(self) -> None:
        self._show_words("Looking at its checkout …")
        self.refresh_page()

    def project_id(self) -> str | None:
        return self._project_id

    def issue_number(self) -> str | None:
        return self._page.journey.issue if self._page is not None else None

    def refresh_page(self) -> None:
        self.work(self._read, group="journey", description="reading a journey")

    async def _read(self) -> None:
        project_id = self._project_id
        page = await self.desk.ask(partial(_known_page, project_id=project_id))
        self.post_message(self.Came(page))
        self.post_message(self.Came(await self.desk.fetch(partial(_asked_page, journey=page.journey))))

    def on_journey_screen_came(self, message: Came) -> None:
        self._page = message.page
        blocks = journey_blocks(message.page, datetime.now(UTC))
        self.query_one("#text", Document).show([Section(tuple(blocks))], key="journey")

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "journey" and self._page is None:
            self._show_words(error.sentence)
        else:
            super().failed(group, error)

    def _show_words(self, words: str) -> None:
        self.query_one("#text", Document).show([Section((BLANK, paragraph(Span(words, "dim"))))])

    def action_polite(self) -> None:
        if self._page is not None and self._page.thanks:
            self.app.copy_to_clipboard(self._page.thanks)
            self.flash("Copied: a thank-you for the reviewers.")
        else:
            self.flash("There is a thank-you to copy once a change of yours is merged.")

    def action_share(self) -> None:
        if self._page is not None:
            self._copy(self._page.record)

    def more_to_copy(self) -> list[Copyable]:
        page = self._page
        if page is None:
            return []
        found = [Copyable("next step", where) for where in page.where]
        found += [Copyable("thank-you", page.thanks)] if page.thanks else []
        return [*found, Copyable("record", page.record)]

    def action_project(self) -> None:
        from isonboard.tui.messages import ShowProject

        self.desk_app.action_go("explore")
        self.desk_app.tell(lambda: ShowProject(self._project_id))

    def on_checkout_changed(self, message: CheckoutChanged) -> None:
        message.stop()
        self.refresh_page()


def _known_page(context: "Context", *, project_id: str) -> "JourneyPage":
    from isonboard.assistant.journey import all_journeys, journey_page
    from isonboard.model.notebook import Journey

    try:
        journey = all_journeys(context, project_id)[0]
    except NotFoundError:
        journey = context.journeys.get(project_id) or Journey(project_id=project_id)
    return journey_page(context, journey)


async def _asked_page(context: "Context", *, journey: "Journey") -> "JourneyPage":
    from isonboard.assistant.journey import brought_up_to_date, journey_page

    asked, note = await brought_up_to_date(context, journey)
    return journey_page(context, asked, note)
