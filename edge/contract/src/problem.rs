//! What the edge answers when it cannot do what was asked: problem details (RFC 9457), a closed list.

use crate::{
    fault::{Fault, Kind},
    id::RequestId,
    unfetched::Unfetched,
};
use serde::Serialize;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// One bad field. It names the field and the limit, never the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// A JSON pointer (RFC 6901) into the submission; empty for the whole.
    pub pointer: &'static str,
    /// What is wrong with it.
    pub code: Kind,
    /// The limit that was passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl FieldError {
    /// The `fault` of the field at `pointer`.
    #[must_use]
    pub const fn new(pointer: &'static str, fault: Fault) -> Self {
        Self { pointer, code: fault.kind, limit: fault.limit }
    }
}

/// Everything that can be answered but success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 400: the body is not JSON (RFC 8259) in UTF-8.
    MalformedJson {
        /// Where it stops being so.
        pointer: &'static str,
    },
    /// 401: no bearer token of the unit's (RFC 6750).
    Unauthorized,
    /// 403: the page that sent this is not the unit's.
    ForeignOrigin,
    /// 404: no unit has this id.
    UnknownUnit,
    /// 404: this unit has no such widget.
    UnknownWidget,
    /// 404: no such address.
    NotFound,
    /// 405: the address is there, but not for this method.
    MethodNotAllowed {
        /// The methods it takes, as the `Allow` header lists them.
        allow: &'static str,
    },
    /// 408: the body broke off, or came too slowly; to be sent again.
    Incomplete {
        /// How long to wait, in seconds.
        retry_after_s: u32,
    },
    /// 409: the id was used for another submission.
    IdReused,
    /// 413: the body is longer than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// 414: the address is longer than the limit.
    AddressTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// 415: neither JSON nor a form.
    UnsupportedMediaType,
    /// 422: fields are wrong.
    InvalidSubmission(Vec<FieldError>),
    /// 422: the page that was to be checked could not be had. Not a gateway's 5xx, in whose place a server in front
    /// may put a page of its own.
    Unfetched(Unfetched),
    /// 429: too many at once.
    Busy {
        /// How long to wait, in seconds.
        retry_after_s: u32,
    },
    /// 431: the header fields are too many, or too long together (RFC 6585, section 5).
    HeadersTooLarge {
        /// The limit that was passed: their number, or their length.
        limit: usize,
    },
    /// 500: a fault of ours.
    Internal,
    /// 503: the mailbox did not confirm; nothing may have been kept; to be tried again with the same id.
    Unavailable {
        /// How long to wait, in seconds.
        retry_after_s: u32,
    },
}

#[derive(Serialize)]
struct Details<'a> {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    code: &'static str,
    instance: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

impl Problem {
    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::MalformedJson { .. } => 400,
            Self::Unauthorized => 401,
            Self::ForeignOrigin => 403,
            Self::UnknownUnit | Self::UnknownWidget | Self::NotFound => 404,
            Self::MethodNotAllowed { .. } => 405,
            Self::Incomplete { .. } => 408,
            Self::IdReused => 409,
            Self::TooLarge { .. } => 413,
            Self::AddressTooLong { .. } => 414,
            Self::UnsupportedMediaType => 415,
            Self::InvalidSubmission(_) | Self::Unfetched(_) => 422,
            Self::Busy { .. } => 429,
            Self::HeadersTooLarge { .. } => 431,
            Self::Internal => 500,
            Self::Unavailable { .. } => 503,
        }
    }

    /// The name by which programs tell problems apart.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MalformedJson { .. } => "malformed-json",
            Self::Unauthorized => "unauthorized",
            Self::ForeignOrigin => "foreign-origin",
            Self::UnknownUnit => "unknown-unit",
            Self::UnknownWidget => "unknown-widget",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed { .. } => "method-not-allowed",
            Self::Incomplete { .. } => "incomplete",
            Self::IdReused => "id-reused",
            Self::TooLarge { .. } => "too-large",
            Self::AddressTooLong { .. } => "address-too-long",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::InvalidSubmission(_) => "invalid-submission",
            Self::Unfetched(unfetched) => unfetched.code(),
            Self::Busy { .. } => "busy",
            Self::HeadersTooLarge { .. } => "headers-too-large",
            Self::Internal => "internal",
            Self::Unavailable { .. } => "unavailable",
        }
    }

    const fn title(&self) -> &'static str {
        match self {
            Self::MalformedJson { .. } => "The body is not JSON in UTF-8.",
            Self::Unauthorized => "A bearer token of the unit is needed.",
            Self::ForeignOrigin => "This site is not one of the unit's.",
            Self::UnknownUnit => "There is no such unit.",
            Self::UnknownWidget => "This unit has no such widget.",
            Self::NotFound => "There is nothing at this address.",
            Self::MethodNotAllowed { .. } => "This address does not take this method.",
            Self::Incomplete { .. } => "The body did not come whole in time; send it again.",
            Self::IdReused => "This id was used for another submission.",
            Self::TooLarge { .. } => "The body is longer than the limit, in bytes.",
            Self::AddressTooLong { .. } => "The address is longer than the limit, in bytes.",
            Self::UnsupportedMediaType => "Send it as one of the media types that this address takes.",
            Self::InvalidSubmission(_) => "Some fields are not as they must be.",
            Self::Unfetched(unfetched) => unfetched.title(),
            Self::HeadersTooLarge { .. } => "The header fields are more, or longer, than the limit.",
            Self::Busy { .. } => "Too many requests; try again later.",
            Self::Internal => "Something failed on this side.",
            Self::Unavailable { .. } => "Not confirmed; send it again with the same id.",
        }
    }

    /// How long to wait before trying again, in seconds, where that helps.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Incomplete { retry_after_s }
            | Self::Busy { retry_after_s }
            | Self::Unavailable { retry_after_s } => Some(*retry_after_s),
            _ => None,
        }
    }

    /// One bad field: the `fault` of what stands at `pointer`.
    #[must_use]
    pub fn invalid<F: Into<Fault>>(pointer: &'static str, fault: F) -> Self {
        Self::InvalidSubmission(vec![FieldError::new(pointer, fault.into())])
    }

    /// The bad fields.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        match self {
            Self::InvalidSubmission(errors) => errors,
            _ => &[],
        }
    }

    /// The problem details document for the request `id`, which an operator finds in the log by it. Its `type` is a reference into
    /// the API description.
    #[must_use]
    pub fn to_json(&self, id: RequestId) -> String {
        let malformed = match self {
            Self::MalformedJson { pointer } => Some(FieldError::new(pointer, Fault::new(Kind::Malformed))),
            _ => None,
        };
        let details = Details {
            kind: format!("/problems/{}", self.code()),
            title: self.title(),
            status: self.status(),
            code: self.code(),
            instance: format!("urn:uuid:{id}"),
            limit: match self {
                Self::TooLarge { limit }
                | Self::AddressTooLong { limit }
                | Self::HeadersTooLarge { limit }
                | Self::Unfetched(Unfetched::TooLarge { limit }) => Some(*limit),
                _ => None,
            },
            errors: malformed.as_ref().map_or(self.errors(), core::slice::from_ref),
        };
        serde_json::to_string(&details).unwrap_or_default()
    }
}
