// Brings a page of the tip-off to life, and holds all it fetches to its integrity. A classic script, because only those are
// held to theirs by every browser. What stands for a file becomes its name and its integrity.

import init, { hydrate } from "./short.js";

const address = document.currentScript.src.replace(/[^/]*$/, "");
const get = (name, integrity) => fetch(address + name, { credentials: "omit", integrity });

/** Starts the vault, in a thread of its own; gives the thread. Throws if a file cannot be had as it should be. */
const start = async () => {
  const [code, module] = await Promise.all([
    get(__VAULT_SCRIPT__).then((answer) => answer.text()),
    get(__VAULT_MODULE__)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => WebAssembly.compile(bytes)),
  ]);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const thread = new Worker(url);
  thread.postMessage(module);
  return thread;
};

/** In a frame, moving the focus scrolls the frame alone, to have the element a third from above, and waits while the page around
 * has the focus: that page would see either. */
const stay = () => {
  const { focus } = HTMLElement.prototype;
  let away, wanted;
  HTMLElement.prototype.focus = function () {
    if (away) return (wanted = this);
    focus.call(this, { preventScroll: true });
    scrollBy(0, this.getBoundingClientRect().top - innerHeight / 3);
  };
  addEventListener("blur", () => (away = true));
  addEventListener("focus", () => {
    away = false;
    wanted = wanted && wanted.focus();
  });
};

const live = async () => {
  if (parent !== self) stay();
  await init({ module_or_path: get("__NAME__", "__MODULE__") });
  const root = document.querySelector("[data-tip-off]");
  hydrate(root, start, () => crypto.getRandomValues(new Uint8Array(16)));
};
live();
