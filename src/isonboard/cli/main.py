"""Which verb runs: the arguments are looked at before anything heavy is imported."""

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code (see `errors`)."""
    del argv
    return 0
