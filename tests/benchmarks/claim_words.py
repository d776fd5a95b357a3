"""Learns which words speak for a claim and for leaving it (`match/claim_words.tsv`), and how well on unseen ones.

    python tests/benchmarks/claim_words.py [--write]

The examples are `tests/match/sayings.txt`, `sayings_learnt.txt`, `styles/*.txt`, and those histories whose only
content is one comment of somebody without a say: such a comment decides alone whether the issue is claimed. Logistic
regression by stochastic descent, always in the same order, so that the same examples give the same table. For each
batch of histories and each style: how many of its comments are read rightly by the rules, and by rules and words learnt
from all the others (the languages in five parts of every fifth line, or none would know any). For leaving the same by
style, and older sentences in five parts made of blocks of twenty (neighbouring lines are paraphrases of one another).
Last the comments of `ordinary.txt`, from which nothing is learnt.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from isonboard.match.claims import said_in
from isonboard.match.telling import SURE, SURE_OF_LEAVING, claim_score, score, tellings_in

TESTS = Path(__file__).resolve().parents[1] / "match"
sys.path.insert(0, str(TESTS))

from test_match_histories import ALL, CLAIMS, SAYINGS, Replay  # noqa: E402 - of the tests' folder

TABLE = Path(__file__).resolve().parents[2] / "src/isonboard/match/claim_words.tsv"
ROUNDS, RATE = 12, 0.5
MOST = 1.5
"""No word weighs more, so that none decides alone."""
SHRINK_FOR_CLAIM, SHRINK_FOR_LEAVING = 2e-5, 5e-4
"""How fast a weight fades that is not confirmed; what few examples show, partings, is better learnt with more."""
LANGUAGES = {"foreign", "scripts"}
"""Styles of which every fifth line is a part."""
BLOCK = 20
LEAST = 0.2
"""A weight below it changes nothing and is left out."""
CLAIM, NO_CLAIM = {"claim"}, {"nothing", "free", "hold", "release", "refuse", "taken", "leaving"}
LEAVING, STAYING = {"release", "leaving"}, {"staying", "claim"}
HEAD = """#\tWords and pairs of words with what they weigh for (above 0) or against a claim and leaving it; the first row is the start.
#\tLearnt by tests/benchmarks/claim_words.py; ^ and $ are the ends of a sentence, ~ a part of a foreign word, = what rewording makes of it.
"""


class Example(NamedTuple):
    text: str
    holds: bool
    batch: str


def sayings() -> list[tuple[str, str]]:
    """Kind and sentence."""
    learnt = (TESTS / "sayings_learnt.txt").read_text(encoding="utf-8")
    parts = [part.strip().split("\n") for part in learnt.split("\n# ")[1:]]
    said = [*SAYINGS, *((kind, lines) for kind, *lines in parts)]
    return [(kind, line) for kind, lines in said for line in lines if kind == "claim" or "@" not in line]


def examples() -> list[Example]:
    """Comments that do or do not claim."""
    said = [("", *one) for one in sayings()] + styled()
    told = [Example(line, kind in CLAIM, batch) for batch, kind, line in said if kind in CLAIM | NO_CLAIM]
    return told + [single for replay in ALL if (single := single_comment(replay)) is not None]


def styled() -> list[tuple[str, str, str]]:
    """Style, kind and comment."""
    found = []
    for path in sorted((TESTS / "styles").glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split("\n# ")[1:]
        for kind, *lines in (part.strip().split("\n") for part in parts):
            for place, line in enumerate(lines):
                part = f" {place % 5}" if path.stem in LANGUAGES else ""
                found.append((f"{path.stem}{part}", kind, line))
    return found


def partings() -> list[Example]:
    """Comments of those who have it, which do or do not give it up; in five parts, by blocks of neighbours."""
    chosen = [(kind in LEAVING, line) for kind, line in sayings() if kind in LEAVING | STAYING]
    older = [Example(line, leaves, str(place // BLOCK % 5)) for place, (leaves, line) in enumerate(chosen)]
    newer = [
        Example(line, kind in LEAVING, style) for style, kind, line in styled() if kind in LEAVING | STAYING
    ]
    return older + newer


def ordinary() -> dict[str, list[str]]:
    """Comments that nothing was learnt from, by who says them."""
    parts = (TESTS / "ordinary.txt").read_text(encoding="utf-8").split("\n# ")[1:]
    return {kind: [line for line in lines if line] for kind, *lines in (part.split("\n") for part in parts)}


def single_comment(replay: Replay) -> Example | None:
    """The comment of a history that consists of nothing else."""
    issue = replay.issue
    others = (issue.events, issue.pulls, issue.assignees, issue.branches, issue.labels)
    comments = issue.comments or ()
    if replay.state not in {"free", "claimed"} or len(comments) != 1 or any(others):
        return None
    if comments[0].association != "NONE":
        return None
    return Example(comments[0].body, replay.state == "claimed", replay.batch)


@cache
def words_of(text: str) -> list[str]:
    """What is learnt from a comment, in an order that is always the same."""
    return sorted(tellings_in(text))


def learnt(among: Sequence[Example], shrink: float) -> dict[str, float]:
    """Weights by word, none beyond `MOST`; "" is the start."""
    counts = Counter(word for one in among for word in words_of(one.text))
    rows = [([word for word in words_of(one.text) if counts[word] > 1], one.holds) for one in among]
    weights = {word: 0.0 for word, count in counts.items() if count > 1}
    start = 0.0
    order = random.Random(1)
    for turn in range(ROUNDS):
        order.shuffle(rows)
        rate = RATE / (1 + 0.3 * turn)
        for words, holds in rows:
            share = 1 / sqrt(len(words) or 1)
            guess = 1 / (1 + exp(-(start + share * sum(map(weights.__getitem__, words)))))
            step = (holds - guess) * rate
            start += 0.1 * step
            kept = 1 - rate * shrink * len(words)
            for word in words:
                weights[word] = max(-MOST, min(MOST, weights[word] * kept + step * share))
    return {"": start, **{word: weight for word, weight in weights.items() if abs(weight) >= LEAST}}


def left_out(
    known: Sequence[Example], judge: Callable[[dict[str, float], str], float], shrink: float
) -> list[tuple[Example, float]]:
    """Every comment of a batch with its score by what was learnt from the other batches."""
    found = []
    for batch in dict.fromkeys(one.batch for one in known if one.batch):
        weights = learnt([one for one in known if one.batch != batch], shrink)
        found += [(one, judge(weights, one.text)) for one in known if one.batch == batch]
    return found


def by_rules(text: str) -> bool:
    return any(one.speech in CLAIMS for one in said_in(text))


def written() -> str:
    """The table."""
    claim, leaving = learnt(examples(), SHRINK_FOR_CLAIM), learnt(partings(), SHRINK_FOR_LEAVING)
    rows = []
    for word in sorted(claim.keys() | leaving.keys()):
        weights = claim.get(word, 0.0), leaving.get(word, 0.0)
        rows.append("\t".join((word, *(f"{weight:.2f}" for weight in weights))) + "\n")
    return HEAD + "".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table")
    if parser.parse_args().write:
        TABLE.write_text(written(), encoding="utf-8")
        return
    known, parted = examples(), partings()
    heard = left_out(known, claim_score, SHRINK_FOR_CLAIM)
    for batch in dict.fromkeys(one.batch.partition(" ")[0] for one in known if one.batch):
        unseen = [(one, score) for one, score in heard if one.batch.partition(" ")[0] == batch]
        rules = [by_rules(one.text) for one, _ in unseen]
        words = [not plain and score > SURE for plain, (_, score) in zip(rules, unseen, strict=True)]
        right = sum(one.holds == plain for (one, _), plain in zip(unseen, rules, strict=True))
        more = sum(one.holds and word for (one, _), word in zip(unseen, words, strict=True))
        false = sum(word and not one.holds for (one, _), word in zip(unseen, words, strict=True))
        print(
            f"{batch:12} {len(unseen):4} comments: rules {right}, and words {right + more - false} ({false} false)"
        )
    found = Counter(
        (one.holds, score > SURE_OF_LEAVING) for one, score in left_out(parted, score, SHRINK_FOR_LEAVING)
    )
    print(f"leaving: {found[True, True]} of {found[True, True] + found[True, False]} heard by words alone,")
    print(f"  {found[False, True]} of {found[False, True] + found[False, False]} others taken for it")
    claim, leaving = learnt(known, SHRINK_FOR_CLAIM), learnt(parted, SHRINK_FOR_LEAVING)
    for kind, said in ordinary().items():
        claims = sum(by_rules(one) or claim_score(claim, one) > SURE for one in said)
        leaves = sum(score(leaving, one) > SURE_OF_LEAVING for one in said)
        print(
            f"ordinary comments of {kind}: {len(said)}, of them claims {claims}, partings by words {leaves}"
        )


if __name__ == "__main__":
    main()
