"""An eleventh set of real source packages for `guidance_corpus`: half “L”, 36 packages, chosen before the tenth had mended the rules.

Written down by hand after that and before the distiller saw one of them, for commands and agreements; people and places are
not judged.
"""

from guidance_expectations import ANY, BUILD, SETUP, STYLE, TEST, Expected

_ALL = ("",)
"""Every place: none is judged."""

ELEVENTH: tuple[Expected, ...] = (
    Expected(
        "L", "go", "github.com/ethereum/go-ethereum", "v1.17.10",
        must=((BUILD, "make geth"), (ANY, "make all"), (TEST, "go run ./build/ci.go test"), (STYLE, "go run ./build/ci.go lint")),
        may=("go run ./build/ci.go test -short", "go run ./build/ci.go check_generate", "go run ./build/ci.go check_baddeps", "make devtools"),
        may_places=_ALL,
    ),
    Expected("L", "go", "github.com/golangci/golangci-lint", "v1.64.8", may_places=_ALL),
    Expected(
        "L", "go", "github.com/google/go-github/v60", "v60.0.0",
        must=((STYLE, "script/fmt.sh"), (TEST, "script/test.sh"), (STYLE, "script/lint.sh")),
        may=("script/generate.sh",),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected("L", "go", "github.com/google/ko", "v0.19.1", must=((ANY, "./hack/presubmit.sh"),), may=("./hack/update-codegen.sh",), may_places=_ALL),
    Expected(
        "L", "go", "entgo.io/ent", "v0.14.5",
        must=((TEST, "go test ./..."),),
        may=("go generate ./...", "go mod tidy", "docker-compose -f docker-compose.yaml up -d", "npm start"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected(
        "L", "go", "github.com/onsi/ginkgo/v2", "v2.34.0",
        must=((ANY, "make"), (ANY, "go install ./..."), (TEST, "ginkgo -r -p"), (STYLE, "go vet ./...")),
        may=("bundle && bundle exec jekyll serve",),
        may_places=_ALL,
    ),
    Expected(
        "L", "go", "github.com/open-policy-agent/gatekeeper/v3", "v3.23.1",
        must=((ANY, "make all"), (STYLE, "make lint"), (TEST, "make native-test")),
        may=("make manager", "make gator", "make test", "make test-e2e", "make docker-build", "make test-gator", "make benchmark-test", "make manager && make gator"),
        may_places=_ALL,
    ),
    Expected("L", "go", "sigs.k8s.io/cluster-api", "v1.14.2", may=("make serve-book",), agreement="CLA", ai=True, may_places=_ALL),
    Expected(
        "L", "go", "github.com/hashicorp/vault", "v1.21.4",
        must=((SETUP, "make bootstrap"), (BUILD, "make dev"), (TEST, "make test")),
        may=("make", "make static-dist dev-ui", "make test TEST=./vault", "make testacc", "make testacc TEST=./builtin/logical/consul", "GOOS=linux make dev", "VAULT_BINARY=$(pwd)/bin/vault go test -run 'TestRaft_Configuration_Docker' ./vault/external_tests/raft/raft_binary"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected("L", "go", "github.com/labstack/echo/v4", "v4.16.0", may_places=_ALL),
    Expected(
        "L", "go", "github.com/golang-migrate/migrate/v4", "v4.20.1",
        must=((STYLE, "golangci-lint run"), (TEST, "make test-short"), (TEST, "make test")),
        may=("make test-short SOURCE='file go_bindata' DATABASE='postgres cassandra'", "make html-coverage", "make build-cli", "make list-external-deps", "make docs && make open-docs", "make docs", "make kill-docs"),
        may_places=_ALL,
    ),
    Expected("L", "pypi", "cython", "3.3.1", may_places=_ALL),
    Expected(
        "L", "pypi", "borgbackup", "1.4.5",
        must=((SETUP, "pip install -r requirements.d/development.txt"), (SETUP, "pre-commit install"), (TEST, "fakeroot -u tox")),
        may=("fakeroot -u tox --recreate", "fakeroot -u tox -e py310", "fakeroot -u tox borg.testsuite.locking", 'fakeroot -u tox borg.testsuite.locking -- -k \'"not Timer"\'', "fakeroot -u tox borg.testsuite -- -v", "brew install podman", "./scripts/linux-run", "./scripts/linux-run tox", "./scripts/linux-run tox -e py311-pyfuse3", "./scripts/linux-run tox -e py313-pyfuse3 -- -k mount", "./scripts/linux-run --image python:3.11-bookworm tox", "python3 -m venv env", ". env/bin/activate", "pip install pytest pytest-benchmark", "pytest --pyargs borg.testsuite", "pytest -rs --benchmark-skip -o 'python_files=testsuite/*.py' -o 'markers=allow_cache_wipe' --pyargs borg.testsuite", "python scripts/make.py build_usage", "python scripts/make.py build_man", "pip install -r requirements.d/docs.txt"),
        may_places=_ALL,
    ),
    Expected(
        "L", "pypi", "django-debug-toolbar", "8.0.0",
        must=((SETUP, "git clone --config fetch.fsckobjects=false https://github.com/django-commons/django-debug-toolbar.git"), (SETUP, "python -m pip install --group dev --group docs"), (TEST, "make test"), (TEST, "tox"), (SETUP, "pre-commit install"), (STYLE, "pre-commit run --all-files"), (TEST, "npm test")),
        may=("make coverage", "make test_selenium", "DJANGO_SELENIUM_TESTS=true make test", "DJANGO_SELENIUM_TESTS=true make coverage", "DJANGO_SELENIUM_TESTS=true tox", "DJANGO_SELENIUM_TESTS= tox", "npm install", "make -C docs regenerate-brand-pngs", "make example", "tox -e docs -- html", "DJANGO_SETTINGS_MODULE=example.settings python -m django migrate", "DJANGO_SETTINGS_MODULE=example.settings python -m django runserver", "pip install --group dev --group docs"),
        ai=True, may_places=_ALL,
    ),
    Expected("L", "pypi", "jsonschema", "4.26.0", may=("nox", "nox -s perf", "pipx install nox"), may_places=_ALL),
    Expected(
        "L", "pypi", "cattrs", "26.2.1",
        must=((SETUP, "uv sync --all-groups --all-extras"), (STYLE, "just lint"), (TEST, "just test")),
        may=("just --set python python3.10 test", "just docs", "just htmllive", "just test tests/test_unstructure.py"),
        ai=True,
        may_places=_ALL,
    ),
    Expected(
        "L", "pypi", "nikola", "8.3.3",
        must=((STYLE, "flake8 nikola tests"), (TEST, "pytest tests/"), (SETUP, "pip install '.[extras,tests]'")),
        may=("pydocstyle --count --match-dir='(?!^\\\\.)(?!data).*' nikola/", "git config pull.rebase true", "git pull --no-rebase", "git checkout master", "git pull", "git push origin HEAD"),
        may_places=_ALL,
    ),
    Expected("L", "pypi", "pywavelets", "1.9.0", may=("pip install .",), may_places=_ALL),
    Expected(
        "L", "pypi", "python-openstackclient", "10.5.0",
        must=((SETUP, "git clone https://opendev.org/openstack/python-openstackclient"),),
        may_places=_ALL,
    ),
    Expected("L", "pypi", "moto", "5.2.5", may_places=_ALL),
    Expected("L", "pypi", "shapely", "2.2.0", may_places=_ALL),
    Expected("L", "crate", "gitui", "0.28.1", may_places=_ALL),
    Expected("L", "crate", "bindgen", "0.73.2", may_places=_ALL),
    Expected("L", "crate", "rayon", "1.12.0", may_places=_ALL),
    Expected("L", "crate", "cargo-edit", "0.13.13", may_places=_ALL),
    Expected("L", "crate", "wgpu", "30.0.1", may_places=_ALL),
    Expected("L", "npm", "nock", "15.0.6", may_places=_ALL),
    Expected("L", "npm", "socket.io", "4.8.4", must=((TEST, "npm test"),), may_places=_ALL),
    Expected("L", "deb", "rails", "2:6.1.7.10+dfsg-1~deb12u3", may_places=_ALL),
    Expected("L", "deb", "rspamd", "3.4-1", may_places=_ALL),
    Expected("L", "deb", "freeradius", "3.2.1+dfsg-4+deb12u1", may_places=_ALL),
    Expected("L", "deb", "scala", "2.11.12-5", agreement="CLA", may_places=_ALL),
    Expected("L", "deb", "kitty", "0.26.5-5", must=((TEST, "./test.py"),), may_places=_ALL),
    Expected("L", "deb", "collectd", "5.12.0-14", may=("./configure && make && make install", "./build.sh", "contrib/format.sh"), may_places=_ALL),
    Expected(
        "L", "deb", "task", "2.6.2+dfsg-1",
        must=((SETUP, "git clone --recursive -b stable https://github.com/GothenburgBitFactory/taskwarrior.git"), (BUILD, "cmake -DCMAKE_BUILD_TYPE=release ."), (BUILD, "make")),
        may=("make test",),
        may_places=_ALL,
    ),
    Expected("L", "deb", "qutebrowser", "2.5.3-1", may_places=_ALL),
)  # fmt: skip
