"""Which station of the way in a command belongs to, and which commands are never shown as something to type.

Tables of what the tools of the trade call their commands; the first row that fits wins.
"""

import re

from isonboard.model.guidance import StepKind

ASSIGNMENTS = re.compile(
    r"(?:[A-Za-z_][A-Za-z0-9_]{0,60}=(?:\"[^\"]{0,200}\"|'[^']{0,200}'|\S{0,200})\s+){1,6}(?=\S)"
)
PLACEHOLDER = re.compile(
    r"<[A-Za-z][^<>|&]{0,60}>|(?<![$\w])\{[A-Za-z_][\w -]{0,40}\}|(?<![\w.\"'\]$])\[(?:--? ?)?[A-Za-z][^\]]{0,200}\]"
    r"|\byour[-_ ]|/your(?:name|username|fork|repo)|\bYOUR|(?i:\buser-?name\b|\busername\b|\bmy[-_](?:\w|-){1,30}|\bmy(?:branch|fork|repo|project|feature|file|test)\b|\bj(?:random|doe)\b|\bjohn-?doe\b|path/to|/path\b)"
    r"|(?<![/.])\.\.\.(?!/)|://\S*\.\.\.|…|\b[xX]{3,}\b|\bX\.Y|\bx\.y\b|\bNNN+|[-_/#](?:ISSUE|NUMBER)\b|://url\b|(?<![$\w])my[A-Z]\w+|(?<![A-Za-z])foo(?![A-Za-z])|\bbar\b|\btest_(?:name|something|case_name)\b|\bFOO\b|\bBAR\b"
    r"|\b[A-Z]{2,}[-_](?:NAME|HERE|ID|NUMBER|BRANCH|USER)\b|\$(?:USER|user|GITHUB_USER)\b|(?i:\bexample\.(?:com|org)\b)"
    r"|\b(?:Joe|Jane|John|Random|Developer) (?:Doe|Smith|Developer)\b|_[a-z]+_[a-z]+_here_?|\bany \w+ args\b|\byou want\b|\bsome[-_]\w+|\bSome[A-Z]\w+|::[*]+|\bfile\.\w{1,4}\b|@LATEST\w*|\b[A-Z]{2,}_?\d\b|\bTEST_?NAME\b|(?<= )(?!HEAD|FETCH_HEAD|README|LICENSE|CHANGELOG|CONTRIBUTING|TODO|NEWS|AUTHORS)[A-Z]{2,12}$|\$\{?(?:FILES?|NAME|VERSION|BRANCH|TARGET|PACKAGE|PKG|MODULE|TAG)\}?(?![\w])|\$\([A-Z_]+\)|(?<=[= _/.:-])(?:PREFIX|DIR|PATH|FILE|NAME|VERSION|BRANCH|URL)(?![A-Za-z0-9=])|\bTestName\b|user:pass(?:word)?@|host:port"
)
"""What nobody can type as it stands."""

