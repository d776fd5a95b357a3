"""A fourth set of real source packages for `guidance_corpus`: half “E”, chosen after the third set had mended the rules.

Written down by hand before the distiller saw one of them: it says how the rules do on what they were not made for.
"""

from guidance_expectations import ANY, BEFORE, BRANCH, BUILD, SETUP, STYLE, TEST, Expected

FOURTH: tuple[Expected, ...] = (
    Expected(
        "E", "pypi", "aiohttp", "3.10.10",
        must=((SETUP, "python3 -m venv venv"), (SETUP, "pip install -r requirements/dev.txt"), (SETUP, "pre-commit install"), (STYLE, "make fmt"),
              (TEST, "make test")),
        may=("virtualenv --python=`which python3` venv", "mkvirtualenv --python=`which python3` aiohttp", ". venv/bin/activate", "pytest tests -s",
             "make test-3.10-no-extensions", "make cov-dev", "make doc", "make doc-spelling", "sudo apt-get install enchant",
             "pip install sphinxcontrib-spelling"),
        places=(("forum", "aio-libs/aiohttp/discussions"), ("chat", "matrix.to"), ("tracker", "aio-libs/aiohttp/issues")),
        may_places=("gitter", "stackoverflow"),
    ),
    Expected(
        "E", "pypi", "nbconvert", "7.16.4",
        must=((SETUP, "pip install -e '.[all]'"), (SETUP, "pip install -e '.[test]'"), (BEFORE, "pip install pre-commit"), (SETUP, "pre-commit install"),
              (STYLE, "pre-commit run"), (SETUP, "git clone https://github.com/jupyter/nbconvert.git"), (SETUP, "pip install -e .")),
        may=("pre-commit run --all-files", 'pip install -e ".[test]"', "sudo apt-get install pandoc", "brew install pandoc", "py.test --pyargs nbconvert",
             "pip install nbconvert[test]", "conda env create -f environment.yml", "source activate nbconvert_docs", "pip install -e '..[docs]'", "make html"),
        places=(("tracker", "jupyter/nbconvert/issues"), ("forum", "discourse.jupyter.org"), ("mailing list", "groups.google.com")),
        may_places=("gitter", "zulip"),
    ),
    Expected(
        "E", "pypi", "cookiecutter", "2.6.0",
        must=((SETUP, "pip install -e ."), (BEFORE, "pip install tox"), (TEST, "tox"), (TEST, "make coverage")),
        may=("pip install -r docs/requirements.txt", "tox -e py310 -- '-k TestFindHooks'", "tox -e py310 -- '-k generate'", "tox -e py37,py38",
             "tox -e py310 -- '-k \"TestFindHooks and test_find_hook\"'", "make servedocs"),
        places=(("tracker", "cookiecutter/cookiecutter/issues"), ("forum", "stackoverflow.com/questions/tagged"), ("chat", "discord.gg/9BrxzPKuEW")),
    ),
    Expected(
        "E", "pypi", "pytest-django", "4.9.0",
        must=((TEST, "make test"), (TEST, "pytest --ds=pytest_django_test.settings_sqlite"), (TEST, "tox")),
        may=("make testenv", "source bin/activate", "tox -e py38-dj32-postgres,py310-dj41-mysql_innodb", "coverage combine", "coverage html",
             "COVERAGE_PROCESS_START=`pwd`/pyproject.toml COVERAGE_FILE=`pwd`/.coverage pytest --ds=pytest_django_test.settings_postgres"),
        places=(("tracker", "pytest-dev/pytest-django/issues"), ("chat", "libera")), may_places=("matrix.to", "stackoverflow"),
    ),
    Expected("E", "pypi", "sqlfluff", "3.2.5", places=(("chat", "join.slack.com"), ("tracker", "sqlfluff/sqlfluff/issues"))),
    Expected(
        "E", "pypi", "azure-identity", "1.19.0", agreement="CLA", places=(("tracker", "azure-sdk-for-python/issues"),),
        may_places=("opencode@microsoft.com", "stackoverflow", "gitter", "slack"),
    ),
    Expected(
        "E", "go", "helm.sh/helm/v3", "v3.16.2", must=((BRANCH, "git commit -s"),), agreement="DCO", people=("marckhouzam", "mattfarina"),
        places=(("tracker", "helm/helm/issues"), ("chat", "kubernetes.slack.com"), ("mailing list", "cncf-helm"), ("office hours", "Thursdays")),
        may_places=("cncf-helm-security", "conduct"),
    ),
    Expected(
        "E", "go", "github.com/open-policy-agent/opa", "v0.69.0", people=("ashutosh-narkar", "srenatus", "tsandall"),
        places=(("chat", "slack"), ("forum", "open-policy-agent/discussions"), ("tracker", "open-policy-agent/opa/issues")),
        agreement="DCO",
        may_places=("open-policy-agent-security", "open-policy-agent/feedback"), may=("make", "make test", "make docs-serve-local", "hugo serve"),
    ),
    Expected(
        "E", "go", "github.com/tektoncd/pipeline", "v0.65.0",
        must=((SETUP, "pre-commit install"), (STYLE, "pre-commit run --all-files"), (SETUP, "git remote add upstream git@github.com:tektoncd/pipeline.git"),
              (ANY, "./hack/update-deps.sh"), (ANY, "./hack/update-codegen.sh")),
        may=("./hack/update-openapigen.sh", "git remote set-url --push upstream no_push", "kind create cluster", "ko apply -R -f config/",
             "ko apply -f config/controller.yaml", "git clone git@github.com:${YOUR_GITHUB_USERNAME}/pipeline.git", "gcloud auth configure-docker",
             "git remote add origin git@github.com:${YOUR_GITHUB_USERNAME}/pipeline.git"),
        people=("pipeline-approvers",), may_places=("tektoncd/pipeline/issues", "conduct", "slack"),
    ),
    Expected(
        "E", "go", "github.com/moby/buildkit", "v0.17.0",
        must=((TEST, "./hack/test integration gateway dockerfile"), (ANY, "make validate-all"), (ANY, "make vendor"), (ANY, "make generated-files"),
              (BRANCH, "git commit -s"), (BUILD, "make images")),
        may=("TESTPKGS=./client ./hack/test integration", 'TESTPKGS=./client TESTFLAGS="--run /TestCallDiskUsage -v" ./hack/test integration',
             'TESTPKGS=./client TESTFLAGS="--run //worker=containerd -v" ./hack/test integration', "gofmt -s", "go test",
             'DOCKERFILE_RELEASES=labs TESTFLAGS="--run /TestRunGlobalNetwork/worker=oci$/ -v" ./hack/test dockerfile',
             'CGO_ENABLED=1 GOBUILDFLAGS="-race" ./hack/test integration', "make && sudo make install"),
        agreement="DCO", people=("AkihiroSuda", "tonistiigi"),
        places=(("tracker", "moby/buildkit/issues"), ("forum", "forums.mobyproject.org"), ("chat", "dockr.ly/comm-slack")),
        may_places=("security@docker.com", "slack", "#buildkit", "#moby-project"),
    ),
    Expected(
        "E", "go", "github.com/zeromicro/go-zero", "v1.7.3", must=((TEST, "go test -race ./..."),),
        places=(("chat", "discord.gg/4JQvC5A4Fe"), ("tracker", "zeromicro/go-zero/issues")),
        may_places=("@",),
    ),
    Expected(
        "E", "crate", "wasm-pack", "0.13.1",
        must=((BEFORE, "rustup component add rustfmt-preview --toolchain nightly"), (STYLE, "cargo +nightly fmt")),
        may=("rustup override set nightly", "rustup component add rustfmt", "cargo fmt"), people=("drager",), may_places=("discord", "@", "wasm-pack/issues"),
    ),
    Expected("E", "crate", "zellij", "0.40.1", must=((TEST, "cargo xtask test"),), may=("cargo xtask run",), may_places=("discord", "matrix", "zellij/issues")),
    Expected("E", "crate", "diesel_cli", "2.2.4"),
    Expected("E", "npm", "karma", "6.4.4", may_places=("gitter.im/karma-runner", "karma-runner-eng", "karma-users", "karma/issues", "conduct", "karma-coc")),
    Expected(
        "E", "deb", "wayland", "1.21.0-1", must=((SETUP, "git clone https://gitlab.freedesktop.org/wayland/wayland"),), may=("meson build/",),
        agreement="DCO", places=(("mailing list", "wayland-devel"),), may_places=("wayland/wayland/-/issues", "freedesktop"),
    ),
    Expected(
        "E", "deb", "weston", "10.0.1-1", must=((SETUP, "git clone https://gitlab.freedesktop.org/wayland/weston.git"),),
        may=("pip3 install --user meson", "ninja docs && ninja install", "meson configure build/", "meson configure build/ -Ddemo-clients=false"),
        agreement="DCO", may_places=("wayland-devel", "wayland/weston/-/issues", "freedesktop", "#wayland"),
    ),
    Expected("E", "deb", "krb5", "1.20.1-2+deb12u5", places=(("mailing list", "krbdev@mit.edu"),), may_places=("kerberos@mit.edu", "krb5-bugs@mit.edu", "mit.edu")),
    Expected(
        "E", "deb", "haskell-stack", "2.7.5-2",
        must=((TEST, "stack test"), (STYLE, "./etc/scripts/hlint.sh"), (BEFORE, "stack install hlint"),
              (TEST, "stack build --flag stack:integration-tests stack --exec stack-integration-test")),
        may=("stack test stack:stack-test", "stack setup && stack build",
             "git clone https://github.com/commercialhaskell/stack.git && cd stack && stack setup && stack build",
             "git clone https://github.com/commercialhaskell/stack.git"), places=(("tracker", "commercialhaskell/stack/issues"), ("chat", "join.slack.com"), ("mailing list", "haskell-stack")),
        may_places=("discourse.haskell.org", "#stack-collaborators", "stackoverflow", "fpcomplete.com"),
    ),
    Expected(
        "E", "deb", "ocaml-dune", "2.9.3-1", must=((SETUP, "make dev-switch"), (BUILD, "make dev"), (TEST, "make test"), (BRANCH, "git commit -s")),
        may=("make", "make help", "make dune.exe", "make all-supported-ocaml-versions", "make promote", "make doc", "make livedoc"),
        agreement="DCO", people=("diml", "rgrinberg"), places=(("tracker", "ocaml/dune/issues"), ("mailing list", "ocaml-core@googlegroups.com")), may_places=("discuss.ocaml",),
    ),
    Expected("E", "deb", "meson", "1.0.1-5", places=(("chat", "app.element.io"),), may_places=("oftc",)),
    Expected("E", "deb", "symfony", "5.4.53+dfsg-0+deb12u1", people=("@",), may_places=("symfony/symfony/issues", "symfony.com", "care@", "stackoverflow", "slack", "discussions")),
    Expected(
        "E", "deb", "keystone", "2:22.0.2-0+deb12u6", places=(("tracker", "bugs.launchpad.net/keystone"),), may_places=("wiki.openstack.org", "#openstack-keystone"),
    ),
)  # fmt: skip
