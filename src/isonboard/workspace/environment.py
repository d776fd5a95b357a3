"""The environment that the steps of a set-up get: an allow-list, without tokens, the same for everybody.

A build script that finds a token uses it (one real script publishes packages where an API key is set), and tools ask
questions where they believe in a terminal: neither is there.
"""

import itertools
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from isonboard.git import search_path

_KEPT = frozenset(
    name
    for names in (
        "HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME",
        "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY FTP_PROXY http_proxy https_proxy all_proxy no_proxy ftp_proxy",
        "SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA PIP_CERT",
        "CARGO_HTTP_CAINFO GIT_SSL_CAINFO GIT_SSL_CAPATH NIX_SSL_CERT_FILE UV_NATIVE_TLS UV_SYSTEM_CERTS",
        "PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_FIND_LINKS PIP_NO_INDEX PIP_CONFIG_FILE PIP_CACHE_DIR",
        "PIP_DEFAULT_TIMEOUT PIP_CONSTRAINT",
        "UV_INDEX_URL UV_DEFAULT_INDEX UV_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_CACHE_DIR UV_PYTHON_INSTALL_MIRROR",
        "UV_PYTHON_INSTALL_DIR UV_PYTHON_DOWNLOADS UV_PYTHON_PREFERENCE UV_HTTP_TIMEOUT UV_OFFLINE",
        "NPM_CONFIG_REGISTRY npm_config_registry npm_config_cafile NPM_CONFIG_CAFILE npm_config_cache NPM_CONFIG_CACHE",
        "npm_config_userconfig NPM_CONFIG_USERCONFIG npm_config_nodedir npm_config_prefix NPM_CONFIG_PREFIX",
        "YARN_REGISTRY YARN_NPM_REGISTRY_SERVER COREPACK_NPM_REGISTRY COREPACK_HOME PNPM_HOME BUN_INSTALL DENO_DIR",
        "GOPROXY GONOPROXY GOPRIVATE GONOSUMDB GOSUMDB GOINSECURE GOFLAGS GOPATH GOMODCACHE GOCACHE GOROOT GOTOOLCHAIN",
        "GOBIN CGO_ENABLED",
        "CARGO_HOME RUSTUP_HOME RUSTUP_TOOLCHAIN RUSTUP_DIST_SERVER RUSTUP_UPDATE_ROOT RUSTUP_AUTO_INSTALL CARGO_NET_OFFLINE",
        "JAVA_HOME JDK_HOME MAVEN_HOME M2_HOME MAVEN_OPTS MAVEN_ARGS GRADLE_HOME GRADLE_USER_HOME GRADLE_OPTS",
        "JAVA_TOOL_OPTIONS SDKMAN_DIR SBT_OPTS COURSIER_CACHE",
        "PYENV_ROOT PYENV_VERSION NVM_DIR NVM_BIN VOLTA_HOME FNM_DIR FNM_MULTISHELL_PATH ASDF_DATA_DIR ASDF_DIR",
        "MISE_DATA_DIR MISE_CACHE_DIR RBENV_ROOT GOENV_ROOT DOTNET_ROOT NUGET_PACKAGES GEM_HOME GEM_PATH BUNDLE_PATH",
        "COMPOSER_HOME COMPOSER_CACHE_DIR MIX_HOME HEX_HOME HEX_MIRROR HEX_MIRROR_URL REBAR_CACHE_DIR",
        "STACK_ROOT CABAL_DIR GHCUP_INSTALL_BASE_PREFIX JULIA_DEPOT_PATH JULIA_PKG_SERVER R_LIBS_USER PUB_CACHE",
        "PUB_HOSTED_URL FLUTTER_STORAGE_BASE_URL TF_CLI_CONFIG_FILE TF_PLUGIN_CACHE_DIR NIX_PATH CONDA_PKGS_DIRS",
        "CC CXX CPP LD AR CFLAGS CXXFLAGS CPPFLAGS LDFLAGS PKG_CONFIG PKG_CONFIG_PATH LIBRARY_PATH LD_LIBRARY_PATH CPATH",
        "SDKROOT MACOSX_DEPLOYMENT_TARGET ANDROID_HOME HOMEBREW_PREFIX HOMEBREW_CELLAR ICU_DATA",
    )
    for name in names.split()
)
_KEPT_PREFIXES = ("LC_",)
_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSW|APIKEY|API_KEY|CREDENTIAL|_AUTH|PRIVATE_KEY", re.IGNORECASE)
_LOGIN_IN_URL = re.compile(r"://[^/\s@]+@")
_PROXY_NAME = re.compile(r"_proxy$", re.IGNORECASE)
_QUIET = {
    "CI": "1",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "PYTHONUNBUFFERED": "1",
    "PIP_NO_INPUT": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_update_notifier": "false",
    "COREPACK_ENABLE_DOWNLOAD_PROMPT": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "DEBIAN_FRONTEND": "noninteractive",
    "DOTNET_CLI_TELEMETRY_OPTOUT": "1",
    "DOTNET_NOLOGO": "1",
    "HOMEBREW_NO_AUTO_UPDATE": "1",
}
_CA_VARIABLES = (
    *("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT", "CARGO_HTTP_CAINFO"),
    *("GIT_SSL_CAINFO", "NODE_EXTRA_CA_CERTS", "NIX_SSL_CERT_FILE"),
)
_PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
GENERATED = ("aclocal.m4", "Makefile.am", "Makefile.in")
_AS_GENERATED = dict.fromkeys(("ACLOCAL", "AUTOCONF", "AUTOHEADER", "AUTOMAKE", "MAKEINFO"), ":")
"""Tells make that what Automake generated is fine. In a checkout its times are those of the checkout, so that make
would want to generate it again, by the very version of Automake that the project used."""
_JAVA_BUILDS = frozenset({"mvn", "mvnw", "gradle", "gradlew", "sbt", "mill"})
MARK = "ISONBOARD_RUN"
"""Every process of a run inherits it, so that none gets away when the run is stopped."""


