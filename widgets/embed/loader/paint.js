// The text size and the look that the citizen chose on this portal, applied before anything is painted. Whoever changes
// them, and all else about them, is fetched apart.

const read = (key) => localStorage.getItem("tt-" + key) || "";

/** Applies what is kept on this device. Says whether anything is. */
export function paint() {
  try {
    const css = read("size") + read("look");
    if (!css) return false;
    // The line for the portal's head, or this script a second time, has been there before.
    for (const one of document.adoptedStyleSheets) if (one.tt) return true;
    const sheet = new CSSStyleSheet();
    sheet.tt = 1;
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return true;
  } catch {
    // Storage refused, then nothing is kept; or an old browser, then it is applied a moment later.
    return true;
  }
}
