"""Known failures of set-ups in words: a table of signs in the output, each with what it means and what to do."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from isonboard.model.plan import MissingTool, Step


class Known(NamedTuple):
    """One cause: `sign` is looked for in the last lines, `said` and `hint` may use the sign's named groups."""

    sign: re.Pattern[str]
    said: str
    hint: str


def _known(sign: str, said: str, hint: str) -> Known:
    return Known(re.compile(sign, re.IGNORECASE), said, hint)


KNOWN: tuple[Known, ...] = (
    _known(r"No space left on device|\bENOSPC\b|Disk quota exceeded|disk is full", "The disk is full.", "Free some space and run it again."),
    _known(r"Read-only file system|\bEROFS\b", "It writes outside the checkout, which the sandbox does not allow.", "If you trust it, run it again without the sandbox."),
    _known(r"Cannot allocate memory|JavaScript heap out of memory|OutOfMemoryError|std::bad_alloc|signal: 9|Killed\b.*\b(?:cc1|rustc|ld)\b", "The memory did not suffice.", "Close other programs, or build with fewer jobs at once."),
    _known(r"\b407\b.{0,40}Proxy|Proxy Authentication Required|ERR_PROXY|tunneling socket.*407|CONNECT tunnel failed, response 407", "The proxy wants a password.", "Check HTTPS_PROXY."),
    _known(r"Cannot connect to proxy|ProxyError|proxy.{0,30}(?:refused|timed out)|could not resolve proxy", "The proxy does not answer.", "Check HTTPS_PROXY, or unset it."),
    _known(r"CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate|unable to get (?:local )?issuer|SSL certificate problem|x509: certificate|PKIX path building failed|UNABLE_TO_VERIFY_LEAF|invalid peer certificate|SSL routines.*certificate", "A server's certificate is not trusted here.", "Set network.ca_bundle to your company's CA; Java keeps its own: see keytool -importcert."),
    _known(r"\bE401\b|\b401[: ]+(?:Unauthorized|Client Error)|status(?: code)?:? 401|HTTP(?:/[\d.]+)? 401|\bUnauthorized\b|authentication token.{0,40}(?:not|is) (?:provided|required)|code E401|ERR_PNPM_FETCH_401", "A package registry wants a login.", "Log in to your company's registry (npm login, pip.conf, settings.xml) and run it again."),
    _known(r"\b403[: ]+Forbidden|\bE403\b|status(?: code)?:? 403|HTTP(?:/[\d.]+)? 403", "A package registry refuses access.", "Ask who runs the registry for access to these packages."),
    _known(r"npm ci.{0,60}can only install with an existing package-lock|The `npm ci` command can only install", "npm ci needs a lock file, and there is none.", "Run “npm install” instead."),
    _known(r"npm ci.{0,80}package\.json and package-lock\.json.{0,60}in sync|lock file's .* does not satisfy|ERR_PNPM_OUTDATED_LOCKFILE|lockfile would have been modified|lockfile needs to be updated|--locked was passed|lock file .{0,60}(?:out of date|not up to date)|poetry\.lock.{0,80}(?:changed significantly|not up to date|inconsistent)", "The lock file does not match the manifest.", "The project's main branch may be broken: ask, or install without the lock."),
    _known(r"\bERESOLVE\b|unable to resolve dependency tree|ResolutionImpossible|Could not find a version that satisfies|No matching distribution found|No solution found when resolving", "No set of package versions fits together here.", "Compare the versions of your tools with what the project asks for."),
    _known(r"\bEBADENGINE\b|The engine \"node\" is incompatible|Unsupported engine|requires? node(?:\.js)? version", "The project wants another version of Node.", "Get it with nvm, fnm or mise."),
    _known(r"requires a different Python|requires-python|Requires-Python|python_requires|The current Python version .{0,40}not|is not supported by the project|Python version .{0,30}(?:is not|not) supported", "The project wants another version of Python.", "Get it with pyenv, uv or mise."),
    _known(r"pyenv: version `?'?(?P<version>[\w.]+)'? is not installed", "pyenv has no Python {version}, which the project names.", "Run: pyenv install {version}"),
    _known(r"ensurepip is not available|No module named '?ensurepip|python3?-venv package", "Python's venv module is incomplete on this system.", "Debian and Ubuntu: sudo apt install python3-venv"),
    _known(r"No module named '?pip'?\b", "This Python has no pip.", "Debian and Ubuntu: sudo apt install python3-pip python3-venv"),
    _known(r"externally-managed-environment", "The system's Python does not take packages.", "Use a virtual environment."),
    _known(r"Python\.h: No such file", "Python's headers are missing.", "Debian: sudo apt install python3-dev; Fedora: sudo dnf install python3-devel"),
    _known(r"fatal error: (?P<header>[\w./+-]{1,80}\.h(?:pp)?): No such file", "A C header is missing: {header}.", "Install the development package of that library (Debian: apt-file search {header})."),
    _known(r"cannot find -l(?P<library>[\w+.-]{1,40})", "A library is missing: {library}.", "Install its development package (Debian: lib{library}-dev)."),
    _known(r"add_subdirectory given source \"?(?P<folder>[\w./+-]{1,80})|Cannot find source file:?\s*(?P<file>[\w./+-]{1,80})", "A part of the source is missing: {folder}{file}.", "If it is a submodule, fetch it: isonboard setup PATH --submodules."),
    _known(r"Could NOT find (?P<package>[\w:+.-]{1,60})|Could not find a package configuration file provided by \"(?P<package2>[\w+.-]{1,60})\"", "CMake does not find {package}{package2}.", "Install its development package."),
    _known(r"Dependency \"?(?P<package>[\w+.-]{1,60})\"? (?:not found|found: NO)|No package '(?P<package2>[\w+.-]{1,60})' found", "The library {package}{package2} is missing.", "Install its development package."),
    _known(r"CMake (?P<version>[\d.]+) or higher is required", "CMake {version} or newer is wanted.", "Get it with pipx install cmake, or mise."),
    _known(r"invalid go version '(?P<version>[\d.]+)'|go(?:\.mod)? requires go >= ?(?P<version2>[\d.]+)|module requires Go (?P<version3>[\d.]+)|package .{1,80} is not in (?:GOROOT|std)", "The project wants a newer Go{version: }{version2: }{version3: }.", "Get it from go.dev/dl or with mise; Go 1.21 and later fetch it by themselves (GOTOOLCHAIN=auto)."),
    _known(r"feature `edition(?P<edition>20\d\d)` is required|requires rustc (?P<version>[\d.]+)|rustc [\d.]+ is not supported|is unknown edition|lock file version .{1,20} requires|needs a newer (?:version of )?Cargo", "The project wants a newer Rust{version: }.", "Run: rustup update"),
    _known(r"toolchain '(?P<name>[\w.+-]{1,60})' is not installed|rustup could not choose a version", "The Rust toolchain that the project names is not installed.", "Run: rustup toolchain install {name}"),
    _known(r"linker `?cc`? not found|C compiler cannot create executables|No CMAKE_C(?:XX)?_COMPILER|command 'gcc' failed: No such|gcc: not found|unable to execute '?(?:gcc|cc)|cc: (?:command )?not found|exec: \"gcc\"", "There is no C compiler.", "Debian: sudo apt install build-essential; macOS: xcode-select --install"),
    _known(r"JAVA_HOME (?:is not|environment variable is not)|JAVA_HOME is set to an invalid|No compiler is provided in this environment", "There is no JDK, or JAVA_HOME leads nowhere.", "Install a JDK (not only a JRE) and set JAVA_HOME."),
    _known(r"(?:release version|invalid target release:?|invalid source release:?) (?P<version>[\d.]+)(?: not supported)?|class file version (?P<file>[\d.]+)|UnsupportedClassVersionError|RequireJavaVersion failed|requires? (?:at least )?(?:Java|JVM) (?P<version2>\d+)", "The project wants another JDK{version: }{version2: }.", "Get it with sdkman or mise and set JAVA_HOME."),
    _known(r"RequireMavenVersion failed", "The project wants another version of Maven.", "Use its wrapper (./mvnw), or get it with sdkman or mise."),
    _known(r"Unsupported class file major version|Could not (?:determine java version|open .{1,40} generic class cache)", "This Gradle cannot work with your JDK.", "Use the JDK that the project names; Gradle's compatibility matrix lists which fits."),
    _known(r"gyp ERR! find Python|node-gyp.{0,80}(?:not found|failed)|gyp ERR! (?:stack|build)", "A Node package has to be compiled, and that failed.", "It needs python3, make and a C++ compiler."),
    _known(r"\bEADDRINUSE\b|Address already in use|port \d+ is (?:already )?(?:in use|allocated)", "A port that it wants is taken.", "End the program that holds it."),
    _known(r"Connection refused.{0,80}(?::|port )?(?P<port>5432|3306|6379|27017|9200|5672|9092)|could not connect to server.{0,60}(?P<port2>5432)", "It wants a service that does not run here (port {port}{port2}).", "Start the database or broker that the project names."),
    _known(r"Cannot connect to the Docker daemon|docker: not found|docker: command not found", "It wants Docker.", "Start Docker, or leave these tests out."),
    _known(r"Could not resolve host|Temporary failure in name resolution|\bENOTFOUND\b|\bEAI_AGAIN\b|Name or service not known|no such host|nodename nor servname|UnknownHostException", "A host is not found.", "Check the network, the VPN and the proxy."),
    _known(r"Connection refused|\bECONNREFUSED\b", "A server does not answer.", "Check the network, the VPN and the proxy."),
    _known(r"\bETIMEDOUT\b|ESOCKETTIMEDOUT|Read timed out|Connection timed out|ConnectTimeout|i/o timeout|network is unreachable|\bENETUNREACH\b", "A server did not answer in time.", "Check the network and the proxy, then try again."),
    _known(r"\bECONNRESET\b|Connection (?:was )?reset|unexpected EOF|IncompleteRead|Premature close", "A connection was cut.", "Try again."),
    _known(r"\bETARGET\b|No matching version found|notarget|\b404\b.{0,60}(?:Not Found|registry)|\bE404\b|Could not find artifact|Could not resolve dependencies|unknown revision", "A package or version is not to be had from the registry.", "If it is a company package, set the company's registry; else ask the project."),
    _known(r"Permission denied|\bEACCES\b|Operation not permitted|\bEPERM\b", "Something may not be written or started.", "Look at who owns the folder, and at the file's executable bit."),
    _known(r"Too many open files|\bEMFILE\b|\bENOSPC\b: System limit for number of file watchers", "A limit of the system is reached.", "Raise it (ulimit -n), or close other programs."),
    _known(r"make: \*\*\* No rule to make target '?`?(?P<target>[\w./-]{1,60})", "The Makefile has no target “{target}”.", "Look into the Makefile for what it is called."),
    _known(r"(?:^|[:\s])(?P<program>[\w.+-]{1,40}): (?:command )?not found|exec: \"(?P<program2>[\w.+-]{1,40})\": executable file not found|spawn (?P<program3>[\w.+-]{1,40}) ENOENT|make: (?P<program4>[\w.+-]{1,40}): No such file", "The program {program}{program2}{program3}{program4} is missing.", "Install it and run it again."),
    _known(r"ModuleNotFoundError: No module named '(?P<module>[\w.]{1,60})'", "The Python module {module} is missing.", "A dependency is not declared: look for it in the project's documents."),
    _known(r"Cannot find module '(?P<file>[./][^'\n]{1,200})'", "The file {file} is missing.", "A build step may have to make it, or the source is incomplete."),
    _known(r"Cannot find module '(?P<module>[^'\n]{1,80})'", "The Node module {module} is missing.", "Run the install step again."),
)  # fmt: skip


def explanation_of(
    step: Step,
    exit_code: int | None,
    tail: Sequence[str],
    missing: Sequence[MissingTool] = (),
    *,
    timed_out: bool = False,
) -> str:
    """A failed step in one or two sentences: what happened and what to do; "" when nobody knows."""
    if timed_out:
        return f"It was ended after {_minutes(step.timeout)}. If it only needs longer, raise workspace.step_timeout."
    newest = list(reversed(tail))
    for known in KNOWN:
        for line in newest:
            if match := known.sign.search(line):
                return f"{_filled(known.said, match)} {_filled(known.hint, match)}"
    for tool in missing:
        if tool.tool in step.needs and tool.found:
            return f"{tool.tool} {tool.found} is here, {tool.wanted} is wanted. {tool.advice}"
    if exit_code is not None and exit_code < 0:
        return f"It was ended by signal {-exit_code}."
    return ""


def _filled(sentence: str, match: re.Match[str]) -> str:
    """The sentence with the sign's groups; `{name: }` puts a space before a group that is there."""

    def value(found: re.Match[str]) -> str:
        text = match.groupdict().get(found[1]) or ""
        return f" {text}" if text and found[2] else text

    return re.sub(r"\{(\w+)(: )?\}", value, sentence)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
