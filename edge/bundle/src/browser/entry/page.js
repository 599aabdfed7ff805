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
  await init({ module_or_path: get("__NAME__", "__MODULE__") });
  const root = document.querySelector("[data-tip-off]");
  hydrate(root, start, () => crypto.getRandomValues(new Uint8Array(16)));
};
live();
