//! From a request to its answer.

use crate::{
    apart::apart,
    ask::Ask,
    asset::{self, RELEASE, Sent, shelf},
    config::Config,
    cors::{self, Sender},
    deliveries, hash, health, install, metrics,
    note::{self, note},
    own_origin::OwnOrigin,
    page::{self, Part},
    reply::Reply,
    respond::respond,
    route::{self, Route},
    runtime, submit, summary,
    tip::{self, Answer},
};
use std::rc::Rc;
use tt_contract::{
    id::SubmissionId,
    page::PagePath,
    problem::Problem,
    unit::{Unit, UnitId, Widget},
};
use tt_widgets::{rating::Filled, render::Form};
use wasm_bindgen::JsValue;
use worker::{Env, web_sys::Response};

/// Answers what is asked. Errors: those of the runtime.
pub(crate) async fn serve(ask: &Ask, env: &Env) -> Result<Response, JsValue> {
    note::hourly();
    let route = ask.bounded().and_then(|()| Route::parse(ask.method(), ask.address().path));
    let answer = match &route {
        Ok(route) => answer(route, ask, env).await,
        Err(problem) => Err(problem.clone()),
    };
    let unit = || find(env, route.as_ref().ok()?.unit()?).ok();
    let reply = match answer {
        Ok(Answer::Running(response)) => return Ok(response),
        Ok(Answer::Reply(reply)) => reply,
        Err(problem) => apart(refuse(problem, unit().as_deref(), ask)).await,
    };
    let (name, unit) = (route.as_ref().ok().map(Route::name), reply.problem.as_ref().and_then(|_| unit()));
    let reply = note(reply, name, unit.as_ref().map(|unit| &unit.id));
    respond(reply, ask)
}

/// A problem: in words where a person looks.
async fn refuse(problem: Problem, unit: Option<&Unit>, ask: &Ask) -> Reply {
    if route::is_page(ask.address().path) {
        page::problem(unit, ask.lang(), &problem).await
    } else if matches!(ask.method(), "GET" | "HEAD") {
        // A problem says nothing but its code; so any page that reads is told why it cannot.
        cors::open(Reply::problem(&problem))
    } else {
        Reply::problem(&problem)
    }
}

/// What is asked with every page view goes straight, all else [`apart`].
async fn answer(route: &Route, ask: &Ask, env: &Env) -> Result<Answer, Problem> {
    match route {
        Route::Unit(id)
        | Route::Fragment(id, _)
        | Route::Dock(id)
        | Route::Summary(id)
        | Route::Submit(id)
        | Route::Preflight(id) => portal(route, id, ask, env).await.map(Answer::from),
        _ => apart(other(route, ask, env)).await,
    }
}

/// What a portal's page asks for, and what it sends.
async fn portal(route: &Route, id: &UnitId, ask: &Ask, env: &Env) -> Result<Reply, Problem> {
    let unit = find(env, id)?;
    let sender = sender(ask, &unit);
    let reply = match route {
        Route::Submit(_) if offered(&unit, Widget::Rating).is_ok() => {
            apart(submit::rating(ask, env, &unit, &sender)).await
        }
        Route::Submit(_) => Reply::problem(&Problem::UnknownWidget),
        Route::Preflight(_) => sender.preflight(),
        Route::Fragment(..) | Route::Dock(_) if matches!(sender, Sender::Foreign | Sender::Hidden) => {
            return Err(Problem::ForeignOrigin);
        }
        Route::Fragment(_, widget) => {
            offered(&unit, *widget)?;
            part(&unit, Part::Widget(*widget), ask).await
        }
        Route::Dock(_) => part(&unit, Part::Dock(chosen(&unit, ask)), ask).await,
        Route::Summary(_) => {
            offered(&unit, Widget::Rating)?;
            apart(summary::answer(&unit, env)).await?
        }
        _ => page::configuration(&unit, ask.accept_encoding().as_deref())?,
    };
    Ok(sender.admit(reply))
}

/// What no portal's page asks for.
async fn other(route: &Route, ask: &Ask, env: &Env) -> Result<Answer, Problem> {
    let reply = match route {
        Route::Tip(id, of) => {
            let unit = find(env, id)?;
            return tip::answer(of, ask, env, &unit, &sender(ask, &unit)).await;
        }
        // Apart from what a page may read: problems, too, are for no page.
        Route::Delivery(id, of) => {
            let attempt = async { deliveries::answer(*of, ask, env, &*find(env, id)?).await };
            attempt.await.unwrap_or_else(|problem| Reply::problem(&problem))
        }
        Route::Health => health::live(env),
        Route::Ready => health::ready(env).await,
        Route::Metrics => metrics::page(ask, env).await?,
        Route::OpenApi | Route::Loader | Route::Integrity | Route::Asset { .. } => {
            files(route, ask, env).await?
        }
        _ => {
            let id = route.unit().ok_or(Problem::Internal)?;
            pages(route, &*find(env, id)?, ask, env).await?
        }
    };
    Ok(reply.into())
}

