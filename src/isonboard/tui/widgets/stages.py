"""The five stages from a project to a ready checkout, in one line."""

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive

from isonboard.tui.glyphs import glyphs
from isonboard.tui.widgets.bars import Line

STAGES = ("clone", "plan", "agree", "run", "ready")


class Stages(Line):
    """The five stages in one line: behind, here, ahead."""

    stage: reactive[int] = reactive(0)
    broken: reactive[bool] = reactive(False)
    title: reactive[str] = reactive("")

    def parts(self, width: int) -> list[Segment]:
        signs = glyphs()
        parts = [Segment(f" {self.title}   ", self.ink("heading"))]
        for number, name in enumerate(STAGES):
            if number < self.stage or (number == len(STAGES) - 1 == self.stage and not self.broken):
                sign, ink, tone = signs.yes, "fit", "plain"
            elif number == self.stage:
                sign, ink, tone = (
                    (signs.no, "bad", "strong") if self.broken else (signs.here, "act", "strong")
                )
            else:
                sign, ink, tone = signs.dot, "faint", "dim"
            parts += [Segment(f"{sign} ", self.ink(ink)), Segment(f"{name}   ", self.ink(tone))]
        used = sum(cell_len(part.text) for part in parts)
        return parts if used <= width else parts[1:]
