// The diagnosis: why something failed, for the portal's webmaster.

/** What to do about it, in the webmaster's two languages. */
const ADVICE = {
  csp: ["thêm địa chỉ máy chủ Tương tác vào chỉ thị này của Content-Security-Policy", "add the edge's origin to this directive of the Content-Security-Policy"],
  "csp-wasm": ["thêm 'wasm-unsafe-eval' vào script-src; biểu mẫu vẫn gửi được", "add 'wasm-unsafe-eval' to script-src; the form still posts"],
  "csp-trusted-types": ["thêm `trusted-types tuong-tac` vào Content-Security-Policy", "add `trusted-types tuong-tac` to the Content-Security-Policy"],
  mime: ["máy chủ hoặc proxy trả sai Content-Type", "a server or proxy changes the Content-Type"],
  integrity: ["tệp đã bị thay đổi trên đường truyền, nên không được chạy", "the file was changed on its way and is not run"],
  network: ["không kết nối được máy chủ Tương tác", "the edge cannot be reached"],
  "unknown-unit": ["không có đơn vị nào mang mã trong `data-unit`", "no unit has the id in `data-unit`"],
  "unknown-widget": ["không có tiện ích này, hoặc đơn vị chưa dùng", "there is no such widget, or the unit does not offer it"],
  "foreign-origin": ["địa chỉ cổng này chưa có trong danh sách của đơn vị", "this site's origin is not in the unit's list"],
  file: ["trang được mở từ tệp; hãy mở qua https", "the page was opened from a file; serve it by https"],
  unit: ["thẻ script thiếu `data-unit`, hoặc đã bị gộp vào tệp khác", "the script has no `data-unit`, or was combined into another file"],
  lang: ["ngôn ngữ chỉ có thể là vi hoặc en; đang hiển thị tiếng Việt", "the language can be vi or en; Vietnamese is shown"],
  release: ["thẻ script ghim một bản cũ; hãy lấy lại đoạn mã", "the script pins an older release; take the snippet anew"],
  newer: ["bản script đã cũ hơn máy chủ; hãy tải lại trang", "the script is older than the edge; reload"],
  wasm: ["trình duyệt không chạy được WebAssembly", "the browser cannot run WebAssembly"],
};

/** The directive that refused `url` or, where `of` is given, what matches it. */
function refusal(blocked, of) {
  const found = blocked.find((event) => of(event.blockedURI || ""));
  return found && (found.effectiveDirective || found.violatedDirective);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  let text = "";
  for (const byte of hash) text += String.fromCharCode(byte);
  return "sha384-" + btoa(text);
}

/** Looks at the file that would not run. */
async function judge({ url, integrity }) {
  const answer = await fetch(url, { credentials: "omit" });
  const type = answer.headers.get("content-type") || "";
  if (!answer.ok) return "answer";
  if (!/javascript/.test(type)) return "mime";
  return (await digest(await answer.arrayBuffer())) === integrity ? "code" : "integrity";
}

async function find(detail, { error, blocked, edge }) {
  const { origin } = new URL(edge);
  if (location.protocol === "file:" && /^(network|foreign-origin)$/.test(detail.cause)) return { cause: "file" };
  if (detail.cause === "wasm") {
    const wasm = refusal(blocked, (uri) => uri === "wasm-eval") || /Content.Security.Policy|unsafe-eval|blocked by CSP/i.test(detail.message);
    if (wasm) return { cause: "csp-wasm", directive: "script-src" };
  }
  const types = refusal(blocked, (uri) => /^trusted-types/.test(uri));
  if (types && /csp|wasm|code|network/.test(detail.cause)) return { cause: "csp-trusted-types", directive: types };
  if (!/^(network|code|wasm|csp)$/.test(detail.cause)) return detail;
  const directive = refusal(blocked, (uri) => uri.startsWith(origin));
  if (directive) return { cause: "csp", directive };
  if (error.url) return { cause: await judge(error).catch(() => "network") };
  if (detail.cause !== "network") return detail;
  // Whatever answers, without being readable, does not name this origin.
  const answers = await fetch(new URL("/healthz", edge), { mode: "no-cors", credentials: "omit" }).then(() => true, () => false);
  return { cause: answers ? "foreign-origin" : "network" };
}

/** Finds the cause of `detail`, as far as it can be found from here. */
export async function why(detail, about) {
  const found = Object.assign({}, detail, await find(detail, about));
  const [vi, en] = ADVICE[found.cause] || [];
  if (vi) found.message = [found.directive, vi, en, about.edge].filter(Boolean).join(" · ");
  // The portal is told which family of causes it is; the console which member.
  found.cause = found.cause.replace(/^csp-.*/, "csp");
  return found;
}
