// The installer page: copies with one press, and makes the snippet anew as soon as a choice is changed. Without it the
// page is a form with a button and fields to copy from.

const page = document.querySelector(".install");
const form = document.getElementById("choose");

/** Says `text` to a screen reader, also when it is the same as before. */
function say(text) {
  const said = document.getElementById("said");
  said.textContent = said.textContent === text ? text + "\u00a0" : text;
}

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.focus();
  field.select();
  let done = false;
  try {
    await navigator.clipboard.writeText(field.value);
    done = true;
  } catch {
    // On plain http, or in an old browser.
    done = document.execCommand("copy");
  }
  say(done ? page.dataset.copied : page.dataset.notCopied);
  if (done) button.focus();
}

/** The address of the page with what is chosen now. */
function chosen() {
  return form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form));
}

let latest = 0;

/** Puts in what the edge makes of the choice; only the last of several changes counts. */
async function update() {
  const turn = ++latest;
  const url = chosen();
  try {
    const answer = await fetch(url);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest || !answer.ok) return;
    for (const field of page.querySelectorAll("textarea[readonly]")) {
      field.value = fresh.getElementById(field.id).value;
      field.rows = fresh.getElementById(field.id).rows;
    }
    document.getElementById("preview").src = fresh.getElementById("preview").getAttribute("src");
    history.replaceState(null, "", url);
    say(page.dataset.updated);
  } catch {
    // Without a network: the button asks again.
  }
}

for (const button of page.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
form.addEventListener("change", update);
