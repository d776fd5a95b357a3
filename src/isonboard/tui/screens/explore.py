"""Explore: search as one types, filters in sight, the list beside what it is about."""

from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from isonboard.errors import IsonboardError
from isonboard.tui import first_page, words
from isonboard.tui.actions import bindings
from isonboard.tui.elsewhere import ask_elsewhere, asked_each_time, rest
from isonboard.tui.glyphs import glyphs
from isonboard.tui.jobs import Job
from isonboard.tui.messages import MarksChanged, ShowProject
from isonboard.tui.screens.aside import Aside
from isonboard.tui.screens.keeping_up import KeepingUp
from isonboard.tui.screens.preview import TABS, Preview
from isonboard.tui.screens.searching import (
    Wanted,
    chips_of,
    figure,
    nothing_fits,
    nothing_known,
    read_when,
    search_of,
)
from isonboard.tui.session import Session
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.bars import StatusLine
from isonboard.tui.widgets.chips import Chips
from isonboard.tui.widgets.fields import Field, SearchField
from isonboard.tui.widgets.project_list import ListHeading, ProjectList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder, Results
    from isonboard.assistant.row import Row
    from isonboard.model.project import SourceState

_AROUND = 48  # rows at least to either side of a project that stays under the cursor
_LOOK_AGAIN, _WRITTEN = 0.01, 0.03  # seconds


