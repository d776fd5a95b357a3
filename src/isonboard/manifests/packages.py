"""Which packages a project publishes and depends on, as `ecosystem:name`: for the profile, the fit and the plan.

The ecosystems are named as in package URLs (purl-spec): pypi, npm, cargo, golang, maven, gem, composer, hex,
nuget, pub, hackage, cran, swift, julia; and `backstage` for the relations of Backstage's Components.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from isonboard import limits
from isonboard.manifests.evidence import calm
from isonboard.manifests.go_module import go_module
from isonboard.manifests.python_project import python_project, required_names, requirement_name
from isonboard.manifests.structured import (
    json_object,
    string,
    strings,
    table,
    toml,
    xml,
    yaml,
    yaml_documents,
)
from isonboard.manifests.tree import Tree
from isonboard.text import line

NAME_LIMIT = limits.PACKAGE_NAME_LETTERS
PACKAGE_LIMIT = limits.PACKAGES
DEPTH = 2  # folders below the root that are looked into
_SKIPPED = re.compile(
    r"(?:^|/)(?:tests?|fixtures?|examples?|samples?|testdata|docs?|bench\w*|templates?)(?:/|$)", re.IGNORECASE
)


class Packages(Struct, frozen=True):
    """`publishes` and `depends`, each sorted and without repetition."""

    publishes: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()


def manifests_among(paths: Iterable[str], limit: int) -> list[str]:
    """The paths that `packages_of` would read, those nearest to the root first."""
    found = [path for path in paths if _is_looked_at(path) and _readers_of(path)]
    return sorted(found, key=lambda path: (path.count("/"), path))[:limit]


def packages_of(tree: Tree) -> Packages:
    """The packages of every manifest at the root and at most two levels below; never raises for foreign content."""
    publishes: set[str] = set()
    depends: set[str] = set()
    for path in tree.paths():
        if not _is_looked_at(path):
            continue
        for ecosystem, read in _readers_of(path):
            own, needed = read(tree, path)
            publishes.update(f"{ecosystem}:{name}" for name in own if _is_name(name))
            depends.update(f"{ecosystem}:{name}" for name in needed if _is_name(name))
    return Packages(
        tuple(sorted(publishes))[:PACKAGE_LIMIT], tuple(sorted(depends - publishes))[:PACKAGE_LIMIT]
    )


def _is_looked_at(path: str) -> bool:
    return path.count("/") <= DEPTH and _SKIPPED.search(path.rpartition("/")[0]) is None


def _readers_of(path: str) -> "list[tuple[str, Callable[[Tree, str], Read]]]":
    name = path.rpartition("/")[2]
    return [(ecosystem, read) for pattern, ecosystem, read in READERS if pattern.fullmatch(name)]


def _is_name(name: str) -> bool:
    return (
        0 < len(name) <= NAME_LIMIT
        and re.fullmatch(r"[@\w][\w./@:+~-]*", name) is not None
        and line(name) == name
    )


Read = tuple[list[str], list[str]]


def _python(tree: Tree, path: str) -> Read:
    folder = path.rpartition("/")[0] or "."
    project = python_project(tree, folder)
    wanted = [
        *project.dependencies,
        *(r for rs in (*project.extras.values(), *project.groups.values()) for r in rs),
    ]
    return [requirement_name(project.name)], [requirement_name(r) for r in wanted]


def _requirements(tree: Tree, path: str) -> Read:
    return [], list(required_names(tree, path))


def _pipfile(tree: Tree, path: str) -> Read:
    content = toml(tree.text(path))
    return [], [requirement_name(n) for kind in ("packages", "dev-packages") for n in table(content, kind)]


def _node(tree: Tree, path: str) -> Read:
    content = json_object(tree.text(path))
    kinds = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
    own = [] if str(content.get("private", "")) == "True" else [string(content, "name")]
    return own, [name for kind in kinds for name in table(content, kind)]


def _deno(tree: Tree, path: str) -> Read:
    targets = [t for t in table(json_object(tree.text(path)), "imports").values() if isinstance(t, str)]
    found = [re.match(r"npm:(@?[^@]+)", target) for target in targets]
    return [], [match[1].rstrip("/") for match in found if match]


def _cargo(tree: Tree, path: str) -> Read:
    content = toml(tree.text(path))
    holders = [content, table(content, "workspace"), *(t for t in table(content, "target").values())]
    kinds = ("dependencies", "dev-dependencies", "build-dependencies")
    needed = [
        string(value, "package") or name
        for h in holders
        for kind in kinds
        for name, value in table(h, kind).items()
    ]
    return [string(content, "package", "name")], needed


def _go(tree: Tree, path: str) -> Read:
    module = go_module(tree.text(path) or "")
    return [module.module], list(module.requires)


def _maven(tree: Tree, path: str) -> Read:
    pom = xml(tree.text(path))
    if pom is None:
        return [], []
    group = (pom.findtext("groupId") or pom.findtext("parent/groupId") or "").strip()
    needed = [
        f"{(d.findtext('groupId') or '').strip()}:{(d.findtext('artifactId') or '').strip()}"
        for d in pom.iter("dependency")
    ]
    own = f"{group}:{(pom.findtext('artifactId') or '').strip()}"
    return [own] if not own.startswith(":") else [], [
        n for n in needed if "$" not in n and not n.startswith(":")
    ]


def _by_pattern(pattern: str, own: str = r"(?!)") -> Callable[[Tree, str], Read]:
    needed, published = re.compile(pattern, re.MULTILINE), re.compile(own, re.MULTILINE)

    def read(tree: Tree, path: str) -> Read:
        text = calm(tree.text(path) or "")
        return published.findall(text)[:5], needed.findall(text)[:PACKAGE_LIMIT]

    return read


def _composer(tree: Tree, path: str) -> Read:
    content = json_object(tree.text(path))
    needed = [n for kind in ("require", "require-dev") for n in table(content, kind) if "/" in n]
    return [string(content, "name")], needed


def _pub(tree: Tree, path: str) -> Read:
    content = yaml(tree.text(path))
    needed = [n for kind in ("dependencies", "dev_dependencies") for n in table(content, kind)]
    return [string(content, "name")], needed


def _nuget(tree: Tree, path: str) -> Read:
    project = xml(tree.text(path))
    if project is None:
        return [], []
    references = [
        e.get("Include") or "" for tag in ("PackageReference", "PackageVersion") for e in project.iter(tag)
    ]
    return [e.text or "" for e in project.iter("PackageId")], references


def _backstage(tree: Tree, path: str) -> Read:
    """The Components' relations (backstage.io, descriptor format): what they are, provide, depend on and consume."""
    own: list[str] = []
    needed: list[str] = []
    for content in yaml_documents(tree.text(path)):
        if string(content, "kind").casefold() != "component":
            continue
        home = string(content, "metadata", "namespace") or "default"
        own.append(backstage_entity(string(content, "metadata", "name"), "component", home))
        own += [backstage_entity(one, "api", home) for one in strings(content, "spec", "providesApis")]
        needed += [backstage_entity(one, "component", home) for one in strings(content, "spec", "dependsOn")]
        needed += [backstage_entity(one, "api", home) for one in strings(content, "spec", "consumesApis")]
    return [one for one in own if one], [one for one in needed if one]


