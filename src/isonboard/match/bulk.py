"""The terms of many entries at once with numpy: `analysis.terms_of` for catalogs past a few thousand projects.

Same answers, to the last bit. Words and tags are looked up once and numbered; what each project makes of them is summed
in arrays, some thousand projects at a time. A posting in here is one number: term << 32 | project << 8 | impact.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from isonboard.match import vocabulary
from isonboard.match.analysis import (
    IMPACT_MAX,
    IMPACTS,
    SKILL,
    STEP,
    SUGGESTED,
    UNIT,
    Terms,
    concept_of_pair,
    edges_of_word,
    facts_of_tag,
    implied_by,
    is_untagged,
    names_of,
    of_tag,
    of_telling_word,
    of_word,
    own_facts_of,
    tags_of,
    texts_of,
)
from isonboard.match.hit import IndexEntry
from isonboard.match.index import Index
from isonboard.match.tokens import raw_words

Array = np.ndarray[Any, Any]
AT_ONCE = 4_096  # projects summed together
SORTED_AT_ONCE = 4_000_000  # postings put in order, or taken over, together: what bounds the memory
_UNITS = 20  # bits of a sum beside its project (16 bits) and its term; far more than what saturates
_MOST = (1 << _UNITS) - 1
_IMPACTS = np.array(IMPACTS, dtype=np.int64)


class Bulk:
    """Takes entries in the order of their numbers; gives their terms and postings."""

    def __init__(self) -> None:
        self._terms = _Numbered()
        self._words = _Words(self._terms)
        self._tags = _Bundles(self._terms, of_tag)
        self._wider = _Bundles(self._terms, implied_by)
        self._fact_terms: dict[str, tuple[int, ...]] = {}
        self._chunks: list[Array] = []
        self._begin(0)

    def _begin(self, number: int) -> None:
        """Lists of numbers: the terms or bundles of all projects one behind the other, and how many each has."""
        self._first = number
        self._text_words: list[int] = []
        self._text_sizes: list[int] = []
        self._text_weights: list[float] = []
        self._text_places: list[int] = []
        self._places: list[int] = []
        self._tagged: list[int] = []
        self._tagged_sizes: list[int] = []
        self._facts: list[int] = []
        self._facts_sizes: list[int] = []

    def add(self, number: int, entry: IndexEntry) -> None:
        """`number` is higher than those before."""
        if number - self._first >= AT_ONCE:
            self._sum_up()
            self._begin(number)
        place = number - self._first
        facts: set[int] = set()
        names = len(names_of(entry))
        says_nothing = is_untagged(entry)
        for at, text in enumerate(texts_of(entry)):
            if spelt := raw_words(text.content):
                told = [SUGGESTED + raw for raw in spelt] if says_nothing and text.is_own else spelt
                self._add_text(place, told, text.weight_among(len(spelt)))
                if at < names:
                    facts.update(*map(self._edges_of, spelt))
        tags = list(tags_of(entry))
        for mark, tag in tags:
            facts.update(self._facts_of_tag(mark, tag))
        facts.update(map(self._terms.__getitem__, own_facts_of(entry)))
        self._places.append(place)
        self._tagged.extend([self._tags[tag] for _, tag in tags])
        self._tagged_sizes.append(len(tags))
        self._facts.extend(facts)
        self._facts_sizes.append(len(facts))

    def _facts_of_tag(self, mark: str, tag: str) -> tuple[int, ...]:
        key = mark + tag
        if (known := self._fact_terms.get(key)) is None:
            known = self._fact_terms[key] = self._numbers(facts_of_tag(mark, tag))
        return known

    def _edges_of(self, raw: str) -> tuple[int, ...]:
        if (known := self._fact_terms.get(raw)) is None:
            known = self._fact_terms[raw] = self._numbers(edges_of_word(raw))
        return known

    def _numbers(self, terms: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._terms[term] for term in terms)

    def _add_text(self, place: int, spelt: list[str], weight: float) -> None:
        self._text_words.extend(map(self._words.__getitem__, spelt))
        self._text_sizes.append(len(spelt))
        self._text_weights.append(weight)
        self._text_places.append(place)

    def take_over(self, old: Index, numbers: list[int]) -> None:
        """Postings of an older index, its projects renumbered; -1 leaves one out."""
        renumbered = np.array(numbers, dtype=np.int64)
        postings = np.frombuffer(old.all_postings, dtype=np.uint32)
        ends = np.frombuffer(old.posting_ends, dtype=np.uint32).astype(np.int64)
        first = 0
        while first < len(ends):
            start = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, start + SORTED_AT_ONCE)))
            some = postings[start : ends[last - 1]].astype(np.int64)
            terms = np.repeat(np.arange(last - first), np.diff(ends[first:last], prepend=start))
            moved = renumbered[some >> 8]
            kept = moved >= 0
            used, places = np.unique(terms[kept], return_inverse=True)
            own = np.array([self._terms[old.term(first + term)] for term in used.tolist()], dtype=np.int64)
            if len(used):
                self._chunks.append(own[places] << 32 | moved[kept] << 8 | some[kept] & IMPACT_MAX)
            first = last

    def postings(self) -> tuple[list[str], bytes, Iterator[bytes]]:
        """All terms in order, where the postings of each end, and the postings in blocks; once, at the end."""
        self._sum_up()
        self._begin(0)
        for known in (self._words, self._tags, self._fact_terms):
            known.clear()  # some hundred bytes a word that nothing asks for any more
        names = list(self._terms)
        order = sorted(range(len(names)), key=names.__getitem__)
        ranks = np.empty(len(names), dtype=np.int64)
        ranks[order] = np.arange(len(names))
        counts = np.zeros(len(names), dtype=np.int64)
        for at, chunk in enumerate(self._chunks):
            terms = ranks[chunk >> 32]
            counts += np.bincount(terms, minlength=len(names))
            self._chunks[at] = chunk & 0xFFFF_FFFF | terms << 32
        ends = np.cumsum(counts)
        return [names[number] for number in order], ends.astype(np.uint32).tobytes(), self._blocks(ends)

    def _blocks(self, ends: Array) -> Iterator[bytes]:
        first = 0
        while first < len(ends):
            start = ends[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(ends, start + SORTED_AT_ONCE)))
            low, high = first << 32, last << 32
            some = np.concatenate([chunk[(chunk >= low) & (chunk < high)] for chunk in self._chunks])
            some.sort()
            yield some.astype(np.uint32).tobytes()
            first = last

    def _sum_up(self) -> None:
        """Make postings of what was collected since the last time."""
        weights, of_texts = np.array(self._text_weights), _array(self._text_places)
        texts = np.repeat(np.arange(len(weights)), _array(self._text_sizes))
        words = _array(self._text_words)
        pairs = self._of_pairs(words, texts, np.rint(weights * UNIT), of_texts)
        once = _firsts(texts << 32 | _array(self._words.plain)[words])
        words, texts = words[once], texts[once]
        origins, terms, shares = self._words.spread(words)
        texts = texts[origins]
        of_words = _packed(terms, of_texts[texts], weights[texts] * shares * UNIT)
        places = _array(self._places)
        origins, terms, amounts = self._tags.spread(_array(self._tagged))
        of_tags = _packed(terms, np.repeat(places, _array(self._tagged_sizes))[origins], amounts)
        having, sums = _summed(np.concatenate((of_words, pairs, of_tags)))
        having, sums = self._with_implied(having, sums)
        impacts = _IMPACTS[np.minimum(sums // STEP, len(IMPACTS) - 1)]
        self._keep(having, impacts)
        facts = _array(self._facts) << 16 | np.repeat(places, _array(self._facts_sizes))
        self._keep(facts, IMPACT_MAX)

    def _of_pairs(self, words: Array, texts: Array, units: Array, places: Array) -> Array:
        """Skills of two words that stand side by side, each once a text."""
        flags = _array(self._words.halves)
        at = np.flatnonzero((flags[words[:-1]] & 1) & (flags[words[1:]] >> 1) & (texts[:-1] == texts[1:]))
        pair = self._words.pair
        terms = _array([pair(*both) for both in zip(words[at].tolist(), words[at + 1].tolist(), strict=True)])
        once = np.unique(texts[at][terms >= 0] << 32 | terms[terms >= 0])
        return _packed(once & 0xFFFF_FFFF, places[once >> 32], units[once >> 32])

    def _with_implied(self, having: Array, sums: Array) -> tuple[Array, Array]:
        are_skills = _array(self._terms.are_skills)[having >> 16].astype(bool)
        skills, of_skills = having[are_skills], sums[are_skills]
        different, places = np.unique(skills >> 16, return_inverse=True)
        names = self._terms.names
        bundles = np.array([self._wider[names[term]] for term in different.tolist()], dtype=np.int64)
        origins, terms, shares = self._wider.spread(bundles[places])
        implied = _packed(terms, skills[origins] & 0xFFFF, of_skills[origins] * shares)
        wider, wider_sums = _summed(np.concatenate((skills << _UNITS | of_skills, implied)))
        return np.concatenate((having[~are_skills], wider)), np.concatenate((sums[~are_skills], wider_sums))

    def _keep(self, having: Array, impacts: Array | int) -> None:
        self._chunks.append(having >> 16 << 32 | (having & 0xFFFF) + self._first << 8 | impacts)


class _Numbered(dict[str, int]):
    """Terms by the order in which they were first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.are_skills = array("B")

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.names)
        self.names.append(term)
        self.are_skills.append(term[0] == SKILL)
        return number