_NEVER = re.compile(
    r"(?:npm|pnpm|yarn|poetry|uv|hatch|flit|cargo|lerna|twine|gem|nuget|dotnet nuget|pdm|mix hex\.|dart pub|vsce) (?:run )?(?:publish|upload|push|release|version|login|adduser|owner|unpublish|deprecate|yank)\b"
    r"|twine\b|goreleaser\b|semantic-release\b|npm init\b|yarn create|pnpm create|vcpkg\b|\S*bootstrap-vcpkg|gh pr (?!create)|changeset (?:version|publish)|bumpversion|bump2version|release-it|cargo release|cargo-release"
    r"|mvn\b.{0,80}\b(?:deploy|release:|versions:set)|(?:\./)?gradlew?\b.{0,80}\b(?:publish|release|upload|bintray)\w*|sbt .{0,40}(?:release|publish)"
    r"|(?:make|just|task|mage|rake|invoke|inv|npm run|yarn|pnpm(?: run)?|\./make\.py) (?:[\w:.-]{0,20}[-_:])?(?:release|publish|deploy|upload|tag|dist-upload|bump)(?:[-_:]\w+){0,5}(?:\s|$)"
    r"|git (?:tag|push .{0,40}--(?:tags|follow-tags|force-with-tags)|push .{0,40}\btags?\b|reset --hard|clean -)|docker (?:push|login|tag)|helm (?:install|upgrade|push|repo|package)"
    r"|kubectl\b|gcloud\b|terraform (?:apply|destroy)|rm -rf? |sudo rm|chmod -R|shutdown|reboot|mkfs"
    r"|python3? setup\.py .{0,60}(?:upload|register|sdist|bdist\w*)|gh release|(?:sudo )?make (?:\S+ )?(?:un)?install(?![\w.-])|sudo (?:ninja|cmake|meson).{0,40}install|ninja .{0,30}\binstall\b|meson install|cmake --install|xcodebuild\b.{0,80}\binstall\b"
    r"|(?:\w+=\S* )*\w*PUSH=(?:true|1|yes)|(?!ctest\b).{0,200}\s(?:-V|--v|--version|--help)$|.{0,200}\|\s*(?:sudo )?(?:ba|z)?sh\b|(?:wget|curl)\b|go get$|go get \S+@|go (?:list|env|version)\b|docker (?:logs|ps|images|stop|rm|rmi)\b|(?:pip|npm|cargo|gem) (?:list|show|ls|view|info|config|root|search)\b|(?:ls|cat|less|tail|head|grep|echo|which)\b"
    r"|(?:[\w./-]{0,60}/)?(?:release|publish|deploy)(?:[-_.]\w+)?(?:\s|$)"
)
"""Releasing, deploying, deleting, installing into the system and scripts straight from the network."""

_PACKAGES = re.compile(
    r"(?:sudo )?(?:apt|apt-get|aptitude|dnf|yum|zypper|apk|pkg|port|brew|choco|scoop|snap|winget|flatpak)(?: -\S+)* (?:install|add|update|upgrade|tap|build-dep|builddep|groupinstall|in)\b"
    r"|(?:sudo )?pacman -S|nix-env -i|nix profile|(?:python3? -m )?(?:sudo )?pip[23x]? install|pipx install|uv (?:tool install|add|pip install)|uvx \S+$|conda install|mamba install|pixi (?:add|global)"
    r"|(?:sudo )?npm (?:i|install|add|exec)\b|npx create-|yarn (?:global )?add|pnpm (?:add|dlx)|bun add|(?:sudo )?gem install|composer (?:global )?require"
    r"|cargo (?:install|add|binstall)|go (?:get|install)\b(?!(?:\s+-\S+){0,3}\s+\.)|rustup (?:component|target|toolchain) |rustup (?:install|default|update)|cpanm?\b|luarocks install|dotnet (?:add|tool)|opam install|raco pkg install|cabal install|stack install|mix archive\.install|asdf (?:plugin|install)|nvm install|nvm use|corepack (?:enable|prepare)|rbenv install|pyenv (?:install|local)|ghcup"
)
"""Commands that install packages: tools beforehand in a contributor's guide, the product itself in a README."""

_LOCAL_INSTALL = re.compile(
    r"(?:python3? -m )?(?:uv )?pip[23]? install(?=.{0,200}(?:\s(?:-e|-r|--editable|--requirement|--group)(?:\s|=)|\s[\"']?\.(?:\[[\w, -]{1,80}\])?[\"']?(?:\s|$)|\s-r\S|\s-e\S|\s\./|--upgrade pip|-U pip))"
    r"|npm (?:ci|install-clean|i|install|clean-install)(?:\s+-{1,2}[\w=-]+){0,4}$|(?:yarn|pnpm|bun)(?: (?:i|install))?(?:\s+--?[\w=-]+){0,4}$"
    r"|cargo install --path|go get(?:\s+-[a-z]+){0,3}(?:\s+\./\S*|\s+\.$)|opam install .{0,40}(?:\.|--deps-only)|composer install|bundle(?: install)?(?:\s+--?\S+)*$|raco pkg install (?:\.|--auto)?$"
    r"|go get (?:-\w+ )*-d(?: -\w+)* \S+$"
    r"|cabal install --only-dep|stack install$"
)