def backstage_entity(reference: str, kind: str, namespace: str = "default") -> str:
    """An entity reference written whole (“component:default/pay”), as Backstage compares them: in small letters."""
    written, _, rest = reference.strip().rpartition(":")
    place, _, name = rest.rpartition("/")
    return f"{written or kind}:{place or namespace}/{name}".casefold() if name else ""


def _description(tree: Tree, path: str) -> Read:
    text = re.sub(r"\n[ \t]+", " ", calm(tree.text(path) or ""))
    rows: Iterator[str] = (
        m[1] for m in re.finditer(r"^(?:Depends|Imports|Suggests|LinkingTo):(.*)$", text, re.MULTILINE)
    )
    needed = [name for row in rows for name in re.findall(r"(?:^|,)\s*([A-Za-z][\w.]*)", row) if name != "R"]
    return re.findall(r"^Package:\s*([\w.]+)", text, re.MULTILINE)[:1], needed


def _cabal(tree: Tree, path: str) -> Read:
    text = re.sub(r"\n[ \t]*,", ",", calm(tree.text(path) or ""))
    rows = re.findall(
        r"^[ \t]*build-depends:((?:[^\n]|\n(?=[ \t]{8,}\S+[^:\n]*$))*)", text, re.MULTILINE | re.IGNORECASE
    )
    needed = [name for row in rows for name in re.findall(r"(?:^|,)\s*([A-Za-z][\w-]*)", row)]
    return re.findall(r"^name:\s*([\w-]+)", text, re.MULTILINE | re.IGNORECASE)[:1], needed


