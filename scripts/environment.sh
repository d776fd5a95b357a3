#!/bin/sh
# environment.sh LOCKFILE: make .venv here and install exactly what LOCKFILE says, hashes checked.
# environment.sh --fits: whether .venv runs and opens this very checkout (not one that was moved, renamed or copied).
# Uses python3 with its venv module; without python3-venv, uv or pip; else says which package is missing (exit 2).
set -eu
lock=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$here"

say() { printf 'isonboard: %s\n' "$1" >&2; }

fits() {
    .venv/bin/python -I -c 'import os, sys, isonboard
sys.exit(not os.path.samefile(os.path.dirname(isonboard.__file__), "src/isonboard"))' >/dev/null 2>&1
}

if [ "$lock" = --fits ]; then
    fits
    exit
fi

python=
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] || continue
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done

uv=
if command -v uv >/dev/null 2>&1; then uv=uv; fi

if [ -z "$python" ] && [ -z "$uv" ]; then
    say 'Python 3.11 or newer is needed: install it (Debian: sudo apt install python3 python3-venv) and try again.'
    exit 2
fi

# a stamp says that the environment was whole once; without one it is half made and can be finished
if { [ -e .venv/run.stamp ] || [ -e .venv/dev.stamp ]; } && ! fits; then
    say 'the environment in .venv was made for another place or another Python: making it anew'
    rm -rf .venv
fi

install_with=
if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    : # keep it, bring it up to date below
else
    rm -rf .venv
    say 'making the environment in .venv (once)'
    if [ -n "$python" ] && "$python" -c 'import ensurepip, venv' 2>/dev/null && "$python" -m venv .venv 2>/dev/null; then
        :
    elif [ -n "$uv" ]; then
        rm -rf .venv
        uv venv --quiet ${python:+--python "$python"} .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        rm -rf .venv
        "$python" -m venv --without-pip .venv
    else
        rm -rf .venv
        say 'the package python3-venv is missing: install it (Debian: sudo apt install python3-venv) and try again.'
        exit 2
    fi
fi

if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    install_with='.venv/bin/python -m pip --disable-pip-version-check install --quiet'
elif [ -n "$uv" ]; then
    install_with="uv pip install --quiet --compile-bytecode --python .venv/bin/python"
elif [ -n "$python" ] && "$python" -m pip --version >/dev/null 2>&1; then
    install_with="$python -m pip --python .venv/bin/python --disable-pip-version-check install --quiet"
else
    rm -rf .venv
    say 'neither pip nor uv is here: install python3-venv (Debian: sudo apt install python3-venv) and try again.'
    exit 2
fi

say "installing what $lock lists (once)"
if ! $install_with --require-hashes -r "$lock"; then
    say 'the packages could not be installed: check the network or the proxy (HTTPS_PROXY) and try again.'
    exit 2
fi
# the checkout itself, live: no build step, so nothing that is not in the lock file is needed
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$here/src" > "$site/isonboard-checkout.pth"
.venv/bin/python -m compileall -q src 2>/dev/null || true