_RUNNERS = re.compile(
    r"(?:(?:sudo|time|command|exec|nice|fakeroot(?: -\w+)*|dbus-run-session(?: --)?|xvfb-run(?: -a)?|uv run(?: --\S+)*|poetry run|pdm run|pipenv run|hatch run(?= (?:pytest|ruff|black|mypy))|rye run|pixi run|npx(?: --no-install| -y)?|pipx run|pnpm exec|pnpm dlx|yarn dlx|bunx|bundle exec|python[23]?(?:\.\d+)?(?: -\w+)* -[A-Z]{0,3}m|py -m|vendor/bin/|\./vendor/bin/|\./node_modules/\.bin/|node_modules/\.bin/|\.?venv/bin/|\./\.?venv/bin/|mix do|winpty|env|cmake -E (?:chdir|env|time) \S+|docker(?:-| )compose (?:run|exec)(?: --?\S+)* \w+)\s*)"
)
_SCRIPTS = r"(?:npm(?: run(?:-script)?)?|yarn(?: run)?|pnpm(?: run)?|bun(?: run)?|make(?: -[A-Za-z]\S*(?: \w+(?=\s))?)*|gmake|just|task|mage|rake|invoke|inv|hatch run|pdm|pdm run|poe|composer(?: run(?:-script)?)?|deno task|nox -s|nox --session|tox -e|tox run -e|hatch run \w+:|bazel run|cargo xtask|docker buildx bake|cargo make|grunt|gulp|lein|doit|mise run|jlpm(?: run)?|pixi run|turbo(?: run)?|nx(?: run)?|npm run --silent|(?:go|cargo) run (?:\.\S*|--bin \S+ --|-p \S+ --)|\./(?:build|make|run|dev|do|go|tasks?|x|project)(?:\.sh|\.py)?|(?:sh|bash|python3?) (?:\./)?(?:build|make|run|dev|do|tasks?|x|project)\.(?:sh|py)|spin|dev)"
_PATHS = r"(?:(?:sh|bash|python[23]?) )?(?:[\w.-]{0,40}/){1,4}(?:\S*[-_])?"

_STYLE_WORDS = r"(?:lint|lints|golint|linter|linting|format|fmt|style|prettier|eslint|stylelint|standard|typecheck|type-check|types|check-types|typing|check:types|tsc|vet|flake8?|black|ruff|mypy|isort|pylint|pyright|stubtest|pep8|rubocop|clippy|checkstyle|check-style|stylecheck|stylish|spotless\w*|ktlint\w*|detekt|cs|cs-fix|phpcs|phpstan|psalm|codestyle|code-style|precommit|pre-commit|tidy|gofmt|golangci|golangci-lint|pretty|clang-format|reformat|validate|static|staticcheck|check[-_]?(?:src|format|code)|shellcheck|codespell|spell(?:ing|check)?|beautify|jscs|jshint|buildifier|license-check|proper)"
_TEST_WORDS = r"(?:test|tests|gotest|tst|testing|check|checks|checkall|verify|coverage|cov|cover|e2e|unit|unittest|unittests|integration|spec|specs|ci|smoke|jest|mocha|karma|tap|pytest|testall|functional|acceptance|regress|race|validate-all|preflight|presubmit|ctest|py\d\d+|qa|integ|inttests?|(?:self|quick|full|fast|sys|smoke|func|dev|short)tests?|runtests?|run-tests?)"
_BUILD_WORDS = r"(?:build|builds|all|compile|dist|bundle|binary|binaries|bin|package|assemble|jar|release-build|debug|prod|develop-build|build-dev|lib|rebuild|generate|gen|proto(?:s|buf|bufs)?|codegen|generated|manifests|image|images|compile-all)"
_SETUP_WORDS = r"(?:setup|set-up|bootstrap|init|initialize|install-dev|install-deps|install-dependencies|install_dev|installdeps|install[-_.](?:tools?|deps|dev|dependencies|hooks)|install_deps|dev-install|dev-deps|dev-setup|dev-env|develop|deps|dependencies|venv|virtualenv|env|environment|tools|prepare|prep|devel|get-deps|get|requirements|hooks|install-hooks|githooks|dev-setup|devsetup|local-setup|vendor|dev-requirements|submodules|devdeps|dev_setup|tidy-deps|bootstrap-dev|deps\.get)"
_DOC_WORDS = r"(?:docs?|html|livehtml|documentation|site|website|doc:\w+|docs:\w+|docs-\w+|serve-docs|mkdocs|man|apidocs|storybook|latexpdf|linkcheck|docs?_\w+)"
_RUN_WORDS = r"(?:start|serve|server|dev(?![-_:](?:setup|install|deps|dependencies|env|init|requirements))|watch|up|down|stop|clean|distclean|help|demo|example|examples|shell|console|logs|repl|bench|benchmark|benchmarks|profile|debug-server|cleanup|fuzz|dev:\w+|start:\w+|bench-\w+|clean-\w+)"


