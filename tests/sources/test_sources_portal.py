"""A portal's `repos.json`: every field, default and defect of the public crawlers."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.errors import BadAnswerError, NotFoundError
from isonboard.model.project import SourceConfig
from isonboard.sources.portal import PortalSource, project_of
from isonboard.sources.transport import Transport

SHARED = Path(__file__).parents[3] / "shared/data/portal/sap-mock.json"
URL = "https://portal.test/repos.json"

ENTRY = {
    "id": 2342,
    "name": "earth",
    "full_name": "Sol/earth",
    "html_url": "https://github.instance/Sol/earth",
    "description": "The third planet.",
    "created_at": "2017-01-31T09:39:12Z",
    "updated_at": "2020-10-07T09:42:53.000Z",
    "pushed_at": "2020-10-08T12:18:22Z",
    "stargazers_count": 136,
    "watchers_count": 136,
    "language": "JavaScript",
    "forks_count": 331,
    "open_issues_count": 98,
    "license": None,
    "default_branch": "master",
    "owner": {"login": "Sol", "avatar_url": "./images/demo/Sol.png"},
    "_InnerSourceMetadata": {
        "participation": [1] * 52,
        "logo": "./images/demo/Earth.png",
        "score": 3900,
        "topics": ["earth", None, "JavaScript"],
        "guidelines": "CONTRIBUTING.md",
        "title": "Planet Earth",
        "motivation": "We want company",
        "contributions": ["Any"],
        "skills": ["Java", "Node.js"],
        "docs": "https://docs.test/earth",
        "language": "golang",
    },
}


def entry(**changes):
    return {key: value for key, value in (ENTRY | changes).items() if value != "ABSENT"}


async def listed(source, watermark=None):
    return [project async for batch in source.projects(watermark) for project in batch]


def portal(make_transport, body, **headers):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    transport = make_transport(lambda request: httpx.Response(200, content=data, headers=headers))
    return PortalSource(SourceConfig(name="acme", kind="portal", url=URL), transport)


def test_every_field_is_read():
    project = project_of(ENTRY, "acme", URL)
    assert project.id == "github.instance/sol/earth"
    assert project.clone_url == "https://github.instance/Sol/earth.git"
    assert (project.name, project.full_name, project.title) == ("earth", "Sol/earth", "Planet Earth")
    assert project.url == "https://github.instance/Sol/earth"
    assert project.forge == "github"
    assert project.updated_at == datetime(2020, 10, 7, 9, 42, 53, tzinfo=UTC)
    assert (project.stars, project.forks, project.open_issues) == (136, 331, 98)
    assert project.watchers is None, "watchers_count of a search is an alias of the stars"
    assert project.topics == ("earth", "JavaScript")
    assert project.participation == (1,) * 52
    assert project.stated_score == 3900
    assert project.language == "Go", "the metadata's language overrides, under its usual name"
    assert project.guidelines == "CONTRIBUTING.md"
    assert project.skills == ("Java", "Node.js")
    assert project.motivation == "We want company"
    assert project.docs_url == "https://docs.test/earth"
    assert project.logo_url == "https://portal.test/images/demo/Earth.png"
    assert project.license is None
    assert project.listed_by == ("acme",)


def test_an_entry_without_metadata_is_a_project():
    project = project_of(entry(_InnerSourceMetadata="ABSENT"), "acme")
    assert project.language == "JavaScript"
    assert (project.skills, project.topics, project.participation) == ((), (), ())
    assert project.stated_score is None


def test_unknown_stays_unknown():
    project = project_of({"name": "x"}, "acme")
    assert project.id == "acme:x"
    assert (project.stars, project.forks, project.open_issues, project.updated_at) == (None,) * 4
    assert project.base_documents is None
    assert project.clone_url is None
    assert project.forge is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-07-10 07:27:12 UTC", datetime(2021, 7, 10, 7, 27, 12, tzinfo=UTC)),
        ("2021-06-26 14:24:34.508000+05:30", datetime(2021, 6, 26, 8, 54, 34, 508000, tzinfo=UTC)),
        ("2020-10-07T09:42:53.000Z", datetime(2020, 10, 7, 9, 42, 53, tzinfo=UTC)),
        ("2020-10-07", datetime(2020, 10, 7, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_the_crawlers_dates(written, expected):
    assert project_of(entry(updated_at=written), "acme").updated_at == expected


def test_the_aws_crawler():
    project = project_of(
        {
            "id": "77f2fa48-9e1d-4d0a-8d3e-000000000001",
            "name": "demo",
            "full_name": "demo",
            "html_url": "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/demo",
            "description": None,
            "stargazers_count": "",
            "watchers_count": "",
            "open_issues_count": "",
            "forks_count": 2,
            "license": "MIT",
            "owner": {"login": "Noble", "avatar_url": ""},
        },
        "acme",
    )
    assert project.clone_url == "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/demo"
    assert (project.stars, project.open_issues, project.forks) == (None, None, 2)
    assert project.license == "MIT"
    assert project.owner == "Noble"


def test_the_ruby_crawler():
    project = project_of(
        entry(
            score=1.0,
            created_at="2021-07-10 07:27:12 UTC",
            _InnerSourceMetadata={"topics": ["a"], "guidelines": None, "score": 12, "participation": []},
        ),
        "acme",
    )
    assert project.stated_score == 12, "the root's score is the search's relevance"
    assert project.guidelines is None


def test_a_raw_search_result():
    project = project_of(
        entry(
            full_name="Sol/earth",
            clone_url="https://git.test:8443/Sol/earth.git",
            ssh_url="git@git.test:Sol/earth.git",
            archived=True,
            private=False,
            topics=["root"],
            license={"spdx_id": "Apache-2.0", "name": "Apache License 2.0"},
        ),
        "acme",
    )
    assert project.id == "git.test/sol/earth"
    assert project.clone_url == "https://git.test:8443/Sol/earth.git"
    assert project.ssh_url == "git@git.test:Sol/earth.git"
    assert project.archived is True
    assert project.visibility == "public"
    assert project.license == "Apache-2.0"
    assert project.topics == ("root", "earth", "JavaScript")


@pytest.mark.parametrize(
    "html_url", ["https://github.instance/Sol/earth.git", "git@github.instance:Sol/earth.git"]
)
def test_a_page_that_is_a_clone_address(html_url):
    project = project_of(entry(html_url=html_url), "acme")
    assert project.id == "github.instance/sol/earth"
    assert project.url in ("https://github.instance/Sol/earth", None)


def test_drift_of_innersource_json():
    metadata = {
        "language": "Java, ReactNative",
        "logo": "path/to/your/project-logo.png (optional)",
        "project_logo": "logo.png",
        "skills": "SQL, Go",
        "topics": None,
        "participation": {},
        "score": "12.5",
        "communication": {"channel": "https://chat.test/c", "issues": "not an address"},
        "trusted_committers": [{"name": "Ada", "url": "https://people.test/ada"}, "x"],
    }
    project = project_of(entry(_InnerSourceMetadata=metadata), "acme", URL)
    assert project.language == "Java"
    assert project.logo_url == "https://portal.test/data/logo.png"
    assert project.skills == ("SQL", "Go")
    assert project.participation == ()
    assert project.stated_score == 12.5
    assert [contact.title for contact in project.contacts] == ["channel", "Ada"]


def test_hostile_text_is_cleaned_and_hostile_addresses_are_dropped():
    project = project_of(
        entry(
            name="e\x1b[31mvil\u202e",
            description="a\nb\x00",
            html_url="javascript:alert(1)",
            _InnerSourceMetadata={"docs": "file:///etc/passwd", "logo": "https://u:p@x.test/l.png"},
        ),
        "acme",
    )
    assert project.name == "evil"
    assert project.description == "a b"
    assert (project.url, project.clone_url, project.docs_url, project.logo_url) == (None,) * 4


async def test_one_bad_entry_is_reported_and_the_others_stay(make_transport):
    bad = [None, 7, {"id": 3}, [], {"name": None}]
    source = portal(make_transport, [entry(), *bad, {"name": "b", "id": "0815"}])
    projects = await listed(source)
    assert [project.name for project in projects] == ["earth", "b"]
    assert projects[1].id == "acme:0815"
    assert source.complete
    assert source.expected == 7
    assert len(source.notices) == 5
    assert "entry 2 has no name" in source.notices[0].text


async def test_a_file_as_known_yields_nothing(make_transport):
    source = portal(make_transport, [entry()])
    assert await listed(source)
    mark = source.watermark
    assert mark
    again = portal(make_transport, [entry()])
    assert await listed(again, mark) == []
    assert again.unchanged
    assert again.complete
    assert again.watermark == mark
    changed = portal(make_transport, [entry(), entry(name="x", html_url="")])
    assert len(await listed(changed, mark)) == 2


async def test_the_second_read_transfers_nothing(make_transport, tmp_path):
    def serve(request):
        if request.headers.get("if-none-match") == '"1"':
            return httpx.Response(304)
        return httpx.Response(200, json=[ENTRY], headers={"etag": '"1"'})

    config = SourceConfig(name="acme", kind="portal", url=URL)
    received = []
    mark = None
    for _ in range(2):
        async with make_transport(serve, cache=tmp_path / "http.sqlite") as transport:
            source = PortalSource(config, transport)
            await listed(source, mark)
            mark = source.watermark
            received.append(transport.bytes_received)
    assert received[0] > 100
    assert received[1] == 0
    assert source.unchanged


@pytest.mark.parametrize("wrapper", ["repositories", "items"])
async def test_a_list_inside_an_object(make_transport, wrapper):
    assert len(await listed(portal(make_transport, {wrapper: [ENTRY]}))) == 1


async def test_an_empty_list_is_no_error(make_transport):
    source = portal(make_transport, [])
    assert await listed(source) == []
    assert source.complete


@pytest.mark.parametrize(
    "body", [b"<html>login</html>", b'[{"name": "a"}, {"na', b"{}", b"7", b'[{"colour": "red"}]']
)
async def test_what_is_no_catalog_is_a_sentence(make_transport, body):
    source = portal(make_transport, body)
    with pytest.raises(BadAnswerError):
        await listed(source)
    assert not source.complete
    assert source.watermark is None


async def test_a_local_file(tmp_path, make_transport):
    path = tmp_path / "re pos.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([ENTRY]).encode())
    for url in (str(path), path.as_uri()):
        source = PortalSource(SourceConfig(name="acme", kind="portal", url=url), make_transport(offline=True))
        assert len(await listed(source)) == 1
    missing = PortalSource(
        SourceConfig(name="acme", kind="portal", url=str(tmp_path / "no")), make_transport()
    )
    with pytest.raises(NotFoundError, match="there is no file"):
        await listed(missing)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(ENTRY)), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from([*ENTRY, "clone_url", "ssh_url", "topics", "archived"]), JSON, max_size=8
    ),
    st.dictionaries(st.sampled_from(list(ENTRY["_InnerSourceMetadata"])), JSON, max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_no_entry_can_break_the_reader(changes, metadata):
    project = project_of({**ENTRY, **changes, "_InnerSourceMetadata": metadata}, "acme", URL)
    assert project is None or (project.name and project.id)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the portal's mock data is not beside the checkout")
async def test_the_portals_own_mock(make_transport):
    config = SourceConfig(name="sap", kind="portal", url=str(SHARED))
    async with Transport(programs=False, env={}) as transport:
        source = PortalSource(config, transport)
        projects = await listed(source)
    assert len(projects) == 42
    assert source.notices == ()
    assert sum(bool(project.skills) for project in projects) == 9
    assert sum(bool(project.contributions) for project in projects) == 10
    assert sum(project.guidelines is not None for project in projects) == 5
    assert sum(project.motivation is not None for project in projects) == 2
    assert sum(project.docs_url is not None for project in projects) == 1
    assert len({project.owner for project in projects}) == 6
    assert all(project.clone_url and project.updated_at and project.stars is not None for project in projects)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"cut \ud83d", "cut"),
        (r"cut \ud83d…", "cut …"),
        (r"low \ude00 half", "low half"),
        (r"two \ud83d\ud83d\ude00 whole", "two 😀 whole"),
        (r"before \ud83d\n a line", "before a line"),
        (r"a path C:\\ud83d and \ud83d", "a path C:\\ud83d and"),
    ],
)
@pytest.mark.parametrize("wrapped", ["[%s,%s]", '{"repos": [%s,%s]}'])
async def test_half_a_character_costs_no_more_than_itself(make_transport, written, read, wrapped):
    row = f'{{"name": "cut", "html_url": "https://git.test/a/cut", "description": "{written}"}}'
    source = portal(make_transport, (wrapped % (json.dumps(ENTRY), row)).encode())
    found = await listed(source)
    assert [project.name for project in found] == ["earth", "cut"]
    assert found[1].description == read
    assert source.notices == ()


@pytest.mark.parametrize("body", [b"{a: 1}", b"", b"<html>", b'"a text"', b'["'])
async def test_what_is_wrong_with_a_file_is_said_plainly(tmp_path, make_transport, body):
    (tmp_path / "repos.json").write_bytes(body)
    config = SourceConfig(name="hp", kind="portal", url=str(tmp_path / "repos.json"))
    with pytest.raises(BadAnswerError) as caught:
        await listed(PortalSource(config, make_transport(offline=True)))
    assert "  " not in caught.value.sentence
    assert caught.value.sentence.startswith("hp: the file ")
