//! What was sealed, for an officer to read: `tip.txt`.

use std::fmt::Write as _;
use tt_contract::{
    lang::Lang,
    tip::{Attached, Cleaned, Known, Lookup, Message, Ongoing, Prose, Tip},
};

/// A tip; `crime` is what its kind is called.
pub(crate) fn tip(tip: &Tip, crime: Option<&str>) -> String {
    let mut text = heading("TIN BÁO VỀ TỘI PHẠM", tip.unit.as_str(), tip.lookup, tip.lang);
    let fields = [
        ("Nội dung", Some(tip.account.as_str())),
        ("Loại việc", crime),
        ("Khi nào", tip.when.as_ref().map(Prose::as_str)),
        ("Ở đâu", tip.place.as_ref().map(Prose::as_str)),
        ("Ai gây ra", tip.who.as_ref().map(Prose::as_str)),
        ("Biết bằng cách nào", tip.known.map(known)),
        ("Còn tiếp diễn", tip.ongoing.map(ongoing)),
        ("Cách liên lạc", Some(tip.contact.as_ref().map_or("chỉ qua mã tra cứu", Prose::as_str))),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            field(&mut text, name, value);
        }
    }
    files(&mut text, &tip.files);
    field(&mut text, "Khóa để trả lời (tt reply --to)", tip.reply_to.as_str());
    text
}

/// A message that follows one.
pub(crate) fn message(message: &Message) -> String {
    let mut text = heading("TIN BỔ SUNG", message.unit.as_str(), message.lookup, message.lang);
    field(&mut text, "Nội dung", message.text.as_str());
    files(&mut text, &message.files);
    field(&mut text, "Khóa để trả lời (tt reply --to)", message.reply_to.as_str());
    text
}

fn heading(title: &str, unit: &str, lookup: Lookup, lang: Lang) -> String {
    let lang = match lang {
        Lang::Vi => "tiếng Việt",
        Lang::En => "tiếng Anh",
    };
    format!("{title}\n\nĐơn vị: {unit}\nMã tin: {lookup}\nNgôn ngữ của biểu mẫu: {lang}\n")
}

/// A short answer behind its name, a longer one below it.
fn field(text: &mut String, name: &str, value: &str) {
    let between = if value.contains('\n') || value.chars().count() > 80 { "\n" } else { " " };
    // Writing to a `String` cannot fail.
    let _ = write!(text, "\n{name}:{between}{value}\n");
}

fn files(text: &mut String, files: &[Attached]) {
    if files.is_empty() {
        return;
    }
    text.push_str("\nTệp gửi kèm:\n");
    for (place, file) in files.iter().enumerate() {
        let metadata = match file.metadata {
            Cleaned::Removed => "đã xóa siêu dữ liệu (nơi chụp, thiết bị, thời gian…)",
            Cleaned::Kept => "người gửi giữ nguyên bản gốc làm bằng chứng, còn siêu dữ liệu",
            Cleaned::Unable => "có thể còn siêu dữ liệu",
        };
        let _ = writeln!(
            text,
            "- {}: {} byte, {metadata}\n  SHA-256 {}",
            file.name(place),
            file.size,
            file.sha256.as_str()
        );
    }
}

const fn known(known: Known) -> &'static str {
    match known {
        Known::Witnessed => "trực tiếp nhìn thấy hoặc nghe thấy",
        Known::Victim => "là bị hại (việc xảy ra với người báo tin)",
        Known::Told => "nghe người khác kể",
        Known::Online => "thấy trên mạng",
        Known::Other => "cách khác",
    }
}

const fn ongoing(ongoing: Ongoing) -> &'static str {
    match ongoing {
        Ongoing::Yes => "còn",
        Ongoing::No => "không, đã dừng",
        Ongoing::Unknown => "người báo tin không biết",
    }
}
