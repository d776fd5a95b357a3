"""Order of issues: how many of the first five newcomers resolved, ours beside the simple rule and chance.

    python tests/benchmarks/issue_order.py [--data FILE] [--pools N] [--seed N]

Without data it is a SIMULATION: pools of 40 free issues whose resolvers are drawn from the shares that RecGFI
published (ICSE 2022; the same figures that the weights come from, so this shows that the facts are found, weighed and
not drowned, and nothing about other people's trackers); the ceiling knows every fact that shows and its true weight.
FILE is real data: a JSON list of pools, each a list of issues
as in `issues.json` with `"newcomer": true` where somebody new resolved it.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import exp, log
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from isonboard.match.beginner import tier_of
from isonboard.match.issue_order import ranked_issues
from isonboard.model.issue import Issue, Tier
from isonboard.model.profile import Profile
from isonboard.model.project import Project
from isonboard.sources.issues_file import issue_of

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PROJECT = Project(id="example.org/team/shop", name="shop")
FIRST = 5
POOL = 40
BASE = 0.102  # RecGFI: the share of all issues that newcomers resolved
CHANCE = 0.15
NEW = frozenset({"NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR"})
# Fact: how often it holds (the published shares fix it for reporters, the others are rough), and what it does.
LABEL, DOCS, HARD, NEW_REPORTER = (0.06, 0.212), (0.08, 0.197), (0.10, 0.030), (0.45, 0.160)
OLD_REPORTER = 0.055


class Case(NamedTuple):
    issue: Issue
    newcomer: bool


def odds(share: float) -> float:
    return log(share / (1 - share))


def simulated(random_: random.Random, number: int) -> Case:
    """One issue with its resolver; one fact in three shows neither in a label nor in the title."""
    label, docs, hard, new = (random_.random() < fact[0] for fact in (LABEL, DOCS, HARD, NEW_REPORTER))
    total = odds(CHANCE) - 0.22 + random_.gauss(0, 0.8)  # what nobody sees varies as well
    for holds, share in ((label, LABEL[1]), (docs, DOCS[1]), (hard, HARD[1])):
        total += odds(share) - odds(BASE) if holds else 0
    total += odds(NEW_REPORTER[1] if new else OLD_REPORTER) - odds(BASE)
    labels = ["good first issue"] if label else []
    title = random_.choice(
        ("Retry the call", "Wrong sum in the cart", "Allow more than one address", "Log the reason")
    )
    shown = random_.random()
    if docs:
        labels += ["documentation"] if shown < 0.4 else []
        title = f"Document it: {title}" if 0.4 <= shown < 0.67 else title
    if hard and random_.random() < 0.67:
        labels.append(random_.choice(("priority: high", "major", "hard", "critical")))
    issue = Issue(
        project_id=PROJECT.id,
        number=str(number),
        title=title,
        body="It happens whenever the network is slow. " * random_.randint(0, 8),
        labels=tuple(labels),
        author=f"writer{random_.randint(1, 400)}" if new else f"member{random_.randint(1, 12)}",
        association="NONE" if new else random_.choice(("MEMBER", "CONTRIBUTOR", "COLLABORATOR")),
        comments=(),
        events=(),
        pulls=(),
        created_at=NOW - timedelta(days=random_.expovariate(1 / 300)),
    )
    return Case(issue, random_.random() < 1 / (1 + exp(-total)))


def ours(pool: Sequence[Case]) -> list[str]:
    ranked = ranked_issues(Profile(), [(case.issue, PROJECT) for case in pool], NOW)
    return [one.issue.number for one in ranked]


def label_then_reporter(pool: Sequence[Case]) -> list[str]:
    def key(case: Case) -> tuple[bool, bool]:
        return tier_of(case.issue.labels) is not Tier.NEWCOMERS, case.issue.association not in NEW

    return [case.issue.number for case in sorted(pool, key=key)]


def by_true_weights(pool: Sequence[Case]) -> list[str]:
    """What nobody can know outside of the simulation: the best order from the facts that show."""

    def weight(case: Case) -> float:
        labels = set(case.issue.labels)
        docs = "documentation" in labels or case.issue.title.startswith("Document it")
        hard = not labels.isdisjoint({"priority: high", "major", "hard", "critical"})
        shares = [share for holds, share in ((docs, DOCS[1]), (hard, HARD[1])) if holds]
        shares += [LABEL[1]] if "good first issue" in labels else []
        shares.append(NEW_REPORTER[1] if case.issue.association in NEW else OLD_REPORTER)
        return sum(odds(share) - odds(BASE) for share in shares)

    return [case.issue.number for case in sorted(pool, key=weight, reverse=True)]


def share_in_front(pools: Sequence[Sequence[Case]], order: Callable[[Sequence[Case]], list[str]]) -> float:
    """The share of newcomers' issues in the first five places, over all pools."""
    shares = []
    for pool in pools:
        resolved = {case.issue.number: case.newcomer for case in pool}
        first = order(pool)[:FIRST]
        shares.append(fmean(resolved[number] for number in first))
    return fmean(shares)


def read(path: Path) -> list[list[Case]]:
    pools = []
    for entries in json.loads(path.read_text(encoding="utf-8")):
        read = [(issue_of(entry, PROJECT.id), bool(entry.get("newcomer"))) for entry in entries]
        pools.append([Case(issue, newcomer) for issue, newcomer in read if issue is not None])
    return pools


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--pools", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    random_ = random.Random(options.seed)
    if options.data:
        pools = read(options.data)
    else:
        print("SIMULATION from published effect sizes, no real tracker:")
        pools = [[simulated(random_, number) for number in range(POOL)] for _ in range(options.pools)]
    for pool in pools:
        random_.shuffle(pool)
    chance = fmean(case.newcomer for pool in pools for case in pool)
    print(f"{len(pools)} pools, newcomers resolved {chance:.3f} of all issues (chance)")
    print(f"label, then new reporter  {share_in_front(pools, label_then_reporter):.3f}")
    print(f"isonboard                 {share_in_front(pools, ours):.3f}")
    if not options.data:
        print(f"ceiling of what shows     {share_in_front(pools, by_true_weights):.3f}")


if __name__ == "__main__":
    main()
