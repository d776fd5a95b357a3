"""What a project would like to have beside it: the services of its compose files, read as text."""

import re

from isonboard.manifests.structured import string, table, yaml
from isonboard.manifests.tree import Tree
from isonboard.text import line

_COMPOSE = re.compile(
    r"^(?:docker/|\.devcontainer/|deploy/)?(?:docker-)?compose(?:\.(?:dev|test|local|override))?\.ya?ml$"
)


def services_of(tree: Tree) -> tuple[str, ...]:
    """Names with images (`db (postgres:16)`), of at most twenty services that are not the project itself."""
    found: list[str] = []
    for path in tree.paths():
        if not _COMPOSE.match(path):
            continue
        for name, body in table(yaml(tree.text(path)), "services").items():
            image = string(body, "image")
            if image and not (isinstance(body, dict) and "build" in body):
                found.append(line(f"{name} ({image})", 80))
    return tuple(dict.fromkeys(found))[:20]
