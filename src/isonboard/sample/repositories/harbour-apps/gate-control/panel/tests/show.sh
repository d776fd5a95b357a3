#!/bin/sh
set -eu
expect() {
    said=$(sh show.sh "$1")
    [ "$said" = "$2" ] || { printf '%s: expected\n%s\ngot\n%s\n' "$1" "$2" "$said" >&2; exit 1; }
}
expect 'green Welcome on board' '( ) ( ) (>)
Welcome on board'
expect 'red Your ferry leaves at 13:00' '(X) ( ) ( )
Your ferry leaves at 
13:00'
expect 'purple rain' '( ) (!) ( )
rain'
expect '' '( ) (!) ( )'
echo "the panel shows what it should"
