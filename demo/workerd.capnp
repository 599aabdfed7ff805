# The edge of the demo and of the tests: the worker that is deployed, with a network that reaches this machine.
using Workerd = import "/workerd/workerd.capnp";
using Edge = import "../edge/workerd.capnp";

const config :Workerd.Config = (
  v8Flags = Edge.v8Flags,
  services = [
    (name = "edge", worker = Edge.worker),
    (name = "mailboxes", disk = (writable = true)),
    (name = "assets", disk = (writable = false)),
    # Units' endpoints listen on loopback here; the production file allows public addresses only.
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
    # As do the demo's portals.
    (name = "portals", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", http = (), service = "edge")],
);