def _julia(tree: Tree, path: str) -> Read:
    content = toml(tree.text(path))
    return [string(content, "name")] if string(content, "uuid") else [], list(table(content, "deps"))


def _environment(tree: Tree, path: str) -> Read:
    content: Any = yaml(tree.text(path))
    return [], [
        requirement_name(row) for row in strings(content, "dependencies") if requirement_name(row) != "python"
    ]


_GRADLE = r"(?:implementation|api|compileOnly|runtimeOnly|testImplementation|kapt|ksp|compile|testCompile)[\s(]+['\"]([\w.-]+:[\w.-]+)"
READERS: tuple[tuple[re.Pattern[str], str, Callable[[Tree, str], Read]], ...] = tuple(
    (re.compile(name), ecosystem, read)
    for name, ecosystem, read in (
        (r"pyproject\.toml|setup\.py|setup\.cfg", "pypi", _python),
        (r"(?:[\w-]*requirements[\w.-]*|dev|test)\.txt", "pypi", _requirements),
        (r"Pipfile", "pypi", _pipfile),
        (r"environment\.ya?ml", "conda", _environment),
        (r"package\.json", "npm", _node),
        (r"deno\.jsonc?", "npm", _deno),
        (r"Cargo\.toml", "cargo", _cargo),
        (r"go\.mod", "golang", _go),
        (r"pom\.xml", "maven", _maven),
        (r"build\.gradle(?:\.kts)?", "maven", _by_pattern(_GRADLE)),
        (r"build\.sbt", "maven", _by_pattern(r"\"([\w.-]+)\"\s*%%?%?\s*\"[\w.-]+\"")),
        (r"Gemfile", "gem", _by_pattern(r"^[ \t]*gem\s+['\"]([\w-]+)['\"]")),
        (r"[\w.-]+\.gemspec", "gem", _by_pattern(r"add_(?:\w+_)?dependency[\s(]+['\"]([\w-]+)['\"]", r"\.name\s*=\s*['\"]([\w-]+)['\"]")),
        (r"composer\.json", "composer", _composer),
        (r"mix\.exs", "hex", _by_pattern(r"\{:(\w+),\s*(?:\"|~|>|git|path|in_umbrella)", r"app:\s*:(\w+)")),
        (r"rebar\.config", "hex", _by_pattern(r"^[ \t]*(?:\{deps,[ \t]*\[)?[ \t]*\{([a-z]\w*),\s*(?:\"|\{git)")),
        (r"[\w.-]+\.(?:cs|fs|vb)proj|Directory\.Packages\.props", "nuget", _nuget),
        (r"pubspec\.yaml", "pub", _pub),
        (r"[\w.-]+\.cabal", "hackage", _cabal),
        (r"DESCRIPTION", "cran", _description),
        (r"catalog-info\.ya?ml", "backstage", _backstage),
        (r"Package\.swift", "swift", _by_pattern(r"\.package\(\s*(?:name:[^,]+,\s*)?url:\s*\"https?://([\w./-]+?)(?:\.git)?\"")),
        (r"Project\.toml", "julia", _julia),
    )
)  # fmt: skip
