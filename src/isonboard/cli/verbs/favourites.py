"""`isonboard favourites [list|add|remove|note|export|import]`."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from isonboard.assistant.context import Context
from isonboard.assistant.news import Kind, News, fetch_news, news_of, star
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.notices import say_notices
from isonboard.cli.output import age, emit
from isonboard.cli.progress import Cancelled, reporter
from isonboard.cli.ready import ready
from isonboard.errors import NotFoundError, UsageError

_ACTIONS = ("list", "add", "remove", "note", "export", "import")


def arguments() -> Parser:
    """What `isonboard favourites` takes."""
    parser = Parser("favourites")
    parser.add_argument("action", nargs="?", choices=_ACTIONS, default="list")
    parser.add_argument("target", nargs="?", help="a project; for import a file, “-” for standard input")
    parser.add_argument("--note", default="", help="a note of your own")
    parser.add_argument("--format", choices=("toml", "json", "markdown"), default="toml", help="for export")
    parser.add_argument("--refresh", action="store_true", help="ask the forges for news first")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    _check(options)
    # what is the engineer's own is read and written wherever the catalog is in trouble
    own = options.action in ("export", "import")
    with Context.open(sample=flags.sample, offline=flags.offline, catalog=not own) as context:
        if options.action == "list":
            if options.refresh:
                asyncio.run(fetch_news(context, report=reporter(None), cancelled=Cancelled()))
            return _list(context, as_json=options.json)
        if options.action == "export":
            print(context.favourites.export("json" if options.json else options.format), end="")
            say_notices(context)
            return 0
        if options.action == "import":
            return _import(context, options.target)
        return _change(context, options.action, options.target, options.note)


def _check(options: argparse.Namespace) -> None:
    """Words that the action does not take are a mistake, not left unheard."""
    action, hint = options.action, "See “isonboard favourites --help”."
    if action in ("list", "export") and options.target:
        raise UsageError(f"“favourites {action}” takes no word after it, not “{options.target}”", hint=hint)
    if action not in ("list", "export") and not options.target:
        raise UsageError(f"“favourites {action}” needs a word after it", hint=hint)
    if options.note and action not in ("add", "note"):
        raise UsageError(f"--note goes with “add” and “note”, not with “{action}”", hint=hint)


def _list(context: Context, *, as_json: bool) -> int:
    favourites = context.favourites.list()
    unread = say_notices(context)
    for one in favourites:
        known = context.catalog.project(one.id)
        fresh = news_of(context, one)
        if as_json:
            kept = {key: value for key, value in msgspec.to_builtins(one).items() if key != "seen"}
            emit(
                {
                    "schema": 1,
                    **kept,
                    "in_catalog": known is not None,
                    "news": [_news(each) for each in fresh],
                }
            )
            continue
        gone = "" if known and known.gone_since is None else "  (no longer listed by any source)"
        print(f"★ {one.name}  {one.id}  starred {age(one.added_at, context.now())}{gone}")
        if one.note:
            print(f"    {one.note}")
        for each in fresh:
            if each.kind is not Kind.GONE or not gone:
                print(f"    new: {each.text}")
    if not favourites and not unread:
        print(
            "isonboard: no favourites yet. Add one with “isonboard favourites add PROJECT”.", file=sys.stderr
        )
    return 0 if favourites else 1


def _news(one: News) -> dict[str, object]:
    return {"kind": one.kind.value, "text": one.text, "count": one.count}


def _change(context: Context, action: str, target: str, note: str) -> int:
    if action == "remove":
        ids = {
            one.id
            for one in context.favourites.list()
            if target.casefold() in (one.id.casefold(), one.name.casefold())
        }
        project_id = ids.pop() if len(ids) == 1 else context.catalog.resolve(target).id
        if not context.favourites.remove(project_id):
            raise NotFoundError(f"{target} is not a favourite", hint="“isonboard favourites” lists them.")
        print(f"Removed {project_id}.", file=sys.stderr)
        return 0
    if context.sample:
        ready(context)
    project = context.catalog.resolve(target)
    if action == "note":
        context.favourites.set_note(project.id, note)
    else:
        star(context, project, note)
    print(f"{'Noted for' if action == 'note' else 'Starred'} {project.id}.", file=sys.stderr)
    return 0


def _import(context: Context, target: str) -> int:
    try:
        content = (
            sys.stdin.read()
            if target == "-"
            else Path(os.path.expanduser(target)).read_text(encoding="utf-8")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{target} cannot be read", hint="Give a file written by “favourites export”."
        ) from error
    done = context.favourites.import_(content)
    print(
        f"{len(done.added)} added, {len(done.known)} there already, {done.skipped} not understood.",
        file=sys.stderr,
    )
    return 0
