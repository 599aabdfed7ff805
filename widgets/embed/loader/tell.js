// When something fails: the portal hears an event, its webmaster reads a line in the console, and the citizen still has
// what matters.

import { blocked, own } from "./load.js";
import { site } from "./site.js";

/** Says what happened: to the portal by an event, to its webmaster in the console. */
export function tell(host, name, detail) {
  if (name === "error") console.warn(`[tt] ${host.localName}: ${detail.cause}`, detail.message || "");
  host.dispatchEvent(new CustomEvent("tt:" + name, { bubbles: true, composed: true, detail }));
}

/** Finds out why, and tells it. An element in which nothing is `shown` is filled, first with the numbers to call. */
export async function report(host, error, shown) {
  let detail = { cause: error.cause || "network", message: error.message };
  const empty = !shown && host.localName !== "tt-dock" && !host.shadowRoot && !host.hasChildNodes();
  if (empty && host.localName === "tt-hotline") {
    for (const number of EMERGENCY_NUMBERS.split("|")) {
      const call = document.createElement("a");
      call.href = "tel:" + number;
      call.append(number);
      host.append(call, " ");
    }
  }
  try {
    const { explain, why } = await own("late", host);
    if (empty) explain(host, { site });
    detail = await why(detail, { error, blocked, edge: site.edgeOf(host) });
  } catch {
    // Then it is told as far as it is known.
  }
  tell(host, "error", detail);
}
