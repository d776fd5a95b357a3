"""`python -m isonboard` and the installed command."""

import gc
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from isonboard.cli.main import main as run

    code = run(sys.argv[1:])
    gc.freeze()  # else the interpreter looks through all there is for cycles once more before it ends
    return code


if __name__ == "__main__":
    sys.exit(main())