def _script(words: str) -> str:
    return rf"{_SCRIPTS}(?: -{{1,2}}[\w=-]+){{0,3}} (?:[\w.-]{{1,30}}[:/_-])?{words}(?:[:/_.,-][\w:./,*-]{{0,40}})?(?=\s|$|;|&)"


def _path(words: str) -> str:
    return rf"{_PATHS}{words}(?:[-_.]\w+){{0,4}}(?=\s|$|;|&)"


_ASIDE = "aside"
_STATIONS: tuple[tuple[StepKind | str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns)))
    for kind, patterns in (
        (
            _ASIDE,  # documentation and running the product: neither building nor testing it
            (
                _script(_DOC_WORDS), r"sphinx-build|mkdocs|tox (?:run )?-e ?docs?|nox -s docs|cargo doc|go doc|godoc|mdbook|hugo\b|jekyll|asciidoctor|doxygen|typedoc|jsdoc|pydoc|open |xdg-open |towncrier|reno |changie|npx changeset|changeset",
                r"make -C docs?|(?:cd docs?) ?(?:&&|;) ?make", _path(r"(?:docs?|build_docs)"),
            ),
        ),
        (StepKind.SETUP, (_LOCAL_INSTALL.pattern,)),
        (StepKind.BUILD, (rf"{_SCRIPTS} (?:\w+-)?build[-_:](?!(?:env|deps|dependencies|tools|setup|docs?)\b)\w",)),
        (StepKind.BUILD, (r"go install(?:\s+-\S+){0,3}\s+\.(?:/\S*)?$",)),
        (StepKind.SETUP, (r"tox (?:run )?-e ?dev(?:env)?$",)),
        (StepKind.TEST, (r"tox (?:run )?-e ?(?:[\w.-]+,)*(?:py\d*|tests?|unit)(?:,|\s|$)",)),
        (
            StepKind.STYLE,
            (
                _script(_STYLE_WORDS), _path(rf"(?:{_STYLE_WORDS})"),
                r"(?:ruff|black|flake8|isort|pylint|mypy|pyright|eslint|prettier|stylelint|tslint|standard|xo|biome|oxlint|rubocop|standardrb|gofmt|gofumpt|goimports|golangci-lint|staticcheck|golint|revive|errcheck|rustfmt|clang-format|clang-tidy|git-clang-format|git clang-format|shellcheck|shfmt|ktlint|detekt|codespell|typos|yamllint|markdownlint\S*|hlint|ormolu|fourmolu|stylish-haskell|php-cs-fixer|phpcs|phpcbf|phpstan|psalm|pint|credo|swiftlint|swiftformat|swift-format|buildifier|lint-staged|cppcheck|hadolint|pydocstyle|bandit|black|blue|yapf|autopep8|pyupgrade|rst-?lint|doc8|npm-package-json-lint|tsc --noEmit|astyle|uncrustify|indent|cmake-format|pycodestyle|pyflakes|docformatter|djlint|ufmt|usort|beautysh|license-eye|addlicense|cargo-fmt|hclfmt|taplo|dprint|treefmt|alejandra|nixpkgs-fmt)\b",
                r"git diff --check|go (?:fmt|vet)\b|cargo (?:\+\S+ )?(?:fmt|clippy|deny|machete)|dotnet format|mix (?:format|credo|dialyzer)|terraform fmt|buf (?:lint|format)|dart (?:format|analyze)|flutter (?:analyze|format)|deno (?:lint|fmt)|pre-commit(?: run|$)|prek run|hatch (?:fmt|check)\b|dune (?:build @fmt|fmt)|nox -s ?lint|zig fmt",
                r"mvn\w*\b.{0,80}(?:checkstyle|spotless|fmt:|fmt-maven|formatter:|license:|spotbugs|pmd)|(?:\./)?(?:mvnw|gradlew)\b.{0,80}(?:checkstyle|spotless|ktlint|detekt|[lL]int|fmt|license|google[jJ]ava[fF]ormat|apiCheck|apiDump)|gradle\b.{0,80}(?:spotless|ktlint|checkstyle)",
                r"tox (?:run )?-e ?(?:lint|style|flake8|mypy|pre-commit|format|black|pep8|typing|type|types|checks?qa|check|linters|fix|fix_lint|formatters)\b",
            ),
        ),
        (
            StepKind.BUILD,
            (
                r"make (?:no_?-?tests?|skip_?-?tests?)\b",
                r"(?:\./)?(?:mvnw?|mvnd)\b.{0,120}(?:-DskipTests|-DskipITs|-Dmaven\.test\.skip)\b|(?:\./)?gradlew?\b.{0,120}\s-x test\b",
            ),
        ),
        (
            StepKind.TEST,
            (
                _script(_TEST_WORDS), r"(?:npm|pnpm|yarn|bun) (?:t|tst)\b|bun test|deno test",
                r"(?:pytest|py\.test|tox|nox|unittest|nosetests|nose2|trial|zope-testrunner|stestr|jest|mocha|vitest|ava|tap|tape|karma|cypress|playwright|gotestsum|ctest|rspec|minitest|cucumber|phpunit|pest|paratest|prove|bats|ginkgo|busted|testthat|ward|green|kuttl|cram|lit|prysk|shellspec|behave|robot|testcafe|nightwatch|wtr|c8|nyc|lein test|slipcover)\b(?! install)",
                r"go (?:\S+ )?test\b|cargo (?:\+\S+ )?(?:test|nextest|hack|bench|miri|t|insta|llvm-cov|tarpaulin|check)\b|cross test|dotnet test|swift test|stack test|stack build .{0,120}(?:--test\b|-tests?(?:\s|$))|cabal (?:v2-|new-)?(?:test|check)|dune (?:test|runtest)|opam .{0,40}--with-test|sbt\b.{0,80}\b(?:test|check|it:test)\w*|bazel(?:isk)? test|buck2? test|meson test|ninja\b.{0,60}\b(?:test|check)\w*|mix (?:test|check|precommit)|rebar3 (?:ct|eunit)|zig build test|nimble test|crystal spec|flutter test|dart test|julia .{0,120}(?:runtests|Pkg\.test)|Rscript .{0,80}test|raco test|ember test|ng test|hatch (?:test|run (?:\w+[.:])?(?:test|cov))|coverage run|perl .{0,40}test|cmake .{0,80}--target (?:test|check)\w*|ant\b.{0,40}\btests?\b|xcodebuild .{0,100}\btest\b|pants .{0,20}test|vcpkg test|deno test|sail test|artisan test|dotnet cake .{0,20}test|valgrind\b|swift run .{0,40}[tT]est",
                r"(?:\./)?(?:mvnw?|mvnd)\b.{0,120}\b(?:test|verify|surefire|failsafe|integration-test)\w*|(?:\./)?gradlew?\b.{0,120}(?:\b|[:a-z])(?:test|Test|check|integrationTest|jmh)\w*",
                r"rake(?:\s*$| (?:test|spec|default)\b)|grunt(?: test)?$|gulp test|make (?:-\S+ )*(?:[\w-]+ ){0,3}(?:test|check)\b|python\d? (?:-\S+ )*(?:setup\.py test|manage\.py test|(?:\S*/)?(?:run_?)?tests?(?:\.py|/\S*\.py)|\S*run_?-?tests?\S*|\S*runtests?\S*|-m unittest)",
                r"(?:sh |bash |perl |php |node |ruby |python3? )?(?:\./)?(?:[\w.-]{1,40}/){0,4}(?:\S{0,30}[-_.])?(?:run)?[-_]?(?:all[-_])?(?:tests?|check|specs?|runtests?|testsuite|precommit|presubmit|ci)(?:[-_]\w+){0,3}(?:\.\w{1,5})?(?=\s|$|;|&)",
            ),
        ),
        (
            StepKind.SETUP,
            (
                _script(_SETUP_WORDS), _path(rf"(?:{_SETUP_WORDS}|install[-_](?:dev|deps|build)\S*)"),
                r"git (?:clone|submodule|lfs (?:install|pull)|remote add|config (?:--local )?(?:core|blame|commit|include|merge|alias)\.)|gh repo (?:clone|fork)|python[23]?(?:\.\d+)? -m (?:venv|virtualenv|ensurepip)|venv\b|virtualenv\b|mkvirtualenv|workon |py -3\S* -m venv|(?:source|\.) \S{0,80}(?:activate|\.env|venv|\.sh)\b|conda (?:env|activate|create)|mamba (?:env|activate|create)|micromamba (?:env|activate|create)|pixi (?:install|shell)",
                _LOCAL_INSTALL.pattern,
                r"uv (?:sync|venv|lock|python install)|poetry (?:install|shell|env|update|sync|lock|self)|pdm (?:install|sync|use)|pipenv (?:install|sync|shell)|hatch (?:env|shell|-v env)|flit install|maturin develop|python\d? setup\.py .{0,20}develop|rye sync|pre-commit install|prek install|(?:\S*/)?tox .{0,40}--(?:develop|devenv|notest)|tox devenv|nox -s dev|husky install|lerna bootstrap|npm link|yarn link|npm rebuild|npm dedupe|rush (?:install|update)|jlpm(?: install)?$",
                r"go (?:mod (?:download|tidy|vendor|verify)|work|generate|env)|cargo fetch|cargo vendor|dotnet (?:restore|tool restore|workload)|mix (?:deps\.get|setup|ecto\S*|local\.\S+|deps)|rebar3 get-deps|swift package|pod install|carthage|flutter pub get|dart pub get|melos bootstrap|fvm|stack setup|cabal (?:update|configure|v2-update)|opam (?:switch|init|update|pin)|shards install|zig fetch|nix (?:develop|shell|flake)|nix-shell|direnv allow|mise (?:install|trust)|asdf install|vagrant up|devcontainer|(?:php \S{0,60})?composer(?:\.phar)? (?:install|update)|npm run prepare",
                r"docker(?:-| )compose (?:-\S+ \S+ )*(?:up|build|pull|create)|docker run|minikube start|kind create|cp \S{0,60}(?:example|sample|dist|template|default)\S* \S+|createdb|(?:\./|bin/)(?:bootstrap|setup|init|configure-dev)(?:\.\w+)?\b|bundle(?: install| config\b.*)?(?:\s+--?\S+)*$|carton install|dzil|cpanm --installdeps|luarocks make|conan install|vcpkg install$|git config --(?:local|add)",
            ),
        ),
        (
            StepKind.BUILD,
            (
                r"g?make(?:\s+-j\S*(?:\s+\d+)?|\s+-C \S+|\s+[A-Z_]+=\S+|\s+--\S+){0,4}\s*(?:$|&&|;)", _script(_BUILD_WORDS), _path(rf"(?:{_BUILD_WORDS}|compile)"),
                r"cmake\b|ninja\b|meson (?:setup|compile|configure|build\S*|\S+)|(?:\S{0,40}/)?configure\b|autoreconf|autoconf|(?:(?:sh|bash) )?(?:\S{0,40}/)?autogen(?:\.sh)?\b|(?:sh )?(?:\./)?(?:bootstrap|buildconf)\b|cargo (?:\+\S+ )?(?:build|b|rustc|xwin|zigbuild)\b|cross build|go (?:build|install)\b|goreleaser build|dotnet (?:build|publish|msbuild|cake|fsi)|msbuild|swift build|xcodebuild|stack build|cabal (?:v2-|new-)?build|dune build|sbt\b.{0,60}(?:compile|package|assembly|publishLocal)|bazel(?:isk)? build|buck2? build|python\d? setup\.py .{0,30}build\w*|build\b|python\d? \S{0,60}(?:build|configure)\S{0,20}(?:\.py)?|pyproject-build|hatch build|poetry build|uv build|pdm build|maturin build|webpack|rollup|esbuild|vite build|tsc\b|ng build|ember build|docker (?:buildx )?build\b|docker buildx bake|podman build|buildah|mix (?:compile|release)|rebar3 compile|zig build|nimble build|shards build|scons|ant\b|waf\b|\./waf|premake|qmake|lein (?:uberjar|compile|install|jar)|clojure -T:build|mage\b|earthly|grunt$|gulp$|gulp build|perl (?:Makefile|Build)\.PL|\./Build\b|raco make|flutter build|npm pack|nix build|nix-build|gem build|buf (?:build|generate)|\./build\b|\./x build|nuke\b",
                r"(?:\./)?(?:mvnw?|mvnd)\b.{0,120}\b(?:compile|package|install|clean|generate-\w+|dependency:\S+|process-\w+)|(?:\./)?gradlew?\b.{0,120}\b(?:build|assemble|jar|classes|compile\w*|publishToMavenLocal|install|shadowJar|installDist|tasks|clean|idea|eclipse)",
            ),
        ),
        (
            StepKind.BRANCH,
            (r"git (?:commit|rebase|fetch|pull|merge|checkout|switch|branch|add|stash|cherry-pick|log|diff|status|notes|am)\b|cz commit|npx cz|npm run commit|yarn commit|commitlint",),
        ),
        (StepKind.SUBMIT, (r"git (?:push|send-email|format-patch|review|request-pull|cl upload)|gh pr |glab mr |hub pull-request|arc diff|git-review",)),
    )
)  # fmt: skip

