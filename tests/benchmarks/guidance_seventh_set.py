"""A seventh set of real source packages for `guidance_corpus`: half “H”, chosen after the sixth had mended the rules.

Written down by hand before the distiller saw one of them. Many are there for what must not be found: READMEs for users
alone, images that maintainers publish, a sign-off for committing the work of others, guides that only point elsewhere,
notes for coding agents beside notes for people.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_HACK = "/tmp/hack-zope.interface/bin"
_KIND = ("kind-create-cluster", "kind-load-kyverno-init", "kind-load-kyverno", "kind-load-all", "kind-deploy-kyverno",
         "kind-deploy-kyverno-policies", "kind-deploy-all", "kind-delete-cluster")  # fmt: skip
_CODEGEN = ("all", "all-code", "api-bump", "client-all", "client-clientset", "client-listers", "client-informers", "deepcopy-all",
            "deepcopy-kyverno", "deepcopy-report", "crds-all", "crds-kyverno", "crds-report", "api-docs", "helm-crds", "helm-all",
            "helm-docs", "api-all")  # fmt: skip
_OSM_PACKAGES = (
    "sudo apt-get install make cmake g++ libboost-dev libboost-system-dev libboost-filesystem-dev libexpat1-dev zlib1g-dev libbz2-dev libpq-dev libproj-dev lua5.3 liblua5.3-dev pandoc",
    *(f"sudo {tool} install cmake make gcc-c++ boost-devel expat-devel zlib-devel bzip2-devel postgresql-devel proj-devel proj-epsg lua-devel pandoc" for tool in ("dnf", "yum")),
    "pkg install devel/cmake devel/boost-libs textproc/expat2 databases/postgresql94-client graphics/proj lang/lua52",
    "apk --update-cache add cmake make g++ boost-dev expat-dev bzip2-dev zlib-dev libpq proj-dev lua5.3-dev postgresql-dev",
)  # fmt: skip

SEVENTH: tuple[Expected, ...] = (
    Expected(
        "H", "go", "github.com/dapr/dapr", "v1.14.0", must=((STYLE, "make lint"),),
        may=("make me prettier", "git commit --amend --no-edit --signoff"),
        agreement="DCO", answer=True, people=("maintainers-dapr",),
        places=(("chat", "dapr-discord"), ("mailing list", "dapr-dev"), ("tracker", "dapr/dapr/issues")),
        may_places=("community call", "discord", "conduct", "security"),
    ),
    Expected(
        "H", "go", "fyne.io/fyne/v2", "v2.7.1", must=((TEST, "go test ./..."),), may=("gofmt", "goimports"),
        places=(("chat", "gophers.slack.com"), ("tracker", "fyne-io/fyne/issues")), may_places=("#fyne", "conduct"),
    ),
    Expected("H", "go", "github.com/Azure/azure-sdk-for-go/sdk/azcore", "v1.24.0", agreement="CLA", may_places=("opencode@microsoft.com",)),
    Expected(
        "H", "go", "github.com/docker/compose/v2", "v2.40.3", must=((BUILD, "make"), (TEST, "make test"), (TEST, "make e2e")),
        may=("go test ./... -test.update-golden", "make build-and-e2e", "make e2e-compose", "make build-and-e2e-compose",
             "make e2e-compose-standalone", "make build-and-e2e-compose-standalone", "git commit -s", "gofmt -s", "go test", "golint"),
        agreement="DCO", people=("compose-maintainers",),
        places=(("forum", "forums.docker.com"), ("chat", "dockr.ly/slack"), ("tracker", "docker/compose/issues"),
                ("forum", "stackoverflow.com/questions/tagged/docker")),
        may_places=("security@docker.com", "www.docker.com/community"),
    ),
    Expected("H", "go", "gonum.org/v1/gonum", "v0.17.0", places=(("mailing list", "gonum-dev"),), may_places=("gonum/gonum/issues", "conduct")),
    Expected(
        "H", "go", "github.com/kyverno/kyverno", "v1.19.1",
        must=((SETUP, "make install-tools"), (BUILD, "make build-all"), (BUILD, "make build-kyverno"), (BUILD, "make build-cli"),
              (TEST, "make test-unit"), (STYLE, "make fmt"), (STYLE, "make vet"), (STYLE, "make imports fmt"),
              (STYLE, "./.tools/golangci-lint run"), (ANY, "make verify-codegen")),
        may=("make build-kyverno-init", "make clean-tools", "make imports", "make fmt-check", "make imports-check", "make imports-check fmt-check",
             "make unused-package-check", "make test-cli", "make test-cli-local", "make test-clean", "make helm-test",
             "go test -race -covermode atomic -coverprofile coverage.out ./...", "make build-cleanup-controller", "make build-reports-controller",
             "make build-background-controller", "git remote add upstream  https://github.com/kyverno/kyverno", "git fetch upstream --tags",
             "make ko-build-all", "make ko-build-kyverno-init", "make ko-build-kyverno", "make ko-build-cli", "make debug-deploy",
             *(f"make {name}" for name in _KIND), *(f"make codegen-{name}" for name in _CODEGEN)),
        agreement="DCO", ai=True, people=("eddycharly", "realshuting"),
        places=(("chat", "slack"), ("forum", "kyverno/kyverno/discussions"), ("tracker", "kyverno/kyverno/issues"), ("office hours", "community-meetings")),
        may_places=("kyverno/website/issues", "kyverno/policies/issues", "conduct", "security"),
    ),
    Expected(
        "H", "pypi", "nova", "34.0.0", must=((TEST, "tox"),),
        may=("stestr run", "stestr run --concurrency=1", "tox -- --analyze-isolation", "tox -- TestWSGIServer", "tools/run-tests-for-diff.sh",
             "tools/run-tests-for-diff.sh -HEAD", "tox -e pep8"),
        places=(("tracker", "bugs.launchpad.net/nova"),),
    ),
    Expected(
        "H", "pypi", "certbot", "5.8.0",
        must=((SETUP, "git clone https://github.com/certbot/certbot"), (BEFORE, "sudo apt install python3-dev python3-venv libaugeas-dev gcc"),
              (SETUP, "python3 tools/venv.py"), (TEST, "tox"), (TEST, "tox run -e integration"), (STYLE, "tox run -e mypy"),
              (STYLE, "tox run -e lint"), (TEST, "tox --skip-missing-interpreters")),
        may=("sudo apt update", "sudo dnf install python3 python3-devel augeas-devel gcc", "brew install augeas coreutils gnu-sed",
             "pytest acme/src/acme/_internal/tests/messages_test.py", "pytest acme/src/acme/_internal/tests/messages_test.py -k test_to_partial_json",
             "run_acme_server", "run_acme_server &", "pip install -e examples/plugins/", "brew install pyenv"),
        places=(("chat", "opensource.eff.org"), ("tracker", "certbot/certbot/issues")), may_places=("community.letsencrypt.org", "eff.org"),
    ),
    Expected(
        "H", "pypi", "zope.interface", "8.7",
        must=((SETUP, "git clone https://github.com/zopefoundation/zope.interface.git"), (SETUP, f"{_HACK}/python setup.py develop"),
              (TEST, f"{_HACK}/python setup.py test -q"), (TEST, "bin/test --all"), (TEST, "tox")),
        may=("bzr branch lp:zope.interface", f"{_HACK}/python setup.py dev", f"{_HACK}/nosetests", f"{_HACK}/nosetests --with coverage",
             "bin/buildout", "tox -e py26"),
        agreement="CLA", places=(("tracker", "zopefoundation/zope.interface/issues"),),
    ),
    Expected(
        "H", "pypi", "pillow", "13.0.0",
        must=((SETUP, 'python3 -m pip install -e ".[tests]"'), (TEST, "python3 selftest.py"), (TEST, "python3 -m pytest Tests/"),
              (STYLE, "make lint"), (STYLE, "pre-commit run --all-files"), (STYLE, "python3 -m tox -e mypy")),
        may=("python3 -m pytest Tests/ -n auto", "make lint-fix"),
        places=(("tracker", "python-pillow/Pillow/issues"), ("chat", "gitter.im/python-pillow")), may_places=("tidelift",),
    ),
    Expected("H", "pypi", "luigi", "3.8.1", places=(("mailing list", "luigi-user"),)),
    Expected(
        "H", "pypi", "yt-dlp", "2026.10.26",
        may=("python devscripts/install_deps.py --include-group pyinstaller", "python devscripts/make_lazy_extractors.py",
             "python -m bundle.pyinstaller", "make", "make yt-dlp"),
        places=(("chat", "discord.gg/H5MNcFW63r"),), may_places=("yt-dlp/yt-dlp/issues",),
    ),
    Expected(
        "H", "pypi", "mlflow", "3.18.0", people=("BenWilson2", "dbczumar"),
        places=(("mailing list", "mlflow-users@googlegroups.com"), ("chat", "go.mlflow.org/slack"), ("tracker", "mlflow/mlflow/issues")),
        may_places=("lu.ma",),
    ),
    Expected("H", "pypi", "buildbot", "4.3.0", places=(("tracker", "buildbot/buildbot/issues"),), people=("botherders",), may_places=("buildbot-devel",)),
    Expected("H", "pypi", "sqlalchemy", "2.1.9"),
    Expected(
        "H", "pypi", "sentry-sdk", "2.75.0",
        places=(("chat", "discord.com/invite/Ww9hbqr"), ("forum", "stackoverflow.com/questions/tagged/sentry"), ("tracker", "getsentry/sentry-python/issues")),
    ),
    Expected(
        "H", "npm", "node-red", "5.0.7", people=("O'Leary",),
        places=(("forum", "discourse.nodered.org"), ("chat", "nodered.org/slack")), may_places=("team@nodered.org",),
    ),
    Expected("H", "npm", "request", "2.88.2", closed=True, places=(("chat", "gitter.im/request"),)),
    Expected("H", "npm", "handlebars", "4.7.10"),
    Expected("H", "npm", "appium", "3.8.0", places=(("forum", "discuss.appium.io"),)),
    Expected("H", "npm", "less", "4.9.1", places=(("tracker", "less/less.js/issues"),)),
    Expected(
        "H", "crate", "nu", "0.115.1",
        must=((SETUP, "git clone https://github.com/nushell/nushell"), (BUILD, "cargo build"), (STYLE, "cargo fmt --all -- --check"),
              (STYLE, "cargo clippy --workspace -- -D warnings -D clippy::unwrap_used"), (TEST, "cargo test --workspace")),
        may=("cargo fmt --all", "toolkit check pr", 'cargo run -- -c "use toolkit.nu; toolkit test stdlib"'),
        places=(("chat", "discord"), ("tracker", "nushell/nushell/issues"), ("forum", "nushell/nushell/discussions")), may_places=("conduct",),
    ),
    Expected("H", "crate", "alacritty", "0.17.0", places=(("chat", "#alacritty"),)),
    Expected(
        "H", "crate", "wasmtime-cli", "48.0.8", ai=True, people=("wasmtime-default-reviewers",), places=(("chat", "bytecodealliance.zulipchat.com"),), may_places=("conduct",),
    ),
    Expected("H", "crate", "cargo-nextest", "0.9.151"),
    Expected(
        "H", "deb", "glib2.0", "2.74.6-2+deb12u6", must=((BUILD, "meson _builddir ."), (BUILD, "ninja")),
        may=("git clone git@gitlab.gnome.org:GNOME/glib.git", "meson _build"), people=("pwithnall", "ebassi"),
        places=(("chat", "#gtk"), ("forum", "discourse.gnome.org"), ("forum", "stackoverflow.com/questions/tagged/glib"), ("tracker", "GNOME/glib/issues")),
        may_places=("security@gnome.org", "incoming+gnome", "GNOME/glib/-/issues"),
    ),
    Expected(
        "H", "deb", "keepassxc", "2.7.4+dfsg.1-2", places=(("chat", "matrix.to"), ("chat", "web.libera.chat"), ("tracker", "keepassxreboot/keepassxc/issues")),
        may_places=("#keepassxc",),
    ),
    Expected(
        "H", "deb", "xmonad", "0.17.1-1", must=((TEST, "stack test"),),
        may=("stack build --flag xmonad:pedantic", "cabal build --flag pedantic"), people=("geekosaur", "byorgey", "liskin"),
        places=(("chat", "web.libera.chat"), ("chat", "matrix.to"), ("mailing list", "listinfo/xmonad")),
        may_places=("reddit.com/r/xmonad", "xmonad/issues", "xmonad-contrib/issues"),
    ),
    Expected(
        "H", "deb", "osm2pgsql", "1.8.0+ds-1",
        must=((SETUP, "git clone https://github.com/openstreetmap/osm2pgsql.git"), (BUILD, "cmake .."), (BUILD, "make"),
              (STYLE, "git-clang-format src/*pp tests/*pp"), (TEST, "ctest"), (TEST, "pg_virtualenv ctest")),
        may=("mkdir build && cd build", 'cmake .. -G "Unix Makefiles" -DCMAKE_BUILD_TYPE=Debug -DBUILD_TESTS=ON', "make man", "make coverage",
             "sudo apt-get install python3-psycopg2 python3-behave", "sudo apt-get install pandoc python3-argparse-manpage",
             "behave flex/area.feature:71", "pg_virtualenv -s behave -DKEEP_TEST_DB flex/area.feature:71", "sudo -u postgres createuser -s $USER",
             "psql -c \"CREATE TABLESPACE tablespacetest LOCATION '/tmp/psql-tablespace'\" postgres", "cmake -D WITH_LUAJIT=ON ..",
             "sudo apt-get install libluajit-5.1-dev", "pg_virtualenv bash", "sudo yum install epel-release", *_OSM_PACKAGES),
        people=("lonvia", "pnorman"), places=(("forum", "openstreetmap/osm2pgsql/discussions"),),
        may_places=("openstreetmap/osm2pgsql/issues", "osm2pgsql.org/support"),
    ),
    Expected(
        "H", "deb", "tmux", "3.3a-3", must=((SETUP, "git clone https://github.com/tmux/tmux.git"), (BUILD, "sh autogen.sh"), (BUILD, "./configure && make")),
        places=(("mailing list", "tmux-users"),), may_places=("tmux/tmux/issues",),
    ),
    Expected(
        "H", "go", "github.com/argoproj/argo-cd/v2", "v2.14.21", agreement="DCO", people=("argocd-approvers", "crenshaw-dev"),
        places=(("forum", "argoproj/argo-cd/discussions"), ("chat", "join-slack"), ("tracker", "argoproj/argo-cd/issues"), ("office hours", "Thursday")),
        may_places=("User Community meeting", "security", "calendar.google.com"),
    ),
    Expected(
        "H", "go", "github.com/grpc-ecosystem/grpc-gateway/v2", "v2.32.0", must=((ANY, "make install && make clean && make generate"),),
        may_places=("grpc-ecosystem/grpc-gateway/issues", "gophers", "slack"),
    ),
    Expected(
        "H", "go", "github.com/anchore/syft", "v1.52.0", agreement="DCO", places=(("tracker", "anchore/syft/issues"),),
        may_places=("anchore-oss-community", "anchore.com/discourse", "community meeting", "Community meeting", "calendar.google", "zoom", "security"),
    ),
    Expected(
        "H", "go", "github.com/elastic/go-elasticsearch/v8", "v8.19.7", must=((TEST, "make test"),),
        may=("TEST_SUITE=free STACK_VERSION=8.0.0-SNAPSHOT WORKSPACE=/tmp/workspace/$STACK_VERSION .ci/run-tests",),
        agreement="CLA", people=("devtools-team",),
    ),
    Expected(
        "H", "go", "github.com/go-kit/kit", "v0.13.0",
        places=(("mailing list", "google.com/forum/#!forum/go-kit"), ("chat", "gophers.slack.com"), ("forum", "go-kit/kit/discussions"), ("tracker", "go-kit/kit/issues")),
        may_places=("gophersinvite",),
    ),
    Expected(
        "H", "go", "github.com/getsentry/sentry-go", "v0.50.0",
        must=((TEST, "go test"), (TEST, "go test -race"), (STYLE, "golangci-lint run"), (STYLE, "make fmt"), (STYLE, "make lint"), (STYLE, "make vet"),
              (TEST, "make test-race")),
        may=("go test -race -coverprofile=coverage.txt -covermode=atomic && go tool cover -html coverage.txt",
             "reflex -g '*.go' -d \"none\" -- sh -c 'printf \"\\n\"; go test'"),
        ai=True, conventional=True,
        places=(("chat", "discord.gg/Ww9hbqr"), ("tracker", "getsentry/sentry-go/issues"), ("forum", "getsentry/sentry-go/discussions"),
                ("forum", "stackoverflow.com/questions/tagged/sentry")),
        may_places=("security",),
    ),
)  # fmt: skip
