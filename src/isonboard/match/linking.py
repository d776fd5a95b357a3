"""Pull requests that say in their text which issues they close, joined to those issues.

Some trackers list pull requests among the issues and link nothing; a closing keyword then is the only trace.
"""

from collections.abc import Sequence

import msgspec

from isonboard.match.references import closing_references
from isonboard.model.issue import Issue, LinkedPull


def with_pulls_by_text(issues: Sequence[Issue]) -> list[Issue]:
    """The same issues in the same order; those that a pull request among them closes name it in `pulls`."""
    closing: dict[tuple[str, str], list[LinkedPull]] = {}
    for pull in issues:
        if not pull.is_pull_request:
            continue
        for number in closing_references(f"{pull.title}\n{pull.body}", _path_of(pull.project_id)):
            closing.setdefault((pull.project_id, number), []).append(
                LinkedPull(
                    number=pull.number,
                    state=pull.state,
                    author=pull.author,
                    url=pull.url,
                    updated_at=pull.updated_at,
                )
            )
    if not closing:
        return list(issues)
    return [_joined(issue, closing.get((issue.project_id, issue.number), [])) for issue in issues]


def _joined(issue: Issue, found: list[LinkedPull]) -> Issue:
    known = {pull.number for pull in issue.pulls or ()}
    new = [pull for pull in found if pull.number not in known and pull.number != issue.number]
    return msgspec.structs.replace(issue, pulls=(*(issue.pulls or ()), *new)) if new else issue


def _path_of(project_id: str) -> str:
    """`owner/repo` of `host/owner/repo//subdirectory`."""
    return project_id.partition("//")[0].partition("/")[2]
