"""What a long job says while it works: one JSON object a line on standard output."""

from msgspec import Struct


class Progress(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="progress"):
    """Where the job is; `total` None means nobody knows."""

    stage: str
    """What is happening, in words: “reading acme-github”, “receiving objects”."""
    done: int | None = None
    total: int | None = None
    unit: str = ""
    """`projects`, `objects`, `bytes`, `steps`."""
    subject: str = ""
    """The source, project or step it is about."""
    eta_seconds: int | None = None
    """Seconds left at the pace of late; None until that pace is steady."""


class LogLine(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="log"):
    """A line of a child's output, cleaned."""

    text: str
    subject: str = ""


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="notice"):
    """Something the user should know that does not end the job."""

    text: str
    hint: str = ""
    subject: str = ""


class Result(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="result"):
    """The job's last line when it ended by itself; `data` is the verb's own JSON."""

    sentence: str
    exit_code: int = 0
    data: object = None


class Failure(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="failure"):
    """The job's last line when an IsonboardError ended it."""

    message: str
    hint: str = ""
    subject: str = ""
    exit_code: int = 1


JobEvent = Progress | LogLine | Notice | Result | Failure
