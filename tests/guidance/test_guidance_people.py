"""People and places."""

import pytest

from isonboard.guidance.distil import guidance_of
from isonboard.guidance.owners import owners_of, rules_of
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind
from isonboard.model.project import Link, Project

PROJECT = Project(
    id="github.com/acme/tool",
    name="tool",
    full_name="acme/tool",
    url="https://github.com/acme/tool",
    forge="github",
)


def contacts(text, kind=Kind.README, path="README.md", project=None):
    found = guidance_of([Document(kind=kind, path=path, text=text)], project).contacts
    return [(contact.kind, contact.name, contact.url) for contact in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("## Trusted Committers\n\n- Ada Lovelace (@ada)\n", "Ada Lovelace (@ada)"),
        ("## Trusted Committers\n\n* [Ada Lovelace](https://github.com/ada), backend\n", "Ada Lovelace (@ada)"),
        ("## Trusted committers\n\n| Name | GitHub | Area |\n|---|---|---|\n| Ada Lovelace | @ada | core |\n", "Ada Lovelace (@ada)"),
        ("## Our Trusted Committers\n\nAsk @ada.\n", "@ada"),
        ("Trusted Committers\n------------------\n\n- Ada Lovelace <ada@acme.example>\n", "Ada Lovelace"),
    ],
)  # fmt: skip
def test_trusted_committers_in_every_form(text, name):
    assert [(kind, found) for kind, found, _ in contacts(text)] == [("trusted committer", name)]


def test_the_area_of_a_table_is_kept():
    text = "## Maintainers\n\n| Name | GitHub | Area |\n|---|---|---|\n| Ada Lovelace | @ada | core |\n"
    found = guidance_of([Document(kind=Kind.README, path="README.md", text=text)], PROJECT).contacts[0]
    assert (found.kind, found.area, found.url, found.evidence.line) == (
        "maintainer",
        "core",
        "https://github.com/ada",
        5,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace <ada@acme.example> (@ada)\n",
        "# Maintainers\n\n- Ada Lovelace ([ada](https://github.com/ada))\n\n## Emeritus\n\n- Old Name (@old)\n",
        "* Ada Lovelace <ada@acme.example> @ada\n",
        '[people.ada]\n  Name = "Ada Lovelace"\n  Email = "ada@acme.example"\n  GitHub = "ada"\n',
        '# MAINTAINERS (list@acme.example)\n"ada","Ada Lovelace","ada@acme.example"\n',
    ],
)
def test_maintainers_files_in_the_wild(text):
    found = contacts(text, Kind.MAINTAINERS, "MAINTAINERS")
    assert [(kind, name) for kind, name, _ in found] == [("maintainer", "Ada Lovelace (@ada)")]


def test_owners_of_kubernetes_kind():
    text = "approvers:\n- ada\n- core-approvers\nreviewers:\n  - grace\nemeritus_approvers:\n- old\n"
    assert [name for _, name, _ in contacts(text, Kind.MAINTAINERS, "OWNERS")] == ["@ada", "@grace"]


def test_an_address_that_is_called_a_list_is_one():
    found = contacts("Discuss it on the dev@acme.example list.\n")
    assert found == [("mailing list", "dev@acme.example", "mailto:dev@acme.example")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Join the [mailing list](https://acme.example/mail/?list=tool-dev).",
            ("mailing list", "mailing list"),
        ),
        ("Ask in [our forum](https://acme.example/community).", ("forum", "our forum")),
        ("Come to the [Slack channel](https://acme.example/slack).", ("chat", "Slack channel")),
        ("It reports to [Slack](https://acme.example/docs/outputs/slack).", None),
        (
            "The list is at https://lists.acme.example/mailman/listinfo/tool-users.",
            ("mailing list", "tool-users"),
        ),
        ("See the [forum post](https://acme.example/community/17).", None),
        ("To know whom to ask, see [who's who on IRC](https://acme.example/who).", None),
        ("Write to the mailing list git@vger.kernel.org.", ("mailing list", "git@vger.kernel.org")),
        ("## Bugs\n\nPlease file a ticket: https://code.acme.example/newticket", ("tracker", "Trac")),
        ("Join our [Slack workspace](https://github.com/acme/tool/wiki/Slack).", ("chat", "Slack workspace")),
        ("## Chat\n\nCome to IRC at #tool. Ask away.", ("chat", "#tool on IRC")),
        ("## Downstream trackers\n\n[bugzilla](https://bugzilla.acme.example/)", None),
    ],
)
def test_places_by_what_their_links_say(text, found):
    assert [(kind, name) for kind, name, _ in contacts(text)] == ([found] if found else [])


