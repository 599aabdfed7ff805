// The tip-off in a portal: a frame of the edge's own page. Its height is the style's and never
// changes, and it posts no message: either would tell the portal's scripts a step. It is made here,
// and not in the HTML that the edge sends: of that no frame is let through.

/** Puts the frame before the link to the same page, which stays for where frames are forbidden. */
export function frame(root, host, report) {
  const link = root.querySelector("a[data-title]");
  const url = new URL(link.href);
  url.searchParams.set("theme", root.dataset.theme);
  url.searchParams.set("framed", "1");
  const frame = document.createElement("iframe");
  frame.title = link.dataset.title;
  frame.referrerPolicy = "no-referrer";
  frame.allow = "clipboard-write";
  // What the portal's policy refuses would stand there as an empty box.
  const refused = ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective !== "frame-src" || !(blockedURI || "").startsWith(url.origin) || !frame.isConnected) return;
    frame.remove();
    report(host, Object.assign(new Error("csp"), { cause: "csp" }), true);
  };
  document.addEventListener("securitypolicyviolation", refused);
  frame.src = url.href;
  link.parentNode.before(frame);
  host.setAttribute("state", "live");
}
