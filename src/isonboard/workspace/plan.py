"""A set-up plan made from text only: what would run, in which folder, and which file and line says so.

The evidence counts in this order: contribution guide and README, set-up scripts, dev container, workflows, lock
files, conventions of the ecosystem. What a document says replaces the convention's command for the same tool and
purpose; where the evidence names different tools the plan asks, showing both.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

import msgspec

from isonboard import limits
from isonboard.manifests.agreement import agreement_of
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, Question, SetupPlan, Step
from isonboard.text import line
from isonboard.workspace.detect.danger import refusal
from isonboard.workspace.detect.pinned import pinned_tools
from isonboard.workspace.detect.place import Found, Place
from isonboard.workspace.roots import roots
from isonboard.workspace.services import services_of
from isonboard.workspace.stated import stated_commands
from isonboard.workspace.takeover import taken_over, without_ecosystem

ORDER = tuple(Purpose)
STEP_LIMIT = limits.PLAN_STEPS
DOCUMENT_SUFFIXES = (".md", ".rst", ".txt", ".adoc", ".asciidoc", ".org", ".markdown", ".mdx", ".html")
UNPLANNED = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^(?:MODULE\.bazel|WORKSPACE(?:\.bazel)?)$", "Bazel"),
        (r"^(?:Makefile|Build)\.PL$|^dist\.ini$|^cpanfile$", "Perl’s own tools"),
        (r"^dune-project$", "dune"),
        (r"^build\.xml$", "Ant"),
        (r"^SConstruct$", "SCons"),
        (r"^BUCK$|^\.buckconfig$", "Buck"),
        (r"^pants\.toml$", "Pants"),
        (r"^(?:project|deps)\.(?:clj|edn)$", "Leiningen or the Clojure tools"),
        (r"^[^/]+\.nimble$", "Nimble"),
        (r"^shard\.yml$", "Shards"),
        (r"^dub\.(?:json|sdl)$", "Dub"),
        (r"^[^/]+\.rockspec$", "LuaRocks"),
    )
)


def plan_for(
    tree: Tree,
    *,
    contributing_commands: Sequence[tuple[str, Evidence]] = (),
    choices: Mapping[str, str] | None = None,
) -> SetupPlan:
    """The plan of a checkout; never raises for what the checkout holds.

    `contributing_commands` are shell lines that the guidance found, each with its evidence; the documents are
    read here as well, so that none need to be given. `choices` answers questions of an earlier plan: key to name.
    """
    stated = stated_commands(tree, contributing_commands)
    planned, left_out = roots(tree, stated, choices)
    steps: list[Step] = []
    questions: list[Question] = []
    warnings: list[str] = []
    for place, found in planned:
        ours, asked, warned = taken_over(place, found)
        steps += ours
        questions += asked
        warnings += warned
    if not steps:
        steps, warned = without_ecosystem(tree, stated)
        warnings += warned
    warnings += _about_left_out(left_out)
    agreement, agreement_evidence = agreement_of(tree)
    kept = _gated(_ordered(steps), warnings)
    names = tuple(dict.fromkeys(one.title for _, found in planned for one in found if one.steps))
    return SetupPlan(
        steps=kept,
        ecosystems=names,
        requires=_requires(tree, planned),
        questions=tuple(questions),
        warnings=tuple(dict.fromkeys(warnings)),
        services=services_of(tree),
        agreement=agreement,
        agreement_evidence=agreement_evidence,
        summary=_summary(tree, names, kept),
        id=plan_id(kept),
    )


def plan_id(steps: Sequence[Step]) -> str:
    """The SHA-256 of everything that would run: folders, programs and words, in order."""
    content = msgspec.json.encode([[step.cwd, list(step.argv)] for step in steps])
    return hashlib.sha256(content).hexdigest()


def _ordered(steps: Sequence[Step]) -> list[Step]:
    """Set-up, install and build of every folder before the checks, each once."""
    unique = {(step.cwd, step.argv): step for step in reversed(steps)}
    kept = [
        msgspec.structs.replace(step, evidence=tuple(dict.fromkeys(step.evidence)))
        for step in steps
        if unique.pop((step.cwd, step.argv), None) is not None
    ]
    return sorted(kept, key=lambda step: ORDER.index(step.purpose))


def _gated(steps: list[Step], warnings: list[str]) -> tuple[Step, ...]:
    kept: list[Step] = []
    for step in steps:
        reason = refusal(step.argv)
        if reason:
            warnings.append(f"`{' '.join(step.argv)}` is left out: it {reason}.")
        else:
            kept.append(step)
    if len(kept) > STEP_LIMIT:
        warnings.append(f"Only the first {STEP_LIMIT} of {len(kept)} steps are planned.")
    return tuple(kept[:STEP_LIMIT])


def _requires(tree: Tree, planned: Sequence[tuple[Place, list[Found]]]) -> dict[str, str]:
    requires: dict[str, str] = {}
    for _, found in planned:
        for one in found:
            for tool, version in one.requires.items():
                requires.setdefault(tool, line(version, 80))
    for tool, version in pinned_tools(tree).items():
        requires.setdefault(tool, version)
    return requires


def _about_left_out(folders: list[str]) -> list[str]:
    if not folders:
        return []
    listed = ", ".join(folders[:6]) + (" …" if len(folders) > 6 else "")
    return [f"Further folders have a set-up of their own that is not planned here: {listed}."]


def _summary(tree: Tree, names: tuple[str, ...], steps: Sequence[Step]) -> str:
    if not steps:
        if not tree.paths():
            return "Nothing here yet: the checkout is empty."
        documents = sum(path.lower().endswith(DOCUMENT_SUFFIXES) for path in tree.paths())
        if documents * 2 >= len(tree.paths()):
            return "Documentation only: ready to edit."
        other = next(
            (name for pattern, name in UNPLANNED if any(pattern.search(path) for path in tree.paths())), None
        )
        return (
            f"Built with {other}, which isonboard does not plan yet: ready to edit."
            if other
            else "No known build tool: ready to edit."
        )
    folders = sorted({step.cwd for step in steps})
    head = " and ".join(names) if names else "By the project's own words"
    doing = ", ".join(dict.fromkeys(_verb(step) for step in steps))
    where = "" if folders == ["."] else f" in {', '.join(folders[:4])}{' …' if len(folders) > 4 else ''}"
    return f"{head}{where}: {doing}."


def _verb(step: Step) -> str:
    return {Purpose.VERIFY: "check", Purpose.TOOLCHAIN: "tools"}.get(step.purpose, str(step.purpose))
