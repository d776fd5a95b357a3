"""A folder of git repositories, read from git objects and an issues file."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard import text
from isonboard.errors import NotFoundError
from isonboard.model.guidance import DocumentKind
from isonboard.model.project import SourceConfig
from isonboard.sources import issues_file, readme
from isonboard.sources.folder import FolderSource

NOW = 1_800_000_000


def git(place, *args, when=NOW - 3600):
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@x.test",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@x.test",
        "GIT_AUTHOR_DATE": f"{when} +0000",
        "GIT_COMMITTER_DATE": f"{when} +0000",
    }
    return subprocess.run(
        ["git", *args], cwd=place, env=env, check=True, capture_output=True, text=True
    ).stdout


def make(root, name, files, *, commits=(NOW - 3600,), links=None):
    place = root / name
    place.mkdir(parents=True)
    git(place, "init", "-q", "-b", "trunk")
    for path, said in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(said)
    for path, to in (links or {}).items():
        (place / path).symlink_to(to)
    git(place, "add", "-A")
    for when in commits:
        git(place, "commit", "-q", "--allow-empty", "-m", "x", when=when)
    return place


FILES = {
    "README.md": "# Pay\n\n[![ci](https://x/b.svg)](https://x)\n\nThe **payments** service of\n[Acme](https://x).\n\n## More\n",
    "CONTRIBUTING.md": "Welcome",
    "LICENSE": "Apache License\nVersion 2.0, January 2004",
    "innersource.json": json.dumps({"topics": ["payments"], "skills": ["Go"], "motivation": "Join"}),
    "main.go": "package main\n" * 20,
    "tool.py": "print()\n",
    "vendor/x.py": "x\n" * 999,
}


@pytest.fixture
def folder(make_transport):
    def open_(root, **changes):
        return FolderSource(
            SourceConfig(name="here", kind="folder", url=str(root), **changes), make_transport(offline=True)
        )

    return open_


async def listed(source, watermark=None):
    return [project async for batch in source.projects(watermark) for project in batch]


async def test_what_a_repository_tells(tmp_path, folder):
    place = make(tmp_path, "team/pay", FILES, commits=[NOW - 60 * 7 * 86400, NOW - 8 * 86400, NOW - 3600])
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert project.name == "pay"
    assert project.full_name == "team/pay"
    assert project.owner == "team"
    assert project.description == "The payments service of Acme."
    assert project.language == "Go"
    assert [name for name, _ in project.languages] == ["Go", "Python"]
    assert project.topics == ("payments",)
    assert (project.skills, project.motivation) == (("Go",), "Join")
    assert project.license == "Apache-2.0"
    assert project.clone_url == place.as_uri()
    assert project.id == f"local/{str(place).strip('/').casefold()}"
    assert project.default_branch == "trunk"
    assert project.pushed_at == datetime.fromtimestamp(NOW - 3600, UTC)
    assert project.created_at == datetime.fromtimestamp(NOW - 60 * 7 * 86400, UTC)
    assert len(project.participation) == 52
    assert (project.participation[-1], project.participation[-2], sum(project.participation)) == (1, 1, 2)
    assert project.base_documents == ("README.md", "CONTRIBUTING.md", "LICENSE", "innersource.json")
    assert (project.stars, project.open_issues, project.beginner_issues) == (None, None, None)
    assert source.complete
    assert source.expected == 1


async def test_a_repository_whose_guide_says_that_it_takes_nothing(tmp_path, folder):
    make(
        tmp_path,
        "pay",
        {"README.md": "Pay.", "CONTRIBUTING.md": "# How\n\nContributions are closed for now."},
    )
    make(tmp_path, "open", {"README.md": "Contributions are welcome."})
    said = {project.name: project.closed for project in await listed(folder(tmp_path))}
    assert said == {"pay": "Contributions are closed for now.", "open": None}


async def test_bare_empty_deep_and_other_folders(tmp_path, folder):
    make(tmp_path, "a", {"README.md": "A thing."})
    git(tmp_path, "clone", "-q", "--bare", str(tmp_path / "a"), str(tmp_path / "b.git"))
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "-q")
    make(tmp_path, "1/2/3/deep", {"x": "x"})
    make(tmp_path, "1/2/3/4/5/too-deep", {"x": "x"})
    make(tmp_path, "a/inner", {"x": "x"})
    make(tmp_path, ".hidden/x", {"x": "x"})
    (tmp_path / "plain").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "1")
    projects = {project.name: project for project in await listed(folder(tmp_path))}
    assert set(projects) == {"a", "b", "empty", "deep"}
    assert projects["b"].description == "A thing."
    assert projects["empty"].pushed_at is None
    assert projects["empty"].base_documents is None


async def test_a_folder_that_is_a_repository_itself(tmp_path, folder):
    make(tmp_path, "pay", FILES)
    (project,) = await listed(folder(tmp_path / "pay"))
    assert project.name == "pay"


async def test_nothing_changed_is_noticed(tmp_path, folder):
    place = make(tmp_path, "pay", FILES)
    source = folder(tmp_path)
    await listed(source)
    again = folder(tmp_path)
    assert await listed(again, source.watermark) == []
    assert again.unchanged
    assert again.complete
    git(place, "commit", "-q", "--allow-empty", "-m", "y")
    assert len(await listed(folder(tmp_path), source.watermark)) == 1
    (tmp_path / "issues.json").write_text("{}")
    assert len(await listed(folder(tmp_path), again.watermark)) == 1


async def test_a_broken_repository_is_reported_and_the_others_stay(tmp_path, folder):
    make(tmp_path, "good", FILES)
    place = make(tmp_path, "bad", FILES)
    for path in (place / ".git/objects").rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            path.write_bytes(b"damaged")
    source = folder(tmp_path)
    assert "good" in [project.name for project in await listed(source)]


async def test_a_missing_folder_is_a_sentence(tmp_path, folder):
    with pytest.raises(NotFoundError, match="there is no folder"):
        await listed(folder(tmp_path / "no"))


async def test_links_are_followed_inside_the_tree_only(tmp_path, folder):
    (tmp_path / "secret").write_text("secret")
    links = {"README.md": "docs/index.md", "CONTRIBUTING.md": str(tmp_path / "secret"), "LICENSE": "LICENSE"}
    make(tmp_path, "pay", {"docs/index.md": "Real words."}, links=links)
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert project.description == "Real words."
    documents = await source.documents(project)
    assert [(document.path, document.text) for document in documents] == [("README.md", "Real words.")]
    assert await source.document(project, "../secret") is None


async def test_nothing_of_a_repository_runs(tmp_path, folder):
    place = make(tmp_path, "pay", {**FILES, ".gitattributes": "* filter=x diff=x"})
    canary = tmp_path / "ran"
    evil = place / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch {canary}\n")
    evil.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "filter.x.smudge", "filter.x.clean", "diff.x.textconv",
        "diff.external", "gpg.program", "core.hooksPath", "core.alternateRefsCommand", "core.editor",
        "uploadpack.packObjectsHook", "credential.helper",
    ):  # fmt: skip
        git(place, "config", key, str(evil))
    git(place, "config", "log.showSignature", "true")
    source = folder(tmp_path)
    (project,) = await listed(source)
    await source.documents(project)
    await source.issues(project)
    await source.details(project)
    assert not canary.exists()


async def test_a_promised_object_is_not_fetched(tmp_path, folder):
    place = make(tmp_path, "pay", FILES)
    canary = tmp_path / "ran"
    oid = git(place, "rev-parse", "HEAD:README.md").strip()
    (place / ".git/objects" / oid[:2] / oid[2:]).unlink()
    git(place, "config", "extensions.partialClone", "origin")
    git(place, "config", "core.repositoryFormatVersion", "1")
    git(place, "config", "remote.origin.promisor", "true")
    git(place, "config", "remote.origin.url", f"ext::touch {canary}")
    await listed(folder(tmp_path))
    assert not canary.exists()


ISSUE = {
    "number": 7,
    "title": "Fix\x1b[31m it",
    "labels": ["good first issue", {"name": "bug"}],
    "author": "ada",
    "association": "member",
    "assignees": ["bob"],
    "created_at": "2026-10-01T00:00:00Z",
    "updated_at": "2026-10-02T00:00:00Z",
    "comments": [
        {"author": "bob", "body": "Can I work on this?", "at": "2026-10-02T00:00:00Z", "association": "NONE"}
    ],
    "events": [{"kind": "assigned", "at": "2026-10-02T00:00:00Z", "actor": "ada", "subject": "bob"}],
    "pulls": [{"number": 9, "state": "OPEN", "author": "bob", "draft": True}],
    "branches": ["7-fix"],
    "blocked_by": ["a/b#3"],
    "milestone": "1.0",
}


@pytest.mark.parametrize("place", ["issues.json", "team/issues.json", "team/pay.issues.json", "committed"])
async def test_issues_from_every_place(tmp_path, folder, place):
    entries = [
        ISSUE,
        {"number": 8, "title": "PR", "is_pull_request": True},
        {"number": 9, "title": "x", "state": "closed"},
    ]
    files = {"README.md": "x"} | ({"issues.json": json.dumps(entries)} if place == "committed" else {})
    make(tmp_path, "team/pay", files)
    if place != "committed":
        key = {"issues.json": "team/pay", "team/issues.json": "pay"}.get(place)
        (tmp_path / place).write_text(json.dumps({key: entries} if key else entries))
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert (project.open_issues, project.beginner_issues) == (1, 1)
    issue, pull = sorted(await source.issues(project), key=lambda one: one.number)
    assert pull.is_pull_request
    assert issue.title == "Fix it"
    assert issue.project_id == project.id
    assert issue.labels == ("good first issue", "bug")
    assert issue.association == "MEMBER"
    assert issue.comments[0].body == "Can I work on this?"
    assert (issue.events[0].kind, issue.events[0].subject) == ("assigned", "bob")
    assert (issue.pulls[0].number, issue.pulls[0].state) == ("9", "open")
    assert issue.branches == ("7-fix",)
    assert issue.blocked_by == ("a/b#3",)
    assert (await source.issue(project, "9")).state == "closed"
    with pytest.raises(NotFoundError):
        await source.issue(project, "99")


async def test_issues_in_the_names_that_github_gives_them(tmp_path, folder):
    entry = {
        "number": 2,
        "title": "Crash",
        "user": {"login": "rita"},
        "author_association": "NONE",
        "assignees": [{"login": "bo"}],
        "comments": [
            {
                "user": {"login": "ada"},
                "body": "Can I work on this?",
                "created_at": "2026-11-15T10:00:00Z",
                "author_association": "NONE",
            }
        ],
        "events": [
            {"event": "labeled", "actor": {"login": "lee"}, "label": {"name": "bug"}, "created_at": "2026-10-02T10:00:00Z"},
            {"event": "assigned", "actor": {"login": "lee"}, "assignee": {"login": "bo"}},
            {"event": "cross-referenced", "source": {"issue": {"number": 9, "pull_request": {}, "title": "x"}}},
            {"event": "commented", "user": {"login": "bo"}, "body": "On it", "created_at": "2026-11-16T10:00:00Z"},
        ],
    }  # fmt: skip
    make(tmp_path, "pay", {"README.md": "x"})
    (tmp_path / "issues.json").write_text(json.dumps({"pay": [entry, {"number": 9, "pull_request": {}}]}))
    source = folder(tmp_path)
    (project,) = await listed(source)
    issue, pull = sorted(await source.issues(project), key=lambda one: one.number)
    assert pull.is_pull_request
    assert (issue.author, issue.association, issue.assignees) == ("rita", "NONE", ("bo",))
    assert [(one.author, one.association) for one in issue.comments] == [("ada", "NONE"), ("bo", None)]
    assert issue.comments[0].at is not None
    assert [(one.kind, one.actor, one.subject) for one in issue.events[:3]] == [
        ("labeled", "lee", "bug"),
        ("assigned", "lee", "bo"),
        ("cross-referenced", "", "pull request #9"),
    ]


@pytest.mark.parametrize(
    "comments",
    [2, None, [{"user": {"login": "Bo"}, "body": "On it", "created_at": "2026-11-16T11:00:00+01:00", "author_association": "NONE"}]],
)  # fmt: skip
def test_comments_among_the_events_count_once_whatever_the_list_is(comments):
    said = {
        "event": "commented",
        "user": {"login": "bo"},
        "body": "On it",
        "created_at": "2026-11-16T10:00:00Z",
    }
    asked = said | {"user": {"login": "ada"}, "body": "Any news?"}
    entry = {"number": 2, "title": "Crash", "comments": comments, "events": [said, asked, said]}
    issue = issues_file.issue_of(entry, "local/pay")
    assert [(one.author.lower(), one.body) for one in issue.comments] == [
        ("bo", "On it"),
        ("ada", "Any news?"),
    ]
    assert issues_file.issue_of(entry | {"comments": 2, "events": []}, "local/pay").comments is None


async def test_without_a_file_issues_are_none_but_unknown_in_number(tmp_path, folder):
    make(tmp_path, "pay", {"README.md": "x"})
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert project.open_issues is None
    assert await source.issues(project) == ()


async def test_a_project_of_elsewhere_is_refused(tmp_path, folder):
    make(tmp_path, "in/pay", FILES)
    make(tmp_path, "out/pay", FILES)
    (stranger,) = await listed(folder(tmp_path / "out"))
    with pytest.raises(NotFoundError, match="does not lie in"):
        await folder(tmp_path / "in").documents(stranger)


async def test_documents_with_their_kinds(tmp_path, folder):
    make(tmp_path, "pay", FILES)
    source = folder(tmp_path)
    (project,) = await listed(source)
    kinds = [document.kind for document in await source.documents(project)]
    assert kinds == [
        DocumentKind.README,
        DocumentKind.CONTRIBUTING,
        DocumentKind.LICENSE,
        DocumentKind.INNERSOURCE_JSON,
    ]


async def test_a_document_that_is_too_long_is_there_without_its_words(tmp_path, folder, monkeypatch):
    monkeypatch.setattr("isonboard.sources.git_objects.FILE_LIMIT", 100)
    make(tmp_path, "pay", {"README.md": "# Pay\n" * 100, "LICENSE": "MIT"})
    source = folder(tmp_path)
    (project,) = await listed(source)
    found = {document.path: document.text for document in await source.documents(project)}
    assert found == {"README.md": "", "LICENSE": "MIT"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("# T\n\nOne line.\n", "One line."),
        ("T\n=\n\nUnder a heading.\n", "Under a heading."),
        (
            "<p align=center><img src=x></p>\n\n![b](u) [c](v)\n\nProse with `code` and _words_.",
            "Prose with code and words.",
        ),
        ("```\ncode\n```\nAfter.", "After."),
        ("# Only a title\n", ""),
        ("<!-- a\nb -->\nText\n- list", "Text"),
    ],
)
def test_the_first_paragraph(said, expected):
    assert readme.description_of(said) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(ISSUE)), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(list(ISSUE)), JSON, max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_issue_can_break_the_reader(changes):
    issue = issues_file.issue_of({**ISSUE, **changes}, "p")
    assert issue is None or issue.number


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_readme_can_break_the_reader(said):
    assert "\n" not in readme.description_of(said)


async def test_a_folder_with_an_escape_in_its_name_has_a_plain_id(tmp_path, folder):
    make(tmp_path, "esc\x1b[31mname", {"README.md": "x"})
    make(tmp_path, "\u200b", {"README.md": "x"})
    found = await listed(folder(tmp_path))
    for project in found:
        assert project.id == text.line(project.id)
        assert project.id.isprintable()
        assert project.name
    assert {project.id.rpartition("/")[2] for project in found} == {"esc%1b[31mname", "%e2%80%8b"}
    assert "escname" in {project.name for project in found}
    again = await listed(folder(tmp_path))
    assert [project.id for project in again] == [project.id for project in found]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes UTF-8 names only")
async def test_a_folder_whose_name_is_no_text_is_named_and_left_out(tmp_path, folder):
    make(tmp_path, "pay", {"README.md": "x"})
    make(tmp_path, "team", {})
    (tmp_path / "team").rename(tmp_path / os.fsdecode(b"bad\xff"))
    source = folder(tmp_path)
    found = await listed(source)
    assert [project.name for project in found] == ["pay"]
    assert source.complete
    assert source.expected == 1
    (notice,) = source.notices
    assert "bad" in notice.text
    assert "not UTF-8" in notice.text
    notice.text.encode()


async def test_issues_without_a_usable_number_are_counted_and_left_out(tmp_path, folder):
    make(tmp_path, "pay", {"README.md": "x"})
    strange = [-1, "-1", "--force", "a b", "x" * 50, "../17", "$(id)", None, ".", ""]
    good = [17, "PAY-17", "#18", "1.2_x"]
    (tmp_path / "pay.issues.json").write_text(
        json.dumps([{"number": number, "title": "x"} for number in (*strange, *good)])
    )
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert project.open_issues == len(good)
    assert {issue.number for issue in await source.issues(project)} == {"17", "PAY-17", "18", "1.2_x"}
    assert source.notices[0].text == "10 of 14 issues of pay were left out"


async def test_half_a_character_in_an_issue_costs_nothing_else(tmp_path, folder):
    make(tmp_path, "pay", {"README.md": "x", "innersource.json": '{"motivation": "Join\\ud83d us"}'})
    (tmp_path / "pay.issues.json").write_text('[{"number": 1, "title": "cut\\ud83d"}]')
    source = folder(tmp_path)
    (project,) = await listed(source)
    assert project.motivation == "Join us"
    assert [issue.title for issue in await source.issues(project)] == ["cut"]
