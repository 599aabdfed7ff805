// The dock: a button in a corner that opens the unit's widgets in a dialog. Where the browser knows no dialog, the button
// stays a link to the unit's page.

const CORNERS = ["bottom-right", "bottom-left", "top-right", "top-left"];
const KEPT = "tt-corner";
/** What of a portal, or of a widget in it, must never lie under the button. */
const CONTROLS =
  "a[href],button,input,select,textarea,summary,label,video,audio,iframe,[onclick],[tabindex],[role=button],[role=link],[role=tab],[role=menuitem]";
/** Pixels between two points that are looked at, less than the smallest target (WCAG 2.2, 2.5.8). */
const STEP = 12;
/** How often larger than the button a control must be to be well used beside it: a card that is one link. */
const LARGE = 8;
/** The widest window, in pixels, that is taken for a phone's. */
const PHONE = 640;
/** Pixels after which a press is a drag. */
const DRAG = 8;

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keepCorner(corner) {
  try {
    localStorage.setItem(KEPT, corner);
  } catch {
    // Private mode: until the next page, then.
  }
}

/** Whether `element` stays where it is when the page scrolls. */
function stays(element) {
  for (let one = element; one; one = one.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(one).position)) return true;
  }
  return false;
}

/** The elements at a point, those in open shadow roots too, but for what is in `seen`. */
function at(root, x, y, seen) {
  const found = [];
  for (const element of root.elementsFromPoint(x, y)) {
    if (seen.has(element)) continue;
    seen.add(element);
    found.push(element);
    if (element.shadowRoot) found.push(...at(element.shadowRoot, x, y, seen));
  }
  return found;
}

/** Whether a control lies under `box`. On a wide screen only one counts that stays there, or that has the focus (WCAG
 * 2.2, 2.4.11): another can be scrolled away, and a button that changes corners with each scroll is worse. */
function covers(host, box) {
  const wide = innerWidth > PHONE;
  for (let x = box.left; x <= box.right; x += STEP) {
    for (let y = box.top; y <= box.bottom; y += STEP) {
      for (const element of at(document, x, y, new Set([host]))) {
        const control = element.closest(CONTROLS);
        if (!control) continue;
        const { width, height } = control.getBoundingClientRect();
        const small = width * height < LARGE * box.width * box.height;
        if (small && (!wide || control.matches(":focus") || stays(control))) return true;
      }
    }
  }
  return false;
}

/** Puts the button into the corner that was chosen or, where it would lie over a control, into a free one, if any. It is
 * away while it looks: to ask what lies under it counts as if it were shown there, and each corner as a layout shift. */
function settle(root, host, button) {
  const { chosen } = root.dataset;
  leave(root, button);
  for (const corner of [chosen, ...CORNERS]) {
    root.dataset.corner = corner;
    if (!covers(host, button.getBoundingClientRect())) return root.classList.remove("away");
  }
  root.dataset.corner = chosen;
}

/** Takes the button away, unless it is the one that has the focus. */
function leave(root, button) {
  if (root.getRootNode().activeElement !== button) root.classList.add("away");
}

/** Follows a drag of the button and lets it fall into the nearest corner. */
function drag(button, choose) {
  let from = null;
  let moved = false;
  button.addEventListener("pointerdown", (event) => {
    from = event;
    moved = false;
    button.setPointerCapture(event.pointerId);
  });
  button.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (!moved && Math.abs(x) + Math.abs(y) < DRAG) return;
    moved = true;
    button.style.transform = `translate(${x}px,${y}px)`;
  });
  const drop = (event) => {
    from = null;
    if (!moved) return;
    button.style.transform = "";
    // The press that ends the drag comes before this; the next one is meant.
    setTimeout(() => {
      moved = false;
    });
    if (event.type === "pointercancel") return;
    const [below, right] = [event.clientY > innerHeight / 2, event.clientX > innerWidth / 2];
    choose(`${below ? "bottom" : "top"}-${right ? "right" : "left"}`);
  };
  button.addEventListener("pointerup", drop);
  button.addEventListener("pointercancel", drop);
  // The press that ends a drag opens nothing.
  button.addEventListener("click", (event) => moved && event.stopImmediatePropagation(), true);
}

export function dock(root, host, report, begin, script) {
  const dialog = root.querySelector("dialog");
  if (!dialog.showModal) return;
  const [link, button] = root.querySelectorAll(".open");
  link.hidden = true;
  button.hidden = false;

  const choose = (corner) => {
    root.dataset.chosen = corner;
    for (const radio of root.querySelectorAll("[name=tt-corner]")) radio.checked = radio.value === corner;
    settle(root, host, button);
  };
  const asked = [kept(), script && script.dataset.dock].find((corner) => CORNERS.includes(corner));
  drag(button, (corner) => {
    keepCorner(corner);
    choose(corner);
  });
  for (const radio of root.querySelectorAll("[name=tt-corner]")) {
    radio.addEventListener("change", () => {
      keepCorner(radio.value);
      choose(radio.value);
    });
  }

  const parts = root.querySelectorAll("details[data-widget]");
  const fill = (part) => {
    const here = part.querySelector(".here");
    if (!part.open || here.hasChildNodes()) return;
    const widget = document.createElement("tt-" + part.dataset.widget);
    for (const name of ["unit", "lang", "theme"]) widget.setAttribute(name, root.dataset[name]);
    if (script && script.dataset.read) widget.dataset.read = script.dataset.read;
    const edge = host.getAttribute("edge");
    if (edge) widget.setAttribute("edge", edge);
    here.append(widget);
    begin(widget);
  };
  button.addEventListener("click", () => {
    dialog.showModal();
    parts.forEach(fill);
  });
  for (const part of parts) part.addEventListener("toggle", () => dialog.open && fill(part));
  root.querySelector(".close").addEventListener("click", () => dialog.close());
  // A press beside the dialog is a press on the dialog itself, outside of its box.
  dialog.addEventListener("click", ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
  });
  dialog.addEventListener("close", () => settle(root, host, button));

  // Where the page comes to rest, the button looks for room; while a phone's page moves, it is away.
  let rest = 0;
  const stir = () => {
    if (innerWidth <= PHONE) leave(root, button);
    clearTimeout(rest);
    rest = setTimeout(() => settle(root, host, button), 150);
  };
  addEventListener("scroll", stir, { passive: true });
  addEventListener("resize", stir);
  addEventListener("load", () => settle(root, host, button));
  addEventListener("focusin", ({ target }) => target !== host && settle(root, host, button));
  choose(asked || CORNERS[0]);
  // What opens or grows moves what is below it, without a scroll.
  new ResizeObserver(stir).observe(document.body);
  host.setAttribute("state", "live");
}
