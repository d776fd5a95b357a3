"""What an engineer chose where the evidence of a plan disagrees: kept for each checkout, so that every face agrees."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from isonboard import files, text
from isonboard.assistant.context import Context
from isonboard.errors import UsageError
from isonboard.manifests.tree import Tree
from isonboard.model.plan import SetupPlan
from isonboard.workspace.plan import plan_for

_KEPT = 200


def choices_for(context: Context, checkout: Path) -> dict[str, str]:
    """Key to name of every question that was answered for this checkout."""
    return _load(context).get(str(checkout), {})


def choose(context: Context, checkout: Path, wanted: Sequence[str]) -> None:
    """Keep answers such as `python=uv`; `python=` takes one back. Raises UsageError for what is not asked, StorageError."""
    if not wanted:
        return
    chosen = choices_for(context, checkout)
    tree = Tree.of_folder(checkout)
    for word in wanted:
        key, _, name = (part.strip() for part in word.partition("="))
        if name:
            chosen = _checked(plan_for(tree, choices=chosen), chosen, key, name.casefold())
        elif key not in chosen:
            raise UsageError(
                f"nothing was chosen for {text.line(key, 60)!r}",
                hint=_offered(plan_for(tree, choices=chosen)),
            )
        else:
            chosen = {other: value for other, value in chosen.items() if other != key}
    _save(context, checkout, chosen)


def _checked(plan: SetupPlan, chosen: Mapping[str, str], key: str, name: str) -> dict[str, str]:
    if (key, name) in chosen.items():
        return dict(chosen)
    if not any(question.key == key and name in question.names for question in plan.questions):
        raise UsageError(
            f"{text.line(f'{key}={name}', 80)!r} is none of the plan's choices", hint=_offered(plan)
        )
    return {**chosen, key: name}


def _offered(plan: SetupPlan) -> str:
    words = [f"--choose {one.key}={name}" for one in plan.questions if one.key for name in one.names[1:]]
    return f"There is: {', '.join(words)}." if words else "This plan leaves nothing to choose."


def _path(context: Context) -> Path:
    return context.data_dir / "choices.json"


def _load(context: Context) -> dict[str, dict[str, str]]:
    try:
        return msgspec.json.decode(_path(context).read_bytes(), type=dict[str, dict[str, str]])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise files.storage_error(error, _path(context)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}  # it is asked again


def _save(context: Context, checkout: Path, chosen: Mapping[str, str]) -> None:
    with files.locked(_path(context)):
        kept = {place: names for place, names in _load(context).items() if place != str(checkout)}
        if chosen:
            kept[str(checkout)] = dict(chosen)
        newest = dict([*kept.items()][-_KEPT:])
        files.write_atomically(_path(context), msgspec.json.format(msgspec.json.encode(newest)))
