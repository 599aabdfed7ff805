//! The addresses with which a unit's own systems look after its deliveries.

use tt_contract::problem::Problem;

/// What a unit's own systems ask of its deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeliveryRoute {
    /// `GET /v1/units/{unit}/deliveries`
    State,
    /// `POST /v1/units/{unit}/deliveries/retry`
    Retry,
    /// `GET /v1/units/{unit}/submissions`
    Fetch,
}

const GET: &str = "GET";
const POST: &str = "POST";

impl DeliveryRoute {
    /// Reads what follows `/v1/units/{unit}/deliveries`. Errors: [`Problem::NotFound`], [`Problem::MethodNotAllowed`].
    pub(super) fn parse(method: &str, rest: &[&str]) -> Result<Self, Problem> {
        match (rest, method) {
            ([], "GET" | "HEAD") => Ok(Self::State),
            ([], _) => Err(Problem::MethodNotAllowed { allow: super::GET }),
            (["retry"], POST) => Ok(Self::Retry),
            (["retry"], _) => Err(Problem::MethodNotAllowed { allow: POST }),
            _ => Err(Problem::NotFound),
        }
    }

    /// Judges the method of `/v1/units/{unit}/submissions`. To fetch acknowledges, so it is not done for the headers alone.
    /// Errors: [`Problem::MethodNotAllowed`].
    pub(super) fn fetch(method: &str) -> Result<Self, Problem> {
        if method == GET { Ok(Self::Fetch) } else { Err(Problem::MethodNotAllowed { allow: GET }) }
    }

    /// The name in the log.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::State => "deliveries",
            Self::Retry => "retry",
            Self::Fetch => "submissions",
        }
    }
}
