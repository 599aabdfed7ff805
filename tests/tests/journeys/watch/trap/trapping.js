// The real worker, which traps on command: `/trap/edge` in the next request, `/trap/mailbox` in the next call of a mailbox.
import { next } from "./instance.js";
import edge, { Mailbox as Real } from "./index.js";

let mailbox = false;

export class Mailbox extends Real {
  fetch(request) {
    [next.traps, mailbox] = [mailbox, false];
    return super.fetch(request);
  }
}

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/trap/edge") next.traps = true;
    else if (pathname === "/trap/mailbox") mailbox = true;
    else return edge.fetch(request, env);
    return new Response();
  },
};
