"""A Python project's own description: pyproject.toml, setup.cfg, setup.py and requirement files, as text."""

import ast
import configparser
import re
import warnings
from typing import Any

from msgspec import Struct

from isonboard.manifests.structured import NESTING_LIMIT, string, strings, table, toml
from isonboard.manifests.tree import Tree

_REQUIREMENT = re.compile(r"^[ \t]*([A-Za-z0-9][A-Za-z0-9._-]*)")
_INCLUDED = re.compile(r"^[ \t]*(?:-r|--requirement)[ =]\s*([\w./-]+)")


class PythonProject(Struct, frozen=True, kw_only=True):
    """What the manifests of a folder say; empty where they say nothing."""

    name: str = ""
    is_installable: bool = False
    requires_python: str = ""
    dependencies: tuple[str, ...] = ()
    extras: dict[str, tuple[str, ...]] = {}
    groups: dict[str, tuple[str, ...]] = {}
    build_backend: str = ""
    tools: dict[str, Any] = {}
    """The `[tool.*]` tables of pyproject.toml."""


def python_project(tree: Tree, folder: str = ".") -> PythonProject:
    def text(name: str) -> str:
        return tree.text(name if folder == "." else f"{folder}/{name}") or ""

    content = toml(text("pyproject.toml"))
    project, tools = table(content, "project"), table(content, "tool")
    poetry, flit = table(tools, "poetry"), table(tools, "flit", "metadata")
    cfg, setup = _setup_cfg(text("setup.cfg")), _setup_py(text("setup.py"))
    extras = {
        k: strings(project, "optional-dependencies", k) for k in table(project, "optional-dependencies")
    }
    of_flit = {k: strings(flit, "requires-extra", k) for k in table(flit, "requires-extra")}
    return PythonProject(
        name=string(project, "name") or string(poetry, "name") or string(flit, "dist-name") or string(flit, "module")
        or cfg.name or setup.name,
        is_installable=bool(project or poetry or flit or setup.is_installable or cfg.name or "build-system" in content),
        requires_python=string(project, "requires-python") or string(poetry, "dependencies", "python")
        or string(flit, "requires-python") or cfg.requires_python or setup.requires_python,
        dependencies=strings(project, "dependencies") or tuple(k for k in table(poetry, "dependencies") if k != "python")
        or strings(flit, "requires") or cfg.dependencies or setup.dependencies,
        extras=extras or dict.fromkeys(table(poetry, "extras"), ()) or of_flit or cfg.extras or setup.extras,
        groups={k: strings(content, "dependency-groups", k) for k in table(content, "dependency-groups")},
        build_backend=string(content, "build-system", "build-backend"),
        tools=tools,
    )  # fmt: skip


def requirement_name(requirement: str) -> str:
    """The normalised package name at the start of a requirement line (PEP 503), empty for an option or a path."""
    match = _REQUIREMENT.match(requirement)
    if not match or requirement[match.end() :].lstrip().startswith(":"):
        return ""
    return re.sub(r"[-_.]+", "-", match[1]).lower()


def required_names(tree: Tree, path: str, *, depth: int = 4) -> tuple[str, ...]:
    """Names of the packages in a requirements file and in the files it includes."""
    names: list[str] = []
    for row in (tree.text(path) or "").split("\n"):
        included = _INCLUDED.match(row)
        if included and depth:
            parent = path.rpartition("/")[0]
            nested = f"{parent}/{included[1]}" if parent else included[1]
            names += required_names(tree, nested.replace("/./", "/").removeprefix("./"), depth=depth - 1)
        elif name := requirement_name(row.partition("#")[0]):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _setup_cfg(text: str) -> PythonProject:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return PythonProject()
    extras = parser["options.extras_require"] if parser.has_section("options.extras_require") else {}
    return PythonProject(
        name=parser.get("metadata", "name", fallback=""),
        requires_python=parser.get("options", "python_requires", fallback="").strip(),
        dependencies=_rows(parser.get("options", "install_requires", fallback="")),
        extras={name: _rows(value or "") for name, value in extras.items()},
    )


def _rows(value: str) -> tuple[str, ...]:
    return tuple(row.strip() for row in value.split("\n") if row.strip() and not row.lstrip().startswith("#"))


def _setup_py(text: str) -> PythonProject:
    """The literal arguments of `setup(...)`; names assigned once at the top of the file are looked up."""
    if text.count("(") + text.count("[") + text.count("{") > NESTING_LIMIT * 40:
        return PythonProject(is_installable=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd escapes in foreign strings
            module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return PythonProject(is_installable="setup(" in text)
    names = {
        node.targets[0].id: node.value
        for node in module.body
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "setup":
            given = {k.arg: names.get(k.value.id, k.value) if isinstance(k.value, ast.Name) else k.value
                     for k in node.keywords if k.arg}  # fmt: skip
            return PythonProject(
                is_installable=True,
                name=str(_literal(given.get("name")) or ""),
                requires_python=str(_literal(given.get("python_requires")) or ""),
                dependencies=strings({"d": _literal(given.get("install_requires"))}, "d"),
                extras=_extras(given.get("extras_require")),
            )
    return PythonProject(is_installable="setup" in text)


def _extras(node: ast.expr | None) -> dict[str, tuple[str, ...]]:
    if isinstance(node, ast.Dict):
        pairs = [(_literal(key), value) for key, value in zip(node.keys, node.values, strict=True)]
    elif isinstance(node, ast.Call):  # dict(test=[...])
        pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
    else:
        return {}
    return {key: strings({"v": _literal(value)}, "v") for key, value in pairs if isinstance(key, str)}


def _literal(node: ast.expr | None) -> Any:
    if node is None:
        return None
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
