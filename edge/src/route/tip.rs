//! The addresses of the tip-off.

use tt_contract::{id::SubmissionId, problem::Problem, tip::Lookup};

/// What belongs to the tip-off of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TipRoute {
    /// `GET /u/{unit}/tip-off`
    Form,
    /// `POST /u/{unit}/tip-off`, from a browser without script
    SendForm,
    /// `GET /u/{unit}/tip-off/return`
    Return,
    /// `POST /u/{unit}/tip-off/return`, from a browser without script
    SendReturn,
    /// `GET /u/{unit}/tip-off/key`
    Key,
    /// `GET /u/{unit}/tip-off/sent`
    Sent,
    /// `GET /u/{unit}/tip-off/leave`
    Leave,
    /// `POST /v1/units/{unit}/tips`
    Post,
    /// `GET /v1/units/{unit}/tips/challenge`
    Challenge,
    /// `PUT /v1/units/{unit}/tips/{lookup}/files/{file}/{index}`
    Piece(Lookup, SubmissionId, u32),
    /// `GET /v1/units/{unit}/tips/{lookup}/files/{file}`
    File(Lookup, SubmissionId),
    /// `DELETE /v1/units/{unit}/tips/{lookup}/files/{file}`
    Acknowledge(Lookup, SubmissionId),
    /// `GET /v1/units/{unit}/tips/{lookup}/messages`
    Timeline(Lookup),
    /// `POST /v1/units/{unit}/tips/{lookup}/messages`
    Message(Lookup),
    /// `POST /v1/units/{unit}/tips/{lookup}/replies`
    Answer(Lookup),
}

impl TipRoute {
    /// Reads what follows `/u/{unit}/tip-off`. Errors: [`Problem::NotFound`], [`Problem::MethodNotAllowed`].
    pub(super) fn page(method: &str, rest: &[&str]) -> Result<Self, Problem> {
        let both = |get, post| match method {
            "GET" | "HEAD" => Ok(get),
            "POST" => Ok(post),
            _ => Err(Problem::MethodNotAllowed { allow: "GET, HEAD, POST" }),
        };
        match rest {
            [] => both(Self::Form, Self::SendForm),
            ["return"] => both(Self::Return, Self::SendReturn),
            ["key"] => only(method, &["GET", "HEAD"], "GET, HEAD", Self::Key),
            ["sent"] => only(method, &["GET", "HEAD"], "GET, HEAD", Self::Sent),
            ["leave"] => only(method, &["GET", "HEAD"], "GET, HEAD", Self::Leave),
            _ => Err(Problem::NotFound),
        }
    }

    /// Reads what follows `/v1/units/{unit}/tips`. Errors: as [`TipRoute::page`].
    pub(super) fn data(method: &str, rest: &[&str]) -> Result<Self, Problem> {
        let lookup = |text: &str| text.parse::<Lookup>().map_err(|_| Problem::NotFound);
        let file = |text: &str| text.parse::<SubmissionId>().map_err(|_| Problem::NotFound);
        match rest {
            [] => only(method, &["POST"], "POST", Self::Post),
            ["challenge"] => only(method, &["GET", "HEAD"], "GET, HEAD", Self::Challenge),
            [of, "messages"] => match method {
                "GET" | "HEAD" => Ok(Self::Timeline(lookup(of)?)),
                "POST" => Ok(Self::Message(lookup(of)?)),
                _ => Err(Problem::MethodNotAllowed { allow: "GET, HEAD, POST" }),
            },
            [of, "replies"] => only(method, &["POST"], "POST", Self::Answer(lookup(of)?)),
            [of, "files", id] => match method {
                "GET" | "HEAD" => Ok(Self::File(lookup(of)?, file(id)?)),
                "DELETE" => Ok(Self::Acknowledge(lookup(of)?, file(id)?)),
                _ => Err(Problem::MethodNotAllowed { allow: "GET, HEAD, DELETE" }),
            },
            [of, "files", id, index] => {
                let digits =
                    (1..=3).contains(&index.len()) && index.bytes().all(|byte| byte.is_ascii_digit());
                let index = index.parse().ok().filter(|_| digits).ok_or(Problem::NotFound)?;
                only(method, &["PUT"], "PUT", Self::Piece(lookup(of)?, file(id)?, index))
            }
            _ => Err(Problem::NotFound),
        }
    }

    /// Whether a person looks at it.
    #[must_use]
    pub(crate) const fn is_page(&self) -> bool {
        matches!(
            self,
            Self::Form
                | Self::SendForm
                | Self::Return
                | Self::SendReturn
                | Self::Key
                | Self::Sent
                | Self::Leave
        )
    }

