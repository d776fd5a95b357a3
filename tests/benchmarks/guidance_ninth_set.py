"""A ninth set of real source packages for `guidance_corpus`: half “J”, small, chosen after the eighth had mended the rules.

Written down by hand before the distiller saw one of them, for commands and agreements; people were filled in afterwards, places are
not judged.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_PIXI = ("--environment mindeps-optional test", "--environment py314 test-array-expr", "doctest", "test dask/tests/test_base.py",
         "test dask/array/tests/test_array_core.py", "test dask/dataframe/tests/test_dataframe.py",
         "test dask/tests/test_base.py::test_compute_depth", "test dask/array/tests/test_array_core.py::test_slicing", "test --runslow", "test-ci", "-- python -c 'print(\"Hello world!\")'")  # fmt: skip
_ALL = ("",)
"""Every place: none is judged."""

NINTH: tuple[Expected, ...] = (
    Expected("J", "go", "github.com/coredns/coredns", "v1.15.0", must=((SETUP, "git clone https://github.com/coredns/coredns"), (BUILD, "make")),
             may=("go mod tidy",), agreement="DCO", people=("miekg",), may_places=_ALL),
    Expected(
        "J", "go", "github.com/projectcontour/contour", "v1.33.8",
        must=((BUILD, "go build ./cmd/contour"), (TEST, "go test ./..."), (ANY, "make checkall"), (BEFORE, "brew install kind kubectl jq yq"),
              (BEFORE, "apt-get install build-essential git jq"), (ANY, "make install-contour-working")),
        may=("go test .", "brew install go", "make install-provisioner-working", "make cleanup-kind", "make generate", "make format", "xcode-select --install",
             "kind create cluster --config=./examples/kind/kind-expose-port.yaml --name=contour"),
        agreement="DCO", people=("projectcontour/maintainers",), may_places=_ALL,
    ),
    Expected(
        "J", "go", "github.com/openfga/openfga", "v1.22.1",
        must=((SETUP, "git clone https://github.com/openfga/openfga.git && cd openfga"), (BUILD, "go build -o ./openfga ./cmd/openfga"),
              (BUILD, "make build"), (TEST, "make test"), (STYLE, "make lint")),
        may=('make test FILTER="TestCheckLogs"', "make test-bench", "make test-docker", "make generate-mocks", "make dev-run",
             'DATASTORE="postgres" make dev-run', "go generate ./..."),
        people=("openfga/backend",), may_places=_ALL,
    ),
    Expected(
        "J", "go", "go.opentelemetry.io/collector", "v0.164.0",
        must=((SETUP, "git clone git@github.com:open-telemetry/opentelemetry-collector.git"), (ANY, "make"), (ANY, "make gofmt all"), (BUILD, "make otelcorecol")),
        may=("make fmt", "git remote add upstream https://github.com/open-telemetry/opentelemetry-collector.git", "git fetch upstream",
             "git merge upstream/main", "git commit", "make markdownlint", "make chlog-new", "make chlog-validate", "make genproto", "make genpdata",
             "make genproto-cleanup", "make crosslink", "go generate ./..."),
        agreement="CLA", ai=True, people=("codeboten",), may_places=_ALL,
    ),
    Expected("J", "go", "github.com/vektra/mockery/v2", "v2.53.7", must=((SETUP, "go mod download -x"),), may=("task -l", "task test"), may_places=_ALL),
    Expected("J", "go", "github.com/bufbuild/buf", "v1.75.0", may_places=_ALL),
    Expected(
        "J", "pypi", "cibuildwheel", "4.3.5",
        must=((TEST, "nox -s tests"), (TEST, "nox -s tests -- unit_test"), (STYLE, "nox -s lint"), (SETUP, "uv sync"), (TEST, "pytest unit_test")),
        may=("nox -s tests -- test", "nox -s tests -- test -k before_build", "pytest test", "pytest test -k test_build_frontend_args",
             "CIBW_PLATFORM=linux pytest test -k test_build_frontend_args", "nox -s build", "python3 -m venv .venv",
             "pipx run dependency-groups dev | xargs pip install -e.", "nox -s pylint", "uv run pytest unit_test", "prek -a", "pytest cibuildwheel",
             "nox -l", "nox -s update_constraints", "nox -s update_pins", "nox -s generate_schema",
             "nox -s tests -- test --platform linux"),
        people=("joerick",), may_places=_ALL,
    ),
    Expected(
        "J", "pypi", "dask", "2026.8.0", must=((TEST, "pixi run test"), (STYLE, "pixi run lint lint")), may=tuple(f"pixi run {more}" for more in _PIXI),
        may_places=_ALL,
    ),
    Expected("J", "pypi", "pip-tools", "7.6.2", must=((TEST, "tox -p all"),), ai=True, people=("pip-tools-leads",), may_places=_ALL),
    Expected("J", "pypi", "psutil", "7.2.2", may_places=_ALL),
    Expected("J", "pypi", "kedro", "1.7.0", may_places=_ALL),
    Expected("J", "pypi", "pdm", "2.29.4", may_places=_ALL),
    Expected("J", "pypi", "numpy", "2.4.6", may=('python -c "import numpy, sys; sys.exit(numpy.test() is False)"',), may_places=_ALL),
    Expected("J", "crate", "rustls", "0.24.0-dev.2", may_places=_ALL),
    Expected("J", "npm", "sequelize", "6.37.8", may_places=_ALL),
    Expected("J", "npm", "pug", "3.0.4", may_places=_ALL),
)  # fmt: skip
