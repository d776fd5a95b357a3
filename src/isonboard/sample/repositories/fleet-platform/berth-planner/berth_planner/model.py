"""The words of the harbour: berths, calls and what becomes of a call."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Berth:
    """A place at the quay where one ferry can lie; `length` is in metres."""

    name: str
    length: int
    charger: bool = False


@dataclass(frozen=True)
class Call:
    """A ferry's visit: from when to when it wants to lie at a berth."""

    ferry: str
    length: int
    arrives: time
    leaves: time
    electric: bool = False

    def __post_init__(self):
        if self.leaves <= self.arrives:
            raise ValueError(f"{self.ferry} leaves before it has arrived")


@dataclass(frozen=True)
class Placed:
    """The call got this berth."""

    call: Call
    berth: Berth

    def __str__(self):
        return f"{self.call.arrives:%H:%M}  {self.call.ferry:<15} {self.berth.name}"


@dataclass(frozen=True)
class Waits:
    """The call got no berth, and why."""

    call: Call
    reason: str

    def __str__(self):
        return f"{self.call.arrives:%H:%M}  {self.call.ferry:<15} waits: {self.reason}"
