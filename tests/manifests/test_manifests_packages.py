"""Manifests say which packages a project publishes and depends on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isonboard.manifests.packages import packages_of
from isonboard.manifests.tree import Tree

CASES = [
    ("pyproject.toml", '[project]\nname = "My.Tool"\ndependencies = ["HTTPX>=0.2"]\n[dependency-groups]\ndev = ["pytest"]\n',
     ("pypi:my-tool",), ("pypi:httpx", "pypi:pytest")),
    ("setup.py", "from setuptools import setup\nREQ = ['a>=1', 'b[x]']\nsetup(name='c', install_requires=REQ)\n",
     ("pypi:c",), ("pypi:a", "pypi:b")),
    ("requirements-dev.txt", "# x\nfoo==1\n-e .\nhttps://x/y.whl\n", (), ("pypi:foo",)),
    ("package.json", '{"name": "@a/b", "dependencies": {"c": "1"}, "devDependencies": {"@d/e": "*"}}',
     ("npm:@a/b",), ("npm:@d/e", "npm:c")),
    ("package.json", '{"name": "app", "private": true, "dependencies": {"c": "1"}}', (), ("npm:c",)),
    ("Cargo.toml", '[package]\nname = "x"\n[dependencies]\ny = "1"\nz = { package = "zz", version = "1" }\n',
     ("cargo:x",), ("cargo:y", "cargo:zz")),
    ("go.mod", "module a.org/b\nrequire (\n\tc.org/d v1.0.0\n\te.org/f v0.1.0 // indirect\n)\n",
     ("golang:a.org/b",), ("golang:c.org/d",)),
    ("pom.xml", ("<project xmlns='x'><groupId>g</groupId><artifactId>a</artifactId><dependencies><dependency><groupId>h</groupId>"
     "<artifactId>i</artifactId></dependency></dependencies></project>"), ("maven:g:a",), ("maven:h:i",)),
    ("build.gradle.kts", 'dependencies {\n  implementation("a.b:c:1.0")\n}\n', (), ("maven:a.b:c",)),
    ("Gemfile", "gem 'rack'\n", (), ("gem:rack",)),
    ("x.gemspec", "s.name = 'x'\ns.add_development_dependency 'rake'\n", ("gem:x",), ("gem:rake",)),
    ("composer.json", '{"name": "a/b", "require": {"php": ">=8", "c/d": "1"}}', ("composer:a/b",), ("composer:c/d",)),
    ("mix.exs", 'app: :x\n{:jason, "~> 1.0"}\n', ("hex:x",), ("hex:jason",)),
    ("x.csproj", '<Project><ItemGroup><PackageReference Include="A.B" Version="1"/></ItemGroup></Project>', (), ("nuget:A.B",)),
    ("pubspec.yaml", "name: x\ndependencies:\n  http: ^1.0.0\n", ("pub:x",), ("pub:http",)),
    ("DESCRIPTION", "Package: x\nImports: rlang (>= 1.0),\n    tibble\n", ("cran:x",), ("cran:rlang", "cran:tibble")),
    ("x.cabal", "name: x\nlibrary\n  build-depends: base >= 4, text\n", ("hackage:x",), ("hackage:base", "hackage:text")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "publishes", "depends"), CASES)
def test_packages_are_read(
    path: str, text: str, publishes: tuple[str, ...], depends: tuple[str, ...]
) -> None:
    found = packages_of(Tree.of_mapping({path: text}))
    assert (found.publishes, found.depends) == (publishes, depends)


def test_what_the_project_publishes_itself_is_no_dependency() -> None:
    files = {
        "package.json": '{"private": true}',
        "packages/a/package.json": '{"name": "a"}',
        "packages/b/package.json": '{"name": "b", "dependencies": {"a": "1", "c": "1"}}',
        "tests/fixtures/package.json": '{"name": "t", "dependencies": {"evil": "1"}}',
    }
    found = packages_of(Tree.of_mapping(files))
    assert found.depends == ("npm:c",)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([case[0] for case in CASES]), st.text(max_size=80), max_size=4))
def test_foreign_manifests_never_raise(files: dict[str, str]) -> None:
    packages_of(Tree.of_mapping(files))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(CASES),
    st.integers(0, 200),
    st.sampled_from(["", "\x00", "[[[", "}", "\u202e", "&a [*a]", "'"]),
)
def test_damaged_manifests_never_raise(case: tuple[str, str, object, object], at: int, noise: str) -> None:
    path, text = case[0], case[1]
    packages_of(Tree.of_mapping({path: text[:at] + noise + text[at + 1 :]}))


def test_backstage_relations_are_written_whole():
    told = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Shop
  namespace: retail
spec:
  providesApis: [orders]
  dependsOn: ["component:default/Ledger", "resource:carts"]
  consumesApis: ["payments/pay-api"]
"""
    found = packages_of(Tree.of_mapping({"catalog-info.yaml": told}))
    assert found.publishes == ("backstage:api:retail/orders", "backstage:component:retail/shop")
    assert found.depends == (
        "backstage:api:payments/pay-api",
        "backstage:component:default/ledger",
        "backstage:resource:retail/carts",
    )
    assert (
        packages_of(Tree.of_mapping({"catalog-info.yaml": "kind: System\nmetadata: {name: x}"})).publishes
        == ()
    )


def test_every_document_of_a_backstage_file_is_read_up_to_a_broken_one():
    told = """kind: System
metadata: {name: retail}
---
kind: Component
metadata: {name: shop}
spec: {dependsOn: ["component:ledger", "component:carts"]}
---
kind: Component
metadata: {name: ledger, namespace: money}
spec: {providesApis: [book]}
---
- [broken
"""
    found = packages_of(Tree.of_mapping({"catalog-info.yaml": told}))
    assert found.publishes == (
        "backstage:api:money/book",
        "backstage:component:default/shop",
        "backstage:component:money/ledger",
    )
    assert found.depends == ("backstage:component:default/carts", "backstage:component:default/ledger")
