"""The program that the kill tests kill: clones, configures and runs, as the command line would."""

import asyncio
import sys
from pathlib import Path

from isonboard.model.plan import Purpose, SetupPlan, Step
from isonboard.workspace.clone import clone
from isonboard.workspace.configure import create_branch, set_fork, set_identity
from isonboard.workspace.run import run_plan

PLAN = SetupPlan(
    steps=(
        Step(purpose=Purpose.BUILD, argv=("sh", "-c", "for i in 1 2 3 4 5; do echo $i > built.tmp; sleep 0.03; done; mv built.tmp built")),
        Step(purpose=Purpose.VERIFY, argv=("sh", "-c", "test -f built && sleep 0.05")),
    )
)  # fmt: skip


async def main(url: str, destination: Path) -> None:
    await clone(
        url, destination, report=lambda _event: None, protocols=("http",), workspace=destination.parents[2]
    )
    fork = url.replace("/acme/", "/ada/")
    set_fork(destination, fork, url)
    set_identity(destination, "Ada", "ada@example.test")
    create_branch(destination, "contrib/17-x")
    done = await run_plan(PLAN, destination, report=lambda _event: None, missing=(), use_sandbox=False)
    print(done.sentence, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
