// Runs before the worker: keeps hold of the program that it starts, and lets it trap, as an overrun or a panic would, at the moment that
// it looks at the clock the next time.
const { Instance } = WebAssembly;
const { now } = Date;
let program;
export const next = { traps: false };

WebAssembly.Instance = class extends Instance {
  constructor(...its) {
    super(...its);
    program = this.exports;
  }
};

Date.now = () => {
  if (next.traps) {
    next.traps = false;
    // More than there is: the program's own allocator gives up.
    program.__wbindgen_malloc(-1, 1);
  }
  return now();
};
