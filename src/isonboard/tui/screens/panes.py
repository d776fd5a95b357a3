"""The panes beside a list of projects: what is read about the one under the cursor, and which pane has the keys."""

from functools import partial
from typing import TYPE_CHECKING

from textual.reactive import reactive

from isonboard.tui.screens.aside import Aside
from isonboard.tui.screens.preview import Preview
from isonboard.tui.screens.search_controls import SearchControls
from isonboard.tui.widgets.chips import Tabs
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.project_list import ProjectList

if TYPE_CHECKING:
    from textual.timer import Timer

    from isonboard.assistant.row import Row

_SIGHT = (
    0.05  # seconds the cursor rests before the preview follows: longer than from key to key of one held down
)
_REST = 0.12  # seconds the cursor rests before more is read about a project


class Panes(SearchControls):
    """One pane at a time where it is narrow, two where it is wide, three where it is widest."""

    pane: reactive[str] = reactive("list", init=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._rest: Timer | None = None
        self._soon: Timer | None = None
        self._widest: bool | None = None

    @property
    def projects(self) -> ProjectList:
        return self.query_one(ProjectList)

    @property
    def preview(self) -> Preview:
        return self.query_one(Preview)

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if message.control is self.projects:
            if self._soon is not None:
                self._soon.stop()
            self._soon = self.set_timer(_SIGHT, self._look)  # the cursor is seen to move first
            self.paint_at_once(self.projects, self.projects.vertical_scrollbar)

    def _look(self) -> None:
        """Show what the cursor rests on."""
        row = self.projects.current
        self.projects.look_ahead()
        if row is not None:
            self.look_at(row)  # type: ignore[arg-type]

    def look_at(self, row: "Row") -> None:
        """What is known of it at once, more when the cursor stays."""
        self.preview.show_row(row)
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._read_more)

    def _read_more(self) -> None:
        """Read what the tab in sight needs about the project under the cursor."""
        row = self.projects.current
        if row is not None and (self.pane == "preview" or not self.has_class("-narrow")):
            self._read_preview(row.id)
            if self.has_class("-widest"):
                fetch = self.pane == "preview" or self.desk_app.sample
                self.work(
                    partial(self._read_aside, row.id, fetch=fetch),
                    group="aside",
                    description="reading the way in",
                )

    async def _read_aside(self, project_id: str, *, fetch: bool) -> None:
        """The third pane; the second one is told anew what was learnt for it."""
        learnt = await self.query_one(Aside).read(self.desk, project_id, fetch=fetch)
        if learnt and self.preview.project_id == project_id:
            self._read_preview(project_id)

    def _read_preview(self, project_id: str) -> None:
        """In the preview's own worker: of two readings of it at once one would cut the other short."""
        self.work(
            partial(self.preview.read, self.desk, project_id, whole=self.pane == "preview"),
            group="preview",
            description="reading about a project",
        )

    def on_resize(self) -> None:
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        """Another pane may have come into sight; at the start all of it is still to come."""
        before, self._widest = self._widest, self.has_class("-widest")
        if before is False and self._widest:
            self._read_more()

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        if message.control is self.projects:
            if (row := self.projects.current) is not None:
                self.preview.show_row(row)  # type: ignore[arg-type] # not the one before, however soon enter follows
            self.pane = "preview"
            self.preview.focus_inside()
        else:
            self.open_issue(getattr(message.control, "current", None))

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
        self.query_one(Aside).beside(message.index)
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
            around = focused.ancestors_with_self
            self.pane = "preview" if self.preview in around or self.query_one(Aside) in around else "list"
