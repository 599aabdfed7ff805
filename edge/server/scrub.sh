#!/bin/sh
# Takes out of every database below FOLDER what was deleted or overwritten in it, while nothing runs: scrub.sh FOLDER
#
# SQLite deletes without erasing, and its write-ahead log keeps earlier states of a page. There lie the
# moments at which tips came (workerd's alarms), where they were released at once, as by earlier releases.
# Each database is written anew (VACUUM) and its log emptied; nothing of what waits changes. A database
# needs as much room again meanwhile. What the file system keeps of freed blocks is not touched. Needs the
# program sqlite3.
set -eu
umask 077
folder=${1:?usage: scrub.sh FOLDER}
[ -d "$folder" ] || { echo "there is no $folder" >&2; exit 1; }
command -v sqlite3 >/dev/null || { echo 'sqlite3 is missing: apt-get install sqlite3' >&2; exit 1; }

find -L "$folder" -name '*.sqlite' | {
    failed=0
    while read -r file; do
        said=$(sqlite3 "$file" 'VACUUM' 'PRAGMA wal_checkpoint(TRUNCATE)' 2>&1) && [ ! -s "$file-wal" ] && continue
        echo "$file is as it was: $said" >&2
        failed=1
    done
    exit $failed
}
