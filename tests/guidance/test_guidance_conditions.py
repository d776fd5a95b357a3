"""What to know before starting: agreements above all, with precision."""

import pytest

from isonboard.guidance.distil import guidance_of, merged_guidance
from isonboard.manifests.closed import closed_in
from isonboard.model.guidance import Document
from isonboard.model.guidance import DocumentKind as Kind


def guidance(text, path="CONTRIBUTING.md", kind=Kind.CONTRIBUTING):
    return guidance_of([Document(kind=kind, path=path, text=text)])


def agreements(text, **more):
    return {condition.kind for condition in guidance(text, **more).conditions} & {"DCO", "CLA"}


@pytest.mark.parametrize(
    "text",
    [
        "Before we can accept your patch you must sign the Contributor License Agreement.",
        "You'll need to sign our CLA.",
        "Contributions require a signed [CLA](https://cla.example.org).",
        "A bot will ask you to sign the CLA when you open a pull request.",
        "We cannot merge a pull request without a signed CLA.",
        "If you have not signed the CLA yet, the check fails.",
        "We can only accept contributions once you signed an Individual Contributor License Agreement (ICLA).",
        "Please complete the Contributor Licence Agreement first.",
        "The CLA is not required for trivial changes such as typos; please sign it for anything else.",
        "## Contributor License Agreement\n\nContributions to this project must be accompanied by a CLA. This is not a copyright assignment.",
        "All contributors have to agree to the contributor agreement by adding their name.",
        "- [ ] I have signed the CLA",
        "You should never submit code without having signed the CLA.",
        "No contribution can be accepted without a CLA.",
        "Employees do not need to sign the CLA, everybody else does.",
        "For all contributions, a CLA needs to be signed [here](https://cla-assistant.io/acme/tool).",
        "Outside contributors may be asked to sign a Contributor License Agreement before a change can be merged.",
        "### Is there a CLA?\n\nYes, you sign it once with the bot.",
        "## CLA\n\nIt's a one-time thing: reply to the bot with “I have read the document and I hereby sign”.",
        "Have you signed the CLA? If not, do so first.",
        "We do ask that you sign the [Contiributor License Agreement](https://acme.example/agreement).",
    ],
)  # fmt: skip
def test_a_cla_is_asked_for(text):
    found = guidance(text)
    assert [condition.kind for condition in found.conditions if condition.kind in ("CLA", "DCO")] == ["CLA"]
    assert found.signoff is None


@pytest.mark.parametrize(
    "text",
    [
        "To use the model you must sign the Llama license agreement.",
        "Sign the non-disclosure license agreement of the vendor to get the SDK.",
        "## Contributing\n\nFirst sign the Oracle license agreement form.",
        "## CLA\n\nThere is none. If your employer has signed a cooperation contract, tell us.",
        "## CLA\n\nWe dropped it in 2022. You used to sign it on paper.",
        "No CLA is required.",
        "No contributor license agreement (CLA) has ever been required for contributions to this project.",
        "We do not require a CLA.",
        "You don't need to sign a CLA to contribute.",
        "There is no CLA to sign.",
        "You can contribute without signing a CLA.",
        "A CLA is not required.",
        "Unlike many other projects, we ask for no CLA.",
        "Some companies require a CLA for their projects.",
        "We used to require a CLA.",
        "The CLA requirement was dropped; we no longer need a signed CLA.",
        "The carry-lookahead adder (cla) is used in the clang backend.",
        "See the CLArity of the code.",
        "Read “Developer Certificate of Origin versus Contributor License Agreements” for the background.",
        "Each file starts with: licensed to the foundation under one or more agreements.",
        "This project has contributors and a license.",
        "This project used to require a CLA until 2020.",
        "Nobody has to sign anything: no CLA, no DCO.",
        "Signing the CLA is optional.",
        "CLAs are not required for contributing to this repository.",
        "If you want to contribute, there is no need to sign a CLA.",
        "We don't require a CLA today; if that ever changes, all contributors will be notified.",
        "**Do I need to sign a CLA?** No, we don't believe in them.",
        "You won't be asked to sign any CLA or copyright assignment.",
        "As of 2025 the CLA has been replaced by the DCO.",
        "Sign-off is required for all commits, a CLA isn't.",
    ],
)  # fmt: skip
def test_a_mention_or_a_denial_is_no_cla(text):
    assert "CLA" not in agreements(text)


