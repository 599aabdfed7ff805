#!/bin/sh
# Installs this release of the edge, or goes over to it from another; run as root from the unpacked archive: ./install.sh
#
# Mailboxes stay where they are. If the new release does not answer within 20 seconds, the one before is put back and runs
# again. `./install.sh --back` goes back by hand. `./install.sh --scrub` takes out of the databases what was deleted in them, while the edge is
# stopped for it. With TT_ROOT the files go below that folder and nothing is started.
set -eu
# What is installed is read by the service's own user.
umask 022
root=${TT_ROOT:-}
here=$(cd "$(dirname "$0")" && pwd)
opt=$root/opt/tuong-tac
etc=$root/etc/tuong-tac
data=$root/var/lib/tuong-tac

say() { printf '%s\n' "$*"; }

# Each release brings its own unit file.
switch() {
    ln -sfn "$1" "$opt/next"
    mv -T "$opt/next" "$opt/current"
    cp "$opt/current/tuong-tac.service" "$root/etc/systemd/system/tuong-tac.service"
    # The processes beside the first, each with a port and a folder of its own: share.sh.
    sed -e 's/^\[Unit\]$/&\nPartOf=tuong-tac.service/' -e 's/127\.0\.0\.1:8787/127.0.0.1:%i/' \
        -e 's|=/var/lib/tuong-tac |=/var/lib/tuong-tac/%i |' -e 's|^StateDirectory=.*|&/%i|' -e '/^\[Install\]$/,$d' \
        "$opt/current/tuong-tac.service" >"$root/etc/systemd/system/tuong-tac@.service"
    [ -n "$root" ] || systemctl daemon-reload
}

# Takes out of the databases what was deleted or overwritten in them, while nothing runs.
scrub() {
    [ -n "$root" ] || systemctl stop tuong-tac.service 'tuong-tac@*.service'
    own "$opt/current/scrub.sh" "$data" ||
        say "What was deleted is still in $data: stop the edge and run $opt/current/scrub.sh $data" >&2
}

running() {
    [ -z "$root" ] || return 0
    systemctl restart tuong-tac.service
    for _ in $(seq 1 40); do
        sleep 0.5
        ! ready || return 0
    done
    return 1
}

# Mailboxes are touched as who owns them.
own() { if [ -n "$root" ]; then "$@"; else runuser -u tuong-tac -- "$@"; fi; }

# The mailboxes of releases that left moments of tips, and bodies that were delivered, in their databases: by the steps of
# their tables.
old() {
    find -L "$data" -path '*/tuong-tac-mailbox/*.sqlite' ! -name metadata.sqlite | while read -r file; do
        steps=$(own sqlite3 "$file" "SELECT value FROM meta WHERE key = 'version'" 2>/dev/null || true)
        [ "${steps:-0}" -ge 7 ] || echo "$file"
    done
}

# Whether every process answers.
ready() {
    for server in $(sed -n 's/^ *server \(.*\);$/\1/p' "$etc/edges.conf"); do
        curl -fs -o /dev/null "http://$server/healthz/ready" || return 1
    done
}

if [ "${1:-}" = --scrub ]; then
    scrub
    running || { say 'It does not answer: journalctl -u tuong-tac' >&2; exit 1; }
    exit 0
fi

if [ "${1:-}" = --back ]; then
    before=$(readlink "$opt/before") || { say 'There is no release before this one.' >&2; exit 1; }
    switch "$before"
    running || { say "$before does not answer: journalctl -u tuong-tac" >&2; exit 1; }
    say "Back at $before."
    exit 0
fi

# Whether all of a folder is as it was packed.
whole() { (cd "$1" && sha256sum --quiet --check SHA256SUMS); }

whole "$here" || { say 'The archive is damaged.' >&2; exit 1; }
release=$(cat "$here/RELEASE")

if [ -z "$root" ]; then
    [ -e /etc/ssl/certs/ca-certificates.crt ] || { say 'Nobody is trusted here: apt-get install ca-certificates' >&2; exit 1; }
    id -u tuong-tac >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin tuong-tac
fi
if [ -d "$data/tuong-tac-mailbox" ] && ! command -v sqlite3 >/dev/null; then
    say 'sqlite3 is missing: apt-get install sqlite3' >&2
    exit 1
fi
mkdir -p "$opt/releases" "$etc" "$root/etc/systemd/system"
# One that is there already may have been cut short, or altered since.
if ! whole "$opt/releases/$release" >/dev/null 2>&1; then
    rm -rf "$opt/releases/$release.part"
    cp -r "$here" "$opt/releases/$release.part"
    whole "$opt/releases/$release.part" || { say 'The copy is damaged.' >&2; exit 1; }
    rm -rf "${opt:?}/releases/$release"
    mv "$opt/releases/$release.part" "$opt/releases/$release"
fi
if [ ! -e "$etc/edge.env" ]; then
    (umask 077; cp "$here/edge.env.example" "$etc/edge.env")
    say "Put the units' secrets into $etc/edge.env."
fi
[ -e "$etc/edges.conf" ] || cp "$here/edges.conf" "$etc/edges.conf"

before=$(readlink "$opt/current" || true)
switch "releases/$release"
# Nothing may write meanwhile.
if [ -d "$data" ] && [ -n "$(old)" ]; then
    scrub
fi
if [ -z "$root" ]; then
    systemctl enable --quiet tuong-tac.service
fi
if running; then
    [ -z "$before" ] || [ "$before" = "releases/$release" ] || ln -sfn "$before" "$opt/before"
    say "Release $release runs."
elif [ -n "$before" ]; then
    switch "$before"
    running || true
    say "Release $release does not answer; $before runs again. journalctl -u tuong-tac" >&2
    exit 1
else
    say "Release $release does not answer: journalctl -u tuong-tac" >&2
    exit 1
fi
