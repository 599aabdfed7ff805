using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  # As in edge/workerd.capnp.
  v8Flags = ["--max-semi-space-size=2", "--initial-old-space-size=8"],
  services = [
    (name = "main", worker = (
      compatibilityDate = "2026-11-01",
      modules = [(name = "javascript.js", esModule = embed "javascript.js")],
      durableObjectNamespaces = [(className = "Mailbox", uniqueKey = "bench", enableSql = true)],
      durableObjectStorage = (localDisk = "mailboxes"),
      bindings = [(name = "MAILBOX", durableObjectNamespace = "Mailbox")],
    )),
    (name = "mailboxes", disk = (writable = true)),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);
