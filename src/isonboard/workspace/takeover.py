"""The convention's steps of a folder, changed to what the project itself states."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from isonboard.manifests.pipelines import pipeline_pieces
from isonboard.manifests.recipes import (
    Target,
    just_targets,
    make_targets,
    mise_targets,
    task_targets,
    whole_recipe,
)
from isonboard.manifests.tree import Tree
from isonboard.model.plan import Purpose, Question, Step
from isonboard.text import line
from isonboard.workspace.detect.danger import danger_in, refusal
from isonboard.workspace.detect.known import RUNNERS, Known, known
from isonboard.workspace.detect.place import Found, Place, Stated
from isonboard.workspace.detect.scripts import setup_script
from isonboard.workspace.stated import GUIDE, README, WORKFLOW

if TYPE_CHECKING:
    from isonboard.model.evidence import Evidence

_SETUP, _OWN = "setup", "own"
EVIDENCE_LIMIT = 4  # pieces of evidence of one step
_TARGETS = {"make": make_targets, "just": just_targets, "task": task_targets, "mise": mise_targets}
_OWN_CHOICE = frozenset({"pip", "mvn", "CMake", "Meson", "Autotools"})
"""Tools whose command lines are made here in any case: pip needs the virtual environment, Maven writes to ~/.m2."""

Answer = tuple[list[Step], list[Question], list[str]]


def taken_over(place: Place, found: Sequence[Found]) -> Answer:
    """(steps, questions, warnings) of one folder."""
    judged = [(one, is_known) for one in place.stated if (is_known := known(one.spoken.argv)) is not None]
    steps: list[Step] = []
    questions = [question for one in found for question in one.questions]
    warnings = [warning for one in found for warning in one.warnings]
    for one in found:
        ours = [_as_stated(step, one, judged) for step in one.steps]
        ours = [_as_runner(place, step, one, judged) for step in ours]
        asked = _other_manager(place, one, ours, judged)
        steps += ours
        questions += asked
    setup, asked, warned = _setup(place, found, judged, steps)
    if setup:
        steps = [
            *_environment(steps),
            setup,
            *(step for step in steps if step.purpose is not Purpose.INSTALL),
        ]
    return steps, [*questions, *asked], [*warnings, *warned]


def _environment(steps: Sequence[Step]) -> list[Step]:
    """The step that makes the virtual environment: the project's own set-up command finds it first on its PATH."""
    made = [step for step in steps if step.argv[-3:] == ("-m", "venv", ".venv")]
    return [structs.replace(step, purpose=Purpose.SETUP) for step in made]


def without_ecosystem(tree: Tree, stated: Sequence[Stated]) -> tuple[list[Step], list[str]]:
    """Steps from a set-up script and from stated targets that exist, where no tool is known."""
    steps: list[Step] = []
    warnings: list[str] = []
    script = setup_script(tree)
    if script:
        argv, evidence = script
        reason = danger_in((tree.text(evidence.file) or "").split("\n"))
        if reason:
            warnings.append(f"{evidence.file} is left out: it {reason}.")
        else:
            steps.append(Place(tree).step(Purpose.SETUP, *argv, because=evidence, network=True))
    for one in stated:
        k = known(one.spoken.argv)
        place = Place(tree, one.spoken.cwd)
        # `npm ci` in a handbook says nothing about the handbook: only a target that exists here is a step
        if k and k.is_plain and k.language in RUNNERS and _problem(place, one, k) is None:
            steps.append(place.step(k.purpose, *one.spoken.argv, because=one.evidence, network=k.network))
    pieces = pipeline_pieces(tree)[:3] if not steps else ()
    if pieces:
        run = ", ".join(f"`{line(piece.text.strip().partition(chr(10))[0], 60)}`" for piece in pieces)
        warnings.append(f"The project’s workflows run: {run}.")
    return steps[:12], warnings


