"""A list of issues: may one take it, its title, what it is called there, how old it is."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.segment import Segment

from isonboard.model.issue import AvailabilityState
from isonboard.tui import words
from isonboard.tui.glyphs import bar, glyphs
from isonboard.tui.widgets.line_list import LineList
from isonboard.tui.widgets.paint import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isonboard.match.issue_order import RankedIssue

STATE_INKS = {
    AvailabilityState.FREE: "fit",
    AvailabilityState.STALE_CLAIM: "act",
    AvailabilityState.CLAIMED: "dim",
    AvailabilityState.PULL_OPEN: "dim",
    AvailabilityState.BLOCKED: "dim",
    AvailabilityState.UNKNOWN: "faint",
}
_STATE_WIDTH = 12
_STATE_SHORT = 8
_AGE_WIDTH = 9
_ROOMY = 56  # cells from which there is room for the age and long states


class IssueList(LineList):
    """Issues best first; `with_project` says whose they are in a column of its own."""

    def __init__(self, *, id: str | None = None, with_project: bool = False) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.issues: "Sequence[RankedIssue]" = ()  # noqa: UP037
        self._with_project = with_project
        self.now = datetime.now(UTC)

    def show(self, issues: "Sequence[RankedIssue]", cursor: int = 0) -> None:
        self.issues = issues
        self.now = datetime.now(UTC)
        self.set_count(len(issues), cursor)

    @property
    def current(self) -> "RankedIssue | None":
        return self.issues[self.cursor] if 0 <= self.cursor < len(self.issues) else None

    def row_segments(self, index: int, width: int, *, at_cursor: bool) -> list[Segment]:
        ranked = self.issues[index]
        issue = ranked.issue
        state = ranked.availability.state
        signs = glyphs()
        project = min(18, width // 5) if self._with_project else 0
        fit = 5 if width >= 76 and ranked.fit.personal else 0
        labels = min(24, width // 5) if width >= 100 else 0
        state_width = _STATE_WIDTH if width >= _ROOMY else _STATE_SHORT
        age_width = _AGE_WIDTH + 2 if width >= _ROOMY else 0
        title = (
            width
            - 2
            - state_width
            - age_width
            - (project and project + 2)
            - (fit and fit + 2)
            - (labels and labels + 2)
            - 1
        )
        mark = {AvailabilityState.FREE: signs.here, AvailabilityState.STALE_CLAIM: signs.here}.get(
            state, signs.unknown
        )
        segments = [
            Segment(f"{signs.cursor if at_cursor else ' '}", self.ink("act")),
            Segment(f"{mark} ", self.ink(STATE_INKS[state])),
            Segment(fitted(state.value, state_width - 1) + " ", self.ink(STATE_INKS[state])),
            Segment(
                fitted(issue.title, title), self.ink("strong" if state is AvailabilityState.FREE else "plain")
            ),
        ]
        if labels:
            segments += [Segment("  "), Segment(fitted(", ".join(issue.labels), labels), self.ink("dim"))]
        if project:
            segments += [Segment("  "), Segment(fitted(ranked.project.label, project), self.ink("dim"))]
        if fit:
            segments += [Segment("  "), Segment(bar(ranked.fit.score, 5), self.ink("fit"))]
        if not age_width:
            return segments
        age = words.age(issue.updated_at or issue.created_at, self.now)
        return [*segments, Segment("  "), Segment(fitted(age, _AGE_WIDTH, right=True), self.ink("dim"))]
