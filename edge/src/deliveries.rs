//! What a unit's own systems ask of its deliveries, with its bearer token. No answer carries a CORS header: a page has no
//! business here.

use crate::{ask::Ask, mailbox::client, reply::Reply, route::DeliveryRoute, token};
use serde::Serialize;
use tt_contract::{problem::Problem, unit::Unit};
use worker::Env;

/// Answers. Errors: [`Problem`].
pub(crate) async fn answer(
    route: DeliveryRoute,
    ask: &Ask,
    env: &Env,
    unit: &Unit,
) -> Result<Reply, Problem> {
    token::authorize(ask, env, unit)?;
    match route {
        DeliveryRoute::State => said(200, &client::deliveries(env, &unit.id).await?),
    }
}

fn said(status: u16, what: &impl Serialize) -> Result<Reply, Problem> {
    let json = serde_json::to_vec(what).map_err(|_| Problem::Internal)?;
    Ok(Reply::json(status, json).cached("no-store"))
}
