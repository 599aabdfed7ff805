// The real worker with a meter around it: what Cloudflare bills is counted by the runtime's own numbers.
import edge, { Mailbox as Real } from "./index.js";

const counts = { requests: 0, calls: 0, alarms: 0, alarmsSet: 0 };
const cursors = [];

/** Counts what goes through an object's storage, once for all objects. */
function meter(storage) {
  const sql = Object.getPrototypeOf(storage.sql);
  if (sql.isMetered) return;
  sql.isMetered = true;
  const { exec } = sql;
  sql.exec = function (...statement) {
    const cursor = exec.apply(this, statement);
    cursors.push(cursor);
    return cursor;
  };
  const raw = Object.getPrototypeOf(storage);
  const { setAlarm } = raw;
  raw.setAlarm = function (...at) {
    counts.alarmsSet += 1;
    return setAlarm.apply(this, at);
  };
}

export class Mailbox {
  constructor(state, env) {
    meter(state.storage);
    this.inner = new Real(state, env);
  }
  fetch(request) {
    counts.calls += 1;
    return this.inner.fetch(request);
  }
  alarm() {
    counts.alarms += 1;
    return this.inner.alarm();
  }
}

export default {
  fetch(request, env) {
    if (new URL(request.url).pathname === "/counted") {
      const sum = (of) => cursors.reduce((sum, cursor) => sum + cursor[of], 0);
      return Response.json({ ...counts, read: sum("rowsRead"), written: sum("rowsWritten"), statements: cursors.length });
    }
    counts.requests += 1;
    return edge.fetch(request, env);
  },
};
