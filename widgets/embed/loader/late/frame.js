// The tip-off in a portal: a frame of the edge's own page, of which the portal sees nothing but how high it is. It is made
// here, and not in the HTML that the edge sends: of that no frame is let through.

/** The highest a frame may be, in pixels. */
const MOST = 8000;

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
  const heard = ({ origin, source, data }) => {
    if (!frame.isConnected) removeEventListener("message", heard);
    else if (origin === url.origin && source === frame.contentWindow && data && data.tt === "height" && data.px > 0)
      frame.style.height = Math.min(data.px, MOST) + "px";
  };
  addEventListener("message", heard);
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