_RUN = re.compile(
    r"(?!tox (?:run )?-e ?dev$)"
    + _script(_RUN_WORDS)
    + r"|(?:stack|cabal(?: v2-)?) (?:ghci|repl|exec|run)\b|iex\b|ghci\b|(?:make|just|task|mage|rake|inv|invoke|poe) run\b|(?:cargo|go) run\b(?! (?:\.\S*|--bin \S+ --|-p \S+ --) (?:[\w-]+-)?(?:test|check|lint|fmt|build|generate)\b)|npm start|yarn start|flask run|python\d? manage\.py runserver"
)
_GIT = re.compile(r"git\s")
_GIT_AS_IT_STANDS = re.compile(
    r"git (?:clone (?:(?:--(?:origin|branch|depth|config|filter|jobs)|-[bocj])[ =][\w./=:-]+ |-\S+ )*\S*[/:]\S+|submodule \S.*|lfs (?:install|pull)|remote add upstream \S+"
    r"|config (?:--local )?(?:core|blame|include|commit\.(?:template|gpgsign))\S* \S+"
    r"|commit (?:--amend )?(?:--no-edit )?(?:-s|-S|-sS|--signoff|--amend)(?: --amend| -S| -s| --no-edit)*$"
    r"|rebase (?:--signoff )?(?!-i)(?:[\w./-]+)$|fetch (?:-a|--all|upstream|origin)\b.*|pull (?:--rebase|--ff-only|upstream)\b.*"
    r"|push(?: -u)?(?: origin HEAD)?$|diff --check$)"
)
"""Git commands that can be typed as they are: any other's words are examples, told as prose and never as a command."""
CARRIED = re.compile(
    r"(?:cd|pushd|popd|mkdir|export|set|unset|source|\.|echo|touch|alias|deactivate)(?:\s|$)"
)
"""Commands that only serve the next one in their block."""


