//! The form as it is seen and heard: what changes while it is used. The rest is [`Still`].

use super::{
    Field, Reason,
    component::{Answer, Msg, TipOff},
    field::{LAST, wrong},
    list::{self, Change},
    receipt,
    state::Phase,
};
use crate::{
    i18n::{self, TipOff as Texts},
    life::{Link, Lived},
};
use tt_contract::{lang::Lang, tip::Receipt, unit::Emergency};
use yew::prelude::*;

/// The parts of the form that never change, as HTML. The edge renders them; the browser adopts what stands: there they are
/// empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// Hidden fields, and what stands above a form that came back.
    pub hidden: AttrValue,
    /// The guidance.
    pub guide: AttrValue,
    /// The headings of the steps.
    pub heads: [AttrValue; 5],
    /// Of each field, in the order of [`Field::ALL`], its label with a hint, and the field itself.
    pub fields: [(AttrValue, AttrValue); 9],
    /// The key's fingerprint.
    pub key: AttrValue,
    /// What stands below the form without script.
    pub plain: AttrValue,
}

pub(super) fn view(ctx: &Lived<'_, TipOff>, tip: &TipOff) -> Html {
    let (props, link, state) = (ctx.props(), ctx.link(), &tip.state);
    let (lang, still, texts) = (props.lang, &props.still, i18n::tip_off(props.lang));
    let sent = if let Phase::Sent(receipt) = &state.phase { Some(receipt) } else { None };
    let steps = (1..).zip(&still.heads).map(|(step, head): (u8, _)| {
        html! {
            <section class="step" hidden={!state.shows(step)}>
                { raw(head) }
                { for Field::of(step).map(|field| question(lang, still, tip, field)) }
                if step == Field::Files.step() {
                    { list::view(lang, &tip.uploads, &link.callback(|change: Change| Msg::File(change))) }
                }
                if step == LAST {
                    { review(texts, link, &tip.answers) }
                    { raw(&still.key) }
                }
            </section>
        }
    });
    let submit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Msg::Submit
    });
    html! {
        <div class="tip-off" ref={&tip.root}>
            if state.is_in_danger() {
                { danger(lang, texts, link) }
            }
            <form method="post" action={&props.action} enctype="multipart/form-data" autocomplete="off"
                hidden={state.is_in_danger() || sent.is_some()} onsubmit={submit} onchange={link.callback(Msg::Changed)}>
                { raw(&still.hidden) }
                <p class="small steps" hidden={!state.live || state.step == 0}>
                    { [texts.step.0, &state.step.to_string(), texts.step.1].concat() }
                </p>
                <fieldset role="none" disabled={state.is_under_way()}>
                    <section class="step" hidden={!state.shows(0)}>
                        { raw(&still.guide) }
                        <p class="sealed" hidden={!state.live}>{ texts.sealed }</p>
                    </section>
                    { for steps }
                </fieldset>
                <div class="message" role="status" tabindex="-1">{ message(texts, tip, &props.back) }</div>
                <div class="go" hidden={!state.live}>
                    <button type="submit" class="send" aria-disabled={state.is_under_way().then_some("true")}>
                        { label(texts, tip) }
                    </button>
                    <button type="button" class="quiet" hidden={state.step == 0 || matches!(state.phase, Phase::Sending(_))}
                        onclick={link.callback(|_| Msg::Back)}>
                        { if state.phase == Phase::Waiting { texts.wait_no_more } else { texts.back } }
                    </button>
                </div>
                <div hidden={state.live}>{ raw(&still.plain) }</div>
            </form>
            if let Some(receipt) = sent {
                { receipt::view(lang, receipt, &props.back, &tip.copied, &link.callback(Msg::Keep)) }
            }
        </div>
    }
}

fn question(lang: Lang, still: &Still, tip: &TipOff, field: Field) -> Html {
    let nothing = (AttrValue::default(), AttrValue::default());
    let place = Field::ALL.iter().position(|one| *one == field);
    let (label, input) = place.and_then(|place| still.fields.get(place)).unwrap_or(&nothing);
    let wrong = wrong(lang, &tip.state.errors, field.pointer());
    html! {
        <div class="field">
            { raw(label) }
            <p class="error" id={["tt-e-", field.name()].concat()} hidden={wrong.is_none()}>{ wrong.unwrap_or_default() }</p>
            { raw(input) }
        </div>
    }
}

