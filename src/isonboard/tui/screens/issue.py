"""One issue, whole: body, comments, whether it is free; one key away from a branch."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from isonboard.errors import IsonboardError
from isonboard.tui.actions import bindings
from isonboard.tui.messages import ShowProject
from isonboard.tui.screens.claiming import Claiming
from isonboard.tui.screens.issue_view import issue_sections
from isonboard.tui.widgets.document import Document

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.guidance import Guidance


class IssueScreen(Claiming):
    """Opened on an issue that is known; the comments are fetched while one reads."""

    place = "issue"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("project"), *bindings("issue")]

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The issue with its comments and events."""

        ranked: "RankedIssue"

    @dataclass(eq=False, repr=False)
    class Asks(Message):
        """What the project asks of contributors."""

        guidance: "Guidance"

    def __init__(self, ranked: "RankedIssue") -> None:
        super().__init__()
        self._ranked = ranked
        self._guidance: Guidance | None = None
        self._trouble = ""

    def body(self) -> ComposeResult:
        yield Document(id="text")

    def on_stage(self) -> Widget | None:
        return self.query_one("#text", Document)

    def on_mount(self) -> None:
        self._show()
        self.refresh_page()

    def refresh_page(self) -> None:
        self.work(self._fetch, group="issue", description="fetching an issue")
        self.work(self._read_guide, group="guide", description="reading what the project asks")

    async def _fetch(self) -> None:
        issue = self._ranked.issue

        async def fetch(context: "Context") -> "RankedIssue":
            from isonboard.assistant.detail import issue_detail

            return await issue_detail(context, issue.project_id, issue.number)

        self.post_message(self.Came(await self.desk.fetch(fetch)))

    async def _read_guide(self) -> None:
        project_id = self._ranked.project.id

        async def read(context: "Context") -> "Guidance":
            from isonboard.assistant.detail import guidance_page

            return (await guidance_page(context, project_id)).guidance

        self.post_message(self.Asks(await self.desk.fetch(read)))

    def on_issue_screen_came(self, message: Came) -> None:
        self._ranked, self._trouble = message.ranked, ""
        self._show()

    def on_issue_screen_asks(self, message: Asks) -> None:
        self._guidance = message.guidance
        self._show()

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "issue":
            self._trouble = f"Its comments could not be fetched: {error.sentence}"
            self._show()
        elif group != "guide":  # without a guide the issue is all there is to read
            super().failed(group, error)

    def _show(self) -> None:
        sections = issue_sections(
            self._ranked, datetime.now(UTC), whole=True, note=self._trouble, guidance=self._guidance
        )
        self.query_one("#text", Document).show(sections, key=self._ranked.issue.key)

    def project_id(self) -> str | None:
        return self._ranked.issue.project_id

    def issue_number(self) -> str | None:
        return self._ranked.issue.number

    def page_address(self) -> str | None:
        return self._ranked.issue.url

    def claimed(self) -> None:
        self.refresh_page()

    def action_project(self) -> None:
        project_id = self._ranked.issue.project_id
        self.desk_app.action_go("explore")
        self.desk_app.tell(lambda: ShowProject(project_id))
