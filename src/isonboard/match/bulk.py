"""The terms of many entries at once with numpy: `analysis.terms_of` for catalogs past a few thousand projects.

Same answers, to the last bit. Words and tags are looked up once and numbered; what each project makes of them is summed
in arrays, some thousand projects at a time. Entries come in any order and are known by their place in it until the end.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from isonboard.match import suggestions
from isonboard.match.analysis import (
    GUESSED,
    GUESSED_MOST,
    IMPACT_MAX,
    IMPACTS,
    INITIALS,
    STEP,
    SUGGESTED,
    TOPIC,
    UNIT,
    Kind,
    edges_of_word,
    evidence_of_pair,
    evidence_of_word,
    facts_of_tag,
    implied_by,
    is_untagged,
    kind_of,
    names_of,
    of_tag,
    own_facts_of,
    tags_of,
    texts_of,
)
from isonboard.match.hit import IndexEntry
from isonboard.match.index import Index
from isonboard.match.numbered import (
    FIRST_HALF,
    IS_SKILL,
    SECOND_HALF,
    TELLS_FIRST,
    TELLS_SECOND,
    Bundles,
    Facts,
    Numbered,
    Terms,
    Words,
    whole,
)
from isonboard.match.numeric import np
from isonboard.match.tokens import raw_words, taken_apart

Array = np.ndarray[Any, Any]
LETTERS_AT_ONCE = 4_000_000  # of texts that are counted together: what bounds the memory where they are long
SORTED_AT_ONCE = 2_000_000  # postings put in order, or taken over, together: what bounds the memory
_UNITS = 20  # bits of a sum beside its project (16 bits) and its term; far more than what saturates
_MOST = (1 << _UNITS) - 1
_IMPACTS = np.array(IMPACTS, dtype=np.int64)
_KINDS = tuple(suggestions.KINDS)
_LIKELY = np.array([suggestions.impacts(kind) for kind in _KINDS], dtype=np.int64)

Placed = tuple[int, IndexEntry]
"""An entry and its place in the row."""


class _Chunk(NamedTuple):
    """Postings term by term."""

    terms: Array
    """u32: each term once."""
    counts: Array
    """u32: how many postings each has."""
    postings: Array
    """u32: place of an entry << 8 | impact."""

    def between(self, first: int, last: int, numbers: Array) -> Array:
        """Those of some terms as term << 32 | number << 8 | impact; `numbers` are the projects' by place."""
        runs = np.flatnonzero((self.terms >= first) & (self.terms < last))
        sizes = self.counts[runs].astype(np.int64)
        begins = np.cumsum(self.counts, dtype=np.int64)[runs] - sizes
        at = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        some = self.postings[at]
        terms = np.repeat(self.terms[runs].astype(np.int64), sizes)
        return terms << 32 | numbers[some >> 8] << 8 | some & IMPACT_MAX  # type: ignore[no-any-return]


