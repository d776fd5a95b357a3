"""Which folders of a checkout have a set-up of their own: its root and at most two levels below."""

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from isonboard import limits
from isonboard.manifests.tree import Tree
from isonboard.model.plan import Purpose
from isonboard.workspace.detect.place import Found, Place, Stated
from isonboard.workspace.detect.registry import DETECTORS, FALLBACKS
from isonboard.workspace.rivals import one_a_language

DEPTH = 2  # levels below the root
ROOT_LIMIT = limits.ROOTS
FOLDER_LIMIT = limits.FOLDERS
NOT_ROOTS = re.compile(
    r"^(?:\..*|tests?|testing|testdata|test[-_].*|.*[-_]tests?|e2e|fixtures?|mocks?|examples?|samples?|demos?|tutorials?|"
    r"vendor(?:ed)?|third[-_]?party|3rdparty|external|extern|contrib|docs?|documentation|website|site|www|bench(?:mark)?s?|"
    r"fuzz(?:ing)?|templates?|playgrounds?|sandbox|scripts?|tools?|hack|ci|packaging|debian|dist|build.*|node_modules|"
    r"integration[-_]?tests?|spec|snapshots?|resources|assets|licenses?|gradle|cmake|m4|po|man|etc|res|include|deps|dev|misc|"
    r"perf|stubs|typings|types|infra|deploy(?:ment)?|docker|images?|config|conf|notebooks?|skeleton|cookiecutter.*|{{.*)$",
    re.IGNORECASE,
)


def candidate_folders(tree: Tree) -> list[str]:
    """The root, then every folder of the first two levels that may be a root, sorted by depth and name."""
    folders: set[str] = set()
    for path in tree.paths():
        parts = path.split("/")[:-1][:DEPTH]
        for depth in range(1, len(parts) + 1):
            if any(NOT_ROOTS.match(part) for part in parts[:depth]):
                break
            folders.add("/".join(parts[:depth]))
    return [".", *sorted(folders, key=lambda folder: (folder.count("/"), folder))[:FOLDER_LIMIT]]


def roots(
    tree: Tree, stated: Sequence[Stated], choices: Mapping[str, str] | None = None
) -> tuple[list[tuple[Place, list[Found]]], list[str]]:
    """(the folders that have a set-up, with what was found; folders beside them that are not planned)."""
    planned: list[tuple[Place, list[Found]]] = []
    left_out: list[str] = []
    for folder in candidate_folders(tree):
        place = Place(tree, folder, stated, choices)
        found = [one for detect in DETECTORS if (one := detect(place)) is not None]
        if all(one.weak for one in found):
            fallbacks = [one for detect in FALLBACKS if (one := detect(place)) is not None]
            real = [one for one in fallbacks if one.steps and not one.weak][:1]
            found = real or found or fallbacks[:1]
        found = [one for one in found if one.steps or one.warnings]
        found = one_a_language(place, _without_helpers(found))
        found = [one for one in found if not _is_covered(one, folder, planned)]
        if not found:
            continue
        if folder != "." and planned and not _stands_beside(place, found, planned):
            left_out.append(folder)
            continue
        if len(planned) >= ROOT_LIMIT:
            left_out.append(folder)
            continue
        planned.append((place, found))
    return planned, left_out


def _without_helpers(found: list[Found]) -> list[Found]:
    strong = [one for one in found if not one.weak]
    return strong or found


def _is_covered(one: Found, folder: str, planned: list[tuple[Place, list[Found]]]) -> bool:
    """True where a root above builds this folder as a member of its workspace."""
    for place, others in planned:
        base = place.folder
        if base != "." and not folder.startswith(f"{base}/"):
            continue
        inside = folder if base == "." else folder[len(base) + 1 :]
        for other in others:
            same = other.language == one.language
            if same and any(
                fnmatchcase(inside, pattern.removeprefix("./").rstrip("/"))
                or inside.startswith(f"{pattern.removeprefix('./').rstrip('/')}/")
                for pattern in other.members
            ):
                return True
    return False


APPLICATION_FOLDERS = re.compile(
    r"^(?:front-?end|back-?end|server|client|web(?:app|-?ui)?|ui|apps?|api|services?|packages?|libs|crates|cli|core|mobile|"
    r"python|js|javascript|typescript|rust|go|java|node|ruby|desktop|gui|dashboard|admin|portal|sdk|bindings)$",
    re.IGNORECASE,
)


def _stands_beside(place: Place, found: list[Found], planned: list[tuple[Place, list[Found]]]) -> bool:
    """True for a part of the product: nothing real at the root, another language in a part's folder, or an own lock."""
    at_root = [one for other, founds in planned for one in founds if other.folder == "."]
    if not any(step.purpose in (Purpose.BUILD, Purpose.TEST) for one in at_root for step in one.steps):
        return True
    above = {one.language for one in at_root}
    first = place.folder.split("/")[0]
    return bool(APPLICATION_FOLDERS.match(first)) and any(
        one.language not in above and not one.weak for one in found
    )
