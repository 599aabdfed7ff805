// Text size and look: what this device keeps for the portal, applied before anything is painted.
//
// Kept are two texts of CSS, each with its setting in a comment in front: `tt-size`, such as `/*150*/body{zoom:1.5}`, and
// `tt-look`, such as `/*dark links*/…`. To apply them is to read two strings. How a page grows is measured, once it is
// there: by its root where its text follows the root, else by `zoom`. No element's own style is written.

const kept = { size: "", look: "" };
const roots = new Set(); // of shown widgets, whose steps follow what is kept
let sheet;

const read = (key) => {
  try {
    return localStorage.getItem(`tt-${key}`) || "";
  } catch {
    return kept[key]; // refused: it lasts as long as the page
  }
};
const percent = () => +kept.size.slice(2, 5) || 100;

/** Makes `css` all that is applied. */
function put(css) {
  if (!css && !sheet) return;
  try {
    // The line for the portal's head, or an earlier loader, may have begun.
    for (const one of document.adoptedStyleSheets) if (one.tt) sheet = one;
    if (!sheet) (sheet = new CSSStyleSheet()).tt = 1;
    sheet.replaceSync(css);
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // A browser without constructable style sheets.
    sheet = document.getElementById("tt-kept") || document.documentElement.appendChild(document.createElement("style"));
    sheet.id = "tt-kept";
    sheet.textContent = css;
  }
}

/** Applies what is kept, and tells the widgets. */
function apply() {
  put(kept.size + kept.look);
  if (kept.look.includes("still")) for (const one of document.querySelectorAll("marquee")) one.stop && one.stop();
  for (const root of roots) root.isConnected ? reflect(root) : roots.delete(root);
  dispatchEvent(new CustomEvent("tt-look"));
}

function reflect(root) {
  const step = root.querySelector(`[name=tt-size][value="${percent()}"]`);
  if (step) step.checked = true;
}

/** Applies what enlarges the text of this page to `size` percent, and the look. */
function enlarge(size) {
  kept.size = "";
  if (document.body) {
    // Nothing is painted between here and the end. A transition would show it, and would hide it from the measure.
    const calm = `*,::before,::after{transition:none!important}${kept.look}`;
    put(calm);
    if (size > 100) kept.size = `/*${size}*/${measured(size / 100, calm)}`;
    put(calm + kept.size);
    document.body.offsetWidth;
  }
  apply();
}

/** Measures what enlarges the text `scale` times, while `calm` is applied. */
function measured(scale, calm) {
  const html = getComputedStyle(document.documentElement);
  const px = (style) => parseFloat(style.fontSize);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sample = [];
  while (sample.length < 400 && texts.nextNode()) {
    const style = getComputedStyle(texts.currentNode.parentNode);
    const length = texts.currentNode.data.trim().length;
    if (length && style.display !== "none") sample.push({ style, length, before: px(style) });
  }
  const base = px(html);
  // Three times the reader's own default size, whatever the portal makes of it.
  put(`${calm}html:root{font-size:300%!important}`);
  const growth = px(html) / base;
  let all = 0;
  let follows = 0;
  for (const { style, length, before } of sample) {
    all += length;
    if (Math.abs(px(style) / before / growth - 1) < 0.15) follows += length;
  }
  if (Math.abs(growth - 1) > 0.1 && follows >= all * 0.95) {
    return `html:root{font-size:${+((300 * scale) / growth).toFixed(3)}%!important;--tt-scale:${scale}}`;
  }
  return CSS.supports("zoom", "2")
    ? `body,html>tt-dock{zoom:${scale}!important}`
    : `body{transform:scale(${scale})!important;transform-origin:0 0!important;width:${100 / scale}%!important}`;
}

/** Measures anew, on a page that has come since: it may grow in another way than the one where the size was chosen. */
function again() {
  const before = kept.size;
  if (before || kept.look) enlarge(percent());
  if (kept.size !== before) store("size");
}

function store(key) {
  try {
    kept[key] ? localStorage.setItem(`tt-${key}`, kept[key]) : localStorage.removeItem(`tt-${key}`);
  } catch {
    // Refused, or full: it lasts as long as the page.
  }
}

/** What another tab chose, or was chosen before the browser's "back". It is not stored: two pages may differ in how they grow. */
function follow() {
  kept.look = read("look");
  kept.size = read("size");
  enlarge(percent());
}

/** Returns the style kept under `key` ("size" or "look"); with `css`, keeps and applies that instead, "" for none. */
export function keep(key, css) {
  if (css !== undefined) {
    kept[key] = css;
    enlarge(percent());
    store(key);
  }
  return kept[key];
}

function choose({ target }) {
  if (target.name !== "tt-size") return;
  const { top } = target.getBoundingClientRect();
  enlarge(+target.value);
  store("size");
  // What was pressed stays under the finger.
  scrollBy(0, target.getBoundingClientRect().top - top);
}

/** Lets the steps of the text-size widget in `root` work without WebAssembly. To be called each time it is shown. */
export function steps(root) {
  for (const one of roots) if (!one.isConnected) roots.delete(one);
  roots.add(root);
  root.addEventListener("change", choose);
  for (const set of root.querySelectorAll(".steps[disabled]")) set.disabled = false;
  reflect(root);
}

kept.size = read("size");
kept.look = read("look");
put(kept.size + kept.look);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", again);
else again();
if (document.readyState !== "complete") addEventListener("load", again);
addEventListener("storage", ({ key }) => (!key || key.slice(0, 3) === "tt-") && follow());
addEventListener("pageshow", ({ persisted }) => persisted && follow());