@pytest.mark.parametrize(
    "text",
    [
        "All commits must be signed off.",
        "Sign your work with `git commit -s`.",
        "Please add a `Signed-off-by` line to every commit message.",
        "We require a DCO (Developer Certificate of Origin) sign-off.",
        "By contributing you agree to the [Developer Certificate of Origin](https://developercertificate.org).",
        "## DCO\n\nThe sign-off is a simple line at the end of the message.",
        "We use the DCO instead of a CLA.",
        "We replaced the CLA with the DCO: add `Signed-off-by` to each commit.",
        "We do not require a CLA, but every commit needs a DCO sign-off.",
        "There is no CLA: we enforce the DCO instead.",
        "We use a DCO, not a CLA.",
        "- [ ] [Accepted the DCO](https://acme.example/dco). Commits without the DCO will delay acceptance.",
        "Sign-off is required for all commits, a CLA isn't.",
        "As of 2025 the CLA has been replaced by the Developer Certificate of Origin; sign off each commit.",
        "The rules of this repository are bound to the Developer Certificate of Origin.",
        "## Signing your work\n\nAdd this line to every commit message:\n\n    Signed-off-by: Jane <jane@acme.example>\n",
        "Don't forget that ***all commits require a [sign-off](https://acme.example/sign-off/)***.",
        "Contributors must sign off their commits. Do not put AI tools into the Signed-off-by line.",
    ],
)
def test_a_dco_is_asked_for(text):
    found = guidance(text)
    assert {condition.kind for condition in found.conditions} & {"DCO", "CLA"} == {"DCO"}
    assert found.signoff is True
    assert "sign-off" in found.commit_style


@pytest.mark.parametrize(
    "text",
    [
        "The lead reviewer signs off on the design.",
        "There is no additional sign off needed from the committee.",
        "You do not need to sign off your commits.",
        "A DCO is not required here.",
        "Although not required, it is good to sign off commits with `git commit --signoff` (DCO).",
        "We don't use a DCO.",
        "Changes to the manifest need explicit reviewer sign-off.",
        "Please sign your commits with GPG (`git commit -S`).",
        "Squash them: `git reset --soft HEAD~3` and then `git commit -s` is the simplest way to do it.",
        "Our commits look like:\n\n```\nfix: x\n\nSigned-off-by: Jane <jane@x.org>\n```",
        "We moved from DCO to a CLA: sign it on the company's page.",
        "Sign-off is optional; the DCO is not enforced.",
        "When committing on behalf of others use `git commit --author X` and `--signoff`.",
    ],
)
def test_an_approval_or_a_denial_is_no_dco(text):
    assert "DCO" not in agreements(text)


def test_the_sentence_that_demands_the_agreement_is_the_one_shown():
    text = "## DCO\n\nThe DCO is a light way to certify. All commits must carry a `Signed-off-by` line. If you forgot the sign-off, add it before pushing."
    [condition] = [one for one in guidance(text).conditions if one.kind == "DCO"]
    assert condition.text == "All commits must carry a Signed-off-by line."


def test_a_demand_of_something_else_is_no_demand_of_the_agreement():
    text = (
        "## Sign-off\n\nTo improve tracking we ask you to certify your work by signing off your patch.\n\n## Mail\n\n"
        "If your name on the Signed-off-by trailer is not writable in ASCII, make sure that you send the right encoding."
    )
    [condition] = [one for one in guidance(text).conditions if one.kind == "DCO"]
    assert condition.text.startswith("To improve tracking")