_ELSEWHERE = re.compile(
    r"\$\{?([A-Z][A-Z0-9]{1,15})\}?(?=\s)|(?:(?:\$\{?[A-Z_]{2,20}\}?|~)?(?:/[\w.-]{1,40}){0,6}|\.?v?env[\w-]{0,12})/bin/(?=\w)"
)
"""A tool kept in a variable or in an environment of its own: `$TOX -e py`, `$VENV/bin/pytest`, `/tmp/env/bin/pytest`."""
_WRAPPED = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)+ (?=\S+)")
"""`pg_virtualenv ctest`: a program around another one, known by no more than its hyphen."""
_INCOMPLETE = re.compile(
    r"(?:sudo )?(?:(?:python[23]? -m )?pip[23]? install|(?:apt|apt-get|dnf|yum|brew|gem|cargo|snap) install|npm run|git clone)$"
)
"""What something has to follow; alone it is only a mention."""
_CLEANED_FIRST = re.compile(r"^(g?make (?:-\S+ )*)(?:dist)?clean (?=[\w-])")
"""`make clean test` tests."""


_TARGETS = re.compile(
    r"(?P<runner>(?:g?make|rake|mage|just|task|grunt|gulp|invoke|inv|ninja)(?: -(?!C\b)\S+)*) (?P<targets>[a-z][\w:.-]*(?: [a-z][\w:.-]*){1,4})$"
)
"""`rake compile test`: of several targets at once the tests are what it is for."""


