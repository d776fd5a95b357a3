"""Where one folder has several tools for the same job: which of them is planned, and the question about it."""

import re
from collections.abc import Sequence

from msgspec import structs

from isonboard.model.evidence import Evidence
from isonboard.model.plan import Question
from isonboard.workspace.detect.place import Found, Place

WORDS = {
    "CMake": r"\bcmake\b",
    "Meson": r"\bmeson\b",
    "Autotools": r"\./configure\b|\bautogen\.sh\b|\bautoreconf\b",
    "mvn": r"\bmvnw?\b",
    "gradle": r"\bgradlew?\b",
    "sbt": r"\bsbt\b",
    "Mill": r"\bmillw?\b",
    "rebar3": r"\brebar3\b",
    "make": r"\bmake\b",
}
"""How documents and workflows speak of a tool."""
_DOCUMENTS = re.compile(
    r"^(?:\.github/|docs?/)?(?:CONTRIBUTING|README|INSTALL|BUILD|BUILDING|HACKING|DEVELOP\w*)[\w.-]*$",
    re.IGNORECASE,
)
_WORKFLOWS = re.compile(
    r"^(?:\.github|\.forgejo|\.gitea)/workflows/[^/]+\.ya?ml$|^\.gitlab-ci\.yml$|^\.travis\.yml$"
)
_NATIVE = ("C/C++", "Rust")
_BUILT_BY_PYTHON = re.compile(
    r"maturin|mesonpy|scikit_build_core|skbuild|setuptools_rust|py_build_cmake|pdm\.build.*cmake"
)
_BEATS = {"Swift": "C/C++", "Deno": "", "Zig": "C/C++"}
"""A package of the first language names the build; a file of the second beside it serves other users."""


def one_a_language(place: Place, found: Sequence[Found]) -> list[Found]:
    """One tool a language, the best attested first; what was not chosen becomes a question."""
    languages = list(dict.fromkeys(one.language for one in found))
    kept: list[Found] = []
    for language in languages:
        rivals = [one for one in found if one.language == language]
        kept.append(_chosen(place, rivals))
    present = {one.language for one in kept}
    beaten = {loser for winner, loser in _BEATS.items() if winner in present}
    if "Python" in present and _BUILT_BY_PYTHON.search(place.text("pyproject.toml")):
        beaten.update(_NATIVE)
    return [one for one in kept if one.language not in beaten]


def _chosen(place: Place, rivals: Sequence[Found]) -> Found:
    if len(rivals) == 1:
        return rivals[0]
    chosen = place.choice(rivals[0].language)
    ranked = sorted(
        rivals, key=lambda one: (one.tool.casefold() == chosen, _mentions(place, one.tool)), reverse=True
    )
    first = ranked[0]
    question = Question(
        text=f"The checkout can be built with {' and with '.join(one.tool for one in ranked)}.",
        options=tuple("; ".join(" ".join(step.argv) for step in one.steps[:2]) for one in ranked),
        evidence=tuple(_evidence(one) for one in ranked),
        key=place.key(first.language),
        names=tuple(one.tool.casefold() for one in ranked),
    )
    return structs.replace(first, questions=(*first.questions, question))


def _mentions(place: Place, tool: str) -> tuple[int, int]:
    """(mentions in documents, mentions in workflows), documents counting first."""
    pattern = WORDS.get(tool)
    if pattern is None:
        return 0, 0
    documents = [path for path in place.tree.paths() if _DOCUMENTS.match(path)]
    workflows = [path for path in place.tree.paths() if _WORKFLOWS.match(path)]
    count = re.compile(pattern)
    spoken, built = (
        sum(len(count.findall(place.tree.text(p) or "")) for p in paths[:30])
        for paths in (documents, workflows)
    )
    return spoken, built


def _evidence(one: Found) -> Evidence:
    return one.steps[0].evidence[0] if one.steps and one.steps[0].evidence else Evidence("")
