"""What one can do with a project, the same on every page that has one under the cursor."""

import os
import shlex
import subprocess
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from isonboard.errors import NotFoundError
from isonboard.tui import words
from isonboard.tui.glyphs import glyphs, plainly
from isonboard.tui.messages import FavouritesChanged
from isonboard.tui.screens.dialogs import LineScreen
from isonboard.tui.screens.page import Page
from isonboard.tui.widgets.document import Document

if TYPE_CHECKING:
    from isonboard.assistant.context import Context
    from isonboard.match.issue_order import RankedIssue
    from isonboard.model.project import Project
    from isonboard.tui.actions import Action
    from isonboard.tui.shortlist import Copyable


class ProjectActions(Page):
    """A page with a project (and perhaps an issue) under the cursor."""

    def project_id(self) -> str | None:
        """The project that the keys are about now."""
        return None

    def issue_number(self) -> str | None:
        """The issue that a branch would be for."""
        return None

    def page_address(self) -> str | None:
        """The page to open; None takes the project's."""
        return None

    def lacks(self, action: "Action") -> bool:
        return action.where in ("project", "issue", "favourites") and self.project_id() is None

    def _about(self) -> str | None:
        project_id = self.project_id()
        if project_id is None:
            self.flash("There is no project under the cursor.")
        return project_id

    # favourites

    def action_favourite(self) -> None:
        if (project_id := self._about()) is not None:
            self.change(
                partial(self._toggled, project_id), group="favourite", description="starring a project"
            )

    async def _toggled(self, project_id: str) -> None:
        def toggle(context: "Context") -> str:
            from isonboard.assistant.news import star

            starred = context.favourites.get(project_id)
            if starred is not None:
                context.favourites.remove(project_id)
                note = " Its note is gone too; f again brings back only the star." if starred.note else ""
                return f"No favourite any more: {starred.name}.{note}"
            project = known(context, project_id)
            star(context, project)
            return f"A favourite now: {project.label}. n writes a note, 3 shows them all."

        self.flash(await self.desk.ask(toggle))
        self.desk_app.tell(lambda: FavouritesChanged(project_id))

    def action_note(self) -> None:
        if (project_id := self._about()) is not None:
            self.work(partial(self._ask_note, project_id), group="note", description="reading a note")

    async def _ask_note(self, project_id: str) -> None:
        def before(context: "Context") -> str:
            favourite = context.favourites.get(project_id)
            return favourite.note if favourite is not None else ""

        note = await self.desk.ask(before)

        def take(words: str | None) -> None:
            if words is not None:
                self.change(
                    partial(self._noted, project_id, words), group="note", description="keeping a note"
                )

        self.put(LineScreen("A note for yourself", note, placeholder="why you starred it, whom to ask"), take)

    async def _noted(self, project_id: str, words: str) -> None:
        def keep(context: "Context") -> None:
            from isonboard.assistant.news import star

            if context.favourites.get(project_id) is None:
                star(context, known(context, project_id), words)
            else:
                context.favourites.set_note(project_id, words)

        await self.desk.ask(keep)
        self.flash("Noted.")
        self.desk_app.tell(lambda: FavouritesChanged(project_id))

    # addresses

    def on_document_link_opened(self, message: Document.LinkOpened) -> None:
        message.stop()
        self.open_address(urljoin(message.base, message.href))

    def on_document_code_taken(self, message: Document.CodeTaken) -> None:
        message.stop()
        self.app.copy_to_clipboard(message.code)
        first, _, more = message.code.partition("\n")
        lines = f" and {len(more.splitlines())} more lines" if more else ""
        self.flash(f"Copied: {first[:60]}{lines}")

    def action_browser(self) -> None:
        if (address := self.page_address()) is not None:
            self.open_address(address)
        elif (project_id := self._about()) is not None:
            self.work(
                partial(self._open_page, project_id), group="browser", description="opening the browser"
            )

    async def _open_page(self, project_id: str) -> None:
        project = await self.desk.ask(lambda context: known(context, project_id))
        if project.url is None:
            self.flash("It has no page: no source states an address.")
        else:
            self.open_address(project.url)

    def open_address(self, address: str) -> None:
        """Open a web address in the browser; where there is none, copy it and say so. A mail address is copied."""
        scheme, _, rest = address.partition(":")
        if scheme.lower() == "mailto":
            self._copy(rest.partition("?")[0])
            return
        if not address.startswith(("https://", "http://")):
            of_repository = ":" not in address
            told = "is in the repository: c clones it, e opens it in your editor"
            self.flash(f"{address[:80]} {told if of_repository else 'is no address for a browser'}.")
            return
        if not _has_browser():
            self.app.copy_to_clipboard(address)
            self.flash(f"No browser here. Copied: {address}")
            return
        self.work(partial(self._browse, address), group="browser", description="opening the browser")

    async def _browse(self, address: str) -> None:
        def start(_context: "Context") -> bool:
            import webbrowser

            return webbrowser.open(address)

        opened = await self.desk.ask(start)
        self.flash(f"Opened {address}" if opened else f"The browser did not start: {address}")

    def action_copy(self) -> None:
        if (address := self.page_address()) is not None:
            self._copy(address)
        elif (project_id := self._about()) is not None:
            self.work(partial(self._copy_address, project_id), group="copy", description="copying an address")

    async def _copy_address(self, project_id: str) -> None:
        project = await self.desk.ask(lambda context: known(context, project_id))
        self._copy(project.url or project.clone_url or project.id)

    def action_copy_more(self) -> None:
        if (project_id := self._about()) is not None:
            self.work(
                partial(self._offer_copies, project_id), group="copy", description="reading what to copy"
            )

    def more_to_copy(self) -> "list[Copyable]":
        """What this page has to copy besides what any project has."""
        return []

    async def _offer_copies(self, project_id: str) -> None:
        from isonboard.tui.screens.dialogs import Choice, ChoiceScreen
        from isonboard.tui.shortlist import copyable

        def read(context: "Context") -> "list[Copyable]":
            return copyable(known(context, project_id), sample=context.sample)

        offered = [*self.more_to_copy(), *await self.desk.ask(read)]
        choices = [
            Choice(str(at), " ".join(one.text.split()), group=one.words) for at, one in enumerate(offered)
        ]

        def take(chosen: str | None) -> None:
            if chosen is not None:
                self._copy(offered[int(chosen)].text)

        self.put(ChoiceScreen("Copy", choices), take)

    def _copy(self, words: str) -> None:
        self.app.copy_to_clipboard(words)
        shown = " ".join(words.split())
        self.flash(f"Copied: {shown if len(shown) < 100 else shown[:100] + glyphs().ellipsis}")

    # checkouts

    def action_clone(self) -> None:
        project_id = self._about()
        if project_id is not None:
            from isonboard.tui.screens.setup import SetupScreen

            self.open_page(SetupScreen(project_id, self.issue_number()))

    def action_journey(self) -> None:
        if (project_id := self._about()) is not None:
            from isonboard.tui.screens.journey import JourneyScreen

            self.open_page(JourneyScreen(project_id))

    def open_issue(self, ranked: "RankedIssue | None") -> None:
        """The issue's own page."""
        if ranked is not None:
            from isonboard.tui.screens.issue import IssueScreen

            self.open_page(IssueScreen(ranked))

    def action_editor(self) -> None:
        if (project_id := self._about()) is not None:
            self.work(partial(self._edit, project_id), group="editor", description="looking for the checkout")

    async def _edit(self, project_id: str) -> None:
        def where(context: "Context") -> str | None:
            from isonboard.assistant.detail import checkout_of

            return checkout_of(context, known(context, project_id))

        checkout = await self.desk.ask(where)
        if checkout is None:
            self.flash("It is not cloned yet: c clones it.")
        else:
            self.edit(checkout)

    @property
    def editor(self) -> str:
        """The command of the editor that is named somewhere, else nothing."""
        named = (self.desk_app.config.workspace.editor, os.environ.get("VISUAL"), os.environ.get("EDITOR"))
        return next((one.strip() for one in named if one and one.strip()), "")

    def edit(self, checkout: str) -> None:
        """Open the checkout in the editor, the app waiting behind it."""
        try:
            command = shlex.split(self.editor)
        except ValueError as error:
            self.flash(f"The editor's command cannot be read: {self.editor} ({error}).", "bad")
            return
        if not command:
            self.flash("No editor is named: set $EDITOR, or editor under [workspace] in config.toml.")
            return
        self.outside([*command, checkout], checkout)

    def shell(self, checkout: str) -> None:
        """A shell in the checkout, the app waiting behind it."""
        said = f"A shell in {words.place(checkout)}: exit comes back to isonboard."
        self.outside([os.environ.get("SHELL") or "/bin/sh"], checkout, said)

    def outside(self, argv: Sequence[str], cwd: str, said: str = "") -> None:
        """Give the terminal to another program until it ends; `said` stands above what it writes."""
        from textual.app import SuspendNotSupported

        try:
            with self.app.suspend():
                if said:
                    print(plainly(said), flush=True)  # noqa: T201 - the terminal is lent
                subprocess.run(argv, cwd=cwd, check=False)
        except SuspendNotSupported:
            self.flash("This terminal cannot be lent to another program.")
        except OSError as error:
            self.flash(f"{argv[0]} did not start: {error.strerror or error}", "bad")
        self.app.refresh(layout=True)


def known(context: "Context", project_id: str) -> "Project":
    """The project of that id. Raises NotFoundError."""
    project = context.catalog.project(project_id)
    if project is None:
        raise NotFoundError(f"{project_id} is not in the catalog any more", hint="R reads the sources again.")
    return project


def _has_browser() -> bool:
    """Whether a browser would open in a window of its own rather than over this screen."""
    import sys

    if sys.platform == "darwin" or os.environ.get("BROWSER") or os.environ.get("WSL_DISTRO_NAME"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
