//! The addresses with which a unit's own systems look after its deliveries.

use tt_contract::problem::Problem;

/// What a unit's own systems ask of its deliveries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryRoute {
    /// `GET /v1/units/{unit}/deliveries`
    State,
}

impl DeliveryRoute {
    /// Reads what follows `/v1/units/{unit}/deliveries`. Errors: [`Problem::NotFound`], [`Problem::MethodNotAllowed`].
    pub(super) fn parse(method: &str, rest: &[&str]) -> Result<Self, Problem> {
        match (rest, method) {
            ([], "GET" | "HEAD") => Ok(Self::State),
            ([], _) => Err(Problem::MethodNotAllowed { allow: super::GET }),
            _ => Err(Problem::NotFound),
        }
    }

    /// The name in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "deliveries",
        }
    }
}
