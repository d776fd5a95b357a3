"""Which packages a project publishes, by its own manifest: who depends on one of them has a reason to look at it."""

from isonboard.errors import IsonboardError
from isonboard.manifests.packages import packages_of
from isonboard.manifests.tree import Tree
from isonboard.model.ports import Forge
from isonboard.model.project import Project

MANIFESTS = {
    "python": "pyproject.toml", "javascript": "package.json", "typescript": "package.json", "vue": "package.json",
    "svelte": "package.json", "go": "go.mod", "rust": "Cargo.toml", "java": "pom.xml", "kotlin": "pom.xml",
    "php": "composer.json", "dart": "pubspec.yaml", "r": "DESCRIPTION", "elixir": "mix.exs", "julia": "Project.toml",
}  # fmt: skip
"""The file at the root that names the package, by the main language: one request tells."""


async def packages_published(forge: Forge, project: Project) -> tuple[str, ...]:
    """As `ecosystem:name`; what is known already where nothing can be read."""
    name = MANIFESTS.get((project.language or "").casefold())
    if name is None or project.packages:
        return project.packages
    path = f"{project.subdirectory}/{name}" if project.subdirectory else name
    try:
        manifest = await forge.document(project, path)
    except IsonboardError:
        return ()
    return packages_of(Tree.of_mapping({name: manifest.text})).publishes if manifest is not None else ()
