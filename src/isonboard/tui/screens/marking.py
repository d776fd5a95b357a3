"""Marking projects on any page that lists them: to compare a few, to share many."""

from functools import partial
from typing import TYPE_CHECKING

from isonboard.tui.marks import COMPARED, Marks
from isonboard.tui.messages import MarksChanged
from isonboard.tui.screens.dialogs import Choice, ChoiceScreen
from isonboard.tui.screens.project_actions import ProjectActions

if TYPE_CHECKING:
    from pathlib import Path

    from isonboard.assistant.context import Context
    from isonboard.tui import shortlist
    from isonboard.tui.actions import Action

_COPY, _FILE = "copy", "file"


class Marking(ProjectActions):
    """A page whose list shows the marks; `project_label` names what is under the cursor."""

    @property
    def marks(self) -> Marks:
        return self.desk_app.marks

    def lacks(self, action: "Action") -> bool:
        return super().lacks(action) or (action.id == "mark" and self.project_id() is None)

    def step_down(self) -> None:
        """To the next line, so that several are marked in a row."""

    def action_mark(self) -> None:
        project_id = self.project_id()
        if project_id is None:
            self.flash("There is no project under the cursor.")
            return
        marked = self.marks.toggle(project_id)
        count = len(self.marks)
        if marked and count >= 2:
            self.flash(
                f"{count} marked: m compares {'them' if count <= COMPARED else f'the first {COMPARED}'}, E exports them."
            )
        elif marked:
            self.flash("Marked. Mark another one and m compares them; E exports what is marked.")
        self.step_down()
        self.desk_app.tell(MarksChanged)

    def action_unmark(self) -> None:
        if not len(self.marks):
            self.flash("Nothing is marked; space marks a project.")
            return
        self.marks.clear()
        self.desk_app.tell(MarksChanged)

    def action_compare(self) -> None:
        chosen = list(self.marks.ids)
        here = self.project_id()
        if len(chosen) == 1 and here is not None and here not in self.marks:
            chosen.append(here)
        if len(chosen) < 2:
            self.flash(
                f"Mark two or three projects with space, then m compares them. {len(chosen)} marked now."
            )
            return
        from isonboard.tui.screens.compare import CompareScreen

        self.open_page(CompareScreen(chosen[:COMPARED], left_out=len(chosen[COMPARED:])))

    def action_shortlist(self) -> None:
        self.work(self._offer_shortlist, group="shortlist", description="gathering the shortlist")

    async def _offer_shortlist(self) -> None:
        from isonboard.tui import shortlist

        marked = self.marks.ids

        def gathered(context: "Context") -> "tuple[list[shortlist.Entry], Path]":
            return shortlist.entries(context, marked), context.config.workspace_path

        entries, folder = await self.desk.ask(gathered)
        if not entries:
            self.flash("Nothing to export: mark projects with space, or star some with f.")
            return
        what = (
            f"{len(entries)} {'marked' if marked else 'favourite'} project{'s' if len(entries) != 1 else ''}"
        )
        from isonboard.tui.words import place

        choices = [
            Choice(_COPY, "copy to the clipboard"),
            Choice(_FILE, f"write a file into {place(str(folder))}"),
        ]
        text = shortlist.markdown(entries)

        def take(chosen: str | None) -> None:
            if chosen == _COPY:
                self.app.copy_to_clipboard(text)
                self.flash(f"Copied as Markdown: {what}.")
            elif chosen == _FILE:
                self.change(
                    partial(self._write_shortlist, folder, text),
                    group="shortlist",
                    description="writing the shortlist",
                )

        self.put(ChoiceScreen(f"{what} as Markdown", choices), take)

    async def _write_shortlist(self, folder: "Path", text: str) -> None:
        from isonboard.tui import shortlist
        from isonboard.tui.words import place

        path = await self.desk.ask(
            lambda context: shortlist.write(folder, text, context.now().astimezone().date())
        )
        self.flash(f"Written: {place(str(path))}")
