#!/bin/sh
# show.sh "COLOUR WORDS": three lines for the post beside the gate, 24 characters wide.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib/lamp.sh"

line=${1-}
colour=${line%% *}
words=${line#* }
[ "$words" != "$line" ] || words=""
lamp "$colour"
printf '%s\n' "$words" | fold -s -w 24 | head -n 2
