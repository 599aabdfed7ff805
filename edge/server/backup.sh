#!/bin/sh
# Copies every mailbox while the edge runs: backup.sh FROM TO
#
# Each copy is whole and of one moment, and checked. It is written anew from what is there (VACUUM INTO), so that nothing of what was
# deleted, which SQLite leaves in free pages, is in it. The alarms come last: one for what is not
# in the copy finds nothing to do, but what is in the copy must not be without one. What is copied is as secret as what it is
# copied from. Needs the program sqlite3.
set -eu
umask 077
from=${1:?usage: backup.sh FROM TO} to=${2:?usage: backup.sh FROM TO}
[ -d "$from" ] || { echo "there is no $from" >&2; exit 1; }
# Without a slash at its end, and not a link: what lies below is named from here on.
from=$(realpath "$from")
[ ! -e "$to" ] || { echo "$to is there already" >&2; exit 1; }

copy() {
    rel=${1#"$from"/}
    mkdir -p "$to/$(dirname "$rel")"
    sqlite3 -cmd ".timeout 10000" "$1" "VACUUM INTO '$to/$rel'"
    [ "$(sqlite3 "$to/$rel" 'PRAGMA integrity_check')" = ok ] || { echo "$rel is damaged" >&2; exit 1; }
}

find -L "$from" -name '*.sqlite' ! -name metadata.sqlite | while read -r file; do copy "$file"; done
find -L "$from" -name metadata.sqlite | while read -r file; do copy "$file"; done
[ -e "$to" ] || { echo "there is no mailbox in $from" >&2; exit 1; }
echo "$(find "$to" -name '*.sqlite' ! -name metadata.sqlite | wc -l) mailboxes in $to"
