"""What a project would like beside its set-up: submodules, large files, services, settings, hooks, a container.

Each is asked about and none is done silently; services are never started by us.
"""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from isonboard import git, text
from isonboard.address import clone_address, origin_of
from isonboard.assistant.container import container_of
from isonboard.assistant.context import Context
from isonboard.errors import IsonboardError, RefusedError
from isonboard.manifests.structured import string, table, yaml
from isonboard.manifests.tree import Tree
from isonboard.model.ports import Report
from isonboard.workspace import large_files
from isonboard.workspace.checkout import remotes_of, repository_at
from isonboard.workspace.configure import ENV_TEMPLATES
from isonboard.workspace.contents import contents_of
from isonboard.workspace.hooks import hooks_of
from isonboard.workspace.submodules import Submodule, fetch_submodules, submodules_of

_COMPOSE = re.compile(
    r"(?:docker/|\.devcontainer/|deploy/)?(?:docker-)?compose(?:\.(?:dev|test|local))?\.ya?ml"
)
_SHOWN = 6


class Extra(Struct, frozen=True, kw_only=True):
    """One thing to be asked about."""

    kind: str
    """`submodules`, `lfs`, `services`, `env`, `hooks` or `container`."""
    text: str
    command: str | None = None
    """What does it, to be typed or, for submodules and large files, run by a key; None where nothing can here."""
    asked: bool = True
    """Always: none of them happens without an answer."""


class Fetched(Struct, frozen=True, kw_only=True):
    """What was fetched on request."""

    submodules: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    """Submodules that were not fetched, each with why."""
    lfs: bool = False

    @property
    def sentence(self) -> str:
        parts = []
        if self.submodules:
            parts.append(f"submodules fetched: {_some(self.submodules)}")
        if self.refused:
            parts.append(f"submodules not fetched: {_some(self.refused)}")
        if self.lfs:
            parts.append("large files fetched")
        return "; ".join(parts) or "there was nothing to fetch"


def extras_of(context: Context, checkout: Path, tree: Tree) -> tuple[Extra, ...]:
    """What to ask about. Reads only."""
    return tuple(
        extra
        for find in (_submodules, _large_files, _services, _settings, _hooks, _container)
        for extra in find(context, checkout, tree)
    )


def _setup(context: Context, checkout: Path, option: str) -> str:
    sample = " --sample" if context.sample else ""
    return f"isonboard{sample} setup {shlex.quote(str(checkout))} {option}"


