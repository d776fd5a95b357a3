"""GitHub against a server of our own: listing, budgets, increments, issues, documents, details."""

import httpx
import pytest
from github_server import GithubServer, issue, repository

from isonboard.errors import BadAnswerError, ConfigError, CredentialsError, NotFoundError
from isonboard.model.guidance import DocumentKind
from isonboard.model.project import SourceConfig
from isonboard.sources.github import GithubSource, api_base
from isonboard.sources.github_forge import GithubForge

TOKEN = {"GITHUB_TOKEN": "good"}


def config(**changes):
    return SourceConfig(**({"name": "acme", "kind": "github", "organisation": "acme"} | changes))


async def listed(source, watermark=None):
    return [project async for batch in source.projects(watermark) for project in batch]


def many(count, **changes):
    return [repository("acme", f"service-{n}", n, **changes) for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("", "https://api.github.com"),
        ("https://github.com/acme", "https://api.github.com"),
        ("https://git.acme.test", "https://git.acme.test/api/v3"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/api/v3"),
        ("https://acme.ghe.com", "https://api.acme.ghe.com"),
    ],
)
def test_where_the_api_is(url, base):
    assert api_base(url) == base


async def test_every_field_of_a_repository(make_transport):
    said = '{"motivation": "Join us", "skills": ["Go"], "contributions": ["Tests"], "title": "Payments"}'
    server = GithubServer(
        [
            repository(
                "acme",
                "pay",
                files={"innersource.json": said, "CONTRIBUTING.md": "x"},
                issues=[issue(1, labels=["good first issue"]), issue(2)],
                homepage="https://pay.test/docs",
            )
        ]
    )
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        (project,) = await listed(source)
    assert project.id == "github.com/acme/pay"
    assert project.full_name == "acme/pay"
    assert project.clone_url == "https://github.com/acme/pay.git"
    assert project.ssh_url == "git@github.com:acme/pay.git"
    assert (project.title, project.motivation) == ("Payments", "Join us")
    assert (project.skills, project.contributions) == (("Go",), ("Tests",))
    assert project.topics == ("payments", "grpc")
    assert project.language == "Go"
    assert project.languages == (("Go", 9000), ("Shell", 100))
    assert (project.stars, project.forks, project.watchers) == (3, 2, 7)
    assert (project.open_issues, project.beginner_issues) == (4, 1)
    assert project.license == "Apache-2.0"
    assert project.docs_url == "https://pay.test/docs"
    assert project.guidelines == "CONTRIBUTING.md"
    assert project.api_path == "R_1"
    assert project.visibility == "public"
    assert project.default_branch == "main"
    assert project.forge == "github"


async def test_two_thousand_repositories_cost_twenty_requests(make_transport):
    server = GithubServer(many(2000))
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        projects = await listed(source)
        assert len({project.id for project in projects}) == 2000
        assert transport.requests == 20
    assert source.complete
    assert source.expected == 2000


async def test_a_second_sync_without_changes_costs_one_request(make_transport):
    server = GithubServer(many(300))
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        await listed(source)
        mark, before = source.watermark, transport.requests
        again = GithubSource(config(), transport)
        assert await listed(again, mark) == []
        assert again.unchanged
        assert again.complete
        assert transport.requests == before + 1


async def test_only_what_changed_is_listed_again(make_transport):
    server = GithubServer(many(300))
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        await listed(source)
        server.repositories["acme/service-7"]["updated_at"] = "2026-11-01T00:00:00Z"
        fresh = repository(
            "acme", "new", 999, created_at="2026-11-02T00:00:00Z", updated_at="2026-11-02T00:00:00Z"
        )
        server.repositories["acme/new"] = fresh
        again = GithubSource(config(), transport)
        projects = await listed(again, source.watermark)
    assert [project.name for project in projects] == ["new", "service-7"]
    assert not again.unchanged
    assert not again.complete, "what it did not list is not gone"


async def test_a_deletion_makes_it_walk_everything(make_transport):
    server = GithubServer(many(150))
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        await listed(source)
        del server.repositories["acme/service-7"]
        again = GithubSource(config(), transport)
        assert len(await listed(again, source.watermark)) == 149
        assert again.complete


async def test_after_a_week_everything_is_walked_again(make_transport, time):
    server = GithubServer(many(5))
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(), transport)
        await listed(source)
        time.now += 8 * 86_400
        again = GithubSource(config(), transport)
        assert len(await listed(again, source.watermark)) == 5


