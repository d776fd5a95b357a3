"""Text as words: how names, topics, descriptions and queries are cut and spelt before they are compared.

“OpenTelemetry-Collector v2” gives opentelemetry, open, telemetry, collector, v2: accents folded, lower case,
parts of camelCase beside the whole, `c++`, `c#`, `f#` and `.net` kept. Letter masks let a matcher reject a
word without reading it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse

from isonboard import limits

NAME_LIMIT = limits.NAME_LETTERS
HEAD_LETTERS = 12  # of a name whose letters are known apart
WORD_LIMIT = limits.WORD_LETTERS
_WORDS = re.compile(r"(?<![^\W_])(?:[cC]\+\+|[cfjCFJ]#|\.(?:NET|Net|net))(?![^\W_])|[^\W_]+")
_PLAIN_WORDS = re.compile(r"[^\W_]+")
END = "\0"
_WORDS_AND_ENDS = re.compile(f"{_WORDS.pattern}|{END}")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_NOT_KEY = re.compile(r"[\W_]+")
_SPECIAL = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"))


def folded(text: str) -> str:
    """`text` without accents and other combining marks; its case stays."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(filterfalse(unicodedata.combining, decomposed))


def raw_words(text: str) -> list[str]:
    """The words of accent-folded text in order, as they are spelt there."""
    plain = folded(text)
    marks = "+" in plain or "#" in plain or ".n" in plain or ".N" in plain
    return (_WORDS if marks else _PLAIN_WORDS).findall(plain)


def words_of_each(texts: Sequence[str]) -> list[str]:
    """The `raw_words` of many texts in one list, an `END` behind those of each."""
    plain = "".join([folded(text) + END for text in texts])
    if plain.count(END) > len(texts):
        plain = "".join([folded(text).replace(END, " ") + END for text in texts])
    return _WORDS_AND_ENDS.findall(plain)


def words(text: str) -> list[str]:
    """The words of a text in order, lower case."""
    return [word.lower()[:WORD_LIMIT] for word in raw_words(text)]


def _is_one_piece(raw_word: str) -> bool:
    """Whether it is “word” or “Word”: most are, and need no pattern."""
    return raw_word.isascii() and raw_word.isalpha() and (raw_word.islower() or raw_word[1:].islower())


def _pieces(raw_word: str) -> tuple[str, ...]:
    """A word cut where its case or its kind of letter changes; empty for one of other scripts."""
    return (raw_word,) if _is_one_piece(raw_word) else _cut(raw_word)


@lru_cache(maxsize=16384)
def _cut(raw_word: str) -> tuple[str, ...]:
    return tuple(_CAMEL.findall(raw_word))


def parts(raw_word: str) -> tuple[str, ...]:
    """The parts of a camelCase or alphanumeric word of two letters and more; empty when it has only one part."""
    found = _pieces(raw_word)
    if len(found) < 2:
        return ()
    return tuple(part.lower()[:WORD_LIMIT] for part in found if len(part) > 1)


def name_key(name: str) -> str:
    """A name without separators, case and accents: “Open-Telemetry_Go” gives “opentelemetrygo”."""
    plain = folded(name).lower()
    if plain.isascii() and plain.isalnum():
        return plain
    for spelt, key in _SPECIAL:
        if spelt in plain:
            plain = plain.replace(spelt, key)
    return _NOT_KEY.sub("", plain)


def part_starts(name: str) -> int:
    """Where the parts of a name begin in its `name_key`, as a set of bits; only the first 64 letters have one."""
    starts = at = 0
    for word in raw_words(name):
        pieces = _pieces(word)
        if word.isascii() and word.isalnum():
            for piece in pieces:
                starts |= 1 << at
                at += len(piece)
            continue
        for piece in pieces if sum(map(len, pieces)) == len(word) else [word]:
            starts |= 1 << at
            at += len(piece) if piece.isalnum() else len(name_key(piece))
    return starts & 0xFFFF_FFFF_FFFF_FFFF


def initials(name: str) -> str:
    """First letters of a name's words and camelCase parts: “OpenTelemetry Go” gives “otg”; "" below three."""
    letters = "".join(part[0] for word in raw_words(name) for part in (_pieces(word) or (word,)))
    return letters.lower() if len(letters) > 2 else ""


def letter_mask(word: str) -> int:
    """The set of letters of a word as 64 bits: a-z and 0-9 one each, everything else shares 28."""
    mask = 0
    for letter in word:
        mask |= 1 << _bit(letter)
    return mask


@lru_cache(maxsize=4096)
def _bit(letter: str) -> int:
    code = ord(letter)
    if 97 <= code <= 122:
        return code - 97
    if 48 <= code <= 57:
        return 26 + code - 48
    return 36 + code % 28
