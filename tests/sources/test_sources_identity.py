"""The same repository has one id, however its address is written; a renamed one answers under its new name."""

import pytest

from isonboard.model.project import Project
from isonboard.sources.forge import filled
from isonboard.sources.repository_url import repository_of


@pytest.mark.parametrize(
    "written",
    [
        "https://git.acme.example/Team/Ledger",
        "https://git.acme.example/team/ledger.git",
        "https://GIT.acme.example:443/team/ledger.git/",
        "http://git.acme.example:8080/team/ledger.git",
        "ssh://git@git.acme.example/team/ledger.git",
        "ssh://git@git.acme.example:2222/team/ledger.git",
        "git@git.acme.example:team/ledger.git",
        "git+https://git.acme.example/team/ledger",
        "https://git.acme.example/team/ledger/tree/main",
        "https://git.acme.example/team/ledger/-/tree/main/",
        "https://git.acme.example/team/ledger/src/branch/main",
    ],
)
def test_one_repository_has_one_id(written):
    assert repository_of(written).project_id == "git.acme.example/team/ledger"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.github.com/acme/x", "https://github.com/acme/x"),
        ("ssh://git@ssh.github.com:443/acme/x.git", "https://github.com/acme/x"),
        ("git@altssh.gitlab.com:acme/x.git", "https://gitlab.com/acme/x"),
        ("git@ssh.dev.azure.com:v3/acme/Pay/api", "https://dev.azure.com/acme/Pay/_git/api"),
        ("https://acme@dev.azure.com/acme/Pay/_git/api", "https://dev.azure.com/acme/Pay/_git/api"),
        ("https://acme.visualstudio.com/Pay/_git/api", "https://dev.azure.com/acme/Pay/_git/api"),
        ("https://acme.visualstudio.com/DefaultCollection/Pay/_git/api", "https://dev.azure.com/acme/Pay/_git/api"),
        ("https://dev.azure.com/acme/_git/api", "https://dev.azure.com/acme/api/_git/api"),
        ("ssh://git@bitbucket.acme.example:7999/PAY/api.git", "https://bitbucket.acme.example/scm/pay/api.git"),
        ("https://bitbucket.acme.example/projects/PAY/repos/api/browse", "https://bitbucket.acme.example/scm/pay/api.git"),
    ],
)  # fmt: skip
def test_addresses_of_one_forge_agree(one, other):
    assert repository_of(one).project_id == repository_of(other).project_id


def test_folders_of_one_repository_stay_apart():
    one = repository_of("https://git.acme.example/team/mono/-/tree/main/services/pay")
    other = repository_of("https://git.acme.example/team/mono/tree/main/services/ship/")
    assert one.project_id == "git.acme.example/team/mono//services/pay"
    assert other.project_id == "git.acme.example/team/mono//services/ship"


def test_a_renamed_project_takes_its_new_id_and_keeps_the_former():
    listed = Project(id="github.com/acme/old", name="old", full_name="acme/old")
    detailed = Project(id="github.com/acme/new", name="new", full_name="acme/new", stars=3)
    entry = filled(listed, detailed)
    assert (entry.id, entry.aliases, entry.full_name, entry.stars) == (
        "github.com/acme/new", ("github.com/acme/old",), "acme/new", 3,
    )  # fmt: skip


def test_a_renamed_repository_takes_its_folder_along():
    listed = Project(id="github.com/acme/old//pay", name="pay", subdirectory="pay")
    assert filled(listed, Project(id="github.com/acme/new", name="new")).id == "github.com/acme/new//pay"


def test_a_forge_behind_another_name_is_no_rename():
    listed = Project(id="git.acme.example/team/x", name="x")
    assert filled(listed, Project(id="10.0.0.7/team/x", name="x")).id == listed.id
