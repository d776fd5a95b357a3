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
        }
        os.environ.pop("NO_COLOR", None)
        _furnish()
        asyncio.run(_take_all(ROOT / "docs"))
    _write_keys(ROOT / "README.md")
    return 0


def _furnish() -> None:
    """The sample organisation as an engineer of some weeks has it: a profile, two favourites."""
    from isonboard.assistant.context import Context
    from isonboard.assistant.sync import refresh
    from isonboard.model.profile import ContributionKind, Level, Profile, Skill

    with Context.open(sample=True) as context:
        context.save_profile(
            Profile(
                skills=(Skill("Python"), Skill("TypeScript", Level.LEARNING), Skill("Go", Level.BASIC)),
                interests=("accessibility", "scheduling"),
                contributions=(ContributionKind.CODE, ContributionKind.DOCS),
            )
        )
        refresh(context, report=lambda _event: None)
        for name, note in (("berth-planner", "Nora answers questions on Thursdays"), ("ticket-shop", "")):
            context.favourites.add(context.catalog.resolve(name), note=note)


async def _take_all(folder: Path) -> None:
    from isonboard.tui.screens.explore import ExploreScreen
    from isonboard.tui.screens.issues import IssuesScreen
    from isonboard.tui.screens.setup import SetupScreen

    async with _opened() as (app, pilot):
        await _until(pilot, lambda: isinstance(app.screen, ExploreScreen) and app.screen.projects.count > 0)
        await pilot.press("j")
        await _until(pilot, lambda: "Listed by" in app.screen.preview.text.plain_text)
        _save(app, folder / "explore.svg")
        await pilot.press("2")
        await _until(pilot, lambda: isinstance(app.screen, IssuesScreen) and app.screen.issues.count > 40)
        await _until(pilot, lambda: "Fetching" not in app.screen.query_one("#status").note)
        await pilot.press("j", "j")
        await pilot.pause(0.3)
        _save(app, folder / "issues.svg")
        await pilot.press("slash", *"tests readme", "enter", "c")
        await _until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.screen.stage == 2)
        await _until(pilot, lambda: app.screen.query_one("#status").job is None)
        await pilot.pause(0.3)
        _save(app, folder / "setup.svg")


def _opened() -> Any:
    from contextlib import asynccontextmanager

    from isonboard.config import Config, Screen
    from isonboard.tui.app import IsonboardApp, _open

    @asynccontextmanager
    async def opened() -> Any:
        app = IsonboardApp(Config(screen=Screen(animations=False)), _open, sample=True)
        async with app.run_test(size=SIZE) as pilot:
            yield app, pilot

    return opened()


async def _until(pilot: Any, true: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if true():
            return
        await pilot.pause(0.02)
    raise SystemExit("the app did not come to what should be photographed")


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
    from isonboard.tui.actions import ACTIONS, PLACES, key_name, keys_of

    order = [*README_PLACES, *(place for place in PLACES if place not in README_PLACES)]
    lines = ["| where | key | what it does |", "|---|---|---|"]
    for place in order:
        shown = PLACES[place]
        for action in ACTIONS:
            if action.where == place:
                keys = " ".join(f"`{key_name(key)}`" for key in keys_of(action, {}))
                lines.append(f"| {shown} | {keys} | {action.sentence} |")
                shown = ""
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
