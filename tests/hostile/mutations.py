"""What a stranger might send, drawn from bytes: one stream of bytes is one sequence of choices, so that a
coverage-guided fuzzer and hypothesis work on the same targets, and what one of them finds is a file of some bytes.
"""

import json
from typing import Any

WORDS = (
    "", " ", "\0", "\ud800", "\udfff x", "\u202eevil\u202c", "\x1b]0;owned\x07", "\x1b[2J\x1b[31m", "\x9b31m", "a\u200bb\ufeff",
    "\u0301" * 50, "[red]x[/red]", "<script>alert(1)</script>", "![x](http://evil.test)", "$(touch x)", "`touch x`", "; rm -rf /",
    "-oProxyCommand=x", "--upload-pack=x", "../../../etc/passwd", "/etc/passwd", "C:\\x", "~/x", ".git/config", "a/b/c//d",
    "https://evil.test/x", "https://user:secret@evil.test", "http://[::1", "http://a:99999999/", "javascript:alert(1)", "file:///etc/passwd",
    "ext::sh -c x", "git@host:a/b.git", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-02-30T00:00:00Z",
    "0000-00-00", "1e999", "NaN", "-1", "1" * 5_000, "\u0661\u0662", "\u2460", "٣", "{", "[" * 300, "a" * 10_000, "null", "\n" * 300, "\r\n\t",
    "CON", "aux.txt", ".", "..", "שלום עולם", "日本語" * 40, "👩‍💻" * 20, "I'll take this", "/assign @ada", "closes #1", "#99999999999999999999",
)  # fmt: skip
TRICKS = tuple(word for word in WORDS if len(word) < 300)
"""Those that fit into a name."""
_PLAIN = (
    None, True, False, 0, 1, -1, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, -(10**30), 10**400, 0.5, -0.0, 1e308, -1e308,
    float("nan"), float("inf"), [], {}, [[]], [None], {"": None}, [1] * 400, ["a"] * 400, {"name": {"name": [None]}},
)  # fmt: skip


def _deep(levels: int) -> Any:
    value: Any = None
    for level in range(levels):
        value = [value] if level % 2 else {"name": value}
    return value


VALUES: tuple[Any, ...] = (*_PLAIN, *WORDS, _deep(40), _deep(400))


class Choices:
    """Choices taken from bytes; when they have run out, every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        return self._at < len(self._data)

    def below(self, count: int) -> int:
        """A number from 0 to count - 1."""
        taken = self._data[self._at : self._at + (1 if count <= 256 else 3)]
        self._at += len(taken) or 1
        return int.from_bytes(taken, "little") % count if taken and count else 0

    def rest(self) -> bytes:
        taken, self._at = self._data[self._at :], len(self._data)
        return taken

    def mutated(self, value: Any) -> Any:
        """JSON values with some places replaced, left out, doubled or swapped; the same values without choices."""
        for _ in range(self.below(6)):
            value = self._changed(value)
        return value

    def _changed(self, value: Any, depth: int = 0) -> Any:
        size = len(value) if isinstance(value, dict | list) else 0
        if not size or self.below(8) == 7 or depth > 30:
            return VALUES[self.below(len(VALUES))]
        at, how = self.below(size), self.below(8)
        if isinstance(value, dict):
            key = list(value)[at]
            if how == 7:
                return {name: one for name, one in value.items() if name != key}
            if how == 6:
                return {**value, WORDS[self.below(len(WORDS))]: value[key]}
            return {**value, key: self._changed(value[key], depth + 1)}
        if how == 7:
            return [*value[:at], *value[at + 1 :]]
        if how == 6:
            return [*value, *value[at : at + 1] * (1 + self.below(40))]
        return [*value[:at], self._changed(value[at], depth + 1), *value[at + 1 :]]


def as_json(value: Any) -> bytes:
    """JSON as careless programs write it: NaN, lone surrogates as escapes, numbers of any length."""
    return json.dumps(value).encode()


def damaged(data: bytes, choices: Choices) -> bytes:
    """A binary file cut short, with bits flipped, stretches overwritten, repeated or left out."""
    found = bytearray(data)
    for _ in range(1 + choices.below(6)):
        how, at = choices.below(6), choices.below(max(1, len(found)))
        if how == 0:
            del found[at:]
        elif how == 1 and found:
            found[at] ^= 1 << choices.below(8)
        elif how == 2:
            found[at : at + 4] = [0xFF] * 4
        elif how == 3:
            found[at : at + 64] = bytes(64)
        elif how == 4:
            found[at:at] = found[at : at + choices.below(5_000)]
        else:
            found[at : at + 8] = choices.below(1 << 24).to_bytes(8, "little")
    return bytes(found)