/// What belongs to no unit.
async fn files(route: &Route, ask: &Ask, env: &Env) -> Result<Reply, Problem> {
    let accepted = ask.accept_encoding();
    match route {
        Route::OpenApi => {
            let json = shelf::fetch(env, shelf::OPENAPI).await?;
            let tag = hash::tag(&json);
            Ok(Reply::json(200, &*json).cached(page::SHORT).tagged(&tag))
        }
        Route::Loader => file(RELEASE.loader(accepted.as_deref()), env).await,
        Route::Integrity => Ok(RELEASE.integrity()),
        Route::Asset { version, file: name } => {
            file(asset::file(version, name, accepted.as_deref()), env).await
        }
        _ => Err(Problem::NotFound),
    }
}

/// The edge's own pages of `unit`, and what they lead to.
async fn pages(route: &Route, unit: &Unit, ask: &Ask, env: &Env) -> Result<Reply, Problem> {
    match route {
        Route::UnitPage(_) => Ok(page::unit(unit, ask.lang()).await),
        Route::WidgetPage(_, widget) => whole_page(unit, *widget, ask).await,
        Route::ThanksPage(_) => {
            offered(unit, Widget::Rating)?;
            Ok(page::thanks(unit, ask.lang()).await)
        }
        Route::Clear(_) => {
            Ok(page::clear(ask.header("User-Agent").is_some_and(|agent| agent.contains("Chrome/"))))
        }
        Route::Installer(_) => install::page(ask, env, unit).await,
        Route::Preview(_) => install::preview(ask, unit).await,
        Route::Check(_) => install::check(ask, env, unit, &sender(ask, unit)).await,
        Route::Card(_) => {
            offered(unit, Widget::Hotline)?;
            Ok(page::card(unit, ask.lang()))
        }
        Route::Sheet(_) => {
            offered(unit, Widget::Hotline)?;
            let own = OwnOrigin::of(config(env)?.public_origin.as_ref(), &ask.address())?;
            Ok(page::sheet(unit, ask.lang(), &own).await)
        }
        _ => Err(Problem::NotFound),
    }
}

async fn file(sent: Option<Sent>, env: &Env) -> Result<Reply, Problem> {
    let sent = sent.ok_or(Problem::NotFound)?;
    Ok(sent.reply(shelf::fetch(env, &sent.path()).await?))
}

fn sender(ask: &Ask, unit: &Unit) -> Sender {
    Sender::judge(ask.header("Origin").as_deref(), ask.address().authority, unit)
}

async fn part(unit: &Unit, part: Part, ask: &Ask) -> Reply {
    let parameter = |name| ask.address().parameter(name);
    let lang = parameter("lang").and_then(|lang| lang.parse().ok()).unwrap_or_default();
    let look = parameter("theme").and_then(|theme| theme.parse().ok()).unwrap_or_default();
    page::fragment(unit, part, lang, look, ask.accept_encoding().as_deref()).await
}

/// The widgets that `?widgets=` names and the unit offers, in the unit's order; all of them where that is none.
fn chosen(unit: &Unit, ask: &Ask) -> Vec<Widget> {
    let asked = ask.address().parameter("widgets").unwrap_or_default();
    let named = |widget: &&Widget| asked.split_whitespace().any(|name| name == widget.name());
    let chosen: Vec<Widget> = unit.widgets.iter().filter(named).copied().collect();
    if chosen.is_empty() { unit.widgets.clone() } else { chosen }
}

async fn whole_page(unit: &Unit, widget: Widget, ask: &Ask) -> Result<Reply, Problem> {
    offered(unit, widget)?;
    match widget {
        Widget::Hotline => Ok(page::hotline(unit, ask.lang()).await),
        Widget::Rating => rating_page(unit, ask).await,
        Widget::TextSize => Ok(page::text_size(unit, ask.lang()).await),
        // Its address is another route's.
        Widget::TipOff => Err(Problem::NotFound),
    }
}

async fn rating_page(unit: &Unit, ask: &Ask) -> Result<Reply, Problem> {
    let page = ask.address().parameter("page").and_then(|page| PagePath::try_from(page).ok());
    let form = Form {
        lang: ask.lang(),
        filled: Filled {
            id: Some(fresh_id()?),
            page: page.unwrap_or_else(PagePath::root).into(),
            ..Filled::default()
        },
        errors: Vec::new(),
        notice: None,
    };
    Ok(page::rating(unit, form, 200).await)
}

/// An id for one person's next submission. Errors: [`Problem::Internal`].
pub(crate) fn fresh_id() -> Result<SubmissionId, Problem> {
    runtime::random().map(SubmissionId::from_random).map_err(|_| Problem::Internal)
}

fn find(env: &Env, id: &UnitId) -> Result<Rc<Unit>, Problem> {
    config(env)?.units.find(id).ok_or(Problem::UnknownUnit)
}

fn config(env: &Env) -> Result<Rc<Config>, Problem> {
    Config::of(env).map_err(|_| Problem::Internal)
}

fn offered(unit: &Unit, widget: Widget) -> Result<(), Problem> {
    unit.widgets.contains(&widget).then_some(()).ok_or(Problem::UnknownWidget)
}
