// A worker thread of the tip-off's page. Its first message is the compiled module, each other is for the vault; what comes
// before the module is ready waits for it.

import init, { Vault } from "./short.js";

let vault;
onmessage = ({ data }) => {
  vault = vault ? vault.then((it) => (it.take(data), it)) : init({ module_or_path: data }).then(() => new Vault(postMessage.bind(self)));
};
// A page that is told of the failure says so; nothing was sent.
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