def only_carries(command: str) -> bool:
    """Whether it does nothing but prepare the next command: `cd build`, `export A=1`."""
    return all(CARRIED.match(part.strip()) for part in command.split("&&"))


def bare(command: str) -> str:
    """`command` without assignments and runners in front (`FOO=1 uv run pytest` is `pytest`)."""
    text = command.lstrip("( ")
    if match := _ELSEWHERE.match(text):
        text = (match[1] or "").lower() + text[match.end() :]
    for _ in range(4):
        shorter = ASSIGNMENTS.sub("", text, count=1) if "=" in text[:200] else text
        match = _RUNNERS.match(shorter)
        shorter = shorter[match.end() :] if match else shorter
        if shorter == text or not shorter:
            break
        text = shorter
    return text


def station_of(command: str) -> StepKind | None:
    """The station that a command belongs to by its own words, or None.

    Of several joined by `&&` the last that belongs to one decides; a part that builds documentation or starts the product
    makes the whole an aside.
    """
    parts = [part.strip() for part in re.split(r"&&|;|\|\|", command) if part.strip()]
    main = [part for part in parts if not CARRIED.match(part)] or parts
    stations = [_station_of_one(part) for part in main[:6]]
    if _ASIDE in stations:
        return None
    known = [station for station in stations if isinstance(station, StepKind)]
    return known[-1] if known else None


