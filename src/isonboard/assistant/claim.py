"""Asking for an issue: a short polite comment, posted only after the engineer said so."""

from msgspec import Struct, structs

from isonboard import text as gate
from isonboard.assistant.context import Context
from isonboard.assistant.detail import issue_detail, ordered
from isonboard.assistant.forges import forge_of
from isonboard.assistant.journey import logins_of
from isonboard.errors import RefusedError
from isonboard.match.issue_order import RankedIssue, claim_comment
from isonboard.model.issue import Availability, AvailabilityState, Comment, Issue
from isonboard.model.ports import Collaboration
from isonboard.model.project import Project

_LIMIT = 4_000  # characters: what is longer is no comment that asks for an issue
_TAKEN = frozenset({AvailabilityState.CLAIMED, AvailabilityState.PULL_OPEN, AvailabilityState.BLOCKED})


class Claim(Struct, frozen=True, kw_only=True):
    """A comment that asks for an issue, ready to be changed, copied or posted."""

    issue: Issue
    project: Project
    availability: Availability
    text: str
    open_to_claims: bool
    """False where posting would be impolite or impossible; `note` says why."""
    note: str = ""


async def claim(context: Context, project_id: str, number: str) -> Claim:
    """The comment for an issue, by its present state where the forge can be asked.

    Raises NotFoundError, and SourceError when the issue is not kept either.
    """
    return claim_of(context, await issue_detail(context, project_id, number.removeprefix("#")))


def claim_of(context: Context, ranked: RankedIssue) -> Claim:
    """The comment for an issue that is at hand."""
    note = _objection(ranked)
    return Claim(
        issue=ranked.issue,
        project=ranked.project,
        availability=ranked.availability,
        text=claim_comment(ranked.issue, context.profile, ranked.availability),
        open_to_claims=not note,
        note=note,
    )


def in_the_way(context: Context, project_id: str, number: str) -> str:
    """Why one should ask before beginning to work on an issue, by what is kept: “it is not free: …”.

    Empty for one that is free, not known, or that the engineer has already: assigned, asked for or begun.
    """
    number = number.lstrip("#")
    kept, project = context.catalog.issues(project_id), context.catalog.project(project_id)
    issue = next((one for one in kept[0] if one.number == number), None) if kept else None
    if kept is None or issue is None or project is None:
        return ""
    journey = context.journeys.get(project_id)
    involved = {*(issue.assignees or ()), *(one.author for one in issue.comments or ())}
    if (journey and journey.issue == number) or involved.intersection(logins_of(context, project)):
        return ""
    return _objection(ordered(context, [(issue, project)], among=kept[0])[0])


async def post_claim(context: Context, project_id: str, number: str, text: str) -> str | None:
    """Post `text` on an issue, once, and return its address. Call it only after the engineer agreed to exactly this.

    Raises RefusedError for an empty or endless text, an issue that is taken meanwhile and a forge that takes no
    comments from us, CredentialsError without a token that may write, else as `claim`. After an UnreachableError it may
    have arrived all the same: it is never sent a second time by itself.
    """
    number = number.removeprefix("#")
    said = gate.block(text, _LIMIT + 1).strip()
    if not said or len(said) > _LIMIT:
        raise RefusedError(
            "there is nothing to post" if not said else "this is too long for a comment",
            hint="A few sentences are enough.",
        )
    asked = await claim(context, project_id, number)
    if not asked.open_to_claims:
        raise RefusedError(
            asked.note, subject=asked.issue.key, hint="Ask there in your own words, or take another."
        )
    async with forge_of(context, asked.project) as forge:
        if not isinstance(forge, Collaboration):
            raise RefusedError("isonboard cannot post comments there", hint="Paste the text in the browser.")
        posted = await forge.comment(asked.project, number, said)
    _remember(context, asked, said)
    return posted


def _objection(ranked: RankedIssue) -> str:
    issue, found = ranked.issue, ranked.availability
    if issue.state != "open":
        return "the issue is closed"
    if issue.locked:
        return "the issue takes no comments"
    return f"it is not free: {found.reason}" if found.state in _TAKEN else ""


def _remember(context: Context, asked: Claim, said: str) -> None:
    """Keep the own comment with the issue, so that it shows as claimed without asking again."""
    issue = asked.issue
    author = next(iter(logins_of(context, asked.project)), "you")
    mine = Comment(author=author, body=said, at=context.now())
    kept = context.catalog.issues(issue.project_id)
    if kept is not None and any(one.number == issue.number for one in kept[0]):
        context.catalog.put_issue(structs.replace(issue, comments=(*(issue.comments or ()), mine)))
