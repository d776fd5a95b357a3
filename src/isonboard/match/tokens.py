"""Text as words: how names, topics, descriptions and queries are cut and spelt before they are compared.

“OpenTelemetry-Collector v2” gives opentelemetry, open, telemetry, collector, v2: accents folded, lower case,
parts of camelCase beside the whole, `c++`, `c#`, `f#` and `.net` kept. Letter masks let a matcher reject a
word without reading it.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse
from typing import NamedTuple

from isonboard import limits

NAME_LIMIT = limits.NAME_LETTERS
HEAD_LETTERS = 12  # of a name whose letters are known apart
WORD_LIMIT = limits.WORD_LETTERS
_WORDS = re.compile(r"(?<![^\W_])(?:[cC]\+\+|[cfjCFJ]#|\.(?:NET|Net|net))(?![^\W_])|[^\W_]+")
_PLAIN_WORDS = re.compile(r"[^\W_]+")
_SPACED = bytes(code if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_64_BITS = (1 << 64) - 1
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
    if "+" in plain or "#" in plain or ".n" in plain or ".N" in plain:
        return _WORDS.findall(plain)
    if plain.isascii():  # most texts: twice as quick as the pattern
        return plain.encode().translate(_SPACED).decode().split()
    return _PLAIN_WORDS.findall(plain)


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
    if _is_one_piece(raw_word) or len(found := _cut(raw_word)) < 2:
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


class Name(NamedTuple):
    """A name taken apart."""

    spelt: list[str]
    """Its `raw_words`."""
    starts: int
    """Where their parts begin in the `name_key`, as a set of bits; only the first 64 letters have one."""
    initials: str
    """First letters of words and camelCase parts: “OpenTelemetry Go” gives “otg”; "" below three."""


@lru_cache(maxsize=8192)  # whoever needs one part of it soon needs another
def taken_apart(name: str) -> Name:
    """The words of a name, and how they are cut."""
    spelt = raw_words(name)
    starts = at = 0
    initials = ""
    for word in spelt:
        begins, size, letters = _shape(word)
        starts |= begins << at
        at += size
        initials += letters
    return Name(spelt, starts & _64_BITS, initials.lower() if len(initials) > 2 else "")


@lru_cache(maxsize=32768)
def _shape(word: str) -> tuple[int, int, str]:
    """Of a word in a name: where its parts begin as bits, its letters in the `name_key`, the first letters of its parts."""
    pieces = _pieces(word)
    letters = "".join([piece[0] for piece in pieces or (word,)])
    if sum(map(len, pieces)) != len(word):
        pieces = (word,)
    starts = at = 0
    for piece in pieces:
        starts |= 1 << at
        at += len(piece) if piece.isalnum() else len(name_key(piece))
    return starts & _64_BITS, at, letters


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
