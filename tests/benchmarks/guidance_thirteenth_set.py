"""A thirteenth set of real source packages for `guidance_corpus`: half “N”, 29 packages, chosen after the twelfth had mended the rules.

Written down by hand before the distiller saw one of them, for commands and agreements; people and places are not judged.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_ALL = ("",)
"""Every place: none is judged."""

THIRTEENTH: tuple[Expected, ...] = (
    Expected(
        "N", "go", "github.com/envoyproxy/go-control-plane", "v0.14.0",
        must=((TEST, "make docker_tests"), (SETUP, "./support/bootstrap")),
        may=("git commit -s", 'git config --add alias.amend "commit -s --amend"', 'git config --add alias.c "commit -s"'),
        agreement="DCO",
        may_places=_ALL,
    ),
    Expected(
        "N", "go", "github.com/open-telemetry/opamp-go", "v0.23.0",
        must=((SETUP, "git clone --recurse-submodules git@github.com:open-telemetry/opamp-go.git"), (SETUP, "git submodule update --init"), (ANY, "make gen-proto")),
        may_places=_ALL,
    ),
    Expected("N", "go", "github.com/hashicorp/memberlist", "v0.7.0", may_places=_ALL),
    Expected("N", "go", "github.com/containers/image/v5", "v5.36.2", must=((ANY, "make"),), may=("dnf install gpgme-devel libassuan-devel", "brew install gpgme"), may_places=_ALL),
    Expected(
        "N", "go", "github.com/google/cadvisor", "v0.60.6",
        must=((BUILD, "make build"), (TEST, "make test")),
        may=("go get -d github.com/google/cadvisor", 'GO_FLAGS="-tags=libipmctl,netgo" make build', 'GO_FLAGS="-tags=libpfm,netgo" make build', "apt-get install libpfm4 libpfm4-dev", "yum install libpfm libpfm-devel"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected("N", "go", "github.com/google/cel-go", "v0.32.0", may=("bazel test ...",), agreement="CLA", may_places=_ALL),
    Expected("N", "go", "github.com/bazelbuild/buildtools", "v0.0.0-20260904073137-eaa4d125b423", agreement="CLA", may_places=_ALL),
    Expected(
        "N", "go", "github.com/go-swagger/go-swagger", "v0.36.7",
        must=((STYLE, "golangci-lint run"), (TEST, "go test ./...")),
        may=("go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@latest", "go install golang.org/x/pkgsite/cmd/pkgsite@latest", "pkgsite .", "git commit -s"),
        agreement="DCO",
        may_places=_ALL,
    ),
    Expected("N", "go", "github.com/go-playground/validator/v10", "v10.30.6", may_places=_ALL),
    Expected("N", "go", "github.com/uptrace/bun", "v1.3.0", must=((TEST, "./test.sh"),), may_places=_ALL),
    Expected(
        "N", "go", "github.com/jackc/pgx/v5", "v5.12.0",
        must=((SETUP, "mise install"), (SETUP, "mise run dev:init"), (ANY, "mise run dev"), (TEST, "./test.sh all"), (TEST, "./test.sh")),
        may=("mise run db:start pg16 crdb", "mise run db:stop pg16 crdb", "mise run db:start all", "mise run db:psql", "mise run db:start pg16", "mise run db:psql 16", "mise run db:psql 16 -c 'select 1'", "process-compose process list", "process-compose process logs pg16", "process-compose down", "mise run dev:init && mise run dev", "rake references:setup", "./test.sh pg15", "./test.sh pg14", "./test.sh crdb", "./test.sh pg16 -run TestConnect", "mise run test", "mise run test:all", "go test ./... -v | grep SKIP", "go test ./...", "createdb", "createuser -s postgres", "psql -c 'create extension hstore;'", "psql -c 'create extension ltree;'", "psql -c 'create domain uint64 as numeric(20,0);'", "scripts/setup-host", "mise trust", "mise run lint", "mise run format", "mise run generate", "mise run fmt", "mise run check", "mise run build", "mise run vet", "mise run test:race"),
        may_places=_ALL,
    ),
    Expected("N", "go", "github.com/libp2p/go-libp2p", "v0.51.0", agreement="DCO", may_places=_ALL),
    Expected("N", "go", "github.com/cosmos/ibc-go/v8", "v8.8.0", may_places=_ALL),
    Expected(
        "N", "go", "github.com/temporalio/cli", "v1.9.1",
        must=((BUILD, "go build ./cmd/temporal"), (TEST, "go test ./...")),
        may=("go test ./... -run TestSharedServerSuite/TestOperator_SearchAttribute", 'go run ./cmd/gen-commands -input internal/temporalcli/commands.yaml -pkg temporalcli -context "*CommandContext" > internal/temporalcli/commands.gen.go', "go run ./cmd/gen-docs -input internal/temporalcli/commands.yaml -input cliext/option-sets.yaml -output dist/docs", 'go build -ldflags "-X \'github.com/temporalio/cli/internal.buildInfo=ServerBranch $(git -C ../temporal rev-parse --abbrev-ref HEAD)\'" -o temporal ./cmd/temporal/main.go', "goreleaser build --snapshot --clean"),
        may_places=_ALL,
    ),
    Expected(
        "N", "go", "github.com/kubernetes-csi/external-snapshotter/v8", "v8.7.0",
        may=("go test -timeout 30s  github.com/kubernetes-csi/external-snapshotter/pkg/common-controller", "go test -timeout 30s  github.com/kubernetes-csi/external-snapshotter/pkg/sidecar-controller"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "pyzmq", "27.3.0",
        must=((SETUP, "pre-commit install"), (BEFORE, "pip install pre-commit"), (STYLE, "pre-commit run --all-files")),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "h5py", "3.16.0",
        must=((BEFORE, "pip install tox"), (TEST, "tox -e py312-test-deps"), (TEST, "tox")),
        may=("tox -a", "python api_gen.py", "python setup.py build", "python setup.py test", "CC='mpicc' HDF5_MPI=ON tox -e py312-test-deps-mpi"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "statsmodels", "0.15.0",
        must=((STYLE, "ruff check . --fix"), (SETUP, "python -m pip install -e . --no-build-isolation"), (SETUP, "python -m pip install -r requirements-dev.txt")),
        may=("python -m pip install -r requirements.txt", "ruff check .", 'pytest -n auto -m "(not slow and not example)" statsmodels', "make clean", "make html"),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "starlette", "1.10.0",
        must=((SETUP, "scripts/install"), (TEST, "scripts/test"), (STYLE, "scripts/lint"), (ANY, "scripts/check")),
        may=("scripts/test tests/test_application.py", "scripts/docs"),
        ai=True,
        may_places=_ALL,
    ),
    Expected("N", "pypi", "tqdm", "4.70.1", must=((TEST, "tox --skip-missing-interpreters"),), may=("git push origin",), may_places=_ALL),
    Expected(
        "N", "pypi", "pyfakefs", "6.3.2",
        must=((STYLE, "pre-commit run --all-files"), (SETUP, "pre-commit install")),
        may=("python -m pip install .[doc]", "make html"),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "pyramid-debugtoolbar", "4.12.1",
        must=((TEST, "tox"), (SETUP, 'env/bin/pip install -e ".[testing]"'), (TEST, "env/bin/py.test")),
        may=("git clone https://github.com/Pylons/pyramid_debugtoolbar.git", "python3 -m venv env", "env/bin/pip install -e .", "env/bin/pip install -e demo", "tox -e py311", "tox -e docs", 'env/bin/pip install -e ".[docs]"', "make clean html SPHINXBUILD=../env/bin/sphinx-build"),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "plone.api", "3.0.3",
        must=((SETUP, "git clone https://github.com/plone/plone.api.git"), (TEST, "make test")),
        may=("make check", "make livehtml", "make linkcheck", "make help"),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "notebook", "7.6.5",
        must=((SETUP, 'pip install -e ".[dev,docs,test]"'), (BUILD, "jlpm build"), (TEST, "jlpm run test"), (SETUP, "pre-commit install")),
        may=("mamba create -n notebook -c conda-forge python nodejs -y", "mamba activate notebook", "jlpm", "jlpm develop", "jupyter server extension enable notebook", "jlpm watch", "jlpm run build:test", "jlpm playwright install", "jlpm test", "jlpm start", "pip install pre-commit", "pre-commit run", "pre-commit run --all-files", "hatch run docs:build", "hatch run docs:serve", "npm install -g yalc", "jlpm build && yalc push", "yarn install", "npm run prettier", "yarn prettier", "jlpm prettier", 'pip install -e ".[dev,test]"'),
        may_places=_ALL,
    ),
    Expected(
        "N", "pypi", "voila", "0.5.13",
        must=((SETUP, "yarn install"), (SETUP, "python -m pip install -e ."), (TEST, "python -m pytest"), (SETUP, 'python -m pip install -e ".[test]"')),
        may=('conda create -n voila -c conda-forge notebook jupyterlab nodejs "yarn<4" pip', "conda activate voila", "npm run watch", "jlpm", "jlpm run build", "jlpm run eslint", "jlpm run prettier", "conda install -c conda-forge nodejs", "jlpm run build --scope @voila-dashboards/jupyterlab-preview", "jupyter labextension develop . --overwrite", "python -m pip install ./tests/test_template ./tests/skip_template", "jlpm run watch", "jupyter server extension enable voila.server_extension --sys-prefix", "jupyter server extension enable voila --sys-prefix", "jupyter serverextension enable voila --sys-prefix"),
        may_places=_ALL,
    ),
    Expected("N", "pypi", "bleach", "6.4.0", may_places=_ALL),
    Expected(
        "N", "pypi", "mne", "1.13.2",
        must=((SETUP, 'pip install -e ".[test_extra,doc]"'), (SETUP, "pre-commit install --install-hooks"), (STYLE, "make ruff"), (TEST, 'pytest -m "not ultraslowtest" mne')),
        may=("git clone https://github.com/mne-tools/mne-python.git", "uv sync", "pytest mne/tests/test_evoked.py::test_io_evoked --verbose", "pytest mne/tests/test_evoked.py -k test_io_evoked --verbose", "pytest mne/tests/test_docstring_parameters.py", "make test-doc", "make -C doc html", "make nesting", "make clean", 'python -c "import mne; mne.datasets.testing.data_path(verbose=True)"', 'python -c "import mne; mne.datasets.sample.data_path(verbose=True)"', "pre-commit run -a"),
        may_places=_ALL,
    ),
    Expected("N", "pypi", "napari", "0.9.2", may_places=_ALL),
    Expected(
        "N", "pypi", "maturin", "1.16.0",
        must=((BUILD, "cargo build"), (TEST, "cargo test --all-features"), (TEST, "pytest tests/"), (STYLE, "cargo fmt --all"), (STYLE, "cargo clippy --tests --all-features -- -D warnings")),
        may=("cargo build --release", "cargo deny --all-features check", "pre-commit run --all-files", "pre-commit run --hook-stage manual --all-files", "cargo run --bin generate_json_schema"),
        may_places=_ALL,
    ),
)  # fmt: skip
