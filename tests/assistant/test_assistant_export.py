"""The portal file, field by field, as the SAP InnerSource portal reads it; and read back by ourselves.

Fields, types and fallbacks: the portal's docs/CRAWLING.md and docs/LISTING.md (2025-03). The score: InnerSource
Commons, “Repository Activity Score”, revision of 2026-08.
"""

import csv
import io
import json
import math
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wire import serving

from isonboard.assistant import export
from isonboard.assistant.context import Context

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_COUNTS = ("stargazers_count", "watchers_count", "forks_count", "open_issues_count")
MOCK = Path(__file__).parents[3] / "shared/data/portal/sap-mock.json"


@pytest.fixture
def sample(say):
    assert say("--sample", "sync").code == 0
    assert say("--sample", "sync", "--details", "--budget", "200").code == 0
    return json.loads(say("--sample", "export", "--format", "portal").out)


def moment(written):
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def score_of(entry, now):
    """The canonical formula on what the file says, as a portal's script computes it."""
    metadata = entry["_InnerSourceMetadata"]
    idle = (now - moment(entry["updated_at"])).total_seconds() / 86_400
    age = (now - moment(entry["created_at"])).total_seconds() / 86_400
    score = 50 + (entry["forks_count"] or 0) * 5 + entry.get("subscribers_count", 0)
    score += (entry["stargazers_count"] or 0) / 3 + (entry["open_issues_count"] or 0) / 5
    score *= 1 + (100 - min(idle, 100)) / 100
    if weeks := metadata.get("participation"):
        score *= 1 + min(max(sum(weeks[-13:]) / 13 - 3, 0), 7) / 7
    boost = (1000 - min(idle, 365) * 2.74) * (365 - min(age, 365)) / 365
    score += boost if boost >= 1 else 0
    if len(entry["description"] or "") > 30 or len(metadata.get("motivation", "")) > 30:
        score += 50
    score += 100 if metadata.get("guidelines") else 0
    if score > 3000:
        score = 3000 + math.log(score) * 100
    return math.floor(score - 50 + 0.5)


def test_every_field_has_the_type_that_the_portal_expects(sample):
    assert len(sample) > 20
    for number, entry in enumerate(sample, 1):
        assert entry["id"] == number
        assert all(entry[name] is None or type(entry[name]) is int for name in _COUNTS)
        assert all(type(entry[name]) is str for name in ("name", "full_name", "html_url", "default_branch"))
        assert "/" in entry["full_name"]
        assert entry["description"] is None or type(entry["description"]) is str
        assert entry["language"] is None or type(entry["language"]) is str
        assert set(entry["owner"]) == {"login", "avatar_url"}
        assert entry["owner"]["login"]
        for name in ("created_at", "updated_at", "pushed_at"):
            assert entry[name] is None or _DATE.fullmatch(entry[name])


def test_the_metadata_has_the_keys_that_the_portal_reads(sample):
    known = {"title", "motivation", "contributions", "skills", "logo", "docs", "language", "topics", "participation",
             "guidelines", "score"}  # fmt: skip
    for entry in sample:
        metadata = entry["_InnerSourceMetadata"]
        assert set(metadata) <= known
        assert metadata["score"] is None or type(metadata["score"]) is int
        assert all(type(topic) is str for topic in metadata["topics"])
        assert all(type(week) is int for week in metadata.get("participation", ()))
        assert len(metadata.get("participation", ())) <= 52
        assert None not in [value for key, value in metadata.items() if key != "score"]
    assert any("skills" in entry["_InnerSourceMetadata"] for entry in sample)
    assert any("guidelines" in entry["_InnerSourceMetadata"] for entry in sample)


def test_the_scores_are_those_of_the_canonical_formula(sample):
    now = datetime.now(UTC)
    scored = [entry for entry in sample if entry["created_at"] and entry["updated_at"]]
    assert len(scored) > 15
    for entry in scored:
        # the file was written a moment ago
        assert abs(entry["_InnerSourceMetadata"]["score"] - score_of(entry, now)) <= 1


