"""Targets of Makefile, justfile, Taskfile and mise.toml, and what they would do, read as text.

`make -n` and `make -qp` run `$(shell ...)` of the file: so nothing but the text is looked at.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from isonboard import limits
from isonboard.manifests.structured import string, strings, table, toml, yaml
from isonboard.manifests.tree import Tree

MAKEFILES = ("GNUmakefile", "makefile", "Makefile")  # GNU make's own order
JUSTFILES = ("justfile", "Justfile", ".justfile")
TASKFILES = ("Taskfile.yml", "taskfile.yml", "Taskfile.yaml", "taskfile.yaml")
MISE_FILES = ("mise.toml", ".mise.toml", "mise/config.toml", ".config/mise.toml")
INCLUDE_LIMIT = limits.INCLUDES
TARGET_LIMIT = limits.TARGETS
ROW_LIMIT = limits.TARGET_LINE_LETTERS

_NAME = r"(?!\.[A-Z_]+(?![\w./-]))[\w.$][\w./$(){}-]*"
"""A file or a phony target, `$(VENV)/bin/activate` as it is written; `.PHONY` and its like are none."""
_TARGET = re.compile(rf"^({_NAME}(?:[ \t]+{_NAME})*)[ \t]*::?(?![=:])([^=\n#;]*)(?:;(.*))?$")
_DEPENDS = re.compile(rf"(?<!\S){_NAME}(?!\S)")
_INCLUDE = re.compile(r"^[-s]?include[ \t]+([\w./ -]+)$")
_RECIPE = re.compile(r"^@?([A-Za-z][\w-]*)((?: [ ]*[*+$]?\w+(?:=\S{1,80})?){0,20})[ ]*:(?!=)(.*)$")


class Target(Struct, frozen=True):
    """A named thing to run: where it stands, what it depends on and its commands (without @, - and +)."""

    name: str
    file: str
    line: int
    depends: tuple[str, ...] = ()
    recipe: tuple[str, ...] = ()


def make_targets(tree: Tree, folder: str = ".") -> dict[str, Target]:
    """The real targets of the folder's makefile and of what it includes by a literal name; no pattern rules."""
    for name in MAKEFILES:
        path = name if folder == "." else f"{folder}/{name}"
        if tree.text(path) is not None:
            targets: dict[str, Target] = {}
            waiting, seen = [path], {path}
            while waiting and len(seen) <= INCLUDE_LIMIT:
                current = waiting.pop(0)
                included = _read_makefile(tree.text(current) or "", current, targets)
                fresh = [p if folder == "." else f"{folder}/{p}" for p in included]
                waiting += [p for p in fresh if p not in seen and tree.exists(p)]
                seen.update(fresh)
            return targets
    return {}


def just_targets(tree: Tree, folder: str = ".") -> dict[str, Target]:
    path = _first(tree, folder, JUSTFILES)
    targets: dict[str, Target] = {}
    current: str | None = None
    for number, row in enumerate((tree.text(path) or "").split("\n"), 1) if path else ():
        if row[:1] in (" ", "\t"):
            if current:
                targets[current] = _with_line(targets[current], row.strip())
            continue
        match = _RECIPE.match(row[:ROW_LIMIT])
        current = match[1] if match else None
        # a recipe with a required argument cannot be run by its name alone
        if match and not re.search(r"\s[+$]?\w+(?!\S*=)(?=\s|$)", match[2]) and len(targets) < TARGET_LIMIT:
            targets[match[1]] = Target(match[1], str(path), number, tuple(re.findall(r"[\w-]+", match[3])))
        else:
            current = None
    return targets


