//! The way back as it is seen and heard.

use super::{
    component::{Comeback, Msg},
    state::{Phase, State},
};
use crate::{
    i18n::{self, TipOff as Texts},
    life::Lived,
    tip_off::{
        Opened, OpenedEntry, OpenedReply, Reason,
        field::wrong,
        list,
        view::{failed, raw, why, working},
    },
};
use tt_contract::{
    lang::Lang,
    time::Day,
    tip::{By, Status},
};
use yew::prelude::*;

/// The parts that never change, as HTML. The edge renders them; the browser adopts what stands: there they are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// The label of the receipt with its hint, and the field.
    pub receipt: (AttrValue, AttrValue),
    /// What stands below it without script.
    pub plain: AttrValue,
    /// Hidden fields of the message and its heading.
    pub message: AttrValue,
    /// The label of the message's text with its hint, and the field.
    pub text: (AttrValue, AttrValue),
    /// The label of its files with its hint, and the field.
    pub files: (AttrValue, AttrValue),
    /// What stands below the message without script.
    pub message_plain: AttrValue,
}

pub(super) fn view(ctx: &Lived<'_, Comeback>, back: &Comeback) -> Html {
    let (props, link, state) = (ctx.props(), ctx.link(), &back.state);
    let (lang, still, texts) = (props.lang, &props.still, i18n::tip_off(props.lang));
    let on = |msg: fn() -> Msg| {
        link.callback(move |event: SubmitEvent| {
            event.prevent_default();
            msg()
        })
    };
    let field = |name: &'static str, (label, input): &(AttrValue, AttrValue)| {
        let wrong = wrong(lang, &state.errors, &["/", name].concat());
        html! {
            <div class="field" hidden={props.framed && !state.live}>
                { raw(label) }
                <p class="error" id={["tt-e-", name].concat()} hidden={wrong.is_none()}>{ wrong.unwrap_or_default() }</p>
                { raw(input) }
            </div>
        }
    };
    html! {
        <div class="tip-off comeback" ref={&back.root}>
            <form class="look" method="post" action={&props.action} enctype="multipart/form-data" autocomplete="off" onsubmit={on(|| Msg::Look)}>
                { field("receipt", &still.receipt) }
                <p class="go" hidden={!state.live}>
                    <button type="submit" aria-disabled={state.looking.then_some("true")}>
                        { if state.looking { texts.comeback.looking } else { texts.comeback.look } }
                    </button>
                </p>
                <div hidden={state.live}>{ raw(&still.plain) }</div>
            </form>
            <div class="message" role="status" tabindex="-1">{ message(texts, state) }</div>
            if let Some(opened) = &state.opened {
                { timeline(lang, opened) }
            }
            <form class="write" method="post" action={&props.action} enctype="multipart/form-data" autocomplete="off"
                hidden={state.opened.is_none()} onsubmit={on(|| Msg::Write)} onchange={link.callback(Msg::Changed)}>
                { raw(&still.message) }
                <fieldset role="none" disabled={state.is_under_way()}>
                    { field("text", &still.text) }
                    { field("files", &still.files) }
                    { list::view(lang, &back.uploads, &link.callback(Msg::File)) }
                </fieldset>
                <p class="go" hidden={!state.live}>
                    <button type="submit" aria-disabled={state.is_under_way().then_some("true")}>{ texts.comeback.write }</button>
                </p>
                <div hidden={state.live}>{ raw(&still.message_plain) }</div>
            </form>
        </div>
    }
}

fn message(texts: &Texts, state: &State) -> Html {
    match (state.phase, state.failed) {
        _ if state.looking => html! { <p>{ texts.comeback.looking }</p> },
        (Phase::Waiting, _) => html! { <p>{ texts.waiting }</p> },
        (Phase::Sending(None), _) => html! { <p>{ texts.sending }</p> },
        (Phase::Sending(Some(percent)), _) => working(texts, percent),
        (Phase::Written, _) => html! { <p><b>{ texts.comeback.written }</b></p> },
        (Phase::Writing, Some(reason)) if state.opened.is_some() => failed(texts, reason),
        // Who only looks must not hear that something of theirs was not taken.
        (Phase::Writing, Some(reason @ (Reason::Vault | Reason::Sealing))) => {
            html! { <p><b>{ why(texts, reason) }</b></p> }
        }
        (Phase::Writing, Some(_)) => html! { <p><b>{ texts.comeback.failed }</b></p> },
        (Phase::Writing, None) => Html::default(),
    }
}

/// What has come of a tip. The citizen's own words are not here: they are sealed to the unit alone.
fn timeline(lang: Lang, opened: &Opened) -> Html {
    let texts = &i18n::tip_off(lang).comeback;
    html! {
        <section class="timeline">
            <h2 tabindex="-1">{ texts.title }</h2>
            <p class="status"><b>{ status(lang, opened.status) }</b></p>
            if opened.entries.is_empty() {
                <p>{ texts.none }</p>
            }
            <ol role="list">{ for opened.entries.iter().map(|entry| item(lang, entry)) }</ol>
        </section>
    }
}

fn item(lang: Lang, entry: &OpenedEntry) -> Html {
    let texts = &i18n::tip_off(lang).comeback;
    let who = match (entry.by, &entry.reply) {
        (By::Citizen, _) => Some(texts.citizen),
        (By::Unit, OpenedReply::None) => None,
        (By::Unit, _) => Some(texts.unit),
    };
    html! {
        <li class={if entry.by == By::Unit { "unit-says" } else { "own" }}>
            <p class="small"><time datetime={entry.day.to_string()}>{ date(lang, entry.day) }</time></p>
            if let Some(now) = entry.status {
                <p><b>{ status(lang, now) }</b></p>
            }
            if let Some(who) = who {
                <p>{ who }{ if entry.by == By::Unit { ":" } else { "." } }</p>
            }
            { match &entry.reply {
                OpenedReply::None => Html::default(),
                OpenedReply::Text(text) => html! { <p class="reply">{ text.clone() }</p> },
                OpenedReply::Unreadable => html! { <p class="error">{ texts.unreadable }</p> },
            } }
        </li>
    }
}

fn status(lang: Lang, status: Status) -> &'static str {
    let place = Status::ALL.iter().position(|one| *one == status).unwrap_or(0);
    i18n::tip_off(lang).comeback.status.get(place).copied().unwrap_or_default()
}

/// A day as the language writes it in figures: `22/11/2026`, `2026-11-22`.
fn date(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Vi => {
            let (year, month, day) = day.civil();
            [day.to_string(), month.to_string(), year.to_string()].join("/")
        }
        Lang::En => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_language_writes_them() {
        let day: Day = "2026-03-02".parse().unwrap();
        assert_eq!([date(Lang::Vi, day), date(Lang::En, day)], ["2/3/2026", "2026-03-02"]);
    }
}
