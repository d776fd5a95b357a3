"""What the fit is made of: one table of weights, one of penalties, each with its reason."""

from typing import NamedTuple


class Signal(NamedTuple):
    """How much of the score (0..1) a signal can give or take, and why that much."""

    weight: float
    comment: str


SIGNALS: dict[str, Signal] = {
    "skills": Signal(
        0.36, "What somebody can do decides first what they can contribute; rare skills say more."
    ),
    "interests": Signal(0.14, "One person's first issues share their domain (PFIRec, ASE 2023)."),
    "learning": Signal(0.10, "A language one wants to learn draws, and more so where newcomers are welcome."),
    "reuse": Signal(0.08, "Who depends on a package knows what it lacks, and gains from mending it."),
    "activity": Signal(0.10, "Where nothing moves, nobody reviews (the Repository Activity Score)."),
    "readiness": Signal(
        0.08, "Base documents carry a newcomer through set-up and review (orientation barriers)."
    ),
    "beginner": Signal(0.08, "Free issues for newcomers are the shortest way in."),
    "contributions": Signal(0.06, "Whether the project asks for the kind of work that is offered."),
    "archived": Signal(-0.60, "Read-only: nothing can be contributed."),
    "closed": Signal(
        -0.50, "Its own documents say that it takes no contributions; issues may still be welcome."
    ),
    "gone": Signal(-0.40, "No source lists it any more."),
    "deprecated": Signal(-0.20, "Its owners advise against it."),
    "stale": Signal(-0.10, "No commit for months: a review is unlikely; in full after two years."),
    "no guide": Signal(-0.04, "No CONTRIBUTING: the way in has to be asked for."),
}
"""Every signal of the fit; `Profile.signals_off` switches them off by name. The positive weights sum to 1."""

NEUTRAL = 0.4
"""The share of its weight that a signal gives while its facts are unknown: neither praise nor blame."""

LEVELS = {"expert": 1.0, "good": 0.85, "basic": 0.6, "learning": 0.0}
"""What a skill counts by its level; what is still to be learnt has a signal of its own."""

ASKED_FOR, TOPIC, MAIN_LANGUAGE, PART, LANGUAGE, TEXT = 1.0, 0.9, 0.9, 0.6, 0.5, 0.55
"""How sure each place is: skills asked for, a topic, the main language, a part of a topic or of the name, one
language among several, a word of the description."""

GUESSED = 0.2
"""How sure a word is that only suggests a skill, of a project without tags (`suggestions`)."""

IMPLIED = 0.6
"""Share of a skill that another one implies: who knows Django knows Python."""

NARROWER = 0.65
"""Share of a skill that shows in a narrower one: a Django project needs Python."""

ONE_MATCH = 0.7
"""How far one certain match fills its signal; further ones fill what is left."""

USUAL_RARITY = 0.5
"""For a skill of which no rarity is known (0: everybody has it, 1: hardly anybody)."""

STALE_MONTHS = (6.0, 24.0)
"""From when on silence counts against a project, and when in full."""
