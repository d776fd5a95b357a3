"""Labels as words: what stays of a label once case, emoji, punctuation and accents are set aside.

“:thumbsup: Good-First_Issue!”, “goodFirstIssue” and “GOOD FIRST ISSUE 👍” are the same words. Nothing is
looked up inside a word: “easydb” is one word and has nothing to do with “easy”.
"""

import re
import unicodedata
from functools import lru_cache

from isonboard import limits

_LIMIT = limits.LABEL_LETTERS
_SHORTCODE = re.compile(
    r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])|(?<=-):[0-9a-z_+-]+:|(?<!\w):[+-]1:", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_APOSTROPHES = re.compile("['’`´]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
# What careless exports leave of an emoji: “good first issue f44d” for 👍 (up-for-grabs, in its history), with
# the rest of its bytes read as Latin-1.
_EMOJI_RESIDUE = re.compile("(?<!\\w)1?f(?=[a-f]{0,2}[0-9])[0-9a-f]{3}[\x80-\xff]*(?!\\w)", re.IGNORECASE)
_LATIN_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=8192)
def words_of(label: str) -> tuple[str, ...]:
    """The words of a label in order, lower case, without accents, emoji, `:shortcodes:` and punctuation."""
    text = _SHORTCODE.sub(" ", label[:_LIMIT])
    words = _split(_EMOJI_RESIDUE.sub(" ", text)) or _split(text)
    # once more: taking letters apart (“¼” is “1⁄4”) may leave what looks like the rest of an emoji
    return _split(_EMOJI_RESIDUE.sub(" ", " ".join(words))) or words


def normalised(label: str) -> str:
    """A label's words with single spaces: the form in which labels are compared and tables are written."""
    return " ".join(words_of(label))


def squeezed(label: str) -> str:
    """A label's words without spaces, for “goodfirstissue” and “upforgrabs”."""
    return "".join(words_of(label))


def _split(text: str) -> tuple[str, ...]:
    if not text.isascii():
        text = "".join(
            " " if unicodedata.category(letter) in {"So", "Sk", "Cs", "Co", "Cn"} else letter
            for letter in unicodedata.normalize("NFKD", text)
        )
        text = unicodedata.normalize("NFKC", _LATIN_MARKS.sub("", text))
    text = _APOSTROPHES.sub("", _CAMEL.sub(" ", text)).casefold()
    return tuple(word for word in _NOT_WORD.split(text) if word)


def word_set(listed: str) -> frozenset[str]:
    """A table of single words, written with spaces between them."""
    return frozenset(listed.split())


def phrase_set(listed: str) -> frozenset[str]:
    """A table of phrases, written with bars between them."""
    return frozenset(listed.split("|"))
