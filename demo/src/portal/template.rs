//! The smallest template: `{{name}}` stands for a value.

/// Puts `values` in the places of `template`. Values are HTML and are not looked into again.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut pieces = template.split("{{");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let known = piece.split_once("}}").and_then(|(name, rest)| {
            values.iter().find(|(known, _)| *known == name).map(|found| (found.1, rest))
        });
        if let Some((value, rest)) = known {
            filled.push_str(value);
            filled.push_str(rest);
        } else {
            // Left for the reader, and for the test that looks for what is left.
            filled.push_str("{{");
            filled.push_str(piece);
        }
    }
    filled
}

/// Makes `text` fit for HTML, attributes included.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_their_places_and_are_not_filled_again() {
        assert_eq!(fill("<p>{{a}} {{b}} {{c}}</p>", &[("a", "{{b}}"), ("b", "1")]), "<p>{{b}} 1 {{c}}</p>");
        assert_eq!(fill("{{a", &[("a", "1")]), "{{a");
    }
}
