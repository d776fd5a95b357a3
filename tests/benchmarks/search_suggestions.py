"""What words of a description suggest, learnt from real projects: makes `isonboard/match/suggestions.tsv`.

    python tests/benchmarks/search_suggestions.py [--data DIR] > src/isonboard/match/suggestions.tsv

A word suggests a skill where it names a skill itself (“jquery”, “django”), and enough projects of several catalogs that
have the word have the skill as topic or language, far more often than others do. Words that mean something else every
day, and skills that one catalog gives to nearly all of its projects, are left out by hand. `search_relevance` learns
anew without the projects it then asks for, so that its figure is one for projects that nothing was learnt from.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any

import search_queries

from isonboard.match import vocabulary
from isonboard.match.tokens import raw_words

LEAST = 4  # projects that have both
CATALOGS = 2  # that have such projects, at least
SHARE = 0.33  # of the projects with the word that surely have the skill, at one standard deviation
LIFT = 3.0  # times the share among all projects
EVERYDAY = frozenset(
    ("apache", "backbone", "flex", "font", "gpus", "icon", "learning", "optimisation", "oracle", "parallelism", "phoenix",
     "prettier", "shiny", "slack", "stan", "trading", "unity")
)  # fmt: skip
"""Words that name a skill and mostly mean something else."""
GIVEN_TO_ALL = frozenset(("linter", "shell"))
"""Skills that one catalog gives to nearly all of its projects."""
HEADER = """\
# Words of names and descriptions that suggest a skill, each with the share of the projects that have it, at least.
# Learnt by tests/benchmarks/search_suggestions.py from the topics and languages of 20,000 public projects: up-for-grabs,
# awesome-for-beginners, code.gov, NASA, LLNL, French public sector, CNCF landscape, awesome-selfhosted, cdnjs, bio.tools,
# Apache, rOpenSci, analysis-tools, best-of-ml-python, GitHub rankings. Skill, tab, words by comma.
"""

Learnt = dict[str, tuple[tuple[str, float], ...]]


def learnt(projects: list[dict[str, Any]], leaving_out: Collection[str] = ()) -> Learnt:
    """As `suggestions.by_word` gives it; nothing is learnt from the ids that are left out."""
    total, having, asked = 0, Counter[str](), Counter[str]()
    both: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for project in projects:
        names = (vocabulary.canonical(tag) for tag in (*project["topics"], project["language"] or "") if tag)
        skills = {vocabulary.key(name) for name in names if name} - GIVEN_TO_ALL
        if not skills or project["id"] in leaving_out:
            continue
        total += 1
        asked.update(skills)
        text = f"{project['name']} {project['description']}"
        for word in {raw.lower() for raw in raw_words(text) if len(raw) > 2} - EVERYDAY:
            if not vocabulary.canonical(word):
                continue
            having[word] += 1
            for skill in skills:
                both[word, skill][project["source"]] += 1
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (word, skill), sources in both.items():
        often = sources.total()
        if often < LEAST or len(sources) < CATALOGS or _is_same(word, skill):
            continue
        share = _surely(often, having[word])
        if share >= max(SHARE, LIFT * asked[skill] / total):
            found[word].append((skill, round(share, 2)))
    return {word: tuple(sorted(skills)) for word, skills in sorted(found.items())}


def _is_same(word: str, skill: str) -> bool:
    name = vocabulary.canonical(word)
    return name is not None and vocabulary.key(name) == skill


def _surely(often: int, of: int) -> float:
    """The lower end of Wilson's interval for a share, at one standard deviation."""
    share = often / of
    middle = share + 1 / (2 * of)
    return (middle - math.sqrt((share * (1 - share) + 1 / (4 * of)) / of)) / (1 + 1 / of)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--data", type=Path, default=search_queries.DATA)
    projects, _ = search_queries.shared(arguments.parse_args().data)
    by_skill: dict[str, list[str]] = defaultdict(list)
    for word, skills in learnt(projects).items():
        for skill, share in skills:
            by_skill[skill].append(f"{word} {share}")
    print(HEADER, end="")
    for skill, words in sorted(by_skill.items()):
        print(f"{skill}\t{','.join(words)}")


if __name__ == "__main__":
    main()
