"""What the tests of the sources share: a clock that only moves when something sleeps, and a transport on it."""

import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "counterparties"))

from isonboard.config import Network
from isonboard.sources.transport import Transport


class Time:
    """Epoch seconds that pass only in `sleep`."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += max(seconds, 0.0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def make_transport(time: Time) -> Callable[..., Transport]:
    def make(
        handler: Callable[[httpx.Request], httpx.Response] | None = None, **options: object
    ) -> Transport:
        options.setdefault("network", Network())
        options.setdefault("env", {})
        options.setdefault("programs", False)
        return Transport(
            handler=handler,
            clock=time,
            sleep=time.sleep,
            jitter=lambda: 1.0,
            **options,  # type: ignore[arg-type]
        )

    return make