def _submodules(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    if not tree.exists(".gitmodules"):
        return []
    try:
        found = [one for one in submodules_of(checkout, hosts_of(context)) if not one.present]
    except IsonboardError:
        return []
    if not found:
        return []
    good = [f"{one.path} from {one.url}" for one in found if not one.refused]
    bad = [f"{one.path} ({one.refused})" for one in found if one.refused]
    parts = [f"It has submodules: {_some(good)}."] if good else []
    parts += [f"Not fetched by isonboard: {_some(bad)}."] if bad else []
    command = _setup(context, checkout, "--submodules") if good else None
    return [Extra(kind="submodules", text=" ".join(parts), command=command)]


def _large_files(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    if not any(path.rpartition("/")[2] == ".gitattributes" for path in tree.paths()):
        return []
    try:
        if not contents_of(checkout).large_files:
            return []
        foreign = large_files.foreign_server(checkout, hosts_of(context))
        local = large_files.on_this_machine(checkout)
    except IsonboardError:
        return []
    said = "It keeps large files in Git LFS; you have their pointers only."
    if foreign is not None:
        return [Extra(kind="lfs", text=f"{said} They lie at another host ({foreign}): fetch them by hand.")]
    if local:
        return [Extra(kind="lfs", text=f"{said} Run “git lfs pull” in the checkout by hand.")]
    if large_files.git_lfs() is None:
        return [Extra(kind="lfs", text=f"{said} git-lfs is not installed. {large_files.GET_IT}")]
    return [Extra(kind="lfs", text=said, command=_setup(context, checkout, "--lfs"))]


def _services(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    del context
    found = [path for path in tree.paths() if _COMPOSE.fullmatch(path)]
    if not found:
        return []
    path = min(found, key=lambda each: (each.count("/"), len(each), each))
    images = {
        name: string(body, "image")
        for name, body in table(yaml(tree.text(path)), "services").items()
        if string(body, "image") and "build" not in table(body)
    }
    if not images:
        return []
    listed = [text.line(f"{name} ({image})", 80) for name, image in images.items()]
    names = " ".join(shlex.quote(text.line(name, 80)) for name in images)
    place = shlex.quote(str(checkout / path))
    return [
        Extra(
            kind="services",
            text=f"It wants services ({path}): {_some(listed)}. isonboard never starts them.",
            command=f"docker compose -f {place} up -d {names}",
        )
    ]


def _settings(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    del context
    plain = (name for name in ENV_TEMPLATES if tree.exists(name) and not (checkout / name).is_symlink())
    template = next(plain, None)
    if template is None or (checkout / ".env").is_symlink() or (checkout / ".env").exists():
        return []
    words = shlex.join(["cp", "-n", str(checkout / template), str(checkout / ".env")])
    return [
        Extra(kind="env", text=f"It reads settings from .env; {template} is its template.", command=words)
    ]


def _hooks(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    del context
    found = hooks_of(checkout, tree)
    if found is None:
        return []
    said = f"{found.file}: {', '.join(found.names)}" if found.names else found.file
    return [
        Extra(
            kind="hooks",
            text=f"It has git hooks ({said}), off here: switched on, git runs them, the project's code, as you work.",
            command=found.command,
        )
    ]


def _container(context: Context, checkout: Path, tree: Tree) -> list[Extra]:
    found = container_of(tree)
    if found is None:
        return []
    command = _setup(context, checkout, "--container") if found.available else None
    return [Extra(kind="container", text=f"{found.sentence} {found.lacking}".rstrip(), command=command)]


def hosts_of(context: Context) -> tuple[str, ...]:
    """Hosts of the configured sources: submodules and large files may lie there."""
    hosts = (urlsplit(source.url or "https://github.com").hostname for source in context.sources)
    return tuple(dict.fromkeys(host for host in hosts if host))


async def fetch_extras(
    context: Context,
    checkout: Path,
    *,
    submodules: bool = False,
    lfs: bool = False,
    report: Report,
    cancelled: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Fetch what was asked for.

    Raises NotFoundError (git-lfs, no checkout), RefusedError, GitError, StorageError, InterruptedByUserError.
    """
    modules: tuple[Submodule, ...] = ()
    done: tuple[str, ...] = ()
    hosts, network = hosts_of(context), context.config.network
    credential = await _credential(context, checkout)
    if submodules:
        modules = submodules_of(checkout, hosts)
        done = await fetch_submodules(
            checkout,
            modules,
            report=report,
            cancelled=cancelled,
            ca_bundle=network.ca_bundle,
            proxy=network.proxy,
            credential=credential,
        )
    if lfs:
        await large_files.pull_large_files(
            checkout,
            report=report,
            cancelled=cancelled,
            ca_bundle=network.ca_bundle,
            proxy=network.proxy,
            credential=credential,
            hosts=hosts,
        )
    left = [one for one in modules if one.path not in done]
    refused = tuple(f"{one.path} ({one.refused or 'see above'})" for one in left)
    return Fetched(submodules=done, refused=refused, lfs=lfs)


async def _credential(context: Context, checkout: Path) -> git.Credential | None:
    """The login for the checkout's own remote."""
    from isonboard.assistant.clone import credential_for_address

    for url in remotes_of(repository_at(checkout)).values():
        try:
            clone_address(url)
        except RefusedError:
            continue
        found = await credential_for_address(context, url, context.sources)
        if found is not None and found.origin == origin_of(url):
            return found
    return None


def _some(items: "list[str] | tuple[str, ...]") -> str:
    more = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
