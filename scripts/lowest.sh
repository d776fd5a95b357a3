#!/bin/sh
# lowest.sh [PYTEST ARGUMENTS]: the tests with the lowest version of every direct dependency that pyproject.toml allows,
# in an environment of its own (build/lowest). Needs uv.
set -eu
cd "$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)"
command -v uv >/dev/null || { echo 'lowest: uv is needed (https://docs.astral.sh/uv)' >&2; exit 2; }
place=build/lowest
mkdir -p build
uv venv --quiet --clear --python 3.11 "$place"
uv pip compile --quiet --resolution lowest-direct --no-header --no-annotate -p 3.11 pyproject.toml -o "$place/lowest.txt"
uv pip install --quiet --python "$place/bin/python" -r "$place/lowest.txt"
uv pip install --quiet --python "$place/bin/python" -c "$place/lowest.txt" --group dev
site=$("$place/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$PWD/src" > "$site/isonboard-checkout.pth"
grep -E '^(textual|httpx|truststore|rapidfuzz|platformdirs|tomli-w|msgspec|numpy|markdown-it-py|pyyaml)==' "$place/lowest.txt"
exec "$place/bin/python" -m pytest -p no:cacheprovider "$@"
