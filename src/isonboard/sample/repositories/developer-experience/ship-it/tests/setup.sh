#!/bin/sh
# A second run of scripts/setup must leave an adjusted configuration alone.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -R scripts config.example "$place"
sh "$place/scripts/setup" > /dev/null
echo 'remote=upstream' >> "$place/.local/config"
sh "$place/scripts/setup" > /dev/null
grep -q '^remote=upstream$' "$place/.local/config"
