"""What a writer says themselves, which issues a text says it closes, and which pull requests it names."""

import re
from functools import lru_cache

from isonboard import limits

_KEYWORD = r"(?:close[sd]?|closing|fix(?:e[sd])?|fixing|resolve[sd]?|resolving|implement(?:s|ed|ing)?)"
_REFERENCE = (
    r"(?:https?://[^\s/]+/(?P<web>[^\s#?]+?)(?:/-)?/(?:issues|work_items)/(?P<web_number>\d+)"
    r"|(?P<path>[\w.-]+(?:/[\w.-]+)+)#(?P<path_number>\d+)"
    r"|(?:#|GH-)(?P<number>\d+)"
    r"|(?P<key>[A-Z][A-Z0-9]+-\d+))"
)
_CLOSING = re.compile(rf"\b{_KEYWORD}:?\s+(?:(?:issue|bug|ticket)s?\s+)?{_REFERENCE}(?!\w)", re.IGNORECASE)
_MORE = re.compile(rf"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_REFERENCE}(?!\w)", re.IGNORECASE)
_NEGATED = re.compile(r"(?:\bnot|n't|\bnever|\bwithout)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PULL = re.compile(
    r"https?://[^\s/]+/(?P<path>[^\s#?]+?)(?:/-)?/(?:pull|pulls|merge_requests|pull-requests|pullrequest)/(?P<number>\d+)"
)

_FENCE = re.compile(r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_QUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_MAIL_TAIL = re.compile(r"^On [^\n]{5,100} wrote:\s*$.*", re.DOTALL | re.MULTILINE)
_LIMIT = limits.REFERENCES_LETTERS


def prose(markdown: str) -> str:
    """What the writer says: without code, quotations, hidden comments and the tail of an answered mail."""
    text = _COMMENT.sub(" ", _FENCE.sub(" ", markdown[:_LIMIT]))
    return _INLINE_CODE.sub(" ", _QUOTE.sub("", _MAIL_TAIL.sub("", text)))


@lru_cache(maxsize=1024)
def own_words(body: str) -> str:
    """A report without headings and without a form's boxes that its writer left empty."""
    kept = []
    for line in body.splitlines():
        bare = line.strip()
        if not bare.startswith(("- [ ]", "* [ ]", "#")):
            kept.append(bare.removeprefix("- [x]").removeprefix("- [X]"))
    return "\n".join(kept)


def closing_references(text: str, repository: str | None = None) -> tuple[str, ...]:
    """The numbers of issues that a pull request's text closes: “Fixes #12, #13” gives `("12", "13")`.

    The keywords of GitHub, GitLab and Gitea (“implements” is GitLab's). A reference that names a repository
    (`owner/name#12`, an address) counts only if it is `repository`. What stands in code, in a quotation or in
    a hidden comment of a template does not count. Jira keys (`PAY-17`) are returned as they are.
    """
    plain = prose(text)
    numbers: dict[str, None] = {}
    for match in _CLOSING.finditer(plain):
        if _NEGATED.search(plain[max(match.start() - 30, 0) : match.start()]):
            continue
        reference: re.Match[str] | None = match
        while reference is not None:
            number = _number_in(reference, repository)
            if number:
                numbers[number] = None
            reference = _MORE.match(plain, reference.end())
    return tuple(numbers)


def names_another_repository(text: str, project_id: str) -> bool:
    """Whether a text gives the address of a pull request, and none of them is of the project."""
    own = project_id.partition("//")[0].partition("/")[2].casefold()
    paths = [match["path"].casefold() for match in _PULL.finditer(text)]
    return bool(paths) and bool(own) and own not in paths


def pull_numbers(text: str) -> tuple[str, ...]:
    """The numbers of pull requests whose addresses stand in the text."""
    return tuple(dict.fromkeys(match["number"] for match in _PULL.finditer(prose(text))))


def _number_in(reference: re.Match[str], repository: str | None) -> str | None:
    named = reference["web"] or reference["path"]
    if named is not None:
        same = repository is not None and named.casefold() == repository.casefold()
        return (reference["web_number"] or reference["path_number"]) if same else None
    key: str | None = reference["key"]
    if key is not None and (not key.isupper() or key.startswith("GH-")):
        return None
    return reference["number"] or key
