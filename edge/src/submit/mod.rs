//! Takes a rating from anybody: who sends it, as what, how much; then the contract; then the mailbox.

mod answer;
mod typed;

use crate::{
    ask::Ask,
    body,
    config::Config,
    cors::Sender,
    limit,
    mailbox::together,
    media::{self, Media},
    metrics::{self, Accepted},
    reply::Reply,
    serve::fresh_id,
    throttle::{self, Throttle},
};
use answer::{Asker, Refusal};
use tt_contract::{
    id::SubmissionId, lang::Lang, limits::RATING_BODY_BYTES, problem::Problem, rating::Submission, unit::Unit,
};
use worker::Env;

thread_local! {
    static RATINGS: Throttle = const { Throttle::new(limit::RATINGS) };
}

/// `POST /v1/units/{unit}/ratings`
pub(crate) async fn rating(ask: &Ask, env: &Env, unit: &Unit, sender: &Sender) -> Reply {
    let media = ask.header("Content-Type").as_deref().and_then(Media::of);
    let wants_json = media::accepts_json(ask.header("Accept").as_deref());
    let asker = match media {
        Some(Media::Form) if !wants_json => Asker::Person(ask.lang()),
        _ => Asker::Program,
    };
    match attempt(ask, media, env, unit, sender, asker).await {
        Ok((id, lang)) => asker.thank(unit, id, lang),
        Err(refusal) => asker.refuse(unit, *refusal).await,
    }
}

async fn attempt(
    ask: &Ask,
    media: Option<Media>,
    env: &Env,
    unit: &Unit,
    sender: &Sender,
    asker: Asker,
) -> Result<(SubmissionId, Lang), Box<Refusal>> {
    if *sender == Sender::Foreign {
        return Err(Problem::ForeignOrigin.into());
    }
    // A program's page that hides where it is is nobody's; a person's form is shown to them once more.
    if *sender == Sender::Hidden && asker == Asker::Program {
        return Err(Problem::ForeignOrigin.into());
    }
    let media = media.ok_or(Problem::UnsupportedMediaType)?;
    let body = body::read(ask.request(), RATING_BODY_BYTES).await?;
    let with_body = |problem: Problem| Box::new(Refusal { problem, body: body.clone() });

    if *sender == Sender::Hidden {
        return Err(with_body(Problem::ForeignOrigin));
    }
    let config = Config::of(env).map_err(|_| with_body(Problem::Internal))?;
    // The sender's own pace first: what one neighbourhood has too much must not use up the unit's.
    RATINGS.with(|ratings| ratings.admit(ask, &config)).map_err(with_body)?;
    throttle::admit_to(&unit.id, &config).map_err(with_body)?;
    let parsed = match media {
        Media::Json => Submission::from_json(&body),
        Media::Form => fresh_id().and_then(|fresh| Submission::from_form(&body, fresh)),
    };
    let submission = parsed.map_err(with_body)?;
    together::put(env, &unit.id, &submission).await.map_err(with_body)?;
    metrics::accepted(&unit.id, Accepted::Rating);
    Ok((submission.id, submission.lang))
}
