"""Projects that are like another one, each with what they have in common."""

from array import array
from collections.abc import Sequence

from isonboard.match.analysis import (
    EDGE,
    FACT,
    FUNCTION_WORDS,
    IMPACT_MAX,
    INITIALS,
    SKILL,
    SUGGESTED,
    terms_of,
)
from isonboard.match.asking import ASKING, CHATTING
from isonboard.match.expansion import rarity
from isonboard.match.hit import Hit, IndexEntry
from isonboard.match.index import Index
from isonboard.match.query import Query
from isonboard.match.search import Ranked

TELLING = 12  # words and skills of a project by which others are like it
_LOOKED_AT = 3  # candidates for each similar project that is told
_SAYS_LITTLE = (
    FUNCTION_WORDS
    | ASKING
    | CHATTING
    | frozenset(
        (
            "all", "also", "as", "but", "do", "each", "every", "few", "has", "have", "he", "her", "his", "keep", "keeps",
            "let", "lets", "look", "looks", "made", "make", "makes", "many", "more", "most", "need", "needs", "new", "no",
            "not", "one", "only", "open", "opens", "other", "out", "own", "put", "puts", "run", "runs", "say", "says",
            "see", "set", "so", "than", "their", "them", "they", "two", "up", "us", "use", "used", "uses", "using",
            "very", "was", "way", "were", "without", "work", "works",
        )
    )
)  # fmt: skip
"""Words that any two descriptions may have in common."""
SIMILAR_LEAST = 0.1  # of what the project is like itself
TELLING_LEAST = 0.2  # of what the most telling one says


def similar(index: Index, document: int, limit: int = 10) -> list[Hit]:
    """Projects like number `document`: they share a topic, a skill or two telling words with it, and say which."""
    record = index.record(document)
    entry = IndexEntry(
        id=record.id, name=record.name, title=record.title, description=record.description, topics=record.topics,
        skills=record.skills, language=next(iter(record.languages), ""),
    )  # fmt: skip
    telling: list[tuple[float, str]] = []
    for term, strength in terms_of(entry).items():
        number = index.find(term)
        if (
            number >= 0
            and not term.startswith((FACT, EDGE, INITIALS, SUGGESTED))
            and term not in _SAYS_LITTLE
            and 1 < index.frequency(number) <= index.count / 2
        ):
            telling.append((rarity(index, index.frequency(number)) * (strength / IMPACT_MAX) ** 2, term))
    telling.sort(key=lambda pair: (-pair[0], pair[1]))
    telling = [pair for pair in telling[:TELLING] if pair[0] >= telling[0][0] * TELLING_LEAST]
    scores: dict[int, float] = {}
    for weight, term in telling:
        for posting in index.postings(index.find(term)):
            scores[posting >> 8] = (
                scores.get(posting >> 8, 0.0) + weight * (posting & IMPACT_MAX) / IMPACT_MAX
            )
    least = scores.pop(document, 0.0) * SIMILAR_LEAST
    best = sorted(
        (other for other in scores if scores[other] >= least), key=lambda other: (-scores[other], other)
    )[: limit * _LOOKED_AT]
    shared = Query(words=tuple(term.removeprefix(SKILL) for _, term in telling), open_end=False)
    found = Ranked(index, shared, array("I", best), array("d", (scores[other] for other in best)))
    hits = (hit._replace(reasons=_in_common(hit.reasons)) for hit in found[: limit * _LOOKED_AT])
    return [hit for hit in hits if hit.reasons][:limit]


def _in_common(reasons: Sequence[str]) -> tuple[str, ...]:
    """What stands in both projects, each once; nothing where that is a language or a single word of a text.

    Whose they are is no likeness, nor are the other words by which it was found too.
    """
    said = dict.fromkeys(
        reason.partition(" (")[0]
        for reason in reasons
        if " implies " not in reason and not reason.startswith("owner ")
    )
    weighty = [reason for reason in said if reason.startswith(("topic ", "skill "))]
    worded = [reason for reason in said if not reason.startswith(("topic ", "skill ", "language "))]
    return tuple(said) if weighty or len(worded) > 1 else ()