@pytest.mark.parametrize("mark", ["", "nonsense", '["other","2026",1,"2026-01-01T00:00:00Z"]'])
async def test_a_mark_of_something_else_is_not_believed(make_transport, mark):
    async with make_transport(GithubServer(many(2)).handler, env=TOKEN) as transport:
        assert len(await listed(GithubSource(config(), transport), mark)) == 2


async def test_a_batch_too_heavy_is_asked_for_in_pieces(make_transport):
    server = GithubServer(many(120))
    server.slow_above = 30
    async with make_transport(server.handler, env=TOKEN) as transport:
        assert len(await listed(GithubSource(config(), transport))) == 120


async def test_an_old_server_is_asked_without_what_it_lacks(make_transport):
    server = GithubServer(many(3), lacking=("contributingGuidelines", "visibility"))
    server.base = "https://git.acme.test"
    settings = config(url="https://git.acme.test")
    async with make_transport(server.handler, env={"GH_ENTERPRISE_TOKEN": "good"}) as transport:
        projects = await listed(GithubSource(settings, transport))
    assert len(projects) == 3
    assert projects[0].visibility == "public"


async def test_without_a_token_rest_lists_them(make_transport):
    server = GithubServer(many(250))
    async with make_transport(server.handler) as transport:
        source = GithubSource(config(), transport)
        projects = await listed(source)
        assert transport.requests == 4
    assert len(projects) == 250
    assert source.expected == 250
    assert projects[0].watchers is None, "REST lists know no subscribers"
    assert projects[0].topics == ("payments", "grpc")
    assert projects[0].open_issues == 5
    assert projects[0].beginner_issues is None


async def test_a_user_without_a_token(make_transport):
    server = GithubServer(many(2))
    server.users.add("acme")
    async with make_transport(server.handler) as transport:
        assert len(await listed(GithubSource(config(organisation=None, user="acme"), transport))) == 2


@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_a_topic_within_an_organisation(make_transport, env):
    server = GithubServer([*many(2), repository("acme", "web", 9, topics=["UI"])])
    async with make_transport(server.handler, env=env) as transport:
        projects = await listed(GithubSource(config(topic="ui"), transport))
    assert [project.name for project in projects] == ["web"]


@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_a_topic_anywhere(make_transport, env):
    server = GithubServer([*many(2), repository("other", "web", 9, topics=["innersource"])])
    settings = config(organisation=None, topic="innersource")
    async with make_transport(server.handler, env=env) as transport:
        projects = await listed(GithubSource(settings, transport))
    assert [project.full_name for project in projects] == ["other/web"]


async def test_a_search_of_more_than_a_thousand_is_cut_by_dates(make_transport):
    spread = [
        repository(
            "acme", f"s{n}", n, created_at=f"{2012 + n % 12}-{1 + n % 12:02}-{1 + n % 28:02}T00:00:00Z"
        )
        for n in range(2500)
    ]
    server = GithubServer(spread)
    async with make_transport(server.handler, env=TOKEN) as transport:
        source = GithubSource(config(organisation=None, query="service"), transport)
        projects = await listed(source)
        assert transport.requests <= 60
    assert len({project.id for project in projects}) == 2500
    assert source.expected == 2500


@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_an_unknown_organisation_is_a_sentence(make_transport, env):
    async with make_transport(GithubServer().handler, env=env) as transport:
        with pytest.raises(NotFoundError):
            await listed(GithubSource(config(organisation="nobody"), transport))


async def test_a_wrong_token_names_the_host_and_the_variable(make_transport):
    async with make_transport(GithubServer(many(1)).handler, env={"GITHUB_TOKEN": "old"}) as transport:
        with pytest.raises(CredentialsError, match=r"api\.github\.com refuses the token from GITHUB_TOKEN"):
            await listed(GithubSource(config(), transport))


async def test_a_source_must_say_what_it_lists(make_transport):
    with pytest.raises(ConfigError, match="neither organisation"):
        GithubSource(config(organisation=None), make_transport())