def step_environment(
    source: Mapping[str, str] | None = None,
    *,
    mark: str = "",
    ca_bundle: str | None = None,
    proxy: str | None = None,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The environment for steps, and the names of variables left out because their values hold a login."""
    source = os.environ if source is None else source
    kept: dict[str, str] = {}
    held_back: list[str] = []
    for name, value in source.items():
        if name not in _KEPT and not name.startswith(_KEPT_PREFIXES):
            continue
        has_login = bool(_LOGIN_IN_URL.search(value)) and not _PROXY_NAME.search(name)
        if has_login or _SECRET_NAME.search(name):
            held_back.append(name)
        else:
            kept[name] = value
    if ca_bundle:
        kept |= dict.fromkeys((name for name in _CA_VARIABLES if name not in kept), ca_bundle)
    if proxy:
        kept |= dict.fromkeys(_PROXY_VARIABLES, proxy)
    kept |= {"PATH": search_path(), **_QUIET}
    kept.setdefault("LANG", "C.UTF-8")
    if mark:
        kept[MARK] = mark
    return kept, tuple(sorted(held_back))


def additions_for(
    argv: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> dict[str, str]:
    """What one step gets beside: Python's own modules do not look for themselves in the checkout, Java has a home.

    `python -m venv` would otherwise run a `venv.py` of the repository. Tests and scripts do need the checkout.
    A configure script whose Makefile.in lies in the checkout (`cwd`) takes it as it is. Many Java builds want JAVA_HOME, which few systems set; it is that of the compiler on the PATH of `env`.
    """
    program = PurePosixPath(argv[0]).name
    if cwd is not None and program == "configure" and all((cwd / name).is_file() for name in GENERATED):
        return _AS_GENERATED
    if env is not None and program in _JAVA_BUILDS and "JAVA_HOME" not in env:
        return _java_home(env.get("PATH", ""))
    if program.startswith("python") and any(
        pair in itertools.pairwise(argv) for pair in (("-m", "venv"), ("-m", "pip"), ("-m", "ensurepip"))
    ):
        return {"PYTHONSAFEPATH": "1"}
    return {}


def _java_home(path: str) -> dict[str, str]:
    compiler = shutil.which("javac", path=path)
    home = Path(os.path.realpath(compiler)).parent.parent if compiler else None
    # a JDK has a file of that name; macOS's /usr/bin/javac is only a stand-in
    return {"JAVA_HOME": str(home)} if home is not None and (home / "release").is_file() else {}
