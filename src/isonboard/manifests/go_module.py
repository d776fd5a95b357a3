"""go.mod and go.work, line by line."""

import re

from msgspec import Struct

_VERSION = re.compile(r"^go\s+(\d+\.\d+(?:\.\d+)?)", re.MULTILINE)
_TOOLCHAIN = re.compile(r"^toolchain\s+go(\d+\.\d+(?:\.\d+)?)", re.MULTILINE)
_REQUIRED = re.compile(r"^[ \t]*(?:require\s+)?([\w.~-]+\.[\w-]+(?:/[\w.~+-]+)*)\s+v\d\S*(.*)$")


class GoModule(Struct, frozen=True, kw_only=True):
    module: str = ""
    go: str = ""
    """The least version, from the `go` directive."""
    toolchain: str = ""
    requires: tuple[str, ...] = ()
    """Direct requirements."""
    has_requirements: bool = False
    uses: tuple[str, ...] = ()
    """Folders of a go.work, “.” for its own."""


def go_module(text: str) -> GoModule:
    rows = text.split("\n")
    inside = ""
    requires: list[str] = []
    for row in rows:
        block = re.match(r"^(\w+)\s*\($", row.partition("//")[0].strip())
        if block:
            inside = block[1]
        elif row.strip() == ")":
            inside = ""
        elif inside == "require" or row.startswith("require "):
            match = _REQUIRED.match(row)
            if match:
                requires.append(match[1] if "// indirect" not in match[2] else "")
    module = re.search(r"^module\s+\"?([\w./~+-]+)", text, re.MULTILINE)
    return GoModule(
        module=module[1] if module else "",
        go=_first(_VERSION, text),
        toolchain=_first(_TOOLCHAIN, text),
        requires=tuple(name for name in requires if name),
        has_requirements=bool(requires),
    )


def go_work(text: str) -> GoModule:
    uses: list[str] = []
    inside = False
    for row in text.split("\n"):
        words = row.partition("//")[0].split()
        if words[:2] == ["use", "("]:
            inside = True
        elif words == [")"]:
            inside = False
        elif (inside and len(words) == 1) or (len(words) == 2 and words[0] == "use"):
            folder = words[-1].strip('"').removeprefix("./").rstrip("/") or "."
            if re.fullmatch(r"[\w./-]+", folder) and ".." not in folder.split("/"):
                uses.append(folder)
    return GoModule(go=_first(_VERSION, text), toolchain=_first(_TOOLCHAIN, text), uses=tuple(uses))


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""
