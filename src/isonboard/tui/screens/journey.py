"""The journey with one project: from local git at once, from its forge while one reads."""

from collections.abc import Sequence
from contextlib import suppress
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
from isonboard.tui.glyphs import plainly
from isonboard.tui.messages import CheckoutChanged, ShowIssues
from isonboard.tui.screens.journey_view import Way, journey_blocks, page_of, way_of
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
        blocks = journey_blocks(message.page, datetime.now(UTC), editor=bool(self.editor))
        self.query_one("#text", Document).show([Section(tuple(blocks))], key="journey")

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "journey" and self._page is None:
            self._show_words(error.sentence)
        else:
            super().failed(group, error)

    def _show_words(self, words: str) -> None:
        self.query_one("#text", Document).show([Section((BLANK, paragraph(Span(plainly(words), "dim"))))])

    # the next step, by a key

    def page_address(self) -> str | None:
        return page_of(self._page) if self._page is not None else None

    def action_do(self) -> None:
        if (page := self._page) is None:
            return
        checkout = page.journey.checkout or ""
        match way_of(page, editor=bool(self.editor)):
            case Way.PROJECT:
                self.action_project()
            case Way.ISSUES:
                self.flash("Looking for its issues …")
                self.work(self._to_issues, group="issues", description="asking for a project's issues")
            case Way.SETUP:
                self.action_clone()
            case Way.EDITOR:
                self.edit(checkout)
            case Way.SHELL:
                self.shell(checkout)
            case Way.COMMAND:
                self._copy(page.where[-1])
            case Way.BROWSER:
                self.action_browser()

    async def _to_issues(self) -> None:
        async def ask(context: "Context") -> None:
            from isonboard.assistant.detail import issue_page

            await issue_page(context, self._project_id)

        with suppress(IsonboardError):  # what is known of them is shown, and why there is no more
            await self.desk.fetch(ask)
        if self.is_active:
            self.desk_app.action_go("issues")
            self.desk_app.tell(lambda: ShowIssues(self._project_id))

    def action_shell(self) -> None:
        if self._page is not None and self._page.journey.checkout:
            self.shell(self._page.journey.checkout)
        else:
            self.flash("It is not cloned yet: c clones it.")

    def outside(self, argv: Sequence[str], cwd: str, said: str = "") -> None:
        super().outside(argv, cwd, said)
        self.refresh_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """One is there already."""
        return action != "journey"

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
