"""A fourteenth set of real source packages for `guidance_corpus`: half “O”, 21 packages, chosen after the thirteenth had mended the rules.

Written down by hand before the distiller saw one of them, for commands and agreements; people and places are not judged.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_ALL = ("",)
"""Every place: none is judged."""

FOURTEENTH: tuple[Expected, ...] = (
    Expected(
        "O", "go", "github.com/minio/minio", "v0.0.0-20260212201848-7aac2a2c5b7c",
        must=((SETUP, "git clone https://github.com/minio/minio"), (TEST, "make test"), (BUILD, "make build"), (ANY, "make verifiers")),
        may=("go install -v", "git remote add upstream https://github.com/minio/minio", "git fetch upstream", "git merge upstream/master"),
        may_places=_ALL,
    ),
    Expected("O", "go", "github.com/dexidp/dex", "v2.13.0+incompatible", agreement="DCO", may_places=_ALL),
    Expected("O", "go", "github.com/casbin/casbin/v2", "v2.135.0", may_places=_ALL),
    Expected(
        "O", "go", "github.com/testcontainers/testcontainers-go", "v0.44.0",
        must=((STYLE, "make lint-all"), (TEST, "make test-all")),
        may=("make -C modules lint-modules", "make -C examples lint-examples", "make -C modulegen lint", "make test", "make tidy-all", "make serve-docs", "make clean-docs"),
        may_places=_ALL,
    ),
    Expected(
        "O", "go", "github.com/ThreeDotsLabs/watermill", "v1.5.1",
        must=((TEST, "make test"), (STYLE, "make fmt"), (ANY, "make up")),
        may=("make test_short",),
        may_places=_ALL,
    ),
    Expected(
        "O", "go", "github.com/open-policy-agent/conftest", "v0.71.1",
        must=((BUILD, "make build"), (TEST, "make test"), (TEST, "make test-acceptance"), (ANY, "make all")),
        may=("brew install bats-core", "npm install -g bats"),
        agreement="DCO",
        may_places=_ALL,
    ),
    Expected(
        "O", "go", "go.mongodb.org/mongo-driver", "v1.17.10",
        must=((STYLE, "make fmt"), (STYLE, "make lint"), (TEST, "make test"), (TEST, "make test-race"), (SETUP, "pre-commit install"), (STYLE, "pre-commit run --all-files")),
        may=("brew install pre-commit", "make", "bash etc/build-libmongocrypt.sh", 'MONGODB_URI="mongodb://localhost:27017,localhost:27018,localhost:27019/?replicaSet=rs1" make', "MONGO_GO_DRIVER_COMPRESSOR=snappy make", 'MONGODB_URI="mongodb://host.docker.internal:27017" make build-faas-awslambda', "MAKEFILE_TARGET=evg-test-versioned-api bash .evergreen/run-tests.sh", "brew install haproxy", "make evg-test-load-balancers", "bash etc/run_docker.sh", "TOPOLOGY=sharded_cluster bash etc/run_docker.sh evg-test-enterprise-auth", "bash $DRIVERS_TOOLS/.evergreen/docker/start-server.sh", "brew install gh"),
        may_places=_ALL,
    ),
    Expected(
        "O", "go", "github.com/couchbase/gocb/v2", "v2.11.1",
        must=((TEST, "go test -race ./..."), (STYLE, "make lint"), (SETUP, "make devsetup"), (ANY, "make check"), (SETUP, "git clone https://github.com/couchbase/gocb.git")),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected("O", "go", "github.com/gocql/gocql", "v1.7.0", may=("go fmt",), may_places=_ALL),
    Expected(
        "O", "go", "github.com/apache/pulsar-client-go", "v0.19.0",
        must=((BUILD, "make build"), (TEST, "make test")),
        may=("make test GO_VERSION=1.24 PULSAR_VERSION=4.0.3", "go mod download", "git fetch apache", "git rebase apache/master", "git checkout master", "git remote add apache git@github.com:apache/pulsar-client-go.git", "git push origin master"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "trafilatura", "2.3.1",
        must=((SETUP, 'pip install -e ".[dev]"'), (TEST, "pytest"), (STYLE, "mypy"), (STYLE, "ruff check ."), (STYLE, "ruff format --check .")),
        may=("pytest tests/realworld_tests.py", "python tests/eval_gate.py"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "nltk", "3.10.4",
        must=((SETUP, "pip install -e ."), (SETUP, "pip install -r pip-req.txt"), (SETUP, "pre-commit install"), (STYLE, "pre-commit run --all-files"), (TEST, "pytest nltk/test")),
        may=("python -m venv venv", "source venv/bin/activate", "pip install pre-commit", "pip install black isort ruff pyupgrade", "python -m nltk.downloader all", "git remote add upstream https://github.com/nltk/nltk.git", "git checkout develop", "git pull upstream develop", "tox -e py313", "tox", "pytest util.doctest", "pytest unit/translate/test_nist.py", "pytest", "python -m unittest nltk.test.unit.test_tokenize", "python -m unittest nltk.test.unit.test_tokenize.TestTreebankWordDetokenizer", "python -m unittest nltk.test.unit.test_tokenize.TestTreebankWordDetokenizer.test_contractions", "python -m doctest nltk/metrics/distance.py", "python -m doctest -v nltk/metrics/distance.py", "python -m doctest nltk/test/tokenize.doctest", "pytest --numprocesses auto -rsx --doctest-modules nltk", "pytest nltk/test/unit/test_tokenize.py", "pip install pytest-xdist", "pytest --numprocesses auto nltk/test", "pip install tox"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "librosa", "0.11.0",
        must=((SETUP, "python -m pip install -e '.[tests]'"), (TEST, "pytest"), (STYLE, "flake8 librosa")),
        may=("git remote add upstream git@github.com:librosa/librosa.git", "conda create -n librosa-dev python=3.9", "conda env update -n librosa-dev --file .github/environment-ci.yml", "conda activate librosa-dev", "python -m pip install flake8", "git pull --recurse-submodules", "python -m pip install -e '.[docs]'", "python setup.py build", "git clone https://github.com/librosa/librosa.git", "python -m pip install -e librosa"),
        may_places=_ALL,
    ),
    Expected("O", "pypi", "arviz", "0.23.4", may=("git clone https://github.com/arviz-devs/arviz.git",), may_places=_ALL),
    Expected(
        "O", "pypi", "lmfit", "1.3.4",
        must=((SETUP, "pre-commit install"), (TEST, "pytest")),
        may=("python -m build && pip install .", "git push origin", "make"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "xarray-datatree", "0.0.15",
        must=((SETUP, "pre-commit install"), (BEFORE, "pip install --user pre-commit"), (SETUP, "conda env update -f ci/environment.yml"), (TEST, "pytest --junitxml=test-reports/junit.xml --cov=./ --verbose")),
        may=("conda activate datatree-dev", "git push -u", "make html"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "distributed", "2026.8.0",
        must=((TEST, "pixi run test"), (STYLE, "pixi run lint")),
        may=('pixi run -- python -c \'print("Hello world!")\'', "pixi run test-ci", "pixi run test distributed/tests/test_client.py", "pixi run test distributed/tests/test_client.py::test_client_submit", 'pixi run test distributed/tests/test_client.py -k "submit"', "pixi run -e py312 test"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "aiomqtt", "2.5.1",
        must=((SETUP, "./scripts/setup"), (ANY, "./scripts/check"), (TEST, "./scripts/test")),
        may=("./scripts/develop", "./scripts/docs --reload"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "paho-mqtt", "2.2.0",
        may=("git clone https://github.com/eclipse/paho.mqtt.python", "pip install -e .", "git clone https://github.com/eclipse/paho.mqtt.testing.git"),
        agreement="CLA",
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "python-can", "4.6.1",
        must=((TEST, "tox"), (STYLE, "tox -e lint"), (STYLE, "tox -e type"), (TEST, "tox -e py"), (SETUP, "pip install -e .[dev]")),
        may=("git remote add upstream https://github.com/hardbyte/python-can.git", "git fetch upstream", "git rebase upstream/main", "uv tool install tox --with tox-uv", "python -m venv .venv", "source .venv/bin/activate", "python -m pip install --upgrade pip", "tox -e docs", "tox p", "uv build"),
        may_places=_ALL,
    ),
    Expected(
        "O", "pypi", "impacket", "0.13.1",
        must=((ANY, "python3 -m pip install tox -r requirements-test.txt"), (TEST, 'pytest -m "not remote"')),
        may=('pytest -m "remote"', 'pytest -k "ldap"', 'tox -- -m "not remote"', "pytest --cov --cov-config=tox.ini", "pytest --remote-config=tests/dcetests-win2016.cfg", "pytest --remote-config=tests/dcetests-win2019.cfg", "tox", "python3 -m pipx install ."),
        may_places=_ALL,
    ),
)  # fmt: skip
