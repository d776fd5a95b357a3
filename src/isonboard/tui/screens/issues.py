"""Issues over the whole catalog: which are free, which suit one, and why."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from isonboard.assistant.issues import IssueFilter
from isonboard.errors import IsonboardError
from isonboard.model.issue import AvailabilityState
from isonboard.model.progress import JobEvent, Progress
from isonboard.tui import words
from isonboard.tui.actions import bindings
from isonboard.tui.messages import CatalogChanged, ProfileChanged, ShowIssues, ShowProject
from isonboard.tui.screens.claiming import Claiming
from isonboard.tui.screens.dialogs import ChoiceScreen
from isonboard.tui.screens.issue_filters import (
    BEGIN,
    chips_of,
    filter_choices,
    why_empty,
    with_filter,
    without_filter,
)
from isonboard.tui.screens.issue_view import issue_sections
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.chips import Chips
from isonboard.tui.widgets.document import Document
from isonboard.tui.widgets.fields import Field
from isonboard.tui.widgets.issue_list import IssueList
from isonboard.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.detail import IssuePage
    from isonboard.match.issue_order import RankedIssue
    from isonboard.tui.session import Session


class IssuesScreen(Claiming):
    """What is known at once; what is worth knowing is fetched meanwhile."""

    place = "issues"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("issues"), *bindings("project"), *bindings("issue")]
    CSS_PATH = sheets("issues")  # type: ignore[assignment]

    wanted: reactive[IssueFilter] = reactive(BEGIN, init=False, repaint=False)

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The issues that pass, and how many were fetched so far."""

        wanted: IssueFilter
        page: "IssuePage"
        keep: bool
        """Whether the issue under the cursor stays there."""

    @dataclass(eq=False, repr=False)
    class Fetching(Message):
        """How far the fetching is."""

        done: int
        total: int

    def __init__(self) -> None:
        super().__init__()
        self._fetched = False
        self._fetching = False

    def body(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Field(
                    self._restored().text,
                    placeholder="/ search issues: words of the title, project or labels",
                    id="search",
                )
                yield Chips(id="chips")
                yield IssueList(id="issues", with_project=True)
            yield Document(id="about")

    def on_stage(self) -> Widget | None:
        return self.issues

    def _restored(self) -> IssueFilter:
        """What one looked for last, where it is still understood."""
        kept = self.desk_app.left.issues
        if kept is not None:
            with contextlib.suppress(msgspec.ValidationError):
                return msgspec.convert(kept, IssueFilter)
        return BEGIN

    def left(self, session: "Session") -> "Session":
        return msgspec.structs.replace(session, issues=msgspec.to_builtins(self.wanted))

    def on_mount(self) -> None:
        self.set_reactive(IssuesScreen.wanted, self._restored())
        self.issues.say(("dim", "Looking …"))
        self._show_chips()
        self._find()

    @property
    def issues(self) -> IssueList:
        return self.query_one("#issues", IssueList)

    @property
    def current(self) -> "RankedIssue | None":
        return self.issues.current

    def project_id(self) -> str | None:
        return self.current.issue.project_id if self.current is not None else None

    def issue_number(self) -> str | None:
        return self.current.issue.number if self.current is not None else None

    def page_address(self) -> str | None:
        return self.current.issue.url if self.current is not None else None

    # finding and fetching

    def watch_wanted(self) -> None:
        self._show_chips()
        self.issues.expect()
        self._find()

    def _find(self, *, keep: bool = False) -> None:
        self.work(
            partial(self._found, self.wanted, keep), group="issues", description="looking through the issues"
        )

    async def _found(self, wanted: IssueFilter, keep: bool) -> None:
        def look(context: "Context") -> "IssuePage":
            from isonboard.assistant.issues import known_issues

            return known_issues(context, wanted)

        self.post_message(self.Came(wanted, await self.desk.ask(look, topic="issues"), keep))

    def on_issues_screen_came(self, message: Came) -> None:
        if message.wanted != self.wanted:
            return  # other words were typed meanwhile, their answer is on its way
        page = message.page
        key = self._key() if message.keep else None
        at = next((place for place, one in enumerate(page.issues) if one.issue.key == key), 0)
        self._say_why_empty(page)
        self.issues.show(page.issues, at)
        free = sum(one.availability.state is AvailabilityState.FREE for one in page.issues)
        self.query_one(Chips).figure = (
            f"{words.many(len(page.issues), 'issue')}, {free:,} free" if page.issues else ""
        )
        if not page.issues:
            self.query_one("#about", Document).show([])
        if page.note:
            self.note(page.note, "warn")
        if not self._fetched:
            self._fetched = True
            self.refresh_page()

    def _say_why_empty(self, page: "IssuePage") -> None:
        reading = self._fetching or not self._fetched
        self.issues.say(*why_empty(page, self.wanted, reading=reading))

    def refresh_page(self) -> None:
        self._fetching = True
        self.work(self._fetch, group="fetching", description="fetching issues of the best matches")

    async def _fetch(self) -> None:
        def report(event: JobEvent) -> None:
            if isinstance(event, Progress) and event.total:
                self.post_message(self.Fetching(event.done or 0, event.total))

        async def fetch(context: "Context") -> None:
            from isonboard.assistant.issues import fetch_issues, wanted_projects

            await fetch_issues(context, wanted_projects(context), report=report)

        try:
            await self.desk.fetch(fetch)
        finally:
            self._fetching = False
        self.note("")
        self._find(keep=True)

    def on_issues_screen_fetching(self, message: Fetching) -> None:
        self.note(f"Fetching issues: {message.done} of {message.total} projects")
        if message.done % 10 == 0 or not self.issues.count:
            self._find(keep=True)

    def _key(self) -> str | None:
        return self.current.issue.key if self.current is not None and self.issues.touched else None

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "issues":
            self.issues.say(("bad", error.message), ("dim", error.hint or "r asks again."))
            self.issues.show(())
        else:
            super().failed(group, error)

    # the list

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if (ranked := self.current) is not None:
            sections = issue_sections(ranked, datetime.now(UTC), whole=False)
            self.query_one("#about", Document).show(sections, key=ranked.issue.key)

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        self.open_issue(self.current)

    def action_project(self) -> None:
        if (project_id := self.project_id()) is not None:
            self.desk_app.action_go("explore")
            self.desk_app.tell(lambda: ShowProject(project_id))

    # the field and the filters

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.wanted = msgspec.structs.replace(self.wanted, text=message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.focused is self.issues:  # a second enter that was on its way to the field
            self.issues.action_open()
        else:
            self.set_focus(self.issues)

    def on_field_moved(self, message: Field.Moved) -> None:
        message.stop()
        getattr(self.issues, f"action_{message.action}")(message.amount)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """In the field a slash is a letter."""
        return action != "search" or not isinstance(self.focused, Field)

    def action_search(self) -> None:
        self.set_focus(self.query_one("#search", Field))

    def go_back(self) -> bool:
        if self.focused is not self.issues:
            self.issues.focus()
            return True
        if self.wanted.text:
            self.query_one("#search", Field).value = ""
            return True
        return False

    def action_beginner(self) -> None:
        self.wanted = msgspec.structs.replace(self.wanted, all_tiers=not self.wanted.all_tiers)

    def action_add(self) -> None:
        self.put(ChoiceScreen("Show only", filter_choices(self.issues.issues, self.wanted)), self._filtered)

    def _filtered(self, chosen: str | None) -> None:
        if chosen is not None:
            self.wanted = with_filter(self.wanted, chosen)

    def _show_chips(self) -> None:
        self.query_one(Chips).show(chips_of(self.wanted))

    def on_chips_pressed(self, message: Chips.Pressed) -> None:
        message.stop()
        if message.key != "order":
            self.wanted = without_filter(self.wanted, message.key)

    def action_remove(self) -> None:
        removable = [chip for chip in chips_of(self.wanted) if not chip.fixed]
        if removable:
            self.wanted = without_filter(self.wanted, removable[-1].key)
        else:
            self.flash("There is no filter to remove.")

    def claimed(self) -> None:
        self._find(keep=True)

    # what others tell

    def on_show_issues(self, message: ShowIssues) -> None:
        message.stop()
        self.query_one("#search", Field).value = ""
        wanted = msgspec.structs.replace(BEGIN, project=message.project_id)
        if wanted == self.wanted:
            self._find()  # what was fetched meanwhile
        self.wanted = wanted

    def on_profile_changed(self, message: ProfileChanged) -> None:
        message.stop()
        self._find(keep=True)

    def on_catalog_changed(self, message: CatalogChanged) -> None:
        message.stop()
        self._fetched = False
        self._find(keep=True)
