// What the loader finds on the element that loaded this: a function from a release's address to `hydrate`. This script
// knows the integrity of its module, as the loader knows that of this script.

import init, { hydrate } from "./short.js";

let ready;
document.currentScript.tt = (address) =>
  (ready ||= init({
    module_or_path: fetch(address + "embed_bg.wasm", { credentials: "omit", integrity: "__MODULE__" }),
  }).then(
    () => hydrate,
    (error) => {
      ready = null;
      throw error;
    },
  ));
