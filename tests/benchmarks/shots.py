"""shots.py: the README's pictures and its table of keys, anew, from the app itself (`make shots`).

The app runs headless on the sample organisation in a home of its own; nothing of this machine is in the pictures.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZE = (126, 34)
README_PLACES = ("explore", "project", "issues", "setup", "everywhere", "list")


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "HOME": home,
            "ISONBOARD_HOME": f"{home}/isonboard",
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": f"{home}/gitconfig",
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        os.environ.pop("NO_COLOR", None)
        Path(home, "gitconfig").write_text("[user]\nname = Ada Lund\nemail = ada@halden.example\n")
        asyncio.run(_welcome(ROOT / "docs"))
        _furnish()
        asyncio.run(_take_all(ROOT / "docs"))
    _write_keys(ROOT / "README.md")
    return 0


def _furnish() -> None:
    """The sample organisation as an engineer of some weeks has it: a profile, favourites, one with news."""
    from datetime import timedelta

    from isonboard.assistant.context import Context
    from isonboard.assistant.sync import refresh
    from isonboard.model.notebook import Seen
    from isonboard.model.profile import ContributionKind, Level, Profile, Skill

    with Context.open(sample=True) as context:
        context.save_profile(
            Profile(
                name="Ada Lund",
                email="ada@halden.example",
                skills=(Skill("Python"), Skill("TypeScript", Level.LEARNING), Skill("Go", Level.BASIC)),
                interests=("accessibility", "scheduling"),
                contributions=(ContributionKind.CODE, ContributionKind.DOCS),
            )
        )
        refresh(context, report=lambda _event: None)
        for name, note in (
            ("berth-planner", "Nora answers questions on Thursdays"),
            ("tide-tables", ""),
            ("ticket-shop", "the accessibility work"),
        ):
            context.favourites.add(context.catalog.resolve(name), note=note)
        read = context.now() - timedelta(days=8)
        berth = context.catalog.resolve("berth-planner").id
        context.favourites.visited(berth, read, Seen(name="Harbour/berth-planner", activity=40))


async def _welcome(folder: Path) -> None:
    async with _opened(welcome=True) as (app, pilot):
        await _settled(app, pilot)
        _save(app, folder / "welcome.svg")


async def _take_all(folder: Path) -> None:
    from isonboard.tui.screens.explore import ExploreScreen
    from isonboard.tui.screens.issues import IssuesScreen
    from isonboard.tui.screens.setup import SetupScreen

    async with _opened() as (app, pilot):

        async def pressed(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
            await _settled(app, pilot)

        def take(name: str) -> None:
            _save(app, folder / f"{name}.svg")

        await _until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pressed("j")
        take("explore")
        await pressed("colon", *"copy")
        take("palette")
        await pressed("escape", "slash", *"ticket", "enter", "b")
        take("search")
        await pressed("x", "escape", "g", "j", "j", "j", "right_square_bracket")
        take("contributing")
        await pressed("left_square_bracket", "escape", "g", "space", "space", "space", "m")
        take("compare")
        await pressed("escape", "M", "2")
        await _until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 40)
        await _until(pilot, lambda: "Fetching" not in app.screen.query_one("#status").note)
        await pressed("j", "j")
        take("issues")
        await pressed("slash", *"tests readme", "enter", "c")
        await _until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        await _settled(app, pilot)
        take("setup")
        await pressed("escape", "escape", "3", "g", "j", "c")  # tide-tables: its set-up needs no network
        await _until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        await pressed("y")
        await _until(pilot, lambda: app.screen.stage == 4 and not app.jobs.running)
        await _settled(app, pilot)
        take("ready")
        await pressed("escape", "J")
        take("journey")
        await pressed("escape", "g")
        take("favourites")
        app.theme = "isonboard-light"
        await pressed("1")
        take("light")


def _opened(*, welcome: bool = False) -> Any:
    from contextlib import asynccontextmanager

    from isonboard.config import Config, Screen
    from isonboard.tui.app import IsonboardApp, _open

    @asynccontextmanager
    async def opened() -> Any:
        config = Config(screen=Screen(animations=False))
        app = IsonboardApp(config, _open, sample=not welcome, welcome=welcome)
        async with app.run_test(size=SIZE) as pilot:
            yield app, pilot

    return opened()


async def _until(pilot: Any, true: Callable[[], bool]) -> None:
    for _ in range(9_000):
        if true():
            return
        await pilot.pause(0.02)
    raise SystemExit("the app did not come to what should be photographed")


async def _settled(app: Any, pilot: Any) -> None:
    """What was asked for is there, passing words and ended jobs have left the status line."""
    for _ in range(2):
        await pilot.pause(0.25)
        await _until(pilot, lambda: not any(worker.is_running for worker in app.workers))
    if (page := app.page) is not None:
        page._flashed()
        page.query_one("#status").job = None
    await pilot.pause(0.1)


def _save(app: Any, path: Path) -> None:
    """The picture without fonts from elsewhere: any fixed-width font will do."""
    picture = app.export_screenshot(title="isonboard")
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    picture = re.sub(r"font-family: Fira Code(, monospace)?", "font-family: ui-monospace, monospace", picture)
    picture = re.sub(r"terminal-\d+", f"isonboard-{path.stem}", picture)
    picture = picture.replace("&#160;", " ").replace(
        "<text ", '<text xml:space="preserve" '
    )  # kept by every viewer
    picture = "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(picture, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(picture) // 1000} kB")


def _write_keys(readme: Path) -> None:
    """The table of keys between its two marks in the README."""
    before, begin, rest = readme.read_text(encoding="utf-8").partition("<!-- keys: begin")
    if not begin:
        return
    mark, _, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- keys: end -->")
    readme.write_text(f"{before}{begin}{mark}-->\n{keys_table()}{end}{after}", encoding="utf-8")


def keys_table() -> str:
    """Every action as a Markdown table, grouped by where it applies."""
    from isonboard.tui.actions import ACTIONS, PLACES
    from isonboard.tui.keys import key_name, keys_of

    order = [*README_PLACES, *(place for place in PLACES if place not in README_PLACES)]
    lines = ["| where | key | what it does | called in `[screen.keys]` |", "|---|---|---|---|"]
    for place in order:
        shown = PLACES[place]
        for action in ACTIONS:
            if action.where == place:
                keys = " ".join(f"`{key_name(key)}`" for key in keys_of(action, {}))
                lines.append(f"| {shown} | {keys} | {action.sentence} | `{action.id}` |")
                shown = ""
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
