"""Ticket and clock in, colour and words out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

BOARDING_BEGINS = timedelta(minutes=30)
BOARDING_ENDS = timedelta(minutes=2)


@dataclass(frozen=True)
class Ticket:
    """What the reader saw; `departure` is None for a season ticket, `used` is when it opened a gate."""

    number: str
    departure: datetime | None
    used: datetime | None = None


@dataclass(frozen=True)
class Decision:
    colour: str
    words: str

    def __str__(self):
        return f"{self.colour} {self.words}"


def decide(ticket, departure, now):
    """Whether `ticket` opens the gate of the ferry that leaves at `departure`."""
    if ticket is None:
        return Decision("amber", "Please wait, somebody is coming")
    if now > departure - BOARDING_ENDS:
        return Decision("red", "Boarding has ended")
    if ticket.used is not None:
        return Decision("amber", "This ticket was used already, somebody is coming")
    if ticket.departure is not None and ticket.departure != departure:
        return Decision("red", f"Your ferry leaves at {ticket.departure:%H:%M}")
    if now < departure - BOARDING_BEGINS:
        return Decision("red", f"Boarding begins at {departure - BOARDING_BEGINS:%H:%M}")
    return Decision("green", "Welcome on board")
