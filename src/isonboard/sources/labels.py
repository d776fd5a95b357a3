"""The labels that systems are asked for by name, where asking for everything would cost too much.

A short head of the synonym table that `match` judges by: these cover nine of ten projects (counts over up-for-grabs
and awesome-for-beginners); what a source configures comes first.
"""

from isonboard.model.project import SourceConfig

NEWCOMERS = (
    "good first issue",
    "good-first-issue",
    "first-timers-only",
    "beginner",
    "beginner friendly",
    "beginner-friendly",
    "good first bug",
    "good first task",
    "easy",
    "easy fix",
    "starter",
    "newcomers",
    "low-hanging fruit",
    "difficulty/newcomer",
)
ANYONE = (
    "help wanted",
    "help-wanted",
    "up-for-grabs",
    "up for grabs",
    "hacktoberfest",
    "contributions welcome",
)


def asked_for(config: SourceConfig, *, anyone: bool = True) -> tuple[str, ...]:
    """Labels to ask for, the source's own first; `anyone` adds the second tier."""
    wide = (*config.labels_open, *ANYONE) if anyone else ()
    return tuple(dict.fromkeys((*config.labels_beginner, *NEWCOMERS, *wide)))