class Bulk:
    """Takes entries in the order of their places, less than 65,536 at once; gives their terms and postings."""

    def __init__(self) -> None:
        self._terms = Terms()
        self._words = Words(self._terms)
        self._tags = Bundles(self._terms, lambda marked: of_tag(marked[len(TOPIC) :]))
        self._wider = Bundles(self._terms, implied_by)
        self._evidence = Numbered()
        self._telling = Bundles(self._evidence, evidence_of_word)
        self._telling_pairs = Bundles(self._evidence, lambda both: evidence_of_pair(*both.split(" ")))
        self._edges = Facts(self._terms, edges_of_word)
        self._tag_facts = Facts(self._terms, lambda tag: facts_of_tag(tag[: len(TOPIC)], tag[len(TOPIC) :]))
        self._chunks: list[_Chunk] = []

    def add(self, entries: Sequence[Placed]) -> None:
        """The next entries, in the order of their places."""
        for some in _portions(entries):
            self._add(some)

    def _add(self, some: Sequence[Placed]) -> None:
        first = some[0][0]
        tags = [(place - first, mark + tag) for place, entry in some for mark, tag in tags_of(entry)]
        tag_places, marked_tags = whole([place for place, _ in tags]), [tag for _, tag in tags]
        facts = np.concatenate((self._of_names(some), self._own_facts(some)))
        facts = np.concatenate((facts, _placed(self._tag_facts, marked_tags, tag_places)))
        facts.sort()  # several times as quick as np.unique
        self._keep_ordered(facts[np.diff(facts, prepend=-1) > 0], IMPACT_MAX, first)
        origins, terms, amounts = self._tags.spread(_numbers(self._tags, marked_tags))
        of_tags = _packed(terms, tag_places[origins], amounts)
        of_words, of_pairs, evidence = self._of_texts(some)
        having, sums = _summed(np.concatenate((of_words, of_pairs, of_tags)))
        for terms, units in self._with_implied(having, sums):
            self._keep_ordered(terms, _IMPACTS[np.minimum(units // STEP, len(IMPACTS) - 1)], first)
        self._keep_likely(evidence, first)

    def take_over(self, old: Index, numbers: Sequence[int]) -> None:
        """Postings of an older index, its projects renumbered; -1 leaves one out."""
        names = old.terms()
        renumbered = whole(numbers)  # type: ignore[arg-type]
        postings = np.frombuffer(old.all_postings, dtype=np.uint32)
        ends = np.frombuffer(old.posting_ends, dtype=np.uint32).astype(np.int64)
        for first, last, start in _blocks(ends):
            some = postings[start : ends[last - 1]]
            terms = np.repeat(np.arange(last - first), np.diff(ends[first:last], prepend=start))
            moved = renumbered[some >> 8]
            kept = moved >= 0
            terms, moved = terms[kept], moved[kept]
            self._keep(terms, moved << 8 | some[kept] & IMPACT_MAX, names[first:last])

    def postings(self, numbers: Sequence[int]) -> tuple[list[str], bytes, Iterator[bytes]]:
        """All terms in order, where the postings of each end, and the postings in blocks; once, at the end.

        `numbers` are the projects' by the places of their entries.
        """
        names, known = sorted(self._terms.names), self._terms
        ranks = np.empty(len(names), dtype=np.int64)
        ranks[np.fromiter(map(known.__getitem__, names), dtype=np.int64, count=len(names))] = np.arange(
            len(names)
        )
        for bundles in (
            known,
            self._words,
            self._telling,
            self._telling_pairs,
            self._tags,
            self._edges,
            self._tag_facts,
        ):
            bundles.clear()  # some hundred bytes a word that nothing asks for any more
        known.names.clear()
        counts = np.zeros(len(names), dtype=np.int64)
        for at, chunk in enumerate(self._chunks):
            terms = ranks[chunk.terms]
            counts[terms] += chunk.counts
            self._chunks[at] = chunk._replace(terms=terms.astype(np.uint32))
        ends = np.cumsum(counts)
        blocks = self._in_order(ends, np.array(numbers, dtype=np.int64))
        return names, ends.astype(np.uint32).tobytes(), blocks

    def _in_order(self, ends: Array, numbers: Array) -> Iterator[bytes]:
        """The postings of each term by the numbers of their projects."""
        for first, last, _ in _blocks(ends):
            some = np.concatenate([chunk.between(first, last, numbers) for chunk in self._chunks])
            some.sort()
            yield some.astype(np.uint32).tobytes()

    def _of_texts(self, some: Sequence[Placed]) -> tuple[Array, Array, Array]:
        """The units of words, those of skills of two words, and what projects without tags say of skills."""
        texts: list[tuple[Kind, str]] = []
        telling: list[tuple[Kind, str]] = []
        places: list[int] = []
        telling_places: list[int] = []
        for place, entry in some:
            untagged = is_untagged(entry)
            for text in texts_of(entry):
                if untagged and text[0].evidence:
                    telling.append(text)
                    telling_places.append(place)
                else:
                    texts.append(text)
                    places.append(place)
        spelt = [_spelt(kind, text) for kind, text in texts]
        told = [_spelt(kind, text) for kind, text in telling]
        words = whole(list(map(self._words.__getitem__, chain.from_iterable(chain(spelt, told)))))
        saying = whole(list(map(self._telling.__getitem__, chain.from_iterable(told))))
        sizes = whole(list(map(len, chain(spelt, told))))
        del spelt, told
        of_texts = whole(places + telling_places) - some[0][0]
        weights = _weights([kind for kind, _ in chain(texts, telling)], sizes)
        in_texts = np.repeat(np.arange(len(sizes)), sizes)
        plain = self._words.plain(words)
        pairs = self._of_pairs(plain, in_texts, np.rint(weights * UNIT), of_texts)
        last = len(words) - len(saying)
        evidence = self._said(
            saying, plain[last:], in_texts[last:], _evidence_weights(telling, sizes), of_texts
        )
        once = _firsts(plain, in_texts)
        origins, terms, shares = self._words.spread(words[once])
        in_texts = in_texts[once][origins]
        return _packed(terms, of_texts[in_texts], weights[in_texts] * shares * UNIT), pairs, evidence

    def _said(self, words: Array, plain: Array, texts: Array, weights: Array, places: Array) -> Array:
        """The evidence of the words of texts that say something of skills, and of two that stand side by side."""
        once = _firsts(plain, texts)
        at = self._side_by_side(plain, texts, TELLS_FIRST, TELLS_SECOND)
        names = self._terms.names
        both = [
            f"{names[one]} {names[other]}"
            for one, other in zip(plain[at].tolist(), plain[at + 1].tolist(), strict=True)
        ]
        pairs = np.unique(texts[at] << 32 | _numbers(self._telling_pairs, both))
        packed = []
        for bundles, numbers, in_texts in (
            (self._telling, words[once], texts[once]),
            (self._telling_pairs, pairs & 0xFFFF_FFFF, pairs >> 32),
        ):
            origins, terms, shares = bundles.spread(numbers)
            of = in_texts[origins]
            packed.append(_packed(terms, places[of], weights[of] * shares * UNIT))
        return np.concatenate(packed)

    def _keep_likely(self, evidence: Array, first: int) -> None:
        """How likely projects without tags have skills, `analysis.GUESSED_MOST` of it by words that only suggest them."""
        having, sums = _summed(evidence)
        names = self._evidence.names
        guessed = np.array([name[0] == GUESSED for name in names], dtype=bool)[having >> 16]
        terms = [SUGGESTED + name[1:] for name in names]
        sums = np.where(guessed, np.minimum(sums, GUESSED_MOST), sums)
        numbers = np.zeros(len(names), dtype=np.int64)
        known = np.unique(having >> 16)
        numbers[known] = _numbers(self._terms, [terms[number] for number in known.tolist()])
        having, sums = _summed(_packed(numbers[having >> 16], having & 0xFFFF, sums))
        kinds = _looked_up(having >> 16, lambda term: _KINDS.index(kind_of(self._terms.names[term])))
        self._keep_ordered(having, _LIKELY[kinds, np.minimum(sums // STEP, len(IMPACTS) - 1)], first)

    def _of_names(self, some: Sequence[Placed]) -> Array:
        """How the words of names begin, and initials, with the places of their entries."""
        first = some[0][0]
        names = [(place - first, taken_apart(name)) for place, entry in some for name in names_of(entry)]
        places = np.repeat(whole([place for place, _ in names]), [len(name.spelt) for _, name in names])
        begun = _placed(self._edges, list(chain.from_iterable(name.spelt for _, name in names)), places)
        short = [(place, INITIALS + name.initials) for place, name in names if name.initials]
        return np.concatenate((begun, self._placed_terms(short)))

    def _own_facts(self, some: Sequence[Placed]) -> Array:
        first = some[0][0]
        return self._placed_terms(
            [(place - first, fact) for place, entry in some for fact in own_facts_of(entry)]
        )

    def _placed_terms(self, placed: list[tuple[int, str]]) -> Array:
        terms: Array = _numbers(self._terms, [term for _, term in placed])
        return terms << 16 | whole([place for place, _ in placed])

    def _of_pairs(self, plain: Array, texts: Array, units: Array, places: Array) -> Array:
        """Skills of two words that stand side by side, each once a text."""
        at = self._side_by_side(plain, texts, FIRST_HALF, SECOND_HALF)
        terms = whole(list(map(self._words.pair, (plain[at] << 32 | plain[at + 1]).tolist())))
        once = np.unique(texts[at][terms >= 0] << 32 | terms[terms >= 0])
        return _packed(once & 0xFFFF_FFFF, places[once >> 32], units[once >> 32])

    def _side_by_side(self, plain: Array, texts: Array, first: int, second: int) -> Array:
        """Where two words with these marks stand in a row."""
        marks = self._terms.marks()[plain]
        in_a_row = (marks[:-1] & first > 0) & (marks[1:] & second > 0)
        return np.flatnonzero(in_a_row & (texts[:-1] == texts[1:]))

    def _with_implied(self, having: Array, sums: Array) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        """Plain terms with their sums, and skills with theirs, the broader ones among them."""
        are_skills = self._terms.marks()[having >> 16] & IS_SKILL > 0
        skills, of_skills = having[are_skills], sums[are_skills]
        bundles = _looked_up(skills >> 16, lambda term: self._wider[self._terms.names[term]])
        origins, terms, shares = self._wider.spread(bundles)
        implied = _packed(terms, skills[origins] & 0xFFFF, of_skills[origins] * shares)
        wider = _summed(np.concatenate((skills << _UNITS | of_skills, implied)))
        return (having[~are_skills], sums[~are_skills]), wider

    def _keep_ordered(self, having: Array, impacts: Array | int, first: int) -> None:
        """Of terms << 16 | places behind the `first`, in order."""
        self._keep(having >> 16, (having & 0xFFFF) + first << 8 | impacts)

    def _keep(self, terms: Array, postings: Array, names: Sequence[str] | None = None) -> None:
        """`terms` ascend; they are places in `names` where these are given."""
        starts = np.flatnonzero(np.diff(terms, prepend=-1))
        counts = np.diff(starts, append=len(terms)).astype(np.uint32)
        terms = terms[starts]
        if names is not None:
            terms = _numbers(self._terms, list(map(names.__getitem__, terms.tolist())))
        self._chunks.append(_Chunk(terms.astype(np.uint32), counts, postings.astype(np.uint32)))


def highest(numbers: memoryview) -> int:
    """Of u32; 0 where there are none."""
    return int(np.frombuffer(numbers, dtype=np.uint32).max(initial=0))


def letter_masks(texts: Sequence[str]) -> bytes:
    """`tokens.letter_mask` of each, as u64; none of them empty."""
    if not texts:
        return b""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = 36 + codes % 28
    for first, last, start in (("a", "z", 0), ("0", "9", 26)):
        inside = (codes >= ord(first)) & (codes <= ord(last))
        bits[inside] = codes[inside] - ord(first) + start
    ends = np.cumsum([len(text) for text in texts])
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1]))
    masks: bytes = np.bitwise_or.reduceat(np.uint64(1) << bits.astype(np.uint64), starts).tobytes()
    return masks


def _blocks(ends: Array) -> Iterator[tuple[int, int, int]]:
    """Terms in a row with about as many postings as are handled at once: first, last and where they start."""
    first = 0
    while first < len(ends):
        start = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, start + SORTED_AT_ONCE)))
        yield first, last, start
        first = last


