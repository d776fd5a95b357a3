"""How fast work goes on, and how long the rest of it takes: said only once the pace is steady."""

from collections import deque

_WINDOW = 30.0  # seconds that count as “of late”
_ENOUGH = 3.0  # seconds watched before anything is said
_STEADY = 1.6  # how many times faster one half of the window may be than the other


class Pace:
    """Watches one count grow."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def seconds_left(self, done: int, total: int | None, now: float) -> int | None:
        """Seconds until `total`, from what was done of late; None while nobody can honestly tell.

        `now` is in seconds of a clock that never goes back.
        """
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        begun, first = self._seen[0]
        if total is None or total < done or len(self._seen) < 4 or now - begun < _ENOUGH or done <= first:
            return None
        middle = min(self._seen, key=lambda seen: abs(seen[0] - (begun + now) / 2))
        early, late = _rate(self._seen[0], middle), _rate(middle, (now, done))
        if min(early, late) <= 0 or max(early, late) / min(early, late) > _STEADY:
            return None
        return round((total - done) / _rate(self._seen[0], (now, done)))


def _rate(start: tuple[float, int], end: tuple[float, int]) -> float:
    return (end[1] - start[1]) / max(end[0] - start[0], 1e-9)
