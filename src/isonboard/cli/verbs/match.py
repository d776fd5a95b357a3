"""`isonboard match`: projects by the profile, or by skills given here."""

import sys
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.find import Finder, Search, Sort
from isonboard.assistant.rank import matching
from isonboard.cli import schema
from isonboard.cli.arguments import Parser, whole_number
from isonboard.cli.main import Globals
from isonboard.cli.notices import say_notices
from isonboard.cli.output import emit, say
from isonboard.cli.ready import ready
from isonboard.cli.rows import print_rows
from isonboard.model.profile import Profile, Skill


def arguments() -> Parser:
    """What `isonboard match` takes."""
    parser = Parser("match")
    parser.add_argument(
        "--skill", action="append", default=[], metavar="NAME", help="instead of the profile's"
    )
    parser.add_argument(
        "--interest", action="append", default=[], metavar="NAME", help="instead of the profile's"
    )
    parser.add_argument("--limit", type=whole_number, default=20, metavar="N", help="how many at most (20)")
    parser.add_argument("--why", action="store_true", help="every reason, with its evidence")
    parser.add_argument("--stdin", action="store_true", help="one comma-separated skill list a line")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    parser = arguments()
    options = parser.parsed(words)
    if options.stdin and (options.skill or options.interest):
        parser.error("--stdin reads the skills from standard input: leave --skill and --interest out")
    with Context.open(sample=flags.sample, offline=flags.offline) as context:
        ready(context, index=True)
        if options.stdin:
            return _from_stdin(context, options.limit)
        if options.skill or options.interest:
            profile = Profile(
                skills=tuple(Skill(name) for name in options.skill), interests=tuple(options.interest)
            )
            context.use_profile(profile)
            rows = Finder(context).rows_of(matching(context, profile, options.limit))
        else:
            finder = Finder(context)
            finder.refresh_fit()
            rows = finder.find(Search(sort=Sort.FIT)).rows(options.limit)
        if not say_notices(context) and context.profile.is_silent:
            say(
                "isonboard: your profile says nothing yet, so these are good beginnings for anybody. Add what you know: isonboard profile --skill Python"
            )
        if not options.why or options.json:
            return print_rows(context, rows, as_json=options.json)
        for row in rows:
            fit = f"fit {row.fit or 0:.0%}  " if row.personal else ""
            print(f"{row.full_name or row.label}  {fit}{row.url or ''}")
            for reason in row.reasons:
                sign = "−" if reason.is_negative else "+"
                print(f"    {sign} {reason.text}  ({reason.evidence})")
        return 0 if rows else 1


def _from_stdin(context: Context, limit: int) -> int:
    for line in sys.stdin:
        names = [name.strip() for name in line.rstrip("\n").split(",") if name.strip()]
        profile = Profile(skills=tuple(Skill(name) for name in names))
        context.use_profile(profile)
        rows = Finder(context).rows_of(matching(context, profile, limit))
        emit(
            {"schema": 1, "query": line.rstrip("\n"), "hits": [schema.row(row) for row in rows]}, at_once=True
        )
    return 0
