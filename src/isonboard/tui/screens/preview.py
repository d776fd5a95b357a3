"""The pane beside the list: one project, in four tabs. It asks the desk when told to and shows what it is given."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive

from isonboard.errors import IsonboardError, SourceError
from isonboard.tui.glyphs import plainly
from isonboard.tui.screens.overview import guidance_blocks, overview_blocks, setup_blocks, title_blocks
from isonboard.tui.widgets.blocks import BLANK, Block, Span, heading, paragraph
from isonboard.tui.widgets.chips import Tabs
from isonboard.tui.widgets.document import Document, Section
from isonboard.tui.widgets.issue_list import IssueList

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.assistant.detail import GuidancePage, IssuePage, ProjectPage
    from isonboard.assistant.health import Health
    from isonboard.assistant.row import Row
    from isonboard.assistant.setup import Prepared
    from isonboard.match.hit import Hit
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.guidance import Document as BaseDocument
    from isonboard.tui.desk import Desk

TABS = ("Overview", "Contributing", "Issues", "Set-up")
OVERVIEW, CONTRIBUTING, ISSUES, SETUP = range(4)
_PLAIN_SUFFIXES = (".rst", ".adoc", ".asciidoc", ".txt", ".org", ".json", ".yml", ".yaml")


class Preview(Vertical):
    """`show_row` at once, `read` what the tab in sight needs, `turn` the tabs."""

    tab: reactive[int] = reactive(0, init=False, repaint=False)

    @dataclass(eq=False, repr=False)
    class TabShown(Message):
        """Another tab came into sight: read what it needs."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._row: Row | None = None
        self._whole = False
        """Whether what the list knows of it is not in sight, or more than that."""
        self._distilled = False
        """Whether what its documents come to is in sight."""
        self.text = Document(id="text")
        self.issues = IssueList(id="issues")
        self._issues: Sequence[RankedIssue] = ()

    def compose(self) -> ComposeResult:
        tabs = Tabs(id="tabs")
        tabs.names = TABS
        yield tabs
        yield self.text
        yield self.issues

    def on_mount(self) -> None:
        self._arrange()

    @property
    def project_id(self) -> str | None:
        return self._row.id if self._row is not None else None

    def clear(self) -> None:
        """Nothing is under the cursor."""
        self._row = None
        self._tell_whose()
        self.text.show([])
        self.issues.show([])

    def show_row(self, row: "Row") -> None:
        """Another project: what the list knows, at once."""
        before, self._row = self._row, row
        self._tell_whose()
        if before is not None and before.id == row.id and (self._whole or before.why == row.why):
            return
        self._whole = self.tab != OVERVIEW
        self._distilled = False
        if self.tab == OVERVIEW:
            self._show(overview_blocks(row, None, datetime.now(UTC)))
        elif self.tab == ISSUES:
            self.issues.say(("dim", "Reading its issues …"))
            self.issues.show([])
        else:
            self._show([*title_blocks(row), paragraph(Span(plainly("Reading …"), "dim"))])

    def show_error(self, error: IsonboardError) -> None:
        """What went wrong, in the place of what was wanted."""
        self._whole = True
        if self.tab == ISSUES:
            self.issues.say(("bad", error.message), ("dim", error.hint or "r asks again."))
            self.issues.show([])
        elif self._row is not None:
            words = [
                paragraph(Span(error.message, "bad")),
                paragraph(Span(error.hint or "r asks again.", "dim")),
            ]
            self._show([*title_blocks(self._row), *words])

    async def read(
        self, desk: "Desk", project_id: str, *, refresh: bool = False, whole: bool = False
    ) -> None:
        """Ask the desk for what the tab in sight shows; raises what the assistant raises.

        `whole`: somebody reads it, so facts that lists leave out are fetched too; `refresh`: however fresh they are.
        """
        match self.tab:
            case 0:
                await self._read_page(desk, project_id)
                if whole:
                    await desk.ask(lambda context: _noticed(context, project_id))
                if whole or refresh:
                    await desk.fetch(lambda context: _details(context, project_id, refresh))
                    await self._read_page(desk, project_id)
                    await desk.fetch(lambda context: _health(context, project_id, refresh))
                    await self._read_page(desk, project_id)
            case 1:
                if not refresh and not self._distilled:
                    texts = await desk.ask(lambda context: _long_texts(context, project_id), topic="page")
                    if texts and self.project_id == project_id and self.tab == CONTRIBUTING:
                        self._show_texts(texts)
                found = await desk.fetch(lambda context: _guidance(context, project_id, refresh))
                if self.project_id == project_id and self.tab == CONTRIBUTING:
                    self.show_guidance(found)
            case 2:
                issues = await desk.fetch(lambda context: _issues(context, project_id, refresh))
                if self.project_id == project_id and self.tab == ISSUES:
                    self.show_issues(issues)
            case _:
                asked = await desk.ask(lambda context: _setup(context, project_id), topic="page")
                if self.project_id == project_id and self.tab == SETUP:
                    self._show(setup_blocks(*asked))

    async def _read_page(self, desk: "Desk", project_id: str) -> None:
        kept = await desk.ask(lambda context: _page_and_kept(context, project_id), topic="page")
        if self.project_id != project_id or self.tab != OVERVIEW:
            return
        self.show_page(*kept)
        alike = await desk.find(lambda finder: finder.alike(project_id), topic="alike")
        if alike and self.project_id == project_id and self.tab == OVERVIEW:
            self.show_page(*kept, alike)

    def show_page(
        self,
        page: "ProjectPage",
        readme: "Section | None",
        health: "Health | None",
        alike: "Sequence[Hit]" = (),
    ) -> None:
        assert self._row is not None
        self._whole = True
        blocks = overview_blocks(self._row, page, datetime.now(UTC), health, alike)
        sections = [Section(tuple(blocks))]
        if readme is not None:
            sections += [Section((BLANK, Block(kind="rule"), BLANK)), readme]
        self.text.show(sections, key=(self.project_id, self.tab))

    def show_guidance(self, page: "GuidancePage") -> None:
        self._distilled = True
        blocks = guidance_blocks(page, datetime.now(UTC))
        self._show_documents(blocks, page.documents)

    def _show_texts(self, documents: "Sequence[BaseDocument]") -> None:
        """The texts alone, while what they come to is worked out."""
        assert self._row is not None
        waiting = paragraph(Span(plainly("Reading the way in … the texts follow."), "dim"))
        self._show_documents([*title_blocks(self._row), waiting, BLANK], documents)

    def _show_documents(self, blocks: "Sequence[Block]", documents: "Sequence[BaseDocument]") -> None:
        sections = [Section(tuple(blocks))]
        for document in sorted(documents, key=lambda one: one.kind.value != "CONTRIBUTING"):
            sections.append(Section((heading(document.path), BLANK)))
            sections.append(section_of(document.text, document.path, document.url))
            sections.append(Section((BLANK, Block(kind="rule"), BLANK)))
        self.text.show(sections, key=(self.project_id, self.tab))

    def show_issues(self, page: "IssuePage") -> None:
        self._issues = page.issues
        if page.hidden:
            self.issues.say(
                ("strong", "No issue here invites newcomers."),
                (
                    "dim",
                    f"{page.hidden} open issues have no such label: 2 and then b shows every open issue.",
                ),
            )
        else:
            self.issues.say(
                ("strong", "No open issues."), ("dim", "Its guide may say what is wanted: tab 2.")
            )
        self.issues.show(page.issues)

    def issue_at(self, index: int) -> "RankedIssue | None":
        return self._issues[index] if index < len(self._issues) else None

    # tabs

    def turn(self, step: int) -> None:
        self.tab = max(0, min(len(TABS) - 1, self.tab + step))

    def watch_tab(self, tab: int) -> None:
        self.query_one(Tabs).shown = tab
        self._arrange()
        if (row := self._row) is not None:
            self._row = None
            self.show_row(row)
        self.post_message(self.TabShown(tab))

    def _arrange(self) -> None:
        self.text.display = self.tab != ISSUES
        self.issues.display = self.tab == ISSUES
        self._tell_whose()

    def _tell_whose(self) -> None:
        """Whose page it is, where the page itself does not begin with that."""
        row = self._row if self.tab != OVERVIEW else None
        self.query_one(Tabs).whose = row.label if row is not None else ""

    def focus_inside(self) -> None:
        (self.issues if self.tab == ISSUES else self.text).focus()

    def _show(self, blocks: Sequence[Block]) -> None:
        self.text.show([Section(tuple(blocks))], key=(self.project_id, self.tab))