def task_targets(tree: Tree, folder: str = ".") -> dict[str, Target]:
    path = _first(tree, folder, TASKFILES)
    text = (tree.text(path) if path else None) or ""
    targets: dict[str, Target] = {}
    for name, body in list(table(yaml(text), "tasks").items())[:TARGET_LIMIT]:
        cmds = body if isinstance(body, list) else (body.get("cmds") if isinstance(body, dict) else [body])
        recipe = tuple(
            c if isinstance(c, str) else string(c, "cmd") for c in (cmds if isinstance(cmds, list) else [])
        )
        if isinstance(name, str):
            targets[name] = Target(name, str(path), _line_of(text, rf"^[ \t]+['\"]?{re.escape(name)}['\"]?:"),
                                   strings(body, "deps"), recipe)  # fmt: skip
    return targets


def mise_targets(tree: Tree, folder: str = ".") -> dict[str, Target]:
    path = _first(tree, folder, MISE_FILES)
    text = (tree.text(path) if path else None) or ""
    targets: dict[str, Target] = {}
    for name, body in list(table(toml(text), "tasks").items())[:TARGET_LIMIT]:
        run = body if isinstance(body, str) else (body.get("run") if isinstance(body, Mapping) else None)
        recipe = (run,) if isinstance(run, str) else strings({"run": run}, "run")
        number = _line_of(
            text, rf"^\[tasks\.['\"]?{re.escape(name)}['\"]?\]|^['\"]?{re.escape(name)}['\"]?\s*="
        )
        targets[name] = Target(name, str(path), number, strings(body, "depends"), recipe)
    return targets


def whole_recipe(targets: Mapping[str, Target], name: str) -> tuple[str, ...]:
    """Every command that running the target would reach through its prerequisites, as written."""
    rows: list[str] = []
    waiting, seen = [name], {name}
    while waiting:
        target = targets.get(waiting.pop())
        if target is None:
            continue
        rows += target.recipe
        called = [word for row in target.recipe for word in _called(row)]
        fresh = {*target.depends, *called} - seen
        seen |= fresh
        waiting += sorted(fresh)
    return tuple(rows)


def _called(row: str) -> Iterator[str]:
    match = re.match(r"^(?:\$\(MAKE\)|\$\{MAKE\}|make|just|task)\s+(.*)$", row)
    if match:
        yield from re.findall(r"(?<![\w-])[A-Za-z][\w.-]*", match[1])


def _read_makefile(text: str, path: str, targets: dict[str, Target]) -> list[str]:
    included: list[str] = []
    current: tuple[str, ...] = ()
    number = 0
    rows = text.split("\n")
    while number < len(rows):
        first, row = number + 1, rows[number]
        while row.endswith("\\") and len(row) < ROW_LIMIT and number + 1 < len(rows):
            number += 1
            row = row[:-1] + " " + rows[number].strip()
        number += 1
        if row.startswith("\t"):
            for name in current:
                targets[name] = _with_line(targets[name], row.strip())
            continue
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        match, include = (
            _TARGET.match(row[:ROW_LIMIT].partition("#")[0].rstrip()),
            _INCLUDE.match(row[:ROW_LIMIT]),
        )
        current = ()
        if include:
            included += include[1].split()
        elif match and len(targets) < TARGET_LIMIT:
            current = tuple(match[1].split())
            depends = tuple(_DEPENDS.findall(match[2]))
            for name in current:
                known = targets.get(name, Target(name, path, first))
                if len(known.recipe) + len(known.depends) > TARGET_LIMIT:
                    continue
                line_number = first if match[3] or not known.recipe else known.line
                recipe = (*known.recipe, match[3].strip()) if match[3] else known.recipe
                targets[name] = Target(name, path, line_number, (*known.depends, *depends), recipe)
    return included


def _with_line(target: Target, row: str) -> Target:
    if len(target.recipe) >= TARGET_LIMIT:
        return target
    return Target(target.name, target.file, target.line, target.depends, (*target.recipe, row.lstrip("@-+ ")))


def _first(tree: Tree, folder: str, names: tuple[str, ...]) -> str | None:
    paths = (name if folder == "." else f"{folder}/{name}" for name in names)
    return next((path for path in paths if tree.text(path) is not None), None)


def _line_of(text: str, pattern: str) -> int:
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0
