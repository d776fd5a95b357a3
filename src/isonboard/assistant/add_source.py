"""Recognise an address, look what is there, and keep it as a source."""

from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, structs

from isonboard import config as settings
from isonboard.assistant.context import Context
from isonboard.errors import ConfigError, CredentialsError, SourceError
from isonboard.model.project import SourceConfig

_LOOKED_AT = 5


class Examined(Struct, frozen=True, kw_only=True):
    """What an address turned out to be; `names` are a few of its projects."""

    config: SourceConfig
    sentence: str
    names: tuple[str, ...] = ()
    expected: int | None = None
    warning: str = ""
    """Why its projects could not be listed now, where they could not."""


async def examine(context: Context, address: str) -> Examined:
    """What `address` is and what it lists. Raises UsageError, NotFoundError, SourceError."""
    from isonboard.sources.failures import LOGIN
    from isonboard.sources.registry import KINDS, open_source, recognise

    async with context.transport() as transport:
        config = _with_free_name(context, await recognise(address, transport))
        names: list[str] = []
        expected: int | None = None
        warning = ""
        source = open_source(config, transport)
        try:
            async for batch in source.projects(None):
                names.extend(project.full_name or project.name for project in batch)
                expected = source.expected or (len(names) if source.complete else None)
                if len(names) >= _LOOKED_AT:
                    break
            if not names:
                expected = 0
        except CredentialsError as error:
            warning = (
                f"{error.message}. {_where_a_token_goes(config)}" if error.hint == LOGIN else error.sentence
            )
        except SourceError as error:
            warning = error.sentence
    count = "its projects" if expected is None else "1 project" if expected == 1 else f"{expected:,} projects"
    count = count if expected != 0 else "no projects at present"
    what = KINDS[config.kind].title if hasattr(KINDS[config.kind], "title") else config.kind
    return Examined(
        config=config,
        sentence=f"{address} is {_named(what)}" + ("" if warning else f": {count}"),
        names=tuple(names[:_LOOKED_AT]),
        expected=expected,
        warning=warning,
    )


def remote(config: SourceConfig) -> SourceConfig:
    """The same source, asked each time instead of copied. Raises ConfigError for a kind that cannot search."""
    from isonboard.sources.registry import can_search

    if not can_search(config.kind):
        raise ConfigError(
            f"a source of kind {config.kind} cannot be searched from afar", hint="Leave out --remote."
        )
    return structs.replace(config, mode="remote")


def save(context: Context, config: SourceConfig) -> Path:
    """Keep the source as sources.d/<name>.toml. Raises ConfigError, StorageError."""
    from isonboard.assistant.profile import take_over_from_sample
    from isonboard.assistant.remote import note_remote

    path = settings.save_source(config)
    take_over_from_sample()
    context.reload_config()
    note_remote(context)
    return path


def remove(context: Context, name: str) -> bool:
    """Forget a source that the app added and what only it lists; False when config.toml names it."""
    if not settings.remove_source(name):
        return False
    from isonboard.assistant.remote import note_remote

    context.reload_config()
    note_remote(context)
    context.catalog.remove_source(name, keep=context.starred())
    return True


def _with_free_name(context: Context, config: SourceConfig) -> SourceConfig:
    taken = context.config.sources
    base = config.name or config.kind
    same = taken.get(base)
    if same is None or structs.replace(same, name=base) == structs.replace(config, name=base):
        return structs.replace(config, name=base)
    number = next(number for number in range(2, 10_000) if f"{base}-{number}" not in taken)
    return structs.replace(config, name=f"{base}-{number}")


def _where_a_token_goes(config: SourceConfig) -> str:
    """What to do about a login that is asked for, with the name of the variable."""
    from isonboard.sources.credentials import variables_for

    own = next(iter(variables_for(config, urlsplit(config.url).hostname or "", {})), "")
    return f"Put a token into {own} and start again; “isonboard doctor” says what else is looked at."


def _named(what: str) -> str:
    """“a folder”, “an InnerSource portal”, “on GitHub”."""
    if what[0].islower() or " portal" in what:
        return f"{'an' if what[0].casefold() in 'aeiou' else 'a'} {what}"
    return f"on {what}"