def section_of(text: str, path: str, url: str | None) -> Section:
    """Somebody's document in the format that its name says."""
    plain = path.lower().endswith(_PLAIN_SUFFIXES) or (
        "." not in path.rpartition("/")[2] and "README" not in path.upper()
    )
    return Section(text=text, format="plain" if plain else "markdown", base=url or "", path=path)


def _page_and_kept(
    context: "Context", project_id: str
) -> "tuple[ProjectPage, Section | None, Health | None]":
    """The page, and the README and the health where they were fetched before: nobody is asked."""
    from isonboard.assistant.detail import project_page
    from isonboard.assistant.health import health_of, kept_standing

    page = project_page(context, project_id)
    kept = context.catalog.documents(project_id)
    readme = next((one for one in kept[0] if one.kind.value == "README"), None) if kept is not None else None
    standing = kept_standing(context, project_id)
    return (
        page,
        section_of(readme.text, readme.path, readme.url) if readme is not None else None,
        health_of(context, page.project, standing) if standing is not None else None,
    )


def _noticed(context: "Context", project_id: str) -> None:
    from isonboard.assistant.journey import noticed

    noticed(context, project_id)


async def _health(context: "Context", project_id: str, refresh: bool) -> None:
    """Access, checks, answers: kept in the catalog; a forge that cannot be asked is no error here."""
    from isonboard.assistant.health import health

    await health(context, project_id, refresh=refresh)


