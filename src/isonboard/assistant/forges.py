"""Who answers for a project's issues and documents: the forge that holds it, reached only while asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from isonboard.assistant.context import Context
from isonboard.errors import NotFoundError, UnreachableError
from isonboard.model.ports import Forge
from isonboard.model.project import Project


@asynccontextmanager
async def forge_of(context: Context, project: Project) -> AsyncIterator[Forge]:
    """The forge of `project`. Raises NotFoundError where none is known, UnreachableError while offline."""
    if context.sample:
        from isonboard.sample.organisation import SampleSource

        yield SampleSource(context.now())
        return
    if context.offline:
        raise UnreachableError("offline", subject=project.full_name, hint="Leave out --offline to fetch it.")
    from isonboard.sources.registry import forge_for

    async with context.transport() as transport:
        forge = forge_for(project, context.sources, transport)
        if forge is None:
            raise NotFoundError(
                f"no system is known that holds the issues and documents of {project.full_name or project.id}",
                hint="Add its forge with “isonboard add”.",
            )
        yield forge
