"""`isonboard doctor`."""

from collections.abc import Sequence

from isonboard.assistant.doctor import findings
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit


def arguments() -> Parser:
    """What `isonboard doctor` takes."""
    parser = Parser("doctor")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    found = findings(offline=flags.offline)
    area = None
    for one in found:
        if options.json:
            emit({"schema": 1, "area": one.area, "ok": one.ok, "text": one.text, "hint": one.hint})
            continue
        if one.area != area:
            area = one.area
            print(area)
        mark = {True: "✓", False: "✗", None: "·"}[one.ok]
        print(f"  {mark} {one.text}" + (f". {one.hint}" if one.hint else ""))
    return 1 if any(one.ok is False for one in found) else 0
