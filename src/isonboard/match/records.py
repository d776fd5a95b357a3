"""What the index keeps of every project to show it, while it is built: in a temporary file, since it may be long."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Self

from isonboard.match.hit import IndexEntry
from isonboard.match.index import DESCRIPTION_KEPT, FIELD, LIST

_IN_MEMORY = 16_000_000  # bytes; more wait on the disk
_AT_ONCE = 4_096  # records that are written together
_CONTROL = {ord(FIELD): " ", ord(LIST): " "}
_END_OF_ID = FIELD.encode()


class Records:
    """In the order in which they come, which is no project's number yet. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder))  # noqa: SIM115  (closed at the exit)
        self._ends = array("Q", (0,))
        self._fingerprints = array("Q")
        self._activities, self._updates = array("q"), array("q")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._fingerprints)

    def add(self, entries: Sequence[IndexEntry]) -> list[int]:
        """Keep the next ones; returns their fingerprints, which tell whether they changed."""
        records = list(map(_record, entries))
        self._file.write(b"".join(records))
        self._ends.extend(islice(accumulate(map(len, records), initial=self._ends[-1]), 1, None))
        self._activities.extend([-1 if entry.activity is None else entry.activity for entry in entries])
        self._updates.extend([entry.updated for entry in entries])
        fingerprints = list(map(_fingerprint, records, entries))
        self._fingerprints.extend(fingerprints)
        return fingerprints

    def order(self) -> list[int]:
        """The places of all in the order of their numbers: by activity, then freshness."""
        order = sorted(range(len(self)), key=self._updates.__getitem__, reverse=True)
        order.sort(key=self._activities.__getitem__, reverse=True)
        return order

    def sections(self, order: Sequence[int]) -> Iterator[Iterable[bytes]]:
        """RECORDS, RECORD_ENDS and FINGERPRINTS."""
        ends, fingerprints = self._ends, self._fingerprints
        yield self._joined(order)
        yield (array("Q", accumulate(ends[place + 1] - ends[place] for place in order)).tobytes(),)
        yield (array("Q", map(fingerprints.__getitem__, order)).tobytes(),)

    def by_id(self, order: Sequence[int]) -> bytes:
        """BY_ID."""
        ids = [record.partition(_END_OF_ID)[0] for record in map(self._read, range(len(self)))]
        ids = [ids[place] for place in order]
        return array("I", sorted(range(len(ids)), key=ids.__getitem__)).tobytes()

    def _joined(self, order: Sequence[int]) -> Iterator[bytes]:
        for first in range(0, len(order), _AT_ONCE):
            yield b"".join(map(self._read, order[first : first + _AT_ONCE]))

    def _read(self, place: int) -> bytes:
        start, end = self._ends[place : place + 2]
        self._file.seek(start)
        return self._file.read(end - start)


def _record(entry: IndexEntry) -> bytes:
    description = entry.description[:DESCRIPTION_KEPT]
    fields = (entry.id, entry.name, entry.full_name, entry.title, entry.owner, entry.url, description)
    head = FIELD.join(fields)
    topics, skills = LIST.join(filter(None, entry.topics)), LIST.join(filter(None, entry.skills))
    languages = LIST.join(filter(None, (entry.language, *entry.languages)))
    text = FIELD.join((head, topics, skills, languages))
    if text.count(FIELD) > 9 or LIST in head:  # not through the gate for foreign text
        cleaned = [field.translate(_CONTROL) for field in fields]
        lists = (entry.topics, entry.skills, (entry.language, *entry.languages))
        cleaned += [LIST.join(word.translate(_CONTROL) for word in words if word) for words in lists]
        text = FIELD.join(cleaned)
    return text.encode("utf-8", "replace")


def _fingerprint(record: bytes, entry: IndexEntry) -> int:
    rest = f"{entry.description[DESCRIPTION_KEPT:]}\x1d{bool(entry.beginner_issues):d}\x1d{entry.text}"
    digest = blake2b(record + rest.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
