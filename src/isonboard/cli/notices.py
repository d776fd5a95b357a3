"""What was odd about the engineer's own files, said on stderr: a damaged one reads as empty, and must not do so silently."""

import sys

from isonboard import text
from isonboard.assistant.context import Context


def say_notices(context: Context) -> bool:
    """Print the notices of the files read so far; True when there were some."""
    notices = context.notices()
    for notice in notices:
        print(f"isonboard: {text.line(notice)}", file=sys.stderr)
    return bool(notices)