@pytest.mark.parametrize(
    ("config", "data"),
    [
        ({}, {"repositoryOwner": {"repositories": None}}),
        ({"organisation": None, "topic": "go"}, {"search": None, "rateLimit": {}}),
    ],
)
async def test_errors_without_a_list_are_no_empty_list(make_transport, config, data):
    said = {"message": "`after` does not appear to be a valid cursor."}
    async with make_transport(
        lambda _request: httpx.Response(200, json={"data": data, "errors": [said]}), env=TOKEN
    ) as transport:
        source = GithubSource(
            SourceConfig(**{"name": "acme", "kind": "github", "organisation": "acme"} | config), transport
        )
        with pytest.raises(BadAnswerError, match="valid cursor"):
            await listed(source)
    assert not source.complete


async def test_the_same_cursor_twice_ends_the_walk(make_transport):
    page = {"totalCount": 9, "pageInfo": {"hasNextPage": True, "endCursor": "x"}, "nodes": []}
    body = {"data": {"repositoryOwner": {"repositories": page}}}
    async with make_transport(lambda r: httpx.Response(200, json=body), env=TOKEN) as transport:
        with pytest.raises(BadAnswerError, match="never end"):
            await listed(GithubSource(config(), transport))


THREAD = [
    {
        "body": "Can I work on this?",
        "created_at": "2026-09-05T00:00:00Z",
        "author_association": "NONE",
        "user": {"login": "bob"},
    }
]
ASSIGNED = [
    {
        "event": "assigned",
        "created_at": "2026-09-04T00:00:00Z",
        "actor": {"login": "ada"},
        "assignee": {"login": "bob"},
    }
]
ISSUES = [
    issue(1, labels=["Good First Issue", "bug"], thread=THREAD, events=ASSIGNED, assignees=["bob"]),
    issue(2, pulls=[{"number": 9, "state": "OPEN", "author": "eve", "draft": True}], branches=["2-fix"]),
    issue(3, pull_request={"url": "https://x.test", "html_url": "https://x.test"}),
    issue(4, state="closed"),
    issue(
        5,
        title="\x1b[31mred",
        blockers=[{"number": 8, "state": "OPEN", "repository": {"nameWithOwner": "a/b"}}],
    ),
]


async def forge_and_project(make_transport, repositories, env, lacking=()):
    server = GithubServer(repositories, lacking=lacking)
    transport = make_transport(server.handler, env=env)
    (project,) = [p for p in await listed(GithubSource(config(), transport)) if p.name == "pay"]
    server.asked.clear()
    return server, GithubForge(config(), transport), project


@pytest.mark.parametrize("env", [TOKEN, {}], ids=["with a token", "without"])
@pytest.mark.parametrize("number", ["", "²", "-1", "1/../2", "9" * 5000])
async def test_what_is_no_number_is_no_issue(make_transport, env, number):
    server, forge, project = await forge_and_project(make_transport, [repository("acme", "pay")], env)
    with pytest.raises(NotFoundError):
        await forge.issue(project, number)
    with pytest.raises(NotFoundError):
        await forge.comment(project, number, "May I?")
    assert server.asked == []


async def test_issues_with_all_that_tells_availability(make_transport):
    server, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", issues=ISSUES)], TOKEN
    )
    issues = {one.number: one for one in await forge.issues(project)}
    assert set(issues) == {"1", "2", "5"}
    assert len(server.asked) == 1
    first, second, fifth = issues["1"], issues["2"], issues["5"]
    assert first.labels == ("Good First Issue", "bug")
    assert first.assignees == ("bob",)
    assert first.comments[0].author == "bob"
    assert first.comments[0].association == "NONE"
    assert (first.events[0].kind, first.events[0].subject) == ("assigned", "bob")
    assert first.pulls == ()
    assert (second.pulls[0].number, second.pulls[0].state, second.pulls[0].draft) == ("9", "open", True)
    assert second.branches == ("2-fix",)
    assert fifth.title == "red"
    assert fifth.blocked_by == ("a/b#8",)
    assert first.url == "https://github.com/acme/pay/issues/1"


async def test_what_an_old_server_lacks_is_unknown_not_absent(make_transport):
    lacking = ("closedByPullRequestsReferences", "linkedBranches", "blockedBy")
    _, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", issues=ISSUES)], TOKEN, lacking
    )
    issues = {one.number: one for one in await forge.issues(project)}
    assert issues["2"].branches is None
    assert issues["5"].blocked_by is None


