"""The first sight of the screen costs little: what it does not need is not loaded before it."""

import asyncio
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from app_testing import opened
from screen_testing import until

from isonboard.tui import first_page

ROOT = Path(__file__).resolve().parents[2]
LATER = (
    "httpx",
    "rapidfuzz",
    "numpy",
    "sqlite3",
    "markdown_it",
    "yaml",
    "isonboard.assistant",
    "isonboard.match",
)


def test_nothing_heavy_is_loaded_before_the_first_rows_stand() -> None:
    code = (
        "import sys, isonboard.tui.app, isonboard.tui.screens.explore;"
        f"print([name for name in {LATER!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("sample")
async def test_the_rows_seen_last_stand_before_the_catalog_is_open() -> None:
    async with opened() as (app, pilot):
        await until(pilot, lambda: app.screen.projects.count == 31)
        await until(pilot, lambda: first_page.read(sample=True) is not None)
        before = [app.screen.projects.row(n).label for n in range(31)]
    seen = first_page.read(sample=True)
    assert seen is not None
    assert seen.total == 31
    assert [row.label for row in seen.rows] == before
    async with opened() as (app, pilot):
        assert app.seen is not None
        await until(pilot, lambda: app.screen._results is not None)
        assert [app.screen.projects.row(n).label for n in range(31)] == before


def test_a_damaged_first_page_is_no_page(home: Path) -> None:
    path = home / "cache" / "first-page.json"
    path.parent.mkdir(parents=True)
    for content in (b"", b"{", b'{"total":1,"rows":[]}', b'{"total":"x","rows":[{}]}', b"\xff\xfe"):
        path.write_bytes(content)
        assert first_page.read(sample=False) is None


def test_the_readme_has_the_table_of_keys_as_it_is() -> None:
    place = ROOT / "tests" / "benchmarks" / "shots.py"
    spec = importlib.util.spec_from_file_location("shots", place)
    assert spec is not None
    assert spec.loader is not None
    shots = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shots)
    assert shots.keys_table() in (ROOT / "README.md").read_text(encoding="utf-8"), "run “make shots”"


def test_every_order_of_the_screen_is_one_of_the_search_engine() -> None:
    from isonboard.assistant.find import Search, Sort
    from isonboard.tui.screens.searching import SORTS, Wanted, search_of

    assert set(SORTS) == {sort.value for sort in Sort}
    assert search_of(Wanted()) == Search()
    assert set(Wanted.__struct_fields__) == set(Search.__struct_fields__)


@pytest.mark.usefixtures("sample")
async def test_tasks_begin_in_turn_whatever_python_and_textual_prefer() -> None:
    """Where they begin at once, a field asks for its screen before there is one: Textual's issue #6444."""
    loop, begun = asyncio.get_running_loop(), asyncio.Task
    loop.set_task_factory(lambda loop, work, **named: begun(work, loop=loop, **named))
    try:
        async with opened() as (app, _):
            assert loop.get_task_factory() is None
            assert app.is_running
    finally:
        loop.set_task_factory(None)