class _Bundles(dict[str, int]):
    """Numbers of what stands for several terms, each with its share or units."""

    def __init__(self, terms: _Numbered, of: Callable[[str], Iterable[tuple[str, float]]]) -> None:
        super().__init__()
        self._known, self._of = terms, of
        self._ends, self._terms, self._amounts = array("q"), array("q"), array("d")

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        for term, amount in self._of(key):
            self._terms.append(self._known[term])
            self._amounts.append(amount)
        self._ends.append(len(self._terms))
        return number

    def spread(self, numbers: Array) -> tuple[Array, Array, Array]:
        """For every term of every one of `numbers`: the place in there, the term, and its share or units."""
        ends = _array(self._ends)
        starts = np.concatenate((np.zeros(1, np.int64), ends))[numbers]
        counts = ends[numbers] - starts
        origins = np.repeat(np.arange(len(numbers)), counts)
        at = np.arange(len(origins)) + (starts - (np.cumsum(counts) - counts))[origins]
        return origins, _array(self._terms)[at], np.array(self._amounts)[at]


class _Words(_Bundles):
    """Words as they are spelt, those that may suggest a skill with its mark before them."""

    def __init__(self, terms: _Numbered) -> None:
        super().__init__(terms, _of_marked)
        self.plain: list[int] = []
        """By number of a word: the term of the word itself."""
        self.halves = array("B")
        """By number of a word: 1 where it may be the first of two that are a skill (“machine” learning), 2 the second."""
        self._pairs: dict[tuple[int, int], int] = {}
        split = [(key[:at], key[at:]) for key in vocabulary.spellings() for at in range(1, len(key))]
        self._firsts = {first for first, _ in split}
        self._seconds = {second for _, second in split}

    def __missing__(self, raw: str) -> int:
        number = super().__missing__(raw)
        plain = _of_marked(raw)[0][0]
        self.plain.append(self._known[plain])
        self.halves.append((plain in self._firsts) + 2 * (plain in self._seconds))
        return number

    def pair(self, first: int, second: int) -> int:
        """The term of the skill that two words side by side are, or -1."""
        if (known := self._pairs.get((first, second))) is None:
            names, plain = self._known.names, self.plain
            concept = concept_of_pair(names[plain[first]], names[plain[second]])
            known = self._pairs[first, second] = self._known[concept] if concept else -1
        return known


def _of_marked(word: str) -> Terms:
    return of_telling_word(word[1:]) if word[0] == SUGGESTED else of_word(word)


def letter_masks(texts: list[str]) -> bytes:
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


def _array(numbers: "list[int] | array[int]") -> Array:
    return np.array(numbers, dtype=np.int64)


def _firsts(keys: Array) -> Array:
    """Where each different key occurs first."""
    order = np.argsort(keys, kind="stable")
    firsts: Array = order[np.flatnonzero(np.diff(keys[order], prepend=-1))]
    return firsts


def _packed(terms: Array, places: Array, units: Array) -> Array:
    return terms << 16 + _UNITS | places << _UNITS | np.minimum(np.rint(units), _MOST).astype(np.int64)


def _summed(packed: Array) -> tuple[Array, Array]:
    """Terms with their projects, each once and in order, and the sums of their units."""
    packed.sort()
    having = packed >> _UNITS
    starts = np.flatnonzero(np.diff(having, prepend=-1))
    sums = np.add.reduceat(packed & _MOST, starts) if len(starts) else packed
    return having[starts], np.minimum(sums, _MOST)
