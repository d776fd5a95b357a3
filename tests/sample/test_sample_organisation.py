import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from isonboard import text
from isonboard.catalog.activity import activity_score
from isonboard.errors import NotFoundError
from isonboard.guidance.distil import guidance_of
from isonboard.guidance.readiness import readiness_of
from isonboard.match.availability import availability_of
from isonboard.match.beginner import tier_of
from isonboard.model.guidance import DocumentKind
from isonboard.model.issue import AvailabilityState, Issue, Tier
from isonboard.model.project import Project
from isonboard.sample import content
from isonboard.sample.organisation import SampleSource

NOW = datetime(2027, 3, 9, 12, tzinfo=UTC)
BERTH = "sample/fleet-platform/berth-planner"
HOSTILE = "sample/security/red-herring"


@pytest.fixture
def source(tmp_path: Path) -> SampleSource:
    return SampleSource(NOW, tmp_path)


async def projects_of(source: SampleSource) -> dict[str, Project]:
    return {project.id: project async for batch in source.projects() for project in batch}


async def issues_of(source: SampleSource) -> list[Issue]:
    return [
        issue for project in (await projects_of(source)).values() for issue in await source.issues(project)
    ]


def test_the_data_says_nothing_that_the_code_does_not_know():
    assert content.entries()  # unknown fields are refused while reading
    for name in content.entries():
        content.issues(name)
        content.files(name)


async def test_there_is_something_to_choose_from(source: SampleSource):
    projects = await projects_of(source)
    assert len(projects) >= 28
    assert len(projects) == source.expected
    assert source.complete
    assert len({project.language for project in projects.values() if project.language}) >= 8
    assert len({project.owner for project in projects.values()}) >= 6


async def test_a_source_is_complete_only_after_its_end(source: SampleSource):
    assert not source.complete
    assert not source.unchanged
    assert source.watermark is None


async def test_most_projects_say_what_they_want(source: SampleSource):
    projects = (await projects_of(source)).values()
    for fact in ("topics", "skills", "contributions", "contacts", "license", "participation"):
        told = sum(bool(getattr(project, fact)) for project in projects)
        assert told >= len(projects) * 0.8, fact
    assert all(len(project.participation) == 52 for project in projects)
    assert all(project.name in project.id and project.forge == "sample" for project in projects)


async def test_ages_count_from_now(source: SampleSource, tmp_path: Path):
    later = await projects_of(SampleSource(NOW + timedelta(days=300), tmp_path))
    for project_id, project in (await projects_of(source)).items():
        assert project.created_at is not None
        assert project.updated_at is not None
        assert project.created_at < project.updated_at <= NOW
        assert later[project_id].updated_at == project.updated_at + timedelta(days=300)


async def test_activity_is_spread(source: SampleSource):
    labels = Counter(activity_score(project, NOW).label for project in (await projects_of(source)).values())
    assert len(labels) >= 4


async def test_every_project_names_its_owner_as_it_is_spelt(source: SampleSource):
    for project in (await projects_of(source)).values():
        assert project.full_name == f"{project.owner}/{project.name}"
        assert project.id == f"sample/{project.full_name}"


async def test_what_a_repository_says_of_itself_wins(source: SampleSource):
    berth = (await projects_of(source))[BERTH]
    assert berth.motivation is not None
    assert berth.motivation.startswith("Every harbour has a rule")
    assert berth.docs_url == "https://docs.halden.example/berth-planner/contribute"


async def test_there_are_issues_in_every_state(source: SampleSource):
    issues = await issues_of(source)
    assert len(issues) >= 80
    states = Counter(availability_of(issue, NOW).state for issue in issues)
    assert set(states) == set(AvailabilityState)
    assert states[AvailabilityState.FREE] >= 30
    assert any(issue.assignees for issue in issues)
    tiers = Counter(tier_of(issue.labels) for issue in issues)
    assert tiers[Tier.NEWCOMERS] >= 30
    assert tiers[Tier.ANYONE] >= 10
    assert tiers[None] >= 10


@pytest.mark.parametrize(
    ("name", "number", "state"),
    [
        ("fleet-platform/berth-planner", "46", AvailabilityState.FREE),
        ("fleet-platform/berth-planner", "40", AvailabilityState.CLAIMED),
        ("fleet-platform/berth-planner", "33", AvailabilityState.STALE_CLAIM),
        ("fleet-platform/berth-planner", "29", AvailabilityState.PULL_OPEN),
        ("fleet-platform/berth-planner", "35", AvailabilityState.BLOCKED),
        ("fleet-platform/voyage-api", "507", AvailabilityState.CLAIMED),
        ("fleet-platform/voyage-api", "471", AvailabilityState.FREE),
        ("harbour-apps/crane-scheduler", "118", AvailabilityState.UNKNOWN),
    ],
)
async def test_a_story_reads_as_it_was_meant(
    source: SampleSource, name: str, number: str, state: AvailabilityState
):
    project = (await projects_of(source))[f"sample/{name}"]
    issue = await source.issue(project, number)
    assert availability_of(issue, NOW).state is state


async def test_labels_are_spelt_as_in_real_life(source: SampleSource):
    inviting = {
        label for issue in await issues_of(source) for label in issue.labels if tier_of([label]) is not None
    }
    assert len(inviting) >= 15


