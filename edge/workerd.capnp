# The edge on a server of one's own: the worker that `cargo run -p bundle` builds, as Cloudflare would run it.
#
#   workerd serve edge/workerd.capnp --socket-addr http=127.0.0.1:8787 --directory-path mailboxes=/var/lib/tuong-tac \
#     --directory-path assets=target/bundle/files
#
# TLS ends in the server in front, which hands on `Host` and `Origin` as they came and, where ratings are to be limited by
# address, puts the client's address into the header named by CLIENT_ADDRESS_HEADER, over whatever the client sent.
# Everything below that is `fromEnvironment` is null where the variable is not set.
using Workerd = import "/workerd/workerd.capnp";

# What V8 collects late it collects long: an object of the runtime's dies with a full collection only, which stops everybody for 100 to
# 200 ms every 5 to 10 s under load. So early, 20 to 40 ms at a time; both in MB. `workerd` is pinned, and with it what these mean.
const v8Flags :List(Text) = ["--max-semi-space-size=2", "--initial-old-space-size=8"];

const config :Workerd.Config = (
  v8Flags = .v8Flags,
  services = [
    (name = "edge", worker = .worker),
    # One SQLite database a unit. Back this directory up, and nobody but this process should read it.
    (name = "mailboxes", disk = (writable = true)),
    # What browsers download, by release.
    (name = "assets", disk = (writable = false)),
    # Units' endpoints are on the public internet: an address inside is never meant.
    (name = "internet", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
    # Where "check my portal" looks: public addresses only, also where units' endpoints are let stand inside.
    (name = "portals", network = (allow = ["public"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", http = (), service = "edge")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-11-01",
  modules = [
    (name = "index.js", esModule = embed "../target/bundle/worker/index.js"),
    (name = "index_bg.wasm", wasm = embed "../target/bundle/worker/index_bg.wasm"),
  ],
  durableObjectNamespaces = [(className = "Mailbox", uniqueKey = "tuong-tac-mailbox", enableSql = true)],
  durableObjectStorage = (localDisk = "mailboxes"),
  globalOutbound = "internet",
  bindings = [
    (name = "MAILBOX", durableObjectNamespace = "Mailbox"),
    (name = "PORTALS", service = "portals"),
    (name = "ASSETS", service = "assets"),
    (name = "UNIT_OVERRIDES", fromEnvironment = "UNIT_OVERRIDES"),
    (name = "CLIENT_ADDRESS_HEADER", fromEnvironment = "CLIENT_ADDRESS_HEADER"),
    (name = "METRICS_TOKEN", fromEnvironment = "METRICS_TOKEN"),
    (name = "UNIT_RATINGS_PER_MINUTE", fromEnvironment = "UNIT_RATINGS_PER_MINUTE"),
    (name = "PUBLIC_ORIGIN", fromEnvironment = "PUBLIC_ORIGIN"),
    # The secrets of the units' endpoints.
    (name = "WEBHOOK_BENHVIEN_198", fromEnvironment = "WEBHOOK_BENHVIEN_198"),
    (name = "WEBHOOK_C06", fromEnvironment = "WEBHOOK_C06"),
    (name = "WEBHOOK_CONGAN_THANHHOA", fromEnvironment = "WEBHOOK_CONGAN_THANHHOA"),
    (name = "WEBHOOK_HVANND", fromEnvironment = "WEBHOOK_HVANND"),
    (name = "WEBHOOK_HVCSND", fromEnvironment = "WEBHOOK_HVCSND"),
    # The bearer tokens of the units' own systems.
    (name = "TOKEN_BENHVIEN_198", fromEnvironment = "TOKEN_BENHVIEN_198"),
    (name = "TOKEN_C06", fromEnvironment = "TOKEN_C06"),
    (name = "TOKEN_HVANND", fromEnvironment = "TOKEN_HVANND"),
    (name = "TOKEN_HVCSND", fromEnvironment = "TOKEN_HVCSND"),
    (name = "TOKEN_CONGAN_THANHHOA", fromEnvironment = "TOKEN_CONGAN_THANHHOA"),
  ],
);
