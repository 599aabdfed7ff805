// What a citizen sees where a widget cannot be had: a copy that this device kept, or a line and a link.

/** Name of each widget, and the emergency numbers, which the build puts in, where nothing else can be shown. */
const WORDS = [
  {
    hotline: "Đường dây nóng",
    rating: "Đánh giá mức độ hài lòng",
    "text-size": "Cỡ chữ và hỗ trợ đọc",
    "tip-off": "Báo tin về tội phạm",
    calls: EMERGENCY_CALLS_VI,
    failed: "Chưa hiển thị được ở đây. Mời mở trang riêng: ",
    copy: "Không kết nối được. Đây là bản đã lưu ngày ",
  },
  {
    hotline: "Hotlines",
    rating: "Satisfaction rating",
    "text-size": "Text size and reading aids",
    "tip-off": "Report a crime",
    calls: EMERGENCY_CALLS_EN,
    failed: "This cannot be shown here. Please open its own page: ",
    copy: "No connection. This copy was kept on ",
  },
];
const words = (site, host) => WORDS[+/^en/i.test(site.languageOf(host))];
const KEPT = "tt-copy ";

/** Keeps `html` as what `url` last gave. */
export function keepCopy(url, html) {
  try {
    localStorage.setItem(KEPT + url, new Date().toLocaleDateString("vi") + "\n" + html);
  } catch {
    // Private mode, or full: then there is no copy.
  }
}

/** What `url` last gave, marked with its date and without what is true only for a moment; `null` if there is none. */
export function copyOf(host, url, { parse, site }) {
  try {
    const [, date, html] = /^(.*)\n([^]*)$/.exec(localStorage.getItem(KEPT + url));
    const page = parse(html);
    for (const element of page.querySelectorAll("[data-now]")) element.remove();
    if (host.localName === "tt-dock") return page;
    const note = page.createElement("p");
    note.className = "kept";
    note.textContent = words(site, host).copy + date + ".";
    const root = page.querySelector(".tt");
    root.prepend(note);
    // It stays as it is: what would bring it to life knows of no note.
    root.dataset.agreement = "0";
    return page;
  } catch {
    return null;
  }
}

function link(host, href, text) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = text;
  host.append(element, " ");
}

/** Puts into `host`, whose content is the loader's own or none, what can be said and where to go. */
export function explain(host, { site }) {
  const { [host.localName.slice(3)]: name, calls, failed } = words(site, host);
  const widget = host.localName.slice(3);
  host.textContent = "";
  if (widget === "hotline") for (const call of calls.split("|")) link(host, "tel:" + call.slice(0, 3), call);
  else host.append(failed);
  const [edge, unit] = [site.edgeOf(host), site.unitOf(host)];
  if (edge && unit) link(host, new URL(`/u/${unit}/${name ? widget : ""}`, edge).href, name || unit);
}
