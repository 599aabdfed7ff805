//! A policy: its directives with their values.

/// One policy. Of a directive that is given twice the first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Policy(Vec<(String, Vec<String>)>);

impl Policy {
    /// The policies of a header or `<meta>`: a comma parts policies, a semicolon directives. Empty ones are none.
    pub(super) fn list(text: &str) -> Vec<Self> {
        text.split(',').map(Self::parse).filter(|policy| !policy.0.is_empty()).collect()
    }

    fn parse(text: &str) -> Self {
        let mut policy = Self::default();
        for directive in text.split(';') {
            let mut parts = directive.split_ascii_whitespace();
            let Some(name) = parts.next().map(str::to_ascii_lowercase) else { continue };
            if policy.get(&name).is_none() {
                policy.0.push((name, parts.map(str::to_owned).collect()));
            }
        }
        policy
    }

    /// The values of the directive `name`.
    pub(super) fn get(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, values)| values.as_slice())
    }

    /// The first of the directives `names` that there is, with its values: each falls back to the next.
    pub(super) fn first<'a>(&self, names: &[&'a str]) -> Option<(&'a str, &[String])> {
        names.iter().find_map(|name| Some((*name, self.get(name)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_fall_into_their_parts_and_the_first_counts() {
        let list =
            Policy::list("Script-Src 'self'  https://a.vn; ;script-src *;form-action, default-src 'none' ,");
        assert_eq!(list.len(), 2);
        assert_eq!(list[0].get("script-src").unwrap(), ["'self'", "https://a.vn"]);
        assert_eq!(list[0].get("form-action").unwrap().len(), 0);
        assert_eq!(list[1].first(&["connect-src", "default-src"]).unwrap().0, "default-src");
        assert!(Policy::list(" ; , ").is_empty());
    }
}
