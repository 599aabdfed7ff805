//! Words that mean danger now. They bring 113 to the front and stop nothing.

use tt_contract::lang::Lang;

const VI: &str = include_str!("danger/vi.txt");
const EN: &str = include_str!("danger/en.txt");

/// Whether `folded` speaks of danger in the language of the form or, as people write what they can, in Vietnamese.
/// `folded` is in small letters and composed (NFC), which a browser does better than tables to download.
#[must_use]
pub(super) fn speaks(lang: Lang, folded: &str) -> bool {
    let text = spaced(folded);
    let lists: &[&str] = match lang {
        Lang::Vi => &[VI],
        Lang::En => &[EN, VI],
    };
    let phrases = lists.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
    phrases.filter(|phrase| !phrase.is_empty()).any(|phrase| has(&text, phrase))
}

/// `text` with one blank between its words, whatever stood there.
fn spaced(text: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{a0}');
    let mut out = String::with_capacity(text.len());
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Whether `phrase` stands in `text` between the edges of words.
fn has(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

/// A letter, digit or mark of Vietnamese or English: the blocks Latin-1 (its letters), Latin Extended-A and -B, Combining
/// Diacritical Marks and Latin Extended Additional.
const fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vi(text: &str) -> bool {
        speaks(Lang::Vi, text)
    }

    #[test]
    fn danger_is_heard_between_the_edges_of_words() {
        assert!(vi("nó cầm dao ngoài cửa"));
        assert!(vi("“cứu tôi”"));
        assert!(vi("dao!"));
        assert!(vi("hàng xóm đang\n bị đánh"));
        assert!(vi("cuu toi voi"));
        assert!(!vi("họ buôn lậu dạo này ở đạo ôn"));
        assert!(!vi("họ giả danh viện nghiên cứu"));
        assert!(!vi("daoo xdao"));
        assert!(!vi("lừa đảo chuyển khoản 5 triệu đồng"));
    }

    #[test]
    fn english_forms_hear_vietnamese_too() {
        assert!(speaks(Lang::En, "he has a knife"));
        assert!(speaks(Lang::En, "hắn có súng"));
        assert!(!speaks(Lang::En, "the gunny bags were stolen last week"));
        assert!(!speaks(Lang::Vi, "he has a knife"));
    }

    #[test]
    fn every_phrase_is_in_small_letters_and_once() {
        for list in [VI, EN] {
            let mut lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.iter().all(|line| line.trim() == *line && line.to_lowercase() == *line));
            lines.sort_unstable();
            assert!(lines.windows(2).all(|pair| pair.first() != pair.last()));
        }
    }
}
