"""A long document: start to first paint, and every page key to the end, beside Textual's own Markdown widget.

    python tests/benchmarks/document_speed.py [3 30 300] [--runs 3] [--pages 60] [--source FILE ...]

Each program runs in a pseudo-terminal of its own at 120x40, all in one run, after the smallest app of the same framework:
its time is taken off, so that what remains is the document's. CPU milliseconds are what to compare on a busy machine.
`tab` is the document with what it comes to (way in, people, readiness), as the tab Contributing shows it.
The text is this repository's own Markdown (or `--source`), repeated to the size asked for (kB).
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from latency import SMALLEST, share_of, terminal
from terminal_program import Program

ROOT = Path(__file__).resolve().parents[2]
SIZE = (120, 40)
PAGE_DOWN = "\x1b[6~"
_GIVEN_UP = 10.0  # seconds after which a page key counts as lost
FIRST, LAST = "The very first heading", "The very last words"
READER = """
class Reader(App):
    CSS_PATH = sheets("tokens", "frame")
    ENABLE_COMMAND_PALETTE = False
    def __init__(self):
        super().__init__()
        self.register_theme(themes.OWN[0])
        self.theme = themes.DEFAULT
    def get_css_variables(self):
        return super().get_css_variables() | themes.tokens(self.current_theme)
"""
OURS = f"""
import sys
from textual.app import App
from isonboard.tui import themes
from isonboard.tui.sheets import sheets
from isonboard.tui.widgets.document import Document, Section
{READER}    def compose(self):
        yield Document()
    def on_mount(self):
        document = self.query_one(Document)
        document.focus()
        document.show([Section(text=open(sys.argv[1]).read())])
Reader().run()
"""
TAB = f"""
import sys
from functools import partial
from types import SimpleNamespace
from textual.app import App
from isonboard.assistant.apart import apart
from isonboard.assistant.detail import GuidancePage
from isonboard.assistant.row import vanished
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.readiness import readiness_of
from isonboard.model.guidance import Document, DocumentKind
from isonboard.tui import themes
from isonboard.tui.screens.preview import Preview
from isonboard.tui.sheets import sheets
KEPT = (Document(kind=DocumentKind.CONTRIBUTING, path="CONTRIBUTING.md", text=open(sys.argv[1]).read()),)
class Desk:
    async def ask(self, work, topic=""):
        return work(SimpleNamespace(catalog=SimpleNamespace(documents=lambda _: (KEPT, None))))
    async def fetch(self, work):
        return GuidancePage(documents=KEPT, guidance=await apart(partial(guidance_of, KEPT)),
                            readiness=await apart(partial(readiness_of, KEPT, None)))
{READER}    def compose(self):
        yield Preview()
    def on_mount(self):
        preview = self.query_one(Preview)
        preview.tab = 1
        preview.show_row(vanished("acme/tool"))
        preview.text.focus()
        self.run_worker(preview.read(Desk(), "acme/tool"))
Reader().run()
"""
"""The tab Contributing: the text, while what it comes to is worked out beside it."""
THEIRS = """
import sys
from textual.app import App
from textual.widgets import MarkdownViewer
class Reader(App):
    def compose(self):
        yield MarkdownViewer(open(sys.argv[1]).read(), show_table_of_contents=False)
    def on_mount(self):
        self.query_one(MarkdownViewer).focus()
Reader().run()
"""


class Figures(NamedTuple):
    """Milliseconds beyond the smallest app to the first paint, CPU milliseconds of the same, and of the page keys."""

    first: float
    cpu: float
    p50: float
    p95: float
    key_cpu: float
    pages: int
    to_the_end: bool
    peak_mb: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[3, 30, 300])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--pages", type=int, default=60, help="page keys for Textual's widget (ours goes to the end)"
    )
    parser.add_argument("--source", type=Path, nargs="*", default=sorted(ROOT.glob("*.md")))
    parser.add_argument("--only", choices=("isonboard", "tab", "textual"), help="this one alone")
    options = parser.parse_args()
    print("size | widget | first paint ms | its CPU ms | page key p50 / p95 ms | CPU a key | pages | peak MB")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "smallest.py").write_text(SMALLEST)
        for size in options.sizes:
            text = place / f"{size}.md"
            text.write_text(document(options.source, size * 1_000))
            for name, source, pages in (
                ("isonboard", OURS, 10_000),
                ("tab", TAB, 1),
                ("textual", THEIRS, options.pages),
            ):
                if options.only and name != options.only:
                    continue
                script = place / f"{name}_reader.py"
                script.write_text(source)
                one = measured(script, text, place / "smallest.py", options.runs, pages)
                end = "" if one.to_the_end else " (not the end)"
                print(
                    f"{size:>4} kB | {name:<9} | {one.first:7.0f} | {one.cpu:7.0f} | {one.p50:6.1f} / {one.p95:6.1f}"
                    f" | {one.key_cpu:6.1f} | {one.pages}{end} | {one.peak_mb:.0f}",
                    flush=True,
                )
    return 0


def document(sources: list[Path], length: int) -> str:
    """Markdown of about so many characters, with a first heading and last words to look for."""
    whole = "\n\n".join(path.read_text() for path in sources)
    body = (whole + "\n\n") * (length // len(whole) + 1)
    return f"# {FIRST}\n\n{body[:length].rpartition(chr(10) * 2)[0]}\n\n## {LAST}\n"


def measured(script: Path, text: Path, smallest: Path, runs: int, pages: int) -> Figures:
    """Medians over the runs, one more before them to warm the caches; page keys in the last run."""
    firsts, cpus = [], []
    for run in range(runs + 1):
        beside = Program([sys.executable, str(smallest)], SIZE, terminal())
        bare = beside.wait_for("smallest app", 60) or 0.0
        bare_cpu = beside.cpu_seconds()
        beside.close(["\x11"])
        program = Program([sys.executable, str(script), str(text)], SIZE, terminal(), ROOT)
        first = program.wait_for(FIRST, 120)
        cpu = program.cpu_seconds()
        if first is None:
            program.close()
            raise RuntimeError(f"{script.name} never showed {text.name}:\n{program.drawn.text}")
        if run:
            firsts.append((first - bare) * 1e3)
            cpus.append((cpu - bare_cpu) * 1e3)
        if run < runs:
            program.close(["\x11"])
    keys, ended, pressed = [], False, 0
    before = program.cpu_seconds()
    while pressed < pages and not ended:
        keys.append(turned(program) * 1e3)
        pressed += 1
        program.until_quiet(0.05, 1)
        program.draw()
        ended = LAST in program.drawn.text
    key_cpu = (program.cpu_seconds() - before) * 1e3 / max(1, pressed)
    peak = program.peak_mb()
    program.close(["\x11"])
    middle = statistics.median
    return Figures(
        middle(firsts), middle(cpus), share_of(keys, 0.5), share_of(keys, 0.95), key_cpu, pressed, ended, peak
    )


def turned(program: Program) -> float:
    """Seconds from a page key until other words stand on the screen; a scroll bar that moves by itself does not count."""
    program.until_quiet(0.05, 1)
    program.draw()
    before = words(program)
    sent = program.press(PAGE_DOWN)
    end = sent + _GIVEN_UP
    while program.listen(end):
        if (at := program.draw(lambda _: words(program) != before)) is not None:
            return at - sent
    return _GIVEN_UP


def words(program: Program) -> str:
    """What stands on the screen but for the scroll bar's columns."""
    return "\n".join(line[: SIZE[0] - 2] for line in program.drawn.text.split("\n"))


if __name__ == "__main__":
    sys.exit(main())