async def test_pull_requests_are_left_out_of_the_issues_and_counted(source: SampleSource):
    berth = (await projects_of(source))[BERTH]
    numbers = [issue.number for issue in await source.issues(berth)]
    assert "47" not in numbers
    assert berth.open_issues == len(numbers) + 1


async def test_issues_come_most_recently_updated_first(source: SampleSource):
    for project in (await projects_of(source)).values():
        times = [issue.updated_at for issue in await source.issues(project)]
        assert times == sorted(times, key=lambda at: at or NOW, reverse=True)
        assert all(at is not None and at <= NOW for at in times)


async def test_the_count_for_newcomers_is_true(source: SampleSource):
    for project in (await projects_of(source)).values():
        marked = [i for i in await source.issues(project) if tier_of(i.labels) is Tier.NEWCOMERS]
        assert project.beginner_issues == len(marked)


async def test_an_issue_that_is_not_there_is_said_so(source: SampleSource):
    berth = (await projects_of(source))[BERTH]
    with pytest.raises(NotFoundError):
        await source.issue(berth, "9999")
    with pytest.raises(NotFoundError):
        await source.issues(Project(id="sample/nobody/nothing", name="nothing"))


async def test_numbers_named_in_blockers_exist(source: SampleSource):
    known = {issue.key.removeprefix("sample/") for issue in await issues_of(source)}
    for issue in await issues_of(source):
        for blocker in issue.blocked_by or ():
            key = blocker if "/" in blocker else f"{issue.project_id.removeprefix('sample/')}{blocker}"
            assert key in known


async def test_contribution_guides_are_of_every_quality(source: SampleSource):
    kinds: Counter[str] = Counter()
    for project in (await projects_of(source)).values():
        guides = [d for d in await source.documents(project) if d.kind is DocumentKind.CONTRIBUTING]
        kinds[guides[0].path.rpartition(".")[2].lower() if guides else "none"] += 1
    assert kinds["none"] >= 1
    assert kinds["rst"] >= 1
    assert kinds["adoc"] >= 1
    assert kinds["contributing"] >= 1
    assert kinds["md"] >= 15


async def test_the_excellent_guide_is_read_as_one(source: SampleSource):
    berth = await source.details((await projects_of(source))[BERTH])
    documents = await source.documents(berth)
    assert {document.kind for document in documents} >= {
        DocumentKind.README,
        DocumentKind.CONTRIBUTING,
        DocumentKind.COMMUNICATION,
        DocumentKind.CODEOWNERS,
        DocumentKind.INNERSOURCE_JSON,
        DocumentKind.ISSUE_TEMPLATE,
        DocumentKind.PULL_REQUEST_TEMPLATE,
    }
    guidance = guidance_of(documents, berth)
    assert guidance.signoff is True
    assert guidance.branch_prefix == "feature/"
    trusted = " ".join(one.name for one in guidance.contacts if one.kind == "trusted committer")
    assert all(name in trusted for name in ("Ada Okafor", "Mateo Fuentes", "Priya Raman"))
    assert any("two working days" in condition.text for condition in guidance.conditions)
    readiness = readiness_of(documents, berth)
    assert readiness.share == 1.0


async def test_a_project_that_takes_no_contributions_says_so(source: SampleSource):
    ledger = (await projects_of(source))["sample/data-tide/ledger-exports"]
    guidance = guidance_of(await source.documents(ledger), ledger)
    assert any(condition.blocking for condition in guidance.conditions)


async def test_readiness_tells_projects_apart(source: SampleSource):
    shares = set()
    for project in (await projects_of(source)).values():
        detailed = await source.details(project)
        assert detailed.base_documents
        shares.add(readiness_of(await source.documents(project), detailed).share)
    assert len(shares) >= 5


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]")


async def test_hostile_text_is_harmless_everywhere(source: SampleSource):
    hostile = await source.details((await projects_of(source))[HOSTILE])
    raw = b"".join(file.content for file in content.files("security/red-herring").values()).decode()
    assert _CONTROLS.search(raw), "the sample should hold something to clean"
    documents = await source.documents(hostile)
    for document in documents:
        assert not _CONTROLS.search(document.text)
        assert document.text == text.block(document.text)
    for words in (
        *(value for value in (hostile.title, hostile.description, hostile.motivation) if value),
        *hostile.topics,
        *hostile.skills,
        *(
            part
            for issue in await source.issues(hostile)
            for part in (issue.title, issue.author, *issue.labels)
        ),
    ):
        assert words == text.line(words)
    assert hostile.docs_url is None
    guidance_of(documents, hostile)


async def test_links_in_a_repository_are_nobodys_text(source: SampleSource):
    hostile = (await projects_of(source))[HOSTILE]
    assert await source.document(hostile, "SECURITY.md") is None
    assert await source.document(hostile, "docs/elsewhere") is None
    assert await source.document(hostile, "../../../etc/passwd") is None
    assert "SECURITY.md" not in [document.path for document in await source.documents(hostile)]


async def test_any_file_can_be_read(source: SampleSource):
    berth = (await projects_of(source))[BERTH]
    found = await source.document(berth, "berth_planner/plan.py")
    assert found is not None
    assert "def plan(" in found.text
    assert (
        found.url == "https://git.halden.example/fleet-platform/berth-planner/blob/main/berth_planner/plan.py"
    )
