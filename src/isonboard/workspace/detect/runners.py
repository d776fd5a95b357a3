"""just, Task and mise, where nothing better is known: their set-up, build and test recipes."""

from collections.abc import Callable, Mapping

from isonboard.manifests.recipes import (
    JUSTFILES,
    MISE_FILES,
    TASKFILES,
    Target,
    just_targets,
    mise_targets,
    task_targets,
    whole_recipe,
)
from isonboard.manifests.tree import Tree
from isonboard.model.plan import Purpose, Step
from isonboard.workspace.detect.danger import danger_in
from isonboard.workspace.detect.make import BUILD_TARGETS, SETUP_TARGETS, TEST_TARGETS, target_evidence
from isonboard.workspace.detect.place import Found, Place

Reader = Callable[[Tree, str], Mapping[str, Target]]
RUNNERS: tuple[tuple[str, tuple[str, ...], Reader, tuple[str, ...]], ...] = (
    ("just", JUSTFILES, just_targets, ("just",)),
    ("Task", TASKFILES, task_targets, ("task",)),
    ("mise", MISE_FILES, mise_targets, ("mise", "run")),
)
_WANTED = ((Purpose.SETUP, SETUP_TARGETS), (Purpose.BUILD, BUILD_TARGETS), (Purpose.TEST, TEST_TARGETS))


def detect(place: Place) -> Found | None:
    for name, files, read, words in RUNNERS:
        if place.has(*files) is None:
            continue
        targets = read(place.tree, place.folder)
        steps: list[Step] = []
        warnings: list[str] = []
        for purpose, wanted in _WANTED:
            target = next((targets[n] for n in wanted if n in targets), None)
            if target is None:
                continue
            reason = danger_in(whole_recipe(targets, target.name))
            if reason:
                warnings.append(f"`{' '.join(words)} {target.name}` is left out: it {reason}.")
            else:
                steps.append(place.step(purpose, *words, target.name, because=target_evidence(target)))
        if steps or warnings:
            return Found(
                language=name,
                tool=words[0],
                name=name,
                steps=tuple(steps),
                warnings=tuple(warnings),
                weak=not steps,
            )
    return None
