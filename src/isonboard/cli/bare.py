"""`isonboard` alone: the screen on a terminal, questions and answers on a dumb one, elsewhere the best matches as text."""

import gc
import os
import sys

from isonboard.cli.main import Globals

_BEST = 10


def bare(flags: Globals) -> int:
    """Open the app, or what the terminal there is can do; without one print the best matches."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        if os.environ.get("TERM", "") in ("", "dumb"):
            from isonboard.cli.plain import plain

            return plain(flags)
        gc.disable()  # until the first page stands: looking for cycles while all is loaded finds none
        from isonboard.tui.app import run_app

        return run_app(sample=flags.sample, offline=flags.offline)
    from isonboard.assistant.context import Context
    from isonboard.assistant.find import Finder, Search
    from isonboard.cli.ready import ready
    from isonboard.cli.rows import print_rows

    with Context.open(sample=flags.sample, offline=flags.offline, catalog=False) as context:
        sample = context.sample or not context.sources
    with Context.open(sample=sample, offline=flags.offline) as context:
        if not context.sample and context.catalog.count() == 0:
            print("The catalog is empty: run “isonboard sync”, then open isonboard in a terminal.")
            return 0
        ready(context)
        finder = Finder(context)
        finder.refresh_fit()
        where = "the built-in sample organisation" if sample else "your catalog"
        print(f"This is not a terminal, so here are the {_BEST} best matches of {where}:\n")
        print_rows(context, finder.find(Search()).rows(_BEST), as_json=False)
    more = " --sample" if sample else ""
    print(
        f"\nGo on with: isonboard search{more} WORDS · isonboard issues{more} · isonboard clone{more} PROJECT"
    )
    if sample and not flags.sample:
        print("No source is configured yet: add your company's with “isonboard add ADDRESS --write”.")
    print(
        "Open the full-screen app by running “isonboard” in a terminal; “isonboard --plain” asks and answers in lines."
    )
    return 0
