"""Reading all components of a running Backstage, beside a bare cursor walk of the same server in the same run.

    python tests/benchmarks/sync_backstage.py http://127.0.0.1:7007 TOKEN [ROUNDS]

Prints one line of JSON: the median of some interleaved rounds of each, in seconds, the median of the rounds' ratios, and
what a second sync transfers. The bare walk decodes the pages (compressed by the server, as ours are) and does nothing
with them; “read” makes projects of them; “first sync” writes them into a catalog and keeps the answers too.
"""

import asyncio
import gzip
import json
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from isonboard.catalog.store import Catalog
from isonboard.catalog.sync import sync
from isonboard.model.project import SourceConfig
from isonboard.sources.backstage import _FIELDS, PAGE, BackstageSource
from isonboard.sources.transport import Transport


def bare(base: str, token: str) -> int:
    cursor, count = None, 0
    while True:
        asked = {"limit": PAGE, "fields": _FIELDS}
        asked |= (
            {"cursor": cursor} if cursor else {"filter": "kind=component", "orderField": "metadata.uid,asc"}
        )
        request = urllib.request.Request(
            f"{base}/api/catalog/entities/by-query?{urllib.parse.urlencode(asked)}",
            headers={"authorization": f"Bearer {token}", "accept-encoding": "gzip"},
        )
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
        page = json.loads(gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body)
        count += len(page["items"])
        cursor = page["pageInfo"].get("nextCursor")
        if not cursor:
            return count


async def read(source: BackstageSource) -> int:
    return sum([len(batch) async for batch in source.projects()])


async def measured(base: str, token: str, rounds: int, folder: Path) -> dict[str, object]:
    config = SourceConfig(name="backstage", kind="backstage", url=base)
    env = {"ISONBOARD_TOKEN_BACKSTAGE": token}
    seconds: dict[str, list[float]] = {}

    def note(what: str, began: float) -> None:
        seconds.setdefault(what, []).append(time.perf_counter() - began)

    def beside(what: str) -> float:
        pairs = zip(seconds["bare"], seconds[what], strict=True)
        return round(statistics.median(ours / bare for bare, ours in pairs), 2)

    count = bare(base, token)
    for number in range(rounds):
        began = time.perf_counter()
        bare(base, token)
        note("bare", began)
        async with Transport(env=env, programs=False) as transport:
            source = BackstageSource(config, transport)
            await source._get({"limit": 0})  # the connection and the certificates, as the bare walk has them
            began = time.perf_counter()
            assert await read(source) == count
            note("read", began)
        with Catalog.open(folder / f"{number}.sqlite") as catalog:
            for what in ("first sync", "second sync"):
                async with Transport(env=env, programs=False, cache=folder / f"{number}.http") as transport:
                    source = BackstageSource(config, transport)
                    began = time.perf_counter()
                    done = await sync(
                        [source], catalog, report=lambda _e: None, clock=lambda: datetime.now(UTC)
                    )
                    note(what, began)
                    assert not done.failed
                    assert catalog.count() == count
                    transferred = transport.bytes_received
    return {
        "components": count,
        **{what: round(statistics.median(each), 3) for what, each in seconds.items()},
        "read / bare": beside("read"),
        "first sync / bare": beside("first sync"),
        "bytes of the second sync": transferred,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
        print(json.dumps(asyncio.run(measured(sys.argv[1], sys.argv[2], rounds, Path(folder)))))
