// A router as small as it can be: a link of this portal fetches its page and changes only the view.
(() => {
  const home = document.querySelector("header a").pathname;

  async function show(url) {
    const answer = await fetch(url);
    if (!answer.ok) return void (location.href = url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const view = document.getElementById("view");
    view.replaceChildren(...page.getElementById("view").childNodes);
    document.title = page.title;
    for (const link of document.querySelectorAll("header nav a")) {
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    view.focus();
    scrollTo(0, 0);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || !link.pathname.startsWith(home)) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    show(link.href);
  });
  addEventListener("popstate", () => show(location.href));
})();
