"""The five stages from a project to a ready checkout, in one line."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive

from isonboard.tui.glyphs import glyphs
from isonboard.tui.widgets.bars import Line

STAGES = ("clone", "plan", "agree", "run", "ready")


class Stages(Line):
    """The five stages in one line: behind, here, ahead, failed, or left out because there is nothing to do in them."""

    stage: reactive[int] = reactive(0)
    failed: reactive[int | None] = reactive(None)
    """The stage that failed or was stopped: what comes after it was not reached."""
    left_out: reactive[frozenset[int]] = reactive(frozenset())
    title: reactive[str] = reactive("")

    def parts(self, width: int) -> list[Segment]:
        signs = glyphs()
        parts = [Segment(f" {self.title}   ", self.ink("heading"))]
        for number, name in enumerate(STAGES):
            if number == self.failed:
                sign, ink, tone = signs.no, "bad", "strong"
            elif number in self.left_out or number > (self.stage if self.failed is None else self.failed):
                sign, ink, tone = signs.dot, "faint", "dim"
            elif number < self.stage or number == len(STAGES) - 1:
                sign, ink, tone = signs.yes, "fit", "plain"
            else:
                sign, ink, tone = signs.here, "act", "strong"
            parts += [Segment(f"{sign} ", self.ink(ink)), Segment(f"{name}   ", self.ink(tone))]
        used = sum(cell_len(part.text) for part in parts)
        return parts if used <= width else parts[1:]