async def test_invited_issues_are_paged_and_bounded(make_transport):
    plenty = [issue(n, labels=["help wanted"]) for n in range(1, 400)]
    server, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", issues=plenty)], TOKEN
    )
    issues = await forge.issues(project)
    assert 200 <= len(issues) < 300
    assert len(server.asked) <= 5


async def test_issues_without_a_token_leave_unknown_what_rest_does_not_tell(make_transport):
    _, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", issues=ISSUES)], {}
    )
    issues = {one.number: one for one in await forge.issues(project)}
    assert set(issues) == {"1", "2", "5"}
    assert issues["1"].comment_count == 1
    assert issues["1"].pulls is None
    assert issues["1"].comments is None


@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_one_issue_with_comments_and_events(make_transport, env):
    _, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", issues=ISSUES)], env
    )
    one = await forge.issue(project, "1")
    assert [comment.body for comment in one.comments] == ["Can I work on this?"]
    assert [event.kind for event in one.events] == ["assigned"]
    two = await forge.issue(project, "2")
    assert [pull.number for pull in two.pulls] == ["9"]
    with pytest.raises(NotFoundError):
        await forge.issue(project, "77")
    with pytest.raises(NotFoundError):
        await forge.issue(project, "PAY-1")


FILES = {
    "README.md": "# Pay\x07",
    "docs/CONTRIBUTING.md": "docs",
    ".github/CONTRIBUTING.md": "first",
    "CONTRIBUTING.md": "root",
    "LICENSE": "Apache",
    "src/README.md": "no",
    ".github/ISSUE_TEMPLATE/bug.md": "bug",
}
DEFAULTS = {
    "CODE_OF_CONDUCT.md": "be kind",
    "CONTRIBUTING.md": "default",
    "LICENSE": "no",
    "SECURITY.md": "mail",
}


@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_documents_in_githubs_order_with_the_organisations_defaults(make_transport, env):
    repositories = [repository("acme", "pay", files=FILES), repository("acme", ".github", 2, files=DEFAULTS)]
    _, forge, project = await forge_and_project(make_transport, repositories, env)
    documents = {document.path: document for document in await forge.documents(project)}
    own = {path for path, document in documents.items() if not document.inherited}
    assert own == {"README.md", ".github/CONTRIBUTING.md", "LICENSE", ".github/ISSUE_TEMPLATE/bug.md"}
    assert documents["README.md"].text == "# Pay"
    assert documents[".github/CONTRIBUTING.md"].text == "first"
    inherited = {path for path, document in documents.items() if document.inherited}
    assert inherited == {"CODE_OF_CONDUCT.md", "SECURITY.md"}
    assert documents["README.md"].kind is DocumentKind.README


async def test_documents_cost_two_requests(make_transport):
    server, forge, project = await forge_and_project(
        make_transport, [repository("acme", "pay", files=FILES)], TOKEN
    )
    assert len(await forge.documents(project)) == 4
    assert len(server.asked) == 2


async def test_a_linked_readme_is_followed_by_the_server(make_transport):
    entry = repository("acme", "pay", files={"docs/index.md": "real"}, links={"README.md": "docs/index.md"})
    _, forge, project = await forge_and_project(make_transport, [entry], TOKEN)
    (document,) = await forge.documents(project)
    assert document.text == "real"


async def test_a_repository_without_documents(make_transport):
    _, forge, project = await forge_and_project(make_transport, [repository("acme", "pay")], TOKEN)
    assert await forge.documents(project) == ()
    assert await forge.document(project, "nothing.md") is None


@pytest.mark.parametrize("lacking", [(), ("community/profile",)])
@pytest.mark.parametrize("env", [TOKEN, {}])
async def test_details(make_transport, env, lacking):
    entry = repository("acme", "pay", files={"README.md": "x", "CONTRIBUTING.md": "y", "src/a.go": "z"})
    server, forge, project = await forge_and_project(make_transport, [entry], env, lacking)
    server.computing = 1
    detailed = await forge.details(project)
    assert detailed.participation[-1] == 4
    assert detailed.watchers == 7
    assert detailed.languages == (("Go", 9000), ("Shell", 100))
    assert set(detailed.base_documents) == {"README.md", "CONTRIBUTING.md"}
    assert detailed.listed_by == ("acme",)


async def test_statistics_still_being_made_stay_unknown(make_transport):
    server, forge, project = await forge_and_project(make_transport, [repository("acme", "pay")], TOKEN)
    server.computing = 5
    assert (await forge.details(project)).participation == ()
