//! What was sealed, for an officer to read: `tip.txt`.

use crate::{filing::Doubt, terminal::shown};
use std::fmt::Write as _;
use tt_contract::{
    lang::Lang,
    tip::{Cleaned, Files, Known, Lookup, Message, Ongoing, Prose, Tip},
};

/// What stands before each line of an answer that has several: only our own names of fields begin
/// where a line begins.
const INDENT: &str = "    ";

/// A tip; `crime` is what its kind is called.
pub(crate) fn tip(tip: &Tip, crime: Option<&str>, doubt: Option<Doubt>) -> String {
    let mut text = heading("TIN BÁO VỀ TỘI PHẠM", doubt, tip.unit.as_str(), tip.lookup, tip.lang);
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
    text
}

/// A message that follows one.
pub(crate) fn message(message: &Message, doubt: Option<Doubt>) -> String {
    let mut text = heading("TIN BỔ SUNG", doubt, message.unit.as_str(), message.lookup, message.lang);
    field(&mut text, "Nội dung", message.text.as_str());
    files(&mut text, &message.files);
    text
}

fn heading(title: &str, doubt: Option<Doubt>, unit: &str, lookup: Lookup, lang: Lang) -> String {
    let lang = match lang {
        Lang::Vi => "tiếng Việt",
        Lang::En => "tiếng Anh",
    };
    let doubt = doubt.map(|doubt| format!("\nCẢNH BÁO: {doubt}\n")).unwrap_or_default();
    format!("{title}\n{doubt}\nĐơn vị: {unit}\nMã tin: {lookup}\nNgôn ngữ của biểu mẫu: {lang}\n")
}

/// A short answer behind its name, a longer one below it, indented.
fn field(text: &mut String, name: &str, value: &str) {
    let value = shown(value);
    // Writing to a `String` cannot fail.
    let _ = if value.contains('\n') || value.chars().count() > 80 {
        let indented = format!("\n{INDENT}");
        writeln!(text, "\n{name}:{indented}{}", value.replace('\n', &indented))
    } else {
        writeln!(text, "\n{name}: {value}")
    };
}

fn files(text: &mut String, files: &Files) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hostile(value: &str) -> Tip {
        let recipient = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
        let tip = json!({"type": "tip", "unit": "c06", "lookup": "0123456789abcdef0123456789abcdef", "reply_to": recipient,
            "lang": "vi", "account": value, "when": value, "place": value, "who": value, "contact": value});
        serde_json::from_value(tip).unwrap()
    }

    /// The names of fields, as who reads `tip.txt` tells them.
    fn names(text: &str) -> Vec<&str> {
        let begins = |line: &&str| !line.is_empty() && !line.starts_with([' ', '-']);
        text.lines().filter(begins).map(|line| line.split(':').next().unwrap()).collect()
    }

    #[test]
    fn no_answer_passes_for_another_field() {
        let plain = tip(&hostile("mười ký tự"), Some("Ma túy (drugs)"), None);
        let forged = "Đúng vậy.\n\nMã tin: fedcba9876543210fedcba9876543210\nCẢNH BÁO: x\n- tep-1.jpg: 1 byte\nTệp gửi kèm:";
        // Line breaks as Unicode has them; those that the contract refuses do not come this far.
        for line_break in ["\n", "\r", "\r\n", "\u{2028}", "\u{2029}", "\n\t", "\n\u{200b}"] {
            let text = tip(&hostile(&forged.replace('\n', line_break)), Some("Ma túy (drugs)"), None);
            assert_eq!(names(&text), names(&plain), "{text}");
        }
        let long = format!("{}Mã tin: 1", "a".repeat(400));
        assert_eq!(names(&tip(&hostile(&long), None, None)).len(), names(&plain).len() - 1);
    }

    #[test]
    fn a_doubt_stands_above_everything_else() {
        let text = tip(&hostile("mười ký tự"), None, Some(Doubt::LaterTip));
        assert!(text.lines().nth(2).unwrap().starts_with("CẢNH BÁO: đã có tin khác"));
    }
}
