// The loader: the only script a portal pastes. It shows each widget's HTML at once, in a shadow root of its own, and
// fetches WebAssembly late and once. Whatever fails, the HTML stands and its form still posts.
// It touches nothing of the portal but the elements named tt-*.

import { keep, steps } from "./size.js";

/** What each widget is called where only a link to its own page can be shown. */
const WIDGETS = {
  rating: { vi: "Đánh giá mức độ hài lòng", en: "Satisfaction rating" },
  "text-size": { vi: "Cỡ chữ và hỗ trợ đọc", en: "Text size and reading aids" },
};
const script = document.currentScript || document.querySelector('script[src*="/tt.js"][data-unit]');
const release = {}; // by address: the WebAssembly of a release, loaded once for all widgets

/** Says what happened: to the portal by an event, to its webmaster in the console. */
function tell(host, name, detail) {
  if (name === "error") console.warn(`[tt] ${host.localName}: ${detail.cause}`, detail.message || "");
  host.dispatchEvent(new CustomEvent(`tt:${name}`, { bubbles: true, composed: true, detail }));
}

/** Loads glue and WebAssembly from `address`, once. */
function wake(address) {
  return (release[address] ||= import(`${address}embed.js`).then(async (glue) => {
    await glue.default({ module_or_path: `${address}embed_bg.wasm` });
    return glue;
  }));
}

/** Calls `then` once, when `host` is near the view or is touched. */
function whenNear(host, then) {
  const touches = ["pointerdown", "focusin", "touchstart"];
  const near = () => {
    seen && seen.disconnect();
    for (const touch of touches) host.removeEventListener(touch, near);
    then();
  };
  const seen =
    window.IntersectionObserver &&
    new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && near(), { rootMargin: "200px" });
  seen && seen.observe(host);
  for (const touch of touches) host.addEventListener(touch, near, { passive: true });
}

class Widget extends HTMLElement {
  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    this.start().catch((error) => this.fail("network", error));
  }

  // An element that only moves is connected again at once; one that has left takes its listeners and timers with it.
  async disconnectedCallback() {
    await null;
    if (this.isConnected || !this.live) return;
    this.live.destroy();
    this.live = this.begun = null;
  }

  async start() {
    const edge = this.getAttribute("edge") || (script && script.src) || location.href;
    const root = this.hasAttribute("rendered") ? this.querySelector(".tt") : await this.show(edge);
    if (!root) return;
    steps(root);
    this.setAttribute("state", "html");
    tell(this, "ready", { widget: root.dataset.widget, unit: root.dataset.unit });
    whenNear(this, async () => {
      try {
        const glue = await wake(new URL(root.dataset.release, edge).href);
        const say = (name, cause) => tell(this, name, { widget: root.dataset.widget, unit: root.dataset.unit, cause });
        if (this.live) return;
        // Taken out while this was loading: to be begun anew if it comes back.
        if (!root.isConnected) return void (this.begun = null);
        this.live = glue.hydrate(root, say, freshId, keep);
        if (!this.live) return;
        // The widget checks from now on. Browsers call each field that is required and empty wrong, from the start.
        for (const field of root.querySelectorAll("[required]")) field.required = false;
        this.setAttribute("state", "live");
      } catch (error) {
        tell(this, "error", { cause: "wasm", message: String(error) });
      }
    });
  }

  language() {
    return this.lang || document.documentElement.lang || "vi";
  }

  /** Fetches the rendered fragment and puts it into the shadow root. Returns the widget's root. */
  async show(edge) {
    const unit = this.getAttribute("unit") || (script && script.dataset.unit);
    const lang = this.language();
    const theme = this.getAttribute("theme") || "light";
    const widget = this.localName.slice(3);
    if (!unit) return this.fail("unit", "the attribute `unit` is missing");
    this.page = new URL(`/u/${unit}/${widget}`, edge).href;
    const query = new URLSearchParams({ lang, theme });
    const answer = await fetch(new URL(`/v1/units/${unit}/widgets/${widget}?${query}`, edge).href, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    if (!answer.ok) return this.fail("answer", `the edge answered ${answer.status}`);
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const content = template.content;
    const shadow = this.shadowRoot || this.attachShadow({ mode: "open" });
    try {
      const style = content.querySelector("style");
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style.textContent);
      shadow.adoptedStyleSheets = [sheet];
      style.remove();
    } catch {
      // A browser without constructable style sheets uses the element.
    }
    const form = content.querySelector("form");
    if (form) {
      form.action = new URL(form.getAttribute("action"), edge).href;
      form.elements.page.value = (this.getAttribute("page") || location.pathname).slice(0, 1024);
      form.elements.id.value = freshId();
    }
    shadow.replaceChildren ? shadow.replaceChildren(content) : ((shadow.innerHTML = ""), shadow.append(content));
    return shadow.querySelector(".tt");
  }

  /** Says what failed. The element keeps the portal's own content or, if it has none, gets a link to the edge's page. */
  fail(cause, message) {
    this.setAttribute("state", "failed");
    if (this.page && !this.shadowRoot && !this.hasChildNodes()) {
      const link = document.createElement("a");
      link.href = this.page;
      const names = WIDGETS[this.localName.slice(3)];
      link.textContent = names[this.language().slice(0, 2).toLowerCase()] || names.vi;
      this.append(link);
    }
    tell(this, "error", { cause, message: String(message) });
  }
}

/** A version-4 UUID (RFC 9562); `crypto.randomUUID` is missing on plain http. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

for (const name in WIDGETS) {
  // A second script, or a second version, finds the element taken and leaves it.
  if (window.customElements && !customElements.get(`tt-${name}`)) {
    customElements.define(`tt-${name}`, class extends Widget {});
  }
}
