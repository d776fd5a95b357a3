"""Lists of projects and issues on standard output."""

import sys
from collections.abc import Sequence

from isonboard.assistant.context import Context
from isonboard.assistant.row import Row
from isonboard.cli import schema
from isonboard.cli.output import age, emit
from isonboard.match.issue_order import RankedIssue
from isonboard.model.profile import Reason

_REASONS = 4


def print_rows(context: Context, rows: Sequence[Row], *, as_json: bool, why: bool = True) -> int:
    """Print projects, best first; exit code 1 when there are none."""
    for row in rows:
        if as_json:
            emit(schema.row(row))
            continue
        fit = "" if row.fit is None or not row.personal else f"  fit {row.fit:.0%}"
        issues = "" if row.beginner_issues is None else f"  {row.beginner_issues} beginner issues"
        star = "★ " if row.favourite else ""
        print(
            f"{star}{row.full_name or row.label}{fit}  {row.language or ''}{issues}  changed {age(row.updated_at, context.now())}"
        )
        if row.description:
            print(f"    {row.description[:140]}")
        if why and row.why:
            print(f"    {'; '.join(row.why[:_REASONS])}")
        if row.url:
            print(f"    {row.url}")
    if not rows:
        print("isonboard: nothing fits. Try fewer words or filters.", file=sys.stderr)
    return 0 if rows else 1


def print_issues(context: Context, issues: Sequence[RankedIssue], *, as_json: bool, why: bool = True) -> int:
    """Print issues, best first; exit code 1 when there are none."""
    for ranked in issues:
        if as_json:
            emit(schema.issue(ranked))
            continue
        one = ranked.issue
        certain = "" if ranked.availability.certain else " (not certain)"
        print(f"{ranked.project.full_name or ranked.project.label}#{one.number}  {one.title}")
        print(f"    {ranked.availability.state.value}: {ranked.availability.reason}{certain}")
        opened = f" · opened {age(one.created_at, context.now())}" if one.created_at else ""
        print(f"    {', '.join(one.labels) or 'no labels'}{opened}")
        if why and ranked.fit.reasons:
            print(f"    {'; '.join(_told(each) for each in ranked.fit.reasons[:_REASONS])}")
        if one.url:
            print(f"    {one.url}")
    if not issues:
        print("isonboard: no issue that fits is known.", file=sys.stderr)
    return 0 if issues else 1


def _told(reason: Reason) -> str:
    proof = f" ({reason.proof})" if reason.proof else ""
    return f"{'− ' if reason.is_negative else ''}{reason.text}{proof}"
