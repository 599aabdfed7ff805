//! Which address is meant: a closed list, parsed from method and path alone.

mod delivery;
mod tip;

pub(crate) use delivery::DeliveryRoute;
pub(crate) use tip::TipRoute;

use tt_contract::{
    problem::Problem,
    unit::{UnitId, Widget},
};

/// Everything the edge answers to. `HEAD` is parsed as `GET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// `GET /healthz`
    Health,
    /// `GET /healthz/ready`
    Ready,
    /// `GET /metrics`
    Metrics,
    /// `GET /openapi.json`
    OpenApi,
    /// `GET /tt.js`
    Loader,
    /// `GET /v/integrity.json`
    Integrity,
    /// `GET /v/{version}/{file}`
    Asset {
        /// The release's hash.
        version: String,
        /// The file's name.
        file: String,
    },
    /// `GET /v1/units/{unit}`
    Unit(UnitId),
    /// `GET /v1/units/{unit}/widgets/{widget}`
    Fragment(UnitId, Widget),
    /// `GET /v1/units/{unit}/widgets/dock`
    Dock(UnitId),
    /// `GET /v1/units/{unit}/ratings/summary`
    Summary(UnitId),
    /// `POST /v1/units/{unit}/ratings`
    Submit(UnitId),
    /// `OPTIONS /v1/units/{unit}/ratings`
    Preflight(UnitId),
    /// `GET /u/{unit}`
    UnitPage(UnitId),
    /// `GET /u/{unit}/{widget}`
    WidgetPage(UnitId, Widget),
    /// `GET /u/{unit}/rating/thanks`
    ThanksPage(UnitId),
    /// `GET /u/{unit}/clear.css`
    Clear(UnitId),
    /// `GET /install/{unit}`
    Installer(UnitId),
    /// `GET /install/{unit}/preview`
    Preview(UnitId),
    /// `POST /install/{unit}/check`
    Check(UnitId),
    /// `GET /u/{unit}/hotline.vcf`
    Card(UnitId),
    /// `GET /u/{unit}/hotline/print`
    Sheet(UnitId),
    /// What a unit's own systems ask of its deliveries.
    Delivery(UnitId, DeliveryRoute),
    /// What belongs to the tip-off.
    Tip(UnitId, TipRoute),
}

const GET: &str = "GET, HEAD";
const SUBMIT: &str = "POST, OPTIONS";
const CHECK: &str = "POST";

impl Route {
    /// Reads method and path (no query). Errors: [`Problem::NotFound`], [`Problem::UnknownUnit`],
    /// [`Problem::UnknownWidget`], [`Problem::MethodNotAllowed`].
    pub(crate) fn parse(method: &str, path: &str) -> Result<Self, Problem> {
        let parts: Vec<&str> = path.strip_prefix('/').ok_or(Problem::NotFound)?.split('/').collect();
        match parts.as_slice() {
            ["v1", "units", id, rest @ ..] => Self::data(method, id, rest),
            parts => Self::file_or_page(method, parts),
        }
    }

    /// Reads what follows `/v1/units/{unit}`.
    fn data(method: &str, id: &str, rest: &[&str]) -> Result<Self, Problem> {
        let route = match rest {
            [] => Self::Unit(unit(id)?),
            ["widgets", "dock"] => Self::Dock(unit(id)?),
            ["widgets", name] => Self::Fragment(unit(id)?, widget(name)?),
            ["ratings", "summary"] => Self::Summary(unit(id)?),
            ["ratings"] => {
                return match method {
                    "POST" => Ok(Self::Submit(unit(id)?)),
                    "OPTIONS" => Ok(Self::Preflight(unit(id)?)),
                    _ => Err(Problem::MethodNotAllowed { allow: SUBMIT }),
                };
            }
            _ => return Self::systems(method, id, rest),
        };
        route.got(method)
    }

    /// Reads the rest of it, which no page view asks for. By itself, for the reason of [`crate::apart`].
    #[inline(never)]
    fn systems(method: &str, id: &str, rest: &[&str]) -> Result<Self, Problem> {
        match rest {
            ["deliveries", rest @ ..] => Ok(Self::Delivery(unit(id)?, DeliveryRoute::parse(method, rest)?)),
            ["submissions"] => Ok(Self::Delivery(unit(id)?, DeliveryRoute::fetch(method)?)),
            ["tips", rest @ ..] => Ok(Self::Tip(unit(id)?, TipRoute::data(method, rest)?)),
            _ => Err(Problem::NotFound),
        }
    }

