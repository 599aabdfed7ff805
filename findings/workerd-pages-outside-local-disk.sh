#!/usr/bin/env bash
# Assumed: with `durableObjectStorage = (localDisk = …)`, all that a Durable Object's SQLite writes lies
# in that folder, so that whoever protects, encrypts or erases the folder has covered everything.
# Seen: a `transactionSync` that changes enough existing pages has their former content written to a
# file without a name in SQLite's folder for temporary files (/var/tmp unless told otherwise).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund workerd@1.20261117.1
mkdir state tmp
cat >config.capnp <<'CAPNP'
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .box), (name = "state", disk = (path = "state", writable = true))],
  sockets = [(name = "http", http = (), service = "main")]);
const box :Workerd.Worker = (
  modules = [(name = "box.js", esModule = embed "box.js")], compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [(className = "Box", uniqueKey = "box", enableSql = true)],
  durableObjectStorage = (localDisk = "state"),
  bindings = [(name = "BOX", durableObjectNamespace = "Box")]);
CAPNP
cat >box.js <<'JS'
import { DurableObject } from "cloudflare:workers";
export class Box extends DurableObject {
  fetch(request) {
    const sql = this.ctx.storage.sql, rows = Number(new URL(request.url).pathname.slice(1));
    sql.exec("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT)");
    this.ctx.storage.transactionSync(() => {
      for (let row = 0; row < rows; row++)
        sql.exec("INSERT OR REPLACE INTO kept VALUES (?, ?)", `row ${(row * 7919) % 1000}`, "text ".repeat(200));
    });
    return new Response("ok");
  }
}
export default { fetch: (request, env) => env.BOX.get(env.BOX.idFromName("one")).fetch(request) };
JS
cat >run.mjs <<'JS'
import { spawn } from "node:child_process";
import { watch } from "node:fs";
let outside = 0;
watch("tmp", { persistent: false }, () => outside++);
const env = { ...process.env, SQLITE_TMPDIR: `${process.cwd()}/tmp` };
const workerd = spawn("node_modules/.bin/workerd", ["serve", "config.capnp", "--socket-addr=http=127.0.0.1:8917"], { env });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
for (const [what, rows] of [["1000 new rows", 1000], ["1000 rows changed", 1000]]) {
  for (let tries = 0; tries < 100; tries++)
    try { await (await fetch(`http://127.0.0.1:8917/${rows}`)).text(); break; } catch { await pause(100); }
  await pause(300);
  console.log(`workerd 1.20261117.1: ${what}: ${outside ? "a file outside" : "nothing outside"} the state folder`);
}
workerd.kill();
JS
node run.mjs | tee seen
diff seen - <<'EXPECTED'
workerd 1.20261117.1: 1000 new rows: nothing outside the state folder
workerd 1.20261117.1: 1000 rows changed: a file outside the state folder
EXPECTED
