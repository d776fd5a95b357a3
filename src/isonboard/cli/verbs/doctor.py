"""`isonboard doctor`."""

from collections.abc import Sequence

from isonboard import config as settings
from isonboard.assistant.doctor import Finding, findings
from isonboard.cli.arguments import Parser
from isonboard.cli.main import Globals
from isonboard.cli.output import emit
from isonboard.errors import ConfigError


def arguments() -> Parser:
    """What `isonboard doctor` takes."""
    parser = Parser("doctor")
    parser.json_option()
    return parser


def run(words: Sequence[str], flags: Globals) -> int:
    options = arguments().parsed(words)
    found = [*findings(offline=flags.offline), *_screen()]
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


def _screen() -> list[Finding]:
    """What the settings of the screen ask for and cannot have."""
    from isonboard.tui.screen_settings import screen_problems

    try:
        screen = settings.load().screen
    except ConfigError:
        return []  # told already
    return [Finding("Screen", False, problem) for problem in screen_problems(screen)]
