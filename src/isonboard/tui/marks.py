"""The projects marked with space, on whichever page: to compare them or to share them as a shortlist."""

from collections.abc import Iterable

COMPARED = 3
"""At most so many stand side by side."""


class Marks:
    """Ids of marked projects in the order they were marked."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._ids: dict[str, None] = dict.fromkeys(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, project_id: object) -> bool:
        return project_id in self._ids

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._ids)

    def toggle(self, project_id: str) -> bool:
        """Mark it, or take the mark away; True when it is marked now."""
        if project_id in self._ids:
            del self._ids[project_id]
            return False
        self._ids[project_id] = None
        return True

    def clear(self) -> None:
        self._ids.clear()
