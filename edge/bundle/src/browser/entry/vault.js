// A thread of the tip-off's page. Its first message is the compiled module, each other is for the vault; what comes before the
// module is ready waits for it.

import init, { Vault } from "./short.js";

let vault;
onmessage = ({ data }) => {
  if (vault) vault.then((it) => it.take(data));
  else vault = init({ module_or_path: data }).then(() => new Vault((row) => postMessage(row)));
};
addEventListener("online", () => vault && vault.then((it) => it.wake()));
// The page hears of an error only if it is thrown; it says so then, and nothing was sent.
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
