"""Asking for an issue politely: the words are shown, then copied, or posted after one more question."""

from functools import partial
from typing import TYPE_CHECKING

from isonboard.tui.screens.dialogs import Choice, ChoiceScreen, ConfirmScreen
from isonboard.tui.screens.project_actions import ProjectActions

if TYPE_CHECKING:
    from isonboard.assistant.claim import Claim

_COPY, _BROWSER, _POST = "copy", "browser", "post"


class Claiming(ProjectActions):
    """A page with an issue under the cursor."""

    # beginning

    def action_clone(self) -> None:
        project_id, number = self.project_id(), self.issue_number()
        if project_id is None or number is None:
            super().action_clone()
            return
        self.work(
            partial(self._begin, project_id, number), group="begin", description="looking whether it is free"
        )

    async def _begin(self, project_id: str, number: str) -> None:
        from isonboard.assistant.claim import in_the_way

        objection = await self.desk.ask(lambda context: in_the_way(context, project_id, number))
        if not objection:
            self._set_up(project_id, number)
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                self._set_up(project_id, number)

        self.put(
            ConfirmScreen(f"Issue {number}: {objection}. Make a branch for it all the same?", "make it"),
            agreed,
        )

    def _set_up(self, project_id: str, number: str) -> None:
        from isonboard.tui.screens.setup import SetupScreen

        self.open_page(SetupScreen(project_id, number))

    # asking for it

    def action_claim(self) -> None:
        project_id, number = self.project_id(), self.issue_number()
        if project_id is None or number is None:
            self.flash("There is no issue under the cursor.")
            return
        self.note("Looking whether it is still free …")
        self.work(
            partial(self._offer_claim, project_id, number), group="claim", description="writing a comment"
        )

    async def _offer_claim(self, project_id: str, number: str) -> None:
        from isonboard.assistant.claim import claim

        try:
            asked = await self.desk.fetch(lambda context: claim(context, project_id, number))
        finally:
            self.note("")
        choices = [Choice(_COPY, "copy it")]
        if asked.issue.url:
            choices.append(Choice(_BROWSER, "copy it and open the issue in the browser"))
        if asked.open_to_claims:
            choices.append(Choice(_POST, "post it now, in your name (asks once more)"))
        title = f"{asked.text}\n\n{f'Not now: {asked.note}.' if asked.note else ''}".strip()
        self.put(ChoiceScreen(title, choices), partial(self._claim_as, asked))

    def _claim_as(self, asked: "Claim", chosen: str | None) -> None:
        if chosen in (_COPY, _BROWSER):
            self.app.copy_to_clipboard(asked.text)
            self.flash("Copied the comment: paste it on the issue's page.")
        if chosen == _BROWSER and asked.issue.url:
            self.open_address(asked.issue.url)
        if chosen == _POST:
            question = f"Post this on {asked.project.label}, issue {asked.issue.number}, for everybody there?\n\n{asked.text}"

            def post(agreed: bool | None) -> None:
                if agreed:
                    self.change(partial(self._post, asked), group="claim", description="posting a comment")

            self.put(ConfirmScreen(question, "post it", "do not"), post)

    async def _post(self, asked: "Claim") -> None:
        from isonboard.assistant.claim import post_claim

        issue = asked.issue
        where = await self.desk.fetch(
            lambda context: post_claim(context, issue.project_id, issue.number, asked.text)
        )
        self.flash(f"Posted{f': {where}' if where else '.'} Wait for an answer before you invest days.")
        self.claimed()

    def claimed(self) -> None:
        """The comment stands there now."""
