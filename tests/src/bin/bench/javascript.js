// What the edge is measured against. A GET is one line; a rating is parsed, validated as strictly as the contract does, and kept as
// one row of one Durable Object before it is answered, the way Cloudflare's documentation writes it.
import { DurableObject } from "cloudflare:workers";

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LEVEL = /^[1-5]$/;
const FIELDS = new Set(["id", "page", "level", "interface", "content", "quality", "support", "comment", "lang", "replaces"]);

function parse(text) {
  const fields = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (!FIELDS.has(name) || name in fields) return null;
    if (value !== "") fields[name] = value;
  }
  const { id, page, level, interface: a, content: b, quality: c, support: d, comment, lang, replaces } = fields;
  const good = ID.test(id) && page?.startsWith("/") && page.length <= 1024 && LEVEL.test(level) && (lang === "vi" || lang === "en") &&
    [a, b, c, d].every((one) => one === undefined || LEVEL.test(one)) && (replaces === undefined || ID.test(replaces)) &&
    (comment === undefined || [...comment].length <= 1000);
  return good ? { id, page, level: Number(level), criteria: [a, b, c, d].map((one) => one && Number(one)), comment, lang, replaces } : null;
}

export default {
  async fetch(request, env) {
    if (request.method === "GET") return new Response("hello");
    const length = Number(request.headers.get("content-length"));
    if (!(length <= 16384)) return new Response(null, { status: 413 });
    const rating = parse(await request.text());
    if (!rating) return new Response(null, { status: 422 });
    const kept = await env.MAILBOX.getByName("unit").put(rating);
    if (!kept) return new Response(null, { status: 409 });
    return new Response(JSON.stringify({ id: rating.id }), { status: 202, headers: { "content-type": "application/json", "cache-control": "no-store" } });
  },
};

export class Mailbox extends DurableObject {
  constructor(state, env) {
    super(state, env);
    state.storage.sql.exec("CREATE TABLE IF NOT EXISTS rating (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID");
  }
  put(rating) {
    const sql = this.ctx.storage.sql;
    return sql.exec("INSERT INTO rating VALUES (?, ?) ON CONFLICT DO NOTHING", rating.id, JSON.stringify(rating)).rowsWritten > 0;
  }
}
