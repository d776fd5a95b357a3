"""Keys by name: as people write them, as Textual knows them, and what a user's `[screen.keys]` makes of them.

Nothing here loads Textual: `isonboard doctor` asks it too.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from isonboard.tui.actions import BY_ID, TOGETHER, Action, in_force

NO_KEY = "none"
"""What Textual is told for an action without a key: no terminal sends it."""

_SIGNS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "underscore": "_",
    "plus": "+",
    "minus": "-",
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""Textual's names of signs whose name is not Unicode's, and of those that we use."""
_SHORT = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del", "insert": "ins"}
_CALLED = {short: name for name, short in _SHORT.items()} | {"return": "enter", "spacebar": "space"}
_NAMED = {
    *("enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end"),
    *("pageup", "pagedown", "up", "down", "left", "right"),
    *(f"f{number}" for number in range(1, 25)),
}
_MODIFIERS = {"ctrl": "ctrl", "control": "ctrl", "alt": "alt", "shift": "shift"}


def normal_key(written: str) -> str | None:
    """A key as Textual calls it: “ctrl-g”, “Ctrl+G” and “ctrl+g” are one; None where there is no such key."""
    name = written.strip()
    if len(name) == 1:
        return _of_sign(name)
    *held, last = re.split(r"[+-](?=.)", name)
    modifiers = {_MODIFIERS.get(one.casefold(), "") for one in held}
    if "" in modifiers:
        return None
    if len(last) == 1:
        key: str | None = _of_sign(last.lower() if held else last)
        if modifiers == {"shift"}:  # a terminal sends the sign it makes
            return last.upper() if last.isalpha() else None
    else:
        key = _of_name(last.casefold())
    return None if key is None else "+".join([*sorted(modifiers), key])


def _of_name(name: str) -> str | None:
    name = _CALLED.get(name, name)
    if name in _NAMED or name in _SIGNS:
        return name
    signs = (chr(code) for code in range(33, 127))
    return next((key for sign in signs if (key := _of_sign(sign)) == name), None)


def _of_sign(sign: str) -> str | None:
    if sign.isalnum():
        return sign
    if sign == " ":
        return "space"
    named = next((name for name, one in _SIGNS.items() if one == sign), None)
    return named or unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_") or None


def key_name(key: str) -> str:
    """A key as people write it: “/”, “G”, “ctrl-d”, “esc”."""
    if key.startswith("upper_"):
        return key.removeprefix("upper_").upper()
    *held, last = key.split("+")
    return "-".join([*held, _SIGNS.get(last) or _SHORT.get(last, last)])


def key_names(keys: list[str]) -> str:
    """Several keys of one action: “j or down”."""
    return " or ".join(key_name(key) for key in keys)


def keys_of(action: Action, keymap: Mapping[str, str]) -> list[str]:
    """The keys of an action with the user's own in place of ours; none where another action has taken them."""
    named = keymap.get(action.id, action.keys).split(",")
    keys = [key.strip() for key in named]
    return [_of_sign(key) or key if len(key) == 1 else key for key in keys if key and key != NO_KEY]


class Keymap(NamedTuple):
    """What a user's `[screen.keys]` comes to."""

    keys: dict[str, str]
    """Action to keys as Textual takes them: the user's, and of ours those that changed for it."""
    problems: list[str]
    """What is wrong with it, one sentence each, with the key of config.toml that says it."""


def keymap_of(written: Mapping[str, str]) -> Keymap:
    """What the user wrote, as far as it can work: a key that was given to one action is taken from ours that had it."""
    keys: dict[str, str] = {}
    problems: list[str] = []
    for name, value in written.items():
        if name not in BY_ID:
            problems.append(
                f"screen.keys.{name}: no such action{_near(name)}; the palette (:) names them all"
            )
            continue
        wanted = [value] if value.strip() in (",", "") else value.split(",")
        found = {one.strip(): normal_key(one) for one in wanted if one.strip()}
        unknown = [one for one, key in found.items() if key is None and one != NO_KEY]
        problems += [f"screen.keys.{name}: there is no key “{one}”" for one in unknown]
        usable = [key for key in found.values() if key is not None]
        if usable or not unknown:
            keys[name] = ",".join(usable) or NO_KEY
    return _without_clashes(keys, problems)


def keymap_problems(written: Mapping[str, str]) -> list[str]:
    """What is wrong with a user's `[screen.keys]`, one sentence each."""
    return keymap_of(written).problems


def _without_clashes(keys: dict[str, str], problems: list[str]) -> Keymap:
    resolved = dict(keys)
    for place in TOGETHER:
        actions = in_force(place)
        taken: dict[str, str] = {}
        for action in actions:
            for key in keys_of(action, keys) if action.id in keys else ():
                other = taken.setdefault(key, action.id)
                if other != action.id:
                    _tell(problems, f"screen.keys: {key_name(key)} means both {other} and {action.id}")
        for action in actions:
            if action.id in keys:
                continue
            before = keys_of(action, resolved)
            kept = [key for key in before if key not in taken]
            if kept != before:
                resolved[action.id] = ",".join(kept) or NO_KEY
                lost = next(key for key in before if key in taken)
                now = f"which keeps {key_names(kept)}" if kept else "which has no key now"
                _tell(
                    problems, f"screen.keys.{taken[lost]}: {key_name(lost)} is taken from {action.id}, {now}"
                )
    return Keymap(resolved, problems)


def _tell(problems: list[str], sentence: str) -> None:
    if sentence not in problems:
        problems.append(sentence)


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, BY_ID, 1)
    return f", did you mean {near[0]}?" if near else ""
