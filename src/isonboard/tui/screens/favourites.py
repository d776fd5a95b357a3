"""Favourites: the shortlist with one's own notes; it outlives the catalog."""

import asyncio
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from isonboard.errors import NotFoundError
from isonboard.model.notebook import Favourite
from isonboard.model.progress import Progress
from isonboard.tui import shortlist, words
from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import glyphs
from isonboard.tui.messages import (
    CatalogChanged,
    CheckoutChanged,
    FavouritesChanged,
    MarksChanged,
    ShowProject,
)
from isonboard.tui.screens.dialogs import ConfirmScreen
from isonboard.tui.screens.marking import Marking
from isonboard.tui.screens.overview import page_blocks
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, item, paragraph
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.fields import Caption
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isonboard.assistant.context import Context
    from isonboard.assistant.detail import ProjectPage
    from isonboard.model.progress import JobEvent

_AGE_WIDTH = 9
_NEW_WIDTH = 8
_READ = 1.5  # seconds the cursor rests on a favourite before it counts as read


class FavouriteList(LineList):
    """Star, name, note or description, how long ago it was starred."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.favourites: Sequence[Favourite] = ()
        self.marked: Container[str] = ()
        self.news: dict[str, Sequence[str]] = {}
        """Project id to what is new with it."""
        self.labels: Mapping[str, str] = {}
        """Project id to what the project is called elsewhere in the app; what no source lists any more is not here."""
        self.now = datetime.now(UTC)

    def show(self, favourites: Sequence[Favourite], cursor: int) -> None:
        self.favourites = favourites
        self.now = datetime.now(UTC)
        self.set_count(len(favourites), cursor)

    def label_of(self, favourite: Favourite) -> str:
        """The name without its owner's."""
        return self.labels.get(favourite.id) or favourite.name.rpartition("/")[2]

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        favourite = self.favourites[index]
        signs = glyphs()
        name = min(28, max(14, width // 3))
        fresh = f"{len(self.news[favourite.id])} new" if self.news.get(favourite.id) else ""
        note = width - 4 - _NEW_WIDTH - name - 2 - _AGE_WIDTH - 3
        return [
            Segment(signs.cursor if at_cursor else " ", self.ink("act")),
            Segment(signs.yes if favourite.id in self.marked else " ", self.ink("act")),
            Segment(f"{signs.star} ", self.ink("warn")),
            Segment(fitted(self.label_of(favourite), name), self.ink("strong")),
            Segment("  "),
            Segment(
                fitted(favourite.note or favourite.description, note),
                self.ink("plain" if favourite.note else "dim"),
            ),
            Segment("  "),
            Segment(fitted(fresh, _NEW_WIDTH - 2, right=True) + "  ", self.ink("fit")),
            Segment(fitted(words.age(favourite.added_at, self.now), _AGE_WIDTH, right=True), self.ink("dim")),
        ]


class FavouritesScreen(Marking):
    """The starred projects, newest last as they were starred."""

    place = "favourites"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("favourites"),
        *bindings("project"),
        *bindings("marks"),
    ]
    CSS_PATH = sheets("places")  # type: ignore[assignment]

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The favourites as they are kept."""

        favourites: Sequence[Favourite]
        notice: str
        news: "Mapping[str, Sequence[str]]"
        labels: "Mapping[str, str]"

    @dataclass(eq=False, repr=False)
    class Asking(Message):
        """How far the asking for news is."""

        done: int
        total: int

    @dataclass(eq=False, repr=False)
    class PageCame(Message):
        """What the catalog knows about one of them; None when it is not in it any more."""

        project_id: str
        page: "ProjectPage | None"

    def body(self) -> ComposeResult:
        yield Caption("", ink="dim", id="title")
        with Horizontal(id="panes"):
            yield FavouriteList(id="listed")
            yield Document(id="about")

    def on_stage(self) -> Widget | None:
        return self.listed

    def on_mount(self) -> None:
        self.listed.marked = self.marks
        self.listed.say(("dim", "Looking …"))
        self._reread()

    @property
    def listed(self) -> FavouriteList:
        return self.query_one(FavouriteList)

    @property
    def current(self) -> Favourite | None:
        favourites = self.listed.favourites
        return favourites[self.listed.cursor] if self.listed.cursor < len(favourites) else None

    def project_id(self) -> str | None:
        return self.current.id if self.current is not None else None

    def page_address(self) -> str | None:
        return self.current.url if self.current is not None else None

    def refresh_page(self) -> None:
        self._reread()
        self.work(self._fetch, group="news", description="asking the forges for news")

    def _reread(self) -> None:
        self.work(self._read, group="favourites", description="reading the favourites")

    async def _fetch(self) -> None:
        def report(event: "JobEvent") -> None:
            if isinstance(event, Progress) and event.total:
                self.post_message(self.Asking(event.done or 0, event.total))

        async def fetch(context: "Context") -> None:
            from isonboard.assistant.news import fetch_news

            await fetch_news(context, report=report)

        try:
            await self.desk.fetch(fetch)
        finally:
            self.note("")
        self._reread()

    def on_favourites_screen_asking(self, message: Asking) -> None:
        self.note(f"Asking for news: {message.done} of {message.total} projects")

    async def _read(self) -> None:
        def read(context: "Context") -> "FavouritesScreen.Came":
            from isonboard.assistant.news import news_of

            favourites = context.favourites.list()
            fresh = {one.id: [each.text for each in news_of(context, one)] for one in favourites}
            listed = {one.id: context.catalog.project(one.id) for one in favourites}
            labels = {key: project.label for key, project in listed.items() if project is not None}
            return self.Came(favourites, context.favourites.notice or "", fresh, labels)

        self.post_message(await self.desk.ask(read))

    def on_favourites_screen_came(self, message: Came) -> None:
        keep = self.project_id()
        at = next(
            (place for place, one in enumerate(message.favourites) if one.id == keep),
            min(self.listed.cursor, len(message.favourites)),
        )
        self.listed.say(
            ("strong", "No favourites yet."),
            ("dim", "f stars the project under the cursor, here and in Explore; n writes a note on it."),
        )
        for project_id, fresh in message.news.items():
            if fresh:  # what was read meanwhile stays in sight until one leaves the app
                self.listed.news[project_id] = fresh
        self.query_one(Caption).say(_title(message.favourites, self.listed.news))
        self.listed.labels = message.labels
        self.listed.show(message.favourites, at)
        if message.notice:
            self.note(message.notice, "warn")
        if not message.favourites:
            self.query_one(Document).show([])

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if (favourite := self.current) is not None:
            self._show(favourite, None)
            self.work(
                partial(self._read_page, favourite.id), group="page", description="reading about a favourite"
            )

    async def _read_page(self, project_id: str) -> None:
        def read(context: "Context") -> "FavouritesScreen.PageCame":
            from isonboard.assistant.detail import project_page

            try:
                return self.PageCame(project_id, project_page(context, project_id))
            except NotFoundError:
                return self.PageCame(project_id, None)

        self.post_message(await self.desk.ask(read, topic="favourite"))
        await asyncio.sleep(_READ)
        await self.desk.ask(partial(_seen, project_id=project_id))

    def on_favourites_screen_page_came(self, message: PageCame) -> None:
        favourite = self.current
        if favourite is None or favourite.id != message.project_id:
            return
        if message.page is None:
            gone = [
                BLANK,
                paragraph(
                    Span("No source lists it any more; this is what was kept when you starred it.", "warn")
                ),
            ]
            self._show(favourite, gone)
        else:
            self._show(favourite, page_blocks(message.page, datetime.now(UTC)))

    def _show(self, favourite: Favourite, more: list[Block] | None) -> None:
        blocks = [
            paragraph(Span(f"{glyphs().star} ", "warn"), Span(self.listed.label_of(favourite), "heading")),
            paragraph(Span(favourite.id, "dim")),
            BLANK,
        ]
        if fresh := self.listed.news.get(favourite.id):
            blocks.append(heading("New since your last visit"))
            blocks += [item(glyphs().here, each[:1].upper() + each[1:] + ".") for each in fresh]
            blocks.append(BLANK)
        if favourite.description:
            blocks += [paragraph(favourite.description), BLANK]
        if favourite.note:
            blocks += [heading("Your note"), paragraph(favourite.note), BLANK]
        if favourite.tags:
            blocks += [paragraph(Span(f"tagged {words.listed(favourite.tags)}", "dim")), BLANK]
        self.query_one(Document).show([Section((*blocks, *(more or ())))], key=favourite.id)

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        if (project_id := self.project_id()) is not None:
            self.desk_app.action_go("explore")
            self.desk_app.tell(lambda: ShowProject(project_id))

    def go_back(self) -> bool:
        if self.focused is not self.listed:
            self.listed.focus()
            return True
        return False

    # what one can do with them

    def action_remove(self) -> None:
        favourite = self.current
        if favourite is None:
            return
        about = " Its note goes with it." if favourite.note else ""

        def take(agreed: bool | None) -> None:
            if agreed:
                self.change(
                    partial(self._toggled, favourite.id),
                    group="favourite",
                    description="removing a favourite",
                )

        self.put(
            ConfirmScreen(
                f"Take {self.listed.label_of(favourite)} out of the favourites?{about}",
                "take it out",
                "keep it",
            ),
            take,
        )

    def action_share(self) -> None:
        self.work(self._share, group="share", description="writing the shortlist")

    async def _share(self) -> None:
        text = await self.desk.ask(lambda context: shortlist.markdown(shortlist.entries(context, ())))
        self.app.copy_to_clipboard(text)
        self.flash("Copied the shortlist as Markdown.")

    def step_down(self) -> None:
        self.listed.action_move(1)

    # what others tell

    def on_marks_changed(self, message: MarksChanged) -> None:
        message.stop()
        self.listed.refresh()

    def on_favourites_changed(self, message: FavouritesChanged) -> None:
        message.stop()
        self._reread()

    def on_catalog_changed(self, message: CatalogChanged) -> None:
        message.stop()
        self._reread()

    def on_checkout_changed(self, message: CheckoutChanged) -> None:
        message.stop()
        self._reread()


def _title(favourites: Sequence[Favourite], news: "Mapping[str, Sequence[str]]") -> str:
    if not favourites:
        return ""
    fresh = sum(bool(news.get(one.id)) for one in favourites)
    told = f", {fresh} with news" if fresh else ""
    return f"{words.many(len(favourites), 'favourite')}{told}. r asks for news, U copies them."


def _seen(context: "Context", *, project_id: str) -> None:
    from isonboard.assistant.news import mark_seen

    mark_seen(context, project_id)
