"""`isonboard search`: a plain search touches only the stored index, so that it answers at once."""

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from isonboard.cli.main import Globals
from isonboard.cli.output import emit

if TYPE_CHECKING:
    import argparse

    from isonboard.assistant.find import Results, Search
    from isonboard.cli.arguments import Parser


class _Plain(NamedTuple):
    """A search that the index alone answers; argparse, which takes as long as the answer, is not needed for it."""

    query: str
    limit: int = 20
    json: bool = False


def run(words: Sequence[str], flags: Globals) -> int:
    plain = _plain(words)
    if plain is not None and (flags.offline or flags.sample or not _asks_remote()):
        code = _quick(plain, flags)
        if code is not None:
            return code
    return _parsed(words, flags)


def _plain(words: Sequence[str]) -> _Plain | None:
    """The search, where it is nothing but words, --json and --limit; None otherwise."""
    query: list[str] = []
    limit, as_json = 20, False
    rest = iter(words)
    for word in rest:
        if word == "--json":
            as_json = True
        elif word == "--limit":
            number = next(rest, "")
            if not (number.isascii() and number.isdecimal() and len(number) < 10 and int(number)):
                return None
            limit = int(number)
        elif word.startswith("--") or word in ("-", "-h") or "is:" in word:
            return None
        else:
            query.append(word)
    text = " ".join(query)
    return _Plain(text, limit, as_json) if text.strip() else None


def arguments() -> "Parser":
    """What `isonboard search` takes."""
    from isonboard.cli.arguments import Parser, whole_number

    parser = Parser("search")
    parser.add_argument(
        "query", nargs="*", metavar="WORDS",
        help="words, “phrases”, lang:go topic:x owner:y has:issues is:favourite -no",
    )  # fmt: skip
    parser.add_argument("--limit", type=whole_number, default=20, metavar="N", help="how many at most (20)")
    parser.add_argument(
        "--sort",
        choices=("best", "fit", "activity", "name", "freshness", "beginner issues"),
        help="another order",
    )
    parser.add_argument("--language", action="append", default=[], metavar="NAME", help="only in this one")
    parser.add_argument("--topic", action="append", default=[], metavar="NAME", help="only on this one")
    parser.add_argument("--owner", action="append", default=[], metavar="NAME", help="only of this team")
    parser.add_argument("--has-issues", action="store_true", help="only with beginner issues")
    parser.add_argument("--favourites", action="store_true", help="only favourites")
    parser.add_argument(
        "--stdin", action="store_true", help="one query a line; one object {schema, query, hits} a line"
    )
    parser.json_option()
    return parser


