"""What is kept of an unexpected error: the traceback goes to a file of the user's own, never to the screen."""

import traceback

from isonboard import files, paths, text


def kept_report(error: Exception) -> str:
    """Write the traceback to the log folder and say where, in one sentence."""
    try:
        path = paths.log_dir() / "crash.txt"
        files.write_atomically(path, text.redacted("".join(traceback.format_exception(error))))
    except Exception:  # noqa: BLE001 - a failing report must not hide the first error
        return "Please tell the maintainers what you did."
    return f"The details are in {path}: please send them to the maintainers."