def _portions(entries: Sequence[Placed]) -> Iterator[Sequence[Placed]]:
    """Fewer at once where their texts are long."""
    first = letters = 0
    for at, (_, entry) in enumerate(entries):
        letters += len(entry.description) + len(entry.text)
        if letters > LETTERS_AT_ONCE or at + 1 == len(entries):
            yield entries[first : at + 1]
            first, letters = at + 1, 0


def _spelt(kind: Kind, text: str) -> list[str]:
    return taken_apart(text).spelt if kind.is_name else raw_words(text)


def _weights(kinds: list[Kind], sizes: Array) -> Array:
    """`Kind.weight_among` of every text."""
    weights = np.array([kind.weight for kind in kinds])
    pivots = np.array([kind.pivot for kind in kinds], dtype=np.int64)
    less = 0.7 + 0.3 * np.minimum(4.0, sizes / np.maximum(pivots, 1))
    return np.where(pivots > 0, weights / less, weights)


def _evidence_weights(telling: list[tuple[Kind, str]], sizes: Array) -> Array:
    """`Evidence.among` of every text; those that say nothing of skills come first."""
    weights = np.zeros(len(sizes))
    if telling:
        most, pivot, less = np.array([kind.evidence for kind, _ in telling]).T
        of = sizes[-len(telling) :]
        weights[-len(telling) :] = np.maximum(most / (pivot + of) - less, suggestions.LEAST)
    return weights


