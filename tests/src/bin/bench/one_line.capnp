using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  # As in edge/workerd.capnp.
  v8Flags = ["--max-semi-space-size=2", "--initial-old-space-size=8"],
  services = [(name = "hello", worker = (
    compatibilityDate = "2026-11-01",
    modules = [(name = "hello.js", esModule = "export default { fetch() { return new Response('hello') } }")],
  ))],
  sockets = [(name = "http", http = (), service = "hello")],
);
