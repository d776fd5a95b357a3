"""A fifteenth set of real source packages for `guidance_corpus`: half “P”, 30 packages, most with a README for users alone.

Written down by hand before the distiller saw one of them, for commands and agreements; people and places are not judged.
"""

from guidance_expectations import SETUP, TEST, Expected

_ALL = ("",)
"""Every place: none is judged."""

FIFTEENTH: tuple[Expected, ...] = (
    Expected("P", "go", "go.etcd.io/bbolt", "v1.5.0", may_places=_ALL),
    Expected("P", "pypi", "hvac", "2.4.0", may_places=_ALL),
    Expected("P", "pypi", "plotly", "7.1.0", may_places=_ALL),
    Expected("P", "pypi", "invoke", "3.0.3", may_places=_ALL),
    Expected("P", "pypi", "gunicorn", "27.0.1", may_places=_ALL),
    Expected("P", "pypi", "zeroconf", "0.154.0", may_places=_ALL),
    Expected("P", "pypi", "mkdocs", "1.6.1", may_places=_ALL),
    Expected("P", "pypi", "streamlit", "1.67.0", may_places=_ALL),
    Expected("P", "crate", "cross", "0.2.5", may_places=_ALL),
    Expected("P", "crate", "mdbook-mermaid", "0.17.1", may_places=_ALL),
    Expected("P", "crate", "cargo-make", "0.37.24", may_places=_ALL),
    Expected("P", "deb", "ruby-sidekiq", "6.4.1+dfsg-1", may_places=_ALL),
    Expected("P", "deb", "0ad", "0.0.26-3", may_places=_ALL),
    Expected("P", "go", "github.com/charmbracelet/bubbletea", "v1.3.10", may_places=_ALL),
    Expected("P", "pypi", "geopandas", "1.2.0", may_places=_ALL),
    Expected("P", "pypi", "marshmallow", "4.4.0", may_places=_ALL),
    Expected("P", "pypi", "tornado", "6.6.1", may_places=_ALL),
    Expected("P", "pypi", "great-expectations", "1.24.1", may_places=_ALL),
    Expected("P", "crate", "actix-web", "4.18.1", may_places=_ALL),
    Expected("P", "crate", "rand", "0.10.3", may_places=_ALL),
    Expected("P", "npm", "async", "3.2.6", may_places=_ALL),
    Expected("P", "pypi", "sphinx", "9.0.4", may_places=_ALL),
    Expected("P", "pypi", "pydantic", "2.14.3", may_places=_ALL),
    Expected("P", "pypi", "dvc", "3.67.1", may_places=_ALL),
    Expected("P", "pypi", "pylint", "4.1.4", may_places=_ALL),
    Expected(
        "P", "go", "github.com/pressly/goose/v3", "v3.29.0",
        may=("go build -tags='no_postgres no_mysql no_sqlite3 no_ydb' -o goose ./cmd/goose",),
        may_places=_ALL,
    ),
    Expected(
        "P", "go", "github.com/stripe/stripe-go/v76", "v76.25.0",
        must=((TEST, "make test"),),
        may=("go get -t -v", "go test ./invoice", "go test ./invoice -run TestInvoiceGet", "go get -u github.com/stripe/stripe-mock"),
        may_places=_ALL,
    ),
    Expected(
        "P", "pypi", "sopel", "8.0.4",
        may=("git clone https://github.com/sopel-irc/sopel.git", "pip install -e .", "make docs"),
        may_places=_ALL,
    ),
    Expected(
        "P", "deb", "ruby-devise", "4.8.1-1",
        must=((SETUP, "bundle install"), (TEST, "bin/test")),
        may=("bin/test test/models/trackable_test.rb", "bin/test test/models/trackable_test.rb:16", "BUNDLE_GEMFILE=gemfiles/Gemfile.rails-4.1-stable bundle install", "BUNDLE_GEMFILE=gemfiles/Gemfile.rails-4.1-stable bin/test", "BUNDLE_GEMFILE=gemfiles/Gemfile.rails-4.1-stable DEVISE_ORM=mongoid bin/test"),
        may_places=_ALL,
    ),
    Expected(
        "P", "pypi", "conan", "2.34.0",
        must=((SETUP, "python -m pip install -r conans/requirements_dev.txt"), (TEST, "python -m pytest ."), (SETUP, "git clone https://github.com/conan-io/conan.git conan-io")),
        may=("python -m pip install -r conans/requirements.txt", "python -m pip install -r conans/requirements_server.txt", "cd conan-io && sudo pip install -e .", "python -m pytest test/functional/command/export_test.py::TestRevisionModeSCM::test_revision_mode_scm -s", "python -m pytest . -m artifactory_ready"),
        may_places=_ALL,
    ),
)  # fmt: skip
