//! In which form a submission comes, and in which its sender wants the answer.

/// The media types that a submission may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

impl Media {
    /// Reads `Content-Type`; its parameters say nothing, because both are UTF-8.
    pub(crate) fn of(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/json") {
            Some(Self::Json)
        } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            Some(Self::Form)
        } else {
            None
        }
    }
}

/// Whether `Accept` asks for JSON by name. Browsers that follow a form do not.
pub(crate) fn accepts_json(accept: Option<&str>) -> bool {
    let Some(accept) = accept else { return false };
    crate::encoding::weighted(accept)
        .any(|(name, weight)| weight > 0 && name.eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_and_forms_are_read() {
        assert_eq!(Media::of("application/json; charset=utf-8"), Some(Media::Json));
        assert_eq!(Media::of("Application/X-WWW-Form-Urlencoded"), Some(Media::Form));
        for other in ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonp"] {
            assert_eq!(Media::of(other), None);
        }
    }

    #[test]
    fn json_is_wanted_only_by_name() {
        assert!(
            accepts_json(Some("application/json")) && accepts_json(Some("text/html, application/json;q=0.5"))
        );
        assert!(!accepts_json(Some("text/html,*/*;q=0.8")) && !accepts_json(None));
        assert!(!accepts_json(Some("application/json;q=0")));
    }
}
