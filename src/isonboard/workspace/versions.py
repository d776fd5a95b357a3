"""Version ranges as the ecosystems write them, compared with a version that a tool prints.

Understood: comparisons (`>=3.9,<4`, `>= 18 || 20`), carets and tildes (npm, Cargo, Composer, Poetry), compatible
releases (`~=`, `~>`), wildcards (`3.11.*`, `18.x`), hyphen ranges, Maven's intervals, bare versions (a prefix).
What is not understood (`lts/*`, `nightly`) is neither satisfied nor not.
"""

import re
from collections.abc import Callable

Version = tuple[int, ...]

_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_COMPARISON = re.compile(
    r"(?P<operator>===?|!=|>=|<=|~=|~>|=|>|<|\^|~)?\s*v?(?P<version>\d+(?:\.\d+)*)"
    r"(?P<wild>(?:\.[*xX])*)(?P<rest>[-+]?[A-Za-z][\w.+-]*|-\d[\w.+-]*|\+[\w.]+)?"
)
_INTERVAL = re.compile(
    r"(?P<open>[\[(])\s*(?P<low>[\d.]*)\s*(?:(?P<comma>,)\s*(?P<high>[\d.]*)\s*)?(?P<close>[\])])"
)
_HYPHEN = re.compile(r"v?(\d+(?:\.\d+)*)\s+-\s+v?(\d+(?:\.\d+)*)")


def parsed(text: str) -> Version | None:
    """The numbers of the first version in a text: “go version go1.22.3 linux/amd64” is (1, 22, 3)."""
    match = re.search(r"(?<![\w.])[A-Za-z]*(\d+(?:\.\d+)+|\d+)", text)
    return tuple(int(part[:9]) for part in match[1].split(".")[:5]) if match else None


def satisfies(version: Version, wanted: str) -> bool | None:
    """Whether a version is in a range; None when the range is not understood."""
    answers = [_all_of(version, part) for part in re.split(r"\s*\|\|?\s*|\s+or\s+", wanted.strip())]
    if True in answers:
        return True
    return None if None in answers else False


def _all_of(version: Version, part: str) -> bool | None:
    part = part.strip()
    if part in ("", "*", "x", "X"):
        return True
    intervals = list(_INTERVAL.finditer(part))
    if intervals:
        rest = _INTERVAL.sub("", part).replace(",", "").strip()
        return None if rest else any(_in_interval(version, match) for match in intervals)
    if hyphen := _HYPHEN.fullmatch(part):
        low, high = _version(hyphen[1]), _version(hyphen[2])
        return _cut(version, low) >= low and _cut(version, high) <= high
    result: bool = True
    position = 0
    part = re.sub(r"\s+and\s+", " ", part)
    while position < len(part):
        if part[position] in " ,":
            position += 1
            continue
        match = _COMPARISON.match(part, position)
        if not match or not match["version"]:
            return None
        position = match.end()
        if position < len(part) and part[position] not in " ,<>=!~^":
            return None
        result = result and _holds(version, match)
    return result


def _holds(version: Version, match: re.Match[str]) -> bool:
    wanted = _version(match["version"])
    operator = match["operator"] or ("" if len(wanted) < 3 or match["wild"] else "=")
    if match["wild"] and operator in ("", "=", "==", "==="):
        operator = ""
    elif match["wild"] and operator == "!=":
        return _cut(version, wanted) != wanted
    return _OPERATORS[operator](version, wanted)


_OPERATORS: dict[str, Callable[[Version, Version], bool]] = {
    "": lambda version, wanted: _cut(version, wanted) == wanted,
    "=": lambda version, wanted: _even(version, wanted) == _even(wanted, version),
    "==": lambda version, wanted: _even(version, wanted) == _even(wanted, version),
    "===": lambda version, wanted: _even(version, wanted) == _even(wanted, version),
    "!=": lambda version, wanted: _even(version, wanted) != _even(wanted, version),
    ">=": lambda version, wanted: _even(version, wanted) >= _even(wanted, version),
    "<=": lambda version, wanted: _even(version, wanted) <= _even(wanted, version),
    ">": lambda version, wanted: _even(version, wanted) > _even(wanted, version),
    "<": lambda version, wanted: _even(version, wanted) < _even(wanted, version),
    "^": lambda version, wanted: version >= wanted and _cut(version, _caret(wanted)) == _caret(wanted),
    "~": lambda version, wanted: version >= wanted and _cut(version, wanted[:2]) == wanted[:2],
    "~=": lambda version, wanted: version >= wanted and _cut(version, wanted[:-1] or wanted) == (wanted[:-1] or wanted),
    "~>": lambda version, wanted: version >= wanted and _cut(version, wanted[:-1] or wanted) == (wanted[:-1] or wanted),
}  # fmt: skip


def _caret(wanted: Version) -> Version:
    """What must stay the same under a caret: up to the first number that is not zero (`^0.2.3` keeps 0.2)."""
    for index, number in enumerate(wanted):
        if number:
            return wanted[: index + 1]
    return wanted


def _version(text: str) -> Version:
    return tuple(int(part[:9]) for part in text.split(".")[:5])


def _cut(version: Version, like: Version) -> Version:
    return _even(version, like)[: len(like)]


def _even(version: Version, other: Version) -> Version:
    return version + (0,) * (len(other) - len(version))


def _in_interval(version: Version, match: re.Match[str]) -> bool:
    low, high = match["low"], match["high"] if match["comma"] else match["low"]
    above = not low or (
        _OPERATORS[">="] if match["open"] == "[" else _OPERATORS[">"]
    )(version, _version(low.strip(".")))  # fmt: skip
    below = not high or (
        _OPERATORS["<="] if match["close"] == "]" else _OPERATORS["<"]
    )(version, _version(high.strip(".")))  # fmt: skip
    return above and below
