"""Setting up inside the project's dev container instead: the same plan, run by the `devcontainer` program.

devcontainer.json is read as text. Its `initializeCommand` runs on the host, outside of any container (dev container
reference, “Lifecycle scripts”): without agreement to exactly that command nothing is started.
"""

import hashlib
import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from isonboard import git, text
from isonboard.errors import ConsentError, NotFoundError, RefusedError
from isonboard.manifests.pipelines import devcontainer_files
from isonboard.manifests.structured import json_object, string
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence
from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace.consent import Consent
from isonboard.workspace.plan import plan_id

PROGRAMS = ("devcontainer", "docker")
GET_IT = {
    "devcontainer": "The devcontainer program is not installed: npm install -g @devcontainers/cli",
    "docker": "docker is not installed: https://docs.docker.com/engine/install",
}
_COMMAND_LIMIT = 2_000  # characters of an initializeCommand that a person may be asked to read
_UP_SECONDS = 3_600.0
_DOCKER = ("DOCKER_HOST", "DOCKER_CONTEXT")
_IN_FOLDER = 'cd "$1" && shift && exec "$@"'
_POWERS = {
    "privileged": "it runs privileged",
    "runArgs": "it passes options to docker",
    "mounts": "it mounts folders of this machine",
    "workspaceMount": "it chooses what is mounted",
    "capAdd": "it asks for capabilities",
    "securityOpt": "it changes docker's protection",
    "dockerComposeFile": "it starts services of a compose file",
    "features": "it installs features from the network",
}


class Container(Struct, frozen=True, kw_only=True):
    """A dev container that the checkout describes."""

    file: str
    image: str = ""
    host_command: str = ""
    """What would run on this machine before the container starts; "" for nothing."""
    unreadable: bool = False
    """True where the host command cannot be shown to a person as it is: it is never run then."""
    powers: tuple[str, ...] = ()
    """What it asks of docker beyond a plain container, in words."""
    others: tuple[str, ...] = ()
    """Further definitions that were not chosen."""
    lacking: str = ""
    """How to get the program that is missing here; "" when all are there."""

    @property
    def available(self) -> bool:
        return not self.lacking and not self.unreadable

    @property
    def sentence(self) -> str:
        about = f" ({self.image})" if self.image else ""
        said = [f"A dev container is described in {self.file}{about}."]
        if self.powers:
            said.append(f"Beyond a plain container, {'; '.join(self.powers)}.")
        if self.unreadable:
            said.append(
                "It would run a command on this machine that cannot be shown as it is: it is not used."
            )
        elif self.host_command:
            said.append(f"It first runs on this machine: “{self.host_command}”.")
        if self.others:
            said.append(f"There are others: {', '.join(self.others)}.")
        return " ".join(said)


def container_of(tree: Tree, which: Callable[[str], str | None] | None = None) -> Container | None:
    """The dev container of a checkout, the default one first; None where there is none."""
    listed = devcontainer_files(tree)
    if not listed:
        return None
    find = which or (lambda name: shutil.which(name, path=git.search_path()))
    stated = json_object(tree.text(listed[0]))
    command, unreadable = _host_command(stated.get("initializeCommand")) if stated else ("", True)
    absent = next((name for name in PROGRAMS if find(name) is None), None)
    return Container(
        file=listed[0],
        image=text.line(string(stated, "image"), 120),
        host_command=command,
        unreadable=unreadable,
        powers=tuple(
            words for key, words in _POWERS.items() if stated.get(key) not in (None, False, [], {}, "")
        ),
        others=tuple(text.line(path, 120) for path in listed[1:6]),
        lacking=GET_IT[absent] if absent else "",
    )


def _host_command(stated: Any) -> tuple[str, bool]:
    """The command as a person reads it, and True where that would not be the whole of it."""
    if stated in (None, "", [], {}):
        return "", False
    if isinstance(stated, str):
        said = stated
    elif isinstance(stated, list) and all(isinstance(word, str) for word in stated):
        said = shlex.join(stated)
    elif isinstance(stated, dict):
        parts = [_host_command(value) for value in stated.values()]
        if any(bad for _, bad in parts):
            return "", True
        said = " & ".join(command for command, _ in parts if command)
    else:
        return "", True
    plain = said.strip()
    whole = text.line(plain, _COMMAND_LIMIT + 1)  # a line feed would hide a second command
    return (plain, False) if plain == whole and len(plain) <= _COMMAND_LIMIT else ("", True)


def container_plan(
    plan: SetupPlan, container: Container, environment: Mapping[str, str] = os.environ
) -> SetupPlan:
    """The same steps inside the container. Its id covers the command on this machine, too.

    Where docker is (`DOCKER_HOST`, `DOCKER_CONTEXT`) is part of the commands: steps get no such variables otherwise.

    Raises NotFoundError where a program is missing, RefusedError where the host command cannot be shown.
    """
    if container.lacking:
        raise NotFoundError("a dev container cannot be used here", hint=container.lacking)
    if container.unreadable:
        raise RefusedError(
            f"{container.file} would run a command on this machine that cannot be shown as it is",
            hint="Look at initializeCommand, or set it up without --container.",
        )
    told = tuple(f"{name}={environment[name]}" for name in _DOCKER if environment.get(name))
    program = (*(("env", *told) if told else ()), "devcontainer")
    where = ("--workspace-folder", ".", "--config", container.file)
    proof = Evidence(file=container.file)
    up = Step(
        purpose=Purpose.TOOLCHAIN,
        argv=(*program, "up", *where),
        needs=PROGRAMS,
        evidence=(proof,),
        network=True,
        note=container.sentence,
        timeout=_UP_SECONDS,
    )
    inside = tuple(
        msgspec.structs.replace(
            step,
            argv=(*program, "exec", *where, *_in_folder(step)),
            cwd=".",
            needs=PROGRAMS,
        )
        for step in plan.steps
    )
    steps = (up, *inside)
    covered = hashlib.sha256(f"{plan_id(steps)}\n{container.host_command}".encode()).hexdigest()
    summary = f"In the dev container: {plan.summary[:1].lower()}{plan.summary[1:]}"
    return msgspec.structs.replace(plan, steps=steps, requires={}, summary=summary, id=covered)


def _in_folder(step: Step) -> tuple[str, ...]:
    return step.argv if step.cwd == "." else ("sh", "-c", _IN_FOLDER, "sh", step.cwd, *step.argv)


def container_consent(consent: Consent, container: Container) -> Consent:
    """The consent with the command on this machine in it."""
    if not container.host_command:
        return consent
    line = f"this machine$ {container.host_command}"
    return msgspec.structs.replace(consent, commands=(line, *consent.commands))


def check_host_command(container: Container, agreed: str | None) -> None:
    """Raises ConsentError where a command would run on this machine that was not agreed to word for word."""
    if container.host_command and (agreed is None or agreed.strip() != container.host_command):
        raise ConsentError(
            f"the dev container would first run on this machine: {container.host_command}",
            hint=f"If you agree to exactly that, add --host-command {shlex.quote(container.host_command)}",
        )