def test_the_team_of_the_project_and_what_others_maintain():
    assert contacts("## Meet The Core Team!\n\n* [Ada Lovelace](https://github.com/ada)\n") == [
        ("maintainer", "Ada Lovelace (@ada)", "https://github.com/ada")
    ]
    assert (
        contacts("Follow the [guide](https://x.example), maintained by [Ada](https://github.com/ada).\n")
        == []
    )
    assert contacts("## Extensions\n\nMaintained by Acme:\n\n- [@acme/zip](https://npm.example/zip)\n") == []


def test_an_address_in_an_example_is_nobodys():
    text = "## Commits\n\nFor example `git commit --author 'Joe <joe@acme.example>'`.\n"
    assert contacts(text, Kind.CONTRIBUTING, "CONTRIBUTING.md") == []


def test_a_meeting_in_a_heading_tells_its_time():
    text = "## Weekly dev meeting\n\nEverybody may come.\n\n- When: Wednesdays 9:00 UTC\n- Where: room 5\n"
    assert contacts(text, Kind.README, "README.md") == [
        ("office hours", "Weekly dev meeting: When: Wednesdays 9:00 UTC", None)
    ]


def test_who_maintains_another_project_maintains_not_this_one():
    text = "## Plugins\n\n- [other](https://github.com/x/other) (by [@a](https://github.com/a), now maintained by [@b](https://github.com/b))\n"
    assert contacts(text, Kind.README, "README.md") == []
    assert (
        contacts("## Maintainers\n\n- avoid the merge button on GitHub\n", Kind.GOVERNANCE, "GOVERNANCE.md")
        == []
    )


def test_a_roster_of_groups_alone_names_the_groups_without_a_profile():
    found = contacts("approvers: [core-approvers, tool-leads]\n", Kind.MAINTAINERS, "OWNERS", project=PROJECT)
    assert found == [("maintainer", "core-approvers", None), ("maintainer", "tool-leads", None)]


def test_a_sentence_names_the_maintainer():
    assert contacts("The lead maintainer is [Ada Lovelace](https://github.com/ada).\n") == [
        ("maintainer", "Ada Lovelace (@ada)", "https://github.com/ada")
    ]
    assert (
        contacts("The maintainers are:\n\n- Ada Lovelace (**ada** on GitHub)\n")[0][1]
        == "Ada Lovelace (@ada)"
    )


def test_the_catalog_owner_of_a_backstage_file():
    text = "kind: Component\nspec:\n  owner: group:default/team-a # us\n"
    assert contacts(text, Kind.OTHER, "catalog-info.yaml") == [("maintainer", "team-a", None)]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("[chat](https://join.slack.com/t/x)", "chat", "chat"),
        ("Join [#tool](https://acme.slack.com/archives/C1)", "chat", "#tool on Slack"),
        ("https://gitter.im/acme/tool", "chat", "Gitter"),
        ("[Discord](https://discord.gg/abc)", "chat", "Discord"),
        ("[room](https://matrix.to/#/#tool:x.org)", "chat", "room"),
        ("[Teams](https://teams.microsoft.com/l/channel/1)", "chat", "Teams"),
        ("https://groups.google.com/g/tool-dev", "mailing list", "tool-dev"),
        ("[list](https://lists.acme.example/tool)", "mailing list", "list"),
        ("[ask](https://stackoverflow.com/questions/tagged/tool)", "forum", "ask"),
        ("[talk](https://github.com/acme/tool/discussions)", "forum", "talk"),
        ("[Bugs](https://github.com/acme/tool/issues)", "tracker", "Bugs"),
        ("[Jira tickets](https://jira.acme.example/projects/TOOL)", "tracker", "Jira tickets"),
    ],
)
def test_places_by_their_addresses(text, kind, name):
    assert [(found, label) for found, label, _ in contacts(text, project=PROJECT)] == [(kind, name)]


