#!/usr/bin/env bash
# Assumed: an answer with `Content-Encoding: gzip` and no body at all (a framework that labels every
# answer, a success without words) reads as an empty text, as it does in Node.js' own fetch.
# Seen: workerd's fetch gives the status, and reading the body then throws, for gzip and for br, with
# a length of 0 as with an empty chunked body; for deflate it does not.
# Who reads the body within the same try as the fetch takes a receiver's 200 for a network failure.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund workerd@1.20261117.1
cat >config.capnp <<'CAPNP'
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .asker), (name = "internet", network = (allow = ["local", "private"]))],
  sockets = [(name = "http", http = (), service = "main")]);
const asker :Workerd.Worker = (
  modules = [(name = "asker.js", esModule = embed "asker.js")], compatibilityDate = "2026-11-01");
CAPNP
cat >ask.js <<'JS'
export async function ask(path) {
  const answer = await fetch(`http://127.0.0.1:8918/${path}`);
  try {
    return `${answer.status}, body of ${(await answer.text()).length}`;
  } catch (error) {
    return `${answer.status}, then ${error.name}: ${error.message}`;
  }
}
JS
(cat ask.js; echo 'export default { fetch: async (r) => new Response(await ask(new URL(r.url).pathname.slice(1))) };') >asker.js
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { spawn } from "node:child_process";
import { ask } from "./ask.mjs";
const server = createServer((request, response) => {
  const [, coding, way] = request.url.split("/");
  response.setHeader("Content-Encoding", coding);
  if (way === "length") response.setHeader("Content-Length", 0);
  else response.flushHeaders();
  response.end();
}).listen(8918, "127.0.0.1");
const workerd = spawn("node_modules/.bin/workerd", ["serve", "config.capnp", "--socket-addr=http=127.0.0.1:8919"]);
const through = async (path) => (await fetch(`http://127.0.0.1:8919/${path}`)).text();
for (let tries = 0; tries < 100; tries++)
  try { await through("deflate/length"); break; } catch { await new Promise((done) => setTimeout(done, 100)); }
for (const path of ["gzip/length", "gzip/chunked", "br/length", "deflate/length"])
  console.log(`${path}: workerd 1.20261117.1: ${await through(path)}; Node.js: ${await ask(path)}`);
workerd.kill();
process.exit();
JS
cp ask.js ask.mjs
node run.mjs | tee seen
diff seen - <<'EXPECTED'
gzip/length: workerd 1.20261117.1: 200, then TypeError: Gzip compressed stream ended prematurely.; Node.js: 200, body of 0
gzip/chunked: workerd 1.20261117.1: 200, then TypeError: Gzip compressed stream ended prematurely.; Node.js: 200, body of 0
br/length: workerd 1.20261117.1: 200, then TypeError: Brotli compressed stream ended prematurely.; Node.js: 200, body of 0
deflate/length: workerd 1.20261117.1: 200, body of 0; Node.js: 200, body of 0
EXPECTED