def _parsed(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    left_out = _left_out(words, parser)
    options = parser.parsed([word for place, word in enumerate(words) if place not in left_out])
    query = " ".join([*options.query, *(words[place] for place in left_out)])
    if options.stdin:
        if query:
            parser.error(f"--stdin reads what to search for from standard input: leave “{query}” out")
        return _from_stdin(options, flags)
    if query.strip() and not flags.offline and not flags.sample and _asks_remote():
        return _everywhere(query, options)
    return _whole(query, options, flags)


def _left_out(words: Sequence[str], parser: "Parser") -> list[int]:
    """Places of the words such as “-legacy”, which the search leaves out: argparse would take them for options."""
    return [
        place
        for place, word in enumerate(words)
        if word.startswith("-")
        and not word.startswith("--")
        and word not in ("-", "-h")
        and not (place and parser.takes_value(words[place - 1]))
    ]


def _asks_remote() -> bool:
    from isonboard.assistant.quick import asks_remote

    return asks_remote()


def _everywhere(query: str, options: "argparse.Namespace") -> int:
    """Ask the sources that keep no copy here too; one that fails is said, and the rest is shown."""
    from isonboard.assistant.context import Context
    from isonboard.assistant.remote import Everywhere
    from isonboard.cli.progress import reporter
    from isonboard.cli.rows import print_rows

    with Context.open() as context, Everywhere(context) as everywhere:
        rows, notes = everywhere.rows(_search(query, options), options.limit)
        for note in notes:
            reporter(None)(note)
        if notes and not rows:
            return 3  # whether anything fits is not known
        code = print_rows(context, rows, as_json=options.json)
    return 3 if notes else code


def _search(query: str, options: "argparse.Namespace") -> "Search":
    from isonboard.assistant.find import Search, Sort

    return Search(
        text=query,
        sort=Sort(options.sort or "best"),
        languages=tuple(options.language),
        topics=tuple(options.topic),
        owners=tuple(options.owner),
        beginner_only=options.has_issues,
        favourites_only=options.favourites,
    )


def _quick(plain: _Plain, flags: Globals) -> int | None:
    """Answer from the index alone; None when there is no usable one."""
    from isonboard.assistant.quick import is_outdated, quick_search

    if is_outdated(sample=flags.sample):
        _catch_up(flags)
    gc.disable()  # what is loaded now stays to the end; looking for cycles in it takes a twentieth of the time
    try:
        hits = quick_search(plain.query, plain.limit, sample=flags.sample)
    finally:
        gc.enable()
    if hits is None:
        return None
    for hit in hits:
        if plain.json:
            emit({"schema": 1, "id": hit.project_id, "name": hit.name, "full_name": hit.full_name, "url": hit.url,
                  "score": hit.score, "reasons": list(hit.reasons)})  # fmt: skip
        else:
            print(f"{hit.full_name or hit.name}  {hit.url}".rstrip())
            if hit.reasons:
                print(f"    {'; '.join(hit.reasons)}")
    if not hits and _nothing_to_search(flags):
        return None  # the whole way says why
    if not hits:
        from isonboard import text

        sought = text.line(plain.query)
        print(f"isonboard: nothing fits “{sought}”. Try fewer or other words.", file=sys.stderr)
    return 0 if hits else 1


def _catch_up(flags: Globals) -> None:
    """Take into the index what was fetched since it was built."""
    from isonboard.assistant import quick
    from isonboard.assistant.context import Context
    from isonboard.cli.ready import ready

    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context, index=True)
    quick.reload()


def _nothing_to_search(flags: Globals) -> bool:
    """Whether the index is of a catalog that is empty or gone."""
    from isonboard.assistant.context import Context

    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        return context.catalog.count() == 0


def _whole(query: str, options: "argparse.Namespace", flags: Globals) -> int:
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder
    from isonboard.cli.ready import ready
    from isonboard.cli.rows import print_rows

    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context, index=bool(query.strip()))
        results: Results = Finder(context).find(_search(query, options))
        return print_rows(context, results.rows(options.limit), as_json=options.json)


def _everywhere_from_stdin(options: "argparse.Namespace") -> int:
    """Each line to the sources that keep no copy here too; one that fails is said once and left alone."""
    from isonboard.assistant.context import Context
    from isonboard.assistant.remote import Everywhere
    from isonboard.cli.progress import reporter

    code = 0
    with Context.open() as context, Everywhere(context) as everywhere:
        for line in sys.stdin:
            query = line.rstrip("\n")
            rows, notes = (
                everywhere.rows(_search(query, options), options.limit) if query.strip() else ([], ())
            )
            for note in notes:
                reporter(None)(note)
                code = 3
            emit({"schema": 1, "query": query,
                  "hits": [{"id": row.id, "name": row.label, "full_name": row.full_name, "url": row.url,
                            "score": row.score, "reasons": list(row.why)} for row in rows]}, at_once=True)  # fmt: skip
    return code


def _from_stdin(options: "argparse.Namespace", flags: Globals) -> int:
    if not flags.offline and not flags.sample and _asks_remote():
        return _everywhere_from_stdin(options)
    from isonboard.assistant.context import Context
    from isonboard.assistant.quick import quick_search
    from isonboard.cli.ready import ready

    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context, index=True)
    for line in sys.stdin:
        query = line.rstrip("\n")
        hits = quick_search(query, options.limit, sample=flags.sample) or []
        emit({"schema": 1, "query": query,
              "hits": [{"id": hit.project_id, "name": hit.name, "full_name": hit.full_name, "url": hit.url,
                        "score": hit.score, "reasons": list(hit.reasons)} for hit in hits]}, at_once=True)  # fmt: skip
    return 0