def _as_stated(step: Step, found: Found, judged: Sequence[tuple[Stated, Known]]) -> Step:
    """The step with the words of the strongest plain statement for its tool and purpose, and its evidence."""
    fitting = [
        (one, k)
        for one, k in judged
        if k.language == found.language and k.purpose is step.purpose and _is_of(step, k, found)
    ]
    if not fitting:
        return step
    one, k = fitting[0]
    evidence = (one.evidence, *step.evidence)[:EVIDENCE_LIMIT]
    is_lock_install = step.purpose is Purpose.INSTALL and found.language == "Node"
    if k.is_plain and one.rank <= README and found.tool not in _OWN_CHOICE and not is_lock_install:
        argv = one.spoken.argv
        if step.argv[0].startswith("./") and not argv[0].startswith("./"):
            argv = (step.argv[0], *argv[1:])
        is_same_program = argv[0].removeprefix("./") == step.argv[0].removeprefix("./")
        if is_same_program and refusal(argv) is None and _says_as_much(step.argv, argv):
            return structs.replace(step, argv=argv, evidence=evidence)
    return structs.replace(step, evidence=evidence)


def _is_of(step: Step, k: Known, found: Found) -> bool:
    """True where a known command speaks of the step's own tool; with pip, of the tests or of pip itself."""
    if found.tool == "pip":
        return step.purpose is Purpose.TEST or (k.tool == "pip" and "pip" in step.argv)
    return k.tool == _tool_of(step.argv[0].removeprefix("./").rpartition("/")[2])


