"""The program that the kill tests of the submodules kill."""

import asyncio
import sys
from pathlib import Path

from isonboard.workspace.submodules import fetch_submodules, submodules_of


async def main(checkout: Path) -> None:
    modules = submodules_of(checkout)
    print(len(await fetch_submodules(checkout, modules, report=lambda _event: None)), flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
