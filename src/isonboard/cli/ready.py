"""Before a verb shows projects: is there a catalog? If not, make it where that is quick, or say how."""

from isonboard import files
from isonboard.assistant.context import SAMPLE, Context
from isonboard.cli.output import say
from isonboard.errors import ConfigError, StorageError
from isonboard.model.progress import JobEvent


def ready(context: Context, *, index: bool = False) -> None:
    """Make sure that there are projects to show, and with `index` that they can be searched.

    The sample is read on first use. Raises ConfigError when nothing is configured or never synced.
    """
    from isonboard.assistant import sync

    if context.sample and not _is_whole(context):
        _fill_sample(context)
        return
    if context.catalog.count() == 0:
        if not context.sources:
            raise ConfigError(
                "no source of projects is configured yet",
                hint="Add your company's with “isonboard add ADDRESS --write”, or look around with --sample.",
            )
        raise ConfigError("the catalog is empty", hint="Fill it with “isonboard sync”.")
    if index and not sync.index_is_current(context) and not sync.may_wait(context):
        try:
            sync.refresh_derived(context, report=_silent)
        except StorageError as error:
            if not context.index_path.exists():
                raise
            say(f"isonboard: {error.sentence} The search index from before is used.")


def _is_whole(context: Context) -> bool:
    """Whether the sample was read to its end: projects are there before that."""
    return context.catalog.count() > 0 and context.catalog.state(SAMPLE.name).synced_at is not None


def _fill_sample(context: Context) -> None:
    """Read the sample; where another process is at it, wait and see what it made."""
    from isonboard.assistant import sync

    with files.locked(context.cache_dir / "fill"):
        if not _is_whole(context) or not sync.index_is_current(context):
            sync.refresh(context, report=_silent)


def _silent(_event: JobEvent) -> None:
    pass
