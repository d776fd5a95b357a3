"""A sync that is interrupted, slow or large: nothing is lost, others may read meanwhile, and it says where it is."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from isonboard.catalog.store import Catalog
from isonboard.catalog.sync import WAITING, sync
from isonboard.errors import InterruptedByUserError, StorageError, UnreachableError
from isonboard.model.progress import Notice, Progress
from isonboard.model.project import Project, SourceConfig

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def project(number: int) -> Project:
    return Project(id=f"git.acme.example/team/p{number}", name=f"p{number}", full_name=f"team/p{number}")


class Walked:
    """A source with `count` projects; `during` runs after each batch and may fail, wait or look."""

    def __init__(self, count, *, size=100, during=None, notices=(), name="acme"):
        self.config = SourceConfig(name=name, kind="github", url="https://git.acme.example")
        self.count, self.size, self.during = count, size, during
        self.expected, self.complete, self.unchanged, self.watermark = count, False, False, None
        self.notices = notices
        self.given = []
        self.closed = False

    async def projects(self, watermark=None):
        self.given.append(watermark)
        try:
            for start in range(0, self.count, self.size):
                yield [project(number) for number in range(start, min(self.count, start + self.size))]
                if self.during:
                    await self.during(start)
            self.complete, self.watermark = True, "mark"
        finally:
            self.closed = True


@pytest.fixture
def catalog(tmp_path):
    with Catalog.open(tmp_path / "catalog.sqlite", clock=lambda: NOW) as opened:
        yield opened


def synced(catalog, *sources, **options):
    said = []
    done = asyncio.run(sync(sources, catalog, report=said.append, clock=lambda: NOW, **options))
    return done, said


def test_what_a_source_left_out_is_said(catalog):
    left_out = Notice(text="entry 3 has no name and was left out", subject="acme")
    _, said = synced(catalog, Walked(1, notices=(left_out,)))
    assert left_out in said


def test_what_arrives_while_it_is_written_waits_in_bounds(catalog, monkeypatch):
    sizes = []
    put = catalog.put_listings
    monkeypatch.setattr(catalog, "put_listings", lambda *args: sizes.append(len(args[2])) or put(*args))
    _, said = synced(catalog, Walked(12_000, size=500))
    assert sum(sizes) == 12_000
    assert max(sizes) < WAITING + 500
    assert [one.done for one in said if isinstance(one, Progress) and one.done][-1] == 12_000
    assert catalog.count() == 12_000


async def test_a_catalog_that_cannot_be_written_ends_a_source_that_waits_for_it(catalog, monkeypatch):
    put, told = catalog.put_listings, []

    def refuse(*args):
        told.append(len(args[2]))
        if len(told) > 1:
            raise StorageError("the disk is full")
        return put(*args)

    monkeypatch.setattr(catalog, "put_listings", refuse)
    with pytest.raises(StorageError, match="disk is full"):
        async with asyncio.timeout(60):
            await sync([Walked(30_000, size=500)], catalog, report=lambda _e: None, clock=lambda: NOW)


async def test_the_loop_goes_on_while_the_catalog_is_written(catalog):
    longest = 0.0

    async def watched() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - began)

    watch = asyncio.ensure_future(watched())
    await sync([Walked(3_000, size=3_000)], catalog, report=lambda _e: None, clock=lambda: NOW)
    watch.cancel()
    assert longest < 0.5


async def test_what_a_slow_source_gave_is_there_for_others_at_once(catalog, tmp_path):
    async def look(start) -> None:
        with Catalog.open(tmp_path / "catalog.sqlite", read_only=True) as other:
            async with asyncio.timeout(20):
                while other.count() < start + 100:
                    await asyncio.sleep(0.005)

    await sync([Walked(1_000, during=look)], catalog, report=lambda _e: None, clock=lambda: NOW)
    assert catalog.count() == 1_000


async def test_it_stops_soon_even_while_a_host_lets_us_wait(catalog):
    stop = False

    async def wait_for_ever(start) -> None:
        nonlocal stop
        if start:
            stop = True
            await asyncio.Event().wait()

    source = Walked(300, during=wait_for_ever)
    with pytest.raises(InterruptedByUserError):
        async with asyncio.timeout(10):
            await sync([source], catalog, report=lambda _e: None, clock=lambda: NOW, cancelled=lambda: stop)
    assert source.closed
    assert catalog.count() == 200
    state = catalog.state("acme")
    assert (state.partial, state.projects, state.synced_at) == (True, 200, None)


def test_after_a_run_that_broke_off_everything_is_walked(catalog):
    good, bad, again, after = Walked(10), Walked(20), Walked(20), Walked(20)

    async def cut(_start) -> None:
        raise UnreachableError("the connection was cut", subject="acme")

    bad.during = cut
    for source in (good, bad, again, after):
        synced(catalog, source)
    assert (good.given, bad.given, again.given, after.given) == ([None], ["mark"], [None], ["mark"])
    assert catalog.count() == 20


def test_a_killed_run_is_known_to_have_broken_off(catalog):
    synced(catalog, Walked(10))

    class KilledError(BaseException):
        """As far as the catalog can see: nothing happens any more."""

    async def killed(_start) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        synced(catalog, Walked(20, during=killed))
    assert catalog.state("acme").partial
    assert catalog.count() == 20
    again = Walked(20)
    synced(catalog, again)
    assert again.given == [None]
    assert not catalog.state("acme").partial


def test_a_source_that_fails_at_once_keeps_its_watermark(catalog):
    class Down(Walked):
        async def projects(self, watermark=None):
            raise UnreachableError("nothing answers", subject="acme")
            yield []

    good, after = Walked(10), Walked(10)
    for source in (good, Down(10), after):
        synced(catalog, source)
    assert after.given == ["mark"]


async def test_a_slow_source_does_not_hold_up_a_quick_one(catalog):
    quick_is_done = asyncio.Event()

    class Quick(Walked):
        async def projects(self, watermark=None):
            yield [Project(id="other.example/a/b", name="b")]
            self.complete = True
            quick_is_done.set()

    async def slowly(_start) -> None:
        await quick_is_done.wait()

    sources = [Walked(300, during=slowly), Quick(1, name="quick")]
    async with asyncio.timeout(20):
        await sync(sources, catalog, report=lambda _e: None, clock=lambda: NOW)
    assert catalog.count() == 301
