"""What is in force, removable: the order and the filters of a list, each with its own sign to take it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from isonboard.tui.glyphs import glyphs
from isonboard.tui.widgets.bars import Line
from isonboard.tui.widgets.paint import fitted, strip_of


class Chip(NamedTuple):
    """One of them: `key` says which, `words` what is read; `fixed` ones are changed, not removed."""

    key: str
    words: str
    fixed: bool = False


class Chips(Line):
    """A line of chips; the figure at its right end says how many lines the list has."""

    chips: reactive[tuple[Chip, ...]] = reactive(())
    figure: reactive[str] = reactive("")

    @dataclass(eq=False, repr=False)
    class Pressed(Message):
        """A chip was clicked: remove it, or change it where it is fixed."""

        key: str

    def show(self, chips: Sequence[Chip]) -> None:
        self.chips = tuple(chips)

    def parts(self, width: int) -> list[Segment]:
        parts = [Segment(" ")]
        at = 1
        figure = self.figure
        room = width - cell_len(figure) - 2
        for chip, said in zip(self.chips, self._shortened(room), strict=True):
            words = said if chip.fixed else f"{said} {glyphs().remove}"
            if at + cell_len(words) + 4 > room:
                parts.append(Segment(glyphs().ellipsis, self.ink("dim")))
                at += 1
                break
            style = self.ink("dim") if chip.fixed else self.ink("raised") + self.ink("act")
            padded = words if chip.fixed else f" {words} "
            parts += [Segment(padded, style), Segment("  ")]
            self.spot(at, cell_len(padded), partial(self._pressed, chip.key))
            at += cell_len(padded) + 2
        parts.append(Segment(" " * max(0, width - at - cell_len(figure) - 1)))
        parts.append(Segment(figure + " ", self.ink("dim")))
        return parts

    def _shortened(self, room: int) -> list[str]:
        """The words of all chips, the longest cut as far as is needed for the last one to be in sight."""
        said = [chip.words for chip in self.chips]
        for letters in range(24, 5, -1):
            taken = sum(
                cell_len(words) + (2 if chip.fixed else 6)
                for chip, words in zip(self.chips, said, strict=True)
            )
            if taken < room:
                break
            said = [
                chip.words if chip.fixed or cell_len(chip.words) <= letters else fitted(chip.words, letters)
                for chip in self.chips
            ]
        return said

    def _pressed(self, key: str) -> None:
        self.post_message(self.Pressed(key))


class Tabs(Line):
    """Names side by side, one of them shown; clicking one shows it. Below them, where there is room, whose they are."""

    names: reactive[tuple[str, ...]] = reactive(())
    whose: reactive[str] = reactive("")
    shown: reactive[int] = reactive(0)

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """Another tab is to be shown."""

        index: int

    def render_line(self, y: int) -> Strip:
        if y != 1:
            return super().render_line(y)
        width, ground = self.size.width, self.ground()
        return strip_of([Segment(f" {fitted(self.whose, width - 2)} ", self.ink("strong"))], width, ground)

    def parts(self, width: int) -> list[Segment]:
        names, gap = self._fitting(width - 1)
        parts = [Segment(" ")]
        at = 1
        for index, words in enumerate(names):
            here = index == self.shown
            parts.append(
                Segment(words, self.ink("raised") + self.ink("heading") if here else self.ink("dim"))
            )
            parts.append(Segment(" " * gap))
            self.spot(at, cell_len(words), partial(self._chosen, index))
            at += cell_len(words) + gap
        return parts

    def _fitting(self, room: int) -> tuple[list[str], int]:
        """The names and what is between them: closer, then those not shown shorter, so that none is out of sight."""
        for gap, letters in ((1, 99), (0, 99), *((0, letters) for letters in range(12, 2, -1))):
            names = [
                f" {name if len(name) <= letters or at == self.shown else fitted(name, letters)} "
                for at, name in enumerate(self.names)
            ]
            if sum(map(cell_len, names)) + gap * (len(names) - 1) <= room:
                break
        return names, gap

    def _chosen(self, index: int) -> None:
        self.post_message(self.Chosen(index))
