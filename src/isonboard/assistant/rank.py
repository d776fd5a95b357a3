"""How well every project suits the profile, kept in the catalog so that the first screen is sorted at once."""

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from isonboard.assistant.context import Context
from isonboard.match.fit import Matcher, rarity_of
from isonboard.model.profile import Fit, Profile
from isonboard.model.project import Project


def refresh_fits(context: Context) -> bool:
    """Score every project anew if the profile, the catalog or the day changed; True when something was written."""
    key = _key(context)
    if context.catalog.meta("fit") == key or context.catalog.read_only:
        return False
    with context.catalog.if_possible():
        context.catalog.put_fits(key, _scores(context))
    return fits_are_current(context)


def fits_are_current(context: Context) -> bool:
    """Whether the stored scores are those of this profile and this catalog."""
    return context.catalog.meta("fit") == _key(context)


def fit_of(context: Context, project: Project) -> Fit:
    """The fit of one project with its reasons."""
    activity = context.catalog.activities([project.id]).get(project.id)
    return matcher(context).fit(project, activity=activity, readiness=readiness_share(project))


def matcher(context: Context) -> Matcher:
    """Scores projects for the profile in force."""
    return Matcher(context.profile, rarity=rarity(context), now=context.now())


def rarity(context: Context) -> Mapping[str, float]:
    """How rare each skill is among the projects, 0 (everywhere) .. 1, by its usual name; kept while nothing changes."""
    generation = context.catalog.generation()
    kept = context.catalog.meta("rarity")
    if kept:
        at, _, table = kept.partition(":")
        if at == str(generation):
            return msgspec.json.decode(table, type=dict[str, float])
    found = rarity_of(context.catalog.all_projects())
    with context.catalog.if_possible():
        context.catalog.put_meta("rarity", f"{generation}:{msgspec.json.encode(found).decode()}")
    return found


_BASE = ("readme", "contributing", "license", "codeowners", "code_of_conduct")
"""Documents that a newcomer relies on first; the full checklists need their text (`guidance.readiness`)."""


def readiness_share(project: Project) -> float | None:
    """How many of the first base documents exist, 0..1; None where nobody looked."""
    if project.base_documents is None:
        return None
    stems = {path.rpartition("/")[2].partition(".")[0].casefold() for path in project.base_documents}
    return sum(name in stems for name in _BASE) / len(_BASE)


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
        yield (
            project.id,
            scorer.score(project, activity=activities.get(project.id), readiness=readiness_share(project)),
        )


def _key(context: Context) -> str:
    profile = hashlib.sha256(msgspec.json.encode(context.profile)).hexdigest()[:16]
    return f"{profile}:{context.catalog.generation()}:{context.now():%Y%m%d}"