/// 113, in front of everything.
fn danger(lang: Lang, texts: &Texts, link: &Link<TipOff>) -> Html {
    html! {
        <div class="danger" role="alertdialog" aria-labelledby="tt-danger" aria-describedby="tt-danger-body" lang={lang.tag()}>
            <h2 id="tt-danger" tabindex="-1">{ texts.danger.title }</h2>
            <p id="tt-danger-body">{ texts.danger.body }</p>
            <a class="call" href={Emergency::POLICE.href()} target="_self">{ texts.danger.call }</a>
            <button type="button" class="quiet" onclick={link.callback(|_| Msg::GoOn)}>{ texts.danger.go_on }</button>
        </div>
    }
}

/// What was answered, before it is sent.
fn review(texts: &Texts, link: &Link<TipOff>, answers: &[Answer]) -> Html {
    html! {
        <div class="review" hidden={answers.is_empty()}>
            <h3>{ texts.review }</h3>
            <dl>
                { for answers.iter().map(|answer| {
                    let step = answer.field.step();
                    html! {
                        <div>
                            <dt>{ &answer.label }</dt>
                            <dd>
                                <span>{ &answer.text }</span>
                                <button type="button" class="link" onclick={link.callback(move |_| Msg::To(step))}>
                                    { texts.change }<span class="heard">{ ": " }{ &answer.label }</span>
                                </button>
                            </dd>
                        </div>
                    }
                }) }
            </dl>
        </div>
    }
}

fn label(texts: &Texts, tip: &TipOff) -> &'static str {
    let is_again = tip.state.failed.is_some() || tip.state.earlier.is_some();
    match tip.state.step {
        _ if tip.state.is_under_way() => texts.sending,
        0 => texts.start,
        LAST if is_again => texts.send_again,
        LAST => texts.send,
        _ => texts.next,
    }
}

fn message(texts: &Texts, tip: &TipOff, back: &AttrValue) -> Html {
    match (&tip.state.phase, tip.state.failed) {
        (Phase::Waiting, _) => html! { <p>{ texts.waiting }</p> },
        (Phase::Sending(None), _) => html! { <p>{ texts.sending }</p> },
        (Phase::Sending(Some(percent)), _) => working(texts, *percent),
        (Phase::Writing, _) if let Some(receipt) = &tip.state.earlier => earlier(texts, receipt, back),
        (_, Some(reason)) if tip.state.step == LAST => failed(texts, reason),
        // Told early, while nothing was to be sent.
        (_, Some(reason)) => html! { <p>{ why(texts, reason) }</p> },
        _ => Html::default(),
    }
}

/// What was sent first has arrived; what to do with the rest. The way back opens beside the form, which keeps what was written.
fn earlier(texts: &Texts, receipt: &Receipt, back: &AttrValue) -> Html {
    html! {
        <>
            <p><b>{ texts.earlier.title }</b></p>
            <p>{ texts.receipt.label }{ ": " }<b class="earlier">{ receipt.to_string() }</b></p>
            <p>{ texts.earlier.body }</p>
            <p><a href={back} target="_blank" rel="noopener noreferrer">{ texts.receipt.look }</a></p>
        </>
    }
}

/// Work that the edge asked for.
pub(super) fn working(texts: &Texts, percent: u8) -> Html {
    let (before, after) = texts.working;
    let value = percent.to_string();
    html! {
        <>
            <p>{ before }{ &value }{ after }</p>
            <progress max="100" aria-hidden="true" value={value} />
        </>
    }
}

/// Why it was not sent, and what to do.
pub(super) fn failed(texts: &Texts, reason: Reason) -> Html {
    html! {
        <>
            <p><b>{ texts.failed.title }</b></p>
            <p>{ why(texts, reason) }</p>
        </>
    }
}

/// What a reason says.
pub(super) const fn why(texts: &Texts, reason: Reason) -> &'static str {
    match reason {
        Reason::Vault => texts.failed.vault,
        Reason::Sealing => texts.failed.sealing,
        Reason::Unreachable => texts.failed.unreachable,
        Reason::Busy => texts.failed.busy,
        Reason::Refused => texts.failed.refused,
    }
}

pub(super) fn raw(html: &AttrValue) -> Html {
    Html::from_html_unchecked(html.clone())
}
