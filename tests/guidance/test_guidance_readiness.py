"""Readiness: what a newcomer can rely on, and what a maintainer would do about the gaps."""

import pytest

from isonboard.guidance.readiness import BASE, HYGIENE, readiness_of
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Project


def doc(kind, path, text):
    return Document(kind=kind, path=path, text=text)


COMPLETE = (
    doc(
        Kind.README,
        "README.md",
        "# Ledger\n\nKeeps the books of the whole company, to the cent.\n\n## Getting started\n\nmake run\n\n## Getting involved\n\n"
        "See CONTRIBUTING.md.\n\n## Trusted committers\n\n- Ada Lovelace (@ada)\n",
    ),
    doc(
        Kind.CONTRIBUTING,
        "CONTRIBUTING.md",
        "# Contributing\n\n## Set up\n\nRun `make setup`, then `make test`.\n\n## Submit\n\nOpen a pull request against `main`.\n\n"
        "We review within two working days.\n",
    ),
    doc(Kind.COMMUNICATION, "COMMUNICATION.md", "# Talk to us\n\nSlack: #ledger\n"),
    doc(Kind.CODE_OF_CONDUCT, "CODE_OF_CONDUCT.md", "# Be kind\n"),
    doc(Kind.CODEOWNERS, ".github/CODEOWNERS", "* @ada\n"),
    doc(Kind.LICENSE, "LICENSE", "Apache License, Version 2.0\n"),
    doc(Kind.ISSUE_TEMPLATE, ".github/ISSUE_TEMPLATE/bug.md", "What happened?\n"),
    doc(Kind.PULL_REQUEST_TEMPLATE, ".github/pull_request_template.md", "- [ ] tests\n"),
    doc(Kind.INNERSOURCE_JSON, "innersource.json", '{"motivation": "We need help", "topics": ["books"]}'),
)


def test_a_complete_checkout_has_full_marks_and_only_access_is_unknown():
    found = readiness_of(COMPLETE, None)
    assert [check.name for check in found.checks if not check.passed] == ["access"]
    assert found.share == 1.0
    assert all(check.found for check in found.checks if check.passed)
    assert not any(check.suggestion for check in found.checks)


def test_an_empty_checkout_fails_with_a_suggestion_for_each_gap():
    found = readiness_of((), None)
    failed = [check for check in found.checks if check.passed is False]
    assert found.passed == 0
    assert all(check.suggestion for check in failed)
    assert {check.name for check in found.checks if check.passed is None} == {
        "access",
        "description",
        "topics",
    }


def test_what_nobody_looked_at_is_unknown():
    found = readiness_of(None, Project(id="x", name="x"))
    assert {check.passed for check in found.checks if check.list == BASE} == {None}
    assert found.checks[0].suggestion is None


def test_a_catalog_project_is_judged_by_what_the_catalog_knows():
    project = Project(
        id="github.com/acme/x",
        name="x",
        forge="github",
        description="Books",
        topics=("books",),
        visibility="internal",
        license="MIT",
        base_documents=("README.md", ".github/CODEOWNERS"),
    )
    checks = {(check.list, check.name): check for check in readiness_of(None, project).checks}
    assert checks[HYGIENE, "access"].passed is True
    assert checks[HYGIENE, "description"].found == "Books"
    assert checks[HYGIENE, "topics"].found == "books"
    assert checks[HYGIENE, "README"].found == "README.md"
    assert checks[HYGIENE, "CODEOWNERS"].found == ".github/CODEOWNERS"
    assert checks[HYGIENE, "CONTRIBUTING"].passed is False
    assert checks[BASE, "LICENSE"].found == "MIT"
    assert checks[BASE, "README says how to start"].passed is None


def test_the_guidelines_of_a_portal_prove_a_guide():
    project = Project(id="x", name="x", guidelines="CONTRIBUTING.md")
    checks = [check for check in readiness_of(None, project).checks if check.name == "CONTRIBUTING"]
    assert [check.passed for check in checks] == [True, True]


@pytest.mark.parametrize(
    ("visibility", "passed"), [("public", True), ("internal", True), ("private", False), (None, None)]
)
def test_access_follows_visibility(visibility, passed):
    project = Project(id="x", name="x", visibility=visibility)
    assert (
        next(check for check in readiness_of(None, project).checks if check.name == "access").passed is passed
    )


def test_stubs_and_empty_owners_do_not_count():
    documents = (doc(Kind.README, "README.md", "# x\n"), doc(Kind.CODEOWNERS, "CODEOWNERS", "# nobody yet\n"))
    checks = {(check.list, check.name): check for check in readiness_of(documents, None).checks}
    assert "nearly empty" in checks[BASE, "README"].suggestion
    assert "names nobody" in checks[HYGIENE, "CODEOWNERS"].suggestion


def test_suggestions_name_the_forges_own_places():
    checks = {
        check.name: check for check in readiness_of((), Project(id="x", name="x", forge="gitlab")).checks
    }
    assert ".gitlab/merge_request_templates/Default.md" in checks["PR template"].suggestion
    assert ".gitlab/issue_templates/" in checks["issue template"].suggestion


def test_a_damaged_metadata_file_states_nothing():
    found = readiness_of((doc(Kind.INNERSOURCE_JSON, "innersource.json", "{oops"),), None)
    assert {check.name: check.passed for check in found.checks}["description"] is False


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# x\n\n## Self-signed certificates (for development)\n\nText.\n\n## Contributing\n\nDo.\n", "README.md:7 Contributing"),
        ("# x\n\n## Development\n\nText.\n", "README.md:3 Development"),
        ("# x\n\n## Self-signed certificates (for development)\n\nText.\n", ""),
    ],
)  # fmt: skip
def test_an_invitation_is_a_part_that_is_about_it(text, line):
    checks = readiness_of((doc(Kind.README, "README.md", text),), None).checks
    found = next(check for check in checks if check.name == "README invites to take part")
    assert (found.found or "") == line


def test_a_readme_that_could_not_be_read_is_not_called_missing():
    documents = (doc(Kind.README, "README.md", ""), doc(Kind.LICENSE, "LICENSE", "MIT"))
    checks = {(check.list, check.name): check for check in readiness_of(documents, None).checks}
    for checklist in (BASE, HYGIENE):
        readme = checks[checklist, "README"]
        assert readme.passed is False
        assert readme.suggestion.startswith("README.md could not be read: it is empty, longer than")
    assert checks[BASE, "README says how to start"].passed is None
    assert checks[BASE, "CONTRIBUTING"].suggestion.startswith("Add a CONTRIBUTING.md")


@pytest.mark.parametrize(
    ("declared", "topics", "found"),
    [
        ('{"skills": ["Python"]}', (), None),
        ('{"topics": ["Python", "python", "web"], "skills": ["Go"]}', ("python",), "python, web"),
        ('{"topics": "web"}', (), None),
    ],
)
def test_topics_are_told_once_and_skills_are_none(declared, topics, found):
    project = Project(id="x", name="x", full_name="x", forge="local", topics=topics, skills=("Python",))
    documents = [Document(kind=Kind.INNERSOURCE_JSON, path="innersource.json", text=declared)]
    (check,) = [one for one in readiness_of(documents, project).checks if one.name == "topics"]
    assert (check.passed, check.found) == (found is not None, found)
