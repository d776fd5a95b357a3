"""Asking for an issue from the command line: the comment is shown, and posted only after a yes."""

import asyncio
import sys

from isonboard.assistant.claim import Claim, claim, post_claim
from isonboard.assistant.context import Context
from isonboard.cli.output import emit
from isonboard.errors import ConsentError, RefusedError


def claim_issue(context: Context, project_id: str, number: str, *, post: bool, as_json: bool) -> int:
    """Print the comment; with `post` ask, then post it and print its address.

    Raises ConsentError where nobody can be asked or says no, RefusedError where the issue is taken.
    """
    asked = asyncio.run(claim(context, project_id, number))
    if post:
        posted = _posted(context, asked)
    if as_json:
        emit(_json(asked) | ({"posted": True, "posted_url": posted} if post else {}))
    elif post:
        print(posted or asked.issue.url or "posted")
    else:
        if asked.note:
            print(f"isonboard: {asked.note}", file=sys.stderr)
        print(asked.text)
        if asked.issue.url:
            print(f"\npaste it at: {asked.issue.url}", file=sys.stderr)
    return 0


def _posted(context: Context, asked: Claim) -> str | None:
    if not asked.open_to_claims:
        raise RefusedError(
            asked.note, subject=asked.issue.key, hint="Take another, or ask there in your own words."
        )
    if not sys.stdin.isatty():
        raise ConsentError(
            "nothing was posted: nobody can be asked here",
            hint="Run it in a terminal, or paste the text in the browser.",
        )
    print(f"{asked.text}\n", file=sys.stderr)
    where = asked.issue.url or asked.issue.key
    print(
        f"Post exactly this at {where}, for everybody there to read? [y/N] ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise ConsentError("nothing was posted", hint="The text may be pasted in the browser.")
    return asyncio.run(post_claim(context, asked.project.id, asked.issue.number, asked.text))


def _json(asked: Claim) -> dict[str, object]:
    return {
        "schema": 1, "project": asked.project.id, "number": asked.issue.number, "url": asked.issue.url,
        "availability": asked.availability.state.value, "text": asked.text,
        "open_to_claims": asked.open_to_claims, "note": asked.note or None,
    }  # fmt: skip