def test_a_denied_sign_off_is_known():
    assert guidance("You do not need to sign off your commits (no DCO).").signoff is False
    assert guidance("Write tests.").signoff is None


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        (".github/dco.yml", "require:\n  members: false\n", "DCO"),
        (".github/workflows/dco.yml", "name: DCO\n", "DCO"),
        (".github/workflows/cla.yaml", "name: CLA\n", "CLA"),
        (".clabot", "{}", "CLA"),
        ("DCO", "Developer Certificate of Origin\n", "DCO"),
        ("docs/CLA.md", "# Individual agreement\n", "CLA"),
    ],
)
def test_files_of_bots_and_forms_prove_an_agreement(path, text, kind):
    assert agreements(text, path=path, kind=Kind.OTHER) == {kind}


def test_the_agreement_hidden_in_a_template_comment_is_found():
    text = "<!--\nThanks!\n1. Read the guide\n2. Make sure your commits are signed off: https://x.example/sign-off\n-->\n"
    found = guidance(text, path=".github/PULL_REQUEST_TEMPLATE.md", kind=Kind.PULL_REQUEST_TEMPLATE)
    assert [(c.kind, c.evidence.line) for c in found.conditions] == [("DCO", 4)]


@pytest.mark.parametrize("kind", [Kind.LICENSE, Kind.CODE_OF_CONDUCT, Kind.SECURITY])
def test_licences_and_conduct_do_not_speak_of_agreements(kind):
    assert agreements("You must sign the CLA.", path="X", kind=kind) == set()


def kinds(text, **more):
    return {condition.kind for condition in guidance(text, **more).conditions}


@pytest.mark.parametrize(
    ("kind", "yes", "no"),
    [
        ("closed", "We are not accepting contributions at this time.", "We are not accepting new default themes."),
        ("closed", "Do not open pull requests directly against this repository; they will be ignored.", "Do not open pull requests against main."),
        ("closed", "This repository is a read-only mirror.", "We do not accept pull requests without tests."),
        ("closed", "Going forward, the CLI is closed to contributions.", "Pull requests are not accepted if they lack tests."),
        ("closed", "We don't accept pull requests.", "New e-mail patches are no longer accepted."),
        ("closed", "Code contributions (pull requests) are not accepted for now.", "PRs are not merged until CI passes."),
        ("closed", "Please do not send pull requests, they will be closed.", "Please don't open a pull request before opening an issue."),
        ("closed", "This project is no longer maintained.", "The v1 branch is no longer maintained."),
        ("closed", "Open source, not open contribution.", "Contributions are not only accepted but welcome."),
        ("closed", "The tool is fully deprecated. No new changes are expected to land.", "No new features are shown on the left."),
        ("AI policy", "## AI/Agent disclosure\n\nSay it in every description.", "This file provides guidance to AI coding agents."),
        ("AI policy", "AI commits MUST include a trailer.", "AI commits suicide in this game."),
        ("AI policy", "AI-generated code must be disclosed.", "An AI framework with an LLM API."),
        ("AI policy", "## AI policy\n\nSay so when a machine wrote it.", "Aim for clarity."),
        ("warranty", "We offer a 30-day warranty on contributed code.", "Provided AS IS, WITHOUT WARRANTY OF ANY KIND."),
        ("legal", "Get permission from your employer before contributing.", "There is no legal entity."),
        ("legal", "This software is under the InnerSource License.", "Our employees love it."),
        ("response time", "We review pull requests within two working days.", "If you do not hear back within a week, ping us."),
        ("response time", "You should expect some kind of communication within that business day.", "It closes on the same business day."),
        ("response time", "Maintainers respond within 48 hours; ping us if a PR takes longer.", "Stale issues are closed within 30 days."),
        ("response time", "Expect a review within a few days.", "If the initial reporter doesn't answer within a few weeks, it is closed."),
        ("response time", "Two working days to the first answer; Lena, Chloé or Samir.", "It takes two days to write an answer."),
        ("response time", "Expect a first response in 3-5 business days.", "Please respond to review comments within two weeks, or you lose it."),
        ("governance", "Governance level: shared write access.", "Access is shared."),
        ("mentoring", "Our trusted committers are happy to offer pair programming sessions.", "Mentors of Google Summer of Code apply."),
        ("access", "Request read access to the repository in the portal.", "You need API access to the service."),
    ],
)  # fmt: skip
def test_conditions_and_their_look_alikes(kind, yes, no):
    assert kind in kinds(yes)
    assert kind not in kinds(no)


