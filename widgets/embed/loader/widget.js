// The life of an element: shown as HTML, brought to life when it is near, taken down when it has left the page.

import { code, failure, own, parse, read } from "./load.js";
import { edgeOf, languageOf, script, setting, site, unitOf } from "./site.js";
import { report, tell } from "./tell.js";

/** The newest agreement between fragment and loader that this loader knows. */
const AGREEMENT = 1;
/** What is kept on the device for when it cannot be had. */
const KEPT = /^tt-(hotline|dock)$/;

/** What is known of each element. */
const lives = new WeakMap();

export function begin(host) {
  if (lives.has(host)) return;
  const life = {};
  lives.set(host, life);
  start(host, life).catch((error) => {
    host.setAttribute("state", "failed");
    report(host, error);
  });
}

// An element that only moves is connected again at once; one that has left takes its listeners and timers with it.
export async function end(host) {
  await null;
  const life = lives.get(host);
  if (host.isConnected || !life) return;
  lives.delete(host);
  // An observer that still waits keeps what it waits for.
  life.seen && life.seen.disconnect();
  if (!life.live) return;
  life.live.destroy();
  // Yew 0.23 never lets go of a root it has listened to: let it be no more than the root.
  life.root.remove();
}

async function start(host, life) {
  const edge = edgeOf(host);
  const root = host.hasAttribute("rendered") ? host.querySelector(".tt") : await show(host, edge);
  const { widget, unit, agreement, release, integrity } = root.dataset;
  host.setAttribute("state", "html");
  tell(host, "ready", { widget, unit });
  if (agreement > AGREEMENT) throw failure("newer");
  const address = new URL(release, edge).href;
  if (/dock|off/.test(widget)) return (await own("late", host))[widget](root, host, report, begin, script);
  // A copy stays as it was kept. In a sandbox the script's own posts would be nobody's; the form's are shown once more to
  // whoever filled it in.
  if (agreement < 1 || self.origin === "null") return;
  const { keep, steps } = widget === "text-size" ? await own("sized", host) : {};
  if (steps) steps(root);
  // Taken out while this was loading: begun anew if it comes back.
  const left = () => lives.get(host) !== life;
  if (left()) return;
  life.seen = whenNear(root, async () => {
    try {
      const hydrate = await (await code("embed", address, integrity))(address);
      const say = (name, cause) => tell(host, name, { widget, unit, cause });
      if (life.live || left()) return;
      life.root = root;
      life.live = hydrate(root, say, freshId, keep);
      if (!life.live) return;
      // The widget checks from now on. Browsers call each field that is required and empty wrong, from the start.
      for (const field of root.querySelectorAll("[required]")) field.required = false;
      host.setAttribute("state", "live");
    } catch (error) {
      error.cause ||= "wasm";
      report(host, error, true);
    }
  });
}

/** Calls `then` once, when `root` is near the view; a portal may have given the element around it no box. Returns what
 * watches it. */
function whenNear(root, then) {
  const seen = new IntersectionObserver(
    (all) => {
      if (!all.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      then();
    },
    { rootMargin: "200px" },
  );
  seen.observe(root);
  return seen;
}

/** Puts the rendered fragment, or the copy kept of it, into the shadow root. Returns the widget's root. */
async function show(host, edge) {
  const unit = unitOf(host);
  if (!edge || !unit) throw failure("unit");
  const lang = languageOf(host);
  if (setting(host, "lang") && !/^(vi|en)/i.test(lang)) report(host, failure("lang", lang), true);
  const asked = `?lang=${lang}&theme=${setting(host, "theme") || "light"}&widgets=${setting(host, "widgets")}`;
  const url = new URL(`/v1/units/${unit}/widgets/${host.localName.slice(3)}${asked}`, edge).href;
  let page;
  try {
    page = await read(url);
    const html = KEPT.test(host.localName) && `<style>${page.css}</style>${page.body.innerHTML}`;
    if (html) own("late", host).then(({ keepCopy }) => keepCopy(url, html), () => {});
  } catch (error) {
    page = await own("late", host).then(({ copyOf }) => copyOf(host, url, { parse, site }), () => null);
    if (!page) throw error;
    report(host, error, true);
  }
  return place(host, page, edge);
}

function place(host, page, edge) {
  const root = page.querySelector(".tt");
  const about = page.querySelector("script");
  if (about && !document.querySelector("script[data-tt]")) {
    about.dataset.tt = "";
    document.head.append(about);
  }
  for (const link of root.querySelectorAll('a[href^="/"]')) link.href = new URL(link.getAttribute("href"), edge).href;
  const form = root.querySelector("form[action]");
  if (form) {
    form.action = new URL(form.getAttribute("action"), edge).href;
    form.elements.page.value = (host.getAttribute("page") || location.pathname).slice(0, 1024);
    form.elements.id.value = freshId();
  }
  const shadow = host.shadowRoot || host.attachShadow({ mode: "open" });
  while (shadow.firstChild) shadow.firstChild.remove();
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(page.css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    // A browser without constructable style sheets uses the element.
    shadow.append(document.createElement("style"));
    shadow.firstChild.textContent = page.css;
  }
  shadow.append(root);
  return root;
}

/** A version-4 UUID (RFC 9562); `crypto.randomUUID` is missing on plain http. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  let hex = "";
  for (const byte of bytes) hex += (byte + 256).toString(16).slice(1);
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
