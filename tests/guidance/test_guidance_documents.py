"""Which files are base documents, and which of them a forge shows."""

from pathlib import Path

import pytest

from isonboard.guidance.documents import chosen, kind_of, read_checkout
from isonboard.manifests.tree import Tree
from isonboard.model.guidance import DocumentKind as Kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("README.md", Kind.README),
        ("readme", Kind.README),
        ("ReadMe.RST", Kind.README),
        ("README.adoc", Kind.README),
        ("docs/README.txt", Kind.README),
        ("src/README.md", None),
        ("README.py", None),
        ("CONTRIBUTING", Kind.CONTRIBUTING),
        ("contributing.rst", Kind.CONTRIBUTING),
        ("CONTRIBUTING-GUIDE.md", Kind.CONTRIBUTING),
        ("docs/contributing/index.md", Kind.CONTRIBUTING),
        ("docs/development/contributing.rst", Kind.CONTRIBUTING),
        ("CONTRIBUTORS.md", None),
        ("CONTRIBUTORS", None),
        ("COMMUNICATION.md", Kind.COMMUNICATION),
        ("CODE-OF-CONDUCT.md", Kind.CODE_OF_CONDUCT),
        (".github/CODE_OF_CONDUCT.md", Kind.CODE_OF_CONDUCT),
        ("TRUSTED-COMMITTERS.md", Kind.TRUSTED_COMMITTERS),
        ("TRUSTED_COMMITTERS.md", Kind.TRUSTED_COMMITTERS),
        ("MAINTAINERS", Kind.MAINTAINERS),
        ("OWNERS", Kind.MAINTAINERS),
        (".github/CODEOWNERS", Kind.CODEOWNERS),
        ("GOVERNANCE.md", Kind.GOVERNANCE),
        ("SECURITY.md", Kind.SECURITY),
        ("SUPPORT.md", Kind.SUPPORT),
        ("LICENSE", Kind.LICENSE),
        ("LICENSE-MIT", Kind.LICENSE),
        ("LICENCE.txt", Kind.LICENSE),
        ("COPYING", Kind.LICENSE),
        ("LICENSE_HEADER", None),
        ("innersource.json", Kind.INNERSOURCE_JSON),
        ("sub/innersource.json", None),
        (".github/ISSUE_TEMPLATE/bug.yml", Kind.ISSUE_TEMPLATE),
        (".github/ISSUE_TEMPLATE/config.yml", Kind.OTHER),
        (".gitlab/issue_templates/Bug.md", Kind.ISSUE_TEMPLATE),
        (".gitlab/merge_request_templates/Default.md", Kind.PULL_REQUEST_TEMPLATE),
        ("docs/pull_request_template.md", Kind.PULL_REQUEST_TEMPLATE),
        (".github/dco.yml", Kind.OTHER),
        (".github/workflows/cla.yml", Kind.OTHER),
        (".github/workflows/check-dco.yaml", Kind.OTHER),
        (".github/workflows/clang.yml", None),
        (".github/workflows/class.yml", None),
        ("DEVELOPMENT.md", Kind.OTHER),
        ("build", None),
        ("setup.py", None),
    ],
)
def test_a_base_document_is_known_by_its_name_and_place(path, kind):
    assert kind_of(path) is kind


def first(paths, forge, kind):
    return next(path for found, path in chosen(paths, forge) if found is kind)


@pytest.mark.parametrize(
    ("forge", "winner"),
    [("github", ".github/CONTRIBUTING.md"), ("gitlab", "CONTRIBUTING.md"), ("gitea", "CONTRIBUTING.md"),
     (None, ".github/CONTRIBUTING.md"), ("unheard of", ".github/CONTRIBUTING.md")],
)  # fmt: skip
def test_each_forge_has_its_own_order(forge, winner):
    paths = ["docs/CONTRIBUTING.md", "CONTRIBUTING.md", ".github/CONTRIBUTING.md"]
    assert first(paths, forge, Kind.CONTRIBUTING) == winner


def test_gitea_prefers_docs_to_its_own_folders():
    assert first([".gitea/README.md", "docs/README.md"], "gitea", Kind.README) == "docs/README.md"


def test_gitlab_shows_the_guide_without_an_extension():
    assert first(["CONTRIBUTING.md", "CONTRIBUTING"], "gitlab", Kind.CONTRIBUTING) == "CONTRIBUTING"
    assert first(["CONTRIBUTING.md", "CONTRIBUTING"], "github", Kind.CONTRIBUTING) == "CONTRIBUTING.md"


def test_code_owners_have_an_order_of_their_own_and_only_one_counts():
    paths = [".gitlab/CODEOWNERS", "docs/CODEOWNERS", "CODEOWNERS"]
    assert chosen(paths, "gitlab") == [(Kind.CODEOWNERS, "CODEOWNERS")]
    assert chosen([*paths, ".github/CODEOWNERS"], "github") == [(Kind.CODEOWNERS, ".github/CODEOWNERS")]


def test_a_translation_gives_way_to_the_original_but_is_better_than_nothing():
    assert chosen(["README.zh-CN.md", "README.md"], None) == [(Kind.README, "README.md")]
    assert chosen(["README.zh-CN.md"], None) == [(Kind.README, "README.zh-CN.md")]


def test_a_longer_guide_below_docs_is_read_after_a_stub_in_the_root():
    found = [path for _, path in chosen(["docs/contributing.rst", "CONTRIBUTING.md"], "github")]
    assert found == ["CONTRIBUTING.md", "docs/contributing.rst"]


def test_a_flood_of_templates_is_cut():
    paths = [f".github/ISSUE_TEMPLATE/{number}.md" for number in range(50)]
    assert len(chosen(paths, "github")) == 8


def test_a_checkout_is_read_clean():
    tree = Tree.of_mapping({"README.md": "# A\x1b[31m red\r\n", "CONTRIBUTING.md": "  \n", "src/x.py": "1"})
    documents = read_checkout(tree)
    assert [(document.kind, document.text) for document in documents] == [(Kind.README, "# A red\n")]


def test_a_link_out_of_the_checkout_is_no_document(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    root = tmp_path / "checkout"
    root.mkdir()
    (root / "CONTRIBUTING.md").symlink_to(secret)
    (root / "README.md").write_text("# Fine\n")
    assert [document.path for document in read_checkout(root)] == ["README.md"]
