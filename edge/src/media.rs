//! In which form something comes, and in which its sender wants the answer.

/// The media types that a submission may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/json`
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
}

impl Media {
    /// Reads `Content-Type`.
    pub(crate) fn of(content_type: &str) -> Option<Self> {
        if is(content_type, "application/json") {
            Some(Self::Json)
        } else if is(content_type, "application/x-www-form-urlencoded") {
            Some(Self::Form)
        } else {
            None
        }
    }
}

/// Whether `Content-Type` names this media type; its parameters say nothing, because all texts are UTF-8.
pub(crate) fn is(content_type: &str, media_type: &str) -> bool {
    content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
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
