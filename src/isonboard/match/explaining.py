"""Why a project answers a query: one short phrase a word, naming the field and what stands there.

A reason is only given for what is found again in the project's own fields; where a word was found in its documents,
or follows from a skill, the reason says so.
"""

from collections.abc import Iterator

from isonboard.match import vocabulary
from isonboard.match.analysis import SKILL, concept_of, concept_of_pair, implied_by
from isonboard.match.expansion import ALIAS, Slot
from isonboard.match.index import Index, Record
from isonboard.match.tokens import folded, name_key, parts, raw_words

REASON_LIMIT = 6


def reasons(
    index: Index, record: Record, document: int, slots: list[Slot], *, similarity: float, typed: str
) -> tuple[str, ...]:
    """Phrases for one hit, in the order of the query's words; the name as a whole last."""
    found: list[str] = []
    fields = list(_evidence(record))
    for slot in slots:
        qualities = slot.qualities
        best: tuple[float, str] = (0.0, "")
        for share, field, shown, term in fields:
            quality = qualities.get(index.find(term), 0.0)
            if quality * share > best[0]:
                best = (quality * share, _phrase(field, shown, slot.word, quality))
        if not best[1]:
            best = (0.0, _indirect(index, document, slot, fields))
        if best[1]:
            found.append(best[1])
    if similarity and not any(reason.startswith("name") for reason in found):
        same = name_key(record.label) == name_key(typed)
        found.append(f"name {record.label}" if same else f"name ~ {typed.strip()}")
    return tuple(dict.fromkeys(found))[:REASON_LIMIT]


def positions(record: Record, slots: list[Slot], index: Index, typed: str) -> tuple[int, ...]:
    """Offsets of the matched characters in the record's label."""
    label = record.label
    plain = "".join((folded(letter).lower() or letter)[:1] for letter in label)
    marked: set[int] = set()
    for start, word in _words_with_places(plain, label):
        for slot in slots:
            if word.startswith(slot.word):
                marked.update(range(start, start + len(slot.word)))
            elif index.find(word) in slot.qualities:
                marked.update(range(start, start + len(word)))
    if not marked:
        at, letters = -1, []
        for letter in name_key(typed):
            at = plain.find(letter, at + 1)
            if at < 0:
                return ()
            letters.append(at)
        marked.update(letters)
    return tuple(sorted(marked))


def _words_with_places(plain: str, label: str) -> Iterator[tuple[int, str]]:
    at = 0
    for raw in raw_words(label):
        start = plain.find(raw.lower(), at)
        if start < 0:
            continue
        at = start + len(raw)
        yield start, raw.lower()
        inner = start
        for part in parts(raw):
            inner = plain.find(part, inner, at)
            if inner < 0:
                break
            yield inner, part
            inner += len(part)


def _evidence(record: Record) -> Iterator[tuple[float, str, str, str]]:
    """Share, field, what stands there, and the term it is indexed under."""
    for field, share, text in (
        ("name", 1.2, record.name), ("name", 1.2, record.title), ("owner", 0.5, record.owner),
        ("description", 0.8, record.description),
    ):  # fmt: skip
        before = ""
        for raw in raw_words(text):
            plain = raw.lower()
            yield share, field, plain, plain
            for part in parts(raw):
                yield share * 0.9, field, part, part
            if concept := concept_of(plain):
                yield share * 0.9, field, plain, concept
            if before and (pair := concept_of_pair(before, plain)):
                yield share * 0.95, field, f"{before} {plain}", pair
            before = plain
    for field, tags in (("topic", record.topics), ("skill", record.skills), ("language", record.languages)):
        for tag in tags:
            yield 1.1, field, tag, name_key(tag)
            if concept := concept_of(tag):
                yield 1.1, field, tag, concept
            for raw in raw_words(tag):
                yield 0.9, field, tag, raw.lower()


def _phrase(field: str, shown: str, typed: str, quality: float) -> str:
    if name_key(shown) == name_key(typed) or folded(shown).lower().startswith(typed):
        return f"{field} {shown}"
    if quality >= ALIAS or field in ("topic", "skill", "language"):
        return f"{field} {shown} ({typed})"
    return f"{field} ~ {typed}"


def _indirect(index: Index, document: int, slot: Slot, fields: list[tuple[float, str, str, str]]) -> str:
    wanted = {index.term(number) for number in slot.qualities if index.term(number).startswith(SKILL)}
    for _, field, shown, term in fields:
        if term.startswith(SKILL):
            for wider, _ in implied_by(term):
                if wider in wanted:
                    name = vocabulary.canonical(wider[1:]) or wider[1:]
                    return f"{field} {shown} implies {name}"
    for number in slot.qualities:
        if any(posting >> 8 == document for posting in index.postings(number)):
            return f"documents mention {index.term(number).removeprefix(SKILL)}"
    return ""