def _placed(facts: Facts, keys: list[str], places: Array) -> Array:
    """Terms << 16 | places of what holds or does not."""
    origins, terms, _ = facts.spread(_numbers(facts, keys))
    return terms << 16 | places[origins]


def _numbers(known: dict[str, int], texts: list[str]) -> Array:
    return whole(list(map(known.__getitem__, texts)))


def _looked_up(numbers: Array, of: Callable[[int], int]) -> Array:
    """`of` each number, asked once for those that are the same."""
    different, places = np.unique(numbers, return_inverse=True)
    found: Array = whole([of(number) for number in different.tolist()])[places]
    return found


def _firsts(plain: Array, texts: Array) -> Array:
    """Where each word occurs first in its text."""
    keys = plain << 32 | np.arange(len(plain))
    keys.sort()
    plain, at = keys >> 32, keys & 0xFFFF_FFFF
    return at[(np.diff(plain, prepend=-1) | np.diff(texts[at], prepend=-1)) != 0]  # type: ignore[no-any-return]


def _packed(terms: Array, places: Array, units: Array) -> Array:
    return terms << 16 + _UNITS | places << _UNITS | np.minimum(np.rint(units), _MOST).astype(np.int64)


def _summed(packed: Array) -> tuple[Array, Array]:
    """Terms with their projects, each once and in order, and the sums of their units."""
    packed.sort()
    having = packed >> _UNITS
    starts = np.flatnonzero(np.diff(having, prepend=-1))
    sums = np.add.reduceat(packed & _MOST, starts) if len(starts) else packed
    return having[starts], np.minimum(sums, _MOST)
