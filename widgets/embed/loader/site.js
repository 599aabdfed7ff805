// Where the edge is, and what the webmaster set: on the element, on the script, or by the link between an element's tags.

const isLoader = (one) => one && /\/tt\.js($|[?#])/.test(one.src);

/** The script that pasted this; another's where a plug-in has put this code into a file of its own. */
export const script = isLoader(document.currentScript)
  ? document.currentScript
  : document.querySelector('script[src*="/tt.js"]');

const link = (host) => host.querySelector('a[href*="/u/"]');

/** An attribute of the element or, by `data-…`, of the script. */
export const setting = (host, name) =>
  host.getAttribute(name) || (script && script.getAttribute("data-" + name)) || "";

/** An address at the edge, from which others are told; empty where nothing says it. */
export const edgeOf = (host) => setting(host, "edge") || (script || {}).src || (link(host) || {}).href || "";

export const unitOf = (host) =>
  setting(host, "unit") || (/\/u\/([^/?#]+)/.exec((link(host) || {}).href) || [])[1] || "";

/** What was set, or what the page says of itself. */
export const languageOf = (host) => setting(host, "lang") || document.documentElement.lang || "vi";

/** For what is fetched later. */
export const site = { edgeOf, languageOf, unitOf };