    /// The name in the log.
    #[must_use]
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Form => "tip-page",
            Self::SendForm => "tip-form",
            Self::Return => "tip-return-page",
            Self::SendReturn => "tip-return-form",
            Self::Key => "tip-key",
            Self::Sent => "tip-sent",
            Self::Leave => "tip-leave",
            Self::Post => "tip",
            Self::Challenge => "tip-challenge",
            Self::Piece(..) => "tip-piece",
            Self::File(..) => "tip-file",
            Self::Acknowledge(..) => "tip-acknowledge",
            Self::Timeline(_) => "tip-timeline",
            Self::Message(_) => "tip-message",
            Self::Answer(_) => "tip-answer",
        }
    }
}

fn only(method: &str, methods: &[&str], allow: &'static str, route: TipRoute) -> Result<TipRoute, Problem> {
    if methods.contains(&method) { Ok(route) } else { Err(Problem::MethodNotAllowed { allow }) }
}

#[cfg(test)]
mod tests {
    use super::{super::Route, *};

    const LOOKUP: &str = "00112233445566778899aabbccddeeff";
    const FILE: &str = "0b5e2c1e-6c0f-4d58-9c6e-3f1f4f6f5a01";

    fn parse(method: &str, path: &str) -> Result<TipRoute, Problem> {
        match Route::parse(method, &path.replace("LOOKUP", LOOKUP).replace("FILE", FILE))? {
            Route::Tip(unit, route) => {
                assert_eq!(unit.as_str(), "c06");
                Ok(route)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_address_of_the_tip_off_is_reached() {
        let (lookup, file) = (LOOKUP.parse().unwrap(), FILE.parse().unwrap());
        for (method, path, route) in [
            ("GET", "/u/c06/tip-off", TipRoute::Form),
            ("POST", "/u/c06/tip-off", TipRoute::SendForm),
            ("HEAD", "/u/c06/tip-off/return", TipRoute::Return),
            ("POST", "/u/c06/tip-off/return", TipRoute::SendReturn),
            ("GET", "/u/c06/tip-off/key", TipRoute::Key),
            ("GET", "/u/c06/tip-off/sent", TipRoute::Sent),
            ("HEAD", "/u/c06/tip-off/leave", TipRoute::Leave),
            ("POST", "/v1/units/c06/tips", TipRoute::Post),
            ("GET", "/v1/units/c06/tips/challenge", TipRoute::Challenge),
            ("PUT", "/v1/units/c06/tips/LOOKUP/files/FILE/24", TipRoute::Piece(lookup, file, 24)),
            ("GET", "/v1/units/c06/tips/LOOKUP/files/FILE", TipRoute::File(lookup, file)),
            ("DELETE", "/v1/units/c06/tips/LOOKUP/files/FILE", TipRoute::Acknowledge(lookup, file)),
            ("GET", "/v1/units/c06/tips/LOOKUP/messages", TipRoute::Timeline(lookup)),
            ("POST", "/v1/units/c06/tips/LOOKUP/messages", TipRoute::Message(lookup)),
            ("POST", "/v1/units/c06/tips/LOOKUP/replies", TipRoute::Answer(lookup)),
        ] {
            assert_eq!(parse(method, path), Ok(route), "{method} {path}");
        }
    }

    #[test]
    fn a_wrong_address_of_the_tip_off_is_told_from_a_wrong_method() {
        for path in [
            "/u/c06/tip-off/",
            "/u/c06/tip-off/other",
            "/v1/units/c06/tips/short/messages",
            "/v1/units/c06/tips/LOOKUP",
            "/v1/units/c06/tips/LOOKUP/files/1",
            "/v1/units/c06/tips/LOOKUP/files/FILE/+1",
            "/v1/units/c06/tips/LOOKUP/files/FILE/-1",
        ] {
            assert_eq!(parse("GET", path), Err(Problem::NotFound), "{path}");
        }
        for (method, path) in [
            ("PUT", "/u/c06/tip-off"),
            ("POST", "/u/c06/tip-off/key"),
            ("POST", "/u/c06/tip-off/sent"),
            ("POST", "/u/c06/tip-off/leave"),
            ("GET", "/v1/units/c06/tips"),
            ("OPTIONS", "/v1/units/c06/tips"),
            ("GET", "/v1/units/c06/tips/LOOKUP/replies"),
            ("POST", "/v1/units/c06/tips/LOOKUP/files/FILE/0"),
        ] {
            assert!(matches!(parse(method, path), Err(Problem::MethodNotAllowed { .. })), "{method} {path}");
        }
    }
}
