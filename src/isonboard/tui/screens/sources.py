"""Sources: what is read from where, how old it is, what went wrong; add one by its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from isonboard.errors import IsonboardError
from isonboard.model.project import SourceConfig, SourceState
from isonboard.tui import words
from isonboard.tui.actions import bindings
from isonboard.tui.glyphs import glyphs
from isonboard.tui.jobs import Job
from isonboard.tui.messages import CatalogChanged, SourcesChanged
from isonboard.tui.screens.dialogs import ConfirmScreen, LineScreen
from isonboard.tui.screens.page import Page
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.blocks import BLANK, Block, Span, code, heading, item, pair, paragraph
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

if TYPE_CHECKING:
    from isonboard.assistant.add_source import Examined
    from isonboard.assistant.context import Context

_NAME_WIDTH = 18
_KIND_WIDTH = 10
_AGE_WIDTH = 13


class Listed(NamedTuple):
    """A source and how its copy stands; `own` is False for one that config.toml names."""

    config: SourceConfig
    state: SourceState | None
    own: bool
    toml: str


class SourceList(LineList):
    """Mark, name, kind, number of projects, age, and what went wrong."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.sources: Sequence[Listed] = ()
        self.now = datetime.now(UTC)

    def show(self, sources: Sequence[Listed], cursor: int) -> None:
        self.sources = sources
        self.now = datetime.now(UTC)
        self.set_count(len(sources), cursor)

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        config, state = self.sources[index].config, self.sources[index].state
        sign, ink, said = mark_of(config, state)
        figure = words.count(projects_of(state))
        age = words.ago(state.synced_at if state is not None else None, self.now)
        rest = width - 4 - _NAME_WIDTH - _KIND_WIDTH - 7 - _AGE_WIDTH - 6
        return [
            Segment(glyphs().cursor if at_cursor else " ", self.ink("act")),
            Segment(f"{sign}  ", self.ink(ink)),
            Segment(fitted(config.name, _NAME_WIDTH), self.ink("strong")),
            Segment("  "),
            Segment(fitted(config.kind, _KIND_WIDTH), self.ink("dim")),
            Segment(fitted(figure, 7, right=True), self.ink("plain")),
            Segment("  "),
            Segment(fitted(age, _AGE_WIDTH, right=True), self.ink("dim")),
            Segment("  "),
            Segment(fitted(said, max(0, rest)), self.ink(ink)),
        ]


def projects_of(state: SourceState | None) -> int | None:
    """How many projects its copy has; None while it was never read, even in part."""
    return (state.projects or (None if state.synced_at is None else 0)) if state is not None else None


def mark_of(config: SourceConfig, state: SourceState | None) -> tuple[str, str, str]:
    """(sign, ink, words) for how a source stands."""
    signs = glyphs()
    if not config.enabled:
        return signs.dot, "dim", "switched off"
    if state is None or state.tried_at is None:
        return signs.dot, "dim", "not read yet"
    if state.error:
        return signs.no, "bad", state.error
    if state.partial:
        return signs.maybe, "warn", "read in part"
    return signs.yes, "fit", ""


