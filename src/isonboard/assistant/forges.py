"""Who answers for a project's issues and documents: the forge that holds it, reached only while asked."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from isonboard.assistant.context import Context
from isonboard.errors import NotFoundError
from isonboard.model.ports import Forge
from isonboard.model.project import Project

if TYPE_CHECKING:
    from isonboard.sources.transport import Transport


@asynccontextmanager
async def forge_of(
    context: Context, project: Project, transport: "Transport | None" = None
) -> AsyncIterator[Forge]:
    """The forge of `project`, over `transport` where one is open already.

    Raises NotFoundError where none is known. Offline, folders answer; a forge on the network raises its own sentence.
    """
    if context.sample:
        from isonboard.sample.organisation import SampleSource

        yield SampleSource(context.now())
    elif transport is not None:
        yield _known(context, project, transport)
    else:
        async with context.transport() as opened:
            yield _known(context, project, opened)


@asynccontextmanager
async def one_transport(
    context: Context, on_pause: Callable[[str, float], None] | None = None
) -> AsyncIterator["Transport | None"]:
    """A transport to be shared by many `forge_of`, which then keep their connections; None for the sample."""
    if context.sample:
        yield None
    else:
        async with context.transport(on_pause) as opened:
            yield opened


def _known(context: Context, project: Project, transport: "Transport") -> Forge:
    from isonboard.sources.registry import forge_for

    forge = forge_for(project, context.sources, transport)
    if forge is None:
        raise NotFoundError(
            "no system is known that holds its issues and documents",
            subject=project.full_name or project.id,
            hint="Add its forge with “isonboard add”.",
        )
    return forge