def test_our_own_file_reads_back_as_the_same_projects(sample, say, source):
    with serving(json.dumps(sample).encode()) as (portal, _):
        source("again", kind="portal", url=f"{portal}/repos.json")
        assert say("sync").code == 0
    again = json.loads(say("export", "--format", "portal").out)
    assert len(again) == len(sample)
    before = {entry["full_name"]: entry for entry in sample}
    for entry in again:
        told = before[entry["full_name"]]
        for name in (
            "name",
            "description",
            "language",
            "created_at",
            "updated_at",
            "default_branch",
            *_COUNTS,
        ):
            assert entry[name] == told[name], name
        for name in ("title", "skills", "contributions", "participation", "guidelines", "topics"):
            assert entry["_InnerSourceMetadata"].get(name) == told["_InnerSourceMetadata"].get(name), name
        now, then = entry["_InnerSourceMetadata"]["score"], told["_InnerSourceMetadata"]["score"]
        assert now == then or abs(now - then) <= 1


@pytest.mark.shared
def test_the_portals_own_example_comes_back_unchanged(say, source):
    if not MOCK.exists():
        pytest.skip("the portal's example is not beside the checkout")
    source("mock", kind="portal", url=str(MOCK))
    assert say("sync").code == 0
    before = {entry["full_name"]: entry for entry in json.loads(MOCK.read_text())}
    again = json.loads(say("export", "--format", "portal").out)
    assert len(again) == len(before)
    for entry in again:
        told = before[entry["full_name"]]
        assert entry["html_url"] == told["html_url"]
        assert entry["owner"]["login"] == told["owner"]["login"]
        assert entry["stargazers_count"] == told["stargazers_count"]
        stated = told.get("_InnerSourceMetadata", {})
        assert entry["language"] == stated.get("language", told.get("language"))
        assert entry["created_at"][:10] == told["created_at"][:10]
        topics = {topic.casefold() for topic in entry["_InnerSourceMetadata"]["topics"]}
        assert topics >= {topic.casefold() for topic in stated.get("topics") or () if topic}


def test_unknown_counts_stay_unknown_there_and_back(say, source):
    entry = {"name": "b", "html_url": "https://git.acme.test/a/b", "created_at": "0001-01-01T14:00:00Z"}
    with serving(json.dumps([entry]).encode()) as (portal, _):
        source("p", kind="portal", url=f"{portal}/repos.json")
        say("sync")
    written = say("export", "--format", "portal").out
    (told,) = json.loads(written)
    assert [told[name] for name in _COUNTS] == [None] * 4
    assert told["_InnerSourceMetadata"]["score"] is None
    assert told["created_at"] == "0001-01-01T14:00:00Z"
    (row,) = csv.DictReader(io.StringIO(say("export", "--format", "csv").out))
    assert (row["created_at"], row["stars"]) == ("0001-01-01T14:00:00Z", "")
    with serving(written.encode()) as (portal, _):
        source("p", kind="portal", url=f"{portal}/repos.json")
        say("sync")
    (again,) = say("export", "--format", "json").objects
    assert (again["stars"], again["forks"], again["open_issues"], again["activity"]) == (None,) * 4


def test_a_spreadsheet_computes_nothing_of_it(say, source):
    entry = {
        "name": '=HYPERLINK("http://evil")',
        "html_url": "https://git.acme.test/a/b",
        "description": "@SUM(1)",
    }
    with serving(json.dumps([entry]).encode()) as (portal, _):
        source("p", kind="portal", url=f"{portal}/repos.json")
        say("sync")
    (row,) = csv.DictReader(io.StringIO(say("export", "--format", "csv").out))
    assert row["name"].startswith("'=")
    assert row["description"] == "'@SUM(1)"


def test_a_file_is_replaced_whole(say, tmp_path):
    say("--sample", "sync")
    place = tmp_path / "repos.json"
    assert say("--sample", "export", "--output", str(place)).code == 0
    with Context.open(sample=True) as context:
        assert len(json.loads(place.read_text())) == len(export.portal(context))