class SourcesScreen(Page):
    """The configured sources."""

    place = "sources"
    BINDINGS: ClassVar[list[BindingType]] = bindings("sources")
    CSS_PATH = sheets("places")  # type: ignore[assignment]

    @dataclass(eq=False, repr=False)
    class Came(Message):
        """The sources and their states."""

        sources: Sequence[Listed]

    @dataclass(eq=False, repr=False)
    class Recognised(Message):
        """What an address turned out to be."""

        examined: "Examined"

    def __init__(self) -> None:
        super().__init__()
        self._unasked: SourcesScreen.Recognised | None = None

    def body(self) -> ComposeResult:
        with Horizontal(id="panes"):
            yield SourceList(id="listed")
            yield Document(id="about")

    def on_stage(self) -> Widget | None:
        return self.listed

    def on_mount(self) -> None:
        self.listed.say(("dim", "Looking …"))
        self._read()

    @property
    def listed(self) -> SourceList:
        return self.query_one(SourceList)

    @property
    def current(self) -> Listed | None:
        sources = self.listed.sources
        return sources[self.listed.cursor] if self.listed.cursor < len(sources) else None

    def _read(self) -> None:
        self.work(self._reading, group="sources", description="reading the sources' states")

    async def _reading(self) -> None:
        self.post_message(self.Came(await self.desk.ask(_listed, topic="sources")))

    def on_sources_screen_came(self, message: Came) -> None:
        self.listed.say(
            ("strong", "No source is configured."),
            (
                "dim",
                "a adds one: paste the address of a portal's repos.json, an organisation, a topic, or a folder of clones.",
            ),
        )
        self.listed.show(message.sources, min(self.listed.cursor, max(0, len(message.sources) - 1)))
        if not message.sources:
            self.query_one(Document).show([])

    def on_line_list_moved(self, message: LineList.Moved) -> None:
        message.stop()
        if (listed := self.current) is not None:
            self.query_one(Document).show(
                [Section(tuple(_source_blocks(listed, datetime.now(UTC))))], key=listed.config.name
            )

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        message.stop()
        self.query_one(Document).focus()

    def go_back(self) -> bool:
        if self.focused is not self.listed:
            self.listed.focus()
            return True
        return False

    # add, remove, read again

    def action_add(self) -> None:
        placeholder = "https://portal.example.org/repos.json, https://github.com/acme, ~/code"
        self.put(
            LineScreen("Where are your projects? Paste any address", placeholder=placeholder),
            self._address_given,
        )

    def _address_given(self, address: str | None) -> None:
        if address and address.strip():
            self.note(f"Looking what {address.strip()[:60]} is …")
            self.work(
                partial(self._examine, address.strip()),
                group="examine",
                description="looking what an address is",
            )

    async def _examine(self, address: str) -> None:
        async def look(context: "Context") -> "Examined":
            from isonboard.assistant.add_source import examine

            return await examine(context, address)

        self.post_message(self.Recognised(await self.desk.fetch(look)))

    def on_sources_screen_recognised(self, message: Recognised) -> None:
        self.note("")
        examined = message.examined
        some = f" Some of them: {', '.join(examined.names)}." if examined.names else ""
        warning = f" {examined.warning}" if examined.warning else ""

        def take(agreed: bool | None) -> None:
            if agreed:
                self.change(
                    partial(self._save, examined.config),
                    group="save",
                    description="keeping a source",
                    outlasts=True,
                )

        question = f"{examined.sentence}.{some}{warning} Keep it as “{examined.config.name}” and read it?"
        if not self.put(ConfirmScreen(question, "keep it", "leave it"), take):
            self._unasked = message

    def on_screen_resume(self) -> None:
        """An address that was recognised while one looked elsewhere is asked about now."""
        if (message := self._unasked) is not None:
            self._unasked = None
            self.on_sources_screen_recognised(message)

    async def _save(self, config: SourceConfig) -> None:
        def save(context: "Context") -> None:
            from isonboard.assistant.add_source import save

            save(context, config)

        await self.desk.ask(save)
        await self._changed()
        self.desk_app.jobs.start(f"Reading {config.name}", "sync", config.name, subject=config.name)

    async def _changed(self) -> None:
        if self.desk_app.sample:  # whoever adds or removes one has seen enough of it
            self.desk_app.look_at(sample=False, stays=self.place)
        await self.desk.everywhere(lambda context: context.reload_config())
        self.desk_app.config = await self.desk.ask(lambda context: context.config)
        self.desk_app.tell(SourcesChanged)

    def action_remove(self) -> None:
        listed = self.current
        if listed is None:
            return
        if not listed.own:
            self.flash("config.toml names this source and the app never writes there: remove it in the file.")
            return

        def take(agreed: bool | None) -> None:
            if agreed:
                self.change(
                    partial(self._remove, listed.config.name),
                    group="remove",
                    description="removing a source",
                    outlasts=True,
                )

        question = (
            f"Forget the source {listed.config.name} and the projects that only it lists? Favourites stay."
        )
        self.put(ConfirmScreen(question, "forget it", "keep it"), take)

    async def _remove(self, name: str) -> None:
        def remove(context: "Context") -> None:
            from isonboard.assistant.add_source import remove

            remove(context, name)

        await self.desk.ask(remove)
        await self._changed()
        self.desk_app.tell(CatalogChanged)
        self.flash(f"{name} is forgotten.")

    def refresh_page(self) -> None:
        if (listed := self.current) is not None:
            name = listed.config.name
            self.desk_app.jobs.start(
                f"Reading {name}", "sync", *([] if self.desk_app.sample else [name]), subject=name
            )

    def failed(self, group: str, error: IsonboardError) -> None:
        if group == "examine":
            self.note("")
            blocks = [
                paragraph(Span(error.message, "bad")),
                paragraph(Span(error.hint, "dim")),
                BLANK,
                paragraph("a tries another address."),
            ]
            self.query_one(Document).show([Section(tuple(blocks))])
        super().failed(group, error)

    # what others tell

    def job_changed(self, job: Job) -> None:
        if job.verb == "sync" and not job.is_running:
            self._read()

    def on_sources_changed(self, message: SourcesChanged) -> None:
        message.stop()
        self._read()

    def on_catalog_changed(self, message: CatalogChanged) -> None:
        message.stop()
        self._read()


def _listed(context: "Context") -> list[Listed]:
    from isonboard import config as settings

    states = {state.name: state for state in context.catalog.states()}
    configured = context.sources if context.sample else tuple(context.config.sources.values())
    return [
        Listed(
            config,
            states.get(config.name),
            not context.sample and settings.source_file(config.name).exists(),
            settings.source_toml(config),
        )
        for config in configured
    ]


_SAMPLE = (
    BLANK,
    paragraph(
        Span("a adds your company's projects", "act-strong"),
        Span(": paste any address. They take the place of the sample; isonboard --sample shows it again."),
    ),
    paragraph(
        "This organisation comes with isonboard: nothing of it is real, all of it works without a network."
    ),
    BLANK,
)


def _source_blocks(listed: Listed, now: datetime) -> list[Block]:
    config, state = listed.config, listed.state
    sign, ink, said = mark_of(config, state)
    blocks = [
        paragraph(Span(config.name, "heading"), Span(f"  {config.kind}", "dim")),
        BLANK,
        item(sign, Span(said or "in good order", ink), ink=ink),
        *(_SAMPLE if config.kind == "sample" else ()),
    ]
    if state is not None:
        blocks.append(pair("projects", words.count(projects_of(state))))
        blocks.append(pair("last read", words.ago(state.synced_at, now)))
        if state.tried_at is not None and state.tried_at != state.synced_at:
            blocks.append(pair("last tried", words.ago(state.tried_at, now)))
        if state.error:
            kept = "The copy from before is still shown. " if projects_of(state) is not None else ""
            blocks += [BLANK, paragraph(Span(f"{kept}r tries again.", "dim"))]
    if config.url:
        blocks.append(pair("address", Span(config.url, "plain")))
    if config.kind == "sample":
        return blocks
    blocks += [BLANK, heading("As it would stand in config.toml"), BLANK]
    blocks += [code(line) for line in listed.toml.splitlines()]
    kept = (
        "The app added it; x forgets it." if listed.own else "config.toml or your company's settings name it."
    )
    return [*blocks, BLANK, paragraph(Span(kept, "dim"))]