@pytest.mark.parametrize(
    "text",
    [
        "Notifies [Slack](https://slack.com) through https://api.slack.com/x.",
        "[discord.js](https://discord.js.org)",
        "![chat](https://badges.gitter.im/x.svg)",
        "fixed in https://github.com/acme/tool/issues/12",
        "upstream [issues](https://github.com/other/lib/issues)",
        "[bug](https://bugzilla.acme.example/show_bug.cgi?id=1)",
        "clone git@github.com:acme/tool.git, mail you@example.com",
        "[pkg](https://community.chocolatey.org/packages/tool)",
    ],
)
def test_what_only_looks_like_a_place(text):
    assert contacts(text, project=PROJECT) == []


def test_channels_and_hours_named_without_a_link():
    text = "# Communication\n\n- Slack: #tool-dev\n- Office hours: every Tuesday 14:00 CET\n- Mail: tool@acme.example\n"
    found = contacts(text, Kind.COMMUNICATION, "COMMUNICATION.md")
    assert found == [
        ("chat", "#tool-dev on Slack", None),
        ("office hours", "Office hours: every Tuesday 14:00 CET", None),
        ("e-mail", "tool@acme.example", "mailto:tool@acme.example"),
    ]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (
            "| Looking over a shoulder | office hours, Wednesdays 13:00–14:00, in the call | at once |",
            "office hours, Wednesdays 13:00–14:00, in the call",
        ),
        ("| Office hours | Tuesdays 14:00 | at once |", "Office hours: Tuesdays 14:00"),
    ],
)
def test_office_hours_in_a_table_are_named_by_their_cell(row, name):
    text = f"# Where to find us\n\n| For | Go to | Answer |\n|---|---|---|\n{row}\n"
    assert contacts(text, Kind.COMMUNICATION, "COMMUNICATION.md") == [("office hours", name, None)]


def test_an_address_for_vulnerabilities_says_so():
    found = guidance_of(
        [Document(kind=Kind.SECURITY, path="SECURITY.md", text="Mail sec@acme.example.\n")]
    ).contacts
    assert [(contact.kind, contact.area) for contact in found] == [("e-mail", "security")]


def test_contact_links_of_a_forge_are_named_by_their_names():
    text = "contact_links:\n  - name: Community Slack\n    url: https://go.acme.example/s\n    about: Ask\n  - name: Docs\n    url: https://acme.example/\n"
    document = Document(kind=Kind.OTHER, path=".github/ISSUE_TEMPLATE/config.yml", text=text)
    [found] = guidance_of([document]).contacts
    assert (found.kind, found.name, found.url) == ("chat", "Community Slack", "https://go.acme.example/s")
    assert found.evidence
    assert found.evidence.line == 3


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        (
            "SECURITY.md",
            Kind.SECURITY,
            "Advisories go to the [list](https://lists.acme.example/listinfo/distributors).",
        ),
        (
            "MAINTAINERS.md",
            Kind.MAINTAINERS,
            "## Release procedures\n\nAnnounce it on the [forum](https://discourse.acme.example/).",
        ),
        (
            "README.md",
            Kind.README,
            "[![chat](https://img.shields.io/matrix/acme.svg?logo=matrix)](https://acme.example)",
        ),
        ("README.md", Kind.README, "A [.netrc file](https://stackoverflow.com/tags/.netrc/info) holds it."),
    ],
)
def test_what_is_announced_or_only_pictured_is_no_place_to_ask(path, kind, text):
    assert not guidance_of([Document(kind=kind, path=path, text=text)]).contacts


def test_contacts_of_the_catalog_are_added():
    project = Project(id="x", name="x", contacts=(Link("Team A", "https://portal.acme.example/team-a"),))
    assert contacts("# x\n", project=project) == [
        ("maintainer", "Team A", "https://portal.acme.example/team-a")
    ]


