// Follows the unit's inbox. What citizens wrote is only ever set as text.
const LEVELS = ["", "Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"];
const CRITERIA = { interface: "giao diện", content: "nội dung", quality: "chất lượng", support: "hỗ trợ" };
const KINDS = { "tip.created": "Tin báo về tội phạm", "tip.message": "Bổ sung tin báo" };
const KNOWN = { witnessed: "Tận mắt thấy, nghe", victim: "Là bị hại", told: "Nghe kể lại", online: "Thấy trên mạng", other: "Cách khác" };
const ONGOING = { yes: "Còn", no: "Không, đã dừng", unknown: "Không rõ" };
const SEALED_BY = { browser: "trong trình duyệt của người gửi", edge: "tại máy chủ, vì trình duyệt không chạy script" };
const PROOF = { missing: "; chưa được xác minh là người gửi thật" };
const POLL_MS = 1000;
const clock = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeStyle: "medium" });

const list = document.getElementById("list");
const count = document.getElementById("count");
const status = document.getElementById("status");
const buttons = document.querySelectorAll("#mode button");
const seen = new Set();
let revision = -1;

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function put(card, selector, text) {
  const field = card.querySelector(selector);
  if (text) field.textContent = text;
  else field.closest("dl > div")?.remove();
}

/** What was sealed, as it was opened here, and the form to answer it: not to who only claims to be its sender. */
function tip(item, { id, data, opened }) {
  const [text, names] = opened?.tip ?? [{}, []];
  put(item, ".sealed", data?.sealed_by && (opened?.failed ?? `${SEALED_BY[data.sealed_by]}${PROOF[data.proof] ?? ""}`));
  put(item, ".account", text.account ?? text.text);
  for (const name of ["crime", "when", "place", "who", "contact"]) put(item, "." + name, text[name]);
  put(item, ".known", KNOWN[text.known]);
  put(item, ".ongoing", ONGOING[text.ongoing]);
  put(item, ".lookup", data?.lookup);
  const files = item.querySelector(".files");
  names.forEach((name, place) => {
    const link = document.createElement("a");
    link.href = `/tips/${encodeURIComponent(id)}/${place}`;
    link.textContent = name;
    files.append(link, " ");
  });
  if (!names.length) files.closest("div").remove();
  const form = item.querySelector(".reply");
  if (opened?.tip && !opened.failed) form.action = `/tips/${encodeURIComponent(id)}/reply`;
  else form.remove();
}

function card(delivery) {
  const { data } = delivery;
  const item = document.getElementById("card").content.cloneNode(true).firstElementChild;
  const level = item.querySelector(".level");
  level.textContent = LEVELS[data?.level] || KINDS[delivery.type] || delivery.type;
  level.dataset.level = data?.level ?? "";
  const signature = item.querySelector(".signature");
  signature.textContent = delivery.verified ? "✓ Chữ ký hợp lệ" : "✗ Chữ ký không hợp lệ";
  signature.classList.toggle("right", delivery.verified);
  const received = new Date(delivery.received_ms);
  const time = item.querySelector("time");
  time.dateTime = received.toISOString();
  time.textContent = clock.format(received);
  const criteria = Object.entries(data?.criteria ?? {});
  const waiting = delivery.verified && !delivery.accepted;
  const outcome = waiting ? ": chưa tiếp nhận được, sẽ được gửi lại" : "";
  put(item, ".unit", delivery.unit);
  put(item, ".type", delivery.type);
  put(item, ".page", data?.page);
  put(item, ".criteria", criteria.map(([name, n]) => `${CRITERIA[name] ?? name}: ${LEVELS[n] ?? n}`).join("; "));
  put(item, ".comment", data?.comment);
  put(item, ".replaces", data?.replaces);
  tip(item, delivery);
  put(item, ".attempts", delivery.attempts + outcome);
  put(item, ".id", delivery.id);
  item.classList.toggle("refused", waiting);
  item.classList.toggle("forged", !delivery.verified);
  const known = `${delivery.id} ${delivery.verified} ${delivery.attempts}`;
  item.classList.toggle("new", revision >= 0 && !seen.has(known));
  seen.add(known);
  return item;
}

function show(feed) {
  // What an officer writes stays while more comes in.
  const drafts = new Map([...list.querySelectorAll(".reply textarea")].map((area) => [area.form.action, area.value]));
  list.replaceChildren(...feed.deliveries.map(card));
  for (const area of list.querySelectorAll(".reply textarea")) area.value = drafts.get(area.form.action) ?? "";
  count.textContent = `(${feed.total})`;
  say(feed.total ? `Mới nhất lúc ${clock.format(new Date(feed.deliveries[0].received_ms))}.` : "Chưa có ý kiến nào.");
  for (const button of buttons) button.setAttribute("aria-pressed", button.value === feed.mode);
  revision = feed.revision;
}

async function poll() {
  try {
    const answer = await fetch(`/feed?after=${revision < 0 ? 0 : revision}`);
    if (answer.status === 200) show(await answer.json());
  } catch {
    revision = -1;
    say("Mất kết nối với hệ thống tiếp nhận. Đang thử lại…");
  }
  setTimeout(poll, POLL_MS);
}

document.getElementById("mode").addEventListener("submit", async (event) => {
  event.preventDefault();
  const mode = event.submitter?.value;
  try {
    await fetch("/mode", { method: "POST", body: mode });
    for (const button of buttons) button.setAttribute("aria-pressed", button.value === mode);
  } catch {
    say("Chưa đổi được. Hãy thử lại.");
  }
});

poll();
