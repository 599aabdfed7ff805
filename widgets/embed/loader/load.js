// Brings HTML and code from the edge. HTML is cleaned of all that could run; code is run only with the integrity it must
// have. So a portal that pins this file by `integrity` runs nothing of the edge's that it has not pinned.

import { edgeOf, script } from "./site.js";

/** The release this file is of, and the integrity of its other files: put in when it is built. */
const RELEASE = "__RELEASE__";
const FILES = { late: "__LATE__", sized: "__SIZED__", embed: "__EMBED__" };

/** What the portal's policy has refused, for the diagnosis; not all of it, on a page where that is without end. */
export const blocked = [];
document.addEventListener("securitypolicyviolation", (event) => blocked.length < 99 && blocked.push(event));

/** Under Trusted Types, the right to read HTML and to load code; `null` where the portal does not give it. */
const policy = (() => {
  try {
    const same = (text) => text;
    return trustedTypes.createPolicy("tuong-tac", { createHTML: same, createScriptURL: same });
  } catch {
    return null;
  }
})();

export const failure = (cause, message) => Object.assign(new Error(message || cause), { cause });

/** Parses a fragment. Its style, which stands first, is taken out before: the portal's policy would be asked about it. */
export function parse(text) {
  const [css, html] = text.split("</style>");
  const page = clean(new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html"));
  page.css = css.slice(7);
  return page;
}

function clean(page) {
  for (const element of page.querySelectorAll("*")) {
    if (element.matches("script:not([type='application/ld+json']),iframe,object,embed,link,base,meta")) element.remove();
    for (const { name, value } of [...element.attributes]) {
      if (/^on/.test(name) || /^\s*javascript:/i.test(value)) element.removeAttribute(name);
    }
  }
  return page;
}

/** Reads the HTML at `url`. Throws what the edge answered, or an error without a cause. */
export async function read(url) {
  let text;
  try {
    const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
    text = await answer.text();
    if (answer.ok) return parse(text);
  } catch (error) {
    // The portal has replaced `fetch`, or lets nobody parse text: this parses by itself.
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open("GET", url);
      request.responseType = "document";
      request.onload = () => {
        const page = request.response;
        if (request.status !== 200 || !page) return fail(failure("answer", request.status));
        page.css = page.querySelector("style").textContent;
        done(clean(page));
      };
      request.onerror = () => fail(error);
      request.send();
    });
  }
  throw failure((/\/problems\/([a-z-]+)/.exec(text) || [0, "answer"])[1]);
}

const loaded = {};

/** Runs a file of the release at `address`, once, and gives what it offers. Where the portal pinned this file, only of its
 * own release. */
export function code(name, address, integrity) {
  if (address.endsWith(RELEASE)) integrity = FILES[name];
  else if (script && script.integrity) return Promise.reject(failure("release"));
  const url = address + name + ".js";
  return (loaded[url] ||= new Promise((done, fail) => {
    const element = document.createElement("script");
    element.onload = () => {
      element.remove();
      done(element.tt);
    };
    element.onerror = () => {
      element.remove();
      delete loaded[url];
      fail(Object.assign(failure("code"), { url, integrity }));
    };
    element.crossOrigin = "anonymous";
    element.integrity = integrity;
    if (script) element.nonce = script.nonce;
    element.src = policy ? policy.createScriptURL(url) : url;
    (document.head || document.documentElement).append(element);
  }));
}

/** A file of this file's own release. */
export const own = (name, host) => code(name, new URL(RELEASE, edgeOf(host)).href);