def test_a_closed_project_blocks_and_comes_first():
    found = guidance("You must sign the CLA.\n\nWe are no longer accepting pull requests.").conditions
    assert found[0].kind == "closed"
    assert found[0].blocking
    assert found[0].evidence.line == 3


def test_documents_that_state_something_by_being_there():
    documents = [
        Document(kind=Kind.CODE_OF_CONDUCT, path="CODE_OF_CONDUCT.md", text="# Contributor Covenant\n"),
        Document(kind=Kind.GOVERNANCE, path="GOVERNANCE.md", text="# Who decides\n"),
        Document(kind=Kind.LICENSE, path="LICENSE", text="Apache License, Version 2.0\n"),
        Document(
            kind=Kind.INNERSOURCE_JSON,
            path="innersource.json",
            text='{"governance_level": "contributions_welcome",\n "trusted_committers": [{"name": "Ada L", "github": "ada"}],\n'
            ' "communication": {"channel": "#ada", "issues": "https://x.example/issues"}}',
        ),
    ]
    found = guidance_of(documents)
    assert [condition.text for condition in found.conditions] == [
        "The licence is Apache-2.0.",
        "Who decides is written in GOVERNANCE.md.",
        "Contributions are welcome.",
        "The Contributor Covenant applies.",
    ]
    assert [(contact.kind, contact.name) for contact in found.contacts] == [
        ("trusted committer", "Ada L (@ada)"),
        ("chat", "#ada"),
        ("tracker", "https://x.example/issues"),
    ]


def test_welcome_contributions_are_a_governance_level_only_where_one_is_named():
    assert "governance" not in kinds(
        "We have no time for that. Therefore, patches and contributions welcome."
    )
    assert "governance" in kinds("The governance level is Contributions Welcome.")
    assert "governance" in kinds("## Governance\n\nContributions welcome\n")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("DCO", "Please use `git commit -s` on every commit."),
        ("DCO", '## Commit\n\n```\ngit commit -s -m "msg"\n```'),
        ("DCO", "Pull requests without a Signed-off-by line fail the DCO check."),
        ("DCO", "4. Commit with `git commit -s`"),
        ("DCO", "Commits without a sign-off are rejected by our bot."),
        ("DCO", "A commit that lacks a Signed-off-by line is not merged."),
        ("DCO", "No CLA is needed, a DCO sign-off is."),
        ("DCO", "We don't require a CLA, a DCO is enough."),
        ("DCO", "There is no CLA, but we need a DCO sign-off."),
        ("DCO", "Always commit with -s."),
        ("DCO", "Use `git commit --signoff` for your commits"),
        ("DCO", "Add `-s` to `git commit` so that the DCO check passes."),
        ("DCO", "Changes without sign-off do not pass the checks."),
        ("DCO", "```sh\ngit checkout -b x\ngit commit --signoff\n```"),
        ("DCO", "Instead of a CLA we ask for a DCO."),
        ("DCO", "Rather than a CLA, this project uses the DCO."),
        ("DCO", "Neither merge commits nor commits without a Signed-off-by line are accepted."),
        ("DCO", "Every commit needs to be signed off (`git commit -s`), nothing else."),
        ("CLA", "By submitting a pull request you agree to our [ICLA](https://x/icla)."),
        ("CLA", "No DCO, but a CLA must be signed."),
        ("CLA", "Pull requests without a signed CLA fail the check."),
        ("CLA", "We use no DCO; contributors sign a CLA instead."),
    ],
)  # fmt: skip
def test_an_agreement_asked_for_in_other_words(kind, text):
    assert agreements(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "We do not require a CLA, nor a DCO.",
        "We do not require contributors to sign a CLA, nor a DCO.",
        "There is no need for a CLA, a DCO or any other paperwork.",
        "Neither a CLA nor a DCO nor anything else has to be signed.",
        "You need to sign neither a CLA nor a DCO.",
        "No need for a DCO.",
        "There is no obligation to sign a CLA, or a DCO.",
        "We ask for no CLA, DCO, or sign-off.",
        "You can contribute without a CLA, a DCO or a fee.",
        "Contributions need no CLA, no DCO, no lawyer.",
        "We never ask for a CLA, nor do we need sign-offs (DCO).",
        "Nobody must sign a CLA, nor a DCO.",
        "None of our projects needs a CLA or a DCO.",
        "A CLA, or a DCO, is not required.",
        "Neither CLA nor sign-off is required.",
        "It isn't necessary to sign a CLA or to sign off commits (DCO).",
        "We do not use the DCO.",
        "You do not have to sign your commits off (`git commit -s`).",
        "There is no longer a CLA, nor a DCO.",
        "All contributions must be GPG-signed (`git commit -S`).",
        "No paperwork (CLA, DCO) is needed.",
        "We don't do CLAs or DCOs.",
    ],
)  # fmt: skip
def test_a_denial_holds_for_every_item_of_its_list(text):
    assert agreements(text) == set()


