"""A sixth set of real source packages for `guidance_corpus`: half “G”, small, chosen after the fifth had mended the rules.

Written down by hand before the distiller saw one of them. More than half hold documents for users alone.
"""

from guidance_expectations import ANY, BEFORE, BUILD, SETUP, STYLE, TEST, Expected

_NOX = 'python -m nox -e "test-3(coverage=False)" --'
_DOCS = "python -m nox -e 'docs-html(compress=False, clean=False)'; cd doc/_build/html; python -m"

SIXTH: tuple[Expected, ...] = (
    Expected("G", "pypi", "astropy", "6.1.4", may=("tox -e test", "git commit --amend"), people=("larrybradley", "saimn"), may_places=("conduct", "security-team")),
    Expected(
        "G", "pypi", "salt", "3006.9",
        must=((SETUP, "git clone --depth=1 --origin salt https://github.com/saltstack/salt.git"), (BEFORE, "python -m pip install pre-commit nox"),
              (SETUP, "pre-commit install"), (SETUP, "python -m pip install -e ."), (TEST, f"{_NOX} tests/unit/cli/test_batch.py")),
        may=("git clone https://github.com/pyenv/pyenv.git ~/.pyenv", "git clone https://github.com/pyenv/pyenv-virtualenv.git $(pyenv root)/plugins/pyenv-virtualenv",
             "brew update", "brew install pyenv", "brew install pyenv-virtualenv", "pyenv install 3.9.18", "pyenv virtualenv 3.9.18 salt", "pyenv activate salt",
             "git fetch --unshallow", "brew install imagemagick", "sudo apt install imagemagick", "sudo apt-get update", "rm -rf .nox",
             "sudo apt-get install -y enchant-2 git gcc imagemagick make zlib1g-dev libc-dev libffi-dev g++ libxml2 libxml2-dev libxslt-dev libcurl4-openssl-dev libssl-dev libgnutls28-dev xz-utils inkscape",
             "pyenv virtualenv 3.9.18 salt-docs", "pyenv exec pip install -U pip setuptools wheel", "pyenv exec pip install nox",
             "pyenv exec nox -e 'docs-html(compress=False, clean=True)'", f"{_DOCS} webbrowser http://localhost:8000/contents.html; python -m http.server",
             f"cd -; {_DOCS} http.server", "python -m pip install nox", f'{_NOX} tests/unit/cli/test_batch.py; espeak "Tests done, woohoo!"',
             f"{_NOX} --core-tests"),
        answer=True,
        places=(("chat", "web.libera.chat"), ("chat", "salt-slack"), ("mailing list", "salt-users"), ("forum", "reddit.com/r/saltstack"),
                ("tracker", "saltstack/salt/issues")),
        may_places=("#salt", "serverfault", "saltproject@vmware.com", "conduct", "security", "outlook"),
    ),
    Expected(
        "G", "go", "github.com/rclone/rclone", "v1.68.1",
        must=((SETUP, "git clone https://github.com/rclone/rclone.git"), (BUILD, "go build"), (TEST, "go test -v"), (TEST, "go test -v ./..."),
              (TEST, "make quicktest"), (ANY, "make check"), (STYLE, "golangci-lint run ./..."), (TEST, "make test"), (ANY, "make build_dep")),
        may=("git remote rename origin upstream", "make", "git checkout -b my-new-feature", "git push -u origin my-new-feature", "git commit", "git commit --amend",
             "git fetch upstream", "git merge --ff-only", "git rebase master", "git rebase -i master", "go test -v -remote TestDrive:",
             "go test -v -remote TestDrive: -fast-list", "go install github.com/rclone/rclone/fstest/test_all", "test_all -backends drive", "make backenddocs",
             "make serve", "go test -v -remote TestRemote:", "go test -v -remote TestRemote: -fast-list", "go get github.com/ncw/new_dependency", "go get golang.org/x/crypto", "make update",
             "go build -buildmode=plugin -o PLUGIN_NAME.so .", "git checkout master", "git status", "git log"),
        people=("ncw", "nielash"), places=(("forum", "forum.rclone.org"), ("tracker", "rclone/rclone/issues")),
    ),
    Expected(
        "G", "deb", "gimp", "2.10.34-1+deb12u10", must=((SETUP, "git clone https://gitlab.gnome.org/GNOME/gimp.git"), (BUILD, "./autogen.sh")),
        may=('ACLOCAL_FLAGS="-I $prefix/share/aclocal" ./autogen.sh', "aclocal-1.9; libtoolize; automake-1.9 -a;", "autoconf; intltoolize --automake"),
        places=(("mailing list", "mail_lists"), ("mailing list", "gimp-developer-list@gnome.org"), ("chat", "#gimp")), may_places=("irc.gimp.org",),
    ),
    Expected(
        "G", "go", "github.com/derailed/k9s", "v0.32.5", must=((BUILD, "make build && ./execs/k9s"),), may=("docker build -t k9s-docker:v0.0.1 .",),
        people=("derailed", "slimus"), places=(("chat", "k9sers.slack.com"), ("chat", "join.slack.com")), may_places=("fernand@imhotep.io",),
    ),
    Expected(
        "G", "pypi", "wagtail", "6.2.2",
        places=(("forum", "stackoverflow.com/questions/tagged/wagtail"), ("chat", "wiki/Slack"), ("forum", "wagtail/wagtail/discussions")),
        may_places=("security@wagtail.org", "hello@torchbox.com", "conduct"),
    ),
    Expected("G", "pypi", "poetry", "1.8.3", places=(("tracker", "python-poetry/poetry/issues"), ("chat", "discord.com/invite/awxPgve"))),
    Expected("G", "pypi", "paramiko", "3.5.0"),
    Expected("G", "pypi", "zulip", "0.9.0"),
    Expected("G", "crate", "tauri-cli", "2.0.0", places=(("chat", "discord.gg/SpmNs4S"),)),
    Expected("G", "go", "github.com/cockroachdb/pebble", "v1.1.2", may_places=("cockroachdb/pebble/issues",)),
    Expected("G", "npm", "mongodb", "6.9.0", places=(("tracker", "jira.mongodb.org"),), may_places=("docs/manual/support", "community.mongodb.com")),
    Expected(
        "G", "npm", "bootstrap", "5.3.3", may=("npm install", "npm run test", "npm run docs-serve", "git clone https://github.com/twbs/bootstrap.git"),
        places=(("forum", "twbs/bootstrap/discussions"), ("chat", "discord.gg/bZUvakRU3M"), ("forum", "reddit.com/r/bootstrap"), ("chat", "#bootstrap")),
        may_places=("twbs/bootstrap/issues", "stackoverflow", "slack"),
    ),
    Expected("G", "npm", "nodemon", "3.1.7", places=(("tracker", "remy/nodemon/issues"),)),
    Expected("G", "deb", "racket", "8.7+dfsg1-1"),
)  # fmt: skip
