"""What guidance should find in the documents of real source packages: read and written down by hand.

`must` lists the commands that a contributor needs (station, command); `may` lists further true ones, whose station does not
matter; anything else that is presented counts as wrong. `places` and `people` are parts of names or addresses that must
be found; `may_places` are further true ones. `agreement` is what a contributor has to sign.
"""

from typing import NamedTuple

SETUP, BUILD, TEST, STYLE, BRANCH, BEFORE = (
    "set up", "build", "test", "style", "branch and commit", "prerequisites",
)  # fmt: skip
ANY = "*"
"""A station that the document leaves open."""


class Expected(NamedTuple):
    """One source package; `half` is A for those the rules were developed on, B for those that only judged them."""

    half: str
    registry: str
    name: str
    version: str
    must: tuple[tuple[str, str], ...] = ()
    may: tuple[str, ...] = ()
    agreement: str | None = None
    """`DCO`, `CLA` or both, with a space between."""
    places: tuple[tuple[str, str], ...] = ()
    may_places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    conventional: bool = False
    closed: bool = False
    answer: bool = False
    """True where a time for a first answer or a review is promised."""
    ai: bool = False
    """True where a policy on AI tools is stated."""


PACKAGES: tuple[Expected, ...] = (
    Expected(
        "A", "go", "github.com/spf13/cobra", "v1.10.2",
        must=((TEST, "go test ./..."), (TEST, "make test"), (ANY, "make all")),
        agreement="CLA", places=(("chat", "gophers.slack.com"),), people=("spf13", "jpmcb", "marckhouzam"),
        may_places=("cobra-security@googlegroups.com",),
    ),
    Expected(
        "A", "go", "github.com/gin-gonic/gin", "v1.12.0",
        places=(("forum", "gin-gonic/gin/discussions"),), may_places=("teamgingonic@gmail.com", "appleboy.tw@gmail.com"),
    ),
    Expected(
        "A", "go", "github.com/opencontainers/runc", "v1.5.2",
        must=(
            (SETUP, "git clone https://github.com/opencontainers/runc"), (BUILD, "make"), (TEST, "make test"),
            (BRANCH, "git commit -s"),
            (BEFORE, "apt update && apt install -y make gcc linux-libc-dev libseccomp-dev pkg-config git"),
        ),
        may=(
            "yum install -y make gcc kernel-headers libseccomp-devel pkg-config git", "make vendor", "make verify-dependencies",
            "apk --update add bash make gcc libseccomp-dev musl-dev linux-headers git", 'make EXTRA_VERSION="+build-1"',
            'make RUNC_BUILDTAGS="runc_nocriu -seccomp"',
        ),
        agreement="DCO", people=("cyphar", "AkihiroSuda", "kolyshkin"),
        places=(("e-mail", "security@opencontainers.org"),),
        may_places=("opencontainers/runc/discussions", "communityinviter.com", "groups.google.com/a/opencontainers.org"),
    ),
    Expected("A", "go", "github.com/google/go-cmp", "v0.7.0", agreement="CLA"),
    Expected(
        "A", "go", "github.com/nats-io/nats.go", "v1.55.0",
        must=(
            (TEST, "make test"), (TEST, "make test-norace"), (TEST, "make test-docker"), (TEST, "make test-tester"),
            (BRANCH, "git commit -s"), (TEST, "TESTER_NATS_URL=nats://localhost:4222 ./scripts/cov.sh"),
            (TEST, "go test -modfile=go_test.mod -tags=internal_testing -race -p=1 ./... --failfast -vet=off"),
        ),
        may=(
            "go mod tidy -modfile=go_test.mod", "make test T=TestSubSubject PKG=./test/...", "make tester-up", "make tester-down",
            "make test PKG=./jetstream/test/...", "make server-replace V=main", "make server-replace V=v2.13.0", "git rebase main",
            "make server-replace-drop", "make tester-up-host TESTER_IMAGE=synadia/ntf-server:nightly-latest-nats-main",
            "make tester-up-host", "make test-docker T=TestSubSubject PKG=./test/...", "make test-docker PKG=./jetstream/test/...",
            "TESTER_NATS_URL=nats://localhost:4222 go test -modfile=go_test.mod -tags=internal_testing -race -p=1 ./... --failfast -vet=off",
        ),
        agreement="DCO", people=("derekcollison", "wallyqs"),
        places=(("chat", "slack.nats.io"), ("forum", "nats.go/discussions"), ("mailing list", "groups.google.com"),
                ("tracker", "nats-io/nats.go/issues")),
    ),
    Expected(
        "A", "go", "github.com/goreleaser/goreleaser", "v1.26.2",
        must=(
            (SETUP, "git clone git@github.com:goreleaser/goreleaser.git"), (SETUP, "task setup"), (TEST, "task test"),
            (BUILD, "task build"), (TEST, "task ci"), (STYLE, "task fmt"),
        ),
        may=("task docker:setup",), conventional=True,
        places=(("chat", "discord.gg/RGEBtg8vQ6"),), may_places=("goreleaser/goreleaser/discussions",),
        people=("@goreleaser/everyone",),
    ),
    Expected(
        "A", "go", "github.com/theupdateframework/go-tuf", "v0.7.0",
        must=(
            (TEST, "go test ./..."), (STYLE, "go fmt ./..."), (BRANCH, "git commit -s"),
            (SETUP, "python -m pip install --upgrade -r requirements-test.txt"),
        ),
        agreement="DCO", conventional=True, answer=True,
        places=(("chat", "cloud-native.slack.com/archives/C8NMD3QJ3"), ("chat", "cloud-native.slack.com/archives/C02D577GX54"),
                ("mailing list", "groups.google.com/g/theupdateframework")),
        may_places=("slack.cncf.io", "TUF community meetings"),
    ),
    Expected(
        "A", "go", "github.com/vmware/govmomi", "v0.18.0",
        may=(
            "git fetch -a", "git rebase vmware/master", "git commit --amend", "go install -v github.com/vmware/govmomi/govc",
            "go get github.com/vmware/govmomi",
        ),
        places=(("chat", "vmwarecode.slack.com"),),
    ),
    Expected(
        "A", "go", "github.com/argoproj/argo-rollouts", "v1.10.1",
        must=(
            (TEST, "make test"), (TEST, "make test-e2e"), (SETUP, "make install-tools-local"), (BUILD, "make codegen"),
            (SETUP, "pnpm install"), (BEFORE, "brew install golangci-lint"),
            (BEFORE, "brew install go kubectl kustomize golangci-lint protobuf swagger-codegen k3d"),
        ),
        may=(
            "make controller", "go get -u github.com/golangci/golangci-lint/cmd/golangci-lint", "make gen-crd", "make manifests",
            "make start-e2e", "make plugin", "KUBECONFIG=~/.kube/minikube make start-e2e", "KUBECONFIG=~/.kube/minikube make test-e2e",
            "E2E_TEST_OPTIONS=\"-run 'TestCanarySuite' -testify.m 'TestCanaryScaleDownOnAbortNoTrafficRouting'\" make test-e2e",
            'make test-e2e E2E_TEST_OPTIONS="-testify.m ^TestRolloutRestart$"', "make test-e2e E2E_POD_DELAY=10",
            "make test-e2e E2E_WAIT_TIMEOUT=999999", "make start-e2e E2E_INSTANCE_ID=''", "corepack enable",
            "go get -u github.com/argoproj/argo-rollouts",
        ),
        agreement="DCO", conventional=True, ai=True, people=("alexmt", "@argoproj/argo-rollouts-approvers"),
        places=(("forum", "argo-rollouts/discussions"), ("office hours", "Contributors Office Hours")),
        may_places=("User Community meeting", "argo-rollouts/issues", "slack"),
    ),
    Expected(
        "A", "npm", "knex", "3.3.0",
        must=((SETUP, "npm install"), (TEST, "DB='postgres mysql' npm test"), (BUILD, "npm run build")),
        may=("npm install oracledb", "pip install setuptools", "npm run db:start", "npm run db:stop", "npm run db:start:postgres",
             "npm run db:stop:postgres", "npm run clean", "npm run build:ts -- --watch"),
        places=(("chat", "gitter.im/tgriesser/knex"), ("tracker", "knex/knex/issues")),
    ),
    Expected("A", "npm", "pino", "10.4.0", ai=True, may_places=("matteo.collina@gmail.com",)),
    Expected("A", "npm", "mqtt", "5.16.0"),
    Expected(
        "A", "deb", "weechat", "3.8-1",
        places=(("tracker", "weechat/weechat/issues"), ("e-mail", "security@weechat.org"), ("chat", "#weechat")),
    ),
    Expected(
        "A", "deb", "cloud-init", "22.4.2-1+deb12u4",
        must=((TEST, "tox"), (STYLE, "tox -e do_format"), (SETUP, "git remote add upstream git@github.com:canonical/cloud-init.git")),
        agreement="CLA",
        places=(("chat", "cloud-init"), ("mailing list", "lists.launchpad.net/cloud-init"), ("tracker", "bugs.launchpad.net/cloud-init")),
        may_places=("james.falcon@canonical.com",),
    ),
    Expected(
        "A", "deb", "junit5", "5.9.2-1",
        must=((STYLE, "gradle spotlessApply"), (BUILD, "./gradlew build")), may=("./gradlew publishToMavenLocal",),
        agreement="CLA",
        places=(("chat", "gitter.im/junit-team/junit5"), ("tracker", "junit-team/junit5/issues"), ("forum", "stackoverflow.com")),
        may_places=("team@junit.org", "security@junit.org"),
    ),
    Expected(
        "A", "deb", "guava-libraries", "31.1-1",
        agreement="CLA",
        places=(("mailing list", "guava-announce"), ("mailing list", "guava-discuss"), ("tracker", "google/guava/issues")),
        may_places=("stackoverflow.com",),
    ),
    Expected(
        "A", "deb", "rubocop", "1.39.0+dfsg-1",
        must=((TEST, "bundle exec rake"), (STYLE, "codespell --ignore-words=codespell.txt")),
        may=("bundle exec rake default",),
        places=(("tracker", "rubocop/issues"), ("chat", "discord.gg")),
    ),
    Expected(
        "A", "deb", "libuv1", "1.44.2-1+deb12u1",
        must=(
            (BUILD, "sh autogen.sh"), (BUILD, "./configure"), (BUILD, "make"), (TEST, "make check"),
            (BUILD, "(cd build && cmake .. -DBUILD_TESTING=ON)"), (BUILD, "cmake --build build"),
            (TEST, "(cd build && ctest -C Debug --output-on-failure)"), (TEST, "build/uv_run_tests"),
            (BRANCH, "git fetch upstream"), (BRANCH, "git rebase upstream/v1.x"),
            (SETUP, "git remote add upstream https://github.com/libuv/libuv.git"),
        ),
        may=("build/uv_run_tests_a", "env UV_TEST_TIMEOUT_MULTIPLIER=2 build/uv_run_tests", "git rebase"),
        answer=True, people=("bnoordhuis", "santigimeno"),
        places=(("mailing list", "groups.google.com/group/libuv"), ("forum", "libuv/discussions"), ("tracker", "libuv/libuv/issues")),
    ),
    Expected(
        "A", "deb", "leveldb", "1.23-4",
        must=(
            (SETUP, "git clone --recurse-submodules https://github.com/google/leveldb.git"),
            (BUILD, "cmake -DCMAKE_BUILD_TYPE=Release .. && cmake --build ."),
        ),
        agreement="CLA", places=(("tracker", "google/leveldb/issues"),),
    ),
    Expected(
        "A", "deb", "mbedtls", "2.28.3-1",
        must=((BUILD, "make"), (TEST, "make check"), (BUILD, "cmake --build ."), (TEST, "ctest")),
        may=("cmake -LH", "cmake .", "make no_test", "cmake -D CMAKE_BUILD_TYPE=Debug ."),
        agreement="DCO",
        places=(("mailing list", "lists.trustedfirmware.org"), ("tracker", "Mbed-TLS/mbedtls/issues")),
        may_places=("mbed-tls-security@",),
    ),
    Expected(
        "A", "deb", "htop", "3.2.2-2",
        must=(
            (BEFORE, "sudo apt install libncursesw5-dev autotools-dev autoconf automake build-essential"),
            (BUILD, "./autogen.sh && ./configure && make"),
            (BEFORE, "brew install ncurses automake autoconf gcc"),
        ),
        may=(
            "sudo dnf install ncurses-devel automake autoconf gcc", "sudo pacman -S ncurses automake autoconf gcc",
            "astyle -r -xb -s3 -p -xg -c -k1 -W1 -H \\*.c \\*.h",
        ),
        places=(("mailing list", "groups.io/g/htop"), ("chat", "htop"), ("tracker", "htop-dev/htop/issues")),
        may_places=("mailinglist",),
    ),
    Expected(
        "A", "crate", "bat", "0.26.1",
        must=(
            (SETUP, "git clone --recursive https://github.com/sharkdp/bat"), (BUILD, "cargo build --bins"), (TEST, "cargo test"),
        ),
        may=("cargo install --path . --locked", "bash assets/create.sh", "cargo install --path . --locked --force"),
        people=("sharkdp", "eth-p", "Enselic"), may_places=("sharkdp/bat/issues",),
    ),
    Expected(
        "A", "crate", "git2", "0.21.0",
        must=((SETUP, "git clone https://github.com/rust-lang/git2-rs"), (BUILD, "cargo build")),
        may=("cargo test -p git2 -p git2-curl",),
    ),
    Expected(
        "A", "crate", "cargo-deny", "0.20.2", ai=True,
        places=(("chat", "discord"),), may_places=("embark-studios.com", "discord.gg/Fg4u4VX"),
    ),
    # B: written down before the rules were run on them
    Expected(
        "B", "go", "github.com/stretchr/testify", "v1.12.1",
        must=((ANY, "go generate ./..."),), places=(("chat", "gophers.slack.com"),), people=("dolmen", "brackendawson", "ccoVeille"),
        may_places=("testify/discussions",),
    ),
    Expected(
        "B", "go", "github.com/prometheus/client_golang", "v1.25.0",
        must=((STYLE, "make lint"),), may=("git commit -s",), agreement="DCO", people=("vesari", "bwplotka", "kakkoyun"),
        places=(("mailing list", "groups.google.com"), ("chat", "slack")), may_places=("prometheus-team@", "cncf"),
    ),
    Expected(
        "B", "go", "google.golang.org/grpc", "v1.85.0",
        must=(
            (STYLE, "./scripts/vet.sh"), (TEST, "go test -cpu 1,4 -timeout 7m ./..."),
            (TEST, "go test -race -cpu 1,4 -timeout 7m ./..."),
        ),
        agreement="CLA", ai=True, people=("arjan-bal", "dfawley", "easwars"),
        may_places=("grpc-go/issues",),
    ),
    Expected(
        "B", "go", "go.uber.org/zap", "v1.28.0",
        must=(
            (SETUP, "git remote add upstream https://github.com/uber-go/zap.git"), (TEST, "make test"), (STYLE, "make lint"),
            (BRANCH, "git rebase upstream/master"),
        ),
        may=("git fetch upstream",),
        agreement="CLA", answer=True, may_places=("oss-conduct@uber.com", "zap/issues", "zap/discussions", "gitter"),
    ),
    Expected(
        "B", "go", "github.com/cilium/ebpf", "v0.22.0",
        places=(("chat", "cilium.slack.com"), ("forum", "cilium/ebpf/discussions")), may_places=("ebpf.io/slack",),
        people=("@cilium/ebpf-lib-maintainers", "rgo3"),
    ),
    Expected(
        "B", "go", "github.com/cert-manager/cert-manager", "v1.21.2",
        agreement="DCO",
        places=(("chat", "kubernetes.slack.com/messages/cert-manager"), ("mailing list", "groups.google.com"),
                ("tracker", "cert-manager/cert-manager/issues")),
        may_places=("cert-manager.io", "meeting", "standup", "slack"), people=("@",),
    ),
    Expected(
        "B", "go", "github.com/IBM/sarama", "v1.61.1",
        must=((STYLE, "go fmt"),), may=("go test",), agreement="DCO", ai=True,
        places=(("mailing list", "groups.google.com/forum/#!forum/kafka-clients"),),
        may_places=("dominic.evans", "sarama/discussions", "sarama/issues"),
    ),
    Expected(
        "B", "go", "github.com/Shopify/sarama", "v1.38.1",
        must=((STYLE, "go fmt"),), may=("go test",), agreement="CLA",
        places=(("mailing list", "groups.google.com/forum/#!forum/kafka-clients"),), may_places=("sarama/discussions", "sarama/issues"),
    ),
    Expected(
        "B", "go", "github.com/minio/minio-go/v7", "v7.4.1",
        must=((STYLE, "go fmt"), (TEST, "go test -race ./..."), (TEST, "go test -short -race ./...")), may=("go build",),
        may_places=("slack", "dev@min.io"),
    ),
    Expected(
        "B", "npm", "sinon", "22.1.0",
        must=(
            (SETUP, "npm install"), (STYLE, "npm run lint"), (STYLE, "npm run lint -- --fix"), (STYLE, "npm run prettier:check"),
            (STYLE, "npm run prettier:write"), (TEST, "npm test"), (TEST, "npm run test-contract"), (BUILD, "npm run build"),
        ),
        may=("node build.cjs", "asdf plugin add nodejs", "asdf install", "npm run test-dev", "npm run test:docs"),
        places=(("forum", "stackoverflow.com"), ("tracker", "sinonjs/sinon/issues")),
    ),
    Expected(
        "B", "npm", "ember-cli", "7.3.0",
        must=((SETUP, "git clone https://github.com/ember-cli/ember-cli.git"), (SETUP, "npm link"), (TEST, "pnpm test"),
              (TEST, "pnpm run test:all")),
        may=("npm install && npm run test:all", "npm link ember-cli", "npm test", "npm run test:all", "pnpm install", "npm install",
             'pnpm mocha --fgrep "ember new adds ember-welcome-page by default"', "node tests/runner"),
        places=(("chat", "discord.gg/emberjs"), ("tracker", "ember-cli/ember-cli/issues")), may_places=("discuss.emberjs", "#ember-cli"),
    ),
    Expected("B", "npm", "node-gyp", "12.4.0", agreement="DCO"),
    Expected(
        "B", "npm", "pm2", "7.0.4",
        must=((SETUP, "git clone https://github.com/Unitech/pm2.git"), (SETUP, "npm install"), (TEST, "npm test"),
              (TEST, "bash test/pm2_programmatic_tests.sh"), (TEST, "bash test/e2e.sh")),
        may_places=("contact@keymetrics.io", "pm2/issues", "slack"),
    ),
    Expected(
        "B", "deb", "python-hypothesis", "6.67.1-1",
        must=(
            (SETUP, "pip install -r requirements/test.in"), (SETUP, "pip install -r requirements/tools.in"),
            (SETUP, "pip install -e hypothesis-python/"), (TEST, "pytest hypothesis-python/tests/cover/"), (SETUP, "virtualenv venv"),
            (TEST, "./build.sh check-coverage"), (STYLE, "./build.sh format"),
        ),
        may=("./build.sh check-py37", "./build.sh check-format", "./build.sh tasks", "./build.sh tox py38-custom 3.8.13 -- tests/nocover/test_conjecture_engine.py"),
        people=("DRMacIver", "Zac-HD"), may_places=("david@drmaciver.com", "hypothesis/issues", "community.html"),
    ),
    Expected(
        "B", "deb", "maven", "3.8.7-1",
        must=((TEST, "mvn -Prun-its verify"), (BUILD, 'mvn -DdistributionTargetDir="$HOME/app/maven/apache-maven-3.6.x-SNAPSHOT" clean package')),
        may=("mvn clean verify", "git diff --check"), agreement="CLA",
        places=(("tracker", "issues.apache.org/jira"),), may_places=("mail-archive.com", "maven.apache.org", "dev@maven.apache.org", "#Maven"),
    ),
    Expected(
        "B", "deb", "node-express", "4.18.2+~4.17.14-1",
        must=((SETUP, "npm install"), (TEST, "npm test")), may=("git clone git://github.com/expressjs/express.git --depth 1",),
        places=(("chat", "libera.chat"), ("chat", "gitter.im/expressjs/express"), ("mailing list", "groups.google.com/group/express-js")),
        may_places=("express-coc@", "coc-escalation@", "express/issues"), people=("dougwilson",),
    ),
    Expected(
        "B", "deb", "googletest", "1.12.1-0.2",
        must=((BUILD, "make"), (TEST, "make test")),
        may=("cmake -Dgtest_build_tests=ON -Dgmock_build_tests=ON ${GTEST_REPO_DIR}", "cmake -Dgtest_build_tests=ON ${GTEST_DIR}",
             "cmake -Dgmock_build_tests=ON ${GMOCK_DIR}", "mkdir mybuild"),
        agreement="CLA", places=(("mailing list", "groups.google.com/group/googletestframework"), ("tracker", "google/googletest/issues")),
        may_places=("groups.google.com/group/googlemock",),
    ),
    Expected(
        "B", "deb", "ninja-build", "1.11.1-2~deb12u1",
        must=((BUILD, "./configure.py --bootstrap"), (BUILD, "cmake -Bbuild-cmake"), (BUILD, "cmake --build build-cmake"),
              (TEST, "./build-cmake/ninja_test")),
        places=(("mailing list", "groups.google.com"),), may_places=("ninja/issues",),
    ),
    Expected(
        "B", "deb", "syncthing", "1.19.2~ds1-1",
        places=(("forum", "forum.syncthing.net"), ("tracker", "syncthing/syncthing/issues")), may_places=("security@syncthing.net",),
        people=("@",),
    ),
    Expected(
        "B", "deb", "redis", "5:7.0.15-1~deb12u10",
        must=((BUILD, "make"), (TEST, "make test")),
        may=("make BUILD_TLS=yes", "make USE_SYSTEMD=yes", 'make PROG_SUFFIX="-alt"', "make 32bit", "./utils/gen-test-certs.sh",
             "./runtest --tls", "make MALLOC=libc", "make MALLOC=jemalloc", 'make CFLAGS="-DUSE_PROCESSOR_CLOCK"', "make V=1"),
        places=(("mailing list", "groups.google.com"), ("forum", "stackoverflow.com/questions/tagged/redis")),
        may_places=("redis@redis.io", "discord"),
    ),
    Expected(
        "B", "deb", "python-cryptography", "38.0.4-3+deb12u1",
        must=((STYLE, "tox -e flake"),),
        places=(("mailing list", "listinfo/cryptography-dev"), ("tracker", "pyca/cryptography/issues")),
        may_places=("alex.gaynor", "paul.l.kehrer", "libera", "#pyca", "#cryptography-dev"),
    ),
    Expected(
        "B", "deb", "catch2", "2.13.10-1",
        must=(
            (BUILD, "cmake -Bdebug-build -H. -DCMAKE_BUILD_TYPE=Debug -DCATCH_BUILD_EXAMPLES=ON -DCATCH_BUILD_EXTRA_TESTS=ON"),
            (BUILD, "cmake --build debug-build"), (TEST, "ctest -j 4 --output-on-failure -C Debug"),
        ),
        may=("./scripts/generateSingleHeader.py", "git rebase --autosquash"),
        places=(("chat", "discord.gg/4CWS9zD"), ("mailing list", "groups.google.com"), ("tracker", "catchorg/Catch2/issues")),
        may_places=("philnash.me",),
    ),
    Expected("B", "deb", "netty", "1:4.1.48-7+deb12u2", may_places=("netty/issues",)),
    Expected(
        "B", "crate", "fd-find", "10.5.0",
        must=((SETUP, "git clone https://github.com/sharkdp/fd"), (BUILD, "cargo build"), (TEST, "cargo test")),
        may=("cargo install --path .",), ai=True, people=("sharkdp", "tmccombs", "tavianator"), places=(("tracker", "sharkdp/fd/issues"),),
    ),
    Expected(
        "B", "crate", "coreutils", "0.12.0",
        must=(
            (BEFORE, "rustup component add llvm-tools-preview"), (SETUP, "pre-commit install"), (TEST, "cargo test"), (TEST, "make test"),
            (STYLE, "cargo clippy --workspace --all-targets --all-features"), (STYLE, "cargo fmt --all"), (TEST, "cargo test --features unix"),
            (BUILD, "cargo build --release"), (BUILD, "make"), (SETUP, "git clone https://github.com/uutils/coreutils"),
            (TEST, "make busytest"), (TEST, "cargo nextest run --features unix --no-fail-fast"),
        ),
        may=(
            "cargo deny --all-features check all", 'cargo test --features "chmod mv tail" --no-default-features', "make PROFILE=release",
            "cargo test  -p uucore -p coreutils", "cargo test --all-features -p uucore", "bash util/build-gnu.sh",
            "env PROFILE=release bash util/build-gnu.sh", "env SELINUX_ENABLED=1 bash util/build-gnu.sh", "bash util/run-gnu-test.sh",
            "bash util/run-gnu-test.sh tests/touch/not-owner.sh", "bash util/run-gnu-test.sh tests/touch/not-owner.sh tests/rm/no-give-up.sh",
            "DEBUG=1 bash util/run-gnu-test.sh tests/misc/sm3sum.pl", "pkg install coreutils gsed", "cargo build --release --features unix",
            "cargo build --release --features windows", "cargo build --release --features unix,feat_selinux", "xcode-select --install",
            "cargo build --release --target wasm32-wasip1 --no-default-features --features feat_wasm",
            "cargo build --release --features openssl", 'cargo build --features "base32 cat echo rm" --no-default-features',
            "cargo build --release --bins --workspace --exclude coreutils --exclude uu_runcon --exclude uu_chcon",
            "cargo build -p uu_base32 -p uu_cat -p uu_echo -p uu_rm", "cargo install --path . --locked", "cargo clean", "git rebase main",
            "brew install coreutils autoconf gettext texinfo xz automake gnu-sed m4 bison pre-commit findutils",
        ),
        ai=True, places=(("chat", "discord.gg/wQVJbvJ"),), may_places=("sylvestre@debian.org", "coreutils/issues", "coreutils-chat"),
    ),
    Expected(
        "B", "crate", "sqlx", "0.9.0",
        places=(("chat", "discord.gg/uuruzJ7"), ("tracker", "launchbadge/sqlx/issues")), may_places=("sqlx/discussions", "discord.gg/hPm3WqA"),
    ),
    Expected(
        "B", "crate", "mdbook", "0.5.4",
        must=(
            (SETUP, "git clone https://github.com/rust-lang/mdBook.git"), (BUILD, "cargo build"), (STYLE, "cargo fmt"), (STYLE, "cargo clippy"),
            (TEST, "cargo test --workspace"), (TEST, "cargo test --test gui"), (STYLE, "npm run lint"), (SETUP, "npm install"),
            (TEST, "cargo xtask test-all"), (STYLE, "cargo fmt --check"), (BEFORE, "rustup component add rustfmt"),
            (BEFORE, "rustup component add clippy"),
            (STYLE, "cargo clippy --workspace --all-targets --no-deps -- -D warnings"), (TEST, "cargo test --workspace --no-default-features"),
        ),
        may=("cargo test --test gui -- search", "cargo test --test gui -- --disable-headless-test", "cargo +stable semver-checks",
             "cargo xtask test-workspace clippy doc eslint fmt gui semver-checks",
             'RUSTDOCFLAGS="-D warnings" cargo doc --workspace --document-private-items --no-deps'),
        may_places=("mdBook/issues",),
    ),
    # C: written down after A and B had shaped the rules, and judged once before anything was changed for them
    Expected(
        "C", "deb", "composer", "2.5.5-1+deb12u5",
        must=((SETUP, "git clone https://github.com/composer/composer.git"), (SETUP, "cd composer && php ../composer.phar install")),
        may=("composer update --ignore-platform-reqs && git checkout composer.lock",),
        may_places=("composer/issues", "libera", "stackoverflow", "composer/discussions", "@packagist.org", "slack"),
    ),
    Expected(
        "C", "deb", "phpunit", "9.6.7-1+deb12u1",
        must=(
            (STYLE, "./tools/psalm --config=.psalm/config.xml"), (STYLE, "./tools/php-cs-fixer fix"), (TEST, "./phpunit"),
            (SETUP, "git clone git://github.com/sebastianbergmann/phpunit.git"), (SETUP, "./tools/composer install"),
        ),
        may_places=("phpunit/issues", "sebastian@phpunit.de", "phpunit.de"),
    ),
    Expected(
        "C", "deb", "etcd", "3.4.23-4",
        agreement="DCO", places=(("mailing list", "etcd-dev"), ("chat", "irc.freenode.org")),
        may_places=("etcd-io/etcd/issues", "meeting", "security@", "etcd/issues", "coreos.com"), people=("@",),
    ),
    Expected(
        "C", "deb", "skopeo", "1.9.3+ds1-1",
        must=((BRANCH, "git commit -s"),), may=("make vendor", "make test-skopeo"),
        agreement="DCO", places=(("chat", "#container-projects"),), people=("@",),
        may_places=("lists.podman.io", "skopeo/issues", "mailing", "containers/image"),
    ),
    Expected(
        "C", "deb", "hugo", "0.111.3-1",
        must=(
            (SETUP, "git clone https://github.com/gohugoio/hugo.git"), (STYLE, "go fmt"), (TEST, "mage check"), (BUILD, "mage hugo"),
            (BEFORE, "go install github.com/magefile/mage"), (BUILD, "go install"), (TEST, "mage -v check"),
        ),
        may=("mage install", "mage hugoRace", "mage -l", "HUGO_BUILD_TAGS=extended mage install"),
        agreement="CLA", places=(("forum", "discourse.gohugo.io"), ("tracker", "gohugoio/hugo/issues")), may_places=("bep@gohugo.io", "bjorn.erik.pedersen"),
    ),
    Expected(
        "C", "npm", "bower", "1.8.14",
        must=((SETUP, "git remote add upstream https://github.com/bower/bower"), (BRANCH, "git pull upstream master")),
        may=("git commit --amend", "git pull --rebase upstream master", "git pull [--rebase] upstream master", "npm test", "npm install", "npm link"),
        places=(("tracker", "bower/bower/issues"),), may_places=("team@bower.io", "discord", "stackoverflow", "groups.google", "gitter"),
    ),
    Expected(
        "C", "deb", "python-falcon", "3.1.1-1",
        must=(
            (STYLE, "blue ."), (TEST, "tox --recreate"), (TEST, "tox"), (SETUP, "pip install -e ."), (TEST, "pytest tests"),
            (SETUP, "pip install -r requirements/tests"), (BEFORE, "pip install -U tox"), (BEFORE, "pip install -U blue"),
        ),
        may=("tox -e py3_debug", "tox -e py38_bench", "tox -e py38_bench -- -h", "tox -e py38_bench -- -b falcon -i 20000", "falcon-bench",
             "pip install -r requirements/bench", "pip install tox && tox", "pip install .", "pyenv virtualenv 3.8.0 falcon-sandbox-38",
             "pyenv shell falcon-sandbox-38", "tox -e docs"),
        conventional=True, places=(("chat", "gitter.im/falconry/dev"), ("chat", "gitter.im/falconry/user")),
        may_places=("falconry/falcon/issues", "inbox@kgriffs.com"), people=("kgriffs", "vytas7", "CaselIT"),
    ),
    Expected(
        "C", "deb", "libspring-java", "4.3.30-2",
        must=((SETUP, "git clone git@github.com:spring-projects/spring-framework.git"), (BUILD, "./gradlew build")),
        may=("./gradlew install", "./gradlew tasks", "./import-into-eclipse.sh", "./gradlew clean test"),
        agreement="CLA", places=(("tracker", "jira.spring.io"),), may_places=("stackoverflow", "groups.google.com", "spring-code-of-conduct@"),
    ),
    Expected(
        "C", "deb", "wlroots", "0.15.1-6",
        must=((SETUP, "git remote add upstream https://gitlab.freedesktop.org/wlroots/wlroots.git"), (BRANCH, "git fetch upstream"),
              (BUILD, "meson build/"), (BUILD, "ninja -C build/")),
        places=(("chat", "libera"),), may_places=("wlroots/issues", "#sway-devel"),
    ),
    Expected("C", "deb", "okio", "1.16.0-2", must=((TEST, "mvn clean verify"),), agreement="CLA", may_places=("okio/issues",)),
    Expected("C", "deb", "fmtlib", "9.1.0+ds1-2", people=("vitaut", "foonathan"), may_places=("fmt/issues", "stackoverflow", "discord", "groups.google")),
    Expected(
        "C", "go", "sigs.k8s.io/controller-tools", "v0.23.0",
        must=((TEST, "./test.sh"),), agreement="CLA", people=("controller-tools-approvers",), places=(("chat", "slack"), ("mailing list", "kubebuilder")), may_places=("groups.google.com", "conduct@"),
    ),
    Expected(
        "C", "deb", "fish", "3.6.0-3.1+deb12u1",
        must=((STYLE, "build_tools/style.fish"), (TEST, "make test"), (BUILD, "cmake .."), (BUILD, "make"),
              (BEFORE, "sudo apt install build-essential cmake ncurses-dev libncurses5-dev libpcre2-dev gettext"),
              (BEFORE, "sudo apt-get install clang-format")),
        may=("build_tools/style.fish --all", "make lint", "make lint-all", "brew install cppcheck", "sudo apt-get install clang",
             "sudo apt-get install cppcheck", "brew install clang-format", "sudo yum install ncurses-devel", "cmake .. -G Xcode", "brew tap jasonmp85/iwyu", "brew install iwyu", "sudo apt-get install iwyu", "xcodebuild"),
        places=(("mailing list", "lists.sourceforge.net"), ("chat", "gitter.im")), may_places=("fish-shell/issues", "stackexchange", "@", "stackoverflow"),
    ),
)  # fmt: skip