CLOSED = [
    "Contributions are closed until the rewrite is done.",
    "External contributions are not possible at the moment.",
    "Pull requests are not accepted from outside the core team.",
    "We don't take contributions right now; please open an issue instead.",
    "This project is feature complete and unmaintained; please fork it.",
    "We take no outside contributions.",
    "Only members of the core team may open pull requests.",
    "Contributions are on hold for now.",
    "Code contributions are not wanted here.",
    "Pull requests are suspended during the migration.",
    "Merge requests are not reviewed until the audit is over.",
]
NOT_CLOSED = [
    "We do not accept contributions without tests.",
    "We are not accepting contributions to the legacy v1 branch; v2 is open.",
    "Contributions are not possible unless you sign the agreement.",
    "At this time we are only accepting bug fixes.",
    "Pull requests are not merged on Fridays.",
    "Contributions are not limited to code.",
    "Only maintainers can merge pull requests.",
    "Pull requests are closed for inactivity.",
    "Contributions are not allowed to break the API.",
]


@pytest.mark.parametrize("said", CLOSED)
def test_a_closed_project_blocks_and_nobody_is_asked_to_push(said):
    found = guidance(f"# How\n\n{said}\n\n## Test\n\nRun `make test`.")
    assert [condition.kind for condition in found.conditions if condition.blocking] == ["closed"]
    assert "test" in [step.kind.value for step in found.steps]
    assert not any(step.inferred for step in found.steps)
    assert closed_in(f"# Tool\n\n```\nmake\n```\n\nA tool. {said}") == said


@pytest.mark.parametrize("said", NOT_CLOSED)
def test_what_is_refused_for_a_reason_closes_nothing(said):
    assert "closed" not in kinds(said)
    assert closed_in(said) is None


def test_defaults_of_the_organisation_ask_nobody_to_push_to_a_closed_project():
    own = guidance("Contributions are closed for now.")
    assert merged_guidance(own, guidance("Be kind.")).steps == ()


@pytest.mark.parametrize(
    "said",
    [
        "Only ACME GmbH and its subsidiaries may use this code.",
        "Do not share it with third parties.",
        "This tool is for ACME employees only.",
        "The code must not leave the company.",
    ],
)
def test_who_may_use_it_is_a_legal_condition(said):
    assert "legal" in kinds(said)


@pytest.mark.parametrize("said", ["Only maintainers can merge.", "Do not share your password with others."])
def test_other_limits_are_not_legal_ones(said):
    assert "legal" not in kinds(said)
