"""The terms of many entries at once with numpy: `analysis.terms_of` for catalogs past a few thousand projects.

Same answers, to the last bit. Words and tags are looked up once and numbered; what each project makes of them is summed
in arrays, some thousand projects at a time. A posting in here is one number: term << 32 | project << 8 | impact.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from isonboard.match import suggestions, vocabulary
from isonboard.match.analysis import (
    IMPACT_MAX,
    IMPACTS,
    SKILL,
    STEP,
    SUGGESTED,
    SUGGESTED_IMPACTS,
    TOPIC,
    UNIT,
    Terms,
    Text,
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
from isonboard.match.tokens import END, words_of_each

Array = np.ndarray[Any, Any]
AT_ONCE = 4_096  # projects summed together
LETTERS_AT_ONCE = 2_000_000  # ... and of their texts: what bounds the memory where there are long ones
SORTED_AT_ONCE = 4_000_000  # postings put in order, or taken over, together: what bounds the memory
_UNITS = 20  # bits of a sum beside its project (16 bits) and its term; far more than what saturates
_END = -1  # the number of what stands between texts
_MOST = (1 << _UNITS) - 1
_IMPACTS = np.array((IMPACTS, SUGGESTED_IMPACTS), dtype=np.int64)


class Bulk:
    """Takes entries in the order of their numbers; gives their terms and postings."""

    def __init__(self) -> None:
        self._terms = _Numbered()
        self._words = _Words(self._terms)
        self._tags = _Bundles(self._terms, lambda marked: of_tag(marked[len(TOPIC) :]))
        self._wider = _Bundles(self._terms, implied_by)
        self._edges = _Bundles(self._terms, lambda raw: _facts(edges_of_word(raw)))
        self._tag_facts = _Bundles(self._terms, lambda marked: _facts(_facts_of_marked(marked)))
        self._chunks: list[Array] = []
        self._begin(0)

    def _begin(self, number: int) -> None:
        self._first = number
        self._letters = 0
        self._texts: list[Text] = []
        self._text_places: list[int] = []
        self._are_names: list[bool] = []
        self._are_telling: list[bool] = []
        self._marked_tags: list[str] = []
        self._tag_places: list[int] = []
        self._own_facts: list[str] = []
        self._own_places: list[int] = []

    def add(self, number: int, entry: IndexEntry) -> None:
        """`number` is higher than those before."""
        if number - self._first >= AT_ONCE or self._letters >= LETTERS_AT_ONCE:
            self._sum_up()
            self._begin(number)
        place = number - self._first
        names, says_nothing = len(names_of(entry)), is_untagged(entry)
        for at, text in enumerate(texts_of(entry)):
            self._letters += len(text.content)
            self._texts.append(text)
            self._text_places.append(place)
            self._are_names.append(at < names)
            self._are_telling.append(says_nothing and text.is_own)
        for mark, tag in tags_of(entry):
            self._marked_tags.append(mark + tag)
            self._tag_places.append(place)
        for fact in own_facts_of(entry):
            self._own_facts.append(fact)
            self._own_places.append(place)

    def take_over(self, old: Index, numbers: list[int]) -> None:
        """Postings of an older index, its projects renumbered; -1 leaves one out."""
        names = old.terms()
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
            terms = terms[kept]
            begins = np.diff(terms, prepend=-1) > 0
            own = _array([self._terms[names[first + term]] for term in terms[begins].tolist()])
            if len(own):
                places = np.cumsum(begins) - 1
                self._chunks.append(own[places] << 32 | moved[kept] << 8 | some[kept] & IMPACT_MAX)
            first = last

    def postings(self) -> tuple[list[str], bytes, Iterator[bytes]]:
        """All terms in order, where the postings of each end, and the postings in blocks; once, at the end."""
        self._sum_up()
        self._begin(0)
        for known in (self._words, self._tags, self._edges, self._tag_facts):
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
        numbers = _array(
            list(map(self._words.__getitem__, words_of_each([text.content for text in self._texts])))
        )
        ends = np.flatnonzero(numbers == _END)
        sizes = np.diff(ends, prepend=-1) - 1
        texts, words = np.repeat(np.arange(len(sizes)), sizes), numbers[numbers != _END]
        weights, of_texts = self._weights(sizes), _array(self._text_places)
        named = np.array(self._are_names, dtype=bool)[texts]
        edges = _looked_up(words[named], lambda word: self._edges[self._words.spelt[word]])
        self._keep_facts(edges, of_texts[texts[named]])
        telling = np.array(self._are_telling, dtype=bool)[texts]
        words[telling] = _looked_up(words[telling], self._words.telling)
        pairs = self._of_pairs(words, texts, np.rint(weights * UNIT), of_texts)
        once = _firsts(texts << 32 | _array(self._words.plain)[words])
        words, texts = words[once], texts[once]
        origins, terms, shares = self._words.spread(words)
        texts = texts[origins]
        of_words = _packed(terms, of_texts[texts], weights[texts] * shares * UNIT)
        places = _array(self._tag_places)
        tags = _array(list(map(self._tags.__getitem__, self._marked_tags)))
        origins, terms, amounts = self._tags.spread(tags)
        of_tags = _packed(terms, places[origins], amounts)
        having, sums = _summed(np.concatenate((of_words, pairs, of_tags)))
        having, sums = self._with_implied(having, sums)
        are_suggested = _array(self._terms.are_suggested)[having >> 16]
        impacts = _IMPACTS[are_suggested, np.minimum(sums // STEP, len(IMPACTS) - 1)]
        self._keep(having, impacts)

    def _weights(self, sizes: Array) -> Array:
        """`Text.weight_among` of every text."""
        weights = np.array([text.weight for text in self._texts])
        pivots = np.array([text.pivot for text in self._texts], dtype=np.int64)
        less = 0.7 + 0.3 * np.minimum(4.0, sizes / np.maximum(pivots, 1))
        return np.where(pivots > 0, weights / less, weights)

    def _keep_facts(self, edges: Array, of_edges: Array) -> None:
        """What holds or does not, each once a project."""
        origins, of_names, _ = self._edges.spread(edges)
        facts = [of_names << 16 | of_edges[origins]]
        tags = _array(list(map(self._tag_facts.__getitem__, self._marked_tags)))
        origins, of_tags, _ = self._tag_facts.spread(tags)
        facts.append(of_tags << 16 | _array(self._tag_places)[origins])
        own = _array(list(map(self._terms.__getitem__, self._own_facts)))
        facts.append(own << 16 | _array(self._own_places))
        every = np.concatenate(facts)
        every.sort()  # several times as quick as np.unique
        self._keep(every[np.diff(every, prepend=-1) > 0], IMPACT_MAX)

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
        bundles = _looked_up(skills >> 16, lambda term: self._wider[self._terms.names[term]])
        origins, terms, shares = self._wider.spread(bundles)
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
        self.are_suggested = array("B")

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self.names)
        self.names.append(term)
        self.are_skills.append(term[0] == SKILL)
        self.are_suggested.append(term[0] == SUGGESTED)
        return number


class _Bundles(dict[str, int]):
    """Numbers of what stands for several terms, each with its share or units."""

    def __init__(self, terms: _Numbered, of: Callable[[str], Iterable[tuple[str, float]]]) -> None:
        super().__init__()
        self._known, self._of = terms, of
        self._ends, self._terms, self._amounts = array("q"), array("q"), array("d")

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self._ends)
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
        self.plain = array("q")
        """By number of a word: the term of the word itself."""
        self.halves = array("B")
        """By number of a word: 1 where it may be the first of two that are a skill (“machine” learning), 2 the second."""
        self.spelt: list[str] = []
        """By number of a word: how it is spelt."""
        self._pairs: dict[tuple[int, int], int] = {}
        self._suggesting = suggestions.by_word()
        self[END] = _END
        split = [(key[:at], key[at:]) for key in vocabulary.spellings() for at in range(1, len(key))]
        self._firsts = {first for first, _ in split}
        self._seconds = {second for _, second in split}

    def __missing__(self, raw: str) -> int:
        first = len(self._terms)
        number = super().__missing__(raw)
        self.plain.append(self._terms[first])
        plain = self._known.names[self._terms[first]]
        self.spelt.append(raw)
        self.halves.append((plain in self._firsts) + 2 * (plain in self._seconds))
        return number

    def telling(self, word: int) -> int:
        """The number of the same word where it may suggest a skill."""
        raw = self.spelt[word]
        return self[SUGGESTED + raw] if raw.lower() in self._suggesting else word

    def pair(self, first: int, second: int) -> int:
        """The term of the skill that two words side by side are, or -1."""
        if (known := self._pairs.get((first, second))) is None:
            names, plain = self._known.names, self.plain
            concept = concept_of_pair(names[plain[first]], names[plain[second]])
            known = self._pairs[first, second] = self._known[concept] if concept else -1
        return known


def _facts(terms: Iterable[str]) -> Iterator[tuple[str, float]]:
    return ((term, 1.0) for term in terms)


def _facts_of_marked(tag: str) -> tuple[str, ...]:
    return facts_of_tag(tag[: len(TOPIC)], tag[len(TOPIC) :])


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


def _looked_up(numbers: Array, of: Callable[[int], int]) -> Array:
    """`of` each number, asked once for those that are the same."""
    different, places = np.unique(numbers, return_inverse=True)
    found: Array = _array([of(number) for number in different.tolist()])[places]
    return found


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
