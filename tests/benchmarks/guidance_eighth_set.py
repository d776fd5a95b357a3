"""An eighth set of real source packages for `guidance_corpus`: half “I”, chosen before the seventh had mended the rules.

Written down by hand after that, and before the distiller saw one of them. Beside the usual: a sign-off that is welcome
but not required, a CLA that only a bot's workflow shows, notes for coding agents, examples that only look like steps.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_TEMPORAL = ('unit-test -run "TestMyFunction"', 'unit-test -run "TestPayloadLimitsVisitor"', "unit-test -coverage", "unit-test -console-output full",
             "merge-coverage-files coverage.out", *(f"integration-test -dev-server {more}" for more in (
                 '-run "TestIntegrationSuite/TestMyTest"', '-run "TestWorkerTunerTestSuite"', "-console-output full", "-log-dir artifacts/test-logs",
                 '-run "TestIntegrationSuite/TestShutdownDuringActiveTimerActivityWorkflows"', "-coverage-file integration-test.out")))  # fmt: skip

EIGHTH: tuple[Expected, ...] = (
    Expected(
        "I", "go", "github.com/jaegertracing/jaeger", "v1.76.0",
        must=((SETUP, "git clone git@github.com:jaegertracing/jaeger.git jaeger"), (SETUP, "git submodule update --init --recursive"),
              (SETUP, "make install-tools"), (TEST, "make test"), (STYLE, "make fmt"), (STYLE, "make lint")),
        may=("brew install gnu-sed", "make run-all-in-one", "make build-ui", "make nocover"),
        agreement="DCO", people=("jaeger-maintainers",),
        places=(("chat", "CGG7NFUJ3"), ("mailing list", "jaeger-tracing"), ("tracker", "jaegertracing/jaeger/issues"), ("forum", "jaegertracing/jaeger/discussions")),
        may_places=("cncf-jaeger-maintainers", "slack.cncf.io", "get-in-touch", "tatus", "conduct", "security"),
    ),
    Expected(
        "I", "go", "github.com/sigstore/cosign/v2", "v2.6.5",
        must=((SETUP, "git clone https://github.com/sigstore/cosign"), (BUILD, "go install ./cmd/cosign"), (BUILD, "make cosign"), (TEST, "make test"),
              (TEST, "make conformance-tests"), (STYLE, "make lint")),
        may=("make conformance-runner", "make cosign conformance", "make docgen"), agreement="DCO", people=("cosign-codeowners",),
        places=(("chat", "sigstore.slack.com"), ("chat", "join.slack.com")), may_places=("sigstore-go/issues", "cosign/issues", "conduct"),
    ),
    Expected(
        "I", "go", "github.com/traefik/traefik/v3", "v3.7.13",
        must=((BUILD, "make binary"), (TEST, "make test-unit"), (TEST, "make test-integration"), (STYLE, "make lint"), (ANY, "make validate"), (ANY, "make generate")),
        may=("make validate-files", "make fmt", "make generate-crd", "make generate-webui", "git clone https://github.com/traefik/traefik"),
        ai=True, places=(("forum", "community.traefik.io"),),
        may_places=("groups.google.com", "support@traefik.io", "traefik-helm-chart", "news+subscribe", "security", "conduct", "contact@traefik.io"),
    ),
    Expected(
        "I", "go", "github.com/cosmos/cosmos-sdk", "v0.55.0",
        must=((BUILD, "make build"), (STYLE, "make lint"), (TEST, "make test"), (ANY, "make tidy-all")),
        may=("make lint-fix", "make proto-all", "make mocks", "make test-unit", "make enterprise-all-test", "make enterprise-poa-test",
             "make enterprise-group-test", "make all", "make lint-install", "make cosmovisor", "make confix"),
        conventional=True, people=("stack-team",), places=(("chat", "discord.com/invite/interchain"), ("chat", "t.me/CosmosOG")),
        may_places=("forms.gle", "cosmos-sdk/issues", "security", "bugbounty"),
    ),
    Expected(
        "I", "go", "github.com/nats-io/nats-server/v2", "v2.15.2", may=("git commit -s", "git rebase main"),
        agreement="DCO", ai=True, people=("derekcollison", "nats-io/server"),
        places=(("forum", "nats-server/discussions"), ("chat", "slack.nats.io"), ("mailing list", "natsio"), ("tracker", "nats-server/issues")),
        may_places=("security@nats.io", "natsio.slack.com", "conduct"),
    ),
    Expected(
        "I", "go", "github.com/distribution/distribution/v3", "v3.1.2",
        must=((SETUP, "git clone https://github.com/distribution/distribution"), (BUILD, "make"), (TEST, "make test"), (ANY, "make validate")),
        may=("go test", "make start-s3-storage", "make stop-s3-storage", "git commit -s"),
        agreement="DCO", people=("milosgajdos", "thajeztah"),
        places=(("chat", "cloud-native.slack.com"), ("chat", "slack.cncf.io"), ("forum", "distribution/distribution/discussions")),
        may_places=("cncf-distribution-security", "cncf-distribution-maintainers", "distribution/distribution/issues", "conduct"),
    ),
    Expected(
        "I", "go", "github.com/ory/kratos", "v1.3.1", must=((TEST, "go test -tags sqlite ./..."), (STYLE, "make format")),
        may=("go test -short -tags sqlite ./...", "make test", "make test-resetdb", "make test-e2e", "git fetch origin", "git pull --rebase", "git clone git@github.com:ory/ory/kratos.git"),
        agreement="CLA", conventional=True, people=("aeneasr",), places=(("forum", "ory/kratos/discussions"), ("chat", "www.ory.sh/chat")),
        may_places=("security@ory.sh", "community-call", "ommunity call", "ory/examples/issues", "ory/kratos/issues", "conduct", "newsletter", "office@ory"),
    ),
    Expected(
        "I", "go", "github.com/dgraph-io/badger/v4", "v4.9.6", must=((TEST, "./test.sh"), (STYLE, "go fmt")),
        may=("git fetch upstream", "git rebase upstream/main", "git commit", "go install .", "git remote set-url --push upstream no_push",
             "git remote add upstream git@github.com:dgraph-io/badger.git"),
        agreement="CLA", conventional=True, people=("dgraph-io/maintainers",),
        places=(("tracker", "dgraph-io/badger/issues"), ("forum", "orgs/dgraph-io/discussions")), may_places=("conduct", "security"),
    ),
    Expected(
        "I", "go", "go.temporal.io/sdk", "v1.50.0",
        must=((ANY, "go run . check"), (TEST, "go run . unit-test"), (TEST, "go run . integration-test -dev-server")),
        may=(*(f"go run . {more}" for more in _TEMPORAL), r"find . -name go.mod -execdir go mod tidy \;"),
        agreement="CLA", ai=True, people=("temporalio/sdk",), places=(("chat", "temporal.io/slack"),), may_places=("security@temporal.io",),
    ),
    Expected(
        "I", "go", "github.com/vmware-tanzu/velero", "v1.18.3", agreement="DCO", people=("reasonerjt", "velero-io/Maintainer"),
        places=(("chat", "kubernetes.slack.com"), ("tracker", "vmware-tanzu/velero/issues"), ("forum", "vmware-tanzu/velero/discussions")),
        may_places=("projectvelero", "velero.io/community", "conduct", "security"),
    ),
    Expected(
        "I", "go", "github.com/fluxcd/flux2/v2", "v2.9.5", must=((ANY, "make tidy fmt vet"), (TEST, "make test"), (BUILD, "make build")),
        may=("make tidy", "make fmt", "make vet", "make tidy fmt vet && make test", "make build-dev", "make install-dev", "make e2e", "make test-with-kind",
             "make install-envtest", "make test TEST_ARGS='-run TestCreate -v'", "make test TEST_ARGS='-run TestInstall -v'", "git commit -s",
             "go test ./cmd/flux/... --tags=unit -update", "go test ./cmd/flux/... --tags=e2e -v -failfast", "./manifests/scripts/bundle.sh"),
        agreement="DCO", ai=True,
        places=(("chat", "slack.cncf.io"), ("chat", "cloud-native.slack.com"), ("forum", "fluxcd/flux2/discussions"), ("mailing list", "cncf-flux-dev")),
        may_places=("ev meeting", "calendar", "docs.google.com", "conduct"),
    ),
    Expected(
        "I", "go", "github.com/uber/jaeger-client-go", "v2.30.0+incompatible",
        must=((SETUP, "git clone git@github.com:jaegertracing/jaeger-client-go.git jaeger-client-go"), (SETUP, "git submodule update --init --recursive"),
              (TEST, "make test")),
        may=("make cover", "make fmt", "make install", "git commit -s", 'git config --add alias.amend "commit -s --amend"', 'git config --add alias.c "commit -s"'),
        agreement="DCO", people=("jaeger-maintainers",), places=(("tracker", "jaegertracing/jaeger-client-go/issues"),), may_places=("gitter",),
    ),
    Expected("I", "go", "github.com/Shopify/toxiproxy/v2", "v2.5.0", must=((BUILD, "make"), (TEST, "make test")), may=("make all",), agreement="CLA"),
    Expected(
        "I", "pypi", "scikit-learn", "1.9.1",
        must=((SETUP, "git clone https://github.com/scikit-learn/scikit-learn.git"), (TEST, "pytest sklearn")), ai=True, people=("jeremiedbb",),
        places=(("tracker", "scikit-learn/scikit-learn/issues"), ("mailing list", "listinfo/scikit-learn"), ("forum", "scikit-learn/scikit-learn/discussions"),
                ("forum", "stackoverflow.com/questions/tagged/scikit-learn"), ("chat", "discord.gg/h9qyrK8Jc8")),
        may_places=("stats.stackexchange", "security", "conduct", "mailman3/lists/scikit-learn"),
    ),
    Expected(
        "I", "pypi", "attrs", "26.1.0",
        must=((SETUP, "uv sync --python=$(cat .python-version-default)"), (SETUP, "pip install -e . --group dev"), (TEST, "tox"), (TEST, "uv run pytest")),
        may=("uv tool install --with tox-uv tox", "uvx --with tox-uv tox", "git remote add upstream git@github.com:python-attrs/attrs.git",
             "git fetch upstream --tags", "tox run -e docs-doctests", "tox run -e changelog"),
        ai=True, people=("python-attrs",), places=(("forum", "stackoverflow.com/questions/tagged/python-attrs"),), may_places=("conduct", "security", "tidelift", "hs@ox.cx"),
    ),
    Expected(
        "I", "pypi", "molecule", "26.10.0", must=((BEFORE, "python3 -m pip install tox"), (TEST, "tox"), (TEST, "tox -e py"), (STYLE, "tox -e lint")),
        may=("tox -av", "tox -e py311", "git commit --signoff", "git clone https://github.com/ansible/molecule && cd molecule",
             "python3 -m venv .venv && source .venv/bin/activate", "python3 -m pip install -U setuptools pip tox"), people=("ansible/devtools",),
        places=(("forum", "forum.ansible.com"), ("tracker", "ansible/molecule/issues"), ("forum", "stackoverflow.com/questions/tagged/molecule")),
        may_places=("wiki/Molecule", "security@ansible.com", "#ansible", "irc", "matrix", "cra-steward"),
    ),
    Expected(
        "I", "pypi", "bokeh", "3.9.2", places=(("forum", "discourse.bokeh.org"), ("forum", "stackoverflow.com/questions/tagged/bokeh")),
        may_places=("slack", "info@bokeh.org"),
    ),
    Expected("I", "pypi", "beets", "2.14.1", places=(("forum", "beetbox/beets/discussions"), ("tracker", "beetbox/beets/issues"))),
    Expected("I", "npm", "restify", "12.0.0", places=(("mailing list", "forum/restify"), ("tracker", "restify/node-restify/issues")), may_places=("security@restify.com",)),
    Expected(
        "I", "crate", "bevy", "0.19.1", ai=True, may=("git clone https://github.com/bevyengine/bevy",),
        places=(("chat", "discord.gg/bevy"), ("forum", "reddit.com/r/bevy"), ("forum", "bevyengine/bevy/discussions"), ("tracker", "bevyengine/bevy/issues")),
        may_places=("conduct", "security"),
    ),
    Expected(
        "I", "crate", "typst", "0.15.1", must=((SETUP, "git clone https://github.com/typst/typst"), (BUILD, "cargo build --release")),
        places=(("chat", "discord.gg/2uDybryKPe"), ("forum", "forum.typst.app")),
    ),
    Expected(
        "I", "deb", "flatpak", "1.14.10-1~deb12u2",
        places=(("chat", "matrix.to"), ("mailing list", "listinfo/flatpak"), ("forum", "discourse.flathub.org"), ("tracker", "flatpak/flatpak/issues")),
    ),
    Expected(
        "I", "deb", "gnupg2", "2.2.40-1.1+deb12u2", agreement="DCO",
        may=("./configure", "make", "make check", "make -f build-aux/speedo.mk  native", "make -f build-aux/speedo.mk native"),
        places=(("mailing list", "gnupg-devel@gnupg.org"), ("mailing list", "gnupg-users@gnupg.org"), ("tracker", "bugs.gnupg.org")),
        may_places=("gnupg-announce", "gnupg-de", "gnupg-ru", "mailing-lists.html", "x-request"),
    ),
    Expected("I", "deb", "libarchive", "3.6.2-1+deb12u5", places=(("tracker", "libarchive/libarchive/issues"),), may_places=("groups.google", "libarchive.org")),
    Expected(
        "I", "deb", "benchmark", "1.7.1-1",
        must=((SETUP, "git clone https://github.com/google/benchmark.git"), (BUILD, 'cmake --build "build" --config Release'),
              (TEST, 'cmake -E chdir "build" ctest --build-config Release')),
        may=('cmake -E make_directory "build"', 'cmake -E chdir "build" cmake -DBENCHMARK_DOWNLOAD_DEPENDENCIES=on -DCMAKE_BUILD_TYPE=Release ../',
             "git clone https://github.com/google/googletest.git benchmark/googletest"),
        agreement="CLA", places=(("mailing list", "benchmark-discuss"), ("chat", "libera")), may_places=("#benchmark", "googletest-discuss", "discord"),
    ),
    Expected(
        "I", "deb", "pdns", "4.7.3-2",
        must=((SETUP, "git clone https://github.com/PowerDNS/pdns.git"), (BUILD, "autoreconf -vi"), (BUILD, './configure --with-modules="" --disable-lua-records'),
              (BUILD, "make")),
        may=("git submodule init", "git submodule update", "./builder/build.sh", './configure --with-modules="bind gmysql gpgsql"', "make -j4",
             './configure --with-modules="" PKG_CONFIG_PATH=/usr/local/opt/openssl/lib/pkgconfig', "brew install boost lua pkg-config ragel openssl",
             "brew install postgresql", "brew install mariadb", "apt install libsodium-dev", "apt install default-libmysqlclient-dev",
             "apt install libpq-dev", "apt install libsystemd0 libsystemd-dev", "apt install libmaxminddb-dev libmaxminddb0 libgeoip1 libgeoip-dev",
             "apt install autoconf automake ragel bison flex",
             "apt install g++ libboost-all-dev libtool make pkg-config default-libmysqlclient-dev libssl-dev libluajit-5.1-dev python3-venv",
             "apt install libcurl4-openssl-dev luajit lua-yaml-dev libyaml-cpp-dev libtolua-dev lua5.3 autoconf automake ragel bison flex g++ libboost-all-dev libtool make pkg-config libssl-dev lua-yaml-dev libyaml-cpp-dev libluajit-5.1-dev libcurl4 gawk libsqlite3-dev python3-venv"),
        places=(("tracker", "PowerDNS/pdns/issues"),),
    ),
    Expected(
        "I", "deb", "libvirt", "9.0.0-4+deb12u2",
        must=((BUILD, "meson build"), (BUILD, "ninja -C build"), (BEFORE, "sudo dnf builddep libvirt"), (TEST, "ninja test")),
        may=("sudo apt-get build-dep libvirt", "sudo dnf install gcc make ninja-build rpm-build", "git pull --rebase", "git config sendemail.to libvir-list@redhat.com",
             "git send-email"),
        agreement="DCO", places=(("mailing list", "libvir-list"), ("mailing list", "libvirt-users")),
        may_places=("stackoverflow.com/questions/tagged/libvirt", "#virt", "oftc", "libvirt/-/issues", "contact.html", "security", "weblate"),
    ),
)  # fmt: skip
