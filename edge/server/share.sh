#!/bin/sh
# Shares the units over several processes of this server, so that it uses more than one core; run as root: share.sh PROCESSES [UNIT...]
#
# A process is known by its port, from 8787 on. Each unit lives in one of them: /etc/tuong-tac/edges.conf tells nginx in which, and
# its mailbox is moved there with its alarm, wherever below /var/lib/tuong-tac it is found. Units that are named leave this host: their
# mailboxes are moved to /var/lib/tuong-tac-out. Meanwhile nothing runs; what is sent then is sent again by the browsers. If it is
# interrupted nothing starts, nothing is lost, and it is run once more. With TT_ROOT it works below that folder and starts nothing.
set -eu
umask 077
root=${TT_ROOT:-}
here=$(cd "$(dirname "$0")" && pwd)
edges=$root/etc/tuong-tac/edges.conf
data=$root/var/lib/tuong-tac
out=$root/var/lib/tuong-tac-out
first=8787

case ${1:-} in
    [1-9] | 1[0-6]) last=$((first + $1 - 1)) ;;
    *) echo 'usage: share.sh PROCESSES (1 to 16) [UNIT...]' >&2; exit 2 ;;
esac
shift
leaving=" $* "

# Mailboxes are touched as who owns them.
own() { if [ -n "$root" ]; then "$@"; else runuser -u tuong-tac -- "$@"; fi; }
system() { [ -n "$root" ] || systemctl "$@"; }
# Where the process of a port keeps its mailboxes.
folder_of() { if [ "$1" = $first ]; then echo "$data/tuong-tac-mailbox"; else echo "$data/$1/tuong-tac-mailbox"; fi; }
# In which process a unit lives: they take turns, in the order of the list. One that is not in it lives in the first.
port_of() {
    nth=$(grep -nx "$1" "$here/UNITS" | cut -d: -f1)
    echo $((first + (${nth:-1} - 1) % (last - first + 1)))
}

write_edges() {
    echo '# Where each unit'"'"'s edge is, for nginx.conf: written by share.sh.'
    for port in $(seq $first $last); do
        printf 'upstream tuong_tac_%s {\n    server 127.0.0.1:%s;\n    keepalive 64;\n' "$port" "$port"
        printf '    # Less than the 15 s after which workerd closes.\n    keepalive_timeout 10s;\n}\n'
    done
    # shellcheck disable=SC2016 # nginx's variables.
    printf 'map $uri $tuong_tac {\n    default tuong_tac_%s;\n' $first
    while read -r unit; do
        printf '    ~^/(u|install|v1/units)/%s(/|$) tuong_tac_%s;\n' "$unit" "$(port_of "$unit")"
    done <"$here/UNITS"
    echo '}'
}

# Whose mailbox a file is; nothing where it was only ever asked whether it is there.
whose="SELECT value FROM meta WHERE key = 'unit'"
unit_of() { own sqlite3 "$1" "$whose" || echo "$1 cannot be read: it stays where it is" >&2; }

# Moves the mailbox FILE into the folder TO. Its alarm is there first: one too many finds nothing to do.
move() {
    file=$1 to=$2 id=$(basename "$1" .sqlite) from=$(dirname "$1")
    if [ -e "$to/$id.sqlite" ]; then
        there=$(own sqlite3 "$to/$id.sqlite" "$whose")
        [ -z "$there" ] || { echo "two mailboxes of $there: $file and $to/$id.sqlite" >&2; exit 1; }
        own rm -f "$to/$id.sqlite" "$to/$id.sqlite-wal" "$to/$id.sqlite-shm"
    fi
    own sqlite3 "$from/metadata.sqlite" '.schema _cf_ALARM' |
        sed 's/CREATE TABLE /CREATE TABLE IF NOT EXISTS /' | own sqlite3 "$to/metadata.sqlite"
    own sqlite3 "$from/metadata.sqlite" "ATTACH '$to/metadata.sqlite' AS there; \
        INSERT OR REPLACE INTO there._cf_ALARM SELECT * FROM _cf_ALARM WHERE actor_id = '$id'"
    # All that was written since goes into the file itself.
    own sqlite3 "$file" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
    [ ! -s "$file-wal" ] || { echo "$file is in use" >&2; exit 1; }
    own mv "$file" "$to/"
}

command -v sqlite3 >/dev/null || { echo 'sqlite3 is missing: apt-get install sqlite3' >&2; exit 1; }
if [ $last != $first ] && ! grep -qrs "^ *include /etc/tuong-tac/edges.conf;" "$root/etc/nginx"; then
    echo 'nginx does not read /etc/tuong-tac/edges.conf, and would not find the units: its file must be that of this release.' >&2
    exit 1
fi
# After a power cut in the middle nothing is to start.
system disable --quiet tuong-tac.service
system stop tuong-tac.service 'tuong-tac@*.service'
trap 'echo "It did not come to its end, and nothing runs: put right what it says, and run it again." >&2' EXIT

write_edges >"$edges.new"
for port in $(seq $first $last); do
    own mkdir -p "$(folder_of "$port")"
done
if [ -n "${leaving# }" ]; then
    mkdir -p "$out"
    [ -n "$root" ] || chown tuong-tac: "$out"
    own mkdir -p "$out/tuong-tac-mailbox"
fi
find -L "$data" -path '*/tuong-tac-mailbox/*.sqlite' ! -name metadata.sqlite | sort | while read -r file; do
    unit=$(unit_of "$file")
    case $leaving in
        *" $unit "*) to=$out/tuong-tac-mailbox ;;
        *) to=$(folder_of "$(port_of "$unit")") ;;
    esac
    if [ -n "$unit" ] && [ "$(dirname "$file")" != "$to" ]; then
        move "$file" "$to"
        echo "$unit: $to"
    fi
done
sync
# An alarm stays where its mailbox is.
find -L "$data" -path '*/tuong-tac-mailbox/metadata.sqlite' | while read -r alarms; do
    ids=$(find -L "$(dirname "$alarms")" -name '*.sqlite' ! -name metadata.sqlite | sed "s|.*/\(.*\)\.sqlite|'\1'|" | paste -sd, -)
    own sqlite3 "$alarms" "DELETE FROM _cf_ALARM WHERE actor_id NOT IN ($ids)"
done
mv "$edges.new" "$edges"

# The others start and stop with the first.
wants=$root/etc/systemd/system/tuong-tac.service.wants
mkdir -m 755 -p "$wants"
rm -f "$wants"/tuong-tac@*.service
for port in $(seq $((first + 1)) $last); do
    ln -s ../tuong-tac@.service "$wants/tuong-tac@$port.service"
done
system daemon-reload
# Before anything runs: by the map of before, nginx would bring units to a process that has no longer their mailboxes.
if [ -z "$root" ] && systemctl is-active --quiet nginx; then
    nginx -t -q
    systemctl reload nginx
fi
trap - EXIT
[ -z "$root" ] || exit 0
systemctl enable --quiet --now tuong-tac.service
for port in $(seq $first $last); do
    curl -fs -o /dev/null --retry 40 --retry-delay 1 --retry-all-errors "http://127.0.0.1:$port/healthz/ready" ||
        { echo "the process at $port does not answer: journalctl -u 'tuong-tac*'" >&2; exit 1; }
done