class ExploreScreen(KeepingUp):
    """The place to find a project."""

    place = "explore"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("explore"),
        *bindings("project"),
        *bindings("marks"),
    ]
    CSS_PATH = sheets("explore")  # type: ignore[assignment]

    @dataclass(eq=False, repr=False)
    class Found(Message):
        """The answer to a search with its first rows."""

        results: "Results"
        rows: "Mapping[int, Row]"
        cursor: int
        keep: str | None
        """The project that was to stay under the cursor."""
        states: "tuple[SourceState, ...]"

    @dataclass(eq=False, repr=False)
    class RowsCame(Message):
        """More rows of the same answer."""

        results: "Results"
        rows: "Mapping[int, Row]"

    def __init__(self) -> None:
        super().__init__()
        self._results: Results | None = None
        self._synced_once = False
        self._stands = ("", "dim")
        self._news = ""
        self._asked = ""
        """The words that other systems were asked for last."""

    def body(self) -> ComposeResult:
        yield SearchField(
            self.desk_app.left.search.text,
            placeholder="/ search projects: words, lang:go, topic:payments, owner:team",
            id="search",
        )
        yield Chips(id="chips")
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield ListHeading(id="heading")
                yield ProjectList(id="projects")
            yield Preview(id="preview")
            yield Aside(id="aside")

    def on_stage(self) -> Widget | None:
        return self.projects

    def on_mount(self) -> None:
        left = self.desk_app.left
        self.set_reactive(ExploreScreen.search, left.search)
        self.projects.marked = self.marks
        self.projects.say(("dim", "Looking …"))
        self._show_chips()
        if (seen := self.desk_app.seen) is not None:
            self.query_one(Chips).figure = figure(seen.count, seen.total)
            self.projects.show(seen.count, dict(enumerate(seen.rows, seen.start)), seen.cursor)
            self._look()
            self._find_after_first_sight(left.project)
        else:
            self.find(left.project)
        if left.search.text:
            self._hear_elsewhere()

    def _find_after_first_sight(self, keep: str | None, tries: int = 50) -> None:
        """What opens the catalog would hold up the first sight of the rows that were kept."""
        if tries and not self.projects.drawn:
            self.set_timer(_LOOK_AGAIN, partial(self._find_after_first_sight, keep, tries - 1))
        else:  # drawn, but the thread that writes to the terminal has yet to get its turn
            self.set_timer(_WRITTEN, partial(self.find, keep))

    def project_id(self) -> str | None:
        row = self.projects.current
        return row.id if row is not None else None

    # searching

    def watch_search(self) -> None:
        self._show_chips()
        self.find()
        self._hear_elsewhere()

    def _hear_elsewhere(self) -> None:
        """Ask the sources that keep no copy, where there are any and the words are new to them."""
        if self.search.text != self._asked and asked_each_time(self.desk_app):
            self.work(
                self._ask_elsewhere, group="elsewhere", description="asking sources that keep no copy here"
            )

    async def _ask_elsewhere(self) -> None:
        await rest()
        text = self._asked = self.search.text
        if text.strip():
            self.note(
                f"asking {', '.join(source.name for source in asked_each_time(self.desk_app))} …", "dim"
            )
            await ask_elsewhere(self.desk, text)
            self._reranked()

    def find(self, keep: str | None = None) -> None:
        self.work(partial(self._searched, self.search, keep), group="search", description="searching")

    async def _searched(self, wanted: Wanted, keep: str | None) -> None:
        in_sight = self.projects.page_height if self.projects.drawn else self.app.size.height

        def answer(finder: "Finder") -> "ExploreScreen.Found":
            results = finder.find(search_of(wanted))
            place, start, end = (
                0,
                0,
                in_sight,
            )  # somebody types: what is in sight, the rest follows at leisure
            if not wanted.text or keep is not None:
                place = (results.index_of(keep) if keep is not None else None) or 0
                reach = max(in_sight, _AROUND)
                start = max(0, place - reach)
                end = start + 2 * reach
            rows = results.between(start, end, told=not wanted.text)
            return self.Found(results, rows, place, keep, finder.states())

        found = await self.desk.find(answer, topic="search")
        self.post_message(found)
        if not wanted.text:
            await self.desk.find(lambda finder: finder.index.warm(), topic="warm")
        if wanted == Wanted() and keep is None and (results := found.results):
            sample = self.desk_app.sample
            first = await self.desk.find(lambda _finder: list(results.between(0, first_page.ROWS).values()))
            if not self.projects.touched:  # else what is in sight by now is kept, and not these
                await self.desk.ask(lambda _context: first_page.write(results.total, first, sample=sample))

    def on_explore_screen_found(self, message: Found) -> None:
        stood_in, results = self._results is None, message.results
        self._results = results
        self.query_one(Chips).figure = figure(len(results), results.total)
        self._stands = (results.note or read_when(message.states), "warn" if results.note else "dim")
        self._tell_how_it_stands()
        if stood_in:
            self.on_screen_resume()
        if not results.total:
            self._nothing_known(message)
        elif not len(results):
            self.projects.say(*nothing_fits(message.results.search.text, self.search))
        at, row = message.cursor, self.projects.current
        moved = self.projects.touched and row is not None and row.id != message.keep
        if moved and row is not None and (stood_in or message.keep is not None):
            # somebody went on while the answer was on its way
            near = next((place for place, one in message.rows.items() if one.id == row.id), None)
            if near is None and message.keep is not None:
                self.find(keep=row.id)
                return
            at = at if near is None else near
        self.projects.show(len(results), message.rows, at)
        if not len(results):
            self.preview.clear()
            self.query_one(Aside).clear()
        bars = self.projects.vertical_scrollbar, self.query_one(Chips), self.query_one(StatusLine)
        self.paint_at_once(self.projects, *bars)
        if stood_in and not self.projects.touched:
            self._go_on_in_the_preview()

    def _go_on_in_the_preview(self) -> None:
        """The tab that was open when one left, where its project is under the cursor again."""
        left = self.desk_app.left
        if left.project is not None and left.project == self.project_id():
            self.preview.tab = min(left.tab, len(TABS) - 1)
            if left.opened and self.focused is self.projects:
                self.pane = "preview"
                self.preview.focus_inside()

    def on_screen_resume(self) -> None:
        """Whoever comes back is told that favourites have news, once the projects stand."""
        if self._results is not None:
            self.work(self._look_for_news, group="news", description="looking what is new with favourites")

    async def _look_for_news(self) -> None:
        def look(context: "Context") -> int:
            from isonboard.assistant.news import with_news

            return with_news(context)

        fresh = await self.desk.ask(look, topic="news")
        self._news = f"{words.many(fresh, 'favourite')} with news: 3" if fresh else ""
        self._tell_how_it_stands()

    def _tell_how_it_stands(self) -> None:
        said, ink = self._stands
        self.note(f" {glyphs().dot} ".join(filter(None, (self._news, said))), ink)

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
        elsewhere = ", ".join(source.name for source in asked_each_time(app))
        self.projects.say(
            *nothing_known(
                message.states,
                reading=reading,
                sources=bool(app.sample or app.config.enabled_sources),
                offline=app.offline,
                elsewhere=elsewhere,
            )
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
            return results.between(start, stop, told=not results.search.text)

        self.post_message(self.RowsCame(results, await self.desk.find(read, topic="rows")))

    def on_explore_screen_rows_came(self, message: RowsCame) -> None:
        if message.results is self._results:
            self.projects.add_rows(message.rows)
            if self.preview.project_id is None:
                self._look()

    def look_at(self, row: "Row") -> None:
        """With its reasons: those of what words find are worked out for this row alone."""
        if (results := self._results) is not None and not row.told:
            tell = partial(self._tell, results, self.projects.cursor)
            self.work(tell, group="reasons", description="working out why a project was found")
        else:
            super().look_at(row)

    async def _tell(self, results: "Results", place: int) -> None:
        told = await self.desk.find(lambda _finder: results.between(place, place + 1), topic="reasons")
        row = told.get(place)
        if row is not None and results is self._results and row.id == self.project_id():
            self.projects.learn(place, row)
            super().look_at(row)

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
            self.paint_at_once(message.input)
            self.search = msgspec.structs.replace(self.search, text=message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.projects.focus()

    def on_field_moved(self, message: Field.Moved) -> None:
        message.stop()
        getattr(self.projects, f"action_{message.action}")(message.amount)

    def go_back(self) -> bool:
        if self.pane == "preview" or isinstance(self.focused, Field):
            self.pane = "list"
            self.projects.focus()
            return True
        if self.search.text:
            self.query_one("#search", Field).value = ""
            return True
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """In the field a slash is a letter."""
        return action != "search" or not isinstance(self.focused, Field)

    def action_search(self) -> None:
        self.pane = "list"
        self.set_focus(self.query_one("#search", Field))

    # what is left behind, and what is to be shown

    def left(self, session: Session) -> Session:
        known = self._results is not None and self.projects.current is not None
        project = self.project_id() if known else self.desk_app.left.project
        there = (self.preview.tab, self.pane == "preview") if known else (session.tab, session.opened)
        return msgspec.structs.replace(
            session, search=self.search, project=project, tab=there[0], opened=there[1], marked=self.marks.ids
        )

    def rows_left(self) -> "list[Callable[[], None]]":
        results, projects = self._results, self.projects
        if results is None or projects.current is None:
            return []
        start = projects.cursor
        while start and projects.cursor - start < first_page.ROWS * 3 // 5 and projects.row(start - 1):
            start -= 1
        write = partial(
            first_page.write,
            results.total,
            list(takewhile(bool, map(projects.row, range(start, start + first_page.ROWS)))),  # type: ignore[arg-type] # rows of `Row`, or of what was kept of them
            sample=self.desk_app.sample,
            search=self.search,
            count=len(results),
            start=start,
            cursor=projects.cursor,
        )
        return [write]

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
        self.find(keep=message.project_id)

    def job_changed(self, job: Job) -> None:
        if job.verb == "sync" and job.is_running and self._results is not None and not self._results.total:
            self.find()