def _says_as_much(convention: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    """False for a bare command where the convention names extras (`uv sync`) or every package (`go test`)."""
    names_extras = any(word.startswith(("--extra", "--group", "-G", "--with")) for word in convention)
    words = {word for word in convention[1:] if not word.startswith("-")}
    if names_extras:
        return len(stated) >= len(convention)
    return words <= set(stated)


def _as_runner(place: Place, step: Step, found: Found, judged: Sequence[tuple[Stated, Known]]) -> Step:
    """The step as `make test` and the like, where the contribution guide says so and says nothing of the tool itself."""
    if (
        step.purpose not in (Purpose.BUILD, Purpose.TEST)
        or found.tool in _OWN_CHOICE
        or found.language in RUNNERS
    ):
        return step
    same = [(one, k) for one, k in judged if k.purpose is step.purpose and one.rank <= GUIDE]
    if any(k.language == found.language for _, k in same):
        return step
    for one, k in same:
        if _target_name(one.spoken.argv) in ("", "all"):  # more than this step: linters, documents, packages
            continue
        if k.language in RUNNERS and k.is_plain and _problem(place, one, k) is None:
            return structs.replace(
                step, argv=one.spoken.argv, evidence=(one.evidence, *step.evidence)[:EVIDENCE_LIMIT],
                needs=tuple(dict.fromkeys((one.spoken.argv[0], *step.needs))),
            )  # fmt: skip
    return step


def _setup(
    place: Place, found: Sequence[Found], judged: Sequence[tuple[Stated, Known]], steps: Sequence[Step]
) -> tuple[Step | None, list[Question], list[str]]:
    """The project's own set-up command: from its documents, else a script with a usual name; or why it is not used."""
    candidates: list[tuple[tuple[str, ...], Evidence, str | None, str]] = []
    for one, k in judged:
        if (
            k.purpose is Purpose.SETUP
            and one.rank <= README
            and k.is_plain
            and not _is_missing(place.tree, one, k)
        ):
            candidates.append(
                (one.spoken.argv, one.evidence, _problem(place, one, k), _recipe_text(place, one, k))
            )
    script = setup_script(place.tree) if place.folder == "." else None
    if script:
        text = place.tree.text(script[1].file) or ""
        candidates.append((*script, danger_in(text.split("\n")), text))
    if not candidates:
        return None, [], []
    argv, evidence, problem, text = candidates[0]
    uses_pip = any(one.tool == "pip" for one in found)
    if problem is None and uses_pip and ".venv" not in text:
        problem = "does not say where its packages go"
    spoken = " ".join(argv)
    asked = problem
    if problem is not None and place.choice(_SETUP) == _OWN and refusal(argv) is None:
        problem = None
    installs = [" ".join(step.argv) for step in steps if step.purpose is Purpose.INSTALL]
    if problem is None and asked is None:
        return place.step(Purpose.SETUP, *argv, because=evidence, network=True), [], []
    if not installs:
        return None, [], [f"`{spoken}` is left out: it {problem}."]
    question = Question(
        text=f"The project has a set-up command of its own, `{spoken}`, which {asked}.",
        options=("; ".join(installs)[:300], spoken) if problem else (spoken, "; ".join(installs)[:300]),
        evidence=(evidence,),
        key=place.key(_SETUP) if refusal(argv) is None else "",
        names=(("install", _OWN) if problem else (_OWN, "install")) if refusal(argv) is None else (),
    )
    chosen = place.step(Purpose.SETUP, *argv, because=evidence, network=True) if problem is None else None
    return chosen, [question], []


def _other_manager(
    place: Place, found: Found, steps: Sequence[Step], judged: Sequence[tuple[Stated, Known]]
) -> list[Question]:
    """A question where the documents install with another manager than the files name."""
    installs = [step for step in steps if step.purpose is Purpose.INSTALL and step.evidence]
    said = [
        (one, k)
        for one, k in judged
        if k.language == found.language and k.purpose is Purpose.INSTALL and one.rank < WORKFLOW
    ]
    if not installs or not said or any(_fits(k.tool, found.tool) for _, k in said):
        return []
    one, k = said[0]
    if k.tool == "pip" or found.tool == "pip" or found.questions:
        return []
    return [
        Question(
            text=f"{one.evidence.file} installs with {k.tool}, {installs[0].evidence[0].file} with {found.tool}.",
            options=(" ".join(installs[0].argv), " ".join(one.spoken.argv)),
            evidence=(installs[0].evidence[0], one.evidence),
            key=place.key(found.language),
            names=(found.tool.casefold(), k.tool.casefold()),
        )
    ]


def _fits(said: str, chosen: str) -> bool:
    return said.lower() == chosen.lower()


def _tool_of(program: str) -> str:
    return {"mvnw": "mvn", "gradlew": "gradle"}.get(program, program)


def _targets(place_tree: Tree, folder: str, tool: str) -> Mapping[str, Target]:
    reader = _TARGETS.get(tool)
    return reader(place_tree, folder) if reader else {}


def _target_name(argv: tuple[str, ...]) -> str:
    words = [word for word in argv[1:] if not word.startswith("-") and word != "run"]
    return words[0] if words else ""


def _is_missing(tree: Tree, one: Stated, k: Known) -> bool:
    """True where a document names a target of a runner that the checkout does not have."""
    if k.language not in RUNNERS:
        return False
    if "/" in one.spoken.argv[0]:
        return True  # `./make` is a file of the checkout, not the runner
    targets = _targets(tree, one.spoken.cwd, k.tool)
    name = _target_name(one.spoken.argv)
    return not targets or (bool(name) and name not in targets)


def _recipe_text(place: Place, one: Stated, k: Known) -> str:
    return "\n".join(whole_recipe(_targets(place.tree, place.folder, k.tool), _target_name(one.spoken.argv)))


def _problem(place: Place, one: Stated, k: Known) -> str | None:
    """Why a runner's target is not taken over: missing, or dangerous by its recipe."""
    if _is_missing(place.tree, one, k):
        return "does not exist"
    if k.language not in RUNNERS:
        return refusal(one.spoken.argv)
    return refusal(one.spoken.argv) or danger_in(_recipe_text(place, one, k).split("\n"))