def is_aside(command: str) -> bool:
    """Whether it builds documentation or starts the product: neither building nor testing it."""
    return any(_station_of_one(part.strip()) == _ASIDE for part in re.split(r"&&|;|\|\|", command))


def _station_of_one(command: str) -> StepKind | str | None:
    command = _CLEANED_FIRST.sub(r"\1", command)
    if installs_packages(command):
        return StepKind.PREREQUISITES
    if _RUN.match(command):
        return _ASIDE
    targets: list[StepKind | str | None] = []
    if several := _TARGETS.match(bare(command)):
        targets = [
            _station_of_one(f"{several['runner']} {target}") for target in several["targets"].split(" ")
        ]
    if StepKind.TEST in targets:
        return StepKind.TEST
    for form in dict.fromkeys((bare(command), command)):
        for kind, pattern in _STATIONS:
            if pattern.match(form):
                return kind
    if inner := inside(command):
        return _station_of_one(inner)
    return next((target for target in targets if target), None)


def inside(command: str) -> str:
    """The command that a program with a hyphenated name runs (`pg_virtualenv ctest`), or nothing."""
    match = _WRAPPED.match(command)
    inner = command[match.end() :] if match else ""
    if not inner or _WRAPPED.match(inner) or _SUBCOMMAND.match(inner):
        return ""
    return inner if _station_of_one(inner) else ""


_SUBCOMMAND = re.compile(
    r"(?:build|check|compile|configure|format|generate|install|lint|run|setup|test)\w*\b"
)


def installs_packages(command: str) -> bool:
    """Whether it installs packages by name rather than what the checkout itself lists."""
    text = ASSIGNMENTS.sub("", command, count=1).removeprefix("sudo ")
    return bool(_PACKAGES.match(text)) and not _LOCAL_INSTALL.match(text) and text != "go install"


def is_presentable(command: str) -> bool:
    """Whether it may be shown as a command to type: no placeholder, no example, nothing that releases or deletes."""
    if len(command) > 400 or PLACEHOLDER.search(command) or _INCOMPLETE.match(command):
        return False
    parts = [part.strip() for part in re.split(r"&&|;|\|\|", command) if part.strip()]
    if command.startswith("sudo ") and not _PACKAGES.match(command):
        return False
    return not any(
        _NEVER.match(part)
        or _NEVER.match(bare(part))
        or (_GIT.match(part) and not _GIT_AS_IT_STANDS.match(part))
        for part in (command, *parts)
    )
