"""`isonboard sync [SOURCE]`."""

from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.sync import refresh
from isonboard.cli import schema
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.cli.progress import Cancelled, finished, job, reporter


def run(words: Sequence[str], flags: Globals) -> int:
    parser = Parser("sync")
    parser.add_argument("source", nargs="?", help="only this one")
    parser.json_option()
    parser.progress_option()
    options = parser.parsed(words)

    def work() -> int:
        with Context.open(sample=flags.sample, offline=flags.offline) as context:
            done = refresh(context, options.source, report=reporter(options.progress), cancelled=Cancelled())
            total = context.catalog.count()
        failed = [state.name for state in done.failed]
        sentence = f"{total:,} projects known, {done.changed:,} changed" + (
            f"; not up to date: {', '.join(failed)}" if failed else ""
        )
        states = [schema.source(state) for state in done.states]
        if options.json and not options.progress:
            for state in states:
                emit({"schema": schema.VERSION, **state})
        return finished(
            options.progress, sentence, 3 if failed else 0, {"sources": states, "projects": total}
        )

    return job(options.progress, work)
