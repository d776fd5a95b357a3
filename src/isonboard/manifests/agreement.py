"""What a contributor has to agree to: a sign-off (DCO) or a contributor licence agreement (CLA), with the words."""

import re

from isonboard.manifests.evidence import LINE_LIMIT, evidence_at
from isonboard.manifests.tree import Tree
from isonboard.model.evidence import Evidence

_DOCUMENTS = re.compile(
    r"^(?:\.github/|\.gitlab/|docs?/)?(?:CONTRIBUTING|README|HACKING|DCO|CLA|PULL_REQUEST_TEMPLATE|pull_request_template)"
    r"(?:\.\w+)?$|^\.github/(?:dco\.ya?ml|cla\.\w+|workflows/(?:dco|cla)[\w-]*\.ya?ml)$",
    re.IGNORECASE,
)
_CLA = re.compile(
    r"\bcontribut(?:or|ion)s?['’]?\s+licen[sc]e\s+agreements?|\b(?:C\.L\.A\.|CLAs?\b(?!\w))|cla-assistant|\bEasyCLA\b"
)
_DCO = re.compile(
    r"\bdeveloper(?:['’]?s)?\s+certificates?\s+of\s+origin|\bDCO\b|signed-off-by|\bsign(?:ed)?[- ]off\b.*\bcommits?\b|commit\s+(?:-\w*s\b|--signoff)"
)
_NOT = re.compile(r"\b(?:no|not|don['’]t|without|never)\b[^.]{0,60}$")
_IGNORED_CASE = re.IGNORECASE


def agreement_of(tree: Tree) -> tuple[str, tuple[Evidence, ...]]:
    """(`none`, `DCO` or `CLA`; where it is said). A document that says none is needed does not count."""
    found: dict[str, list[Evidence]] = {"CLA": [], "DCO": []}
    for path in tree.paths():
        if not _DOCUMENTS.match(path):
            continue
        stem = path.rpartition("/")[2].lower()
        if re.match(r"(?:dco|cla)[\w-]*\.(?:ya?ml|md|txt)$|^dco$|^cla$", stem):
            found["DCO" if stem.startswith("dco") else "CLA"].append(evidence_at(path, 0, ""))
        for number, row in enumerate((tree.text(path) or "").split("\n")[:3_000], 1):
            row = row[:LINE_LIMIT]  # noqa: PLW2901
            for kind, pattern in (("CLA", _CLA), ("DCO", _DCO)):
                match = pattern.search(row) or (
                    re.search(pattern.pattern, row, _IGNORED_CASE)
                    if kind == "DCO"
                    else re.search(r"contribut(?:or|ion)s?['’]?\s+licen[sc]e\s+agreement", row, _IGNORED_CASE)
                )
                if match and not _NOT.search(row[: match.start()].lower()) and len(found[kind]) < 3:
                    found[kind].append(evidence_at(path, number, row))
    for kind, evidence in found.items():
        if evidence:
            return kind, tuple(evidence)
    return "none", ()