    /// Reads every other path. By itself, as [`Route::systems`].
    #[inline(never)]
    fn file_or_page(method: &str, parts: &[&str]) -> Result<Self, Problem> {
        let route = match parts {
            ["healthz"] => Self::Health,
            ["healthz", "ready"] => Self::Ready,
            ["metrics"] => Self::Metrics,
            ["openapi.json"] => Self::OpenApi,
            ["tt.js"] => Self::Loader,
            ["v", "integrity.json"] => Self::Integrity,
            ["v", version, file] => Self::Asset { version: (*version).into(), file: (*file).into() },
            ["u", id, "tip-off", rest @ ..] => {
                return Ok(Self::Tip(unit(id)?, TipRoute::page(method, rest)?));
            }
            ["u", id] => Self::UnitPage(unit(id)?),
            ["u", id, "clear.css"] => Self::Clear(unit(id)?),
            ["u", id, "hotline.vcf"] => Self::Card(unit(id)?),
            ["u", id, "hotline", "print"] => Self::Sheet(unit(id)?),
            ["u", id, name] => Self::WidgetPage(unit(id)?, widget(name)?),
            ["u", id, "rating", "thanks"] => Self::ThanksPage(unit(id)?),
            ["install", id] => Self::Installer(unit(id)?),
            ["install", id, "preview"] => Self::Preview(unit(id)?),
            ["install", id, "check"] => {
                return if method == "POST" {
                    Ok(Self::Check(unit(id)?))
                } else {
                    Err(Problem::MethodNotAllowed { allow: CHECK })
                };
            }
            _ => return Err(Problem::NotFound),
        };
        route.got(method)
    }

    /// This route, if it is only read. Errors: [`Problem::MethodNotAllowed`].
    fn got(self, method: &str) -> Result<Self, Problem> {
        match method {
            "GET" | "HEAD" => Ok(self),
            _ => Err(Problem::MethodNotAllowed { allow: GET }),
        }
    }

    /// The name in the log.
    #[must_use]
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Ready => "ready",
            Self::Metrics => "metrics",
            Self::OpenApi => "openapi",
            Self::Loader => "loader",
            Self::Integrity => "integrity",
            Self::Asset { .. } => "asset",
            Self::Unit(_) => "unit",
            Self::Fragment(..) => "fragment",
            Self::Dock(_) => "dock",
            Self::Summary(_) => "summary",
            Self::Submit(_) => "submit",
            Self::Preflight(_) => "preflight",
            Self::UnitPage(_) => "unit-page",
            Self::WidgetPage(..) => "widget-page",
            Self::ThanksPage(_) => "thanks-page",
            Self::Clear(_) => "clear",
            Self::Installer(_) => "installer",
            Self::Preview(_) => "preview",
            Self::Check(_) => "check",
            Self::Card(_) => "card",
            Self::Sheet(_) => "sheet",
            Self::Delivery(_, route) => route.name(),
            Self::Tip(_, route) => route.name(),
        }
    }

    /// The unit that is meant, if any.
    #[must_use]
    pub(crate) const fn unit(&self) -> Option<&UnitId> {
        match self {
            Self::Unit(id)
            | Self::Fragment(id, _)
            | Self::Dock(id)
            | Self::Summary(id)
            | Self::Submit(id)
            | Self::Preflight(id)
            | Self::UnitPage(id)
            | Self::WidgetPage(id, _)
            | Self::ThanksPage(id)
            | Self::Clear(id)
            | Self::Installer(id)
            | Self::Preview(id)
            | Self::Check(id)
            | Self::Card(id)
            | Self::Sheet(id)
            | Self::Delivery(id, _)
            | Self::Tip(id, _) => Some(id),
            Self::Health
            | Self::Ready
            | Self::Metrics
            | Self::OpenApi
            | Self::Loader
            | Self::Integrity
            | Self::Asset { .. } => None,
        }
    }
}