async def _details(context: "Context", project_id: str, refresh: bool) -> None:
    """Languages, commits a week, licence: kept in the catalog; without a network what is known has to do."""
    from isonboard.assistant.detail import details

    with contextlib.suppress(SourceError):
        await details(context, project_id, refresh=refresh)


_LONG = 30_000  # letters: shorter documents are distilled before anybody sees the difference


def _long_texts(context: "Context", project_id: str) -> "tuple[BaseDocument, ...]":
    """The kept documents of a project, where working out what they come to takes a while."""
    kept = context.catalog.documents(project_id)
    return tuple(kept[0]) if kept and sum(len(one.text) for one in kept[0]) > _LONG else ()


async def _guidance(context: "Context", project_id: str, refresh: bool) -> "GuidancePage":
    from isonboard.assistant.detail import guidance_page

    return await guidance_page(context, project_id, refresh=refresh)


async def _issues(context: "Context", project_id: str, refresh: bool) -> "IssuePage":
    from isonboard.assistant.detail import issue_page

    return await issue_page(context, project_id, refresh=refresh)


def _setup(context: "Context", project_id: str) -> "tuple[ProjectPage, Prepared | None, str]":
    from pathlib import Path

    from isonboard.assistant.clone import clone_target
    from isonboard.assistant.detail import project_page
    from isonboard.assistant.setup import prepare

    page = project_page(context, project_id)
    prepared = prepare(context, Path(page.checkout)) if page.checkout is not None else None
    return page, prepared, str(clone_target(context, project_id))
