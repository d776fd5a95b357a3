"""How well every project suits the profile, kept in the catalog so that the first screen is sorted at once."""

import hashlib
import math
from collections.abc import Iterator, Mapping

import msgspec

from isonboard.assistant.context import Context
from isonboard.match.fit import Matcher
from isonboard.match.vocabulary import canonical
from isonboard.model.profile import Fit, Profile
from isonboard.model.project import Project


def refresh_fits(context: Context) -> bool:
    """Score every project anew if the profile, the catalog or the day changed; True when something was written."""
    key = _key(context)
    if context.catalog.meta("fit") == key:
        return False
    context.catalog.put_fits(key, _scores(context))
    return True


def fits_are_current(context: Context) -> bool:
    """Whether the stored scores are those of this profile and this catalog."""
    return context.catalog.meta("fit") == _key(context)


def fit_of(context: Context, project: Project) -> Fit:
    """The fit of one project with its reasons."""
    return matcher(context).fit(project, activity=context.catalog.activities([project.id]).get(project.id))


def matcher(context: Context) -> Matcher:
    """Scores projects for the profile in force."""
    return Matcher(context.profile, rarity=rarity(context), now=context.now())


def rarity(context: Context) -> Mapping[str, float]:
    """How rare each skill is among the projects, 0 (everywhere) .. 1 (nowhere else), by its canonical name."""
    total = max(2, context.catalog.count())
    counts: dict[str, int] = {}
    facets = context.catalog.facets(limit=5_000)
    for name, count in (*facets.languages, *facets.topics):
        known = canonical(name) or name.casefold()
        counts[known] = max(counts.get(known, 0), count)
    return {
        name: max(0.0, min(1.0, math.log(total / count) / math.log(total))) for name, count in counts.items()
    }


def matching(context: Context, profile: Profile, limit: int) -> list[str]:
    """Ids of the projects that suit `profile` best, for a profile that is not the one kept.

    The index brings up what answers to the skills and interests under any name, those with more of them first.
    """
    from isonboard.match import index as search_index
    from isonboard.match.search import by_skills

    wanted = [*(skill.name for skill in profile.skills), *profile.interests]
    return [hit.project_id for hit in by_skills(search_index.load(context.index_path), wanted)[:limit]]


def _scores(context: Context) -> Iterator[tuple[str, float]]:
    scorer = matcher(context)
    activities = context.catalog.all_activities()
    for project in list(context.catalog.all_projects()):
        yield project.id, scorer.fit(project, activity=activities.get(project.id)).score


def _key(context: Context) -> str:
    profile = hashlib.sha256(msgspec.json.encode(context.profile)).hexdigest()[:16]
    return f"{profile}:{context.catalog.generation()}:{context.now():%Y%m%d}"
