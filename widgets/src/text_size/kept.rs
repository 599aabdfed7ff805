//! What the device keeps of the looks: `/*dark links*/`, the words of what is chosen, and then its CSS. Pure.

/// The words of what is kept.
pub(super) fn words(kept: &str) -> &str {
    kept.split('*').nth(1).unwrap_or_default()
}

/// Whether `word` is among `words`.
pub(super) fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// What is to be kept, chosen piece by piece. Nothing, where nothing is chosen.
#[derive(Debug, Default)]
pub(super) struct Choice {
    words: String,
    css: String,
}

impl Choice {
    /// Adds a word and its CSS.
    pub(super) fn add(&mut self, word: &str, css: &str) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(word);
        self.css.push_str(css);
    }

    /// The whole text.
    pub(super) fn kept(&self) -> String {
        if self.words.is_empty() { String::new() } else { ["/*", &self.words, "*/", &self.css].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_as_what_was_chosen() {
        let mut choice = Choice::default();
        assert_eq!(choice.kept(), "");
        choice.add("dark", "html *{}");
        choice.add("links", "a{}");
        assert_eq!(choice.kept(), "/*dark links*/html *{}a{}");
        assert_eq!(words(&choice.kept()), "dark links");
        assert!(has("dark links", "links") && !has("dark links", "link") && !has("", "dark"));
    }

    #[test]
    fn rubbish_has_no_words() {
        assert_eq!((words(""), words("body{}")), ("", ""));
    }
}
