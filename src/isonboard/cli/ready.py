"""Before a verb shows projects: is there a catalog? If not, make it where that is quick, or say how."""

from isonboard.assistant.context import Context
from isonboard.errors import ConfigError
from isonboard.model.progress import JobEvent


def ready(context: Context, *, index: bool = False) -> None:
    """Make sure that there are projects to show, and with `index` that they can be searched.

    The sample is read on first use. Raises ConfigError when nothing is configured or never synced.
    """
    from isonboard.assistant import sync

    if context.catalog.count() == 0:
        if context.sample:
            sync.refresh(context, report=_silent)
            return
        if not context.sources:
            raise ConfigError(
                "no source of projects is configured yet",
                hint="Add your company's with “isonboard add ADDRESS --write”, or look around with --sample.",
            )
        raise ConfigError("the catalog is empty", hint="Fill it with “isonboard sync”.")
    if index and not sync.index_is_current(context):
        sync.refresh_derived(context, report=_silent)


def _silent(_event: JobEvent) -> None:
    pass
