// Brings the tip-off's page to life, and holds all it fetches to its integrity. A classic script, because only those are
// held to theirs by every browser.

import init, { hydrate } from "./short.js";

const address = document.currentScript.src.replace(/[^/]*$/, "");
const get = (name, integrity) => fetch(address + name, { credentials: "omit", integrity });

const FILES = {
  vault: ["__VAULT_SCRIPT__", "__VAULT_MODULE__"],
  opener: ["__OPENER_SCRIPT__", "__OPENER_MODULE__"],
};

/** Starts the vault, in a thread of its own; gives the thread. Throws if a file cannot be had as it should be. */
const start = async (name) => {
  const [script, wasm] = FILES[name];
  const [code, module] = await Promise.all([
    get(name + ".js", script).then((answer) => answer.text()),
    get(name + "_bg.wasm", wasm)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => WebAssembly.compile(bytes)),
  ]);
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const thread = new Worker(url);
  thread.postMessage(module);
  return thread;
};

/** Tells the portal around it how high it is, in steps that tell nothing else. */
const STEP = 40;
const measured = () => {
  let last = 0;
  new ResizeObserver(() => {
    const px = Math.ceil(document.body.getBoundingClientRect().height / STEP) * STEP;
    if (px !== last) parent.postMessage({ tt: "height", px: (last = px) }, "*");
  }).observe(document.body);
};

const live = async () => {
  if (parent !== self) measured();
  await init({ module_or_path: get("page_bg.wasm", "__MODULE__") });
  const root = document.querySelector("[data-tip-off]");
  // Only who returns has something to open.
  const name = root.dataset.tipOff === "return" ? "opener" : "vault";
  hydrate(root, () => start(name), () => crypto.getRandomValues(new Uint8Array(16)));
};
live();
