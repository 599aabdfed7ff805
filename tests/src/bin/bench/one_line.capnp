using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "hello", worker = (
    compatibilityDate = "2026-11-01",
    modules = [(name = "hello.js", esModule = "export default { fetch() { return new Response('hello') } }")],
  ))],
  sockets = [(name = "http", http = (), service = "hello")],
);
