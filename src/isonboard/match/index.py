"""The search index, mapped: terms, postings, names and records of every project, read where they lie.

Opening it reads only the header and the tables' edges; nothing is decoded before it is asked for. Built by
`building` in the child process that syncs; `build` and `load` are the two doors.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from isonboard.match.hit import IndexEntry
from isonboard.match.layout import Mapped, Section, StaleIndexError
from isonboard.match.lexicon import Lexicon, SmallLexicon

if TYPE_CHECKING:
    from pathlib import Path  # costs more than opening the index

__all__ = ["Index", "IndexEntry", "Record", "StaleIndexError", "build", "load", "undamaged"]

SMALL = 8_000  # projects: up to here plain Python is quicker than loading numpy
NAMES_READ = 200_000  # names: up to here they are kept as text once read
FIRST_WORD = "'"
"""Terms before it are skills, facts, initials and edges; from it on, plain words."""
FIELD, LIST = "\x1f", "\x1e"
DESCRIPTION_KEPT = 500  # letters, to explain hits with; all of it is searched


class Record(NamedTuple):
    """What the index keeps of a project, to show and to explain a hit."""

    id: str
    name: str
    full_name: str
    title: str
    owner: str
    url: str
    description: str
    topics: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.title or self.name


class Index:
    """A mapped index. Use as a context manager, or `close` it; safe to read from several threads."""

    def __init__(self, path: "Path | str") -> None:
        """Raises StaleIndexError."""
        self._file = Mapped(path)
        self.count = self._file.documents
        """Number of projects; their numbers are 0 to count - 1, most active first."""
        self.generation = self._file.generation
        """The catalog's generation it was built from."""
        self.fingerprints = self._file.numbers(Section.FINGERPRINTS, "Q")
        self.term_ends = self._file.numbers(Section.TERM_ENDS, "I")
        self.posting_ends = self._file.numbers(Section.POSTING_ENDS, "I")
        self.all_postings = self._file.numbers(Section.POSTINGS, "I")
        self.term_masks = self._file.numbers(Section.TERM_MASKS, "Q")
        self.term_lengths = self._file.raw(Section.TERM_LENGTHS)
        self.name_lengths = self._file.raw(Section.NAME_LENGTHS)
        self.name_ends = self._file.numbers(Section.NAME_ENDS, "I")
        self.name_documents = self._file.numbers(Section.NAME_DOCUMENTS, "I")
        self.name_masks = self._file.numbers(Section.NAME_MASKS, "Q")
        self.name_parts = self._file.numbers(Section.NAME_PARTS, "Q")
        self.term_count = len(self.term_ends)
        self.name_count = len(self.name_ends)
        self._record_ends = self._file.numbers(Section.RECORD_ENDS, "Q")
        self._by_id = self._file.numbers(Section.BY_ID, "I")
        self._terms = self._file.raw(Section.TERMS)
        self._names = self._file.raw(Section.NAMES)
        self.memory: dict[object, object] = {}
        """What matchers keep between key strokes; theirs to fill and to bound."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; the index must not be used after."""
        self.memory.clear()
        self.__dict__ = {"count": 0, "generation": self.generation, "memory": {}}

    def term(self, number: int) -> str:
        start = self.term_ends[number - 1] + 1 if number else 0
        return str(self._terms[start : self.term_ends[number]], "utf-8", "replace")

    def terms(self) -> list[str]:
        """All terms by their numbers."""
        return self._lines(Section.TERMS)

    def names(self) -> list[str]:
        """All name keys by their positions."""
        return self._lines(Section.NAMES)

    def find(self, term: str) -> int:
        """A term's number, or -1."""
        number = self.first(term)
        return number if number < self.term_count and self.term(number) == term else -1

    def first(self, term: str) -> int:
        """The number of the first term that is not before `term`."""
        return bisect_left(_Spellings(self._terms, self.term_ends), term.encode("utf-8", "replace"))

    def beginning_with(self, prefix: str) -> range:
        """The numbers of all terms that begin with `prefix`."""
        return range(self.first(prefix), self.first(prefix + "\U0010ffff"))

    def postings(self, number: int) -> memoryview:
        """A term's postings: document number << 8 | impact, in number order."""
        start = self.posting_ends[number - 1] if number else 0
        return self.all_postings[start : self.posting_ends[number]]

    def frequency(self, number: int) -> int:
        """How many projects have a term."""
        return self.posting_ends[number] - (self.posting_ends[number - 1] if number else 0)

    def name(self, position: int) -> str:
        """A name key by its position in sorted order; `name_documents` says whose it is."""
        start = self.name_ends[position - 1] + 1 if position else 0
        return str(self._names[start : self.name_ends[position]], "utf-8", "replace")

    def names_beginning_with(self, prefix: str) -> range:
        spellings = _Spellings(self._names, self.name_ends)
        return range(
            bisect_left(spellings, prefix.encode("utf-8", "replace")),
            bisect_left(spellings, (prefix + "\U0010ffff").encode("utf-8", "replace")),
        )

    @cached_property
    def is_large(self) -> bool:
        """Whether numpy pays for its import; without it the plain steps do the same, slower."""
        if self.count <= SMALL:
            return False
        try:
            from isonboard.match.numeric import np
        except ImportError:
            return False
        return hasattr(np, "bitwise_count")  # numpy 2

    @cached_property
    def words_lexicon(self) -> Lexicon:
        """The catalog's plain words by term number, to find misspellings among."""
        if self.is_large:
            from isonboard.match.arrays import LargeLexicon

            return LargeLexicon(
                self.term,
                self.term_lengths,
                self.term_masks,
                self._file.numbers(Section.TERMS_BY_LENGTH, "I"),
            )
        return SmallLexicon(
            self._lines(Section.TERMS), self.term_masks, self._file.numbers(Section.TERMS_BY_LENGTH, "I")
        )

    @cached_property
    def names_lexicon(self) -> Lexicon:
        """The name keys by position, to find misspellings and abbreviations among."""
        if self.is_large:
            from isonboard.match.arrays import LargeLexicon

            spellings = self._lines(Section.NAMES).__getitem__ if self.name_count <= NAMES_READ else self.name
            return LargeLexicon(
                spellings,
                self.name_lengths,
                self.name_masks,
                self._file.numbers(Section.NAMES_BY_LENGTH, "I"),
                self._file.numbers(Section.NAME_HEADS, "Q"),
            )
        return SmallLexicon(
            self._lines(Section.NAMES), self.name_masks, self._file.numbers(Section.NAMES_BY_LENGTH, "I")
        )

    def _lines(self, section: Section) -> list[str]:
        return str(self._file.raw(section), "utf-8").split("\n")[:-1]

    def record(self, document: int) -> Record:
        """What is kept of a project."""
        start = self._record_ends[document - 1] if document else 0
        fields = str(
            self._file.read(Section.RECORDS, start, self._record_ends[document]), "utf-8", "replace"
        ).split(FIELD)
        return Record(*fields[:7], *(tuple(filter(None, words.split(LIST))) for words in fields[7:10]))  # type: ignore[arg-type]

    def texts(self, document: int) -> tuple[str, str, str]:
        """Name, title and description of a project: less to read than its whole record."""
        start = self._record_ends[document - 1] if document else 0
        fields = str(
            self._file.read(Section.RECORDS, start, self._record_ends[document]), "utf-8", "replace"
        ).split(FIELD, 7)
        return fields[1], fields[3], fields[6]

    def fields(self, document: int) -> str:
        """Name, title, description, topics and skills of a project as one text, separators between them."""
        start = self._record_ends[document - 1] if document else 0
        text = str(self._file.read(Section.RECORDS, start, self._record_ends[document]), "utf-8", "replace")
        fields = text.split(FIELD)
        return FIELD.join((fields[1], fields[3], fields[6], fields[7], fields[8]))

    def id(self, document: int) -> str:
        """The id of a project."""
        return str(self._id_bytes(document), "utf-8")

    def document(self, project_id: str) -> int:
        """The number of a project, or -1. Raises StaleIndexError."""
        wanted = project_id.encode("utf-8", "replace")
        with undamaged():
            position = bisect_left(self._by_id, wanted, key=self._id_bytes)
            if position < self.count and self._id_bytes(self._by_id[position]) == wanted:
                return self._by_id[position]
        return -1

    def _id_bytes(self, document: int) -> bytes:
        start = self._record_ends[document - 1] if document else 0
        head = self._file.read(Section.RECORDS, start, min(start + 512, self._record_ends[document]))
        if b"\x1f" not in head:
            head = self._file.read(Section.RECORDS, start, self._record_ends[document])
        return head.partition(b"\x1f")[0]


class _Spellings:
    """Sorted lines of a text as a sequence of bytes, for bisecting."""

    def __init__(self, text: memoryview, ends: memoryview) -> None:
        self._text, self._ends = text, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = self._ends[number - 1] + 1 if number else 0
        return bytes(self._text[start : self._ends[number]])


def build(
    path: "Path", entries: Iterable[IndexEntry], generation: int, previous: "Path | None" = None
) -> None:
    """Write the index of these entries to `path`, whole or not at all; unchanged ones are taken from `previous`.

    Raises OSError where the disk refuses.
    """
    from isonboard.match.building import write_index

    write_index(path, entries, generation, previous)


@contextmanager
def undamaged() -> Iterator[None]:
    """What fails on the content of an index fails as StaleIndexError: of a large file only parts are checked before."""
    try:
        yield
    except (LookupError, ValueError, TypeError, ArithmeticError, OSError, struct.error) as error:
        raise StaleIndexError(
            "the search index is damaged", hint="It is rebuilt at the next sync."
        ) from error


def load(path: "Path | str") -> Index:
    """Map the index at `path`. Raises StaleIndexError when it is missing, damaged or of another version."""
    with undamaged():
        return Index(path)
