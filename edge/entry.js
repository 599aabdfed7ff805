// The worker's entry, which the platform asks for in JavaScript: it hands each call to the program (`src/lib.rs`), and has the program
// start anew, with nothing that it knew in memory, at the first call after a trap or a panic.
import { waitUntil } from "cloudflare:workers";
import * as program from "./program.js";

// The `worker` crate's own note: whether the program broke, and how often it was started.
const state = program.__worker_init_state();

// What waits for the program; after a trap it would wait for ever.
const waiting = new Set();

function broken(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  state.criticalError = true;
  for (const fail of waiting) fail(error);
  waiting.clear();
}

function whole() {
  if (!state.criticalError) return;
  state.criticalError = false;
  program.__wbg_reset_state();
}

function run(work) {
  whole();
  try {
    const answer = work();
    return answer instanceof Promise ? orBroken(answer) : answer;
  } catch (error) {
    broken(error);
    throw error;
  }
}

// Who waits may be of another request than what breaks. Of a `new Promise` in compiled code `workerd` does not know whose it is.
function orBroken(answer) {
  const { promise, resolve, reject } = Promise.withResolvers();
  waiting.add(reject);
  const end = (how) => (what) => {
    waiting.delete(reject);
    how(what);
  };
  answer.then(end(resolve), end(reject));
  return promise;
}

// What traps outside a call, in a callback.
addEventListener("error", (event) => broken(event.error));

// wasm-bindgen's futures go on in microtasks. `workerd` makes objects of its own for each that it queues; a promise costs a tenth.
globalThis.queueMicrotask = (work) => void Promise.resolve().then(work).then(undefined, ended);

// Handed to the program itself, V8 would compile a way of its own to this one function whenever an isolate starts (1.5 ms).
globalThis.waitUntil = (work) => waitUntil(work);

// Whatever else goes wrong there is told as it would be of the runtime's own.
function ended(error) {
  broken(error);
  throw error;
}

const again = () => new Response(null, { status: 503, headers: { "retry-after": "1", "cache-control": "no-store" } });

export default {
  fetch(request, env) {
    try {
      const answer = run(() => program.fetch(request, env));
      return answer instanceof Promise ? answer.catch(again) : answer;
    } catch {
      return again();
    }
  },
};

export class Mailbox {
  #made = -1;
  #mailbox;
  #with;

  constructor(...its) {
    this.#with = its;
  }

  // The object of the program as it runs now: one from before its last start is gone with it.
  #now() {
    if (this.#made !== state.instanceId) {
      this.#mailbox = new program.Mailbox(...this.#with);
      this.#made = state.instanceId;
    }
    return this.#mailbox;
  }

  fetch(request) {
    return run(() => this.#now().fetch(request));
  }

  alarm() {
    return run(() => this.#now().alarm());
  }
}
