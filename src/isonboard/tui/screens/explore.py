"""Explore: search as one types, filters in sight, the list beside what it is about."""

from dataclasses import dataclass
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

from isonboard.errors import IsonboardError
from isonboard.tui import first_page
from isonboard.tui.actions import bindings
from isonboard.tui.jobs import Job
from isonboard.tui.messages import (
    CatalogChanged,
    CheckoutChanged,
    FavouritesChanged,
    MarksChanged,
    ProfileChanged,
    ShowProject,
    SourcesChanged,
)
from isonboard.tui.screens.preview import Preview
from isonboard.tui.screens.search_controls import SearchControls
from isonboard.tui.screens.searching import Wanted, chips_of, figure, nothing_known, read_when, search_of
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.chips import Chips, Tabs
from isonboard.tui.widgets.fields import Field
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.project_list import ListHeading, ProjectList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.timer import Timer

    from isonboard.assistant.find import Finder, Results, Row
    from isonboard.model.project import SourceState

_FIRST_ROWS = 128
_REST = 0.12  # seconds the cursor rests before more is read about a project


class ExploreScreen(SearchControls):
    """The place to find a project."""

    place = "explore"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("explore"),
        *bindings("project"),
        *bindings("marks"),
    ]
    CSS_PATH = sheets("explore")  # type: ignore[assignment]

    pane: reactive[str] = reactive("list", init=False)

    @dataclass(eq=False, repr=False)
    class Found(Message):
        """The answer to a search with its first rows."""

        results: "Results"
        rows: "Mapping[int, Row]"
        cursor: int
        states: "tuple[SourceState, ...]"

    @dataclass(eq=False, repr=False)
    class RowsCame(Message):
        """More rows of the same answer."""

        results: "Results"
        rows: "Mapping[int, Row]"

    def __init__(self) -> None:
        super().__init__()
        self._results: Results | None = None
        self._rest: Timer | None = None
        self._synced_once = False

    def body(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield Field(
                    placeholder="search projects: words, lang:go, topic:payments, owner:team", id="search"
                )
                yield Chips(id="chips")
                yield ListHeading(id="heading")
                yield ProjectList(id="projects")
            yield Preview(id="preview")

    def on_stage(self) -> Widget | None:
        return self.projects

    def on_mount(self) -> None:
        self.projects.marked = self.marks
        self.projects.say(("dim", "Looking …"))
        self._show_chips()
        if (seen := self.desk_app.seen) is not None:
            self.query_one(Chips).figure = figure(seen.total, seen.total)
            self.projects.show(seen.total, dict(enumerate(seen.rows)))
            self.call_after_refresh(
                self._find
            )  # what opens the catalog would hold up the first sight of them
        else:
            self._find()

    @property
    def projects(self) -> ProjectList:
        return self.query_one(ProjectList)

    @property
    def preview(self) -> Preview:
        return self.query_one(Preview)

    def project_id(self) -> str | None:
        row = self.projects.current
        return row.id if row is not None else None

    # searching

    def watch_search(self) -> None:
        self._show_chips()
        self._find()

    def _find(self, keep: str | None = None) -> None:
        self.work(partial(self._searched, self.search, keep), group="search", description="searching")

    async def _searched(self, wanted: Wanted, keep: str | None) -> None:
        def answer(finder: "Finder") -> "ExploreScreen.Found":
            results = finder.find(search_of(wanted))
            place = results.index_of(keep) if keep is not None else None
            start = max(0, (place or 0) - _FIRST_ROWS // 2)
            rows = {at: results.row(at) for at in range(start, min(len(results), start + _FIRST_ROWS))}
            return self.Found(results, rows, place or 0, finder.states())

        found = await self.desk.find(answer, topic="search")
        self.post_message(found)
        if wanted == Wanted() and keep is None and len(found.results):
            sample = self.desk_app.sample
            first = [found.rows[at] for at in range(min(len(found.rows), first_page.ROWS))]
            await self.desk.ask(lambda _context: first_page.write(found.results.total, first, sample=sample))

    def on_explore_screen_found(self, message: Found) -> None:
        stood_in, results = self._results is None, message.results
        self._results = results
        self.query_one(Chips).figure = figure(len(results), results.total)
        self.note(results.note or read_when(message.states), "warn" if results.note else "dim")
        if not results.total:
            self._nothing_known(message)
        elif not len(results):
            self.projects.say(
                ("strong", "Nothing fits."),
                ("dim", "Take a filter away with x, or change the words with /."),
            )
        at = message.cursor
        if stood_in and self.projects.touched and (row := self.projects.current) is not None:
            at = next((place for place, one in message.rows.items() if one.id == row.id), at)
        self.projects.show(len(results), message.rows, at)
        if not len(results):
            self.preview.clear()

    def _nothing_known(self, message: Found) -> None:
        app = self.desk_app
        tried = any(state.tried_at for state in message.states)
        reading = app.jobs.find("sync", "") is not None
        if (
            not reading
            and not self._synced_once
            and (app.sample or (app.config.enabled_sources and not tried))
        ):
            self._synced_once = reading = True
            app.action_sync()
        self.projects.say(
            *nothing_known(reading=reading, sources=bool(app.sample or app.config.enabled_sources))
        )

    def on_project_list_rows_wanted(self, message: ProjectList.RowsWanted) -> None:
        if (results := self._results) is not None:
            self.work(
                partial(self._more_rows, results, message.first, message.end),
                group="rows",
                description="reading rows",
            )

    async def _more_rows(self, results: "Results", start: int, stop: int) -> None:
        def read(_finder: "Finder") -> "Mapping[int, Row]":
            return {at: results.row(at) for at in range(start, min(stop, len(results)))}

        self.post_message(self.RowsCame(results, await self.desk.find(read, topic="rows")))

    def on_explore_screen_rows_came(self, message: RowsCame) -> None:
        if message.results is self._results:
            self.projects.add_rows(message.rows)
            if self.preview.project_id is None:
                self._look()

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "search":
            self.projects.say(("bad", error.message), ("dim", error.hint or "R reads the sources again."))
            self.projects.show(0, {})
        elif group == "preview":
            self.preview.show_error(error)
        else:
            super().failed(group, error)

    def _show_chips(self) -> None:
        self.query_one(Chips).show(chips_of(self.search, len(self.marks)))

    # the field

    def on_input_changed(self, message: Input.Changed) -> None:
        if message.input.id == "search":
            message.stop()
            self.search = msgspec.structs.replace(self.search, text=message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.projects.focus()

    def on_field_moved(self, message: Field.Moved) -> None:
        message.stop()
        getattr(self.projects, f"action_{message.action}")(message.amount)

    # the list and the preview

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if message.control is self.projects:
            self._look()

    def _look(self) -> None:
        row = self.projects.current
        if row is None:
            return
        self.preview.show_row(row)  # type: ignore[arg-type]
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._read_more)

    def _read_more(self) -> None:
        """Read what the tab in sight needs about the project under the cursor."""
        row = self.projects.current
        if row is not None and (self.pane == "preview" or not self.has_class("-narrow")):
            self.work(
                partial(self.preview.read, self.desk, row.id, whole=self.pane == "preview"),
                group="preview",
                description="reading about a project",
            )

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        if message.control is self.projects:
            self.pane = "preview"
            self.preview.focus_inside()
        else:
            self.open_issue(self.preview.issue_at(message.index))

    def on_project_list_star_clicked(self, message: ProjectList.StarClicked) -> None:
        message.stop()
        self.projects.cursor = message.index
        self.action_favourite()

    def watch_pane(self, pane: str) -> None:
        self.set_class(pane == "preview", "-preview")
        if pane == "preview":
            self._read_more()
        self.refresh_bindings()

    def on_tabs_chosen(self, message: Tabs.Chosen) -> None:
        message.stop()
        self.preview.tab = message.index

    def on_preview_tab_shown(self, message: Preview.TabShown) -> None:
        message.stop()
        self._read_more()
        if self.pane == "preview":
            self.preview.focus_inside()

    def action_tab(self, step: int) -> None:
        self.preview.turn(step)
        if self.has_class("-narrow"):
            self.pane = "preview"
            self.preview.focus_inside()

    def action_preview(self) -> None:
        if self.pane == "preview":
            self.preview.turn(1)
        elif self.projects.count:
            self.pane = "preview"
            self.preview.focus_inside()

    def action_list(self) -> None:
        if self.pane == "preview" and self.preview.tab > 0:
            self.preview.turn(-1)
        else:
            self.pane = "list"
            self.projects.focus()

    def on_descendant_focus(self) -> None:
        focused = self.focused
        if focused is not None:
            self.pane = "preview" if self.preview in focused.ancestors_with_self else "list"

    def go_back(self) -> bool:
        if self.pane == "preview" or isinstance(self.focused, Field):
            self.pane = "list"
            self.projects.focus()
            return True
        if self.search.text:
            self.query_one("#search", Field).value = ""
            return True
        return False

    def action_search(self) -> None:
        self.pane = "list"
        self.query_one("#search", Field).focus()

    # what others tell

    def refresh_page(self) -> None:
        row = self.projects.current
        if row is not None:
            self.work(
                partial(self.preview.read, self.desk, row.id, refresh=True),
                group="preview",
                description="asking again about a project",
            )

    def _again(self) -> None:
        self._find(keep=self.project_id())

    def on_catalog_changed(self, message: CatalogChanged) -> None:
        message.stop()
        self.work(self._reloaded, group="reload", description="reading the new index")

    async def _reloaded(self) -> None:
        await self.desk.find(lambda finder: finder.reload())
        self._again()

    def on_profile_changed(self, message: ProfileChanged) -> None:
        message.stop()
        self.work(self._refitted, group="reload", description="working out the fit")

    async def _refitted(self) -> None:
        await self.desk.find(lambda finder: finder.refresh_fit())
        self._again()

    def on_favourites_changed(self, message: FavouritesChanged) -> None:
        message.stop()
        self._again()

    def step_down(self) -> None:
        self.projects.action_move(1)

    def on_marks_changed(self, message: MarksChanged) -> None:
        message.stop()
        self._show_chips()
        self.projects.refresh()

    def on_show_project(self, message: ShowProject) -> None:
        message.stop()
        self.query_one("#search", Field).value = ""
        self.set_reactive(ExploreScreen.search, Wanted())
        self._show_chips()
        self.projects.focus()
        self._find(keep=message.project_id)

    def on_checkout_changed(self, message: CheckoutChanged) -> None:
        message.stop()
        self._read_more()

    def on_sources_changed(self, message: SourcesChanged) -> None:
        message.stop()
        self._again()

    def job_changed(self, job: Job) -> None:
        if job.verb == "sync" and job.is_running and self._results is not None and not self._results.total:
            self._find()