/// Whether a person looks at this address, who is told a problem in words on a page.
#[must_use]
pub(crate) fn is_page(path: &str) -> bool {
    ["/u", "/install"]
        .iter()
        .any(|base| path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn unit(id: &str) -> Result<UnitId, Problem> {
    id.parse().map_err(|_| Problem::UnknownUnit)
}

fn widget(name: &str) -> Result<Widget, Problem> {
    name.parse().map_err(|_| Problem::UnknownWidget)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id() -> UnitId {
        "c06".parse().unwrap()
    }

    #[test]
    fn every_route_is_reached_by_its_address() {
        let get = |path| Route::parse("GET", path);
        assert_eq!(get("/healthz"), Ok(Route::Health));
        assert_eq!(get("/healthz/ready"), Ok(Route::Ready));
        assert_eq!(get("/metrics"), Ok(Route::Metrics));
        assert_eq!(get("/openapi.json"), Ok(Route::OpenApi));
        assert_eq!(get("/tt.js"), Ok(Route::Loader));
        assert_eq!(get("/v/integrity.json"), Ok(Route::Integrity));
        assert_eq!(
            get("/v/ab12/embed.js"),
            Ok(Route::Asset { version: "ab12".into(), file: "embed.js".into() })
        );
        assert_eq!(get("/v1/units/c06"), Ok(Route::Unit(id())));
        assert_eq!(get("/v1/units/c06/widgets/rating"), Ok(Route::Fragment(id(), Widget::Rating)));
        assert_eq!(get("/v1/units/c06/widgets/dock"), Ok(Route::Dock(id())));
        assert_eq!(get("/v1/units/c06/ratings/summary"), Ok(Route::Summary(id())));
        assert_eq!(get("/u/c06"), Ok(Route::UnitPage(id())));
        assert_eq!(get("/u/c06/rating"), Ok(Route::WidgetPage(id(), Widget::Rating)));
        assert_eq!(get("/u/c06/rating/thanks"), Ok(Route::ThanksPage(id())));
        assert_eq!(get("/install/c06"), Ok(Route::Installer(id())));
        assert_eq!(get("/install/c06/preview"), Ok(Route::Preview(id())));
        assert_eq!(Route::parse("POST", "/install/c06/check"), Ok(Route::Check(id())));
        assert_eq!(get("/install/c06/check"), Err(Problem::MethodNotAllowed { allow: CHECK }));
        assert!(is_page("/install/c06") && is_page("/u") && !is_page("/installer") && !is_page("/v1/u/"));
        assert_eq!(get("/u/c06/clear.css"), Ok(Route::Clear(id())));
        assert_eq!(get("/u/c06/hotline.vcf"), Ok(Route::Card(id())));
        assert_eq!(get("/u/c06/hotline/print"), Ok(Route::Sheet(id())));
        let deliveries = |route| Ok(Route::Delivery(id(), route));
        assert_eq!(get("/v1/units/c06/deliveries"), deliveries(DeliveryRoute::State));
        assert_eq!(get("/v1/units/c06/submissions"), deliveries(DeliveryRoute::Fetch));
        let retry = "/v1/units/c06/deliveries/retry";
        assert_eq!(Route::parse("POST", retry), deliveries(DeliveryRoute::Retry));
        for (method, path, allow) in [
            ("GET", retry, "POST"),
            ("HEAD", "/v1/units/c06/submissions", "GET"),
            ("POST", "/v1/units/c06/deliveries", GET),
        ] {
            assert_eq!(Route::parse(method, path), Err(Problem::MethodNotAllowed { allow }));
        }
        assert_eq!(Route::parse("HEAD", "/u/c06"), get("/u/c06"));
        assert_eq!(Route::parse("POST", "/v1/units/c06/ratings"), Ok(Route::Submit(id())));
        assert_eq!(Route::parse("OPTIONS", "/v1/units/c06/ratings"), Ok(Route::Preflight(id())));
    }

    #[test]
    fn a_wrong_address_is_told_from_a_wrong_method() {
        assert_eq!(Route::parse("GET", "/nothing"), Err(Problem::NotFound));
        assert_eq!(Route::parse("GET", "/tt.js/"), Err(Problem::NotFound));
        assert_eq!(Route::parse("GET", "/u/C06"), Err(Problem::UnknownUnit));
        assert_eq!(Route::parse("GET", "/u/c06/chat"), Err(Problem::UnknownWidget));
        assert_eq!(Route::parse("DELETE", "/u/c06"), Err(Problem::MethodNotAllowed { allow: GET }));
        assert_eq!(
            Route::parse("PUT", "/v1/units/c06/ratings"),
            Err(Problem::MethodNotAllowed { allow: SUBMIT })
        );
    }

    proptest! {
        #[test]
        fn no_path_panics(method in "[A-Z]{0,8}", path in ".{0,60}") {
            let _ = Route::parse(&method, &path);
        }
    }
}
