// The loader: the only script a portal pastes. It shows each widget's HTML at once, in a shadow root of its own, and
// fetches WebAssembly late and once. Whatever fails, the HTML stands and its form still posts. It touches nothing of
// the portal but the elements named tt-* and, where the citizen has set one, the text's size and look.

import { failure, own } from "./load.js";
import { paint } from "./paint.js";
import { script } from "./site.js";
import { report } from "./tell.js";
import { begin, end } from "./widget.js";

const NAMES = ["tt-hotline", "tt-rating", "tt-text-size", "tt-tip-off", "tt-dock"];

function define() {
  for (const name of NAMES) {
    // A second script, or a second version, finds the element taken and leaves it.
    if (customElements.get(name)) return false;
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback() {
          begin(this);
        }
        disconnectedCallback() {
          end(this);
        }
      },
    );
  }
  return true;
}

/** Once the portal's HTML is complete: shows the dock, and names what no widget is called. */
function complete(isBroken) {
  for (const name of isBroken ? NAMES : []) document.querySelectorAll(name).forEach(begin);
  // Without a unit the dock says so; where elements name theirs, none is needed.
  if (script && script.dataset.dock !== "off" && !document.querySelector(script.dataset.unit ? "tt-dock" : "tt-dock,[unit],[rendered]")) {
    const dock = document.createElement("tt-dock");
    document.documentElement.append(dock);
    if (isBroken) begin(dock);
  }
  for (const element of isBroken ? [] : document.querySelectorAll(":not(:defined)")) {
    if (/^tt-/.test(element.localName)) report(element, failure("unknown-widget"));
  }
}

/** Fetches what follows the sizes and looks that are chosen, here or in another tab. */
const follow = () => script && own("sized", document.documentElement).catch(() => {});

function run() {
  if (paint()) follow();
  addEventListener("storage", ({ key }) => /^tt-(size|look)/.test(key) && follow());
  let isBroken = false;
  try {
    if (!define()) return;
  } catch {
    // The portal has replaced or lacks custom elements: those that stand on the page now are found without.
    isBroken = true;
    if (window.ttIsHere) return;
    window.ttIsHere = true;
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => complete(isBroken));
  else complete(isBroken);
}
run();
