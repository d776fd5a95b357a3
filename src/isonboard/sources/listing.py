"""What every listing source shares: where it stands after a walk, and what it had to leave out."""

import hashlib
from collections.abc import Iterable

from isonboard.model.progress import Notice
from isonboard.model.project import SourceConfig

_TOLD = 20  # notices of one walk: the rest is counted


class Listing:
    """Base of the sources: the properties that `ports.Source` asks for, set while `projects` walks."""

    def __init__(self, config: SourceConfig) -> None:
        self.config = config
        self.watermark: str | None = None
        self.complete = False
        self.unchanged = False
        self.expected: int | None = None
        self._notices: list[Notice] = []
        self._untold = 0

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the last walk had to leave out, in sentences."""
        more = (
            [Notice(text=f"{self._untold:,} more entries were left out", subject=self.config.name)]
            if self._untold
            else []
        )
        return (*self._notices, *more)

    def begin(self) -> None:
        """Forget the walk before."""
        self.watermark, self.complete, self.unchanged, self.expected = None, False, False, None
        self._notices, self._untold = [], 0

    def notice(self, sentence: str, hint: str = "") -> None:
        """Say that something was left out."""
        if len(self._notices) >= _TOLD:
            self._untold += 1
        else:
            self._notices.append(Notice(text=sentence, hint=hint, subject=self.config.name))


def fingerprint(parts: Iterable[str | bytes]) -> str:
    """A short name for what was read: equal names mean equal contents."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()