OWNERS = """\
# comment
*              @acme/core ada@acme.example
/docs/         @grace
*.go           @gopher @acme/core
src/**/x.py    @deep
/empty/
[Section][2] @sec
/sec/
/sec/own @own
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README", ("@acme/core", "ada@acme.example")),
        ("docs/a.md", ("@grace",)),
        ("sub/docs/a.md", ("@acme/core", "ada@acme.example")),
        ("cmd/main.go", ("@gopher", "@acme/core")),
        ("src/a/b/x.py", ("@deep",)),
        ("empty/a", ()),
        ("sec/a", ("@acme/core", "ada@acme.example", "@sec")),
    ],
)
def test_the_last_rule_wins(path, owners):
    assert owners_of(Document(kind=Kind.CODEOWNERS, path="CODEOWNERS", text=OWNERS), path) == owners


def test_code_owners_become_contacts_with_their_areas():
    found = guidance_of([Document(kind=Kind.CODEOWNERS, path="CODEOWNERS", text=OWNERS)], PROJECT).contacts
    assert [(contact.name, contact.area) for contact in found][:3] == [
        ("@acme/core", "*, *.go"),
        ("ada@acme.example", "*"),
        ("@grace", "/docs/"),
    ]
    assert found[0].url == "https://github.com/orgs/acme/teams/core"
    assert found[0].evidence.line == 2
    assert [rule.line for rule in rules_of(OWNERS)] == [2, 3, 4, 5, 6, 8, 9]


@pytest.mark.parametrize(
    "text",
    [
        "Join our Discord (https://discord.gg/abc) or IRC #proj on Libera.Chat.",
        "Join https://discord.gg/abc or the IRC channel #proj.",
        "We are in #proj on OFTC and at https://discord.gg/abc.",
    ],
)
def test_a_channel_belongs_to_the_chat_named_with_it(text):
    found = contacts(text, Kind.CONTRIBUTING, "CONTRIBUTING.md")
    assert sorted(found, key=str) == [
        ("chat", "#proj on IRC", None),
        ("chat", "Discord", "https://discord.gg/abc"),
    ]


def test_several_channels_without_links():
    text = "## Chat\n\nAsk in #dev on Slack, at night in #proj (IRC), or in the Matrix room #all:matrix.example.\n"
    assert [name for _, name, _ in contacts(text)] == ["#dev on Slack", "#proj on IRC", "#all on Matrix"]


def test_places_that_are_gone_or_not_for_this():
    text = (
        "## Contact\n\nDo not write to legal@acme.example; write to dev@acme.example. Our Slack "
        "(https://acme.slack.com) has been shut down; use https://chat.acme.example/x instead.\n"
    )
    assert [url for *_, url in contacts(text)] == [
        "mailto:dev@acme.example",
        "https://chat.acme.example/x",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- ~~Carl Old~~ (@carl) (retired)\n- Ann Lee (@ann)\n", ["Ann Lee (@ann)"]),
        ("- Bob Ray (@bob), retired\n- Ann Lee (@ann)\n", ["Ann Lee (@ann)"]),
        ("- Dee Low (@dee), emeritus since 2021\n- Eve Mo (@eve) — former lead\n- Ann Lee (@ann): past releases\n", ["Ann Lee (@ann)"]),
        ("| Name | GitHub | Status |\n|---|---|---|\n| Ann Lee | @ann | active |\n| Hal Qu | @hal | alumni |\n| ~~Ida Ro~~ | @ida | |\n", ["Ann Lee (@ann)"]),
        ("@ann leads; @bob has retired, @cy reviews. Emeritus: @dee, @eve.\n", ["@ann", "@cy"]),
        ("[Ann](https://github.com/ann), [Bob](https://github.com/bob) (left the project).\n", ["Ann"]),
    ],
)  # fmt: skip
def test_people_who_have_left_are_not_named(text, names):
    assert [name for _, name, _ in contacts(f"## Trusted Committers\n\n{text}")] == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We like to see people. Office hours are on Thursdays at 15:00 UTC. Bring cake.", "Office hours are on Thursdays at 15:00 UTC."),
        ("There are office hours in the blue room. We hold them every Thursday at 15:00 UTC. Bring cake.", "There are office hours in the blue room. We hold them every Thursday at 15:00 UTC."),
        ("Because so many of you asked for it in the survey of last spring, we now hold office hours every Thursday at 15:00 UTC, and there is cake, tea and much else.", "office hours every Thursday at 15:00 UTC"),
    ],
)  # fmt: skip
def test_office_hours_are_what_and_when(text, said):
    assert contacts(f"## Contact\n\n{text}\n") == [("office hours", said, None)]


def test_a_table_row_is_said_without_bars():
    text = "## Prerequisites\n\n| Tool | Version |\n|---|---|\n| Python | 3.11+ |\n"
    (step, *_) = guidance_of([Document(kind=Kind.CONTRIBUTING, path="CONTRIBUTING.md", text=text)]).steps
    assert step.text == "Python: 3.11+"
