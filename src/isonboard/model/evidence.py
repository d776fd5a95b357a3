"""Where something was read: the file, the line and the words."""

from msgspec import Struct


class Evidence(Struct, frozen=True, omit_defaults=True):
    """`file` is relative to the repository, `line` counts from 1 (0: the whole file), `quote` has passed the gate."""

    file: str
    line: int = 0
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file
